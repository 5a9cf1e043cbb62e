"""Which of several namesakes is meant: all names of a report decide together.

Takes the candidates of every name, gives one for each. Does not find candidates.

Each candidate has a score of its own (what it is, how many live there, whether the report is about its country). The
names of a report then support each other: a candidate gains from likely candidates of other names that lie near it, in
its region or in its country (mean-field, a few rounds).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from warledger.model import Place

ROUNDS = 3
MOST = 12
"""Candidates of one name that are weighed, best first."""
SUPPORT = 3.0
"""Weight of the support that other names give; set on toponyms-lgl-en."""
ENOUGH = 4.0
KNOWN = 150_000
"""People of a city that is named without its country."""
VILLAGE = 8_000
"""People of a place that is named without its country, where no country stands out."""
CITY = 1.5
"""What speaks for a city that the words are the own name of, against a greater one that some language calls so."""
BACKED = 1.2
"""Support that makes a small town in a country that is not named credible."""
FEATURES = {"country": 4.5, "region": 1.2, "county": -0.3}

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate for a name. `whole` says that the words as written are its name, with nothing around it, `own` that they are

    the name that it is filed under, and no other spelling. `foreign` says that it lies neither in a country that the report names nor

    beside one, and bears the name in some other language only: it is then meant only where it is great, or others back it.
    """

    place: Place
    population: int = 0
    region: str = ""
    whole: bool = False
    own: bool = False
    foreign: bool = False


def own_score(found: Found, counted: Mapping[str, int], about: str, *, hinted: bool) -> float:
    """What speaks for a candidate without the other names; `counted` are the countries that the text means."""
    place = found.place
    score = 1.5 * (place.country == about) + 2.0 * counted.get(place.country, 0) / (sum(counted.values()) or 1)
    own = CITY * (found.own and place.feature == "city")
    return score + 0.55 * math.log10(found.population + 10) + _bonus(found) + own + 5.0 * hinted


def _bonus(found: Found) -> float:
    """What the kind of a place adds; small territories are no likelier than towns."""
    if found.place.feature == "country" and found.population < 300_000:
        return 1.0
    return FEATURES.get(found.place.feature, 0.0)


def choose(
    candidates: Mapping[str, Sequence[tuple[float, Found]]], at_home: frozenset[str] = frozenset(), *, sure: bool = False
) -> dict[str, Found]:
    """The likeliest candidate of every name; names without a credible candidate are left out.

    A small town in a country that the text does not name (`at_home` are those it does) is credible only when other
    places of the report support it: better an unknown place than one in the wrong country. Where it is not `sure` which country the
    text is about, this is asked of villages only, in a text that names no country.
    """
    known = KNOWN if sure else VILLAGE
    at_home = at_home if sure or at_home <= {""} else frozenset()
    names = sorted(n for n in candidates if candidates[n])
    rows: list[tuple[int, float, Found]] = []
    for number, name in enumerate(names):
        ordered = sorted(candidates[name], key=lambda c: (-c[0], c[1].place.id))[:MOST]
        rows += [(number, score, found) for score, found in ordered]
    if not rows:
        return {}
    group = np.array([number for number, _, _ in rows])
    own = np.array([score for _, score, _ in rows])
    scores = own if len(names) == 1 else _settle(group, own, [f for _, _, f in rows])
    out: dict[str, Found] = {}
    for at in np.lexsort((np.arange(len(rows)), -scores)):
        found = rows[int(at)][2]
        wide = not sure and found.place.feature in FEATURES
        if found.foreign and found.population <= KNOWN and scores[at] - own[at] < BACKED:
            continue
        if wide or not at_home or found.place.country in at_home or found.population > known or scores[at] - own[at] >= BACKED:
            out.setdefault(names[int(group[at])], found)
    return out


def _settle(group: npt.NDArray[np.int64], own: Array, found: Sequence[Found]) -> Array:
    """Scores after the names have supported each other."""
    tie = _ties(found) * (group[:, None] != group[None, :])
    scores = own
    for _ in range(ROUNDS):
        share = np.exp(scores - np.maximum.reduceat(scores, np.flatnonzero(np.diff(group, prepend=-1)))[group])
        total = np.zeros(int(group.max()) + 1)
        np.add.at(total, group, share)
        support = tie @ (share / total[group])
        scores = own + SUPPORT * np.minimum(support, ENOUGH)
    return scores


def _ties(found: Sequence[Found]) -> Array:
    """How much each pair of candidates supports each other: near, in one region, in one country."""
    lat = np.radians(np.array([f.place.lat if f.place.lat is not None else 0.0 for f in found]))
    lon = np.radians(np.array([f.place.lon if f.place.lon is not None else 0.0 for f in found]))
    inner = np.sin((lat[:, None] - lat) / 2) ** 2 + np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    far = 12742.0 * np.arcsin(np.sqrt(np.clip(inner, 0.0, 1.0)))
    small = np.array([f.place.feature != "country" for f in found])
    both = small[:, None] & small
    tie = (0.8 * np.exp(-far / 50.0) + 0.35 * np.exp(-far / 250.0)) * both
    region = _codes([f.region for f in found])
    tie += 0.6 * ((region[:, None] == region) & (region > 0) & both)
    country = _codes([f.place.country for f in found])
    weighted: Array = tie + 0.25 * ((country[:, None] == country) & (country > 0))
    return weighted


def _codes(words: Sequence[str]) -> npt.NDArray[np.int64]:
    """A number for each distinct word, 0 for the empty one."""
    known = {word: number for number, word in enumerate(dict.fromkeys(["", *words]))}
    return np.array([known[w] for w in words])
