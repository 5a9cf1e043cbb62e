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

from warledger.keep import Buckets
from warledger.keep.lists import key_hash
from warledger.model import Incomparable, Matter
from warledger.model.reasons import say

Numbers = npt.NDArray[np.int64]
REASONS = ("event", "group", "period", "perpetrator", "place")
"""In the order of their letters: of two reasons met equally often the first is given."""
MOST = 6
"""Pairs kept for one matter."""
CLOSEST = 8
"""The closeness of two matters that have everything in common."""
AT_ONCE = 65_536
_LOW = 0xFFFFFFFF


@dataclass(slots=True)
class Looks:
    """What makes two matters look alike, in arrays by the number of a matter; `place_starts` has one more entry than matters."""

    figures: array[int] = field(default_factory=lambda: array("b"))
    stories: array[int] = field(default_factory=lambda: array("Q"))
    groups: array[int] = field(default_factory=lambda: array("Q"))
    places: array[int] = field(default_factory=lambda: array("Q"))
    place_starts: array[int] = field(default_factory=lambda: array("Q", (0,)))

    def add(self, matter: Matter) -> None:
        """Notes the looks of the next matter."""
        self.figures.append(matter.estimate is not None)
        self.stories.append(key_hash((matter.story_id,)))
        self.groups.append(key_hash((matter.group,)))
        self.places.extend(key_hash((place_id,)) for place_id in matter.place_ids)
        self.place_starts.append(len(self.places))

    def closeness(self, one: int, other: int) -> int:
        """How easily a reader takes two matters for one, up to `CLOSEST`."""
        figures = bool(self.figures[one] and self.figures[other])
        shared = not set(self._places(one)).isdisjoint(self._places(other))
        return 4 * figures + 2 * (self.stories[one] == self.stories[other]) + (self.groups[one] == self.groups[other]) + shared

    def _places(self, number: int) -> array[int]:
        return self.places[self.place_starts[number] : self.place_starts[number + 1]]


class Pairs:
    """Pairs of matters, by their numbers, with the reason why they do not compare; on disk, as there are several a claim."""

    def __init__(self) -> None:
        self._met = Buckets()

    def add(self, one: int, other: int, reason: str) -> None:
        """Notes that two matters met and differ; the same two may come several times."""
        if one != other:
            self._met.put(min(one, other) << 32 | max(one, other), REASONS.index(reason))

    def nearest(self, ids: Sequence[str], order: Numbers, looks: Looks) -> Iterator[Incomparable]:
        """The pairs that a reader might take for one, at most `MOST` a matter, by the ids of their matters; lazy.

        `order` are the numbers of the matters in the order of their ids.
        """
        rank = np.empty(len(order), dtype="u8")
        rank[order] = np.arange(len(order), dtype="u8")
        pairs, reasons = _taken(self._by_closeness(rank, looks), len(order))
        said = [(reason, say(reason)) for reason in REASONS]
        for pair, reason in zip(_each(pairs), _each(reasons), strict=True):
            yield Incomparable(ids[int(order[pair >> 32])], ids[int(order[pair & _LOW])], *said[reason])

    def _by_closeness(self, rank: npt.NDArray[np.uint64], looks: Looks) -> list[tuple[array[int], array[int]]]:
        """Each pair once, by the ranks of its ids, the lesser first, with its reason: in a list for every closeness."""
        found = [(array("Q"), array("b")) for _ in range(CLOSEST + 1)]
        for keys, reasons, starts in self._met.groups():
            for pair, reason in zip(keys[starts[:-1]].tolist(), _most_met(reasons, starts), strict=True):
                one, other = sorted((int(rank[pair >> 32]), int(rank[pair & _LOW])))
                ranked, said = found[looks.closeness(pair >> 32, pair & _LOW)]
                ranked.append(one << 32 | other)
                said.append(reason)
        return found


def _most_met(reasons: npt.NDArray[np.uint32], starts: Numbers) -> list[int]:
    """Of each run of reasons the one that is met most, the first of several."""
    run = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
    counted = np.zeros((len(starts) - 1, len(REASONS)), dtype="i8")
    np.add.at(counted, (run, reasons), 1)
    return [int(at) for at in counted.argmax(axis=1)]


def _taken(by_closeness: Sequence[tuple[array[int], array[int]]], number: int) -> tuple[npt.NDArray[np.uint64], npt.NDArray[np.int8]]:
    """The pairs that are taken, in their order, with their reasons: the closest first, until one of the two of `number` has enough."""
    taken = bytearray(number)
    pairs, reasons = array("Q"), array("b")
    for ranked, said in reversed(by_closeness):
        for at in _each(np.argsort(np.array(ranked, dtype="u8"))):
            one, other = ranked[at] >> 32, ranked[at] & _LOW
            if taken[one] < MOST and taken[other] < MOST:
                taken[one] += 1
                taken[other] += 1
                pairs.append(ranked[at])
                reasons.append(said[at])
    in_order = np.argsort(np.array(pairs, dtype="u8"))
    return np.array(pairs, dtype="u8")[in_order], np.array(reasons, dtype="i1")[in_order]


def _each(numbers: npt.NDArray[np.integer[Any]]) -> Iterator[int]:
    """The numbers one by one, without a list of them all."""
    for at in range(0, len(numbers), AT_ONCE):
        yield from numbers[at : at + AT_ONCE].tolist()
