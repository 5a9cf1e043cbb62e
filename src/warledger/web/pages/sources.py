"""Sources and outlets: how often each origin is alone, contradicted, first, and what it says of what hurts it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from warledger.export.shapes import Shape
from warledger.model import Matter, Origin
from warledger.store import Page
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.pages.common import claim_parts, cut, event_kinds, one, standing_judgements, window

MOST = 20_000
ADMISSIONS = 2000


@dataclass(slots=True)
class Record:
    """How one origin fares over all matters."""

    matters: int = 0
    alone: int = 0
    contradicted: int = 0
    first: int = 0
    denies: int = 0
    accuses: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


def sources(ask: Ask) -> Answer:
    """All origins with how they fare, those heard most first; outlets below them."""
    records = _records(ask)
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


def _records(ask: Ask) -> dict[str, Record]:
    found: dict[str, Record] = {}
    kinds = event_kinds(ask)
    for matter in ask.view.matters(Page(MOST)):
        first = _first(matter)
        for account in matter.accounts:
            if not account.origin_id:
                continue
            record = found.setdefault(account.origin_id, Record())
            record.matters += 1
            record.alone += matter.origin_ids == (account.origin_id,)
            record.contradicted += _contradicted(matter, account.origin_id)
            record.first += account.origin_id == first
            record.denies += account.stance == "denies"
            record.accuses += account.stance == "accuses"
            record.kinds[kinds.get(matter.event, "words")] += 1
    return found


def _first(matter: Matter) -> str:
    """The origin that spoke before all others; "" when it was alone or none was before the others."""
    days = sorted((a.said_on, a.origin_id) for a in matter.accounts if a.said_on and a.origin_id)
    return days[0][1] if len(days) > 1 and days[0][0] < days[1][0] else ""


def _contradicted(matter: Matter, origin_id: str) -> bool:
    """Whether another origin denies what this one says, or gives a figure that cannot be reconciled with it."""
    if origin_id in matter.origin_ids and any(d != origin_id for d in matter.denied_by):
        return True
    return any(r.kind == "conflict" and origin_id in (r.origin_id, r.other_id) for r in matter.relations)


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
    for report in ask.view.reports(Page(2000)):
        row = found.setdefault(
            report.outlet or report.name,
            {"name": report.outlet or report.name, "named": bool(report.outlet), "reports": 0, "echoes": 0, "languages": set()},
        )
        row["reports"] += 1
        row["echoes"] += report.id in echoing
        row["languages"].add(report.language)
    return sorted(found.values(), key=lambda r: (-r["reports"], r["name"]))


def source(ask: Ask) -> Answer:
    """One origin: who speaks for it, what it says, what it says of what hurts it."""
    origin = one(ask.view.origin(ask.params["record_id"]))
    record = _records(ask).get(origin.id, Record())
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
