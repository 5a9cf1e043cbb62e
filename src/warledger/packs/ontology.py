"""The ontology: event types and groups, how they relate, and their crosswalks.

Takes `data/ontology/*.toml`, gives Ontology. Knows no language but the English of its labels.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from warledger.model.errors import OntologyError
from warledger.packs.tables import Source, check_keys, read_toml

HURTS = ("actor", "target", "subject", "by_group", "none")
_EVENT_KEYS = ("kind", "definition", "label", "what", "family", "general", "hurts", "acled", "plover", "plover_mode", "ged")
_PREPOSITIONS = (" in", " on", " over", " from", " to", " of")
_GROUP_KEYS = ("within", "label", "singular", "people")


@dataclass(frozen=True, slots=True)
class EventType:
    """One event type. `what` is the English phrase of a matter, with {count}, {group} and {place}.

    `family`: events of one family may answer the same question when they are equal or one is `general`. `hurts` says
    whom a claim of it hurts: actor, target, subject (those who did it), by_group (the actor when civilians or things
    are hit, else the side of the fighters hit), none. `ged` are the UCDP types of violence it may be.
    """

    code: str
    kind: str
    definition: str
    label: str
    what: str
    family: str
    general: bool = False
    hurts: str = "none"
    acled: str = ""
    plover: str = ""
    plover_mode: str = ""
    ged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """One group that is counted or affected. `within` is the group that holds it, "" at the top."""

    code: str
    within: str
    label: str
    singular: str
    people: bool


@dataclass(frozen=True, slots=True)
class Ontology:
    """Event types and groups by code. `kinds` names the headings that event types stand under."""

    events: Mapping[str, EventType]
    groups: Mapping[str, Group]
    kinds: Mapping[str, str]
    version: int

    def event(self, code: str) -> EventType:
        """The event type of a code.

        Raises:
            OntologyError: there is none.
        """
        if code not in self.events:
            raise OntologyError(f"no event type {code!r}", "data/ontology/events.toml", None, code)
        return self.events[code]

    def group(self, code: str) -> Group:
        """The group of a code.

        Raises:
            OntologyError: there is none.
        """
        if code not in self.groups:
            raise OntologyError(f"no group {code!r}", "data/ontology/groups.toml", None, code)
        return self.groups[code]

    def includes(self, outer: str, inner: str) -> bool:
        """Whether every member of the inner group is one of the outer; a group includes itself.

        >>> load_ontology().includes("people", "children"), load_ontology().includes("fighters", "children")
        (True, False)
        """
        self.group(outer)
        return outer in self._holders(inner)

    def comparable(self, event_a: str, event_b: str) -> bool:
        """Whether two events answer the same question: equal, or of one family and one of them general.

        >>> load_ontology().comparable("attack", "shelling"), load_ontology().comparable("airstrike", "shelling")
        (True, False)
        """
        one, other = self.event(event_a), self.event(event_b)
        return event_a == event_b or (one.family == other.family and (one.general or other.general))

    def harms(self, event: str, group: str = "") -> str:
        """Whom a claim hurts: "actor", "target", "subject" or "" when nobody is known to be.

        A claim that civilians or things were hit hurts the actor; that fighters were hit, the target.
        """
        rule = self.event(event).hurts
        if rule != "by_group":
            return "" if rule == "none" else rule
        if not group or group in ("people", "other"):
            return "actor"
        armed = {"fighters", "soldiers", "police", "prisoners", "aircraft", "drones", "missiles"}
        return "target" if group in armed else "actor"

    def phrase(self, event: str, count: str = "", group: str = "", place: str = "") -> str:
        """The English phrase of a matter, words that are not given left out.

        >>> load_ontology().phrase("killed", "", "civilians", "east Aleppo")
        'civilians killed in east Aleppo'
        """
        label = self.group(group).label if group in self.groups and group != "other" else group
        template = self.event(event).what
        if not place:
            template = template.replace("{place} ", "").replace(" {place}", "")
            template = template.rpartition(" ")[0] if template.endswith(_PREPOSITIONS) else template
        words = template.format(count=count, group=label, place=place).split()
        return " ".join(words)

    def _holders(self, code: str) -> Iterator[str]:
        """A group and the groups that hold it, from the inside out."""
        while code:
            yield code
            code = self.group(code).within


CASUALTIES = frozenset({"killed", "injured"})
"""Events that count the dead and the wounded."""
HARM = frozenset({"killed", "injured", "missing", "detention", "abduction"})
"""Events that somebody suffers who may belong to a party."""
ARMED = frozenset({"soldiers", "fighters", "police", "prisoners"})
"""Groups of people who belong to a party."""
WORDS = frozenset({"declaration", "proposal", "talks", "agreement", "rejection", "violation", "accusation", "warning", "appeal"})
"""Events that are words and happen where they are spoken."""
FORCE = frozenset({
    "airstrike", "drone_strike", "missile_strike", "shelling", "bombing", "shooting", "chemical_attack", "clash", "attack",
})  # fmt: skip
"""Events of force used."""
GROUND = frozenset({"capture", "withdrawal", "control", "advance"})
"""The event types by which a place is taken, held or left: kind "ground" without people and arms that move (surrender, deployment)."""


def load_ontology() -> Ontology:
    """The ontology that comes with warledger.

    Raises:
        OntologyError: the files break their contract.
    """
    folder = resources.files("warledger") / "data" / "ontology"
    return read_ontology(folder / "events.toml", folder / "groups.toml")


def read_ontology(events_file: Source, groups_file: Source) -> Ontology:
    """The ontology of two TOML files.

    Raises:
        PackError: a key is unknown; OntologyError: a value names what is not there.
    """
    events = read_toml(events_file, ("version", "kinds", "events"))
    groups = read_toml(groups_file, ("version", "groups"))
    found = {code: _group(code, table, groups_file) for code, table in groups.get("groups", {}).items()}
    for group in found.values():
        if group.within and group.within not in found:
            raise OntologyError(f"within {group.within!r}, which is not there", str(groups_file), None, group.code)
    kinds = events.get("kinds", {})
    types = {code: _event(code, table, kinds, events_file) for code, table in events.get("events", {}).items()}
    return Ontology(types, found, kinds, int(events.get("version", 0)))


def _event(code: str, table: Mapping[str, Any], kinds: Mapping[str, str], file: Source) -> EventType:
    """One event type, checked."""
    check_keys(table, _EVENT_KEYS, file, None, f"events.{code}")
    for key in ("kind", "definition", "label", "what", "family", "hurts"):
        if not table.get(key):
            raise OntologyError("is missing", str(file), None, f"events.{code}.{key}")
    if table["kind"] not in kinds or table["hurts"] not in HURTS:
        raise OntologyError("kind or hurts is not one of those that there are", str(file), None, f"events.{code}")
    return EventType(code=code, **{**table, "ged": tuple(table.get("ged", ()))})


def _group(code: str, table: Mapping[str, Any], file: Source) -> Group:
    """One group, checked."""
    check_keys(table, _GROUP_KEYS, file, None, f"groups.{code}")
    if not table.get("label"):
        raise OntologyError("is missing", str(file), None, f"groups.{code}.label")
    return Group(code, table.get("within", ""), table["label"], table.get("singular", table["label"]), bool(table.get("people", False)))
