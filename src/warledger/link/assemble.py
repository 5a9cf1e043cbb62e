"""Everything that was met while linking, and the records made of it at the end.

Takes parties and places by claim, gives `Links`. Does not resolve words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from warledger.link.entities import Register, Unknown, entity_id, join_unknown, known_entity, unknown_entity, unknown_id
from warledger.link.parties import Party
from warledger.link.sides import Sides, harmed_side
from warledger.link.unknown_places import Name, join_provisional
from warledger.model import Claim, Entity, Form, Linked, Origin, Place, content_id


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found; every tuple sorted by id."""

    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    origins: tuple[Origin, ...]
    linked: tuple[Linked, ...]
    _entities: Mapping[str, Entity] = field(default_factory=dict, repr=False, compare=False)
    _places: Mapping[str, Place] = field(default_factory=dict, repr=False, compare=False)
    _origins: Mapping[str, Origin] = field(default_factory=dict, repr=False, compare=False)

    def entity(self, entity_id: str) -> Entity | None:
        """The entity of an id, None for "" and unknown ids."""
        return self._entities.get(entity_id)

    def place(self, place_id: str) -> Place | None:
        """The place of an id, None for "" and unknown ids."""
        return self._places.get(place_id)

    def origin(self, origin_id: str) -> Origin | None:
        """The origin of an id, None for "" and unknown ids."""
        return self._origins.get(origin_id)


