"""Reports to stories: who is compared with whom, and what is joined.

Takes traits, gives sets of report ids. Reports meet under their rarest terms, so nothing is compared with everything; the
joining is by average likeness, so that a chain of look-alikes does not become one story.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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
    keys = {i: _keys(traits[i]) for i in ids}
    lists: dict[str, list[str]] = defaultdict(list)
    for report_id in sorted(ids, key=lambda i: (traits[i].on or date.min, i)):
        for term in keys[report_id]:
            lists[term].append(report_id)
    place = {term: {i: at for at, i in enumerate(listed)} for term, listed in lists.items() if len(listed) > LISTED}
    for report_id in ids:
        yield from _partners(report_id, traits, keys[report_id], lists, place)


def _keys(traits: Traits) -> list[str]:
    """The terms of most weight."""
    return [t for t, _ in heapq.nsmallest(KEYS, traits.terms.items(), key=lambda item: (-item[1], item[0]))]


def _partners(
    report_id: str,
    traits: Mapping[str, Traits],
    keys: Sequence[str],
    lists: Mapping[str, Sequence[str]],
    place: Mapping[str, Mapping[str, int]],
) -> Iterator[Pair]:
    """Pairs of one report with those of greater id that share enough with it."""
    shared: Counter[str] = Counter()
    rarity = traits[report_id].rarity
    for term in keys:
        listed = lists[term]
        if len(listed) > LISTED:
            at = place[term][report_id]
            listed = listed[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1]
        for other in listed:
            if other > report_id:
                shared[other] += rarity[term]  # type: ignore[assignment]
    for other, weight in shared.items():
        if weight >= (SHARED_SOON if _soon(traits[report_id], traits[other]) else SHARED):
            yield report_id, other


def _soon(one: Traits, other: Traits) -> bool:
    return one.on is None or other.on is None or abs((one.on - other.on).days) <= SOON_DAYS


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
