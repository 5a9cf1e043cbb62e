"""Human decisions laid over what the machine concludes.

Takes the judgements of a ledger in the order of their chain; gives claims and links with the decisions in them. Runs at
every reconciliation, so that reading again or adding reports never overrides one. Changes no stored record.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from warledger.model import (
    STANCES,
    Claim,
    Count,
    Entity,
    InputError,
    Issue,
    Judgement,
    Linked,
    Named,
    Origin,
    Period,
    Place,
    Regrouping,
    Span,
    Subject,
    content_id,
)
from warledger.packs import load_ontology
from warledger.packs.outlet_book import OutletCorrection, read_correction
from warledger.store.judgements import in_force, value_of


@dataclass(frozen=True, slots=True)
class JudgedLinks:
    """Links with decisions in them; the shape that later stages take."""

    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    origins: tuple[Origin, ...]
    linked: Iterable[Linked]


@dataclass(slots=True)
class Decisions:
    """What people decided and did not take back, by what it is about.

    `issues` names decisions that no longer fit: about a record that is gone, or with a value that cannot be used.
    """

    rejected: set[str] = field(default_factory=set)
    corrections: dict[str, dict[str, Mapping[str, Any]]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    split: dict[str, list[str]] = field(default_factory=dict)
    pinned: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    sides: dict[str, str] = field(default_factory=dict)
    regroupings: list[Regrouping] = field(default_factory=list)
    outlets: list[OutletCorrection] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @staticmethod
    def of(judgements: Sequence[Judgement]) -> Decisions:
        """The decisions in force; of two about one thing the later one."""
        out = Decisions()
        for judgement in in_force(judgements):
            value = value_of(judgement)
            keep = _KEEPERS.get(judgement.action)
            try:
                if keep is not None:
                    keep(out, judgement.record_id, value)
            except (KeyError, ValueError, TypeError, InputError) as error:
                out.issues.append(Issue(judgement.id, "judgements", "judgement-unusable", f"{judgement.action}: {error!r}"))
        return out

    def claims(self, claims: Iterable[Claim]) -> tuple[Claim, ...]:
        """Claims without those rejected, with corrected fields."""
        return tuple(self._corrected(c) for c in claims if c.id not in self.rejected)

    def _corrected(self, claim: Claim) -> Claim:
        for name, value in sorted(self.corrections.get(claim.id, {}).items()):
            try:
                claim = _with_field(claim, name, value)
            except (KeyError, ValueError, TypeError) as error:
                self.issues.append(Issue(claim.id, "judgements", "judgement-unusable", f"correct {name}: {error!r}"))
        return claim

    def root(self, entity_id: str) -> str:
        """The entity that an entity was merged into, itself when it was not."""
        seen = set()
        while entity_id in self.merged and entity_id not in seen:
            seen.add(entity_id)
            entity_id = self.merged[entity_id]
        return entity_id

    def links(self, links: Any, claims: Sequence[Claim]) -> JudgedLinks:
        """Entities merged and split, places pinned, origins and sides set; everything sorted by id."""
        known = {e.id: e for e in links.entities}
        texts = {c.id: c for c in claims}
        origins = {o.id: replace(o, side=self.sides.get(o.id, o.side)) for o in links.origins}
        linked = [self._relinked(link, texts.get(link.claim_id), known, origins) for link in links.linked]
        return JudgedLinks(
            tuple(sorted(self._entities(known), key=lambda e: e.id)),
            tuple(self._pinned(p) for p in links.places),
            tuple(sorted(origins.values(), key=lambda o: o.id)),
            tuple(sorted(linked, key=lambda x: x.claim_id)),
        )

    def dated(self, linked: Iterable[Linked]) -> tuple[Linked, ...]:
        """Linked claims with corrected periods."""
        return tuple(self._dated(link) for link in linked)

    def _dated(self, link: Linked) -> Linked:
        value = self.corrections.get(link.claim_id, {}).get("when")
        if value is None:
            return link
        try:
            return replace(link, when=_period(str(value["value"])), when_basis="corrected by a reviewer")
        except (KeyError, ValueError) as error:
            self.issues.append(Issue(link.claim_id, "judgements", "judgement-unusable", f"correct when: {error!r}"))
            return link

    def _entities(self, known: Mapping[str, Entity]) -> Iterable[Entity]:
        forms: dict[str, dict[tuple[str, str], Any]] = {}
        for entity in known.values():
            apart = set(self.split.get(entity.id, ()))
            for form in entity.forms:
                home = _split_id(entity.id, form.text) if form.text in apart else self.root(entity.id)
                forms.setdefault(home, {})[(form.text, form.language)] = form
        for entity_id, own in sorted(forms.items()):
            found = tuple(form for _, form in sorted(own.items()))
            base = known.get(entity_id)
            if base is not None:
                yield replace(base, forms=found, origin_id=self.origins.get(base.id, base.origin_id))
            else:
                whole = next(e for e in known.values() if any(_split_id(e.id, t) == entity_id for t in self.split.get(e.id, ())))
                yield Entity(entity_id, whole.kind, found[0].text, found, reasons=(f"split from {whole.name} by a reviewer",))

    def _relinked(self, link: Linked, claim: Claim | None, known: Mapping[str, Entity], origins: dict[str, Origin]) -> Linked:
        link = replace(
            link,
            source_id=self._party(link.source_id, claim.source if claim else None),
            speaker_id=self.root(link.speaker_id),
            actor_id=self._party(link.actor_id, claim.actor if claim else None),
            target_id=self._party(link.target_id, claim.target if claim else None),
        )
        if link.source_id:
            link = replace(link, origin_id=self._origin(link, known, origins))
        return replace(
            link,
            actor_side=self.sides.get(link.actor_origin_id, link.actor_side),
            target_side=self.sides.get(link.target_origin_id, link.target_side),
        )

    def _party(self, entity_id: str, named: Named | None) -> str:
        if named is not None and named.text in self.split.get(entity_id, ()):
            return _split_id(entity_id, named.text)
        return self.root(entity_id)

    def _origin(self, link: Linked, known: Mapping[str, Entity], origins: dict[str, Origin]) -> str:
        """The origin behind a source: as set, as that of the entity it was merged into, or its own once it was split."""
        wanted = self.origins.get(link.source_id)
        if wanted is not None:
            if wanted not in origins:
                origins[wanted] = Origin(wanted, wanted)
            return wanted
        entity = known.get(link.source_id)
        if entity is None:  # split from another
            made = content_id("or", link.source_id)
            origins.setdefault(made, Origin(made, link.source_id))
            return made
        return entity.origin_id or link.origin_id if link.source_id in self.merged.values() else link.origin_id

    def _pinned(self, place: Place) -> Place:
        pin = self.pinned.get(place.id)
        if pin is None:
            return place
        radius = float(pin.get("radius_km") or 1.0)
        return replace(place, lat=float(pin["lat"]), lon=float(pin["lon"]), radius_km=radius, provisional=False)


MATTER = "ma-"
_KINDS = ("rp-", "cl-", "en-", "pl-", "or-", "st-", "ma-")


def check_gone(judgements: Sequence[Judgement], known: Collection[str]) -> list[Issue]:
    """An issue for each decision in force on a record that the ledger has not: it waits until the record is back."""
    return [
        Issue(j.id, "judgements", "judgement-without-record", f"{j.action}: there is no {j.record_id} now")
        for j in in_force(judgements)
        if j.record_id.startswith(_KINDS) and j.record_id not in known and not _claims_left(j, known)
    ]


def _claims_left(judgement: Judgement, known: Collection[str]) -> bool:
    """Whether a decision on a matter still has the claims that it names: the id of a matter changes, theirs do not."""
    claims = value_of(judgement).get("claims")
    return isinstance(claims, list) and any(i in known for i in claims)


def _claim_ids(value: Mapping[str, Any]) -> tuple[str, ...]:
    """The claims that a decision on a matter names.

    Raises:
        ValueError: it names none.
    """
    found = value["claims"]
    if not isinstance(found, list) or not found or not all(isinstance(i, str) for i in found):
        raise ValueError("names no claims")
    return tuple(found)


def _reject(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    out.rejected.add(record_id)


def _accept(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    out.rejected.discard(record_id)


def _correct(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    out.corrections.setdefault(record_id, {})[str(value["field"])] = value


def _merge(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    if record_id.startswith(MATTER):
        out.regroupings.append(Regrouping(_claim_ids(value)))
        return
    if out.root(str(value["with"])) == record_id:
        raise ValueError("merges in a circle")
    out.merged[record_id] = str(value["with"])


def _split(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    if record_id.startswith(MATTER):
        out.regroupings.append(Regrouping(_claim_ids(value), apart=True))
        return
    out.split.setdefault(record_id, []).append(str(value["form"]))


def _pin(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    lat, lon = float(value["lat"]), float(value["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError("coordinates out of range")
    if not 0 <= float(value.get("radius_km") or 1.0) < math.inf:
        raise ValueError("radius out of range")
    out.pinned[record_id] = value


def _set_origin(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    out.origins[record_id] = str(value["origin"])


def _set_side(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    out.sides[record_id] = str(value["side"])


def _set_outlet(out: Decisions, record_id: str, value: Mapping[str, Any]) -> None:
    out.outlets.append(read_correction(record_id, value))


_KEEPERS: Mapping[str, Callable[[Decisions, str, Mapping[str, Any]], None]] = {
    "reject": _reject, "accept": _accept, "correct": _correct, "merge": _merge, "split": _split, "pin": _pin,
    "set-origin": _set_origin, "set-side": _set_side, "set-outlet": _set_outlet,
}  # fmt: skip


def _with_field(claim: Claim, name: str, value: Mapping[str, Any]) -> Claim:
    if name == "count":
        return replace(claim, count=Count(value.get("low"), value.get("high"), "corrected"))
    said = str(value["value"])
    if name == "event":
        return replace(claim, event=_one_of(said, load_ontology().events))
    if name == "stance":
        return replace(claim, stance=_one_of(said, STANCES))
    if name == "source":
        return replace(claim, source=None if said == "outlet" else Named(said, _span_of(claim.source, claim.span)))
    if name == "actor":
        return replace(claim, actor=Named(said, _span_of(claim.actor, claim.span)))
    if name == "target":
        return replace(claim, target=Named(said, _span_of(claim.target, claim.span)))
    if name == "place":
        return replace(claim, places=(Named(said, _span_of(claim.places[0] if claim.places else None, claim.span), "place"),))
    if name == "subject":
        return replace(claim, subject=Subject(said, _span_of(claim.subject, claim.span), said if said.islower() else "other"))
    return claim


def _one_of(word: str, known: Collection[str]) -> str:
    """The word.

    Raises:
        ValueError: it is none of the known ones.
    """
    if word not in known:
        raise ValueError(f"{word!r} is none of {', '.join(sorted(known))}")
    return word


def _span_of(named: Named | Subject | None, default: Span) -> Span:
    return named.span if named else default


def _period(text: str) -> Period:
    """ "2016-12-12", "2016-11-15..2016-12-12" or "..2016-12-12" as a period."""
    start, dots, end = text.partition("..")
    first = date.fromisoformat(start) if start else None
    last = date.fromisoformat(end) if end else None if dots else first
    return Period(first, last, "day" if first and first == last else "days" if first and last else "open")


def _split_id(entity_id: str, form: str) -> str:
    return content_id("en", entity_id, form)
