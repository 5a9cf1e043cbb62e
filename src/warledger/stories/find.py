"""Stories, echo edges and the days of reports.

Takes all reports of a ledger with their linked claims, gives Stories: a function of the set of reports, in no order.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from sys import intern
from typing import overload

import numpy as np
import numpy.typing as npt

from warledger.keep import Drawer, Grouped, Pile, Shelf, Strings
from warledger.model import Claim, DayOf, Echo, Linked, Place, Report, Story, content_id
from warledger.model.reasons import say
from warledger.stories.days import Days
from warledger.stories.echoes import Card, card_of, find_echoes
from warledger.stories.grouping import alike_by, compare_pairs, join_reports
from warledger.stories.nearness import main_places, nearness_of
from warledger.stories.storylines import chain_stories
from warledger.stories.terms import NOTHING, Told, Traits, build_traits, sum_up


@dataclass(frozen=True, slots=True)
class Stories:
    """What is concluded on reports: stories, echo edges by follower, and the day of each report."""

    stories: Sequence[Story] = ()
    echoes: Sequence[Echo] = ()
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
    ordered = _in_order(reports if isinstance(reports, Sequence) else list(reports))
    ids: list[str] = []
    cards: Pile[Card] = Pile()
    for at, report in enumerate(ordered):
        ids.append(intern(report.id))
        cards.append(card_of(report, at))
    known = Drawer(ids, cards)
    claims, places = Grouped.by(claims, lambda c: c.report_id), list(places)
    linked = _join_unknown(Grouped.by(linked, lambda entry: entry.report_id), places)
    told = sum_up(claims, linked, places, aids.sides)
    traits = _traits(ordered, ids, told, _Aside(places, aids.vectors))
    near = nearness_of(places)
    compared = compare_pairs(traits, near)
    groups = _Groups(ids, join_reports(len(ids), compared, alike_by(traits, near)))
    echoes = find_echoes(known, lambda i: ordered[known[i].at].text, traits, _Told(claims, linked), groups)
    days, stories = Days(ids), Pile[Story]()
    for group in groups:
        own = [known[i] for i in group]
        days.note([(card.at, card) for card in own])
        stories.append(_story(own, told, days))
    return Stories(_by_id(chain_stories(stories, *groups.pairs(compared.affair))), echoes, days)


class _Groups(Iterable[Sequence[str]]):
    """The ids of the reports of each story, stories by their least report."""

    def __init__(self, ids: Sequence[str], least: npt.NDArray[np.int64]) -> None:
        self._ids = ids
        self._places = np.argsort(least, kind="stable")
        starts = np.concatenate(([True], np.diff(least[self._places]) > 0)) if len(least) else np.empty(0, dtype=bool)
        self._starts = np.flatnonzero(np.append(starts, True))
        self._number = np.empty(len(least), dtype="i8")
        self._number[self._places] = np.cumsum(starts) - 1

    def __iter__(self) -> Iterator[Sequence[str]]:
        for at in range(len(self._starts) - 1):
            yield [self._ids[place] for place in self._places[self._starts[at] : self._starts[at + 1]]]

    def pairs(self, packed: array[int]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Pairs of the places of reports, as pairs of the places of their stories."""
        reports = np.array(packed, dtype="u8")
        return self._number[(reports >> np.uint64(32)).astype("i8")], self._number[(reports & np.uint64(0xFFFFFFFF)).astype("i8")]


def _by_id(stories: Iterable[Story]) -> Sequence[Story]:
    """Stories in the order of their ids."""
    pile, ids = Pile[Story](), Strings()
    for story in stories:
        ids.append(story.id)
        pile.append(story)
    return pile.ordered(array("Q", ids.order().tolist()))


def _in_order(reports: Sequence[Report]) -> Sequence[Report]:
    """Reports in the order of their ids, each once."""
    if isinstance(reports, Shelf):
        return reports
    last = {report.id: at for at, report in enumerate(reports)}
    return _Ordered(reports, [last[i] for i in sorted(last)])


HELD_TRAITS = 2_000
"""Traits of so many reports stay in memory, and of as many that were compared last: those of a long report take 150 kB."""


@dataclass(frozen=True, slots=True)
class _Aside:
    """What is known besides reports and claims: places, and vectors by report id."""

    places: Sequence[Place]
    vectors: Mapping[str, Sequence[float]]


def _traits(reports: Sequence[Report], ids: Sequence[str], told: Mapping[str, Told], aside: _Aside) -> Mapping[str, Traits]:
    """Traits by report id; `reports` are in the order of their `ids`."""
    by_id = {place.id: place for place in aside.places}
    rarity: Mapping[str, float] = {}
    pile: Pile[Traits] = Pile(HELD_TRAITS)
    for traits in build_traits(reports, told):
        rarity = traits.rarity  # one for all: put away once
        lead = told.get(traits.report_id, NOTHING).lead
        vector, places_of = tuple(aside.vectors.get(traits.report_id, ())), main_places(lead, traits.main_places, by_id)
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
