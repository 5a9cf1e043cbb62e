"""The brief in print: one page that an editor understands in ten seconds.

Takes a Brief, prints it: colours and symbols on a terminal, the same symbols without colour when piped.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from warledger.export.brief import ApartPart, Brief, ControlPart, MatterPart, SaidBy, StoryPart, Totals
from warledger.export.lookup import short_name
from warledger.export.words import isolate, shorten

SIGNS = {
    "confirmed": ("✔", "bold green"),
    "corroborated": ("●", "green"),
    "single-source": ("○", "yellow"),
    "unattributed": ("·", "dim"),
    "contested": ("≠", "bold red"),
}
"""Symbol and style of each standing: the symbol alone must tell them apart."""

PLAIN = frozenset({"corroborated", "single-source", "unattributed"})
"""Standings whose reason says no more than who says so."""


def print_brief(brief: Brief, to: Console) -> None:
    """Print the whole page."""
    to.print(header(brief.totals))
    for story in brief.stories:
        to.print()
        for part in _story(story):
            to.print(part)
    if brief.more_stories:
        to.print(_more(brief.more_stories, "stories", 0))
    for title, parts, more, command in (
        ("Who holds what", [_control(k) for k in brief.control], brief.more_control, "control"),
        ("Not to be compared", [_apart(a) for a in brief.apart], brief.more_apart, "matters"),
    ):
        if parts:
            to.print()
            to.print(Text(title, "bold"))
            for line in parts:
                to.print(line)
            if more:
                to.print(_more(more, command, 2))
    to.print()
    to.print(Text("warledger show ID opens any line: its words, who says so, its echoes.", "dim"))


def header(totals: Totals) -> Text:
    """The first line: how much there is."""
    languages = ", ".join(f"{code} {n}" for code, n in totals.languages)
    parts = [
        _count(totals.reports, "report") + (f" ({languages})" if languages else ""),
        _count(totals.stories, "story", "stories"),
        _count(totals.claims, "claim"),
        _count(totals.sources, "source"),
        _count(totals.origins, "independent origin"),
    ]
    line = Text(" · ".join(parts), "bold")
    if totals.rejected:
        line.append(f"\n{_count(totals.rejected, 'input')} refused: warledger doctor says why", "yellow")
    if totals.unreconciled:
        unread = _count(totals.unreconciled, "report")
        line.append(f"\n{unread} read but not yet reconciled: give the same warledger run again", "bold yellow")
    return line


def day_text(on: date | None) -> str:
    """A day as people write it; "day unknown" when there is none.

    >>> day_text(date(2016, 12, 2))
    '2 Dec 2016'
    """
    return f"{on.day} {on:%b %Y}" if on else "day unknown"


def matter_lines(matter: MatterPart, *, why: bool = True) -> Iterator[RenderableType]:
    """One matter: what, figure, id; then who says so, who denies, why it stands where it stands.

    Without `why` the reason is left out where the standing says it all.
    """
    sign, style = SIGNS.get(matter.standing, ("?", ""))
    what = Text(isolate(matter.what))
    if matter.beside:
        what.append(": ").append(matter.beside, "bold")
    yield _with_id(what, matter.id, (sign, style))
    if matter.said_by:
        yield _under("said by ", "; ".join(_said_by(s) for s in matter.said_by))
    aside = []
    if matter.outlets:
        aside.append("in their own voice: " + ", ".join(isolate(o) for o in matter.outlets))
    if matter.echoes:
        aside.append(_count(matter.echoes, "echo", "echoes"))
    if aside:
        yield _under("also " if matter.said_by else "", "; ".join(aside), "dim")
    if matter.denied_by:
        yield _under("denied by ", ", ".join(isolate(d) for d in matter.denied_by), "red")
    if matter.blames:
        yield _under("", "; ".join(f"{isolate(whom)}: blamed by {isolate(by)}" for by, whom in matter.blames), "red")
    if matter.sure and (why or matter.standing not in PLAIN):
        yield _under(f"{matter.standing}: ", isolate(matter.sure), "dim")


def _said_by(said: SaidBy) -> str:
    """An origin with its side, the sources that spoke for it, its own figure."""
    others = [s for s in said.sources if s != said.name]
    text = isolate(said.name) + (f" [{said.side}]" if said.side else "")
    if others:
        text += f" ({', '.join(isolate(s) for s in others)})"
    return text + (f" {said.figure}" if said.figure else "")


def _story(story: StoryPart) -> Iterator[RenderableType]:
    yield _with_id(Text(isolate(story.title) or "Untitled", "bold underline"), story.id)
    places = ", ".join(isolate(p) for p in story.places[:4])
    if story.reports:
        yield Text(" · ".join(p for p in (day_text(story.on), places, _reports(story)) if p), "dim")
    standing = ""
    for matter in story.matters:
        if matter.standing != standing:
            standing = matter.standing
            yield Text(f"  {standing.upper()}", SIGNS.get(standing, ("", ""))[1])
        yield from matter_lines(matter, why=False)
    if story.more:
        yield _more(story.more, "matters", 2)


def _reports(story: StoryPart) -> str:
    shown = [f"{isolate(r.outlet or short_name(r.name))} ({r.language})" for r in story.reports[:6]]
    inferred = sum(r.inferred for r in story.reports)
    more = [f"and {len(story.reports) - 6} more"] if len(story.reports) > 6 else []
    dated = f"; {_count(inferred, 'report')} dated by the story" if inferred else ""
    return ", ".join(shown + more) + dated


def _control(part: ControlPart) -> RenderableType:
    sign, style = SIGNS.get(part.standing, ("?", ""))
    line = Text(isolate(part.place), "bold").append(": ", "")
    line.append(isolate(part.holder) if part.holder else part.state)
    line.append(f", {day_text(part.on)}", "dim")
    if part.inherited_from:
        line.append(f", as part of {isolate(part.inherited_from)}", "dim")
    line.append(f"; {part.standing}" + (f", said by {', '.join(isolate(s) for s in part.said_by)}" if part.said_by else ""), "dim")
    return _with_id(line, part.id, (sign, style))


def _apart(part: ApartPart) -> RenderableType:
    line = Text(isolate(shorten(part.one, 90))).append(f" [{part.one_id}]", "dim")
    line.append(" | ", "cyan").append(isolate(shorten(part.other, 90))).append(f" [{part.other_id}]", "dim")
    line.append(f": {apart_reason(part)}")
    return _with_id(line, part.id, ("∦", "cyan"))


def apart_reason(part: ApartPart) -> str:
    """Why two matters must not be compared, in words."""
    said = f"different {part.reason}"
    return isolate(part.detail) if part.detail.startswith(said) else f"{said} ({isolate(part.detail)})" if part.detail else said


def _with_id(line: Text, record_id: str, sign: tuple[str, str] | None = None) -> RenderableType:
    """A line with its id at the right edge and its sign before it; the line wraps under itself, the id does not wrap."""
    grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
    if sign:
        grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_column(no_wrap=True, justify="right")
    grid.add_row(*([Text(*sign)] if sign else []), line, Text(record_id, "dim"))
    return Padding(grid, (0, 0, 0, 2 if sign else 0))


def _under(label: str, words: str, style: str = "") -> RenderableType:
    return Padding(Text(label, "dim").append(words, style), (0, 0, 0, 6))


def _more(number: int, command: str, indent: int) -> RenderableType:
    return Padding(Text(f"… and {number:,} more: warledger {command}", "dim"), (0, 0, 0, indent))


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"
