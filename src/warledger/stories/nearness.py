"""How near the places of two reports lie.

Takes places, gives a function over sets of place ids.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from warledger.model import Place
from warledger.model.geo import distance_km
from warledger.stories.happenings import WIDE
from warledger.stories.likeness import Nearness

CLOSE_KM = 15.0
THEATRE_KM = 150.0
UNSURE = -0.5
"""Of two places of different names that lie close by, or of which no table knows where one lies."""
NAMESAKES = -2.0
"""Of two places that are told from each other though they bear one name."""


def nearness_of(places: Iterable[Place]) -> Nearness:
    """A function that gives 1 for places equal or one inside the other, 0 when unknown, -1 when apart, and `UNSURE` and `NAMESAKES`.


    Districts of one city are neither: strikes on two of them may be two stories. Countries and regions tell nothing.
    """
    known = {place.id: place for place in places}

    def pair(one: str, other: str) -> float:
        a, b = known.get(one), known.get(other)
        if one == other or a is None or b is None:
            return float(one == other)
        if _namesakes(a, b):
            return NAMESAKES
        if a.name.casefold() == b.name.casefold():
            return 1.0
        if a.lat is None or b.lat is None or _guessed(a) or _guessed(b):
            return 0.0 if a.within(other) or b.within(one) else UNSURE
        if a.within(other) or b.within(one):
            return 1.0
        if _city(a, known) & _city(b, known):
            return 0.0
        return UNSURE if _km(a, b) <= CLOSE_KM else -1.0

    def nearness(ours: frozenset[str], theirs: frozenset[str]) -> float:
        small = [frozenset(p for p in side if p not in known or known[p].feature not in WIDE) for side in (ours, theirs)]
        if not small[0] or not small[1]:
            return 0.0
        return max(pair(a, b) for a in small[0] for b in small[1])

    return nearness


def _namesakes(a: Place, b: Place) -> bool:
    """Whether two places bear one name and lie far from each other, or in different countries or parts of one as reports say ("Nsoh,

    Bui").
    """
    (first, comma, _), (second, other_comma, _) = a.name.partition(","), b.name.partition(",")
    if first.casefold() != second.casefold():
        return False
    told = bool(comma and other_comma) and a.name.casefold() != b.name.casefold()
    told = told or (bool(comma or other_comma) and "" not in (a.country, b.country) and a.country != b.country)
    return told or (THEATRE_KM < _km(a, b) < math.inf and not _guessed(a) and not _guessed(b))


def _guessed(place: Place) -> bool:
    """Whether a place lies where it does only because its report names a town: it may be miles away."""
    return place.provisional and not place.feature


def main_places(lead: frozenset[str], main: frozenset[str], places: Mapping[str, Place]) -> frozenset[str]:
    """The main places of a report, the one that it speaks of first among them, without those of another theatre of war."""
    firsts = [places[p] for p in lead if p in places]
    return frozenset(p for p in main | lead if p not in places or not firsts or any(_one_theatre(places[p], first) for first in firsts))


def _one_theatre(one: Place, other: Place) -> bool:
    if one.lat is None or other.lat is None or WIDE & {one.feature, other.feature}:
        return not (one.country and other.country and one.country != other.country)
    return _km(one, other) <= THEATRE_KM


def _city(place: Place, known: dict[str, Place]) -> set[str]:
    """The place and what holds it, up to a city; containers that no report names are taken for wide."""
    return {p for p in (place.id, *place.parents) if p in known and known[p].feature not in WIDE}


def _km(one: Place, other: Place) -> float:
    """Distance of two places; infinite when either has no coordinates."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return math.inf
    return distance_km((one.lat, one.lon), (other.lat, other.lon))
