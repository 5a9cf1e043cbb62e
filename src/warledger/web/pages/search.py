"""Search: words and names in every language, with facets.

A name is looked up among the spellings of entities and places, and its other spellings are searched for as well, so that
حلب finds "Alep".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from warledger.export.shapes import Shape
from warledger.model import Linked
from warledger.store import ClaimFacts, Head, Hit
from warledger.web.ask import Answer, Ask, BadQuery
from warledger.web.finding import hits_shown
from warledger.web.pages.common import claim_parts, window
from warledger.web.render import SIGNS, next_url

MOST_HITS = 600
"""Claims that a search looks at: the best, or where the words stand in more, those read last."""
REPORTS_SHOWN = 20
MOST_MEANT = 6
MOST_FORMS = 24
FACETS = ("event", "place", "country", "origin", "side", "outlet", "language", "standing", "day")
VALUES = 12


def search(ask: Ask) -> Answer:
    """Claims and reports that hold the words, or any spelling of what they name."""
    query = ask.text("q")
    if not query:
        return Answer(
            "search.html", "Search", {"query": "", "meant": [], "claims": [], "reports": [], "facets": [], "total": 0, "chosen": {}}
        )
    meant = [] if _is_hidden(ask, query) else ask.index.meant(query)[:MOST_MEANT]
    if not meant and not any(len(w) >= 3 for w in query.split()):
        raise BadQuery("Give a word of three letters or more.")
    claims, reports = _found(ask, query, meant)
    facts = _facts(ask, claims)
    chosen = {f: ask.text(f) for f in FACETS if ask.text(f)}
    known = not any(_is_hidden(ask, v) for v in chosen.values())
    kept = [i for i in claims if known and i in facts and all(v in facts[i].get(f, ()) for f, v in chosen.items())]
    shown, more = window(kept, ask)
    parts = claim_parts(ask, ask.view.claims_of(shown))
    context: dict[str, Any] = {
        "query": query,
        "meant": [_meaning(ask, i) for i in meant],
        "claims": parts,
        "reports": [] if chosen else reports,
        "facets": _facets(ask, kept, facts, chosen),
        "total": len(kept),
        "chosen": chosen,
        "capped": len(claims) >= MOST_HITS,
        "most": REPORTS_SHOWN,
    }
    rows = [p.shape for p in parts]
    document = {
        "rows": rows,
        "next": next_url(ask) if more else None,
        "total": len(kept),
        "capped": context["capped"],
        "meant": context["meant"],
        "facets": {f["name"]: [{"value": v, "number": n} for v, _, n in f["values"]] for f in context["facets"]},
    }
    return Answer("search.html", "Search", context, rows, document, more)


def _is_hidden(ask: Ask, query: str) -> bool:
    """Whether a public desk must not tell if it knows this name."""
    veil = ask.index.veil
    return veil is not None and veil.hider.knows(query)


def _found(ask: Ask, query: str, meant: list[str]) -> tuple[list[str], list[Head]]:
    """Ids of claims, and reports, that hold the words or any spelling of what is named just so."""
    if _is_hidden(ask, query):
        return [], []
    exact = [i for i in meant if ask.index.is_named(i, query)]  # others that only begin so are offered, not searched for
    spellings = list(dict.fromkeys((query, *(f for i in exact for f in _forms(ask, i)))))[:MOST_FORMS]
    hits = _unique(h for s in spellings for h in hits_shown(ask.view, ask.index.veil, s, MOST_HITS))
    named = [c for i in exact for c in _claims_of(ask, i)]
    claims = list(dict.fromkeys([*(h.id for h in hits if h.kind == "claims"), *named]))[:MOST_HITS]
    heads = ask.view.overview.heads([h.id for h in hits if h.kind == "reports"][:REPORTS_SHOWN])
    return claims, [heads[h.id] for h in hits if h.kind == "reports" and h.id in heads]


def _claims_of(ask: Ask, record_id: str) -> list[str]:
    """Ids of claims that name a record, the latest first where there are very many."""
    role = "place" if record_id.startswith("pl-") else "source"
    return ask.view.overview.owners(record_id, role, MOST_HITS)


def _forms(ask: Ask, record_id: str) -> list[str]:
    """All spellings of an entity or place, its name first."""
    record = ask.lookup.places.get(record_id) if record_id.startswith("pl-") else ask.lookup.entities.get(record_id)
    return list(dict.fromkeys((record.name, *(f.text for f in record.forms)))) if record else []


def _unique(hits: Iterable[Hit]) -> list[Hit]:
    return list(dict.fromkeys(hits))


def _meaning(ask: Ask, record_id: str) -> Shape:
    forms = _forms(ask, record_id)
    page = "/places/" if record_id.startswith("pl-") else "/entities/"
    return {"id": record_id, "name": forms[0] if forms else record_id, "forms": forms[1:8], "page": page + record_id}


def _facts(ask: Ask, claim_ids: list[str]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What each claim counts towards, by facet."""
    known = ask.view.overview.claim_facts(claim_ids)
    linked = ask.view.linked_of(claim_ids)
    ask.lookup.places.update(ask.view.places_of(p for f in known.values() for p in f.place_ids))
    ask.lookup.origins.update(ask.view.origins_of(f.origin_id for f in known.values() if f.origin_id))
    outlets: dict[str, str] = {}
    return {i: _claim_facts(ask, f, linked.get(i), outlets) for i, f in known.items()}


def _claim_facts(ask: Ask, facts: ClaimFacts, link: Linked | None, outlets: dict[str, str]) -> dict[str, tuple[str, ...]]:
    places = [p for p in map(ask.lookup.places.get, facts.place_ids) if p]
    origin = ask.lookup.origins.get(facts.origin_id) if facts.origin_id else None
    when = link.when.end if link and link.when and link.when.end else None
    if facts.outlet not in outlets:
        outlets[facts.outlet] = ask.lookup.outlets.name_of(facts.outlet)
    return {
        "event": (facts.event,),
        "language": (facts.language,),
        "outlet": (outlets[facts.outlet],),
        "place": tuple(p.name for p in places),
        "country": tuple(p.country for p in places if p.country),
        "origin": (origin.name,) if origin else (),
        "side": (origin.side,) if origin and origin.side else (),
        "standing": (facts.standing,) if facts.standing else (),
        "day": (when.isoformat(),) if when else (),
    }


def _facets(ask: Ask, kept: list[str], facts: dict[str, dict[str, tuple[str, ...]]], chosen: dict[str, str]) -> list[Shape]:
    shown = {"event": _event(ask), "standing": ask.words.t, "country": _country(ask)}
    found = []
    for facet in FACETS:
        counts = Counter(v for c in kept for v in dict.fromkeys(facts[c].get(facet, ())) if not _is_hidden(ask, v))
        values = sorted(counts.items(), key=(lambda kv: kv[0]) if facet == "day" else (lambda kv: (-kv[1], kv[0])))
        name: Callable[[str], str] = shown.get(facet, str)
        listed = [(v, ("" if facet != "standing" else SIGNS.get(v, "") + " ") + name(v), n) for v, n in values[:VALUES]]
        if listed:
            found.append({"name": facet, "values": listed, "chosen": chosen.get(facet, ""), "more": max(0, len(values) - VALUES)})
    return found


def _country(ask: Ask) -> Callable[[str], str]:
    return lambda code: str(ask.words.locale.territories.get(code, code))


def _event(ask: Ask) -> Callable[[str], str]:
    events = ask.ontology.events
    return lambda code: ask.words.t(events[code].label if code in events else code)
