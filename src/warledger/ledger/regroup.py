"""Matters put together or taken apart by people, laid over what the machine grouped.

Takes groups of facts and decisions in their order, gives groups. A decision names claims, never a matter: ids of matters
change as reports come in. Claims that are gone are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from warledger.ledger.facts import Fact
from warledger.model import Regrouping


@dataclass(slots=True)
class Group:
    """The facts of one matter to be: those that say so, then denials; `seed` are the former. `marks` are codes of reasons."""

    seed: list[Fact]
    facts: list[Fact]
    marks: tuple[str, ...] = field(default=())


def regroup(groups: Sequence[Group], decisions: Iterable[Regrouping]) -> list[Group]:
    """The groups with the decisions in them; of two decisions on one claim the later one holds."""
    found = list(groups)
    for decision in decisions:
        named = set(decision.claim_ids)
        found = _apart(found, named) if decision.apart else _together(found, named)
    return found


def _together(groups: Sequence[Group], named: set[str]) -> list[Group]:
    """One group of all that hold one of the claims, where the first of them stood."""
    held = [g for g in groups if any(f.id in named for f in g.facts)]
    if len(held) < 2:
        return list(groups)
    whole = Group([f for g in held for f in g.seed], [f for g in held for f in g.facts], ("put-together",))
    whole.seed = [f for f in whole.seed if f.stance != "denies"] or whole.seed
    gone = {id(g) for g in held[1:]}
    return [whole if g is held[0] else g for g in groups if id(g) not in gone]


def _apart(groups: Sequence[Group], named: set[str]) -> list[Group]:
    """The groups without the claims, which are one group of their own."""
    taken = [f for g in groups for f in g.facts if f.id in named]
    held = [g for g in groups if any(f.id in named for f in g.facts)]
    if not taken or (len(held) == 1 and len(taken) == len(held[0].facts)):
        return list(groups)
    found = []
    for group in groups:
        kept = [f for f in group.facts if f.id not in named]
        if len(kept) == len(group.facts):
            found.append(group)
        elif kept:
            found.append(Group([f for f in group.seed if f.id not in named] or kept, kept, ("taken-apart",)))
    return [*found, Group([f for f in taken if f.stance != "denies"] or taken, taken, ("taken-apart",))]
