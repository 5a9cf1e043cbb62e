"""Land and borders from the vendored atlas.

Takes TopoJSON (quantised arcs shared by countries), gives rings of longitude and latitude. Reads one file, once.
"""

from __future__ import annotations

import functools
import json
from dataclasses import dataclass
from importlib.resources import files
from itertools import accumulate
from typing import Any

Point = tuple[float, float]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees."""


@dataclass(frozen=True, slots=True)
class Ring:
    """The outline of one piece of land and the box around it."""

    points: tuple[Point, ...]
    box: Box

    def meets(self, box: Box) -> bool:
        """Whether any of it may lie in a box."""
        west, south, east, north = self.box
        return west <= box[2] and box[0] <= east and south <= box[3] and box[1] <= north


@functools.cache
def load_land() -> tuple[Ring, ...]:
    """All rings of all countries; about 0.1 s the first time."""
    source = files("warledger.web") / "static" / "vendor" / "world-atlas-countries-50m.json"
    return read_rings(json.loads(source.read_text(encoding="utf-8")))


def read_rings(topology: dict[str, Any]) -> tuple[Ring, ...]:
    """The rings of a TopoJSON topology with an object "countries"."""
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    found = []
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = shape.get("arcs", []) if shape["type"] == "MultiPolygon" else [shape.get("arcs", [])]
        found += [_ring(indices, arcs) for polygon in polygons for indices in polygon]
    return tuple(r for r in found if len(r.points) > 2)


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[Point]:
    """Steps between whole numbers as degrees."""
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    xs, ys = accumulate(p[0] for p in arc), accumulate(p[1] for p in arc)
    return [(x * kx + dx, y * ky + dy) for x, y in zip(xs, ys, strict=True)]


def _ring(indices: list[int], arcs: list[list[Point]]) -> Ring:
    """Arcs joined; a negative index is the arc ~index backwards."""
    points: list[Point] = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return Ring(tuple(points), (min(xs), min(ys), max(xs), max(ys)))
