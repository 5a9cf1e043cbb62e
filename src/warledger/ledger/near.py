"""Matters that look alike and must not be set side by side.

Takes pairs of cells that met and did not compare, gives pairs of matters with the reason, a few for each matter.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from warledger.model import Incomparable, Matter
from warledger.model.reasons import say

MOST = 6
"""Pairs kept for one matter."""


def near_pairs(pairs: Iterable[tuple[str, str, str]], matters: Mapping[str, Matter]) -> tuple[Incomparable, ...]:
    """Pairs of matter ids with a reason, those with figures and of one story first, at most `MOST` a matter."""
    reasons: dict[tuple[str, str], Counter[str]] = {}
    for one, other, reason in pairs:
        if one != other:
            key = (min(one, other), max(one, other))
            reasons.setdefault(key, Counter())[reason] += 1
    ranked = sorted(reasons, key=lambda pair: (-_closeness(matters[pair[0]], matters[pair[1]]), pair))
    taken: Counter[str] = Counter()
    found = []
    for one, other in ranked:
        if taken[one] < MOST and taken[other] < MOST:
            taken.update((one, other))
            counted = reasons[one, other]
            reason = min(counted, key=lambda r: (-counted[r], r))
            found.append(Incomparable(one, other, reason, say(reason)))
    return tuple(sorted(found, key=lambda pair: (pair.matter_id, pair.other_id)))


def _closeness(one: Matter, other: Matter) -> int:
    """How easily a reader takes two matters for one."""
    figures = one.estimate is not None and other.estimate is not None
    return 4 * figures + 2 * (one.story_id == other.story_id) + (one.group == other.group) + bool(set(one.place_ids) & set(other.place_ids))
