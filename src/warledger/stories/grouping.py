"""Reports to stories: who is compared with whom, and what is joined.

Takes traits, gives sets of report ids. Reports meet under their rarest terms, so nothing is compared with everything; the
joining is by average likeness, so that a chain of look-alikes does not become one story.
"""

from __future__ import annotations

import heapq
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from warledger.stories.likeness import Nearness, likeness
from warledger.stories.terms import Traits

Pair = tuple[str, str]

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


def find_pairs(traits: Mapping[str, Traits]) -> Iterator[Pair]:
    """Pairs of report ids worth comparing, each once, the smaller id first."""
    ids = sorted(traits)
    if len(ids) <= FEW:
        yield from ((a, b) for at, a in enumerate(ids) for b in ids[at + 1 :])
        return
    days: dict[str, date | None] = {}
    keys: dict[str, Sequence[str]] = {}
    for report_id in ids:
        days[report_id], keys[report_id] = traits[report_id].on, _keys(traits[report_id])
    in_time = sorted(ids, key=lambda i: (days[i] or date.min, i))
    lists: dict[str, array[int]] = defaultdict(lambda: array("L"))
    for rank, report_id in enumerate(in_time):
        for term in keys[report_id]:
            lists[term].append(rank)
    for rank, report_id in enumerate(in_time):  # in the order of time, so that those that are compared lie near each other
        shared = _shared(rank, [(lists[term], traits[report_id].rarity[term]) for term in keys[report_id]])
        for other, weight in shared.items():
            other_id = in_time[other]
            if other_id > report_id and weight >= (SHARED_SOON if _soon(days[report_id], days[other_id]) else SHARED):
                yield report_id, other_id


def _shared(rank: int, lists: Iterable[tuple[array[int], float]]) -> dict[int, float]:
    """How rare the terms are that a report shares with others, by their ranks in time; `lists` are of its terms, with their rarity."""
    found: dict[int, float] = defaultdict(float)
    for listed, rarity in lists:
        for other in _near(rank, listed):
            found[other] += rarity
    return found


def _keys(traits: Traits) -> list[str]:
    """The terms of most weight."""
    return [t for t, _ in heapq.nsmallest(KEYS, traits.terms.items(), key=lambda item: (-item[1], item[0]))]


def _near(rank: int, listed: array[int]) -> array[int]:
    """Those of a list that a report is held against: all of a short one, the next in time of a long one."""
    if len(listed) <= LISTED:
        return listed
    at = bisect_left(listed, rank)
    return listed[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]


def _soon(one: date | None, other: date | None) -> bool:
    return one is None or other is None or abs((one - other).days) <= SOON_DAYS


@dataclass(slots=True)
class Compared:
    """Pairs of reports by likeness, those of none left out, and by how likely they are of one affair, from `AFFAIR` on."""

    same: dict[Pair, float] = field(default_factory=dict)
    affair: dict[Pair, float] = field(default_factory=dict)


def compare_pairs(traits: Mapping[str, Traits], nearness: Nearness) -> Compared:
    """Likeness of the pairs worth comparing."""
    found = Compared()
    for a, b in find_pairs(traits):
        score = likeness(traits[a], traits[b], nearness)
        if abs(score.same) >= LEAST:
            found.same[a, b] = score.same
        if score.affair >= AFFAIR:
            found.affair[a, b] = score.affair
    return found


@dataclass(slots=True)
class _Joining:
    """Groups under way: members by leader (the least id), sums of likeness between groups, and the queue of joins."""

    members: dict[str, list[str]]
    sums: dict[str, dict[str, float]] = field(default_factory=lambda: defaultdict(dict))
    queue: list[tuple[float, str, str, int, int]] = field(default_factory=list)

    def offer(self, one: str, other: str) -> None:
        """Queues a join when the average likeness is enough; equal ones go by id, never by arrival."""
        a, b = min(one, other), max(one, other)
        sizes = len(self.members[a]), len(self.members[b])
        mean = self.sums[a][b] / (sizes[0] * sizes[1])
        if mean >= JOIN:
            heapq.heappush(self.queue, (-round(mean, 9), a, b, *sizes))

    def join(self, a: str, b: str) -> None:
        """Moves the group of `b` into that of `a`."""
        self.members[a] += self.members.pop(b)
        gone = self.sums.pop(b)
        for other in sorted(gone):
            del self.sums[other][b]
            if other != a:
                total = self.sums[a].get(other, 0.0) + gone[other]
                self.sums[a][other] = self.sums[other][a] = total
        for other in sorted(self.sums[a]):
            self.offer(a, other)


def join_reports(ids: Sequence[str], scores: Mapping[Pair, float]) -> list[list[str]]:
    """Report ids by story, each sorted, stories by their least id. Pairs without a score count as unlike."""
    joining = _Joining({i: [i] for i in sorted(ids)})
    for (a, b), score in sorted(scores.items()):
        joining.sums[a][b] = joining.sums[b][a] = score
    for a, b in sorted(scores):
        joining.offer(a, b)
    while joining.queue:
        _, a, b, size_a, size_b = heapq.heappop(joining.queue)
        known = a in joining.members and b in joining.members
        if known and (len(joining.members[a]), len(joining.members[b])) == (size_a, size_b):
            joining.join(a, b)
    return [sorted(joining.members[a]) for a in sorted(joining.members)]
