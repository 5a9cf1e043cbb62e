"""How likely two reports tell of one happening.

Takes traits of two reports, gives a probability. Within a language the weights are those of a logistic regression on
the development half of casualties-gva-en (look-alike shootings); those between languages, and of claims, are set by hand in
round numbers and checked on dossiers.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from warledger.stories.happenings import Meeting, shared
from warledger.stories.terms import Terms, Traits

Nearness = Callable[[frozenset[str], frozenset[str]], float]
"""How near two sets of place ids are: 1 equal or one inside the other, 0 unknown or in one city, a little below for two
names of which one is on no map, -1 apart."""

BIAS = -7.9
SOON, LATER, FAR = (2, 3.1), (20, 2.9), -0.45
"""Days between two reports and what that adds; then a loss with their logarithm. Follow-ups of the next days share the news."""
NAMES, NAMES_IN_SHORTER, RARE_NAMES, ALL_NAMES, CASE_NAMES = 0.3, 6.1, 1.85, -0.2, 0.45
"""Names: their share, their share in the shorter report, how rare the shared ones are beyond half the greatest rarity (common
names such as that of the country give nothing), how many there are, and the same for reports long apart."""
RAREST_PAIR, PAIRS, WORDS = 2.7, -0.83, 0.47
LEADS = 3.6
OTHER_AGES, SAME_AGE = -1.65, 0.4
UNKNOWN_GAP = 4
SAME_DAYS, OTHER_DAYS = 0.8, -5.0
SAME_NAMED_DAYS, OTHER_NAMED_DAYS = 1.4, -1.1
"""Days that the texts themselves name; background is full of other days, so they weigh less than those of claims."""
VECTORS, ALIKE = 10.0, 0.82
"""Weight of the cosine of passage vectors beyond what two stories of one war reach (.71 to .83 for multilingual-e5)."""
APART = -1.0
"""Counts against joining groups that hold two reports that tell of other places or days."""
SAME_PLACE, OTHER_PLACE, FIGURES = 2.0, 5.0, 0.7
HAPPENING = {Meeting.ONE: 3.0, Meeting.OTHER: -4.0}
"""What claims add that may be of one happening, of one kind, at one place, on one day; and of others there."""
EXCHANGE = 6.0
"""Two sides of a war that each say on one day that prisoners came free tell of one exchange, though they share no name and no figure."""
FREE_BIAS, FREE, FREE_NAMES = -9.0, 12.0, 0.4
"""Between languages only names, figures, places and parties count."""


class Likeness(NamedTuple):
    """Two reports compared.

    `same` is the probability that they tell of one happening, `APART` when their claims say that they do not; `affair` that
    they would if they were of one day, which is how an affair that goes on is known.
    """

    same: float
    affair: float


@dataclass(slots=True)
class _Shared:
    """What two reports share: products of weights, and the rarity of what is shared, by kind of term."""

    names: float = 0.0
    name_rarity: float = 0.0
    name_excess: float = 0.0
    word_excess: float = 0.0
    pair_rarity: float = 0.0
    rarest_pair: float = 0.0


def likeness(one: Traits, other: Traits, nearness: Nearness) -> Likeness:
    """How likely two reports tell of one happening, and of one affair; the same either way round.

    Claims tell reports apart when their places lie apart, or when they give days and none is shared, and neither a figure
    nor much wording speaks for one happening.
    """
    same_language = one.language == other.language
    score = _same_language(one, other) if same_language else _across(one, other)
    near = nearness(one.main_places, other.main_places)
    score += _figures(one, other) + near * (SAME_PLACE if near > 0 else OTHER_PLACE) + EXCHANGE * _exchange(one, other)
    if one.vector and other.vector:
        score += VECTORS * (math.fsum(a * b for a, b in zip(one.vector, other.vector, strict=True)) - ALIKE)
    affair = 0.0 if near <= -1 else _probability(score + SOON[1])
    meeting = shared(one.happenings, one.on, other.happenings, other.on)
    score += HAPPENING.get(meeting, 0.0)
    other_days = bool(one.days and other.days) and not one.days & other.days and meeting is not Meeting.ONE
    other_days |= _summed_before(one, other) or _summed_before(other, one)
    if (near <= -1 or other_days or meeting is Meeting.APART) and not _vouched(one, other):
        return Likeness(APART, affair)
    return Likeness(_probability(score + _gap(one, other) + _days(one, other)), affair)


def _summed_before(one: Traits, other: Traits) -> bool:
    """Whether one report only adds up days that ended before those that the other tells of."""
    return one.summed_to is not None and bool(other.days) and min(other.days) > one.summed_to


def _probability(score: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, score))))


def _vouched(one: Traits, other: Traits) -> bool:
    """Whether a figure, or a third of the wording, is shared."""
    if any(n > 2 for _, n in one.figures & other.figures):
        return True
    return 3 * len(one.shingles & other.shingles) > min(len(one.shingles), len(other.shingles)) > 0


def _same_language(one: Traits, other: Traits) -> float:
    """The weight of shared names, words and leads."""
    shared = _share(one.terms, other.terms, one)
    names = math.sqrt(shared.names / (one.named * other.named)) if shared.names else 0.0
    shorter = min(one.named, other.named)
    contained = math.sqrt(min(1.0, shared.names / (shorter * shorter))) if shared.names else 0.0
    all_names = ALL_NAMES + CASE_NAMES * (_days_between(one, other) > LATER[0])
    score = BIAS + NAMES * names + NAMES_IN_SHORTER * contained
    score += RARE_NAMES * math.sqrt(shared.name_excess) + all_names * math.sqrt(shared.name_rarity)
    score += RAREST_PAIR * shared.rarest_pair / one.rarest + PAIRS * math.sqrt(shared.pair_rarity)
    score += WORDS * math.sqrt(shared.word_excess) + LEADS * math.sqrt(dot(one.lead, other.lead))
    ages = one.ages & other.ages
    return score + SAME_AGE * len(ages) + OTHER_AGES * bool(one.ages and other.ages and not ages)


def _across(one: Traits, other: Traits) -> float:
    """The weight of what means the same in every language."""
    shared = sum(one.rarity[t] for t in one.free if t in other.free and t[0] != "#")
    return FREE_BIAS + FREE * math.sqrt(dot(one.free, other.free)) + FREE_NAMES * math.sqrt(shared)


def _share(a: Terms, b: Terms, traits: Traits) -> _Shared:
    """What two sets of terms share."""
    shared = _Shared()
    half = traits.rarest / 2
    for term in sorted(a.keys() & b.keys()):
        rare = traits.rarity[term]
        kind = term[0]
        if kind == "w":
            shared.word_excess += max(0.0, rare - half)
        elif kind == "n":
            shared.names += a[term] * b[term]
            shared.name_rarity += rare
            shared.name_excess += max(0.0, rare - half)
        elif kind == "b":
            shared.names += a[term] * b[term]
            shared.pair_rarity += rare
            shared.rarest_pair = max(shared.rarest_pair, rare)
    return shared


def dot(a: Terms, b: Terms) -> float:
    """The product of two sets of weights; summed in the order of terms, so that it is the same either way round."""
    return math.fsum(a[term] * b[term] for term in a.keys() & b.keys())


def _days_between(one: Traits, other: Traits) -> int:
    """Days between two reports; an undated one may be of any day near."""
    return UNKNOWN_GAP if one.on is None or other.on is None else abs((one.on - other.on).days)


def _gap(one: Traits, other: Traits) -> float:
    """What the days between two reports add."""
    days = _days_between(one, other)
    near = SOON[1] if days <= SOON[0] else LATER[1] if days <= LATER[0] else 0.0
    return near + FAR * math.log1p(days)


def _exchange(one: Traits, other: Traits) -> bool:
    """Whether two sides each say on one day that prisoners came free."""
    return any(day == on and side != rival for day, side in one.freed for on, rival in other.freed)


def _figures(one: Traits, other: Traits) -> float:
    """What the figures that the claims give add."""
    return FIGURES * min(3, sum(n > 2 for _, n in one.figures & other.figures))


def _days(one: Traits, other: Traits) -> float:
    """What the days that claims tell of and, in one language, those that the texts name add."""
    score = 0.0
    if one.days and other.days:
        score += SAME_DAYS if one.days & other.days else OTHER_DAYS
    if one.language == other.language and one.named_days and other.named_days:
        score += SAME_NAMED_DAYS if one.named_days & other.named_days else OTHER_NAMED_DAYS
    return score
