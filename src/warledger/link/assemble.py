"""Everything that was met while linking, and the records made of it at the end.

Takes parties and places by claim, gives `Links`. Does not resolve words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from warledger.keep import HELD, Grouped, Pile
from warledger.link.context import POWERS
from warledger.link.entities import (
    Name,
    Register,
    Unknown,
    entity_id,
    join_institutions,
    known_entity,
    owners,
    unknown_entity,
    unknown_id,
)
from warledger.link.fold import name_key
from warledger.link.kin import LOCAL, Kin, Parser, bare_sound
from warledger.link.parties import Party
from warledger.link.shapes import county_id
from warledger.link.sides import Sides, harmed_side
from warledger.link.unknown_places import Name as Spelling
from warledger.link.unknown_places import by_sound, join_provisional, sounding_like
from warledger.model import TOLD_BEFORE, Claim, Entity, Form, Linked, Origin, Place, content_id

TWIN = 4
"""Letters of the shortest name that another place may bear behind a word of its own."""
PARTED = 2
"""Places around one of which the part of its country is known."""


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found; every tuple sorted by id."""

    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    origins: tuple[Origin, ...]
    linked: tuple[Linked, ...] | Grouped[Linked]
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
    admitted: bool = False


@dataclass(frozen=True, slots=True)
class _Half:
    """A claim linked as far as its own report tells: `names` are to be looked up among all, by the field that they are for."""

    linked: Linked
    names: tuple[tuple[str, Name], ...]
    event: str
    sides: Sides


