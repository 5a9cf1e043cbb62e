"""The rules that turn time words into a period: dates, weekdays, spans of time, nights, years.

Takes items and the day of publication, gives a period or none. Does not cut text.
"""

from __future__ import annotations

from collections.abc import Sequence
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
from warledger.link.timewords import (
    Item,
    WordedDay,
    figure_parts,
    has,
    joined,
    named_days,
    part_of,
    shared_year,
    years_in,
)
from warledger.model.values import Period
from warledger.packs.languages import LanguagePack

MAX_AMOUNT = 400
"""More units of time than these are no span but a number beside one ("Operation 1027, a year ago")."""

_CONTENT = ("weekday", "month", "day", "night", "unit", "weekend", "hijri", "season", "war", "early", "night_to", "year", "recent")
_SEVERAL = 3


class Resolver:
    """Resolves items against one day."""

    def __init__(self, today: date, pack: LanguagePack, future: bool) -> None:
        self._today, self._pack, self._future = today, pack, future

    def resolve(self, items: Sequence[Item]) -> Period | None:
        """The period of items: a stretch from somewhere to now first, then dates, days, spans of time."""
        rest = self._since(items)
        if rest is not None:
            return self._from_start(rest)
        if has(items, "open") and not self._plain(items):
            return Period(None, self._today, "open")
        found = self._plain(items)
        if found is not None and has(items, "until") and found.end and found.end > self._today:
            return Period(self._today, found.end, "days")
        return found

    def _since(self, items: Sequence[Item]) -> Sequence[Item] | None:
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

    def _from_start(self, rest: Sequence[Item]) -> Period:
        """From what follows "since" to now, or to the day that is told; open when it begins with no date."""
        shared = rest and rest[0].number is not None
        at = next(
            (n for n, i in enumerate(rest) if n and ("until" in i.senses or "open" in i.senses or (shared and "to" in i.senses))), len(rest)
        )
        past = Resolver(self._today, self._pack, False)
        found = past._plain(rest[:at]) if rest[:at] else None
        told = past._plain(rest[at + 1 :]) if rest[at + 1 :] else None
        if found is None and told is not None and told.start is not None and rest[0].number is not None:
            whole = past._plain(rest)  # "с 5 по 9 мая": they share the month
            if whole is not None and whole.start is not None and whole.start < told.start:
                return whole
        end = told.end if told is not None and told.end is not None and told.end < self._today else self._today
        if found is None or found.start is None or found.start > end:
            return Period(None, end, "open")
        return Period(found.start, end, "day" if found.start == end else "days")

    def _plain(self, items: Sequence[Item]) -> Period | None:
        """The period of items without a "since"."""
        for rule in (self._figures, self._dates, self._weekdays, self._weekend, self._span, self._relative, self._large, self._clock):
            found = rule(items)
            if found is not None:
                return found
        return None

    def _figures(self, items: Sequence[Item]) -> Period | None:
        """Dates in figures: 2016-12-12, 12.12.2016, 12/12/2016."""
        if not any(i.number is not None or i.text[:1].isdecimal() for i in items):
            return None
        days: list[date] = []
        for index in range(len(items)):
            day = self._figure_date(items, index)
            if day is not None:
                days.append(day)
        return self._hull([Period(d, d) for d in days]) if days else None

    def _figure_date(self, items: Sequence[Item], at: int) -> date | None:
        """The date in figures that begins at an item.

        Raises:
            ValueError: it looks like a date with its year, and there is no such day.
        """
        parts = figure_parts(items, at)
        if parts is None:
            return None
        one, two, three = parts
        if one > 31:
            return _sure_date(one, two, three)
        if self._pack.date_order == "mdy" or two > 12:
            one, two = two, one
        return safe_date(three + 2000, two, one) if three < 100 else _sure_date(three, two, one)

    def _dates(self, items: Sequence[Item]) -> Period | None:
        """Days and months by name, with or without a year; several of them are one stretch."""
        days = shared_year(named_days(items, self._today))
        if not days:
            return None
        last: date | None = None
        periods: list[Period] = []
        for day in reversed(days):
            period = self._day_period(day, last)
            last = period.start
            periods.append(period)
        found = self._hull(periods)
        if has(items, "night_to") and found.start is not None and found.start == found.end:
            return Period(found.start - timedelta(days=1), found.end, "days")
        return found

    def _day_period(self, day: WordedDay, later: date | None) -> Period:
        """The period of one named day or month; one without a year lies nearest before `later` or publication.

        Raises:
            ValueError: the month has no such day.
        """
        anchor = later or self._today
        if day.day is None:
            year = day.year or month_of(day.month, anchor, self._future and later is None)
            return clipped(month_period(year, day.month, day.part), self._today)
        if day.year is not None:
            known = safe_date(day.year, day.month, day.day)
        else:
            known = nearest_date(day.month, day.day, anchor, self._future, strict=later is not None)
        if known is None:
            raise ValueError(f"no such day: {day.day} of month {day.month}")
        return Period(known, known)

    def _weekdays(self, items: Sequence[Item]) -> Period | None:
        """Weekdays: one is a day, two or more are a stretch; a night to one takes in the day before."""
        found = [i for i in items if "weekday" in i.senses]
        if not found:
            return None
        end = self._weekday(found[-1].value("weekday"), items)
        days = [end]
        for item in reversed(found[:-1]):
            days.append(past_weekday(item.value("weekday"), days[-1]))
        night = has(items, "night_to") or (has(items, "night") and joined(items, "night", "weekday"))
        start = min(days) - timedelta(days=1) if night and len(days) == 1 else min(days)
        return Period(start, end, "day" if start == end else "days")

    def _weekday(self, number: int, items: Sequence[Item]) -> date:
        """The day of a weekday: the latest up to today, or as "last", "next" and the future tense shift it."""
        unit = next((i.senses["unit"] for i in items if "unit" in i.senses), "")
        if unit == "week" and has(items, "last", "past"):
            return week_of(self._today - timedelta(days=7))[0] + timedelta(days=number - 1)
        if unit == "week" and has(items, "next"):
            return week_of(self._today + timedelta(days=7))[0] + timedelta(days=number - 1)
        if has(items, "next") and not has(items, "last", "past"):
            return future_weekday(number, self._today, strict=True)
        if self._future:
            return future_weekday(number, self._today, strict=False)
        day = past_weekday(number, self._today)
        return day - timedelta(days=7) if day == self._today and has(items, "last") else day

    def _weekend(self, items: Sequence[Item]) -> Period | None:
        """Saturday and Sunday: this week's when they have begun or are to come, else the last."""
        if not has(items, "weekend"):
            return None
        ahead = self._future or (has(items, "next") and not has(items, "last"))
        saturday = future_weekday(6, self._today, strict=False) if ahead else past_weekday(6, self._today)
        return Period(saturday, saturday + timedelta(days=1), "days")

    def _span(self, items: Sequence[Item]) -> Period | None:
        """Spans of time: "the past 24 hours", "last week", "three days ago", "within two weeks"."""
        at = next((n for n, i in enumerate(items) if "unit" in i.senses), None)
        if at is None:
            return None
        unit = items[at].senses["unit"]
        amount = self._amount(items, at)
        if unit == "year" and years_in(items):
            return None
        if "glue" in items[at].senses and at + 1 < len(items) and (items[at + 1].number or 99) <= 31:
            return self._month_day(items[at + 1].number or 1)
        if part_of(items) and amount is None and unit in ("week", "month", "year"):
            return self._edge(unit, items)
        if has(items, "ago") and not has(items, "past", "next") and (amount or not has(items, "last", "this")):
            return self._ago(unit, amount or 1)
        return self._stretch(unit, amount, items)

    def _stretch(self, unit: str, amount: int | None, items: Sequence[Item]) -> Period | None:
        """So many units back or ahead, or the whole week, month or year before or after."""
        rolling = amount is not None or unit in ("hour", "day", "day24", "minute")
        if has(items, "last") and not rolling:
            return self._calendar(unit, -1)
        if has(items, "this") and not rolling:
            return self._calendar(unit, 0)
        within = has(items, "within") and not has(items, "past", "last")
        if within or has(items, "next") or (self._future and not has(items, "last")):
            whole = has(items, "next") and not rolling and not has(items, "within")
            return self._calendar(unit, 1) if whole else self._ahead(unit, amount or 1)
        if amount is None and not has(items, "past", "last", "several", "since"):
            return None
        return self._back(unit, amount or 1)

    def _edge(self, unit: str, items: Sequence[Item]) -> Period | None:
        """The beginning of this week, month or year, up to today; or from today to its end."""
        whole = self._calendar(unit, -1 if has(items, "last") else 0)
        if part_of(items) != "late" or whole is None or has(items, "last"):
            return whole
        return Resolver(self._today, self._pack, True)._calendar(unit, 0)

    def _amount(self, items: Sequence[Item], at: int) -> int | None:
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

    def _article(self, item: Item) -> bool:
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

    def _relative(self, items: Sequence[Item]) -> Period | None:
        """Today, yesterday, overnight."""
        recent = next((i for i in items if "recent" in i.senses), None)
        if recent is not None:
            return self._back(recent.senses["recent"], _SEVERAL)
        days = [self._today + timedelta(days=i.value("day")) for i in items if "day" in i.senses]
        if days:
            return Period(min(days), max(days), "day" if min(days) == max(days) else "days")
        night = next((i for i in items if "night" in i.senses), None)
        if night is None:
            return None
        end = self._today + timedelta(days=night.value("night") + (1 if self._future else 0))
        return Period(end - timedelta(days=1), end, "days")

    def _large(self, items: Sequence[Item]) -> Period | None:
        """Years, seasons and Ramadan, alone."""
        years = years_in(items)
        if has(items, "hijri"):
            return ramadan(years[0] if years else self._today.year, self._today, bool(years))
        season = next((i for i in items if "season" in i.senses), None)
        if season is not None:
            year = years[-1] if years else None
            return season_of(season.value("season"), self._today, year, -1 if has(items, "last") and not has(items, "this") else 0)
        if years:
            part = part_of(items)
            return clipped(self._hull([year_period(min(years), part), year_period(max(years), part)]), self._today)
        relative = next((i for i in items if "year" in i.senses), None)
        if relative is not None:
            return clipped(year_period(self._today.year + relative.value("year"), part_of(items)), self._today)
        day = [i.number for i in items if i.number is not None and 1 <= i.number <= 31]
        if len(day) == 1 and any(i.text == "." or "glue" in i.senses for i in items) and not has(items, "unit"):
            return self._month_day(day[0])
        return None

    def _month_day(self, day: int) -> Period | None:
        """A day of the month named alone: the latest up to today, or the next one."""
        months = [months_before(self._today.replace(day=1), n) for n in (-1, 0, 1)]
        days = [d for m in months if (d := safe_date(m.year, m.month, day))]
        fit = [d for d in days if (d >= self._today if self._future else d <= self._today)]
        return Period(fit[0], fit[0]) if self._future and fit else Period(max(fit), max(fit)) if fit else None

    def _clock(self, items: Sequence[Item]) -> Period | None:
        """A part of the day or a time of day alone is today."""
        clock = [i for i in items if i.number is None and _is_clock(i.text)]
        if has(items, "part") or clock or any(i.text == ":" for i in items):
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


def _sure_date(year: int, month: int, day: int) -> date | None:
    """The date; None when its year is none of our time either, so that it was no date.

    Raises:
        ValueError: a year of our time, and a day that it has not.
    """
    found = safe_date(year, month, day)
    if found is None and 1900 <= year <= 2100:
        raise ValueError(f"no such day: {year}-{month}-{day}")
    return found


def _is_clock(text: str) -> bool:
    """Whether figures are a time of day ("14.32")."""
    hour, point, minute = text.partition(".")
    return bool(point) and hour.isdecimal() and minute.isdecimal() and int(hour[:3]) < 24 and len(minute) == 2
