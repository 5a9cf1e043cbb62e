"""Denials meet what they deny, across reports, languages and days.

Takes denials and, one after the other, groups of facts that say something happened; gives each denial the group it answers, or none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from warledger.ledger.cells import is_short
from warledger.ledger.compare import MEANS, Comparer
from warledger.ledger.facts import TAKEN, Fact
from warledger.model import Period

ANSWER_DAYS = 60
"""A denial in another story answers what was said up to so long before it."""
SLACK = timedelta(1)
SAYING = timedelta(3)
"""A denial whose day is that of its report may be of something said to have happened up to so long before: "denied on
Thursday that it had shelled"."""
BACK = 0.5
"""How well a denial answers its own counter-charge: where nobody else says that it happened, the two stand together."""
KINDS = 60
"""Facts of one story that a denial is held against."""


Place = tuple[object, ...]
"""Where a group stands among all groups: of two that a denial answers equally well, it answers the first."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What a denial is held against: a group of facts by story, summed up by the facts that differ in what matters."""

    stories: Mapping[str, tuple[Fact, ...]]

    def near(self, story_id: str) -> tuple[Fact, ...]:
        """The facts of one story, else a few of all."""
        return self.stories.get(story_id) or self.stories[""]


class Denials:
    """Denials that look for what they answer, while one group after the other is held against them; in any order."""

    def __init__(self, denials: Iterable[Fact], comparer: Comparer) -> None:
        self._comparer = comparer
        self._lists: dict[tuple[str, str], list[Fact]] = defaultdict(list)
        self._best: dict[str, tuple[float, Place]] = {}
        for denial in sorted(denials, key=lambda f: f.id):
            parties = () if denial.places else _parties(denial)
            for key in dict.fromkeys((denial.story_id, *denial.places, *parties)):
                self._lists[comparer.family(denial), key].append(denial)

    def offer(self, place: Place, group: Sequence[Fact]) -> None:
        """Holds a group of facts that say something happened against the denials that may answer it."""
        if not self._lists:
            return
        told = _Told(_by_story(group))
        for denial in self._candidates(told):
            score = max((_answers(denial, fact, self._comparer) for fact in told.near(denial.story_id)), default=0.0)
            best = self._best.get(denial.id)
            if score > 0 and (best is None or (-score, place) < (-best[0], best[1])):
                self._best[denial.id] = (score, place)

    def found(self) -> dict[str, Place]:
        """Claim id of each denial that answers a group, to the place of that group."""
        return {denial_id: self._best[denial_id][1] for denial_id in sorted(self._best)}

    def _candidates(self, told: _Told) -> list[Fact]:
        """Denials of the story of a group, of a place of it or around it, or, without a place, of its parties."""
        keys: set[tuple[str, str]] = set()
        for fact in (f for facts in told.stories.values() for f in facts):
            family = self._comparer.family(fact)
            keys.add((family, fact.story_id))
            keys.update((family, party) for party in _parties(fact))
            keys.update((family, place_id) for place_id in _around(fact.places, self._comparer))
        found = {denial.id: denial for key in keys for denial in self._lists.get(key, ())}
        return [found[i] for i in sorted(found)]


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


def _around(place_ids: Iterable[str], comparer: Comparer) -> Iterator[str]:
    for place_id in place_ids:
        yield place_id
        if place_id in comparer.places:
            yield from comparer.places[place_id].parents


def _parties(fact: Fact) -> tuple[str, ...]:
    """Who did it and to whom it was done, as keys that are nobody's place or story."""
    return (*((f"by {fact.bloc}",) if fact.bloc else ()), *((f"at {fact.target}",) if fact.target else ()))


def _answers(denial: Fact, fact: Fact, comparer: Comparer) -> float:
    """How surely a denial answers one fact; 0 when event, place, group, day or perpetrator is another."""
    if fact.planned or not _events(denial, fact, comparer) or not comparer.groups(denial.group, fact.group):
        return 0.0
    placed = bool(denial.places) and bool(fact.places)
    who = _perpetrator(denial, fact)
    days = _days(denial, fact)
    if who < 0 or days < 0:
        return 0.0
    if placed and not (set(denial.places) & set(fact.places) or comparer.contained(denial, fact) or _around_it(denial, fact, comparer)):
        placed = False
        if not (who > 0 and days > 0 and denial.event == fact.event and comparer.spelt_otherwise(denial, fact)):
            return 0.0
    if _of_one_mouth(denial, fact):
        return 0.0
    if _back(denial, fact) or _own_figure(denial, fact):
        return BACK
    same_story = denial.story_id == fact.story_id
    known = placed or (days > 0 and not denial.places and not fact.places and _of_parties(denial, fact))
    if not same_story and not (known and _soon(denial, fact)):
        return 0.0
    score = 1.0 + 3 * same_story + 4 * (denial.claim.report_id == fact.claim.report_id) + 2 * (fact.stance == "accuses") + who + days
    score += 2 * (denial.count is not None and fact.count is not None and denial.count.meets(fact.count))
    return score + 2 * (denial.event == fact.event) + 2 * placed + (set(denial.places) == set(fact.places))


