"""Where reports have it from, as a small graph: bodies on one side, reports on the other, a line where a report tells their word.

Takes bodies, reports in the order of their lineage and the ties between them, gives coordinates in the units of the drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warledger.export.words import shorten

WIDTH = 900
LEFT, RIGHT, STEP = 330, 560, 18
LINE, TOP = 26, 20
NAME, TITLE = 38, 36


@dataclass(frozen=True, slots=True)
class Body:
    """An independent origin; `fill` the pattern of its side."""

    id: str
    name: str
    fill: str


@dataclass(frozen=True, slots=True)
class Told:
    """A report: what to call it, how deep it stands under the one that it follows, and the line of that one, None for the first."""

    id: str
    name: str
    language: str
    depth: int = 0
    under: int | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A report tells what a body says; `echo` when it but repeats another report that does."""

    body_id: str
    report_id: str
    echo: bool


@dataclass(frozen=True, slots=True)
class Dot:
    """A body or a report with its place."""

    label: str
    x: float
    y: float
    fill: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """The drawing: dots, lines from body to report as (path, fill, echo), elbows from report to report as paths."""

    bodies: tuple[Dot, ...]
    reports: tuple[Dot, ...]
    ties: tuple[tuple[str, str, bool], ...]
    elbows: tuple[str, ...]
    width: int
    height: int


def draw_lineage(bodies: Sequence[Body], reports: Sequence[Told], ties: Sequence[Tie]) -> Graph:
    """The graph; ties to bodies or reports that are not given are left out."""
    rows = max(len(bodies), len(reports), 1)
    height = rows * LINE + TOP
    y_of = {b.id: _spread(n, len(bodies), height) for n, b in enumerate(bodies)}
    at = {r.id: (RIGHT + r.depth * STEP, _spread(n, len(reports), height)) for n, r in enumerate(reports)}
    fills = {b.id: b.fill for b in bodies}
    lines = []
    for tie in ties:
        if tie.body_id in y_of and tie.report_id in at:
            (x, y), start = at[tie.report_id], y_of[tie.body_id]
            bend = (LEFT + x) / 2
            lines.append((f"M{LEFT} {start}C{bend:g} {start} {bend:g} {y} {x} {y}", fills[tie.body_id], tie.echo))
    elbows = []
    for report in reports:
        if report.under is not None:
            (x, y), (above_x, above_y) = at[report.id], at[reports[report.under].id]
            elbows.append(f"M{above_x} {above_y}V{y}H{x}")
    return Graph(
        tuple(Dot(shorten(b.name, NAME), LEFT, y_of[b.id], b.fill) for b in bodies),
        tuple(Dot(shorten(r.name, TITLE), *at[r.id], language=r.language) for r in reports),
        tuple(lines),
        tuple(elbows),
        WIDTH,
        height,
    )


def _spread(n: int, of: int, height: int) -> float:
    """The middle of row `n` when `of` rows share the height."""
    return round(TOP / 2 + (n + 0.5) * (height - TOP) / max(of, 1), 1)
