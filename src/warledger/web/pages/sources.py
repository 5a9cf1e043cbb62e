"""Sources and outlets: how often each origin is alone, contradicted, first, and what it says of what hurts it."""

from __future__ import annotations

from collections import Counter

from warledger.export.outlets import outlet_row
from warledger.export.shapes import Shape
from warledger.store import Page
from warledger.store.summed import Fare
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.pages.common import claim_parts, cut, event_kinds, one
from warledger.web.render import next_url

OUTLETS_SHOWN, VOICES = 200, 100


def sources(ask: Ask) -> Answer:
    """All origins with how they fare, those heard most first; outlets below them."""
    side = ask.text("side")
    fares, more = cut(ask.view.overview.fares(ask.page, side), ask)
    kinds = ask.view.origins_of(f.origin_id for f in fares)
    rows = [_row(f, kinds[f.origin_id].kind if f.origin_id in kinds else "") for f in fares]
    context = {
        "rows": [(r, side_class(r["side"], ask)) for r in rows],
        "sides": ask.index.sides,
        "side": side,
        "outlets": _outlets(ask) if ask.page_number == 1 else [],
        "most": OUTLETS_SHOWN,
    }
    return Answer("sources.html", "Sources and outlets", context, rows, None, more)


def _row(fare: Fare, kind: str) -> Shape:
    return {
        "id": fare.origin_id,
        "name": fare.name,
        "kind": kind,
        "side": fare.side,
        "anonymous": fare.weak,
        "matters": fare.matters,
        "alone": fare.alone,
        "contradicted": fare.contradicted,
        "first": fare.first,
        "denies": fare.denies,
        "accuses": fare.accuses,
    }


def _outlets(ask: Ask) -> list[Shape]:
    """Outlets with their reports and how many of them repeat another, under the names that hold now."""
    found: dict[str, Shape] = {}
    book = ask.lookup.outlets
    for told in ask.view.overview.tally("outlets") or ():
        name = book.name_of(told["name"])
        row = found.setdefault(name, outlet_row(book, name, 0) | {"named": told["named"], "echoes": 0, "languages": set()})
        row["reports"] += told["reports"]
        row["echoes"] += told["echoes"]
        row["languages"].update(told["languages"])
    return sorted(found.values(), key=lambda r: (-r["reports"], r["name"]))[:OUTLETS_SHOWN]


def source(ask: Ask) -> Answer:
    """One origin: who speaks for it, what it says, what it says of what hurts it."""
    origin = one(ask.view.origin(ask.params["record_id"]))
    fare = ask.view.overview.fare(origin.id)
    claims, more = cut(ask.view.claims(ask.page, origin_id=origin.id), ask)
    parts = claim_parts(ask, claims)
    row = _row(fare, origin.kind) | {"id": origin.id, "name": origin.name, "side": origin.side, "anonymous": origin.weak}
    families, kinds = event_kinds(ask), Counter[str]()
    for event, number in fare.events.items():
        kinds[families.get(event, "words")] += number
    context = {
        "origin": origin,
        "sides": ask.index.sides,
        "judged": ask.index.judged.of(origin.id),
        "side_class": side_class(origin.side, ask),
        "row": row,
        "claims": parts,
        "voices": ask.view.entities(Page(VOICES), origin_id=origin.id),
        "most": VOICES,
        "kinds": kinds.most_common(),
        "admissions": claim_parts(ask, ask.view.claims_of(fare.admissions)),
        "admitted": fare.admitted,
    }
    document = row | {"claims": [p.shape for p in parts], "next": next_url(ask) if more else None}
    return Answer("source.html", origin.name, context, [p.shape for p in parts], document, more)
