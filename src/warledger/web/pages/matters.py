"""Matters, and one matter: its accounts over time, its bounds, what it must not be compared with."""

from __future__ import annotations

from typing import Any

from warledger.export.brief import MatterPart
from warledger.export.shapes import Shape, accusations, count_shape, deniers
from warledger.model import STANDINGS, Account, Claim, Incomparable, Matter
from warledger.store import Page
from warledger.web.ask import MOST_ROWS, Answer, Ask, side_class
from warledger.web.drawing.ranges import draw
from warledger.web.drawing.timeline import Point, draw_timeline
from warledger.web.drawing.worldmap import Spot, areas_of, box_of, draw_map
from warledger.web.pages.common import ClaimPart, claim_parts, cut, figure_words, matter_parts, matter_row, one
from warledger.web.pages.lineage import lineage_context
from warledger.web.pages.now import REPORTS_LOOKED_AT, report_heads
from warledger.web.pages.places import AREA_DEGREES, shown_place
from warledger.web.pages.stories import account_bars
from warledger.web.render import next_url
from warledger.web.stretches import CLAIMS_TOLD, leading_ids, told
from warledger.web.wording import period_words

FORMS = ("list", "table", "map", "timeline")
CLAIMS_SHOWN = 60
NEIGHBOURS = 40
TOLD_AT = 6
"""Matters that the tip of one spot on the map names."""


def matters(ask: Ask) -> Answer:
    """All matters, the strongest standing first; by standing, event, place or origin when asked."""
    events = ask.ontology.events
    where: dict[str, Any] = {
        "standing": ask.choice("standing", STANDINGS),
        "event": ask.choice("event", events),
        "place_id": ask.text("place"),
        "origin_id": ask.text("origin"),
        "story_id": ask.text("story"),
    }
    found, more = cut(ask.view.matters(ask.page, **{k: v for k, v in where.items() if v}), ask)
    parts = matter_parts(ask, found)
    rows = [matter_row(p, m) for p, m in zip(parts, found, strict=True)]
    context = {
        "parts": parts,
        **_shown_as(ask, parts, found),
        "standings": STANDINGS,
        "events": {c: e.label for c, e in events.items()},
        "where": where,
        "place": ask.lookup.name(where["place_id"]),
        "origin": ask.lookup.name(where["origin_id"]),
        "story": ask.view.story(where["story_id"]) if where["story_id"] else None,
    }
    return Answer("matters.html", "Matters", context, rows, None, more)


def _shown_as(ask: Ask, parts: list[MatterPart], found: list[Matter]) -> Shape:
    """The same matters as a list, a table, on a map or by day; one click between them, kept in the address."""
    form = ask.choice("as", FORMS) or FORMS[0]
    pairs = list(zip(parts, found, strict=True))
    spots = _spots(ask, pairs) if form == "map" else []
    areas = areas_of([(s.lat, s.lon) for s in spots], AREA_DEGREES)  # the fullest part: places far apart cannot be read on one sheet
    near = [spots[n] for n in areas[0]] if areas else []
    days: dict[str, list[tuple[MatterPart, Matter]]] = {}
    for part, record in sorted(pairs, key=lambda pm: _last_day(pm[1]), reverse=True) if form == "timeline" else ():
        days.setdefault(period_words(record.when, ask.words), []).append((part, record))
    return {
        "form": form,
        "forms": FORMS,
        "pairs": pairs,
        "days": list(days.items()),
        "map": draw_map(near, box_of([(s.lat, s.lon) for s in near])) if near else None,
        "period": lambda record: period_words(record.when, ask.words),
        "place_of": lambda record: next(iter(ask.lookup.names(record.place_ids[:1])), ""),
    }


def _last_day(record: Matter) -> str:
    return str(record.when.end or record.when.start or "") if record.when else ""


def _spots(ask: Ask, pairs: list[tuple[MatterPart, Matter]]) -> list[Spot]:
    """Matters at their places: one spot a place with how many there are, hatched where one of them is contested."""
    at: dict[str, list[tuple[MatterPart, Matter]]] = {}
    for part, record in pairs:
        for place_id in record.place_ids[:1]:
            at.setdefault(place_id, []).append((part, record))
    return [s for s in (_spot(ask, place_id, found) for place_id, found in at.items()) if s]


def _spot(ask: Ask, place_id: str, found: list[tuple[MatterPart, Matter]]) -> Spot | None:
    place = ask.lookup.places.get(place_id)
    shown = shown_place(ask, place) if place else None
    if shown is None or shown.lat is None or shown.lon is None:
        return None
    contested = any(record.standing == "contested" for _, record in found)
    called = ask.words.called(shown.name)
    name = f"{called} ({ask.words.number(len(found))})" if len(found) > 1 else called
    text = "; ".join(part.what for part, _ in found[:TOLD_AT])
    return Spot(
        name,
        shown.lat,
        shown.lon,
        "contested" if contested else "held",
        "hatch" if contested else "side-none",
        shown.radius_km,
        text,
        shown.id,
    )