def _of_parties(denial: Fact, fact: Fact) -> bool:
    """Whether a denial names the party that is said to have done it, or the one that it is said to have been done to, and no other."""
    return (denial.bloc == fact.bloc != "" or denial.target == fact.target != "") and (not denial.target or denial.target == fact.target)


def _of_one_mouth(denial: Fact, fact: Fact) -> bool:
    """Whether a report lets the one who denies a change of ground say how it stands instead ("had not fallen, was still held")."""
    of_one = denial.claim.report_id == fact.claim.report_id and denial.origin.id == fact.origin.id != ""
    return of_one and fact.kind == "ground" and fact.stance == "asserts" and denial.event != fact.event


def _back(denial: Fact, fact: Fact) -> bool:
    """Whether the one who denies puts it on another in the same report: that is no charge that he answers."""
    of_one = denial.claim.report_id == fact.claim.report_id and denial.origin.id == fact.origin.id != ""
    return of_one and fact.stance == "accuses" and fact.bloc != fact.origin_bloc


def _own_figure(denial: Fact, fact: Fact) -> bool:
    """Whether a fact is the figure that the one who denies another gives instead in the same report."""
    of_one = denial.claim.report_id == fact.claim.report_id and denial.origin.id == fact.origin.id != "" and fact.stance == "asserts"
    return of_one and denial.count is not None and fact.count is not None and not denial.count.meets(fact.count)


def _events(denial: Fact, fact: Fact, comparer: Comparer) -> bool:
    """Whether the events answer one question. Who is accused of an attack denies it in words of another means ("bombarded")."""
    if comparer.ontology.comparable(denial.event, fact.event):
        return True
    return {denial.event, fact.event} <= MEANS and fact.stance == "accuses" and denial.body == fact.body != ""


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
    if denial.event in TAKEN and denial.body == denial.origin.id:
        return 0.0  # nobody is charged with a capture: who denies one speaks of the other's
    if (denial.vague or fact.vague) and denial.story_id == fact.story_id:
        return 0.0  # "militias" are whoever the other calls so
    if fact.worded and denial.body == denial.origin.id and _of_one_story(denial, fact):
        return 0.0  # a name that no table knows, and who answers for himself
    return 0.0 if fact.blames and denial.claim.report_id == fact.claim.report_id else -1.0


def _of_one_story(denial: Fact, fact: Fact) -> bool:
    """Whether two reports of one story speak of one event in one place, on days that meet."""
    days = denial.when is None or fact.when is None or denial.when.overlaps(fact.when)
    return denial.story_id == fact.story_id and denial.claim.report_id != fact.claim.report_id and _places_meet(denial, fact) and days


def _places_meet(denial: Fact, fact: Fact) -> bool:
    return denial.event == fact.event and bool(set(denial.places) & set(fact.places))


def _days(denial: Fact, fact: Fact) -> float:
    """1 when the periods share a day, 0 when one is not stated, or is only that of the report, -1 when they lie apart."""
    a, b = denial.when, fact.when
    if a is None or b is None:
        return 0.0
    if a.overlaps(b):
        return 1.0
    if denial.assumed:
        return 0.0 if _soon(denial, fact) else -1.0
    if not is_short(b):
        return -1.0
    of_it = denial.story_id == fact.story_id or (denial.body or denial.origin.id) == fact.body != "" or _of_one_ground(denial, fact)
    if _may_be_saying(denial, b) and of_it:
        return 0.0
    gap = (
        (b.start or date.min) - (a.end or date.max)
        if (a.end or date.max) < (b.start or date.min)
        else (a.start or date.min) - (b.end or date.max)
    )
    return 0.0 if gap <= SLACK and denial.story_id == fact.story_id else -1.0


def _may_be_saying(denial: Fact, told: Period) -> bool:
    """Whether the day of a denial may be the day on which it was uttered, shortly after what it denies: that of its report, or

    the day before ("denied on Sunday", in Monday's paper).
    """
    when, said_on = denial.when, denial.said_on
    if when is None or said_on is None or told.end is None or when.start is None or when.start != when.end:
        return False
    return timedelta(0) <= said_on - when.start <= SLACK and timedelta(0) <= when.start - told.end <= SAYING


def _of_one_ground(denial: Fact, fact: Fact) -> bool:
    """Whether both speak of one change of one place: it lasts, so that who denies it days later in any report denies that."""
    return denial.kind == fact.kind == "ground" and _places_meet(denial, fact)


def _soon(denial: Fact, fact: Fact) -> bool:
    """Whether a denial comes within `ANSWER_DAYS` after what it answers was said, or a day before."""
    if denial.said_on is None or fact.said_on is None:
        return True
    return -SLACK <= denial.said_on - fact.said_on <= timedelta(ANSWER_DAYS)
