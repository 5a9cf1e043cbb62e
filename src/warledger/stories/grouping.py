"""Reports to stories: who is compared with whom, and what is joined.

Takes traits, gives the story of each report, by its place in the order of ids. Reports meet under their rarest terms, so nothing is
compared with everything; the joining is by average likeness, so that a chain of look-alikes does not become one story.
"""

from __future__ import annotations

import heapq
import math
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt

from warledger.keep import Buckets, least_joined
from warledger.keep.lists import key_hash
from warledger.stories.likeness import Nearness, likeness
from warledger.stories.terms import Traits

Numbers = npt.NDArray[np.int64]
Pair = tuple[int, int]

KEYS = 40
"""Rarest terms of a report under which it is looked for."""
LISTED = 60
"""Reports under one term that are all compared; longer lists only with neighbours in time."""
NEIGHBOURS = 8
FEW = 150
"""Up to so many reports all are compared."""
SHARED, SHARED_SOON = 8.0, 3.0
"""Rarity that two reports must share to be compared; less when they are of the same days."""
SOON_DAYS = 4
AFFAIR = 0.5
"""Probability of one affair from which on two stories may be parts of one storyline."""
LEAST = 0.02
"""Likeness below this counts as none."""
JOIN = 0.3
"""Average likeness at which two groups are one story; the best F1 on the development half of casualties-gva-en is flat around it."""
SAMPLE = 6
"""Members of each of two groups whose likeness stands for that of all, where not all were compared."""
ROUNDED = 1e-9
"""What sums of likeness may lose by rounding."""


def find_pairs(traits: Mapping[str, Traits]) -> Iterator[Pair]:
    """Pairs of reports worth comparing, by their places in the order of ids, each once, the lesser first."""
    ids = sorted(traits)
    if len(ids) <= FEW:
        yield from ((a, b) for a in range(len(ids)) for b in range(a + 1, len(ids)))
        return
    days, keys = array("l"), Buckets()
    for place, report_id in enumerate(ids):
        own = traits[report_id]
        days.append(own.on.toordinal() if own.on else 0)
        for at, term in enumerate(_keys(own)):
            keys.put(key_hash((term,)), place * KEYS + at)
    in_time = np.argsort(np.maximum(np.array(days), date.min.toordinal()), kind="stable")
    listed = _Listed(keys, in_time)
    for rank in range(len(ids)):  # in the order of time, so that those that are compared lie near each other
        place = int(in_time[rank])
        for other_rank, weight in _shared(rank, place, traits[ids[place]], listed).items():
            other = int(in_time[other_rank])
            if other > place and weight >= (SHARED_SOON if _soon(days[place], days[other]) else SHARED):
                yield place, other


