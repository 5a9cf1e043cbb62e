"""How exactly a time or place is known, in the codes of ACLED and UCDP GED.

Takes periods and spots, gives code numbers. Source: codebooks of ACLED (2023) and UCDP GED.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from warledger.model import Period

SMALL = ("city", "town", "village", "district", "part", "site", "camp")
"""Features that are one settlement or smaller."""
NEAR_KM = 25.0
"""GED where_prec 2: within about 25 km of a known point."""
CELLS_A_ROW = 720
"""PRIO-GRID: cells of half a degree, counted from 1 at the south-west corner, row by row."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a matter is. `level` is how many of `admin` (region, then smaller ones) are the place itself; 0 for a
    settlement. `own` is whether the coordinates are the place's own rather than those of one around it."""

    name: str = ""
    place_id: str = ""
    feature: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    own: bool = True
    country: str = ""
    admin: tuple[str, ...] = ()
    level: int = 0
    names: tuple[str, ...] = ()
    geonames: str = ""


def time_precision(when: Period | None) -> int:
    """ACLED: 1 the day is known, 2 the week, 3 the month or less."""
    days = when.days if when else None
    return 3 if days is None or days > 7 else 1 if days == 1 else 2


def date_prec(when: Period | None) -> int:
    """GED: 1 the day, 2 two to six days, 3 a week, 4 a month, 5 more."""
    days = when.days if when else None
    if days is None or days > 31:
        return 5
    return 1 if days == 1 else 2 if days < 7 else 3 if days == 7 else 4


def geo_precision(spot: Spot, *, coarse: bool = False) -> int:
    """ACLED: 1 a particular town, 2 near a town or part of a region, 3 a larger region. `coarse` coordinates are never 1."""
    if spot.feature in ("country", "region", "") or spot.level:
        return 3
    if spot.feature not in SMALL or not spot.own or (spot.radius_km or 0) > NEAR_KM:
        return 2
    return 2 if coarse else 1


def where_prec(spot: Spot, *, coarse: bool = False) -> int:
    """GED: 1 exact, 2 within about 25 km, 3 second-order region, 4 first-order region, 5 linear or estimated, 6 country."""
    if spot.feature in ("country", ""):
        return 6
    if spot.feature == "region":
        return 4 if spot.level <= 1 else 3
    if spot.feature in ("road", "area", "water") or (spot.radius_km or 0) > NEAR_KM:
        return 5
    return 2 if coarse or not spot.own else 1


def priogrid(lat: float, lon: float) -> int:
    """Number of the PRIO-GRID cell that holds a point.

    Source: PRIO-GRID codebook (Tollefsen, Strand and Buhaug 2012).

    >>> priogrid(34.53, 69.17)
    179779
    """
    row = min(359, math.floor((lat + 90) * 2))
    column = min(CELLS_A_ROW - 1, math.floor((lon + 180) * 2))
    return row * CELLS_A_ROW + column + 1
