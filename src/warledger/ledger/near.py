"""Matters that look alike and must not be set side by side.

Takes pairs of matters whose claims met and did not compare, gives those that look most alike with the reason, a few for each.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from warledger.model import Incomparable, Matter
from warledger.model.reasons import say

Numbers = npt.NDArray[np.int64]
REASONS = ("event", "group", "period", "perpetrator", "place")
"""In the order of their letters: of two reasons met equally often the first is given."""
MOST = 6
"""Pairs kept for one matter."""
AT_ONCE = 65_536


@dataclass(slots=True)
class Looks:
    """What makes two matters look alike, in arrays by the number of a matter; `place_starts` has one more entry than matters."""

    figures: list[bool] = field(default_factory=list)
    stories: array[int] = field(default_factory=lambda: array("L"))
    groups: array[int] = field(default_factory=lambda: array("L"))
    places: array[int] = field(default_factory=lambda: array("L"))
    place_starts: array[int] = field(default_factory=lambda: array("L", (0,)))
    _codes: dict[str, int] = field(default_factory=dict)

    def add(self, matter: Matter) -> None:
        """Notes the looks of the next matter."""
        self.figures.append(matter.estimate is not None)
        self.stories.append(self._code(matter.story_id))
        self.groups.append(self._code(matter.group))
        self.places.extend(map(self._code, matter.place_ids))
        self.place_starts.append(len(self.places))

    def closeness(self, one: int, other: int) -> int:
        """How easily a reader takes two matters for one."""
        figures = self.figures[one] and self.figures[other]
        shared = not set(self._places(one)).isdisjoint(self._places(other))
        return 4 * figures + 2 * (self.stories[one] == self.stories[other]) + (self.groups[one] == self.groups[other]) + shared

    def _places(self, number: int) -> array[int]:
        return self.places[self.place_starts[number] : self.place_starts[number + 1]]

    def _code(self, word: str) -> int:
        return self._codes.setdefault(word, len(self._codes))


class Pairs:
    """Pairs of matters, by their numbers, with the reason why they do not compare; in arrays, as there are several a claim."""

    def __init__(self) -> None:
        self._ones, self._others, self._reasons = array("L"), array("L"), array("b")

    def add(self, one: int, other: int, reason: str) -> None:
        """Notes that two matters met and differ; the same two may come several times."""
        self._ones.append(one)
        self._others.append(other)
        self._reasons.append(REASONS.index(reason))

    def nearest(self, ids: Sequence[str], looks: Looks) -> Iterator[Incomparable]:
        """The pairs that a reader might take for one, at most `MOST` a matter, by the ids of their matters; lazy."""
        if not self._ones:
            return
        order = sorted(range(len(ids)), key=ids.__getitem__)
        rank = np.empty(len(ids), dtype="i8")
        rank[order] = np.arange(len(ids))
        ones, others = (rank[np.array(a, dtype="i8")] for a in (self._ones, self._others))
        apart = ones != others
        reasons = np.array(self._reasons, dtype="i8")[apart]
        packed = (np.minimum(ones, others)[apart] * len(ids) + np.maximum(ones, others)[apart]) * len(REASONS) + reasons
        found, counted = np.unique(packed, return_counts=True)
        pairs, reasons = found // len(REASONS), found % len(REASONS)
        best = np.lexsort((reasons, -counted, pairs))  # of each pair the reason met most comes first
        first = best[np.concatenate(([True], pairs[best][1:] != pairs[best][:-1]))] if len(best) else best
        pairs, reasons = pairs[first], reasons[first].astype("i1")
        kept = _taken(pairs, len(ids), _Ranked(looks, order))
        said = [(reason, say(reason)) for reason in REASONS]
        for pair, reason in zip(_each(pairs[kept]), _each(reasons[kept]), strict=True):
            yield Incomparable(ids[order[pair // len(ids)]], ids[order[pair % len(ids)]], *said[reason])


def _taken(pairs: Numbers, number: int, looks: _Ranked) -> npt.NDArray[np.bool_]:
    """Which pairs are taken: the closest first, until a matter has enough. A pair is packed as one * `number` + other."""
    close = np.fromiter((looks.closeness(*divmod(pair, number)) for pair in _each(pairs)), dtype="i1", count=len(pairs))
    taken, kept = bytearray(number), np.zeros(len(pairs), dtype="?")
    for at in _each(np.lexsort((pairs, -close))):
        one, other = divmod(int(pairs[at]), number)
        if taken[one] < MOST and taken[other] < MOST:
            taken[one] += 1
            taken[other] += 1
            kept[at] = True
    return kept


def _each(numbers: npt.NDArray[np.integer[Any]]) -> Iterator[int]:
    """The numbers one by one, without a list of them all."""
    for at in range(0, len(numbers), AT_ONCE):
        yield from numbers[at : at + AT_ONCE].tolist()


@dataclass(frozen=True, slots=True)
class _Ranked:
    """The looks of matters by the rank of their ids."""

    looks: Looks
    order: Sequence[int]

    def closeness(self, one: int, other: int) -> int:
        return self.looks.closeness(self.order[one], self.order[other])
