"""Claims to a ledger: matters with accounts, standing and estimate, pairs that must not be compared, and control.

Takes claims, their links and a basis; gives a Ledger that depends on the set of them only, never on order. What is told of
one question is worked on apart from the rest (`parts`), so that no more than that stands in memory.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from warledger.keep import HELD, Pile, Strings
from warledger.keep.lists import key_hash
from warledger.ledger.accounts import build_accounts
from warledger.ledger.cells import is_short, warring
from warledger.ledger.compare import MEANS, Comparer
from warledger.ledger.control import Ground
from warledger.ledger.denials import Denials
from warledger.ledger.estimate import estimate_count
from warledger.ledger.facts import WIDE, Basis, Fact, FactMaker, with_targets
from warledger.ledger.foes import Foes
from warledger.ledger.near import Looks, Pairs
from warledger.ledger.partition import Partition, partition_facts, split_facts
from warledger.ledger.parts import Cells, Part, Parts
from warledger.ledger.regroup import Group, regroup
from warledger.ledger.relations import relate_accounts
from warledger.ledger.standing import judge
from warledger.ledger.totals import PLACE_BEFORE
from warledger.ledger.wording import Words, describe
from warledger.model import Claim, Incomparable, Ledger, Linked, Matter, Period, content_id
from warledger.model import Place as PlaceRecord
from warledger.model.reasons import say

PIECES = 9
"""Matters that one group was cut into of which each is noted as unlike each other."""
Told = tuple[Sequence[Claim], Sequence[Linked]]
"""Claims of whole stories, and their links."""


def reconcile(claims: Iterable[Claim], linked: Iterable[Linked], basis: Basis) -> Ledger:
    """The ledger of a set of claims. Near linear in their number; the same for any order of anything given."""
    return reconcile_stories([(tuple(claims), tuple(linked))], basis)


def reconcile_stories(told: Iterable[Told], basis: Basis, held: int = HELD) -> Ledger:
    """The ledger of claims that come story by story, in any order: all claims of a story together, any number of stories at once.

    Holds `held` records of each kind, what one question needs, and some hundred bytes a claim; the rest goes to disk.
    """
    maker = FactMaker(basis)
    work = _Work(basis, held)
    for claims, linked in told:
        work.take(maker.facts(claims, linked))
    return work.ledger()


@dataclass(slots=True)
class _Beside:
    """What the report of a claim says beside it: the use of force behind a harm, and who is blamed for strikes on a place."""

    causes: dict[str, str] = field(default_factory=dict)
    blames: dict[tuple[str, str], list[Fact]] = field(default_factory=dict)

    def add(self, other: _Beside) -> None:
        """Adds what other reports say."""
        self.causes |= other.causes
        self.blames |= other.blames

    def of(self, facts: Sequence[Fact]) -> _Beside:
        """The part that is about some facts."""
        keys = {(f.claim.report_id, place_id) for f in facts for place_id in f.places} if self.blames else set()
        causes = {f.id: self.causes[f.id] for f in facts if f.id in self.causes}
        return _Beside(causes, {key: self.blames[key] for key in keys & self.blames.keys()})


Place = tuple[object, ...]
Placed = tuple[Place, Group]
"""A group of facts and where it stands among all: groups that say something happened first, in the order of their cells."""


class _Work:
    """One reconciliation under way."""

    def __init__(self, basis: Basis, held: int) -> None:
        self.comparer = Comparer(basis.ontology, {place.id: place for place in basis.places})
        self.names = _names(basis)
        self.regroupings = basis.regroupings
        self.cells: Cells[_Beside] = Cells(self.comparer, held)
        self.ground = Ground(self.comparer.places, held)
        self.foes = Foes()
        self.focus: dict[str, str] = {}
        self.denials: list[Fact] = []
        self.denied = _Beside()
        self.matters = _Matters(held)

    def take(self, facts: Sequence[Fact]) -> None:
        """Puts away the facts of whole stories."""
        for fact in facts:
            self.ground.take(fact)
            self.foes.take(fact)
        self.focus |= _focus(facts, self.comparer.places)
        said = [f for f in facts if f.stance != "denies"]
        denials = [f for f in facts if f.stance == "denies"]
        beside = _Beside(_causes(facts), _blames(said))
        self.denials += denials
        self.denied.add(beside.of(denials))
        self.cells.take(said, beside.of, warring(facts))

    def ledger(self) -> Ledger:
        """All conclusions."""
        self.foes.settle()
        parts = self.cells.parts()
        answers, touched, questions = self._look(parts)
        decided, beside = self._decided(parts, touched, answers)
        questions.extend(key_hash(_question(group.seed)) for group in decided)
        often = _met_often(questions)
        numbers = array("L", bytes(8 * len(self.cells)))
        for part in parts:
            if part.number not in touched:
                groups = [group for _, group in self._answered(part, answers)]
                self._note(part, self._write(groups, self._beside(part), often), numbers)
        of_claim = self._write(decided, beside, often)
        for at in sorted(touched):
            self._note(parts[at], of_claim, numbers)
        for pairs in (parts.apart, self.cells.look_alikes()):
            for one, other, reason in pairs:
                self.matters.pairs.add(numbers[one], numbers[other], reason)
        return Ledger(self.matters.in_order(), self.matters.incomparable(), self.ground.control(self.names, self.foes))

    def _look(self, parts: Parts[_Beside]) -> tuple[dict[Place, list[Fact]], set[int], array[int]]:
        """Which denials answer which group, the parts that decisions of people touch, and what all others ask."""
        named = {claim_id for decision in self.regroupings for claim_id in decision.claim_ids}
        denials = Denials(self.denials, self.comparer)
        touched: set[int] = set()
        questions, ends = array("Q"), array("Q")
        for part in parts:
            groups = _placed(part.joined, 0, part.number)
            for place, group in groups:
                denials.offer(place, group.seed)
            if named and any(f.id in named for _, group in groups for f in group.facts):
                touched.add(part.number)
            questions.extend(key_hash(_question(group.seed)) for _, group in groups)
            ends.append(len(questions))
        answers: dict[Place, list[Fact]] = defaultdict(list)
        by_id = {denial.id: denial for denial in self.denials}
        for denial_id, place in denials.found().items():
            answers[place].append(by_id[denial_id])
            if denial_id in named:
                touched.add(int(str(place[-1])))
        for number in sorted(touched, reverse=True):
            del questions[ends[number - 1] if number else 0 : ends[number]]
        return answers, touched, questions

    def _decided(self, parts: Parts[_Beside], touched: set[int], answers: Mapping[Place, Sequence[Fact]]) -> tuple[list[Group], _Beside]:
        """Groups that people may have decided on, and of denials that answer nothing, as they stand after that."""
        answered = {denial.id for denials in answers.values() for denial in denials}
        alone = partition_facts([d for d in self.denials if d.id not in answered], self.comparer)
        held = [parts[at] for at in sorted(touched)]
        placed = sorted((*(p for part in held for p in self._answered(part, answers)), *_placed(alone, 1, 0)), key=lambda p: p[0])
        beside = _Beside()
        for each in (*map(self._beside, held), self.denied):
            beside.add(each)
        return regroup([group for _, group in placed], self.regroupings), beside

    def _answered(self, part: Part[_Beside], answers: Mapping[Place, Sequence[Fact]]) -> list[Placed]:
        """The groups of a part with the denials that answer them."""
        placed = _placed(part.joined, 0, part.number)
        for place, group in placed:
            group.facts += answers.get(place, ())
        return placed

    def _beside(self, part: Part[_Beside]) -> _Beside:
        """What is said beside all claims of a part, and beside denials."""
        beside = _Beside(dict(self.denied.causes), {})
        for each in part.beside:
            beside.add(each)
        return beside

    def _write(self, groups: Sequence[Group], beside: _Beside, often: frozenset[int]) -> dict[str, int]:
        """Writes the matters of groups; the number of the matter by claim id."""
        of_claim = {}
        for group in groups:
            matter = self._matter(_matter_id(group.seed, often), group, beside)
            number = self.matters.add(matter)
            of_claim.update(dict.fromkeys(matter.claim_ids, number))
        return of_claim

    def _note(self, part: Part[_Beside], of_claim: Mapping[str, int], numbers: array[int]) -> None:
        """Notes the matter of each cell of a part, and the matters that one group of cells was cut into."""
        cells = part.joined.cells
        for serial, cell in zip(part.serials, cells, strict=True):
            numbers[serial] = of_claim[cell.first.id]
        for root in sorted(part.joined.members):
            self.matters.cut({of_claim[f.id] for index in part.joined.members[root] for f in cells[index].facts})

    def _matter(self, matter_id: str, group: Group, beside: _Beside) -> Matter:
        facts = sorted(map(self.foes.admitted, with_targets(group.facts, self.comparer.ontology)), key=lambda f: f.id)
        told = build_accounts(matter_id, facts)
        verdict = judge(told, self.foes, _carried(group, beside))
        estimate = estimate_count(told, self.comparer)
        place_ids = self._place_ids(group.seed)
        told_at = () if place_ids else self._told_at(group.seed)
        cause = _first_most([beside.causes[f.id] for f in facts if f.id in beside.causes])
        when = _when(group.seed)
        words = Words(self.names, self.comparer.ontology, place_ids or told_at, when, cause)
        return Matter(
            id=matter_id,
            story_id=_first_most([f.story_id for f in group.seed]),
            event=_first_most([f.event for f in group.seed]),
            what=describe(sorted(group.seed, key=lambda f: f.id), estimate, words),
            place_ids=place_ids or told_at,
            group=self._group(group.seed),
            when=when,
            standing=verdict.standing,
            reasons=(*verdict.reasons, *([PLACE_BEFORE] if told_at else ()), *map(say, group.marks)),
            origin_ids=verdict.origin_ids,
            claim_ids=tuple(f.id for f in facts),
            accounts=tuple(t.account for t in told),
            relations=relate_accounts(told, self.comparer),
            estimate=estimate,
            denied_by=verdict.denied_by,
            accusations=verdict.accusations,
        )

    def _group(self, facts: Sequence[Fact]) -> str:
        """The widest group that is counted, the most frequent of several."""
        groups = Counter(f.group for f in facts if f.group)
        widest = [g for g in groups if not any(o != g and self.comparer.ontology.includes(o, g) for o in groups)]
        return min(widest, key=lambda g: (-groups[g], g), default="")

    def _place_ids(self, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Place ids by how many claims name them, the narrower first of equals; of one change of ground the narrower always."""
        counted = Counter(p for f in facts for p in f.places)
        depth = {p: len(self.comparer.places[p].parents) if p in self.comparer.places else 0 for p in counted}
        ground = all(f.kind == "ground" and f.count is not None for f in facts)
        return tuple(sorted(counted, key=lambda p: (-depth[p] if ground else 0, -counted[p], -depth[p], p)))

    def _told_at(self, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Where people are counted whom no claim places: the place told before them; of several the one that holds the others,

        else the one that their story is about, as for figures of many days. () when that leaves a choice.
        """
        told = {p for f in facts if f.count is not None and f.group != "places" for p in f.told_at}
        around = {self.focus[f.story_id] for f in facts if f.story_id in self.focus}
        near = {p for p in told if any(self._in_one(p, q) for q in around)}
        if near and not all(is_short(f.when) for f in facts):
            return tuple(sorted(around))[:1]
        for found in (told, near):
            outer = [p for p in sorted(found) if all(self._holds(p, q) for q in found)]
            if outer:
                return (outer[0],)
        return ()

    def _holds(self, outer: str, inner: str) -> bool:
        place = self.comparer.places.get(inner)
        return outer == inner or (place is not None and outer in place.parents)

    def _in_one(self, one: str, other: str) -> bool:
        return self._holds(one, other) or self._holds(other, one)


class _Matters:
    """Matters as they are written, with what tells which of them look alike."""

    def __init__(self, held: int) -> None:
        self._held = held
        self._records: Pile[Matter] = Pile(held)
        self._ids = Strings()
        self._looks = Looks()
        self.pairs = Pairs()

    def add(self, matter: Matter) -> int:
        """Puts a matter away; its number."""
        self._ids.append(matter.id)
        self._looks.add(matter)
        return self._records.append(matter)

    def cut(self, numbers: set[int]) -> None:
        """Notes matters that would be one if one report did not tell of several happenings."""
        found = sorted(numbers, key=self._ids.__getitem__)[:PIECES]
        for at, one in enumerate(found):
            for other in found[at + 1 :]:
                self.pairs.add(one, other, "event")

    def in_order(self) -> Sequence[Matter]:
        """All matters by id."""
        return self._records.ordered(array("Q", self._ids.order().tolist()))

    def incomparable(self) -> Sequence[Incomparable]:
        """Pairs of matters that must not be set side by side."""
        pile: Pile[Incomparable] = Pile(self._held)
        pile.extend(self.pairs.nearest(self._ids, self._ids.order(), self._looks))
        return pile.ordered(range(len(pile)))


def _focus(facts: Sequence[Fact], places: Mapping[str, PlaceRecord]) -> dict[str, str]:
    """The town that each story tells of most, of stories in which a claim names no place."""
    wanting = {f.story_id for f in facts if f.told_at}
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in facts:
        if fact.story_id in wanting:
            around = {q for p in fact.places for q in (p, *(places[p].parents if p in places else ()))}
            told[fact.story_id].update(p for p in around if p in places and places[p].feature not in WIDE)
    return {story_id: min(counted, key=lambda p: (-counted[p], len(places[p].parents), p)) for story_id, counted in told.items() if counted}


def _placed(parts: Partition, kind: int, number: int) -> list[Placed]:
    """Groups of facts of a partition, cut where one report tells of several happenings; `number` is that of their part."""
    found: list[Placed] = []
    for root in sorted(parts.members):
        facts = [fact for index in sorted(parts.members[root]) for fact in parts.cells[index].facts]
        cut = enumerate(split_facts(facts))
        found += [((kind, parts.cells[root].key, at, number), Group(piece, list(piece))) for at, piece in cut]
    return found


def _carried(group: Group, beside: _Beside) -> list[Fact]:
    """Accusations of a strike on the place and in the report where a chemical attack is told: the blame is for both."""
    if not any(f.event == "chemical_attack" for f in group.seed):
        return []
    found = {b.id: b for f in group.seed for p in f.places for b in beside.blames.get((f.claim.report_id, p), ())}
    periods = [f.when for f in group.seed if f.when is not None]
    return [b for b in found.values() if b.when is None or not periods or any(b.when.overlaps(p) for p in periods)]


def _matter_id(seed: Sequence[Fact], often: frozenset[int]) -> str:
    """An id from what a matter asks; the least claim id tells apart those that ask the same."""
    question = _question(seed)
    return content_id("ma", *question, *((min(f.id for f in seed),) if key_hash(question) in often else ()))


def _met_often(hashes: array[int]) -> frozenset[int]:
    """The hashes that are there more than once."""
    found, counted = np.unique(np.array(hashes, dtype="u8"), return_counts=True)
    return frozenset(found[counted > 1].tolist())


def _question(facts: Sequence[Fact]) -> tuple[str, ...]:
    """Event, group, places, days and perpetrator of the fact that leads a matter."""
    lead = min(facts, key=lambda f: (f.when is None, not f.places, not f.group, f.order))
    when = ("running" if lead.running else str(lead.when.start), "" if lead.running else str(lead.when.end)) if lead.when else ("", "")
    figure = str(lead.count.point) if lead.kind == "ground" and lead.count else ""
    stance = lead.stance if lead.stance in ("denies", "expects") else ""
    return (lead.event, stance, lead.group, ",".join(sorted(lead.places)), *when, figure)


def _names(basis: Basis) -> dict[str, str]:
    """Names by id of entities, origins and places."""
    names = {entity.id: entity.name for entity in basis.entities}
    names.update({origin.id: origin.name for origin in basis.origins})
    names.update({place.id: place.name for place in basis.places})
    return names


def _causes(facts: Sequence[Fact]) -> dict[str, str]:
    """Claim id of a harm to the use of force told in the same passage of the same report."""
    force: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.kind == "force" and not fact.planned:
            force[fact.claim.report_id].append(fact)
    found = {}
    for fact in facts:
        if fact.kind == "harm":
            near = [f for f in force.get(fact.claim.report_id, ()) if f.claim.span.overlaps(fact.claim.span)]
            if near:
                found[fact.id] = min(near, key=lambda f: (abs(f.claim.trigger.start - fact.claim.trigger.start), f.id)).event
    return found


def _blames(facts: Sequence[Fact]) -> dict[tuple[str, str], list[Fact]]:
    """Accusations of strikes by report and place."""
    found: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.stance == "accuses" and fact.event in MEANS:
            for place_id in fact.places:
                found[fact.claim.report_id, place_id].append(fact)
    return found


def _first_most(words: Sequence[str]) -> str:
    """The most frequent word, the least of several."""
    counted = Counter(words)
    return min(counted, key=lambda w: (-counted[w], w), default="")


def _when(facts: Sequence[Fact]) -> Period | None:
    """The days that most claims give; for running totals the latest."""
    periods = Counter(f.when for f in facts if f.when is not None)
    if facts and facts[0].running and periods:
        return max(periods, key=lambda p: str(p.end))
    return min(periods, key=lambda p: (-periods[p], str(p.start), str(p.end)), default=None)
