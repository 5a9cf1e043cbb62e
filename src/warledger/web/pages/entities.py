"""Entities: every spelling of a person, body or place; merging and splitting with a preview."""

from __future__ import annotations

from typing import Any

from warledger.export.shapes import Shape, entity_shape, place_shape
from warledger.model import Entity, Form, Origin, Place
from warledger.store.summed import fold
from warledger.web.ask import Answer, Ask, NotFound
from warledger.web.pages.common import claim_parts, cut, one, window
from warledger.web.render import next_url

KINDS = ("person", "body", "group", "anonymous", "place")
CANDIDATES = 12


def entities(ask: Ask) -> Answer:
    """All entities by kind and name; those that a spelling may mean when one is given."""
    kind, spelling = ask.choice("kind", KINDS), ask.text("name")
    if spelling:
        found = [r for r in (_record(ask, i) for i in ask.index.meant(spelling)) if r and (not kind or _kind(r) == kind)]
        shown, more = window(found, ask)
    elif kind == "place":
        places, more = cut(ask.view.places(ask.page), ask)
        shown = list(places)
    else:
        people, more = cut(ask.view.entities(ask.page, **({"kind": kind} if kind else {})), ask)
        shown = list(people)
    rows = [_shape(ask, r) for r in shown]
    return Answer("entities.html", "Entities", {"rows": rows, "kinds": KINDS, "kind": kind, "name": spelling}, rows, None, more)


def _record(ask: Ask, record_id: str) -> Entity | Place | None:
    return ask.view.place(record_id) if record_id.startswith("pl-") else ask.view.entity(record_id)


def _kind(record: Entity | Place) -> str:
    return "place" if isinstance(record, Place) else record.kind


def _shape(ask: Ask, record: Entity | Place) -> Shape:
    if isinstance(record, Place):
        from warledger.web.pages.places import shown_place

        return place_shape(shown_place(ask, record)) | {"private": False}
    shape = entity_shape(record)
    return shape | {"name": "", "forms": []} if ask.settings.public and record.private else shape


def entity(ask: Ask) -> Answer:
    """One entity with its spellings by language, its claims, and what merging or splitting it would give."""
    record = one(ask.view.entity(ask.params["record_id"]))
    if ask.settings.public and record.private:
        raise NotFound
    forms = [_form_row(f) for f in record.forms]
    if ask.is_file:
        return Answer("entity.html", record.name, {}, forms, entity_shape(record))
    claims, more = cut(ask.view.claims(ask.page, source_id=record.id), ask)
    parts = claim_parts(ask, claims)
    context: dict[str, Any] = {
        "entity": record,
        "forms": by_language(record.forms),
        "origin": ask.lookup.origins.get(record.origin_id),
        "claims": parts,
        "more": more,
        "alike": _alike(ask, record),
        "judged": ask.index.judged.of(record.id),
        "preview": _preview(ask, record),
        "origins": _origins(ask, ask.text("origin")),
    }
    document = entity_shape(record) | {"claims": [p.shape for p in parts], "next": next_url(ask) if more else None}
    return Answer("entity.html", record.name, context, forms, document)


def by_language(forms: tuple[Form, ...]) -> list[tuple[str, list[Form]]]:
    """Spellings by language, the most used first."""
    found: dict[str, list[Form]] = {}
    for form in sorted(forms, key=lambda f: (-f.mentions, f.text)):
        found.setdefault(form.language, []).append(form)
    return sorted(found.items())


def _form_row(form: Form) -> Shape:
    return {"form": form.text, "language": form.language, "mentions": form.mentions}


def _alike(ask: Ask, record: Entity) -> list[Entity]:
    """Entities of the same kind with a similar name, or with the spelling that was looked for."""
    wanted = (
        [ask.text("find")]
        if ask.text("find")
        else [w for f in (record.name, *(f.text for f in record.forms)) for w in f.split() if len(w) > 3]
    )
    ids = dict.fromkeys(
        i for w in wanted for i in ask.index.meant(w, elsewhere=bool(ask.text("find"))) if i != record.id and i.startswith("en-")
    )
    found = (ask.view.entity(i) for i in ids)
    return [e for e in found if e and e.kind == record.kind and not (ask.settings.public and e.private)][:CANDIDATES]


def _origins(ask: Ask, spelling: str) -> list[Origin]:
    """Origins with these words in their names, those heard of in packs first."""
    wanted = fold(spelling)
    if not wanted:
        return []
    named = ask.view.entities_of(ask.index.meant(spelling)).values()
    spoken = [e.origin_id for e in named if e.origin_id]
    found = ask.view.origins_of([*spoken, *ask.view.overview.origins_like(spelling, CANDIDATES)])
    return sorted(found.values(), key=lambda o: (o.weak, not o.side, o.name))[:CANDIDATES]


def _preview(ask: Ask, record: Entity) -> Shape | None:
    """What a merge or split would give, before anyone decides."""
    other_id, number = ask.text("merge"), ask.number("split", 0, 10_000) if ask.text("split") else 0
    if other_id:
        other = one(ask.view.entity(other_id))
        return {"action": "merge", "other": other, "forms": by_language((*record.forms, *other.forms)), "clash": _clash(record, other)}
    if 0 < number <= len(record.forms) and len(record.forms) > 1:
        kept = tuple(f for n, f in enumerate(record.forms, 1) if n != number)
        return {"action": "split", "form": record.forms[number - 1].text, "forms": by_language(kept), "clash": [], "other": None}
    return None


def _clash(one_: Entity, other: Entity) -> list[str]:
    """What speaks against two entities being one."""
    found = []
    if one_.side and other.side and one_.side != other.side:
        found.append(f"they are on different sides: {one_.side}, {other.side}")
    if one_.origin_id and other.origin_id and one_.origin_id != other.origin_id:
        found.append("they speak for different origins")
    if one_.country and other.country and one_.country != other.country:
        found.append(f"they are of different countries: {one_.country}, {other.country}")
    return found