@dataclass(frozen=True, slots=True)
class Role:
    """A party of one claim: known, or a name that is joined with its spellings later; both None when unnamed."""

    party: Party | None = None
    unknown: Unknown | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The parties and places of one claim, resolved within its report."""

    claim: Claim
    source: Role
    speaker: Role
    actor: Role
    target: Role
    subject: Role
    places: tuple[Place, ...]


class Work:
    """One run of linking: what was met so far."""

    def __init__(self) -> None:
        self.register = Register()
        self.parts: list[Parts] = []
        self.spoken: set[tuple[str, str]] = set()
        self.resolved: dict[tuple[str, str], Party | None] = {}
        self._roles: dict[Role, Role] = {}
        self._ids: dict[Party | Unknown, str] = {}
        self._places: dict[str, Place] = {}
        self._place_forms: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._origins: dict[str, Origin] = {}
        self._sides: dict[str, Counter[str]] = defaultdict(Counter)
        self._heads: dict[Unknown, Unknown] = {}
        self._unknown: dict[str, Name] = {}
        self._one: dict[str, str] = {}
        self._present: dict[str, Counter[str]] = defaultdict(Counter)

    def meet_place(self, place: Place, text: str, language: str, base: str = "") -> None:
        """Counts one mention of a place; `base` is the bare name of one that no table knows."""
        self._places.setdefault(place.id, place)
        self._place_forms[place.id][text, language] += 1
        if place.provisional:
            self._unknown[place.id] = min(self._unknown.get(place.id, (base, language)), (base, language))

    def role(self, party: Party | None, unknown: Unknown | None = None) -> Role:
        """A party of a claim; equal ones are one object, since many claims name the same few."""
        made = Role(party, unknown)
        return self._roles.setdefault(made, made)

    def _known_by_form(self) -> dict[str, set[str]]:
        """Ids of the places that tables know, by the wordings that reports gave them."""
        found: dict[str, set[str]] = defaultdict(set)
        for place_id, place in self._places.items():
            if not place.provisional and place.feature not in ("part", "area"):
                for text, _ in self._place_forms[place_id]:
                    found[text.casefold()].add(place_id)
        return found

    def _join_places(self) -> None:
        """Makes one of the places of one name that no table knows; what lies in a joined place lies in the one it became."""
        self._one = join_provisional(self._places, self._unknown)
        known = self._known_by_form()
        for place_id, head in self._one.items():
            found = known.get(self._unknown[head][0].casefold(), set())
            fits = {i for i in found if self._places[head].country in ("", self._places[i].country)}
            if len(fits) == 1:
                self._one[place_id] = fits.pop()
        for gone, head in self._one.items():
            if gone != head:
                del self._places[gone]
                self._place_forms[head].update(self._place_forms.pop(gone))
        for place_id, place in self._places.items():
            self._places[place_id] = replace(place, parents=tuple(dict.fromkeys(self._one.get(p, p) for p in place.parents)))

    def finish(self) -> Links:
        """Joins names across reports and writes the records."""
        self._heads = join_unknown(self.register.unknown)
        self._join_places()
        self._count_sides()
        linked = tuple(sorted((self._linked(p) for p in self.parts), key=lambda r: r.claim_id))
        entities = tuple(sorted(self._entities(), key=lambda e: e.id))
        places = tuple(
            replace(p, forms=tuple(Form(t, la, n) for (t, la), n in sorted(self._place_forms[i].items(), key=lambda x: (-x[1], x[0]))))
            for i, p in sorted(self._places.items())
        )
        origins = tuple(replace(o, side=self._side_of(i)) for i, o in sorted(self._origins.items()))
        return Links(entities, places, origins, linked, {e.id: e for e in entities}, {p.id: p for p in places}, {o.id: o for o in origins})

    def _side_of(self, origin_id: str) -> str:
        sides = self._sides[origin_id]
        return min(sides, key=lambda s: (-sides[s], s)) if sides else ""

    def _entities(self) -> Iterable[Entity]:
        for key, party in sorted(self.register.parties.items()):
            yield known_entity(party, self.register.forms[key], self._origin(party) if party.origin else "")
        forms: dict[Unknown, Counter[tuple[str, str]]] = defaultdict(Counter)
        spoken: set[Unknown] = set()
        for name, n in sorted(self.register.unknown.items()):
            forms[self._heads[name]][name.text, name.language] += n
            if (name.report_id, name.text) in self.spoken:
                spoken.add(self._heads[name])
        seen: set[str] = set()
        for head in sorted(forms):
            if unknown_id(head) not in seen:
                seen.add(unknown_id(head))
                private = head.kind == "person" and head not in spoken
                yield unknown_entity(head, forms[head], self._unknown_origin(head), private=private)

    def _linked(self, parts: Parts) -> Linked:
        claim = parts.claim
        actor_side, target_side = _side(parts.actor), _side(parts.target)
        return Linked(
            claim.id, claim.report_id,
            source_id=self._entity_id(parts.source), origin_id=self._origin_id(parts.source, source=True),
            speaker_id=self._entity_id(parts.speaker),
            actor_id=self._entity_id(parts.actor), actor_origin_id=self._origin_id(parts.actor), actor_side=actor_side,
            target_id=self._entity_id(parts.target), target_origin_id=self._origin_id(parts.target), target_side=target_side,
            harmed_side=harmed_side(
                claim.event, claim.subject.group if claim.subject else "",
                Sides(actor_side, target_side, _side(parts.subject), self._opponent(parts)),
            ),
            place_ids=tuple(dict.fromkeys(self._one.get(p.id, p.id) for p in parts.places)),
            group=claim.subject.group if claim.subject else "",
        )  # fmt: skip

    def _count_sides(self) -> None:
        """Counts which sides act or are acted on at each place and in each report."""
        for parts in self.parts:
            sides = [s for s in (_side(parts.actor), _side(parts.target), _side(parts.subject)) if s]
            for where in (parts.claim.report_id, *(self._one.get(p.id, p.id) for p in parts.places)):
                if sides:
                    self._present[where].update(sides)

    def _opponent(self, parts: Parts) -> str:
        """The side beside the actor's that is named most at the claim's places, else in its report; "" when unknown."""
        own = _side(parts.actor)
        for where in (*(self._one.get(p.id, p.id) for p in parts.places), parts.claim.report_id) if own else ():
            others = {s: n for s, n in self._present.get(where, {}).items() if s != own}
            if others:
                return min(others, key=lambda s: (-others[s], s))
        return ""

    def _entity_id(self, role: Role) -> str:
        who = role.party if role.party is not None else self._heads[role.unknown] if role.unknown is not None else None
        if who is None:
            return ""
        if who not in self._ids:
            self._ids[who] = unknown_id(who) if isinstance(who, Unknown) else entity_id(who)
        return self._ids[who]

    def _origin_id(self, role: Role, *, source: bool = False) -> str:
        if role.party is not None:
            return self._origin(role.party) if role.party.origin and (source or not role.party.weak) else ""
        return self._unknown_origin(self._heads[role.unknown]) if role.unknown is not None and source else ""

    def _origin(self, party: Party) -> str:
        parts = ("weak", party.key) if party.weak else (party.origin,)
        origin_id = content_id("or", *parts)
        known = self._origins.setdefault(origin_id, Origin(origin_id, party.origin, party.origin_kind, "", party.weak))
        if party.side:
            self._sides[origin_id][party.side] += 1
        return known.id

    def _unknown_origin(self, head: Unknown) -> str:
        kind = {"person": "person", "anonymous": "anonymous"}.get(head.kind, "other")
        weak = head.kind == "anonymous"
        origin_id = content_id("or", "weak" if weak else head.kind, *((head.report_id,) if weak else ()), unknown_id(head))
        return self._origins.setdefault(origin_id, Origin(origin_id, head.text, kind, "", weak)).id


def _side(role: Role) -> str:
    return role.party.side if role.party is not None else ""
