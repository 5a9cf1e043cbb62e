"""What is known, in a page: the content of the brief, apart from how it is printed.

Takes a View, gives a Brief. Every part holds the id of the record it was made from.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from warledger.export.lookup import OUTLET, Lookup
from warledger.export.shapes import account_count, accusations, deniers, range_text, sources_of
from warledger.model import Claim, Incomparable, Linked, Matter, Story
from warledger.store import View, control_id, incomparable_id

AS_MANY_AS_THERE_ARE = 10**9


@dataclass(frozen=True, slots=True)
class Limits:
    """How many lines of each kind are shown; what is left out is counted."""

    stories: int = 20
    matters: int = 12
    control: int = 15
    incomparable: int = 8


EVERYTHING = Limits(*(AS_MANY_AS_THERE_ARE,) * 4)


@dataclass(frozen=True, slots=True)
class Totals:
    """The figures of the first line. `languages` are (code, reports), the most used first."""

    reports: int
    languages: tuple[tuple[str, int], ...]
    stories: int
    claims: int
    sources: int
    origins: int
    rejected: int
    unreconciled: int


@dataclass(frozen=True, slots=True)
class SaidBy:
    """One independent origin's word on a matter; `echoes` are repeats that count for nothing.

    `figure` is its latest figure, "" when that is the one the matter is headed with.
    """

    origin_id: str
    name: str
    side: str
    sources: tuple[str, ...]
    figure: str
    echoes: int


@dataclass(frozen=True, slots=True)
class MatterPart:
    """One matter. `figure` is the estimate in words, `beside` what of it `what` does not say yet.

    `outlets` are those that say it in their own voice, `sure` the reasons of its standing in words.
    """

    id: str
    what: str
    standing: str
    figure: str
    beside: str
    said_by: tuple[SaidBy, ...]
    outlets: tuple[str, ...]
    denied_by: tuple[str, ...]
    blames: tuple[tuple[str, str], ...]
    sure: str
    reports: int
    echoes: int
    words: str = ""
    language: str = "und"
    """The words of a claim, and their language, where the line names nobody, no place and no figure; filled by those who show them."""


@dataclass(frozen=True, slots=True)
class ReportPart:
    """One report of a story."""

    id: str
    name: str
    outlet: str
    language: str
    published: date | None
    inferred: bool


@dataclass(frozen=True, slots=True)
class StoryPart:
    """One story with its matters, the strongest standing first; `more` were left out."""

    id: str
    title: str
    on: date | None
    places: tuple[str, ...]
    reports: tuple[ReportPart, ...]
    matters: tuple[MatterPart, ...]
    more: int


@dataclass(frozen=True, slots=True)
class ControlPart:
    """Who is said to hold a place. `holder` is "" when nobody surely does."""

    id: str
    place: str
    holder: str
    state: str
    on: date | None
    standing: str
    said_by: tuple[str, ...]
    inherited_from: str


@dataclass(frozen=True, slots=True)
class ApartPart:
    """Two matters that look alike and must not be compared."""

    id: str
    reason: str
    detail: str
    one: str
    one_id: str
    other: str
    other_id: str


@dataclass(frozen=True, slots=True)
class Brief:
    """The page. `more_*` count what was left out."""

    totals: Totals
    stories: tuple[StoryPart, ...]
    control: tuple[ControlPart, ...]
    apart: tuple[ApartPart, ...]
    more_stories: int
    more_control: int
    more_apart: int


def build_brief(view: View, limits: Limits = EVERYTHING) -> Brief:
    """The brief of a ledger: the latest day first, of one day what most reports tell of."""
    lookup = Lookup.of(view)
    stories = sorted(view.stories(), key=lambda s: (-(s.on.toordinal() if s.on else 0), -len(s.report_ids), s.id))
    control = view.control()
    apart = _worth_showing(view.incomparable())
    loose = view.matters(story_id="")
    parts = [_story(view, lookup, s, limits) for s in stories[: limits.stories]]
    if loose:
        parts.append(StoryPart("", "Matters of no story", None, (), (), *_matters(view, lookup, loose, limits)))
    return Brief(
        totals=_totals(view),
        stories=tuple(parts),
        control=tuple(_control(lookup, view, limits)),
        apart=tuple(_apart(view, apart[: limits.incomparable])),
        more_stories=max(0, len(stories) - limits.stories),
        more_control=max(0, len(control) - limits.control),
        more_apart=max(0, len(apart) - limits.incomparable),
    )


def _totals(view: View) -> Totals:
    counts = view.counts()
    languages = view.languages()
    sources, origins = view.voices()
    return Totals(
        reports=counts["reports"],
        languages=tuple(sorted(languages.items(), key=lambda kv: (-kv[1], kv[0]))),
        stories=counts["stories"],
        claims=counts["claims"],
        sources=sources,
        origins=origins,
        rejected=counts["rejections"],
        unreconciled=view.unreconciled(),
    )


def _story(view: View, lookup: Lookup, story: Story, limits: Limits) -> StoryPart:
    reports = []
    for report_id in story.report_ids:
        report = lookup.reports[report_id]
        on, inferred = lookup.published(report_id)
        reports.append(ReportPart(report_id, report.name, report.outlet, report.language, on, inferred))
    matters, more = _matters(view, lookup, view.matters(story_id=story.id), limits)
    return StoryPart(story.id, story.title, story.on, tuple(lookup.names(story.place_ids)), tuple(reports), matters, more)


def _matters(view: View, lookup: Lookup, matters: list[Matter], limits: Limits) -> tuple[tuple[MatterPart, ...], int]:
    """The strongest of each standing: contested ones must not fall off the end of a long list."""
    shown = matters
    if len(matters) > limits.matters:
        contested = [m for m in matters if m.standing == "contested"][: limits.matters // 3]
        others = [m for m in matters if m.standing != "contested"][: limits.matters - len(contested)]
        shown = others + contested
    return tuple(matter_part(view, lookup, m) for m in shown), len(matters) - len(shown)


def matter_part(view: View, lookup: Lookup, matter: Matter) -> MatterPart:
    """One matter with the names of those behind it."""
    return part_of(matter, view.claims_of(matter.claim_ids), view.linked_of(matter.claim_ids), lookup)


def part_of(matter: Matter, claims: list[Claim], linked: dict[str, Linked], lookup: Lookup) -> MatterPart:
    """The same from claims that are read already: `claims` are those of the matter, `linked` holds their links by id."""
    own_voice = sorted({lookup.outlet(c.report_id) for c in claims if lookup.source(c, linked.get(c.id)) == OUTLET})
    return MatterPart(
        id=matter.id,
        what=matter.what,
        standing=matter.standing,
        figure=figure(matter),
        beside=beside(matter),
        said_by=tuple(_said_by(o, matter, claims, linked, lookup) for o in matter.origin_ids),
        outlets=tuple(own_voice),
        denied_by=tuple(deniers(matter, claims, linked, lookup)),
        blames=tuple((a["by"], a["whom"]) for a in accusations(matter, claims, linked, lookup)),
        sure="; ".join(matter.reasons),
        reports=len({c.report_id for c in claims}),
        echoes=len({e for a in matter.accounts for e in a.echo_ids}),
    )


def figure(matter: Matter) -> str:
    """The estimate in words: the best figure, and the range when it is wider; "" when nothing is counted."""
    estimate = matter.estimate
    return figure_text(estimate.low, estimate.best, estimate.high) if estimate else ""


def figure_text(low: int, best: int, high: int | None) -> str:
    """The three bounds of an estimate in words.

    >>> figure_text(5, 34, None), figure_text(2, 2, 2), figure_text(5, 8, 34)
    ('at least 34 (5 or more)', '2', '8 (5 to 34)')
    """
    if high is None:
        return range_text(best, None) if low == best else f"{range_text(best, None)} ({low:,} or more)"
    return f"{best:,}" if low == high else f"{best:,} ({low:,} to {high:,})"


def beside(matter: Matter) -> str:
    """What the line of a matter does not say of its figure: all of it, its range, or nothing."""
    text, estimate = figure(matter), matter.estimate
    if estimate is not None and estimate.low != estimate.high and range_text(estimate.low, estimate.high) in matter.what.casefold():
        return ""
    if estimate is None or not re.search(rf"(?<![\d,.]){estimate.best:,}(?![\d,])", matter.what):
        return text
    return "" if text == f"{estimate.best:,}" else text.removeprefix(f"{estimate.best:,} ").strip("()")


def _said_by(origin_id: str, matter: Matter, claims: list[Claim], linked: dict[str, Linked], lookup: Lookup) -> SaidBy:
    own = [a for a in matter.accounts if a.origin_id == origin_id]
    origin = lookup.origins.get(origin_id)
    headed = {figure(matter), f"{matter.estimate.best:,}" if matter.estimate else ""}
    figures = [account_count(a) for a in own if a.count and account_count(a) not in headed]
    return SaidBy(
        origin_id=origin_id,
        name=lookup.name(origin_id),
        side=origin.side if origin else "",
        sources=tuple(sources_of(claims, linked, lookup, origin_id)),
        figure=figures[-1] if figures else "",
        echoes=sum(len(a.echo_ids) for a in own),
    )


def _control(lookup: Lookup, view: View, limits: Limits) -> list[ControlPart]:
    """The latest word on each place first, inherited ones left to the list command."""
    said = sorted(view.control(), key=lambda k: (bool(k.inherited_from), -(k.on.toordinal() if k.on else 0), lookup.name(k.place_id)))
    return [
        ControlPart(
            id=control_id(k), place=lookup.name(k.place_id), holder=k.holder, state=k.state, on=k.on, standing=k.standing,
            said_by=tuple(lookup.names(k.origin_ids)), inherited_from=lookup.name(k.inherited_from),
        )
        for k in said[: limits.control]
    ]  # fmt: skip


def _worth_showing(pairs: list[Incomparable]) -> list[Incomparable]:
    order = {"period": 0, "group": 1, "perpetrator": 2, "place": 3}
    return sorted(pairs, key=lambda p: (order.get(p.reason, 9), incomparable_id(p)))


def _apart(view: View, pairs: list[Incomparable]) -> list[ApartPart]:
    parts = []
    for pair in pairs:
        one, other = view.matter(pair.matter_id), view.matter(pair.other_id)
        if one is None or other is None:
            continue
        parts.append(ApartPart(incomparable_id(pair), pair.reason, pair.detail, _with_figure(one), one.id, _with_figure(other), other.id))
    return parts


def _with_figure(matter: Matter) -> str:
    return f"{matter.what}: {beside(matter)}" if beside(matter) else matter.what