def matter(ask: Ask) -> Answer:
    """One matter: every account, every claim, every reason."""
    record = one(ask.view.matter(ask.params["record_id"]))
    if ask.is_file:
        return _file_of(ask, record)
    if ask.form == "json":
        return Answer("matter.html", record.what, {}, (), _document(ask, record))
    claims = ask.view.claims_of(leading_ids(record))
    parts = claim_parts(ask, claims, record.accounts)
    bars = account_bars(ask, record)
    linked = ask.view.linked_of(c.id for c in claims)
    story = ask.view.story(record.story_id) if record.story_id else None
    heads = ask.view.overview.heads(list(dict.fromkeys(c.report_id for c in claims))[:REPORTS_LOOKED_AT])
    context = {
        "matter": record,
        "part": matter_parts(ask, [record])[0],
        "story": story,
        "claims": parts[:CLAIMS_SHOWN],
        "left_out": max(0, len(record.claim_ids) - CLAIMS_SHOWN),
        "chart": draw(bars, ask.words) if bars else None,
        "timeline": _timeline(ask, record, claims),
        "accounts": [_account(ask, a, parts) for a in record.accounts],
        "places": [(p, ask.lookup.name(p)) for p in record.place_ids],
        "bounds": _bounds(record, parts),
        "apart": _neighbours(ask, record),
        "most": NEIGHBOURS,
        "relations": _relations(ask, record),
        **lineage_context(ask, report_heads(ask, heads), [record]),
        "judged": ask.index.judged.of(record.id),
        "blamers": [p for p in parts if p.shape["id"] in {a.claim_id for a in record.accusations}],
        "denials": [p for p in parts if p.shape["stance"] == "denies"],
        "denied_by": deniers(record, claims, linked, ask.lookup),
        "blames": accusations(record, claims, linked, ask.lookup),
    }
    return Answer("matter.html", record.what, context)


def _file_of(ask: Ask, record: Matter) -> Answer:
    """A stretch of all claims of a matter, as rows."""
    parts = claim_parts(ask, ask.view.claims_of(record.claim_ids[ask.start : ask.start + ask.per]), record.accounts)
    return Answer("matter.html", record.what, {}, [p.shape for p in parts], {"id": record.id}, len(record.claim_ids) > ask.start + ask.per)


def _document(ask: Ask, record: Matter) -> Shape:
    """The matter as data, so many of its claims at a time."""
    most = ask.number("per", CLAIMS_TOLD, MOST_ROWS)
    start = (ask.page_number - 1) * most
    shape = told(ask.view, ask.lookup, [record], most, start)[0]
    return {**shape, "next": next_url(ask) if len(record.claim_ids) > start + most else None}


def _account(ask: Ask, account: Account, parts: list[ClaimPart]) -> Shape:
    origin = ask.lookup.origins.get(account.origin_id)
    by_id = {p.shape["id"]: p for p in parts}
    return {
        "origin_id": account.origin_id,
        "name": origin.name if origin else "",
        "side": origin.side if origin else "",
        "side_class": side_class(origin.side if origin else "", ask),
        "weak": bool(origin and origin.weak),
        "stance": account.stance,
        "count": count_shape(account.count),
        "low": account.count.low if account.count else None,
        "high": account.count.high if account.count else None,
        "on": account.said_on,
        "claim": account.count_claim_id,
        "earlier": [(ask.words.range(c.low, c.high), i) for i, c in account.superseded],
        "echoes": len(account.echo_ids),
        "claims": [by_id[c] for c in account.claim_ids if c in by_id],
    }


def _timeline(ask: Ask, record: Matter, claims: list[Claim]) -> Any:
    """Figures by the day they were said, revisions included; None when there is but one day."""
    days = {c.id: ask.lookup.published(c.report_id)[0] for c in claims}
    points = []
    for account in record.accounts:
        origin = ask.lookup.origins.get(account.origin_id)
        side = side_class(origin.side if origin else "", ask)
        figures = [*account.superseded, *([(account.count_claim_id, account.count)] if account.count else [])]
        for claim_id, count in figures:
            on = days.get(claim_id)
            if on is not None:
                points.append(
                    Point(on, count.low, count.high, ask.words.called(origin.name) if origin else ask.words.t("outlets"), side, claim_id)
                )
    return draw_timeline(points, ask.words) if len({p.on for p in points}) > 1 else None


def _bounds(record: Matter, parts: list[ClaimPart]) -> list[tuple[str, int | None, ClaimPart | None]]:
    """low, best and high, each with the claim that it comes from."""
    estimate = record.estimate
    if estimate is None:
        return []
    by_id = {p.shape["id"]: p for p in parts}
    named = (
        ("low", estimate.low, estimate.low_claim_id),
        ("best", estimate.best, estimate.best_claim_id),
        ("high", estimate.high, estimate.high_claim_id),
    )
    return [(name, figure, by_id.get(claim)) for name, figure, claim in named]


def _relations(ask: Ask, record: Matter) -> list[Shape]:
    return [
        {"one": ask.lookup.name(r.origin_id), "other": ask.lookup.name(r.other_id), "kind": r.kind, "reason": r.reason}
        for r in record.relations
    ]


def _neighbours(ask: Ask, record: Matter) -> list[tuple[Incomparable, Matter, str]]:
    """Matters that look alike and must not be set beside this one, with the reason."""
    found = []
    pairs = ask.view.incomparable(Page(NEIGHBOURS), matter_id=record.id)
    others = ask.view.matters_of(p.other_id if p.matter_id == record.id else p.matter_id for p in pairs)
    for pair in pairs:
        other = others.get(pair.other_id if pair.matter_id == record.id else pair.matter_id)
        if other is not None:
            found.append((pair, other, figure_words(other, ask.words)))
    return found
