"""Distance on the globe.

Takes points in degrees, gives kilometres. Nothing else is known of places here.
"""

from __future__ import annotations

import math

EARTH_KM = 6371.0
Point = tuple[float, float]
"""Latitude and longitude in degrees."""


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance of two points, after the haversine formula on a sphere.

    >>> round(distance_km((36.2, 37.16), (33.51, 36.29)))
    309
    """
    lat_a, lat_b = math.radians(one[0]), math.radians(other[0])
    half = math.sin((lat_b - lat_a) / 2) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))
