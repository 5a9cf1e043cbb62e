"""Stories, echo edges and the days of reports.

Takes all reports of a ledger with their linked claims, gives Stories: a function of the set of reports, in no order.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import overload

from warledger.keep import Drawer, Grouped, Pile
from warledger.model import Claim, DayOf, Echo, Linked, Place, Report, Story, content_id
from warledger.model.reasons import say
from warledger.stories.echoes import Card, card_of, find_echoes
from warledger.stories.grouping import compare_pairs, join_reports
from warledger.stories.nearness import main_places, nearness_of
from warledger.stories.storylines import chain_stories
from warledger.stories.terms import NOTHING, Told, Traits, build_traits, sum_up


@dataclass(frozen=True, slots=True)
class Stories:
    """What is concluded on reports: stories, echo edges by follower, and the day of each report."""

    stories: tuple[Story, ...] = ()
    echoes: tuple[Echo, ...] = ()
    days: Mapping[str, DayOf] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Aids:
    """What sharpens stories where it is there: unit-length passage vectors by report id, and the sides of origins by their ids."""

    vectors: Mapping[str, Sequence[float]] = field(default_factory=dict)
    sides: Mapping[str, str] = field(default_factory=dict)


NO_AIDS = Aids()


def find_stories(
    reports: Iterable[Report],
    claims: Iterable[Claim] = (),
    linked: Iterable[Linked] = (),
    places: Iterable[Place] = (),
    aids: Aids = NO_AIDS,
) -> Stories:
    """Stories of a set of reports; claims, links and places sharpen them and may be missing."""
    reports = reports if isinstance(reports, Sequence) else list(reports)
    known = {report.id: card_of(report, at) for at, report in enumerate(reports)}
    ordered = _Ordered(reports, [known[i].at for i in sorted(known)])
    claims, places = Grouped.by(claims, lambda c: c.report_id), list(places)
    linked = _join_unknown(Grouped.by(linked, lambda entry: entry.report_id), places)
    told = sum_up(claims, linked, places, aids.sides)
    traits = _traits(ordered, told, places, aids.vectors)
    compared = compare_pairs(traits, nearness_of(places))
    groups = join_reports(list(known), compared.same)
    echoes = find_echoes(known, lambda i: reports[known[i].at].text, traits, _Told(claims, linked), groups)
    days = {day.report_id: day for group in groups for day in _days([known[i] for i in group])}
    stories = tuple(_story([known[i] for i in group], told, days) for group in groups)
    return Stories(tuple(sorted(chain_stories(stories, compared.affair), key=lambda s: s.id)), echoes, days)


HELD_TRAITS = 2_000
"""Traits of so many reports stay in memory, and of as many that were compared last: those of a long report take 150 kB."""


def _traits(
    reports: Sequence[Report], told: Mapping[str, Told], places: Sequence[Place], vectors: Mapping[str, Sequence[float]]
) -> Mapping[str, Traits]:
    """Traits by report id; `reports` are in the order of their ids."""
    by_id = {place.id: place for place in places}
    rarity: Mapping[str, float] = {}
    ids: list[str] = []
    pile: Pile[Traits] = Pile(HELD_TRAITS)
    for traits in build_traits(reports, told):
        ids.append(traits.report_id)
        rarity = traits.rarity  # one for all: put away once
        lead = told.get(traits.report_id, NOTHING).lead
        vector, places_of = tuple(vectors.get(traits.report_id, ())), main_places(lead, traits.main_places, by_id)
        pile.append(replace(traits, rarity={}, vector=vector, main_places=places_of))
    return Drawer(ids, pile, HELD_TRAITS, lambda traits: replace(traits, rarity=rarity))


def _join_unknown(linked: Grouped[Linked], places: Iterable[Place]) -> Grouped[Linked]:
    """Links in which places of one name that no gazetteer knows have one id."""
    first: dict[str, str] = {}
    joined: dict[str, str] = {}
    for place in sorted(places, key=lambda p: p.id):
        if place.lat is None:
            joined[place.id] = first.setdefault(place.name.casefold(), place.id)
    other = {place_id for place_id, head in joined.items() if place_id != head}

    def join(entry: Linked) -> Linked:
        ids = entry.place_ids
        return replace(entry, place_ids=tuple(joined.get(p, p) for p in ids)) if other.intersection(ids) else entry

    return linked.mapped(lambda own: list(map(join, own))) if other else linked


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


class _Told(Mapping[str, Sequence[tuple[Claim, Linked]]]):
    """Claims with their links by report, loaded when they are looked at."""

    def __init__(self, claims: Grouped[Claim], linked: Grouped[Linked]) -> None:
        self._claims, self._linked = claims, linked

    def __getitem__(self, report_id: str) -> Sequence[tuple[Claim, Linked]]:
        claims = self._claims.of(report_id)
        if not claims:
            raise KeyError(report_id)
        links = {entry.claim_id: entry for entry in self._linked.of(report_id)}
        return [(claim, links.get(claim.id, Linked(claim.id, report_id))) for claim in claims]

    def __iter__(self) -> Iterator[str]:
        return iter(self._claims.shelf.ids)

    def __len__(self) -> int:
        return len(self._claims.shelf.ids)


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
    """The days on which what a report tells of happened, or the day it is of."""
    return told.happened or ([published] if published else [])


def _title(reports: Sequence[Card]) -> str:
    """The title of the first report that has one, English before others; else its first sentence."""
    return min(reports, key=lambda r: (not r.titled, not r.language.startswith("en"), r.published_on or date.max, r.id)).title
