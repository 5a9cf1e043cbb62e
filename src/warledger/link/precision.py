"""How precisely a place is known, in the codes of ACLED and UCDP GED.

Takes a place, gives a code. Source: ACLED codebook (geo_precision), UCDP GED codebook (where_prec).
"""

from __future__ import annotations

from warledger.model import Place

_SPOTS = frozenset({"city", "town", "village", "district", "site", "camp"})


def acled_precision(place: Place) -> int:
    """1 a particular town, 2 part of a region or near a town, 3 a larger region."""
    if place.provisional or place.feature in ("part", "area", "road", "county", ""):
        return 2 if (place.radius_km or 0.0) <= 60.0 else 3
    return 1 if place.feature in _SPOTS else 3


def ucdp_precision(place: Place) -> int:
    """1 exact, 2 within about 25 km of a known point, 3 second-order region, 4 first-order region, 5 part of a country or a line,
    6 country only, 7 international waters.
    """  # fmt: skip
    if place.feature in ("country", "region", "county", "water"):
        return {"country": 6, "region": 4, "county": 3, "water": 7}[place.feature]
    if place.feature in _SPOTS and not place.provisional:
        return 1
    return 2 if (place.radius_km or 0.0) <= 25.0 else 5
