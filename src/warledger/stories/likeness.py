"""How likely two reports tell of one happening.

Takes traits of two reports, gives a probability. The weights are few and set by hand in round numbers, checked on the
development half of casualties-gva-en (look-alike shootings) and on dossiers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from warledger.stories.terms import Terms, Traits

Nearness = Callable[[frozenset[str], frozenset[str]], float]
"""How near two sets of place ids are: 1 equal or one inside the other, 0 unknown or in one city, -1 apart."""

BIAS = -12.0
SOON, LATER = (2, 4.5), (20, 2.5)
"""Days between two reports and what that adds: follow-ups of the next days share the news, later ones only the case."""
NAMES, NAMES_IN_SHORTER, NAME_EVIDENCE = 9.5, 2.5, 0.6
PAIR, PAIR_EVIDENCE = 2.5, -0.8
LEADS, WORDING = 2.5, 0.4
OTHER_AGES = -2.0
SAME_DAYS, OTHER_DAYS = 0.8, -5.0
APART = -1.0
"""Counts against joining groups that hold two reports that tell of other places or days."""
SAME_PLACE, OTHER_PLACE, FIGURES = 2.0, 5.0, 0.7
RARE = 8.0
"""About the greatest rarity of a term, in a few thousand reports."""
FREE_BIAS, FREE, FREE_NAMES = -9.0, 12.0, 0.4
"""Between languages only names, figures, places and parties count."""


@dataclass(slots=True)
class _Shared:
    """What two reports share: products of weights, and the rarity of what is shared, by kind of term."""

    all: float = 0.0
    names: float = 0.0
    name_rarity: float = 0.0
    pair_rarity: float = 0.0
    rarest_pair: float = 0.0


def likeness(one: Traits, other: Traits, nearness: Nearness) -> float:
    """Probability in 0..1 that two reports tell of one happening, `APART` when their claims say that they do not.

    The same either way round. Claims tell reports apart when their places lie apart, or when they give days and none is
    shared, and neither a figure nor much wording speaks for one happening.
    """
    same_language = one.language == other.language
    score = _same_language(one, other) if same_language else _across(one, other)
    near = nearness(one.main_places, other.main_places)
    score += _gap(one, other) + _told(one, other) + near * (SAME_PLACE if near > 0 else OTHER_PLACE)
    probability = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))
    other_days = bool(one.days and other.days) and not one.days & other.days
    if (near < 0 or other_days) and not _vouched(one, other):
        return APART
    return probability


def _vouched(one: Traits, other: Traits) -> bool:
    """Whether a figure, or a third of the wording, is shared."""
    if any(n > 2 for _, n in one.figures & other.figures):
        return True
    return 3 * len(one.shingles & other.shingles) > min(len(one.shingles), len(other.shingles)) > 0


def _same_language(one: Traits, other: Traits) -> float:
    """The weight of shared names, leads and wording."""
    shared = _share(one.terms, other.terms, one)
    names = math.sqrt(shared.names / (one.named * other.named)) if shared.names else 0.0
    shorter = min(one.named, other.named)
    contained = math.sqrt(min(1.0, shared.names / (shorter * shorter))) if shared.names else 0.0
    score = BIAS + NAMES * names + NAMES_IN_SHORTER * contained + NAME_EVIDENCE * math.sqrt(shared.name_rarity)
    score += PAIR * shared.rarest_pair + PAIR_EVIDENCE * math.sqrt(shared.pair_rarity)
    score += LEADS * math.sqrt(dot(one.lead, other.lead)) + WORDING * math.log1p(len(one.shingles & other.shingles))
    return score + OTHER_AGES * bool(one.ages and other.ages and not one.ages & other.ages)


def _across(one: Traits, other: Traits) -> float:
    """The weight of what means the same in every language."""
    shared = sum(one.rarity[t] for t in one.free if t in other.free and t[0] != "#")
    return FREE_BIAS + FREE * math.sqrt(dot(one.free, other.free)) + FREE_NAMES * math.sqrt(shared)


def _share(a: Terms, b: Terms, traits: Traits) -> _Shared:
    """What two sets of terms share."""
    shared = _Shared()
    rarity = traits.rarity
    for term in sorted(a.keys() & b.keys()):
        product, rare = a[term] * b[term], rarity[term]
        shared.all += product
        if term[0] == "n":
            shared.names += product
            shared.name_rarity += rare
        elif term[0] == "b":
            shared.names += product
            shared.pair_rarity += rare
            shared.rarest_pair = max(shared.rarest_pair, rare)
    shared.rarest_pair /= RARE
    return shared


def dot(a: Terms, b: Terms) -> float:
    """The product of two sets of weights; summed in the order of terms, so that it is the same either way round."""
    return math.fsum(a[term] * b[term] for term in a.keys() & b.keys())


def _gap(one: Traits, other: Traits) -> float:
    """What the days between two reports add; an undated one may be of any day."""
    if one.on is None or other.on is None:
        return LATER[1]
    days = abs((one.on - other.on).days)
    return SOON[1] if days <= SOON[0] else LATER[1] if days <= LATER[0] else 0.0


def _told(one: Traits, other: Traits) -> float:
    """What the days and figures that the claims give add."""
    score = FIGURES * min(3, sum(n > 2 for _, n in one.figures & other.figures))
    if one.days and other.days:
        score += SAME_DAYS if one.days & other.days else OTHER_DAYS
    return score