class _Listed:
    """Reports under the terms that they are looked for by, by their ranks in time; a term of one report alone has no list."""

    def __init__(self, keys: Buckets, in_time: Numbers) -> None:
        """`keys` are hashes of terms with the places of reports times `KEYS`, plus the place of the term among those of its report."""
        rank = np.empty(len(in_time), dtype="u4")
        rank[in_time] = np.arange(len(in_time), dtype="u4")
        self._of = np.zeros(len(in_time) * KEYS, dtype="u4")
        self._ranks, self._starts = array("I"), array("Q", (0, 0))  # list 0 is empty
        for _, places, starts in keys.groups():
            sizes = np.diff(starts)
            shared = sizes > 1
            number = np.where(shared, np.cumsum(shared) + len(self._starts) - 2, 0)
            own = np.repeat(number, sizes)
            self._of[places] = own
            inside = own > 0
            ranks = rank[places[inside] // KEYS]
            in_order = ranks[np.lexsort((ranks, own[inside]))]
            self._starts.extend((len(self._ranks) + np.cumsum(sizes[shared])).tolist())
            self._ranks.frombytes(in_order.astype(f"u{self._ranks.itemsize}").tobytes())

    def near(self, place: int, at: int, rank: int) -> array[int]:
        """Those that a report is held against for one of its terms: all of a short list, the next in time of a long one."""
        number = int(self._of[place * KEYS + at])
        first, last = self._starts[number], self._starts[number + 1]
        if last - first > LISTED:
            middle = bisect_left(self._ranks, rank, first, last)
            first, last = max(first, middle - NEIGHBOURS), min(last, middle + NEIGHBOURS + 1)
        return self._ranks[first:last]


def _shared(rank: int, place: int, traits: Traits, listed: _Listed) -> dict[int, float]:
    """How rare the terms are that a report shares with others, by their ranks in time."""
    found: dict[int, float] = defaultdict(float)
    for at, term in enumerate(_keys(traits)):
        rarity = traits.rarity[term]
        for other in listed.near(place, at, rank):
            found[other] += rarity
    return found


def _keys(traits: Traits) -> list[str]:
    """The terms of most weight."""
    return [t for t, _ in heapq.nsmallest(KEYS, traits.terms.items(), key=lambda item: (-item[1], item[0]))]


def _soon(one: int, other: int) -> bool:
    """Whether two days, as numbers, lie near each other; 0 is an unknown one."""
    return not one or not other or abs(one - other) <= SOON_DAYS


@dataclass(slots=True)
class Compared:
    """Pairs of reports by their places, in arrays: `ones` and `others` with their likeness in `same`, those of none left out, and
    `affair`, packed into one number each, those that are likely of one affair.
    """

    ones: array[int] = field(default_factory=lambda: array("I"))
    others: array[int] = field(default_factory=lambda: array("I"))
    same: array[float] = field(default_factory=lambda: array("d"))
    affair: array[int] = field(default_factory=lambda: array("Q"))


def compare_pairs(traits: Mapping[str, Traits], nearness: Nearness) -> Compared:
    """Likeness of the pairs worth comparing."""
    found, ids = Compared(), sorted(traits)
    for one, other in find_pairs(traits):
        score = likeness(traits[ids[one]], traits[ids[other]], nearness)
        if abs(score.same) >= LEAST:
            found.ones.append(one)
            found.others.append(other)
            found.same.append(score.same)
        if score.affair >= AFFAIR:
            found.affair.append(one << 32 | other)
    return found


Alike = Callable[[int, int], float]
"""How like two reports are, by their places."""


def alike_by(traits: Mapping[str, Traits], nearness: Nearness) -> Alike:
    """Likeness of any two reports, worked out when it is asked for."""
    ids = sorted(traits)
    return lambda one, other: likeness(traits[ids[one]], traits[ids[other]], nearness).same


def join_reports(number: int, compared: Compared, alike: Alike) -> Numbers:
    """For each of so many reports the least of its story. Pairs without a score count as unlike.

    Groups are joined when their pairs are like enough on average, so one pair is: no story reaches beyond a chain of such pairs, and
    each chain is joined apart from the others. In a chain so long that not all of its pairs were compared, groups that are like
    as far as they were are looked at again: a sample of their pairs decides.
    """
    ones, others, same = np.array(compared.ones, dtype="i8"), np.array(compared.others, dtype="i8"), np.array(compared.same)
    like = same >= JOIN - ROUNDED
    chain = least_joined(number, zip(ones[like].tolist(), others[like].tolist(), strict=True))
    least = np.arange(number)
    inside = np.flatnonzero(chain[ones] == chain[others])
    inside = inside[np.argsort(chain[ones[inside]], kind="stable")]
    for pairs in np.split(inside, np.flatnonzero(np.diff(chain[ones[inside]])) + 1):
        scores = zip(zip(ones[pairs].tolist(), others[pairs].tolist(), strict=True), same[pairs].tolist(), strict=True)
        for group in _join(dict(scores), alike):
            least[group] = group[0]
    return least


@dataclass(slots=True)
class _Joining:
    """Groups under way: members by leader (the least), sums of likeness between groups, how many pairs they are of, and the queue
    of joins.
    """

    members: dict[int, list[int]]
    alike: Alike
    sums: dict[int, dict[int, float]] = field(default_factory=lambda: defaultdict(dict))
    ties: dict[int, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    looked: dict[Pair, float] = field(default_factory=dict)
    wide: bool = False
    queue: list[tuple[float, int, int, int, int]] = field(default_factory=list)

    def offer(self, one: int, other: int) -> None:
        """Queues a join when the average likeness is enough; equal ones go by place, never by arrival."""
        a, b = min(one, other), max(one, other)
        sizes = len(self.members[a]), len(self.members[b])
        mean = self.sums[a][b] / (sizes[0] * sizes[1])
        if mean < JOIN and self.wide and self.sums[a][b] >= JOIN * self.ties[a][b]:
            mean = self._sampled(a, b)
        if mean >= JOIN:
            heapq.heappush(self.queue, (-round(mean, 9), a, b, *sizes))

    def _sampled(self, a: int, b: int) -> float:
        """The average likeness of some pairs of two groups, spread evenly over them."""
        pairs = [(min(x, y), max(x, y)) for x in _spread(self.members[a]) for y in _spread(self.members[b])]
        for pair in pairs:
            if pair not in self.looked:
                self.looked[pair] = self.alike(*pair)
        return math.fsum(self.looked[pair] for pair in pairs) / len(pairs)

    def join(self, a: int, b: int) -> None:
        """Moves the group of `b` into that of `a`."""
        self.members[a] += self.members.pop(b)
        gone, ties = self.sums.pop(b), self.ties.pop(b)
        for other in sorted(gone):
            del self.sums[other][b], self.ties[other][b]
            if other != a:
                total = self.sums[a].get(other, 0.0) + gone[other]
                self.sums[a][other] = self.sums[other][a] = total
                self.ties[a][other] = self.ties[other][a] = self.ties[a].get(other, 0) + ties[other]
        for other in sorted(self.sums[a]):
            self.offer(a, other)


def _spread(members: Sequence[int]) -> Sequence[int]:
    """Some of the members of a group, the same for any order in which they came."""
    ordered = sorted(members)
    return ordered if len(ordered) <= SAMPLE else [ordered[at * len(ordered) // SAMPLE] for at in range(SAMPLE)]


def _join(scores: Mapping[Pair, float], alike: Alike) -> list[list[int]]:
    """The reports of some pairs by story, each sorted."""
    joining = _Joining({i: [i] for i in sorted({i for pair in scores for i in pair})}, alike)
    joining.wide = len(joining.members) > LISTED
    for (a, b), score in sorted(scores.items()):
        joining.sums[a][b] = joining.sums[b][a] = score
        joining.ties[a][b] = joining.ties[b][a] = 1
    for a, b in sorted(scores):
        joining.offer(a, b)
    while joining.queue:
        _, a, b, size_a, size_b = heapq.heappop(joining.queue)
        known = a in joining.members and b in joining.members
        if known and (len(joining.members[a]), len(joining.members[b])) == (size_a, size_b):
            joining.join(a, b)
    return [sorted(joining.members[a]) for a in sorted(joining.members)]
