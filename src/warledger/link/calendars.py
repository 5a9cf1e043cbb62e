"""Days, weeks, months, seasons and Ramadan around a day.

Takes days and numbers, gives days and periods. Reads no text.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from warledger.model.values import Period

AHEAD_DAYS = 45
"""A date without a year lies ahead when it is at most so many days ahead and the one before lies much further back."""

_HIJRI_EPOCH = 227014
"""Proleptic ordinal of 1 Muharram 1 (tabular Islamic calendar, civil epoch, 19 July 622 Gregorian)."""


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, None when the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def past_weekday(number: int, today: date) -> date:
    """The latest day of a weekday (1 is Monday) up to a day, which itself counts."""
    return today - timedelta(days=(today.isoweekday() - number) % 7)


def future_weekday(number: int, today: date, *, strict: bool) -> date:
    """The first day of a weekday from a day on; with `strict` after it."""
    ahead = (number - today.isoweekday()) % 7
    return today + timedelta(days=7 if strict and ahead == 0 else ahead)


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday of the week of a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def months_before(day: date, months: int) -> date:
    """The day so many months before (after, when negative); the last of the month when it has no such day."""
    index = day.year * 12 + day.month - 1 - months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def month_period(year: int, month: int, part: str = "") -> Period:
    """A month, or its first ten days ("early"), the next ten ("mid") or the rest ("late")."""
    last = monthrange(year, month)[1]
    start, end = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get(part, (1, last))
    return Period(date(year, month, start), date(year, month, end), "days" if part else "month")


def year_period(year: int, part: str = "") -> Period:
    """A year, or its first three months ("early"), the middle six ("mid") or the last three ("late")."""
    start, end = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}.get(part, (1, 12))
    return Period(date(year, start, 1), date(year, end, monthrange(year, end)[1]), "days" if part else "year")


def clipped(period: Period, today: date) -> Period:
    """A period that has begun, cut at today; one that lies ahead as a whole stays."""
    if period.start is not None and period.end is not None and period.start <= today < period.end:
        return Period(period.start, today, period.granularity)
    return period


def month_of(month: int, today: date, future: bool) -> int:
    """The year of a month that is named without one: the latest that has begun, or the next one."""
    if future:
        return today.year if month >= today.month else today.year + 1
    return today.year if month <= today.month else today.year - 1


def nearest_date(month: int, day: int, today: date, future: bool, *, strict: bool = False) -> date | None:
    """The date of a day named without a year; None when the calendar has none such.

    The latest up to today, but the next one when it is near (see AHEAD_DAYS); with `future` the next one always,
    with `strict` never.
    """
    found = [d for y in (today.year - 1, today.year, today.year + 1) if (d := safe_date(y, month, day))]
    past = [d for d in found if d <= today]
    ahead = [d for d in found if d > today]
    if strict:
        return past[-1] if past else None
    if ahead and (not past or (ahead[0] - today).days <= AHEAD_DAYS):
        return past[-1] if past and past[-1] == today else ahead[0]
    if future and ahead:
        return today if today in past else ahead[0]
    return past[-1] if past else None


def season_of(first_month: int, today: date, year: int | None, step: int) -> Period:
    """The three months of a season (northern half): of a year, else the latest begun, `step` years on."""
    begins = year if year is not None else month_of(first_month, today, future=False) + step
    start = date(begins, first_month, 1)
    end = months_before(start, -3) - timedelta(days=1)
    return clipped(Period(start, end, "days"), today)


def ramadan(year: int, today: date, fixed: bool) -> Period | None:
    """Ramadan of a Gregorian year, or without `fixed` the latest one that has begun; off by a day either way.

    Source: the tabular Islamic calendar (30-year cycle, leap years 2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29).
    """
    first = int((year - 622) * 33 / 32) - 1
    periods = [_hijri_month(h, 9) for h in range(first, first + 4)]
    starts = [p for p in periods if p.start is not None]
    if fixed:
        return next((p for p in starts if p.start and p.start.year == year), None)
    begun = [p for p in starts if p.start and p.start <= today]
    return clipped(begun[-1], today) if begun else None


def _hijri_month(year: int, month: int) -> Period:
    """A month of the tabular Islamic calendar as Gregorian days."""
    start = _hijri_ordinal(year, month)
    after = _hijri_ordinal(year + month // 12, month % 12 + 1)
    return Period(date.fromordinal(start), date.fromordinal(after - 1), "month")


def _hijri_ordinal(year: int, month: int) -> int:
    """Proleptic ordinal of the first day of a month of the tabular Islamic calendar."""
    return _HIJRI_EPOCH + 1 + (29 * month - 29 + month // 2) + (year - 1) * 354 + (3 + 11 * year) // 30
