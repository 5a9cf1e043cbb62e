"""The map by day, and one place."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from urllib.parse import quote

from warledger.export.shapes import Shape, control_shape, place_shape
from warledger.export.words import inert
from warledger.model import Control, Matter, Place
from warledger.store import Page, control_id
from warledger.web.ask import Answer, Ask, BadQuery, side_class
from warledger.web.drawing.land import Box
from warledger.web.drawing.worldmap import Spot, areas_of, box_of, draw_map
from warledger.web.pages.common import counted, cut, matter_parts, matter_row, one
from warledger.web.render import next_url
from warledger.web.wording import matter_title

COARSE_KM = 10.0
"""On public desks a spot is told to about ten kilometres."""

NEAR_DEGREES = 0.1
AREA_DEGREES = 6.0
"""Places further from each other than this are on maps of their own: on one sheet of the world neither could be read."""

MOST_PLACES = 400
"""Places on one map: those spoken of last; the rest are on the next page."""
MOST_HARM = 200
CONTROL_SHOWN = 100
"""Words on who held one place that its page shows, the latest first; its CSV has all."""
LAND = "/static/vendor/world-atlas-countries-50m.json"
"""What the land of the map that moves is made from; the drawn one is made from it at the server."""


def shown_place(ask: Ask, place: Place) -> Place:
    """A place as it may be shown: coarse on public desks."""
    if not ask.settings.public or place.lat is None or place.lon is None:
        return place
    radius = max(place.radius_km or 0.0, COARSE_KM)
    return dataclasses.replace(place, lat=ask.index.degree(place.lat), lon=ask.index.degree(place.lon), radius_km=radius)


def control_map(ask: Ask) -> Answer:
    """Who is said to hold what on one day, with the harm that is told of that day."""
    days = ask.view.overview.control_days()
    day = ask.day("day") or (days[-1] if days else None)
    stretch = ask.page if ask.is_file or ask.text("per") else Page(MOST_PLACES + 1, (ask.page_number - 1) * MOST_PLACES)
    found = ask.view.overview.control_at(day, stretch) if day else []
    most = one(stretch.limit) - 1
    shown, more = found[:most], len(found) > most
    ask.lookup.places.update(ask.view.places_of(k.place_id for k in shown))
    ask.lookup.origins.update(ask.view.origins_of(o for k in shown for o in k.origin_ids))
    sides = {holder: _side_of(ask, holder) for holder in sorted({k.holder for k in shown})}
    held = [_held(ask, k, sides[k.holder]) for k in shown]
    harm = _harm(ask, day) if day else []
    spots = [s for s in (_spot(ask, r) for r in held) if s] + [s for _, s in harm if s]
    areas = areas_of([(s.lat, s.lon) for s in spots], AREA_DEGREES)
    area = min(ask.number("area", 1, 10_000), max(len(areas), 1))
    box = _box(ask, [spots[n] for n in areas[area - 1]] if areas and not ask.text("whole") else spots)
    context = {
        "day": day,
        "days": days,
        "position": _position(days, day),
        "held": held,
        "harm": [m for m, _ in harm],
        "map": draw_map(spots, box) if box else None,
        "moving": json.dumps(_moving(spots, box), ensure_ascii=False) if box else "",
        "areas": _area_names(ask, spots, areas) if len(areas) > 1 else [],
        "area": 0 if ask.text("whole") or ask.text("near") else area,
        "most": MOST_HARM,
        "near": ask.text("near"),
        "near_name": ask.lookup.name(ask.text("near")),
        "holders": sorted({(r["holder"], r["side"], r["side_class"]) for r in held if r["holder"]}),
        "contested": any(r["state"] == "contested" for r in held),
    }
    rows = [{k: v for k, v in r.items() if k not in ("side_class", "place_record")} for r in held]
    return Answer(
        "map.html", "Map", context, rows, {"day": day, "days": days, "control": rows, "harm": [_harm_row(m) for m, _ in harm]}, more
    )


def _moving(spots: list[Spot], box: Box) -> Shape:
    """What the map that moves is made from: all spots, where it begins, the land under them."""
    west, south, east, north = box
    told = [
        {
            "lat": s.lat, "lon": s.lon, "fill": "harm" if s.kind == "harm" else s.fill, "name": inert(s.name), "text": inert(s.text),
            "km": s.radius_km or 0, "at": f"/places/{quote(s.place_id)}" if s.place_id else "",
        }
        for s in spots
    ]  # fmt: skip
    return {"spots": told, "box": [[west, south], [east, north]], "land": LAND}


def _area_names(ask: Ask, spots: list[Spot], areas: list[list[int]]) -> list[tuple[str, int]]:
    """What to call each area: the country of most of its places, else one of them; with how many spots it holds."""
    return [(_area_name(ask, [spots[n] for n in area]), len(area)) for area in areas]


def _area_name(ask: Ask, spots: list[Spot]) -> str:
    countries = counted(p.country for p in (ask.lookup.places.get(s.place_id) for s in spots) if p and p.country)
    if countries:
        code = countries[0][0]
        return str(ask.words.locale.territories.get(code, code))
    return next((s.name for s in spots if s.name), "…")


def _held(ask: Ask, record: Control, side: str) -> Shape:
    place = ask.lookup.places.get(record.place_id)
    shown = shown_place(ask, place) if place else None
    return control_shape(record, ask.lookup) | {
        "id": control_id(record),
        "place_id": record.place_id,
        "side": side,
        "side_class": side_class(side, ask),
        "lat": shown.lat if shown else None,
        "lon": shown.lon if shown else None,
        "radius_km": shown.radius_km if shown else None,
        "feature": shown.feature if shown else "",
    }


def _side_of(ask: Ask, holder: str) -> str:
    """The side of the holder, looked up by its name among origins and entities."""
    if not holder:
        return ""
    sides = [o.side for o in ask.view.origins(Page(1), name=holder)]
    return next((s for s in (*sides, *(e.side for e in ask.view.entities(Page(5), name=holder))) if s), "")


def _spot(ask: Ask, row: Shape) -> Spot | None:
    if row["lat"] is None or row["lon"] is None or row["inherited_from"]:  # what is inherited stands in the table only
        return None
    contested = row["state"] != "held"
    holder = ask.words.called(row["holder"]) or ask.words.t(row["state"])
    name = ask.words.called(row["place"])
    fill = "hatch" if contested else row["side_class"]
    radius = row["radius_km"] if ask.settings.public else None
    return Spot(
        name,
        row["lat"],
        row["lon"],
        "contested" if contested else "held",
        fill,
        radius,
        f"{name}: {holder}",
        row["place_id"],
    )


def _harm(ask: Ask, day: date) -> list[tuple[Matter, Spot | None]]:
    """Strikes and people harmed on a day, each at its place with how far off that may be."""
    events = [code for code, e in ask.ontology.events.items() if e.kind in ("harm", "force")]
    found = ask.view.matters_of(ask.view.overview.harmed_on(day, events, MOST_HARM))
    ask.lookup.places.update(ask.view.places_of(p for m in found.values() for p in m.place_ids[:1]))
    return [(found[i], _harm_spot(ask, found[i])) for i in sorted(found)]


def _harm_spot(ask: Ask, matter: Matter) -> Spot | None:
    place = next((p for p in (ask.lookup.places.get(i) for i in matter.place_ids) if p), None)
    shown = shown_place(ask, place) if place else None
    if shown is None or shown.lat is None or shown.lon is None:
        return None
    return Spot(
        "",
        shown.lat,
        shown.lon,
        "harm",
        radius_km=shown.radius_km,
        text=f"{matter_title(ask, matter)} ({ask.words.t(matter.standing)})",
        place_id=shown.id,
    )


def _harm_row(matter: Matter) -> Shape:
    return {"id": matter.id, "what": matter.what, "standing": matter.standing, "places": list(matter.place_ids)}


def _box(ask: Ask, spots: list[Spot]) -> Box | None:
    near = ask.text("near")
    if near:
        place = ask.lookup.places.get(near)
        if place is None or place.lat is None or place.lon is None:
            raise BadQuery("near must be a place with coordinates")
        shown = shown_place(ask, place)
        room = max(NEAR_DEGREES, (shown.radius_km or 0) / 80)
        lat, lon = shown.lat or 0.0, shown.lon or 0.0
        return box_of([(lat - room, lon - room), (lat + room, lon + room)])
    return box_of([(s.lat, s.lon) for s in spots]) if spots else None


def _position(days: list[date], day: date | None) -> int:
    return max((n for n, d in enumerate(days) if day and d <= day), default=0)


def place(ask: Ask) -> Answer:
    """One place: its spellings, what is said of it, who is said to have held it when."""
    record = one(ask.view.place(ask.params["record_id"]))
    shown = shown_place(ask, record)
    held, number = ask.view.overview.control_of_place(record.id, ask.page if ask.is_file else Page(CONTROL_SHOWN + 1))
    control = [control_shape(k, ask.lookup) for k in held[: ask.per if ask.is_file else CONTROL_SHOWN]]
    if ask.is_file:
        return Answer("place.html", record.name, {}, control, place_shape(shown) | {"control": control}, len(held) > ask.per)
    matters, more = cut(ask.view.matters(ask.page, place_id=record.id), ask)
    parts = matter_parts(ask, matters)
    context = {
        "place": shown,
        "judged": ask.index.judged.of(record.id),
        "parts": parts,
        "control": control,
        "told": number,
        "parents": [(p, ask.lookup.name(p)) for p in record.parents],
        "more": more,
    }
    told = [matter_row(p, m) for p, m in zip(parts, matters, strict=True)]
    document = place_shape(shown) | {"control": control, "control_told": number, "matters": told, "next": next_url(ask) if more else None}
    return Answer("place.html", record.name, context, control, document)
