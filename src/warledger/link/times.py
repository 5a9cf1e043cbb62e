"""Times: wording to `Period` against the day of publication, and the time spans of running text.

Takes text, a language pack and a day, gives the days that the wording covers. Does not know stories: "the same
period" is for the caller to copy, and "since the start of the battle" has no start here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warledger.link.calendars import (
    clipped,
    future_weekday,
    month_of,
    month_period,
    months_before,
    nearest_date,
    past_weekday,
    ramadan,
    safe_date,
    season_of,
    week_of,
    year_period,
)
from warledger.model.spans import Span
from warledger.model.values import Period
from warledger.packs.languages import LanguagePack
from warledger.packs.numerals import read_number
from warledger.packs.words import Token

MAX_TEXT = 300
"""Longer wordings are cut before they are read."""

MAX_AMOUNT = 400
"""More units of time than these are no span but a number beside one ("Operation 1027, a year ago")."""

FUTURE = "future"
PAST = "past"

_STRONG = ("weekday", "month", "day", "night", "weekend", "hijri", "same", "night_to", "open", "season", "year", "recent")
_FRAME = ("past", "last", "next", "this", "ago", "since", "within", "several", "into")
_CONTENT = ("weekday", "month", "day", "night", "unit", "weekend", "hijri", "season", "war", "early", "night_to", "year", "recent")
_IDLE_FIRST = frozenset({"to", "into", "until", "part", "ago"})
_IDLE_LAST = frozenset({"glue", "to", "from", "into", "until", "since", "within", "early", "several"})
_SEVERAL = 3
_JOINTS = ".,-–/"


@dataclass(frozen=True, slots=True)
class _Item:
    """One time phrase, number or mark: its senses by name (value 0 when it has none) and the tokens that it covers."""

    senses: dict[str, str]
    start: int
    end: int
    number: int | None = None
    text: str = ""

    def value(self, name: str) -> int:
        """The number that a sense carries ("weekday:3" is 3)."""
        return int(self.senses[name] or 0)


@dataclass(frozen=True, slots=True)
class _Day:
    """A date as worded: a year, month or day that is not said is None."""

    year: int | None
    month: int
    day: int | None
    part: str = ""


def is_same_period(text: str, pack: LanguagePack) -> bool:
    """Whether the wording points back to the period that was named before ("over the same period").

    >>> from warledger.packs import load_language
    >>> is_same_period("in the same period", load_language("en"))
    True
    """
    return any("same" in item.senses for item in _items(pack.tokens(text[:MAX_TEXT]), pack))


def resolve_time(text: str, pack: LanguagePack, published_on: date, tense_hint: str = "") -> Period | None:
    """The days that the wording covers; None when it says none, or points back ("the same period").

    `tense_hint` is "future" for plans and threats, "past" or "" else: it turns "on Sunday" to the Sunday to come. A
    weekday is the last such day up to that of publication, which itself counts. A night belongs to both of its days.
    "Since ..." goes to the day of publication; a start that is not a date is open.

    >>> from warledger.packs import load_language
    >>> resolve_time("on Sunday", load_language("en"), date(2016, 12, 12)).start
    datetime.date(2016, 12, 11)
    """
    items = _items(pack.tokens(text[:MAX_TEXT]), pack)
    if any("same" in item.senses for item in items):
        return None
    try:
        return _Resolver(published_on, pack, tense_hint == FUTURE).resolve(items)
    except (ValueError, OverflowError):
        return None


def find_times(text: str, pack: LanguagePack) -> list[Span]:
    """Time spans of running text, in its order: runs of time words that hold a day, month, night or span of time."""
    tokens = pack.tokens(text)
    spans: list[Span] = []
    for run in _runs(_items(tokens, pack), tokens):
        kept = _trimmed(run)
        if kept and _tells(kept, tokens):
            spans.append(Span(tokens[kept[0].start].start, tokens[kept[-1].end - 1].end))
    return spans


def _items(tokens: Sequence[Token], pack: LanguagePack) -> list[_Item]:
    """Time phrases, numbers and joints of tokens, in order; everything else is left out."""
    items: list[_Item] = []
    index = 0
    while index < len(tokens):
        item = _item(tokens, index, pack)
        if item is not None:
            items.append(item)
        index = item.end if item is not None else index + 1
    return items


def _item(tokens: Sequence[Token], index: int, pack: LanguagePack) -> _Item | None:
    """The time phrase, number or joint at a token; the longer of phrase and number."""
    token = tokens[index]
    if token.kind == "mark":
        return _Item({}, index, index + 1, None, token.text) if token.text in _JOINTS + ":" else None
    found = pack.times.at(tokens, index)
    if token.kind == "number":
        if found is None:
            return _Item({}, index, index + 1, _figure(token.text), token.text)
    number = read_number(tokens, index, pack) if token.kind == "word" else None
    if number is not None and number.whole and number.value < 10000 and (found is None or number.end > found[1]):
        return _Item({}, index, number.end, int(number.value), token.text)
    if found is None:
        return None
    senses = {e.parts[0]: e.sense.partition(":")[2] for e in found[0]}
    ordinal = senses.pop("ordinal", None)
    return _Item(senses, index, found[1], None if ordinal is None else int(ordinal), token.text)


def _figure(text: str) -> int | None:
    """Value of plain figures up to four digits; None for decimals and groups."""
    return int(text) if text.isdecimal() and len(text) <= 4 else None


class _Resolver:
    """Resolves items against one day."""

    def __init__(self, today: date, pack: LanguagePack, future: bool) -> None:
        self._today, self._pack, self._future = today, pack, future

    def resolve(self, items: Sequence[_Item]) -> Period | None:
        """The period of items: a stretch from somewhere to now first, then dates, days, spans of time."""
        rest = self._since(items)
        if rest is not None:
            return self._from_start(rest)
        if _has(items, "open") and not self._plain(items):
            return Period(None, self._today, "open")
        found = self._plain(items)
        if found is not None and _has(items, "until") and found.end and found.end > self._today:
            return Period(self._today, found.end, "days")
        return found

    def _since(self, items: Sequence[_Item]) -> Sequence[_Item] | None:
        """What a "since" counts from: the items after it, or before it where nothing follows (Turkish "beri").

        None when there is no "since", or the word means "ago", after its span of time (Norwegian "siden").
        """
        for index, item in enumerate(items):
            if "since" not in item.senses:
                continue
            after = [i for i in items[index + 1 :] if i.number is not None or any(n in i.senses for n in _CONTENT)]
            before = [i for i in items[:index] if i.number is not None or any(n in i.senses for n in _CONTENT)]
            if after or not before:
                return items[index + 1 :]
            if "ago" not in item.senses:
                return items[:index]
        return None

    def _from_start(self, rest: Sequence[_Item]) -> Period:
        """From what follows "since" to now; open when that is no date."""
        found = _Resolver(self._today, self._pack, False)._plain(rest) if rest else None
        if found is None or found.start is None or found.start > self._today:
            return Period(None, self._today, "open")
        return Period(found.start, self._today, "day" if found.start == self._today else "days")

    def _plain(self, items: Sequence[_Item]) -> Period | None:
        """The period of items without a "since"."""
        for rule in (self._figures, self._dates, self._weekdays, self._weekend, self._span, self._relative, self._large, self._clock):
            found = rule(items)
            if found is not None:
                return found
        return None

    def _figures(self, items: Sequence[_Item]) -> Period | None:
        """Dates in figures: 2016-12-12, 12.12.2016, 12/12/2016."""
        days: list[date] = []
        for index in range(len(items)):
            day = self._figure_date(items, index)
            if day is not None:
                days.append(day)
        return self._hull([Period(d, d) for d in days]) if days else None

    def _figure_date(self, items: Sequence[_Item], at: int) -> date | None:
        """The date in figures that begins at an item."""
        parts = _figure_parts(items, at)
        if parts is None:
            return None
        one, two, three = parts
        if one > 31:
            return safe_date(one, two, three)
        if self._pack.date_order == "mdy" or two > 12:
            one, two = two, one
        return safe_date(three + 2000 if three < 100 else three, two, one)

    def _dates(self, items: Sequence[_Item]) -> Period | None:
        """Days and months by name, with or without a year; several of them are one stretch."""
        days = _shared(_named_days(items, self._today))
        if not days:
            return None
        last: date | None = None
        periods: list[Period] = []
        for day in reversed(days):
            period = self._day_period(day, last)
            if period is None:
                return None
            last = period.start
            periods.append(period)
        found = self._hull(periods)
        if _has(items, "night_to") and found.start is not None and found.start == found.end:
            return Period(found.start - timedelta(days=1), found.end, "days")
        return found

    def _day_period(self, day: _Day, later: date | None) -> Period | None:
        """The period of one named day or month; one without a year lies nearest before `later` or publication."""
        anchor = later or self._today
        if day.day is None:
            year = day.year or month_of(day.month, anchor, self._future and later is None)
            return clipped(month_period(year, day.month, day.part), self._today)
        if day.year is not None:
            known = safe_date(day.year, day.month, day.day)
        else:
            known = nearest_date(day.month, day.day, anchor, self._future, strict=later is not None)
        return Period(known, known) if known else None

    def _weekdays(self, items: Sequence[_Item]) -> Period | None:
        """Weekdays: one is a day, two or more are a stretch; a night to one takes in the day before."""
        found = [i for i in items if "weekday" in i.senses]
        if not found:
            return None
        end = self._weekday(found[-1].value("weekday"), items)
        days = [end]
        for item in reversed(found[:-1]):
            days.append(past_weekday(item.value("weekday"), days[-1]))
        night = _has(items, "night_to") or (_has(items, "night") and _joined(items, "night", "weekday"))
        start = min(days) - timedelta(days=1) if night and len(days) == 1 else min(days)
        return Period(start, end, "day" if start == end else "days")

    def _weekday(self, number: int, items: Sequence[_Item]) -> date:
        """The day of a weekday: the latest up to today, or as "last", "next" and the future tense shift it."""
        unit = next((i.senses["unit"] for i in items if "unit" in i.senses), "")
        if unit == "week" and _has(items, "last", "past"):
            return week_of(self._today - timedelta(days=7))[0] + timedelta(days=number - 1)
        if unit == "week" and _has(items, "next"):
            return week_of(self._today + timedelta(days=7))[0] + timedelta(days=number - 1)
        if _has(items, "next") and not _has(items, "last", "past"):
            return future_weekday(number, self._today, strict=True)
        if self._future:
            return future_weekday(number, self._today, strict=False)
        day = past_weekday(number, self._today)
        return day - timedelta(days=7) if day == self._today and _has(items, "last") else day

    def _weekend(self, items: Sequence[_Item]) -> Period | None:
        """Saturday and Sunday: this week's when they have begun or are to come, else the last."""
        if not _has(items, "weekend"):
            return None
        ahead = self._future or (_has(items, "next") and not _has(items, "last"))
        saturday = future_weekday(6, self._today, strict=False) if ahead else past_weekday(6, self._today)
        return Period(saturday, saturday + timedelta(days=1), "days")

    def _span(self, items: Sequence[_Item]) -> Period | None:
        """Spans of time: "the past 24 hours", "last week", "three days ago", "within two weeks"."""
        recent = next((i for i in items if "recent" in i.senses), None)
        if recent is not None:
            return self._back(recent.senses["recent"], _SEVERAL)
        at = next((n for n, i in enumerate(items) if "unit" in i.senses), None)
        if at is None:
            return None
        unit = items[at].senses["unit"]
        amount = self._amount(items, at)
        if unit == "year" and _years(items):
            return None
        if "glue" in items[at].senses and at + 1 < len(items) and (items[at + 1].number or 99) <= 31:
            return self._month_day(items[at + 1].number or 1)
        if _part(items) and amount is None and unit in ("week", "month", "year"):
            return self._edge(unit, items)
        if _has(items, "ago") and not _has(items, "past", "next") and (amount or not _has(items, "last", "this")):
            return self._ago(unit, amount or 1)
        rolling = amount is not None or unit in ("hour", "day", "day24", "minute")
        if _has(items, "last") and not rolling:
            return self._calendar(unit, -1)
        within = _has(items, "within") and not _has(items, "past", "last")
        ahead = within or _has(items, "next") or (self._future and not _has(items, "last"))
        if _has(items, "this") and not rolling:
            return self._calendar(unit, 0)
        if ahead:
            whole = _has(items, "next") and not rolling and not _has(items, "within")
            return self._calendar(unit, 1) if whole else self._ahead(unit, amount or 1)
        if amount is None and not _has(items, "past", "last", "several", "since"):
            return None
        return self._back(unit, amount or 1)

    def _edge(self, unit: str, items: Sequence[_Item]) -> Period | None:
        """The beginning of this week, month or year, up to today; or from today to its end."""
        whole = self._calendar(unit, -1 if _has(items, "last") else 0)
        if _part(items) != "late" or whole is None or _has(items, "last"):
            return whole
        return _Resolver(self._today, self._pack, True)._calendar(unit, 0)

    def _amount(self, items: Sequence[_Item], at: int) -> int | None:
        """How many units: the number right before the unit, or after it where a language has it so."""
        for item in reversed(items[max(0, at - 3) : at]):
            if items[at].start - item.end > 2:
                break
            if item.number is not None:
                return item.number if item.number <= MAX_AMOUNT else None
            if "several" in item.senses:
                return _SEVERAL
            if self._article(item):
                return 1
        if at + 1 < len(items) and items[at + 1].number is not None and (items[at + 1].number or 0) <= MAX_AMOUNT:
            return items[at + 1].number
        dual = items[at].senses["unit"]
        return None if not dual.endswith("2") else 2

    def _article(self, item: _Item) -> bool:
        """Whether an item is "a": one of the unit after it."""
        return any(e.sense == "article" for e in self._pack.quantities.get(item.text))

    def _back(self, unit: str, amount: int) -> Period:
        """From so many units ago to today."""
        start = self._shift(unit, -amount)
        return Period(start, self._today, "day" if start == self._today else "days")

    def _ahead(self, unit: str, amount: int) -> Period:
        """From today to so many units on."""
        end = self._shift(unit, amount)
        return Period(self._today, end, "day" if end == self._today else "days")

    def _ago(self, unit: str, amount: int) -> Period:
        """A point so many units back, as exact as the unit."""
        day = self._shift(unit, -amount)
        unit = unit.rstrip("2")
        if unit == "month":
            return month_period(day.year, day.month)
        if unit in ("year", "decade"):
            return year_period(day.year)
        return Period(day, day)

    def _shift(self, unit: str, amount: int) -> date:
        """Today, so many units on; a few hours stay within the day."""
        bare = unit.rstrip("2") if unit != "day24" else "day"
        if bare == "minute":
            return self._today
        if bare == "hour":
            size = abs(amount)
            days = 0 if size < 12 else max(1, -(-size // 24))
            return self._today + timedelta(days=days if amount > 0 else -days)
        if bare in ("day", "week"):
            return self._today + timedelta(days=amount * (7 if bare == "week" else 1))
        months = {"month": 1, "year": 12, "decade": 120}[bare]
        return months_before(self._today, -amount * months)

    def _calendar(self, unit: str, step: int) -> Period | None:
        """A whole week, month or year before (-1), at (0, up to today) or after (1) the day of publication."""
        if unit == "week":
            start, end = week_of(self._today + timedelta(days=7 * step))
            found = Period(start, end, "week")
        elif unit == "month":
            day = months_before(self._today.replace(day=1), -step)
            found = month_period(day.year, day.month)
        elif unit == "year":
            found = year_period(self._today.year + step)
        else:
            return self._back(unit, 1) if step < 0 else self._ahead(unit, 1)
        if step == 0 and self._future and found.end is not None:
            return Period(self._today, found.end, found.granularity)
        return clipped(found, self._today) if step == 0 else found

    def _relative(self, items: Sequence[_Item]) -> Period | None:
        """Today, yesterday, overnight."""
        days = [self._today + timedelta(days=i.value("day")) for i in items if "day" in i.senses]
        if days:
            return Period(min(days), max(days), "day" if min(days) == max(days) else "days")
        night = next((i for i in items if "night" in i.senses), None)
        if night is None:
            return None
        end = self._today + timedelta(days=night.value("night") + (1 if self._future else 0))
        return Period(end - timedelta(days=1), end, "days")

    def _large(self, items: Sequence[_Item]) -> Period | None:
        """Years, seasons and Ramadan, alone."""
        years = _years(items)
        if _has(items, "hijri"):
            return ramadan(years[0] if years else self._today.year, self._today, bool(years))
        season = next((i for i in items if "season" in i.senses), None)
        if season is not None:
            year = years[-1] if years else None
            return season_of(season.value("season"), self._today, year, -1 if _has(items, "last") and not _has(items, "this") else 0)
        if years:
            part = _part(items)
            return clipped(self._hull([year_period(min(years), part), year_period(max(years), part)]), self._today)
        relative = next((i for i in items if "year" in i.senses), None)
        if relative is not None:
            return clipped(year_period(self._today.year + relative.value("year"), _part(items)), self._today)
        day = [i.number for i in items if i.number is not None and 1 <= i.number <= 31]
        if len(day) == 1 and any(i.text == "." or "glue" in i.senses for i in items) and not _has(items, "unit"):
            return self._month_day(day[0])
        return None

    def _month_day(self, day: int) -> Period | None:
        """A day of the month named alone: the latest up to today, or the next one."""
        months = [months_before(self._today.replace(day=1), n) for n in (-1, 0, 1)]
        days = [d for m in months if (d := safe_date(m.year, m.month, day))]
        fit = [d for d in days if (d >= self._today if self._future else d <= self._today)]
        return Period(fit[0], fit[0]) if self._future and fit else Period(max(fit), max(fit)) if fit else None

    def _clock(self, items: Sequence[_Item]) -> Period | None:
        """A part of the day or a time of day alone is today."""
        clock = [i for i in items if i.number is None and i.text[:1].isdecimal()]
        if _has(items, "part") or clock or any(i.text == ":" for i in items):
            return Period(self._today, self._today)
        return None

    def _hull(self, periods: Sequence[Period]) -> Period:
        """The stretch from the first to the last of periods; one stays as it is."""
        if len(periods) == 1:
            return periods[0]
        starts = [p.start for p in periods if p.start is not None]
        ends = [p.end for p in periods if p.end is not None]
        start, end = min(starts), max(ends)
        kinds = {p.granularity for p in periods}
        if start == end:
            return Period(start, end)
        return Period(start, end, kinds.pop() if len(set(periods)) == 1 else "days")


def _has(items: Iterable[_Item], *names: str) -> bool:
    """Whether some item has one of the senses."""
    return any(name in item.senses for item in items for name in names)


def _years(items: Iterable[_Item]) -> list[int]:
    """Numbers that may be years, in order."""
    return [i.number for i in items if i.number is not None and 1900 <= i.number <= 2100]


def _joined(items: Sequence[_Item], first: str, second: str) -> bool:
    """Whether a "to" stands between the first item of one sense and the first of another."""
    one = next(n for n, i in enumerate(items) if first in i.senses)
    other = next(n for n, i in enumerate(items) if second in i.senses)
    return one < other and any("to" in i.senses for i in items[one + 1 : other])


def _part(items: Iterable[_Item]) -> str:
    """Which part of a month or year is meant: early, mid, late or ""."""
    names = [n for i in items for n in ("early", "mid", "late") if n in i.senses]
    return names[0] if names else ""


def _figure_parts(items: Sequence[_Item], at: int) -> tuple[int, int, int] | None:
    """Three numbers with like marks between, or "12.12" (one token), a mark and a year."""
    texts = [i.text for i in items[at : at + 5]]
    if items[at].number is None:
        day, point, month = texts[0].partition(".")
        whole = bool(point) and day.isdecimal() and month.isdecimal() and len(texts) > 2 and texts[1] == "."
        year = items[at + 2].number if whole else None
        return (int(day), int(month), year) if year is not None and year > 31 else None
    if len(texts) < 5 or texts[1] not in ("-", "/", ".", "–") or texts[1] != texts[3]:
        return None
    numbers = [items[at + n].number for n in (0, 2, 4)]
    one, two, three = numbers
    if one is None or two is None or three is None or (at and items[at - 1].text in ("-", "/")):
        return None
    return one, two, three


def _named_days(items: Sequence[_Item], today: date) -> list[_Day]:
    """Days and months by name as worded; numbers before a month that only joints part from it are days of it."""
    days: list[_Day] = []
    used = -1
    for index, item in enumerate(items):
        if "month" not in item.senses:
            continue
        month = item.value("month")
        before = _days_before(items, index, used)
        year, end = _year_after(items, index, today)
        if not before and year is None:
            before, end = _days_after(items, index)
            if before:
                year, end = _year_after(items, end, today)
        used = end
        part = _part(items[max(0, index - 2) : index + 2])
        days += [_Day(year, month, d) for d in before] or [_Day(year, month, None, part)]
    return days


def _days_before(items: Sequence[_Item], at: int, used: int) -> list[int]:
    """Days of the month that stand before its name, in order; items up to `used` belong to another date."""
    found: list[int] = []
    for item in reversed(items[used + 1 : at]):
        if item.number is not None and 1 <= item.number <= 31 and "unit" not in item.senses:
            found.append(item.number)
        elif item.number is not None or not (item.text in _JOINTS or _has([item], "to", "glue", "from", "weekday", "nights", "this")):
            break
    return found[::-1]


def _days_after(items: Sequence[_Item], at: int) -> tuple[list[int], int]:
    """Days that stand after a month's name ("November 15-17"), and the index of the last item that they take."""
    found: list[int] = []
    end = at
    for index in range(at + 1, len(items)):
        item = items[index]
        if item.number is not None and 1 <= item.number <= 31 and not _has(items[index + 1 : index + 2], "unit", "month"):
            found.append(item.number)
            end = index
        elif not (item.text in "-–/" or _has([item], "to") or item.text in ("th", "st", "nd", "rd")):
            break
    return found, end


def _year_after(items: Sequence[_Item], at: int, today: date) -> tuple[int | None, int]:
    """The year that follows within two joints ("2016", "last year"), and the index of the last item that was used."""
    if _has(items[at + 1 : at + 5], "last") and any(i.senses.get("unit") == "year" for i in items[at + 1 : at + 5]):
        return today.year - 1, at
    for index in range(at + 1, min(at + 4, len(items))):
        number = items[index].number
        if number is not None:
            return (number, index) if 1900 <= number <= 2100 else (None, at)
        if not (items[index].text in ",." or "glue" in items[index].senses):
            return None, at
    return None, at


def _shared(days: Sequence[_Day]) -> list[_Day]:
    """Days with the year that a later one of them says."""
    year: int | None = None
    found: list[_Day] = []
    for day in reversed(days):
        year = day.year or year
        found.append(_Day(year, day.month, day.day, day.part))
    return found[::-1]


def _runs(items: Sequence[_Item], tokens: Sequence[Token]) -> list[list[_Item]]:
    """Items that stand side by side in the text."""
    runs: list[list[_Item]] = []
    for item in items:
        if runs and runs[-1][-1].end == item.start and not (item.text == "." and tokens[item.start - 1].kind == "word"):
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _trimmed(run: list[_Item]) -> list[_Item]:
    """A run without joints, glue and lone numbers at its ends."""
    kept = list(run)
    while kept and _idle(kept[-1], last=True):
        kept.pop()
    while kept and _idle(kept[0], last=False):
        kept.pop(0)
    return kept


def _idle(item: _Item, *, last: bool) -> bool:
    """Whether an item at an end of a run adds nothing: a joint, glue, or a preposition at the end."""
    if not item.senses:
        return item.number is None and not item.text[:1].isdecimal()
    return set(item.senses) <= (_IDLE_LAST if last else _IDLE_FIRST)


def _tells(run: Sequence[_Item], tokens: Sequence[Token]) -> bool:
    """Whether a run of time words tells a time."""
    if any("month" in i.senses for i in run) and not _has(run, *(n for n in _STRONG if n != "month")):
        return len(run) > 1 and tokens[next(i for i in run if "month" in i.senses).start].text != "may"
    if _has(run, *_STRONG):
        return True
    if _has(run, "unit"):
        return _has(run, *_FRAME)
    if any(_figure_parts(run, n) for n in range(len(run))):
        return True
    years = any(i.number is not None and 1900 <= i.number <= 2100 and len(i.text) == 4 for i in run)
    return (years and _has(run, "glue", "since", "from", "early", "late", "mid")) or (_has(run, "since") and _has(run, "war", "early"))
