"""Parts, surroundings and unknown places as geometry: a point and a radius.

Takes a place and the words around its name, gives a `Place` inside, beside or around it. Does not look anything up.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from warledger.link.context import Context
from warledger.link.fold import fold, name_key, skeleton
from warledger.link.toponyms import Toponym
from warledger.model import Place, content_id

RADIUS_KM = {
    "country": 500.0, "region": 80.0, "city": 8.0, "town": 4.0, "village": 2.0, "district": 1.5, "county": 40.0, "area": 20.0, "site": 2.0,
}  # fmt: skip
STEP = {
    "N": (1, 0), "S": (-1, 0), "E": (0, 1), "W": (0, -1), "NE": (0.7, 0.7), "NW": (0.7, -0.7), "SE": (-0.7, 0.7), "SW": (-0.7, -0.7),
}  # fmt: skip
COMPASS = {
    "N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "NW": "Northwest", "SE": "Southeast", "SW": "Southwest",
    "C": "Central",
}  # fmt: skip
AROUND_KM = 25.0
"""How far the countryside of a town reaches."""
BESIDE_KM = 15.0
"""How far "north of" a town may be."""


def shape(name: Toponym, base: Place) -> Place:
    """The place itself, or the part or surroundings of it that the words mean, with its radius."""
    if not (name.part or name.around) or name_key(base.name) == name_key(name.text):
        return base
    radius = base.radius_km or 5.0
    label = COMPASS.get(name.part, "")
    if name.around:
        text, reach, shift = f"{label + ' ' if label else ''}countryside of {base.name}", max(AROUND_KM, radius), AROUND_KM / 2
    elif name.outside:
        text, reach, shift = f"{label.lower()} of {base.name}", max(BESIDE_KM, radius), max(BESIDE_KM, 1.5 * radius)
    else:
        text, reach, shift = f"{label} {base.name}", 0.75 * radius, 0.5 * radius
    lat, lon = _moved(base.lat, base.lon, name.part, shift)
    inside = not (name.outside or (name.around and base.feature not in ("region", "country")))
    return Place(
        content_id("pl", base.id, text), text, "area" if name.around or name.outside else "part", lat, lon, round(reach, 1),
        base.country, (base.id, *base.parents) if inside else base.parents, source=base.source,
    )  # fmt: skip


def _moved(lat: float | None, lon: float | None, compass: str, by_km: float) -> tuple[float | None, float | None]:
    """A point moved towards a compass point."""
    if lat is None or lon is None or compass not in STEP:
        return lat, lon
    north, east = STEP[compass]
    return round(lat + north * by_km / 111.0, 4), round(lon + east * by_km / (111.0 * max(0.1, math.cos(math.radians(lat)))), 4)


def provisional(name: Toponym, parent: Place | None, context: Context) -> Place:
    """A place that no table knows, anchored in the place around it and so kept apart from namesakes elsewhere."""
    filed = name.filed or name.base
    key = " ".join(map(skeleton, fold(filed, context.language))) or name_key(filed) or name.text
    return Place(
        content_id("pl", "provisional", key, parent.id if parent else context.report_id), name.text, "district" if name.district else "",
        parent.lat if parent else None, parent.lon if parent else None, max(10.0, (parent.radius_km or 0.0) * 2) if parent else None,
        parent.country if parent else "", (parent.id, *parent.parents) if parent else (), provisional=True, source="report",
    )  # fmt: skip


def site(name: Toponym, kind: str, town: Place) -> Place:
    """An airport or the like of a town: one place under its names in all languages."""
    return Place(
        content_id("pl", "site", kind, town.id), name.text, "site", town.lat, town.lon, town.radius_km, town.country,
        (town.id, *town.parents), source=town.source,
    )  # fmt: skip


def county(town: Place) -> Place:
    """The district around a town, which bears its name ("Kargil district"); the town lies in it (`county_id`)."""
    return Place(
        county_id(town.id), f"{town.name} district", "county", town.lat, town.lon, RADIUS_KM["county"], town.country, town.parents,
        source=town.source,
    )  # fmt: skip


def county_id(town_id: str) -> str:
    """Id of the district around a town."""
    return content_id("pl", town_id, "district around")


def anchor(places: Iterable[Place]) -> Place | None:
    """The settlement or region that a report names most; a country only when nothing smaller is named."""
    counted: dict[str, int] = {}
    known: dict[str, Place] = {}
    for place in places:
        known[place.id] = place
        counted[place.id] = counted.get(place.id, 0) + 1
    rank = {"city": 3, "town": 3, "region": 2, "county": 2, "country": 0}
    ordered = sorted(known.values(), key=lambda p: (-rank.get(p.feature, 1), -counted[p.id], p.id))
    return ordered[0] if ordered else None
