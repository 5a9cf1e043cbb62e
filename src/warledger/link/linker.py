"""Linking: claims of all reports of a ledger, with their names resolved to entities, places and origins.

Takes reports and their claims, gives `Links`. Does not date claims (`link.dates`) and does not group reports.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from warledger.link.context import Context, read_context
from warledger.link.entities import (
    Register,
    Unknown,
    entity_id,
    join_unknown,
    known_entity,
    unknown_entity,
    unknown_id,
)
from warledger.link.gazetteer import Gazetteer
from warledger.link.parties import Lexicon, Party, PartyIndex
from warledger.link.places import PlaceResolver
from warledger.link.resolve import Resolver
from warledger.link.sides import harmed_side
from warledger.model import Claim, Entity, Form, Linked, Named, Origin, Place, Report, Span, content_id
from warledger.packs.conflicts import ConflictPack
from warledger.packs.world import World, load_world

_NOWHERE = Span(0, 1)

Mentioned = tuple[str, str, str]
"""Report id, kind (person, organisation, place) and words of a mention that need not be in a claim."""


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


class Linker:
    """Links the claims of a ledger. Holds packs and gazetteer; keeps nothing between calls but lookups."""

    def __init__(
        self,
        packs: Mapping[str, object],
        conflicts: Sequence[ConflictPack],
        gazetteer: Gazetteer,
        world: World | None = None,
    ) -> None:
        self._languages = packs
        known = world or load_world()
        self._lexicon = Lexicon(known)
        self._conflicts = tuple(PartyIndex(p) for p in sorted(conflicts, key=lambda p: p.slug))
        self._resolver = Resolver(PartyIndex(known.pack), self._lexicon)
        self._places = PlaceResolver(gazetteer, self._lexicon)

    def link(self, reports: Sequence[Report], claims: Sequence[Claim], mentions: Sequence[Mentioned] = ()) -> Links:
        """Entities, places, origins and linked claims over all reports; equal for any order of the input.

        Claims of reports that are not given are left out.
        """
        by_report: dict[str, list[Claim]] = defaultdict(list)
        for claim in claims:
            by_report[claim.report_id].append(claim)
        others: dict[str, list[Mentioned]] = defaultdict(list)
        for mention in mentions:
            others[mention[0]].append(mention)
        work = _Work()
        for report in sorted(reports, key=lambda r: r.id):
            context = read_context(report, self._conflicts, self._lexicon)
            self._read_report(context, sorted(by_report[report.id], key=lambda c: c.id), sorted(others[report.id]), work)
        return work.finish()

    def _read_report(self, context: Context, claims: Sequence[Claim], mentions: Sequence[Mentioned], work: _Work) -> None:
        names = [p.text for c in claims for p in c.places] + [text for _, kind, text in mentions if kind == "place"]
        places = self._places.resolve_all(names, context)
        seats = self._seats(names, context)
        for claim in claims:
            subject = self._subject(claim, context)
            parts = Parts(
                claim,
                self._role(claim.source, context, work, source=True),
                self._role(claim.speaker, context, work),
                self._role(claim.actor, context, work),
                self._role(claim.target, context, work),
                Role(subject),
                tuple(dict.fromkeys(places[p.text] for p in claim.places if p.text in places)),
            )
            if claim.speaker is not None and claim.source is not None and claim.source.text != claim.speaker.text:
                work.spoken.add((context.report_id, claim.speaker.text))
            for named in claim.places:
                work.meet_place(places[named.text], named.text, context.language)
            work.parts.append((context, parts))
        for _, kind, text in mentions:
            if kind == "place" and text not in seats:
                work.meet_place(places[text], text, context.language)
            elif kind == "place":
                country = self._places.country(seats[text])
                if country is not None:
                    work.meet_place(country, text, context.language)
            else:
                self._role(Named(text, _NOWHERE, kind), context, work)

    def _seats(self, names: Iterable[str], context: Context) -> dict[str, str]:
        """Place names that mean a government in this report: seats that never stand as a place in its text."""
        return {n: c for n in set(names) if (c := self._places.seat_meant(n, context))}

    def _role(self, named: Named | None, context: Context, work: _Work, *, source: bool = False) -> Role:
        """A named party, counted as met."""
        if named is None or not named.text.strip():
            return Role()
        party = self._resolver.resolve(named.text, context, named.kind)
        if party is not None:
            work.register.meet(party, named.text, context.language)
            return Role(party)
        kind = {"person": "person", "anonymous": "anonymous"}.get(named.kind, "body" if source or named.kind else "group")
        unknown = Unknown(kind, " ".join(named.text.split()), context.language, context.report_id)
        work.register.unknown[unknown] += 1
        return Role(None, unknown)

    def _subject(self, claim: Claim, context: Context) -> Party | None:
        """The party of the people counted ("opposition fighters"), not counted as a mention."""
        if claim.subject is None or not claim.subject.text:
            return None
        found = self._resolver.resolve(claim.subject.text, context)
        return found if found is not None and found.kind != "anonymous" else None


class _Work:
    """One run of linking: what was met so far."""

    def __init__(self) -> None:
        self.register = Register()
        self.parts: list[tuple[Context, Parts]] = []
        self.spoken: set[tuple[str, str]] = set()
        self._places: dict[str, Place] = {}
        self._place_forms: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._origins: dict[str, Origin] = {}
        self._sides: dict[str, Counter[str]] = defaultdict(Counter)
        self._heads: dict[Unknown, Unknown] = {}

    def meet_place(self, place: Place, text: str, language: str) -> None:
        """Counts one mention of a place."""
        self._places.setdefault(place.id, place)
        self._place_forms[place.id][text, language] += 1

    def finish(self) -> Links:
        """Joins names across reports and writes the records."""
        self._heads = join_unknown(self.register.unknown)
        linked = tuple(sorted((self._linked(c, p) for c, p in self.parts), key=lambda r: r.claim_id))
        entities = tuple(sorted(self._entities(), key=lambda e: e.id))
        places = tuple(
            replace(p, forms=tuple(Form(t, la, n) for (t, la), n in sorted(self._place_forms[i].items(), key=lambda x: (-x[1], x[0]))))
            for i, p in sorted(self._places.items())
        )
        origins = tuple(replace(o, side=self._side_of(i)) for i, o in sorted(self._origins.items()))
        return Links(
            entities, places, origins, linked, {e.id: e for e in entities}, {p.id: p for p in places}, {o.id: o for o in origins}
        )

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

    def _linked(self, context: Context, parts: Parts) -> Linked:
        claim = parts.claim
        actor_side, target_side = _side(parts.actor), _side(parts.target)
        return Linked(
            claim.id, claim.report_id,
            source_id=self._entity_id(parts.source), origin_id=self._origin_id(parts.source, source=True),
            speaker_id=self._entity_id(parts.speaker),
            actor_id=self._entity_id(parts.actor), actor_origin_id=self._origin_id(parts.actor), actor_side=actor_side,
            target_id=self._entity_id(parts.target), target_origin_id=self._origin_id(parts.target), target_side=target_side,
            harmed_side=harmed_side(
                claim.event, claim.subject.group if claim.subject else "", actor_side, target_side, _side(parts.subject),
                self._opponent(context, actor_side),
            ),
            place_ids=tuple(p.id for p in parts.places), group=claim.subject.group if claim.subject else "",
        )  # fmt: skip

    def _opponent(self, context: Context, side: str) -> str:
        """The side beside `side` that the report names most as actor or target."""
        counted: Counter[str] = Counter()
        for other, parts in self.parts:
            if other.report_id == context.report_id:
                counted.update(s for s in (_side(parts.actor), _side(parts.target), _side(parts.subject)) if s and s != side)
        return min(counted, key=lambda s: (-counted[s], s)) if counted and side else ""

    def _entity_id(self, role: Role) -> str:
        if role.party is not None:
            return entity_id(role.party)
        return unknown_id(self._heads[role.unknown]) if role.unknown is not None else ""

    def _origin_id(self, role: Role, *, source: bool = False) -> str:
        if role.party is not None:
            return self._origin(role.party) if role.party.origin and (source or not role.party.weak) else ""
        return self._unknown_origin(self._heads[role.unknown]) if role.unknown is not None and source else ""

    def _origin(self, party: Party) -> str:
        parts = ("weak", party.key) if party.weak else (party.origin,)
        origin_id = content_id("or", *parts)
        self._origins.setdefault(origin_id, Origin(origin_id, party.origin, party.origin_kind, "", party.weak))
        if party.side:
            self._sides[origin_id][party.side] += 1
        return origin_id

    def _unknown_origin(self, head: Unknown) -> str:
        kind = {"person": "person", "anonymous": "anonymous"}.get(head.kind, "other")
        weak = head.kind == "anonymous"
        origin_id = content_id("or", "weak" if weak else head.kind, *((head.report_id,) if weak else ()), unknown_id(head))
        self._origins.setdefault(origin_id, Origin(origin_id, head.text, kind, "", weak))
        return origin_id


def _side(role: Role) -> str:
    return role.party.side if role.party is not None else ""
