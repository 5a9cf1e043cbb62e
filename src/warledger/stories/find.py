"""Stories, echo edges and the days of reports.

Takes all reports of a ledger with their linked claims, gives Stories: a function of the set of reports, in no order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import overload

from warledger.model import Claim, DayOf, Echo, Linked, Place, Report, Story, content_id
from warledger.model.reasons import say
from warledger.stories.echoes import Card, find_echoes
from warledger.stories.grouping import compare_pairs, join_reports
from warledger.stories.nearness import main_places, nearness_of
from warledger.stories.storylines import chain_stories
from warledger.stories.terms import NOTHING, SENTENCE, Told, build_traits, sum_up

TITLE = 120


@dataclass(frozen=True, slots=True)
class Stories:
    """What is concluded on reports: stories, echo edges by follower, and the day of each report."""

    stories: tuple[Story, ...] = ()
    echoes: tuple[Echo, ...] = ()
    days: Mapping[str, DayOf] = field(default_factory=dict)


def find_stories(
    reports: Iterable[Report],
    claims: Iterable[Claim] = (),
    linked: Iterable[Linked] = (),
    places: Iterable[Place] = (),
    vectors: Mapping[str, Sequence[float]] | None = None,
) -> Stories:
    """Stories of a set of reports; claims, links and places sharpen them and may be missing.

    `vectors` are unit-length passage vectors by report id from a multilingual encoder; reports without one are compared
    by their terms alone.
    """
    reports = reports if isinstance(reports, Sequence) else list(reports)
    known = {report.id: _card(report, at) for at, report in enumerate(reports)}
    ordered = _Ordered(reports, [known[i].at for i in sorted(known)])
    claims, places = list(claims), list(places)
    linked = _join_unknown(linked, places)
    told = sum_up(claims, linked, places)
    by_id = {place.id: place for place in places}
    traits = {
        i: replace(t, vector=tuple((vectors or {}).get(i, ())), main_places=main_places(told.get(i, NOTHING).lead, t.main_places, by_id))
        for i, t in build_traits(ordered, told).items()
    }
    compared = compare_pairs(traits, nearness_of(places))
    groups = join_reports(list(known), compared.same)
    echoes = find_echoes(known, lambda i: reports[known[i].at].text, traits, _by_report(claims, linked), groups)
    days = {day.report_id: day for group in groups for day in _days([known[i] for i in group])}
    stories = tuple(_story([known[i] for i in group], told, days) for group in groups)
    return Stories(tuple(sorted(chain_stories(stories, compared.affair), key=lambda s: s.id)), echoes, days)


def _join_unknown(linked: Iterable[Linked], places: Iterable[Place]) -> list[Linked]:
    """Links in which places of one name that no gazetteer knows have one id."""
    first: dict[str, str] = {}
    joined: dict[str, str] = {}
    for place in sorted(places, key=lambda p: p.id):
        if place.lat is None:
            joined[place.id] = first.setdefault(place.name.casefold(), place.id)
    other = {place_id for place_id, head in joined.items() if place_id != head}
    return [
        replace(entry, place_ids=tuple(joined.get(p, p) for p in entry.place_ids)) if other.intersection(entry.place_ids) else entry
        for entry in linked
    ]


class _Ordered(Sequence[Report]):
    """Reports of a sequence in another order; each is taken from there when it is looked at."""

    def __init__(self, reports: Sequence[Report], places: Sequence[int]) -> None:
        self._reports, self._places = reports, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> Report: ...
    @overload
    def __getitem__(self, at: slice) -> _Ordered: ...
    def __getitem__(self, at: int | slice) -> Report | _Ordered:
        return _Ordered(self._reports, self._places[at]) if isinstance(at, slice) else self._reports[self._places[at]]


def _card(report: Report, at: int) -> Card:
    title = (report.title or SENTENCE.split(report.text.strip())[0])[:TITLE]
    return Card(
        report.id, report.language, report.published_on, report.published_at, report.credit, len(report.text), title, bool(report.title), at
    )  # fmt: skip


def _by_report(claims: Iterable[Claim], linked: Iterable[Linked]) -> dict[str, list[tuple[Claim, Linked]]]:
    by_id = {entry.claim_id: entry for entry in linked}
    found: dict[str, list[tuple[Claim, Linked]]] = defaultdict(list)
    for claim in claims:
        found[claim.report_id].append((claim, by_id.get(claim.id, Linked(claim.id, claim.report_id))))
    return found


def _days(reports: Sequence[Card]) -> list[DayOf]:
    """The day of each report of a story; undated ones take the day on which most of the others were published."""
    dated = Counter(r.published_on for r in reports if r.published_on is not None)
    if not dated:
        return [DayOf(r.id, None, reason=say("no-day")) for r in reports]
    day = max(dated, key=lambda d: (dated[d], d))
    reason = say("day-of-story", number=dated[day], total=dated.total(), day=day)
    return [DayOf(r.id, r.published_on) if r.published_on else DayOf(r.id, day, inferred=True, reason=reason) for r in reports]


def _story(reports: Sequence[Card], told: Mapping[str, Told], days: Mapping[str, DayOf]) -> Story:
    """One story; its id is that of its least report, so that it outlives growth."""
    places = Counter(p for r in reports for p in told.get(r.id, NOTHING).places)
    on = Counter(d for r in reports for d in _tells_of(told.get(r.id, NOTHING), days[r.id].on))
    return Story(
        id=content_id("st", reports[0].id),
        title=_title(reports),
        on=max(on, key=lambda d: (on[d], d), default=None),
        report_ids=tuple(r.id for r in reports),
        place_ids=tuple(sorted(places, key=lambda p: (-places[p], p)))[:20],
        reasons=(say("told-alike", number=len(reports)),) if len(reports) > 1 else (),
    )


def _tells_of(told: Told, published: date | None) -> Iterable[date]:
    """The days that a report tells of, or the day it is of."""
    return told.days or ([published] if published else [])


def _title(reports: Sequence[Card]) -> str:
    """The title of the first report that has one, English before others; else its first sentence."""
    return min(reports, key=lambda r: (not r.titled, not r.language.startswith("en"), r.published_on or date.max, r.id)).title
