"""Sources and outlets: how often each origin is alone, contradicted, first, and what it says of what hurts it."""

from __future__ import annotations

from warledger.export.outlets import outlet_row
from warledger.export.shapes import Shape
from warledger.model import Origin
from warledger.store import Page
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.index import Record
from warledger.web.pages.common import claim_parts, cut, one, standing_judgements, window

MOST = 20_000
ADMISSIONS = 2000


def sources(ask: Ask) -> Answer:
    """All origins with how they fare, those heard most first; outlets below them."""
    records = ask.index.census.records
    origins = sorted(ask.view.origins(), key=lambda o: (o.weak, -records.get(o.id, Record()).matters, o.name))
    side = ask.text("side")
    kept = [o for o in origins if not side or o.side == side]
    shown, more = window(kept, ask)
    rows = [_row(o, records.get(o.id, Record())) for o in shown]
    context = {
        "rows": [(r, side_class(r["side"], ask)) for r in rows],
        "sides": ask.index.sides,
        "side": side,
        "outlets": _outlets(ask) if ask.page_number == 1 else [],
    }
    return Answer("sources.html", "Sources and outlets", context, rows, None, more)


def _row(origin: Origin, record: Record) -> Shape:
    return {
        "id": origin.id,
        "name": origin.name,
        "kind": origin.kind,
        "side": origin.side,
        "anonymous": origin.weak,
        "matters": record.matters,
        "alone": record.alone,
        "contradicted": record.contradicted,
        "first": record.first,
        "denies": record.denies,
        "accuses": record.accuses,
    }


def _outlets(ask: Ask) -> list[Shape]:
    """Outlets with their reports and how many of them repeat another."""
    found: dict[str, Shape] = {}
    echoing = {e.report_id for e in ask.view.echoes(Page(MOST))}
    book = ask.lookup.outlets
    for report in map(book.named, ask.view.reports(Page(2000))):
        row = found.setdefault(
            report.outlet or report.name,
            outlet_row(book, report.outlet or report.name, 0) | {"named": bool(report.outlet), "echoes": 0, "languages": set()},
        )
        row["reports"] += 1
        row["echoes"] += report.id in echoing
        row["languages"].add(report.language)
    return sorted(found.values(), key=lambda r: (-r["reports"], r["name"]))


def source(ask: Ask) -> Answer:
    """One origin: who speaks for it, what it says, what it says of what hurts it."""
    origin = one(ask.view.origin(ask.params["record_id"]))
    record = ask.index.census.records.get(origin.id, Record())
    claims, more = cut(ask.view.claims(ask.page, origin_id=origin.id), ask)
    own = ask.view.linked(Page(ADMISSIONS), origin_id=origin.id)
    against = [k.claim_id for k in own if origin.side and k.harmed_side == origin.side]
    parts = claim_parts(ask, claims)
    context = {
        "origin": origin,
        "sides": ask.index.sides,
        "judged": standing_judgements(ask).get(origin.id, ()),
        "side_class": side_class(origin.side, ask),
        "row": _row(origin, record),
        "claims": parts,
        "voices": ask.view.entities(Page(100), origin_id=origin.id),
        "kinds": record.kinds.most_common(),
        "admissions": claim_parts(ask, ask.view.claims_of(against[:20])),
        "admitted": len(against),
    }
    return Answer(
        "source.html", origin.name, context, [p.shape for p in parts], _row(origin, record) | {"claims": [p.shape for p in parts]}, more
    )
