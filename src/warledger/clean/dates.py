"""The day a page gives itself: metadata, a line that is a date, a dateline.

Takes text and month names, gives a day and a time of day. Dates inside sentences are not its business.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime

from warledger.packs.words import fold

ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?(?::\d{2}(?:\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?")
YEAR_FIRST = re.compile(r"\b(\d{4})([./ ])(\d{1,2})\2(\d{1,2})\b")
NUMERIC = re.compile(r"\b(\d{1,2})([./-])(\d{1,2})\2(\d{4})\b")
DAY_FIRST = re.compile(r"\b(\d{1,2})(?:\.|er|st|nd|rd|th|º)?,?\s+(?:de\s+|d['’])?([^\W\d_]+(?:[\s/][^\W\d_]+)?)\.?,?\s+(?:de\s+)?(\d{4})\b")
"""A month may have two names: "28 آب/أغسطس 2013"."""
MONTH_FIRST = re.compile(r"\b([^\W\d_]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b")
CLOCK = re.compile(r"\b(\d{1,2})[:.h](\d{2})(?:\s*([ap])\.?m\b)?", re.IGNORECASE)
TITLE_DAY = re.compile(r"\s[-–—|]\s+([^-–—|]{8,30})$")
"""What a title ends with behind its last dash."""
HEAD_LINES = 12
DATELINE = re.compile(r"[(\[][^)\]]+[)\]]|.+?\s[—–-]\s|.+?\)\s?[:—–-]")
DATELINE_LENGTH = 120
LEAD = re.compile(r"([^\W\d_][^—–!?;:\n]{2,70}?)\s?(?:[—–]|--|\s-\s|(?<=\))\s?-)(?=\s?\S)")
"""Words before the dash of a lead."""
LONGEST_PLACE = 4
"""Words of the place in a dateline."""
LEAD_LINES = 3
SHORTEST_MONTH = 3
LONGEST = 60
"""A line longer than this is no date line, however it begins."""

DIGITS = str.maketrans({chr(base + d): str(d) for base in (0x660, 0x6F0, 0x966) for d in range(10)})


def parse_day(text: str, months: Mapping[str, int], *, month_first: bool = False) -> date | None:
    """The first full date in a text (day, month and year), or None. Slashed dates follow `month_first`.
    `months` maps folded month names to 1..12.

    >>> parse_day("12 déc. 2016, 14:25", {"déc": 12})
    datetime.date(2016, 12, 12)
    """
    return next(_days_in(text, months, month_first=month_first), None)


def _days_in(text: str, months: Mapping[str, int], *, month_first: bool = False) -> Iterator[date]:
    """All full dates of a text, those in figures first."""
    folded = text.translate(DIGITS)
    found: list[date | None] = [_day(m[1], m[2], m[3]) for m in ISO.finditer(folded)]
    for m in NUMERIC.finditer(folded):
        first, second = (m[3], m[1]) if not (month_first and m[2] == "/") else (m[1], m[3])
        found.append(_day(m[4], first, second) or _day(m[4], second, first))
    found += [_day(m[1], m[3], m[4]) for m in YEAR_FIRST.finditer(folded)]
    for pattern, (d, mo) in ((DAY_FIRST, (1, 2)), (MONTH_FIRST, (2, 1))):
        for m in pattern.finditer(folded):
            month = _month(m[mo], months) or _month(m[mo].replace("/", " ").split()[0], months)
            found.append(_day(m[3], str(month), m[d]) if month else None)
    return (day for day in found if day is not None)


def _month(word: str, months: Mapping[str, int]) -> int:
    """The number of a month by its name, or by the beginning of one that no other month has; 0 for any other word."""
    name = fold(word)
    begun = {n for known, n in months.items() if known.startswith(name)} if len(name) >= SHORTEST_MONTH else set()
    return months.get(name, 0) or (begun.pop() if len(begun) == 1 else 0)


def parse_moment(text: str, months: Mapping[str, int]) -> tuple[date | None, datetime | None]:
    """Day and, when an ISO time is given, the moment in UTC; a time without a zone is taken for UTC.

    >>> parse_moment("2016-12-12T08:10", {})[1].isoformat()
    '2016-12-12T08:10:00+00:00'
    >>> parse_moment("2016-12-12T25:00Z", {}), parse_moment("2016-13-12T10:00Z", {})
    ((datetime.date(2016, 12, 12), None), (None, None))
    """
    m = ISO.search(text)
    if m and m[4]:
        try:
            worded = datetime.fromisoformat(m.group().replace("Z", "+00:00"))
            moment = worded.astimezone(UTC) if worded.tzinfo else worded.replace(tzinfo=UTC)
        except (ValueError, OverflowError):  # a month 13, an hour 25, the last hour of year 9999
            return _day(m[1], m[2], m[3]), None
        return date(int(m[1]), int(m[2]), int(m[3])), moment
    return parse_day(text, months), None


def find_date_line(lines: Iterable[str], months: Mapping[str, int]) -> tuple[int, date] | None:
    """Index and day of the first line near the top that is a date and little else; of two days the earlier ("updated 4 July | 3 July")."""
    for index, line in enumerate(lines):
        if index >= HEAD_LINES:
            break
        found = min(_days_in(line, months), default=None) if len(line) <= LONGEST else None
        if found and _mostly_date(line):
            return index, found
    return None


def find_title_day(title: str, months: Mapping[str, int]) -> date | None:
    """The day with which a title ends, behind the outlet's name ("Drones hit the port - Fjord News - 14.03.2024")."""
    m = TITLE_DAY.search(title)
    return parse_day(m[1], months) if m and _mostly_date(m[1]) else None


def find_dateline(lead: str, months: Mapping[str, int]) -> date | None:
    """The day in the dateline of a lead: before its dash, or in brackets at its start.

    "KYIV, 14 March 2024 (Agency) - Drones ...", "(July 5, 2022 / Agency) Drones ...".
    """
    m = DATELINE.match(lead[:DATELINE_LENGTH])
    return parse_day(m[0], months) if m else None


def dateline_of(text: str, wire: re.Pattern[str]) -> str:
    """The dateline of a lead, as written: what stands before a dash at the start of one of the first lines; "" when there is none.

    It has a word in capitals, or a wire, or a day: else the dash is one of a sentence.

    >>> dateline_of("Shells fell\nBEIRUT (Reuters) - Shells fell on the town.", re.compile(r"[(](?P<bracket>Reuters)[)]"))
    'BEIRUT (Reuters)'
    """
    for line in text.split("\n", LEAD_LINES)[:LEAD_LINES]:
        found = LEAD.match(line)
        if found and (wire.search(found[1]) or (_is_place(found[1]) and not line[found.end() :].lstrip()[:1].islower())):
            return found[1].strip()
    return ""


def _is_place(words: str) -> bool:
    """Whether words are a place in capitals, with what follows its comma."""
    place = words.partition(",")[0].strip()
    return len(place) > 2 and place == place.upper() != place.lower() and len(place.replace("/", " ").split()) <= LONGEST_PLACE


def _mostly_date(line: str) -> bool:
    rest = CLOCK.sub(" ", ISO.sub(" ", line))
    words = re.findall(r"[^\W\d_]{3,}", rest)
    return len(words) <= 5


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