class Work:
    """One run of linking: what was met so far."""

    def __init__(self, kin: Parser, held: int = HELD, borders: Mapping[str, Collection[str]] = MappingProxyType({})) -> None:
        """`borders` are the neighbours of countries."""
        self._kin = kin
        self._borders = borders
        self._owners: dict[Unknown, Kin] = {}
        self.register = Register()
        self.parts: list[Parts] = []
        self.resolved: dict[tuple[str, str], Party | None] = {}
        self.homes: dict[str, Place] = {}
        self._local: dict[Name, str] = {}
        self._roles: dict[Role, Role] = {}
        self._places: dict[str, Place] = {}
        self._place_forms: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._origins: dict[str, Origin] = {}
        self._sides: dict[str, Counter[str]] = defaultdict(Counter)
        self._unknown: dict[str, Spelling] = {}
        self._bases: dict[str, set[Spelling]] = defaultdict(set)
        self._beside: dict[str, set[str]] = defaultdict(set)
        self._one: dict[str, str] = {}
        self._aliases: dict[Unknown, Party] = {}
        self._present: dict[str, Counter[str]] = defaultdict(Counter)
        self._heads: dict[Name, tuple[str, Unknown]] = {}
        self._report_ids: list[str] = []
        self._halves: Pile[tuple[_Half, ...]] = Pile(held)
        self._linked: Pile[tuple[Linked, ...]] = Pile(held)
        self._of_reports: list[Entity] = []

    def meet_place(self, place: Place, text: str, language: str, base: str = "", beside: Iterable[str] = ()) -> None:
        """Counts one mention of a place.

        `base` is its name without words such as "camp" and "valley", `beside` are the countries that the report names.
        """
        self._places.setdefault(place.id, place)
        self._place_forms[place.id][text, language] += 1
        self._beside[place.id].update(beside)
        if place.provisional:
            self._unknown[place.id] = min(self._unknown.get(place.id, (base, language)), (base, language))
        elif base and base != text:
            self._bases[place.id].add((base, language))

    def meet_local(self, text: str, home: Place, language: str, report_id: str) -> Unknown:
        """Counts an institution without a name of its own ("the village hospital") as that of a place."""
        name = Unknown("body", f"{text} {home.name.partition(',')[0]}", language, report_id)
        self.register.unknown[name] += 1
        self.register.worded[name] = text
        key = (name.kind, name.text, name.language)
        self._local[key] = min(self._local.get(key, home.id), home.id)
        return name

    def role(self, party: Party | None, unknown: Unknown | None = None) -> Role:
        """A party of a claim; equal ones are one object, since many claims name the same few."""
        made = Role(party, unknown)
        return self._roles.setdefault(made, made)

    def _known(self) -> list[tuple[str, Spelling]]:
        """Ids of the places that tables know, with the wordings that reports gave them, whole and bare."""
        return [
            (place_id, form)
            for place_id, place in self._places.items()
            if not place.provisional and place.feature not in ("part", "area")
            for form in (*self._place_forms[place_id], *sorted(self._bases.get(place_id, ())))
        ]

    def _join_places(self) -> None:
        """Makes one of the places of one name that no table knows; what lies in a joined place lies in the one it became."""
        self._one = join_provisional(self._places, self._unknown, self._beside, self._borders)
        known: dict[str, set[str]] = defaultdict(set)
        for place_id, (text, _) in self._known():
            known[text.casefold()].add(place_id)
        towns = by_sound((i, form) for i, form in self._known() if self._places[i].feature not in ("country", "region", "county"))
        named = {country for beside in self._beside.values() for country in beside}
        strays: dict[str, str] = {}
        for place_id, head in self._one.items():
            name = self._unknown[head]
            found = known.get(name[0].casefold()) or sounding_like(name, towns)
            fits = {i for i in found if self._may_lie(self._places[head], self._places[i], self._beside[head])}
            fits = {i for i in fits if not _in_another_part(self._places[head], self._places[i])}
            astray = {i for i in found if self._is_astray(self._places[i], self._places[head].country)} if not fits else set()
            if len(fits) == 1:
                self._one[place_id] = fits.pop()
            elif len(astray) == 1 and self._places[next(iter(astray))].country in named:
                self._one[place_id] = astray.pop()
            else:  # no report names those countries: the place is not there
                for stray in sorted(i for i in astray if self._places[i].country not in named):
                    strays.setdefault(stray, head)
        self._one = {place_id: strays.get(head, head) for place_id, head in self._one.items()} | strays
        for gone, head in self._one.items():
            if gone != head:
                del self._places[gone]
                self._place_forms[head].update(self._place_forms.pop(gone))
        self._place_twins()
        unknown: dict[str, set[str]] = defaultdict(set)
        for place_id, (base, _) in self._unknown.items():
            unknown[name_key(base)].add(self._one.get(place_id, place_id))
        beyond = {place.id: self._beyond(place, unknown) for place in self._places.values()}
        for place_id, place in self._places.items():
            around = [i for i in (county_id(place_id), *map(county_id, place.parents)) if i in self._places]
            parents = dict.fromkeys(self._one.get(p, p) for p in (*around, *beyond[place_id], *place.parents))
            self._places[place_id] = replace(place, parents=tuple(parents))

    def _place_twins(self) -> None:
        """Gives a place of which no report says where it lies the country of the one place whose whole name it ends with ("Doron Baga")."""
        lands: dict[str, set[tuple[str, str]]] = defaultdict(set)
        for place_id, place in self._places.items():
            if place.country and place.parents and place.feature != "country":
                for text, _ in self._place_forms[place_id]:
                    lands[name_key(text)].add((place.country, place.parents[-1]))
        for place_id, (base, _) in self._unknown.items():
            twin = self._places.get(place_id)
            first, _, rest = name_key(base).partition(" ")
            found = lands.get(rest, set()) if len(rest) >= TWIN and first else set()
            if twin is not None and not (twin.country or twin.parents) and len(found) == 1:
                ((country, land),) = found
                self._places[place_id] = replace(twin, country=country, parents=(land,))

    def _beyond(self, place: Place, unknown: Mapping[str, set[str]]) -> tuple[str, ...]:
        """The place that another report names, and no table knows, in which a place lies by its own words ("Kaiven, Ostrel")."""
        if not place.provisional or not place.parents or place.parents[0] in self._places:
            return ()
        found = [self._places[i] for i in unknown.get(name_key(place.name.partition(",")[2]), ()) if i != place.id]
        if len(found) != 1 or not (found[0].country == place.country or "" in (found[0].country, place.country)):
            return ()
        return (found[0].id, *found[0].parents)

    def _is_astray(self, place: Place, country: str) -> bool:
        """Whether a town was sought in a country that its reports do not name, while they name another, or none at all."""
        beside = self._beside[place.id]
        return place.feature in ("town", "village") and (country in beside or not beside) and place.country not in beside

    def _may_lie(self, place: Place, known: Place, beside: Collection[str]) -> bool:
        """Whether an unknown place may be a known one: which of the countries that its reports name it lies in is a guess, and a report

        on what a power does abroad, or a neighbour with which others name the known place, need not name where.
        """
        if place.country in ("", known.country):
            return True
        both = {place.country, known.country} <= self._beside[known.id]
        return len(place.parents) == 1 and (place.country in POWERS or known.country in beside or both)

    def close(self, report_id: str) -> None:
        """Ends a report: what it alone decides is decided, and its claims are put away."""
        full = self.register.close()
        self._report_ids.append(report_id)
        self._halves.append(tuple(self._half(parts, full) for parts in self.parts))
        for key in [key for key, party in self.register.parties.items() if party.weak]:
            party = self.register.parties.pop(key)
            self._of_reports.append(known_entity(party, self.register.forms.pop(key), self._origin(party) if party.origin else ""))
        self.parts.clear()
        self.resolved.clear()
        self.homes.clear()
        self._roles.clear()

    def finish(self) -> Links:
        """Joins names across reports and writes the records."""
        self._join_places()
        heads = self.register.heads(self._kin)
        one = join_institutions(heads, self._home_of(heads))
        self._heads = {name: (unknown_id(one.get(head, head)), one.get(head, head)) for name, head in heads.items()}
        self._aliases = self.register.known_by_acronym({name: head for name, (_, head) in self._heads.items()})
        for name, (_, head) in self._heads.items():
            if head in self._aliases:
                self.register.forms[self._aliases[head].key].update(self.register.names[name].forms)
        self._owners = owners((head for _, head in self._heads.values()), self._kin)
        present: dict[str, Counter[str]] = defaultdict(Counter)
        for place_id, sides in self._present.items():
            present[self._one.get(place_id, place_id)].update(sides)
        self._present = present
        for halves in self._halves:
            own = Counter(side for half in halves for side in _told(half.sides))
            self._linked.append(tuple(self._whole(half, own) for half in halves))
        entities = tuple(sorted((*self._entities(), *self._of_reports), key=lambda e: e.id))
        places = tuple(
            replace(p, forms=tuple(Form(t, la, n) for (t, la), n in sorted(self._place_forms[i].items(), key=lambda x: (-x[1], x[0]))))
            for i, p in sorted(self._places.items())
        )
        origins = tuple(replace(o, side=self._side_of(i)) for i, o in sorted(self._origins.items()))
        linked = Grouped.piled(self._report_ids, self._linked)
        return Links(entities, places, origins, linked, {e.id: e for e in entities}, {p.id: p for p in places}, {o.id: o for o in origins})

    def _home_of(self, names: Iterable[Name]) -> Mapping[Name, tuple[str, str]]:
        """Kind and town of the institutions of which a town has one, whether a report names the town or not."""
        sounds: dict[str, set[str]] = defaultdict(set)
        for place_id, forms in self._place_forms.items():
            for text, language in forms:
                sounds[bare_sound(text.partition(",")[0], language)].add(self._town(place_id))
        found: dict[Name, tuple[str, str]] = {}
        for name in names:
            kin = self._kin(name[1], name[2])
            if kin is None or kin.kind not in LOCAL:
                continue
            home = self._local.get(name)
            towns = {self._town(self._one.get(home, home))} if home else {t for s in (kin.sound, *kin.sounds) for t in sounds.get(s, ())}
            if len(towns) == 1:
                found[name] = kin.kind, towns.pop()
        return found

    def _town(self, place_id: str) -> str:
        """The town that a quarter lies in, another place itself."""
        place = self._places[place_id]
        around = [i for i in place.parents if i in self._places and self._places[i].feature in ("city", "town", "")]
        return around[-1] if around and (place.provisional or place.feature in ("district", "part", "site")) else place_id

    def _side_of(self, origin_id: str) -> str:
        sides = self._sides[origin_id]
        return min(sides, key=lambda s: (-sides[s], s)) if sides else ""

    def _entities(self) -> Iterable[Entity]:
        for key, party in sorted(self.register.parties.items()):
            yield known_entity(party, self.register.forms[key], self._origin(party) if party.origin else "")
        names: dict[Unknown, list[Name]] = defaultdict(list)
        for name, (_, head) in self._heads.items():
            names[head].append(name)
        seen: set[str] = set()
        for head in sorted(names.keys() - self._aliases.keys()):
            if unknown_id(head) not in seen:
                seen.add(unknown_id(head))
                met = [self.register.names[name] for name in names[head]]
                forms = sum((m.forms for m in met), Counter[tuple[str, str]]())
                private = head.kind == "person" and not any(m.spoken for m in met)
                yield unknown_entity(head, forms, self._unknown_origin(head), private=private)

    def _half(self, parts: Parts, full: Mapping[Unknown, Name]) -> _Half:
        """What the report alone tells of a claim; counts the sides that act or are acted on at each place."""
        claim = parts.claim
        roles = {"source_id": parts.source, "speaker_id": parts.speaker, "actor_id": parts.actor, "target_id": parts.target}
        group = claim.subject.group if claim.subject else ""
        sides = Sides(_side(parts.actor), _side(parts.target), _side(parts.subject))
        for place in parts.places:
            self._present[place.id].update(_told(sides))
        known: dict[str, Any] = {name: entity_id(role.party) for name, role in roles.items() if role.party is not None}
        linked = Linked(
            claim.id, claim.report_id, origin_id=self._origin_id(parts.source, source=True),
            actor_origin_id=self._origin_id(parts.actor), actor_side=sides.actor, target_origin_id=self._origin_id(parts.target),
            target_side=sides.target, place_ids=tuple(p.id for p in parts.places), group=group, place_basis=_place_basis(claim),
            admitted=parts.admitted, **known,
        )  # fmt: skip
        names = tuple((name, full[role.unknown]) for name, role in roles.items() if role.party is None and role.unknown is not None)
        return _Half(linked, names, claim.event, sides)

    def _whole(self, half: _Half, own: Mapping[str, int]) -> Linked:
        """The link of a claim; `own` counts the sides that its report names."""
        place_ids = tuple(dict.fromkeys(self._one.get(p, p) for p in half.linked.place_ids))
        sides = replace(half.sides, opponent=self._opponent(half.sides.actor, place_ids, own))
        changes: dict[str, Any] = {"place_ids": place_ids, "harmed_side": harmed_side(half.event, half.linked.group, sides)}
        for field_name, name in half.names:
            changes[field_name], head = self._heads[name]
            known = self._aliases.get(head)
            if known is not None:
                changes[field_name] = entity_id(known)
                if field_name != "speaker_id":
                    part = field_name.removesuffix("_id").removesuffix("source")
                    changes[f"{part}_origin_id".lstrip("_")] = self._origin(known) if known.origin else ""
            elif field_name == "source_id":
                changes["origin_id"] = self._unknown_origin(head)
            elif head in self._owners and field_name in ("actor_id", "target_id"):
                changes[f"{field_name.removesuffix('_id')}_origin_id"] = self._unknown_origin(head)
        return replace(half.linked, **changes)

    def _opponent(self, own_side: str, place_ids: Iterable[str], own: Mapping[str, int]) -> str:
        """The side beside the actor's that is named most at the claim's places, else in its report; "" when unknown."""
        for counted in (*(self._present.get(p, {}) for p in place_ids), own) if own_side else ():
            others = {s: n for s, n in counted.items() if s != own_side}
            if others:
                return min(others, key=lambda s: (-others[s], s))
        return ""

    def _origin_id(self, role: Role, *, source: bool = False) -> str:
        """The origin of a known party; "" for names that only reports know."""
        return self._origin(role.party) if role.party is not None and role.party.origin and (source or not role.party.weak) else ""

    def _origin(self, party: Party) -> str:
        parts = ("weak", party.key) if party.weak else (party.origin,)
        origin_id = content_id("or", *parts)
        known = self._origins.setdefault(origin_id, Origin(origin_id, party.origin, party.origin_kind, "", party.weak))
        if party.side:
            self._sides[origin_id][party.side] += 1
        return known.id

    def _unknown_origin(self, head: Unknown) -> str:
        owner = self._owners.get(head)
        if owner is not None:
            origin_id = content_id("or", "owner", owner.sound)
            return self._origins.setdefault(origin_id, Origin(origin_id, owner.proper, "state")).id
        kind = {"person": "person", "anonymous": "anonymous"}.get(head.kind, "other")
        weak = head.kind == "anonymous"
        origin_id = content_id("or", "weak" if weak else head.kind, *((head.report_id,) if weak else ()), unknown_id(head))
        return self._origins.setdefault(origin_id, Origin(origin_id, head.text, kind, "", weak)).id


def _in_another_part(place: Place, other: Place) -> bool:
    """Whether a place is said to lie in a part of its country ("La Victoria, Apure") in which another of its name does not."""
    return len(place.parents) == len(other.parents) == PARTED and place.country == other.country and place.parents != other.parents


def _side(role: Role) -> str:
    return role.party.side if role.party is not None else ""


def _told(sides: Sides) -> tuple[str, ...]:
    """The sides that a claim names."""
    return tuple(side for side in (sides.actor, sides.target, sides.subject) if side)


def _place_basis(claim: Claim) -> str:
    """How the places of a claim were found: "told before" where its own words name none of them."""
    return TOLD_BEFORE if claim.places and all(p.kind == TOLD_BEFORE for p in claim.places) else ""
