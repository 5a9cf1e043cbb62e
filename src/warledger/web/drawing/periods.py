"""When things are said to have happened, as bars on one scale of days.

Takes periods, gives where each is drawn in percent of the width, so that the drawing fits any width without a script.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warledger.web.i18n import Words

LEFT, ROOM = 3.0, 92.0
SHORTEST = 1.4
"""Percent of the width: what is free before the first day, what days use, the least that a bar takes."""
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """A period with what is said to have happened in it, as (label, id, standing). `start` None: nobody says since when."""

    start: date | None
    end: date
    text: str
    matters: tuple[tuple[str, str, str], ...]

    @property
    def standing(self) -> str:
        """The standing of all of them; "" when they differ."""
        found = {standing for _, _, standing in self.matters}
        return found.pop() if len(found) == 1 else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A stretch with where it is drawn, in percent of the width."""

    stretch: Stretch
    x: float
    width: float
    open_start: bool


@dataclass(frozen=True, slots=True)
class Periods:
    """Rows on one scale; `ticks` are (percent, day as written)."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]


def draw_periods(stretches: Sequence[Stretch], words: Words) -> Periods:
    """The drawing of some stretches, of which there must be one at least, in the given order."""
    first = min(s.start or s.end for s in stretches)
    last = max(s.end for s in stretches)
    days = (last - first).days + 1

    def at(day: date) -> float:
        return round(LEFT + (day - first).days / days * ROOM, 2)

    rows = []
    for s in stretches:
        x = at(s.start) if s.start else LEFT
        rows.append(Row(s, x, max(round(at(s.end + timedelta(1)) - x, 2), SHORTEST), s.start is None))
    step = max(1, -(-days // MOST_TICKS))
    ticks = tuple((at(d), words.short_day(d)) for d in (first + timedelta(n) for n in range(0, days, step)))
    return Periods(tuple(rows), ticks)
