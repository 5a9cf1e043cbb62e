"""Figures by the day they were said.

Takes points, gives where each is drawn: percent across for the day, pixels down for the figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from warledger.web.drawing.ranges import Scale
from warledger.web.i18n import Words

HEIGHT = 160
EDGE = 8.0


@dataclass(frozen=True, slots=True)
class Point:
    """One figure on one day."""

    on: date
    low: int | None
    high: int | None
    label: str
    side_class: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """A point with its place: `x` in percent, `top` and `bottom` in pixels."""

    point: Point
    x: float
    top: float
    bottom: float
    open_high: bool
    text: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """Points, lines between figures of one origin, labels of days and figures."""

    points: tuple[Drawn, ...]
    steps: tuple[tuple[float, float, float, float, str], ...]
    days: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str], ...]
    height: int = HEIGHT


def draw_timeline(points: Sequence[Point], words: Words) -> Timeline:
    """The timeline of some points, of which there must be one at least."""
    first, last = min(p.on for p in points), max(p.on for p in points)
    across = max((last - first).days, 1)
    scale = Scale([f for p in points for f in (p.low, p.high) if f is not None])

    def x(on: date) -> float:
        return round(EDGE + (on - first).days / across * (100 - 2 * EDGE), 2)

    def y(figure: int) -> float:
        return round(HEIGHT - 24 - scale.at(figure) / 100 * (HEIGHT - 34), 1)

    drawn = tuple(_drawn(p, x(p.on), y, words) for p in sorted(points, key=lambda p: (p.label, p.on)))
    days = tuple((x(d), words.short_day(d)) for d in sorted({p.on for p in points}))
    return Timeline(drawn, tuple(_steps(drawn)), days[:8], tuple((y(t), words.number(t)) for t in scale.ticks()))


def _drawn(point: Point, x: float, y: Callable[[int], float], words: Words) -> Drawn:
    low, high = point.low if point.low is not None else 0, point.high
    bottom = y(low)
    return Drawn(point, x, y(high) if high is not None else max(bottom - 14, 2), bottom, high is None, words.range(point.low, point.high))


def _steps(drawn: tuple[Drawn, ...]) -> list[tuple[float, float, float, float, str]]:
    pairs = zip(drawn, drawn[1:], strict=False)
    return [(a.x, a.bottom, b.x, b.bottom, b.point.side_class) for a, b in pairs if a.point.label == b.point.label]
