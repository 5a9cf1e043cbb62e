"""Which side a claim hurts, when that is known.

Takes the kind of event and the sides of actor and target, gives a side or "". Does not weigh sources.
"""

from __future__ import annotations

OWN_LOSS = frozenset({"surrender", "withdrawal"})
"""What an actor does to its own hurt."""
GROUND = frozenset({"capture", "advance", "control"})
BLAME = frozenset(
    "chemical_attack torture detention abduction sexual_violence forced_recruitment violation besieged aid_blocked displacement".split()
)
"""What speaks against the actor whoever suffers it."""
HARM = frozenset({"killed", "injured", "missing"})
COMBATANTS = frozenset({"fighters", "soldiers", "combatants", "militants", "troops", "forces", "commanders", "officers", "military"})


def harmed_side(event: str, group: str, actor: str, target: str, subject: str, opponent: str) -> str:
    """The side that a claim hurts, "" when unknown.

    `subject` is the side of the people counted, `opponent` the side that the report names most beside the actor's.
    """
    if event in OWN_LOSS:
        return actor or subject or target
    if event in GROUND:
        return target or (opponent if actor else "")
    if event in HARM:
        return (subject or target) if group in COMBATANTS else actor
    if event in BLAME:
        return actor
    return target
