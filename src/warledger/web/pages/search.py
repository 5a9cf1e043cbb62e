"""Search: words and names in every language, with facets.

A name is looked up among the spellings of entities and places, and its other spellings are searched for as well, so that
حلب finds "Alep".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from warledger.export.shapes import Shape
from warledger.model import Claim, Linked, Matter, Report
from warledger.store import Hit
from warledger.web.ask import Answer, Ask, BadQuery
from warledger.web.index import fold
from warledger.web.pages.common import claim_parts, window
from warledger.web.render import SIGNS

MOST_HITS = 600
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
    kept = [c for c in claims if all(v in facts[c.id].get(f, ()) for f, v in chosen.items())]
    shown, more = window(kept, ask)
    parts = claim_parts(ask, shown)
    context = {
        "query": query,
        "meant": [_meaning(ask, i) for i in meant],
        "claims": parts,
        "reports": [] if chosen else reports[:20],
        "facets": _facets(ask, kept, facts, chosen),
        "total": len(kept),
        "chosen": chosen,
        "capped": len(claims) >= MOST_HITS,
    }
    return Answer("search.html", "Search", context, [p.shape for p in parts], None, more)


def _is_hidden(ask: Ask, query: str) -> bool:
    """Whether a public desk must not tell if it knows this name."""
    hidden = ask.index.hidden
    return bool(ask.settings.public and hidden and hidden.search(query))


def _found(ask: Ask, query: str, meant: list[str]) -> tuple[list[Claim], list[Report]]:
    if _is_hidden(ask, query):
        return [], []
    spellings = [query, *(f for i in meant if _is_exact(ask, i, query) for f in ask.index.names.forms.get(i, ()))]
    hits = _unique(h for s in list(dict.fromkeys(spellings))[:MOST_FORMS] for h in ask.view.search(s)[:MOST_HITS])
    named = [Hit("claims", c.id) for i in meant if _is_exact(ask, i, query) for c in _claims_of(ask, i)]
    claim_ids = [h.id for h in _unique([*hits, *named]) if h.kind == "claims"][:MOST_HITS]
    reports = [r for h in hits if h.kind == "reports" and (r := ask.lookup.reports.get(h.id))]
    return ask.view.claims_of(claim_ids), reports


def _is_exact(ask: Ask, record_id: str, query: str) -> bool:
    """Whether a record is named just so; others that only begin so are offered, not searched for."""
    return record_id in ask.index.names.known.get(fold(query), ())


def _claims_of(ask: Ask, record_id: str) -> list[Claim]:
    from warledger.store import Page

    if record_id.startswith("pl-"):
        return ask.view.claims(Page(MOST_HITS), place_id=record_id)
    return ask.view.claims(Page(MOST_HITS), source_id=record_id)


def _unique(hits: Iterable[Hit]) -> list[Hit]:
    return list(dict.fromkeys(hits))


def _meaning(ask: Ask, record_id: str) -> Shape:
    forms = ask.index.names.forms.get(record_id, ())
    page = "/places/" if record_id.startswith("pl-") else "/entities/"
    return {"id": record_id, "name": forms[0] if forms else record_id, "forms": forms[1:8], "page": page + record_id}


def _facts(ask: Ask, claims: list[Claim]) -> dict[str, dict[str, tuple[str, ...]]]:
    """What each claim counts towards, by facet."""
    linked = ask.view.linked_of([c.id for c in claims])
    matters: dict[str, Matter] = {}
    for claim in claims:
        if claim.id not in matters:
            for matter in ask.view.matters(claim_id=claim.id):
                matters |= dict.fromkeys(matter.claim_ids, matter)
    return {c.id: _claim_facts(ask, c, linked.get(c.id), matters.get(c.id)) for c in claims}


def _claim_facts(ask: Ask, claim: Claim, link: Linked | None, matter: Matter | None) -> dict[str, tuple[str, ...]]:
    report = ask.lookup.reports[claim.report_id]
    places = [p for p in (ask.lookup.places.get(i) for i in (link.place_ids if link else ())) if p]
    origin = ask.lookup.origins.get(link.origin_id) if link and link.origin_id else None
    when = link.when.end if link and link.when and link.when.end else None
    found = {
        "event": (claim.event,),
        "language": (report.language,),
        "outlet": (report.outlet or report.name,),
        "place": tuple(p.name for p in places),
        "country": tuple(p.country for p in places if p.country),
        "origin": (origin.name,) if origin else (),
        "side": (origin.side,) if origin and origin.side else (),
        "standing": (matter.standing,) if matter else (),
        "day": (when.isoformat(),) if when else (),
    }
    return found


def _facets(ask: Ask, kept: list[Claim], facts: dict[str, dict[str, tuple[str, ...]]], chosen: dict[str, str]) -> list[Shape]:
    shown = {"event": _event(ask), "standing": ask.words.t, "country": _country(ask)}
    found = []
    for facet in FACETS:
        counts = Counter(v for c in kept for v in dict.fromkeys(facts[c.id].get(facet, ())))
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
