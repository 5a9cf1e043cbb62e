"""Figures as ranges on one scale, never averaged.

Takes bars with bounds, gives rows with positions in percent, so that the drawing fits any width without a script.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from warledger.web.i18n import Words

WIDE = 60.0
"""Above this ratio of the largest to the smallest figure the scale is logarithmic, and says so."""

ROOM = 92.0
"""Percent of the width that figures use; the rest is for the arrows of open bounds."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One account's figure. `high` None is open upwards, `low` None downwards; `best` is marked when given."""

    label: str
    low: int | None
    high: int | None
    group: str = ""
    group_id: str = ""
    side: str = ""
    side_class: str = "side-none"
    standing: str = ""
    claim_id: str = ""
    when: str = ""
    best: int | None = None
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A bar with where it is drawn, in percent of the width."""

    bar: Bar
    text: str
    start: float
    width: float
    mark: float
    open_high: bool
    open_low: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows on one scale; `ticks` are (percent, number as written)."""

    rows: tuple[Row, ...]
    ticks: tuple[tuple[float, str], ...]
    logarithmic: bool

    @property
    def groups(self) -> list[tuple[str, str, list[Row]]]:
        """Rows by group: its title, its id, its rows."""
        found: dict[tuple[str, str], list[Row]] = {}
        for row in self.rows:
            found.setdefault((row.bar.group, row.bar.group_id), []).append(row)
        return [(title, group_id, rows) for (title, group_id), rows in found.items()]


class Scale:
    """From figures to percent of the width."""

    def __init__(self, figures: Sequence[int]) -> None:
        positive = [f for f in figures if f > 0]
        self.top = max(positive, default=1)
        self.logarithmic = bool(positive) and self.top / min(positive) > WIDE

    def at(self, figure: float) -> float:
        """Percent of the width for a figure."""
        if self.logarithmic:
            share = math.log10(max(figure, 0) + 1) / math.log10(self.top + 1)
        else:
            share = figure / self.top
        return round(min(max(share, 0.0), 1.0) * ROOM, 2)

    def ticks(self) -> list[int]:
        """Few round figures along the scale."""
        if self.logarithmic:
            return [0, *(10**p for p in range(1, int(math.log10(self.top)) + 1))]
        step = 10 ** int(math.log10(self.top)) if self.top >= 1 else 1
        step = next((s for s in (step // 5, step // 2, step, step * 2) if s and self.top / s <= 4), step * 2) or 1
        return list(range(0, self.top + 1, step))


def draw(bars: Sequence[Bar], words: Words) -> Chart:
    """The chart of some bars, of which there must be one at least."""
    scale = Scale([f for b in bars for f in (b.low, b.high, b.best) if f is not None])
    ticks = tuple((scale.at(t), words.number(t)) for t in scale.ticks())
    return Chart(tuple(_row(b, scale, words) for b in bars), ticks, scale.logarithmic)


def _row(bar: Bar, scale: Scale, words: Words) -> Row:
    low, high = bar.low, bar.high
    start = scale.at(low or 0)
    mark = scale.at(bar.best if bar.best is not None else low if low is not None else high or 0)
    end = scale.at(high) if high is not None else min(max(start, mark) + (100 - ROOM), 99.0)
    return Row(bar, words.range(low, high), start, round(max(end - start, 0.0), 2), mark, high is None, low is None)
