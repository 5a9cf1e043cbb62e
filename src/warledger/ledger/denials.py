"""Denials meet what they deny, across reports, languages and days.

Takes groups of facts that say something happened and the denials, gives each denial the group it answers, or none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warledger.ledger.compare import Comparer
from warledger.ledger.facts import Fact

ANSWER_DAYS = 60
"""A denial in another story answers what was said up to so long before it."""
SLACK = timedelta(1)
KINDS = 60
"""Facts of one story that a denial is held against."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a denial is held against: a group of facts by story, summed up by the facts that differ in what matters."""

    index: int
    stories: Mapping[str, tuple[Fact, ...]]

    def near(self, story_id: str) -> tuple[Fact, ...]:
        """The facts of one story, else a few of all."""
        return self.stories.get(story_id) or self.stories[""]


def match_denials(groups: Sequence[Sequence[Fact]], denials: Iterable[Fact], comparer: Comparer) -> dict[str, int]:
    """Claim id of each denial that answers a group, to the index of that group."""
    told = [_Told(i, _by_story(group)) for i, group in enumerate(groups)]
    lists = _index(told, comparer)
    found: dict[str, int] = {}
    for denial in sorted(denials, key=lambda f: f.id):
        scored = [(_score(denial, told[i], comparer), -i) for i in sorted(_candidates(denial, lists, comparer))]
        best = max(scored, default=(0.0, 0))
        if best[0] > 0:
            found[denial.id] = -best[1]
    return found


def _by_story(group: Sequence[Fact]) -> dict[str, tuple[Fact, ...]]:
    """Facts by story, and a few of all stories under ""; of many alike one is kept, so that a denial is cheap to place."""
    kept: dict[str, dict[tuple[object, ...], Fact]] = defaultdict(dict)
    for fact in group:
        period = (fact.when.start, fact.when.end) if fact.when else None
        key = (fact.event, fact.places, fact.bloc, fact.body, period, fact.stance, fact.group)
        for story_id, alike in ((fact.story_id, (*key, fact.claim.report_id)), ("", key)):
            if len(kept[story_id]) < KINDS:
                kept[story_id].setdefault(alike, fact)
    return {story_id: tuple(found.values()) for story_id, found in kept.items()}


def _index(told: Sequence[_Told], comparer: Comparer) -> dict[tuple[str, str], set[int]]:
    """Groups by event family and story, and by event family and each place of theirs and around them."""
    lists: dict[tuple[str, str], set[int]] = defaultdict(set)
    for entry in told:
        for fact in (f for facts in entry.stories.values() for f in facts):
            family = comparer.ontology.event(fact.event).family
            lists[family, fact.story_id].add(entry.index)
            for place_id in _around(fact.places, comparer):
                lists[family, place_id].add(entry.index)
    return lists


def _around(place_ids: Iterable[str], comparer: Comparer) -> Iterator[str]:
    for place_id in place_ids:
        yield place_id
        if place_id in comparer.places:
            yield from comparer.places[place_id].parents


def _candidates(denial: Fact, lists: dict[tuple[str, str], set[int]], comparer: Comparer) -> set[int]:
    family = comparer.ontology.event(denial.event).family
    found = set(lists.get((family, denial.story_id), ()))
    for place_id in denial.places:
        found |= lists.get((family, place_id), set())
    return found


def _score(denial: Fact, told: _Told, comparer: Comparer) -> float:
    """How surely a denial answers a group; 0 when it does not."""
    return max((_answers(denial, fact, comparer) for fact in told.near(denial.story_id)), default=0.0)


def _answers(denial: Fact, fact: Fact, comparer: Comparer) -> float:
    """How surely a denial answers one fact; 0 when event, place, group, day or perpetrator is another."""
    if fact.planned or not comparer.ontology.comparable(denial.event, fact.event) or not comparer.groups(denial.group, fact.group):
        return 0.0
    placed = bool(denial.places) and bool(fact.places)
    if placed and not (set(denial.places) & set(fact.places) or comparer.contained(denial, fact) or _around_it(denial, fact, comparer)):
        return 0.0
    who = _perpetrator(denial, fact)
    days = _days(denial, fact)
    if who < 0 or days < 0:
        return 0.0
    same_story = denial.story_id == fact.story_id
    if not same_story and not (placed and _soon(denial, fact)):
        return 0.0
    score = 1.0 + 3 * same_story + 4 * (denial.claim.report_id == fact.claim.report_id) + 2 * (fact.stance == "accuses") + who + days
    return score + 2 * (denial.event == fact.event) + 2 * placed + (set(denial.places) == set(fact.places))


def _around_it(denial: Fact, fact: Fact, comparer: Comparer) -> bool:
    """Whether, in one story, a denial speaks of the town and the claim of its region, or the other way round."""
    if denial.story_id != fact.story_id:
        return False
    return bool(set(denial.places) & set(_around(fact.places, comparer)) or set(fact.places) & set(_around(denial.places, comparer)))


def _perpetrator(denial: Fact, fact: Fact) -> float:
    """2 when the denied perpetrator is the one named, 0 when one is not stated or both stand in one report, -1 when another is named."""
    if not denial.bloc or not fact.bloc:
        return 0.0
    if denial.bloc == fact.bloc or denial.body == fact.body:
        return 2.0
    return 0.0 if fact.blames and denial.claim.report_id == fact.claim.report_id else -1.0


def _days(denial: Fact, fact: Fact) -> float:
    """1 when the periods share a day, 0 when one is not stated, or is only that of the report, -1 when they lie apart."""
    a, b = denial.when, fact.when
    if a is None or b is None:
        return 0.0
    if a.overlaps(b):
        return 1.0
    if denial.assumed:
        return 0.0 if _soon(denial, fact) else -1.0
    gap = (
        (b.start or date.min) - (a.end or date.max)
        if (a.end or date.max) < (b.start or date.min)
        else (a.start or date.min) - (b.end or date.max)
    )
    return 0.0 if gap <= SLACK and denial.story_id == fact.story_id else -1.0


def _soon(denial: Fact, fact: Fact) -> bool:
    """Whether a denial comes within `ANSWER_DAYS` after what it answers was said, or a day before."""
    if denial.said_on is None or fact.said_on is None:
        return True
    return -SLACK <= denial.said_on - fact.said_on <= timedelta(ANSWER_DAYS)
