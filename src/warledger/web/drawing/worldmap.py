"""A map as SVG: land, places with their holder, harm with its uncertainty, labels that do not cover each other.

Takes spots with degrees, gives positions in the units of the drawing. Plain equirectangular at the middle latitude.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from warledger.web.drawing.land import Box, load_land

WIDTH, HEIGHT = 900, 560
KM_A_DEGREE = 111.32
SMALLEST_DEGREES = 0.06
LETTER, LINE, MARK, EDGE = 7.6, 15.0, 9.0, 52.0
ROUND_DEGREES = (30.0, 10.0, 5.0, 2.0, 1.0, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01)


@dataclass(frozen=True, slots=True)
class Spot:
    """Something at a place. `kind` is held, contested or harm; `fill` the pattern of the holder's side."""

    name: str
    lat: float
    lon: float
    kind: str
    fill: str = "side-none"
    radius_km: float | None = None
    text: str = ""
    place_id: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A spot with its place in the drawing; `label` is "" where it would cover others on each side. It stands at `label_x`, `label_y`."""

    spot: Spot
    x: float
    y: float
    radius: float
    label: str
    label_x: float = 0
    label_y: float = 0


@dataclass(frozen=True, slots=True)
class Map:
    """The drawing: outlines of land, spots, a bar of `bar_km` kilometres that is `bar` units long, round meridians and parallels.

    `meridians` are (x, label), `parallels` (y, label).
    """

    land: tuple[str, ...]
    spots: tuple[Drawn, ...]
    bar_km: float
    bar: float
    meridians: tuple[tuple[float, str], ...]
    parallels: tuple[tuple[float, str], ...]
    width: int = WIDTH
    height: int = HEIGHT


def box_of(points: Sequence[tuple[float, float]]) -> Box:
    """The box around places (latitude, longitude) with room at its edges, in the shape of the drawing."""
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    middle_lat, middle_lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    squeeze = _squeeze(middle_lat)
    across = max(max(lons) - min(lons), SMALLEST_DEGREES / squeeze) * 1.3
    up = max(max(lats) - min(lats), SMALLEST_DEGREES) * 1.3
    across, up = max(across, up * WIDTH / HEIGHT / squeeze), max(up, across * squeeze * HEIGHT / WIDTH)
    return middle_lon - across / 2, middle_lat - up / 2, middle_lon + across / 2, middle_lat + up / 2


def areas_of(points: Sequence[tuple[float, float]], apart: float) -> list[list[int]]:
    """Places (latitude, longitude) by number in areas, the fullest first: two that are less than `apart` degrees from each other
    are in one, and so are those between which a chain of such steps leads.
    """
    left, found = set(range(len(points))), []
    while left:
        area, edge = [], [min(left)]
        left.discard(edge[0])
        while edge:
            at = edge.pop()
            area.append(at)
            near = [n for n in left if _degrees(points[at], points[n]) < apart]
            left.difference_update(near)
            edge += near
        found.append(sorted(area))
    return sorted(found, key=lambda a: (-len(a), a))


def _degrees(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.hypot(a[0] - b[0], (a[1] - b[1]) * _squeeze((a[0] + b[0]) / 2))


def draw_map(spots: Sequence[Spot], box: Box) -> Map:
    """The map of the spots inside a box."""
    west, south, east, north = box
    scale = WIDTH / (east - west)
    squeeze = _squeeze((south + north) / 2)

    def place(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * scale, 1), round((north - lat) * scale / squeeze, 1)

    land = tuple(_path([place(*p) for p in ring.points]) for ring in load_land() if ring.meets(box))
    inside = [s for s in spots if west <= s.lon <= east and south <= s.lat <= north]
    units_a_km = scale / (KM_A_DEGREE * squeeze)
    bar_km = _round_km(WIDTH / 5 / units_a_km)
    step = _round_degrees((east - west) / 5)
    meridians = tuple((place(d, north)[0], f"{_degree(d, step)}° {'E' if d >= 0 else 'W'}") for d in _multiples(west, east, step))
    parallels = tuple((place(west, d)[1], f"{_degree(d, step)}° {'N' if d >= 0 else 'S'}") for d in _multiples(south, north, step))
    edges = [(x, 0.0, x + EDGE, LINE) for x, _ in meridians] + [(WIDTH - EDGE, y - LINE, float(WIDTH), y) for y, _ in parallels]
    return Map(land, tuple(_label(inside, place, units_a_km, edges)), bar_km, round(bar_km * units_a_km, 1), meridians, parallels)


def _round_degrees(degrees: float) -> float:
    """The round step next below."""
    return next((s for s in ROUND_DEGREES if s <= degrees), ROUND_DEGREES[-1])


def _multiples(low: float, high: float, step: float) -> list[float]:
    return [round(n * step, 4) for n in range(math.ceil(low / step), math.floor(high / step) + 1)]


def _degree(degrees: float, step: float) -> str:
    return f"{abs(degrees):.{max(0, -math.floor(math.log10(step)))}f}"


def _squeeze(lat: float) -> float:
    """How much shorter a degree of longitude is than one of latitude."""
    return max(math.cos(math.radians(lat)), 0.1)


def _label(spots: list[Spot], place: Callable[[float, float], tuple[float, float]], units_a_km: float, edges: list[Box]) -> list[Drawn]:
    """Spots with their labels to the right, left, above or below, wherever there is room first; `edges` are where degrees are written."""
    at = [place(s.lon, s.lat) for s in spots]
    taken = [*edges, *((x - MARK, y - MARK, x + MARK, y + MARK) for x, y in at)]
    drawn = []
    for spot, (x, y) in zip(spots, at, strict=True):
        width = len(spot.name) * LETTER
        corners = ((x + 13, y + 4), (x - 13 - width, y + 4), (x - width / 2, y - 14), (x - width / 2, y + 14 + LINE / 2))
        free = next((c for c in corners if spot.name and _is_free((c[0], c[1] - LINE + 3, c[0] + width, c[1] + 3), taken)), None)
        if free:
            taken.append((free[0], free[1] - LINE + 3, free[0] + width, free[1] + 3))
        label_x, label_y = free or (0.0, 0.0)
        radius = round(min((spot.radius_km or 0) * units_a_km, HEIGHT / 2), 1)
        drawn.append(Drawn(spot, x, y, radius, spot.name if free else "", round(label_x, 1), round(label_y, 1)))
    return drawn


def _is_free(box: Box, taken: list[Box]) -> bool:
    return box[0] > 0 and box[2] < WIDTH and box[1] > 0 and box[3] < HEIGHT and not any(_cross(box, other) for other in taken)


def _cross(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _path(points: Sequence[tuple[float, float]]) -> str:
    """An outline; points that would fall on the same unit are left out."""
    kept: list[tuple[float, float]] = []
    for x, y in points:
        near = (round(min(max(x, -2000), 3000)), round(min(max(y, -2000), 3000)))
        if not kept or near != kept[-1]:
            kept.append(near)
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in kept) + "Z"


def _round_km(km: float) -> float:
    """The round distance next below."""
    step = 10.0 ** math.floor(math.log10(km))
    return next(m * step for m in (5, 2, 1) if m * step <= km)
