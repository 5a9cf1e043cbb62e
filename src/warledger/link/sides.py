"""Which side a claim hurts, when that is known.

Takes the kind of event and the sides of actor and target, gives a side or "". Does not weigh sources.
"""

from __future__ import annotations

from dataclasses import dataclass

OWN_LOSS = frozenset({"surrender", "withdrawal"})
"""What an actor does to its own hurt."""
GROUND = frozenset({"capture", "advance", "control"})
BLAME = frozenset(
    "chemical_attack torture detention abduction sexual_violence forced_recruitment violation besieged aid_blocked displacement".split()
)
"""What speaks against the actor whoever suffers it."""
HARM = frozenset({"killed", "injured", "missing"})
COMBATANTS = frozenset({"fighters", "soldiers", "combatants", "militants", "troops", "forces", "commanders", "officers", "military"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Sides of a claim's parties, "" when unknown: `subject` of the people counted, `opponent` of whom the actor faces there."""

    actor: str = ""
    target: str = ""
    subject: str = ""
    opponent: str = ""


def harmed_side(event: str, group: str, sides: Sides) -> str:
    """The side that a claim hurts, "" when unknown.

    >>> harmed_side("withdrawal", "", Sides(actor="rebels"))
    'rebels'
    >>> harmed_side("killed", "civilians", Sides(actor="army", target="rebels"))
    'army'
    """
    if event in OWN_LOSS:
        return sides.actor or sides.subject or sides.target
    if event in GROUND:
        return sides.target or (sides.opponent if sides.actor else "")
    if event in HARM:
        return (sides.target or sides.subject) if group in COMBATANTS else sides.actor
    return sides.actor if event in BLAME else sides.target
