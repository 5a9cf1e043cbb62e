"""PLOVER 2.0: types, modes, scores, sectors, contexts, and how a matter is coded in them.

Takes incidents, gives coded events. Source: PLOVER_MANUAL 2.0.
"""

from __future__ import annotations

from dataclasses import dataclass

from warledger.export.countries import country_of
from warledger.export.incidents import ARMED, Incident, Party

QUAD = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), "VERBAL COOPERATION"),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), "MATERIAL COOPERATION"),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), "VERBAL CONFLICT"),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), "MATERIAL CONFLICT"),
}
INTENSITY = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5.0, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10.0, "RETREAT": 6.5, "REQUEST": 0.0,
    "ACCUSE": -3.0, "REJECT": -2.0, "THREATEN": -3.5, "PROTEST": -5.0, "SANCTION": -6.0, "MOBILIZE": -5.5, "COERCE": -7.0, "ASSAULT": -9.0,
}  # fmt: skip
MODE_INTENSITY = {
    "aerial": -9.5, "drone": -9.5, "heavy-weapons": -9.5, "targeted": -9.5, "suicide-attack": -9.5, "unconventional": -10.0,
    "ceasefire": 7.5, "withdraw": 8.0, "allege": -3.5,
}  # fmt: skip
SECTOR = {
    "state": "GOV", "armed_group": "REB", "monitor": "SOC", "ngo": "SOC", "medics": "MED", "agency": "JRN", "outlet": "JRN",
    "person": "ELI",
}  # fmt: skip
GROUP_SECTOR = {
    "civilians": "CVL", "people": "CVL", "children": "CVL", "women": "CVL", "men": "CVL", "displaced": "REF", "medics": "MED",
    "journalists": "JRN", "aid_workers": "SOC", "fighters": "REB", "soldiers": "MIL", "police": "COP",
}  # fmt: skip
CONTEXTS = {
    "capture": ("military", "territory"), "withdrawal": ("military", "territory"), "advance": ("military", "territory"),
    "displacement": ("migration",), "return": ("migration",), "aid": ("human_security",), "aid_blocked": ("human_security",),
    "besieged": ("military", "human_security"), "shortage": ("human_security",), "chemical_attack": ("military", "cbrn"),
    "sexual_violence": ("human_rights", "gender"), "torture": ("human_rights",), "detention": ("human_rights",),
    "abduction": ("human_rights",), "forced_recruitment": ("human_rights", "military"), "talks": ("diplomatic",),
    "agreement": ("diplomatic",), "proposal": ("diplomatic",), "rejection": ("diplomatic",), "declaration": ("diplomatic",),
}  # fmt: skip
NEEDS_RECIPIENT = ("COOPERATE", "AID", "SANCTION")


@dataclass(frozen=True, slots=True)
class Actor:
    """Actor or recipient of a coded event."""

    name: str = ""
    sector: str = ""
    iso3: str = ""
    cow: str = ""


@dataclass(frozen=True, slots=True)
class Coded:
    """One PLOVER event. `negation` marks an event that somebody says did not happen."""

    id: str
    kind: str
    mode: str
    actor: Actor
    recipient: Actor
    contexts: tuple[str, ...]
    text: str

    @property
    def quad(self) -> str:
        """The quad code of its type."""
        return QUAD[self.kind]

    @property
    def intensity(self) -> float:
        """The score of its mode, or of its type."""
        return MODE_INTENSITY.get(self.mode, INTENSITY[self.kind])


def code_events(incident: Incident) -> list[Coded]:
    """The event of a matter, each accusation as ACCUSE allege, each denial as REJECT; none when PLOVER has no such type."""
    matter, event = incident.matter, incident.event
    found = []
    if event.plover and not incident.unheld:
        recipient = _recipient(incident)
        if event.plover not in NEEDS_RECIPIENT or recipient.name:
            actor = _actor(incident.actor) if incident.actor.name else Actor(sector="UNK")
            found.append(Coded(matter.id, event.plover, event.plover_mode, actor, recipient, _contexts(incident), incident.what))
    for number, (by, whom) in enumerate(incident.blamed, 1):
        recipient = Actor(whom, "UNK")
        found.append(Coded(f"{matter.id}.a{number}", "ACCUSE", "allege", Actor(by, "UNK"), recipient, _contexts(incident), incident.what))
    for number, by in enumerate(incident.denied_by, 1):
        text = f"denies: {incident.what}"
        found.append(Coded(f"{matter.id}.d{number}", "REJECT", "", Actor(by, "UNK"), Actor(), _contexts(incident), text))
    return found


def _actor(party: Party) -> Actor:
    country = country_of(party.country)
    return Actor(party.name, SECTOR.get(party.kind, "UNK"), country.iso3, country.cow)


def _recipient(incident: Incident) -> Actor:
    group = incident.matter.group
    if incident.target.name and not incident.civilians:
        return _actor(incident.target)
    country = country_of(incident.spot.country)
    if group in GROUP_SECTOR and (incident.civilians or group in ARMED):
        return Actor(group.replace("_", " "), GROUP_SECTOR[group], country.iso3, country.cow)
    return _actor(incident.target) if incident.target.name else Actor()


def _contexts(incident: Incident) -> tuple[str, ...]:
    kind = incident.event.kind
    return CONTEXTS.get(incident.event.code, ("military",) if kind in ("harm", "force", "ground", "things") else ())
