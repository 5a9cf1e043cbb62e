"""Claims to a ledger: matters with accounts, standing and estimate, pairs that must not be compared, and control.

Takes claims, their links and a basis; gives a Ledger that depends on the set of them only, never on order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from warledger.ledger.accounts import build_accounts
from warledger.ledger.compare import MEANS, Comparer
from warledger.ledger.control import build_control
from warledger.ledger.denials import match_denials
from warledger.ledger.estimate import estimate_count
from warledger.ledger.facts import Basis, Fact, build_facts
from warledger.ledger.near import near_pairs
from warledger.ledger.partition import Partition, partition_facts, split_facts
from warledger.ledger.regroup import Group, regroup
from warledger.ledger.relations import relate_accounts
from warledger.ledger.standing import judge
from warledger.ledger.wording import Words, describe
from warledger.model import Claim, Incomparable, Ledger, Linked, Matter, Period, content_id
from warledger.model.reasons import say


def reconcile(claims: Iterable[Claim], linked: Iterable[Linked], basis: Basis) -> Ledger:
    """The ledger of a set of claims. Near linear in their number; the same for any order of anything given."""
    facts = build_facts(claims, linked, basis)
    work = _Work(facts, basis)
    matters = tuple(sorted(work.matters(), key=lambda m: m.id))
    return Ledger(matters, work.near({m.id: m for m in matters}), build_control(facts, basis))


class _Work:
    """One reconciliation under way."""

    def __init__(self, facts: Sequence[Fact], basis: Basis) -> None:
        self.comparer = Comparer(basis.ontology, {place.id: place for place in basis.places})
        self.names = _names(basis)
        said = [f for f in facts if f.stance != "denies"]
        denials = [f for f in facts if f.stance == "denies"]
        self.parts = partition_facts(said, self.comparer)
        self.groups = _groups(self.parts)
        self.groups = regroup([*self.groups, *self._answered(denials)], basis.regroupings)
        self.ids = _matter_ids(self.groups)
        self.causes = _causes(facts)
        self.blames = _blames(said)

    def _answered(self, denials: Sequence[Fact]) -> list[Group]:
        """Puts denials to what they answer; gives groups of those that answer nothing."""
        matched = match_denials([g.seed for g in self.groups], denials, self.comparer)
        for denial in denials:
            if denial.id in matched:
                self.groups[matched[denial.id]].facts.append(denial)
        return _groups(partition_facts([d for d in denials if d.id not in matched], self.comparer))

    def matters(self) -> list[Matter]:
        """All matters, in no order."""
        return [self._matter(matter_id, group) for matter_id, group in zip(self.ids, self.groups, strict=True)]

    def _matter(self, matter_id: str, group: Group) -> Matter:
        facts = sorted(group.facts, key=lambda f: f.id)
        told = build_accounts(matter_id, facts)
        verdict = judge(told, self._carried(group))
        estimate = estimate_count(told, self.comparer)
        place_ids = self._place_ids(group.seed)
        cause = _first_most([self.causes[f.id] for f in facts if f.id in self.causes])
        return Matter(
            id=matter_id,
            story_id=_first_most([f.story_id for f in group.seed]),
            event=_first_most([f.event for f in group.seed]),
            what=describe(sorted(group.seed, key=lambda f: f.id), estimate, Words(self.names, self.comparer.ontology, place_ids, cause)),
            place_ids=place_ids,
            group=self._group(group.seed),
            when=_when(group.seed),
            standing=verdict.standing,
            reasons=(*verdict.reasons, *map(say, group.marks)),
            origin_ids=verdict.origin_ids,
            claim_ids=tuple(f.id for f in facts),
            accounts=tuple(t.account for t in told),
            relations=relate_accounts(told, self.comparer),
            estimate=estimate,
            denied_by=verdict.denied_by,
            accusations=verdict.accusations,
        )

    def _carried(self, group: Group) -> list[Fact]:
        """Accusations of a strike on the place and in the report where a chemical attack is told: the blame is for both."""
        if not any(f.event == "chemical_attack" for f in group.seed):
            return []
        found = {b.id: b for f in group.seed for p in f.places for b in self.blames.get((f.claim.report_id, p), ())}
        periods = [f.when for f in group.seed if f.when is not None]
        return [b for b in found.values() if b.when is None or not periods or any(b.when.overlaps(p) for p in periods)]

    def _group(self, facts: Sequence[Fact]) -> str:
        """The widest group that is counted, the most frequent of several."""
        groups = Counter(f.group for f in facts if f.group)
        widest = [g for g in groups if not any(o != g and self.comparer.ontology.includes(o, g) for o in groups)]
        return min(widest, key=lambda g: (-groups[g], g), default="")

    def _place_ids(self, facts: Sequence[Fact]) -> tuple[str, ...]:
        """Place ids by how many claims name them, the narrower first of equals."""
        counted = Counter(p for f in facts for p in f.places)
        places = self.comparer.places
        return tuple(sorted(counted, key=lambda p: (-counted[p], -len(places[p].parents) if p in places else 0, p)))

    def near(self, matters: dict[str, Matter]) -> tuple[Incomparable, ...]:
        """Pairs of matters that must not be set side by side."""
        of_claim = {f.id: matter_id for matter_id, group in zip(self.ids, self.groups, strict=True) for f in group.facts}
        cells = self.parts.cells
        pairs = [(of_claim[cells[a].first.id], of_claim[cells[b].first.id], reason) for a, b, reason in self.parts.near]
        return near_pairs([*pairs, *self._split_pairs(of_claim)], matters)

    def _split_pairs(self, of_claim: dict[str, str]) -> list[tuple[str, str, str]]:
        """Pairs of matters that one group of cells was cut into: one report tells of two happenings."""
        found = []
        for root in sorted(self.parts.members):
            ids = sorted({of_claim[f.id] for index in self.parts.members[root] for f in self.parts.cells[index].facts})
            found += [(a, b, "event") for at, a in enumerate(ids[:9]) for b in ids[at + 1 : 9]]
        return found


def _groups(parts: Partition) -> list[Group]:
    """Groups of facts of a partition, cut where one report tells of several happenings."""
    found = []
    for root in sorted(parts.members):
        facts = [fact for index in sorted(parts.members[root]) for fact in parts.cells[index].facts]
        found += [Group(part, list(part)) for part in split_facts(facts)]
    return found


def _matter_ids(groups: Sequence[Group]) -> list[str]:
    """Ids from what a matter asks; the least claim id tells apart those that ask the same."""
    asked = [_question(group.seed) for group in groups]
    often = Counter(asked)
    return [
        content_id("ma", *question, min(f.id for f in group.seed)) if often[question] > 1 else content_id("ma", *question)
        for question, group in zip(asked, groups, strict=True)
    ]


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
