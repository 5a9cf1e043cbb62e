"""Who fights whom, as the ledger itself tells it: what conflict packs say of sides, for wars without one.

Takes facts in any order, says of two parties whether they are opposed, and which facts are admissions for that reason.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import combinations

from warledger.ledger.facts import ARMED, TAKEN, Fact


class Foes:
    """Parties of which one struck at the other, broke a truce with it, or claims the ground that the other claims."""

    def __init__(self) -> None:
        self._pairs: set[tuple[str, str]] = set()
        self._claim: dict[str, set[str]] = defaultdict(set)

    def take(self, fact: Fact) -> None:
        """Notes what a fact says of who is against whom."""
        own = "" if fact.origin.weak else fact.origin_bloc
        if fact.planned or not fact.bloc:
            return
        if fact.stance == "denies":
            self._note(own if fact.event in TAKEN else "", fact.bloc)
        elif fact.event == "violation":
            self._note(own if fact.origin.kind in ARMED else "", fact.bloc)
        elif fact.kind in ("force", "harm", "ground"):
            self._note(fact.target, fact.bloc)
        if fact.event in TAKEN and fact.stance == "asserts" and fact.bloc == own and fact.count is None:
            for place_id in fact.places:
                self._claim[place_id].add(own)

    def settle(self) -> None:
        """Adds those who claim one place; to be called once, when all facts are noted."""
        for rivals in self._claim.values():
            self._pairs.update(combinations(sorted(rivals), 2))
        self._claim.clear()

    def opposed(self, one: str, other: str) -> bool:
        """Whether two parties are against each other."""
        return (min(one, other), max(one, other)) in self._pairs

    def admitted(self, fact: Fact) -> Fact:
        """The fact, as told by its origin against itself where it says that its foe took or holds a place."""
        lost = fact.event in TAKEN and fact.stance == "asserts" and not fact.retaken and not fact.origin.weak
        return replace(fact, hurts=True) if lost and self.opposed(fact.origin_bloc, fact.bloc) else fact

    def _note(self, one: str, other: str) -> None:
        if one and other and one != other:
            self._pairs.add((min(one, other), max(one, other)))
