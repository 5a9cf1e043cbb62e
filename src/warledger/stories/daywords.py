"""The days that a text names: weekdays seen from its day of publication, and days of a month.

Takes bare text, gives dates. Single words only and no grammar: what claims say of days is resolved by `link`; this holds
for reports that no reader read, and for days beside claims.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from warledger.model import PackError
from warledger.packs import load_language
from warledger.packs.words import fold

LEAST_LETTERS = 3
"""Shorter forms ("so." for Sonntag) are words of their own."""
MONTH_DAYS = 31
WEEK = 7


@dataclass(frozen=True, slots=True)
class DayWords:
    """Words of a language for weekdays (Monday is 0) and months."""

    weekdays: Mapping[str, int]
    months: Mapping[str, int]


@lru_cache(maxsize=64)
def day_words(language: str) -> DayWords:
    """The words of a language; none when there is no pack for it."""
    try:
        entries = load_language(language).times.entries
    except PackError:
        return DayWords({}, {})
    named = [(fold(e.form), *e.sense.partition(":")[::2]) for e in entries if len(e.form) >= LEAST_LETTERS and e.form.isalpha()]
    return DayWords(
        {form: int(value) - 1 for form, sense, value in named if sense == "weekday"},
        {form: int(value) for form, sense, value in named if sense == "month"},
    )


def days_named(words: Sequence[str], language: str, published: date | None) -> frozenset[date]:
    """The days that the words of a text name.

    A weekday is the last such day up to that of publication; a day of a month without a year is the last one up to the
    day after it. Without a day of publication only dates with a year count.

    >>> sorted(map(str, days_named("on Monday or Dec 3 2015".split(), "en", date(2016, 12, 14))))
    ['2015-12-03', '2016-12-12']
    """
    known = day_words(language)
    return frozenset(_days(words, known, published)) if known.weekdays or known.months else frozenset()


def _days(words: Sequence[str], known: DayWords, published: date | None) -> Iterator[date]:
    for at, word in enumerate(words):
        if word[0].isdigit():
            continue
        key = fold(word)
        if published is not None and key in known.weekdays:
            yield published - timedelta((published.weekday() - known.weekdays[key]) % WEEK)
        elif key in known.months:
            yield from _of_month(words, at, known.months[key], published)


def _of_month(words: Sequence[str], at: int, month: int, published: date | None) -> Iterator[date]:
    """The day that stands before or after the name of a month, with the year after it."""
    before, after, last = (words[i] if 0 <= i < len(words) else "" for i in (at - 1, at + 1, at + 2))
    for day, year in ((before, after), (after, last)):
        if not (day.isdecimal() and 0 < int(day) <= MONTH_DAYS):
            continue
        found = _date(int(year), month, int(day)) if year.isdecimal() and len(year) == 4 else _latest(month, int(day), published)
        if found is not None:
            yield found
        return


def _latest(month: int, day: int, published: date | None) -> date | None:
    """The last such day up to the day after publication."""
    if published is None:
        return None
    found = _date(published.year, month, day)
    return found if found is not None and found <= published + timedelta(1) else _date(published.year - 1, month, day)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
