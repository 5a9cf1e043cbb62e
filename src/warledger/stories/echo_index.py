"""What a new report follows, looked up among all that are known: the cost does not grow with them beyond searching an index.

Takes reports one by one with their linked claims, gives echo edges of a report that need not be among them. A reconciliation, which
sees everything at once, has the last word; the rules are the same (`echoes`), but for page furniture, told by single runs of words.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt

from warledger.model import Claim, Echo, Linked, Report
from warledger.stories.echoes import (
    COPIED,
    FEWEST,
    STOCK,
    Card,
    Line,
    Rank,
    Tie,
    card_of,
    echo_of,
    gainsay,
    line_of,
    longest_run,
    translation_tie,
    wording_tie,
)
from warledger.stories.terms import SPREAD, shingles

WAITING = 1 << 16
"""Runs of words that wait in a table until they are sorted in."""
RELATED = 3
"""Days between a wire and its translation."""
UNDATED = -1
Keys = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32]
Told = Sequence[tuple[Claim, Linked]]


@dataclass(frozen=True, slots=True)
class _Sorted:
    """Runs of words in order, each with the number of a report that holds it."""

    keys: Keys
    numbers: Numbers

    def holders(self, runs: Keys) -> Iterator[tuple[int, Numbers]]:
        """Of each run that is there, its place among `runs` and the first reports that hold it."""
        first, last = np.searchsorted(self.keys, runs, "left"), np.searchsorted(self.keys, runs, "right")
        for at in np.flatnonzero(last > first).tolist():
            yield at, self.numbers[first[at] : min(last[at], first[at] + STOCK)]


class EchoIndex:
    """Reports by their runs of words and by what they claim. Twelve bytes a run: 4 MB for a thousand reports of 300 words."""

    def __init__(self) -> None:
        self._cards: list[Card] = []
        self._sizes, self._days = array("L"), array("l")
        self._sorted: list[_Sorted] = []
        self._waiting: dict[int, array[int]] = {}
        self._lines: dict[int, Line] = {}
        self._claimed: dict[tuple[int, str, int], array[int]] = defaultdict(lambda: array("I"))

    def __len__(self) -> int:
        return len(self._cards)

    def add(self, report: Report, told: Told = ()) -> None:
        """Takes a report in; `told` are its claims with their links, by which translations are known."""
        number, runs = len(self._cards), set(shingles(report.text))
        self._cards.append(card_of(report, number))
        self._sizes.append(len(runs))
        self._days.append(report.published_on.toordinal() if report.published_on else UNDATED)
        for run in runs:
            self._waiting.setdefault(run, array("I")).append(number)
        if len(self._waiting) > WAITING:
            self._settle()
        line = line_of(told)
        for event, figure in _details(line):
            self._claimed[self._days[number], event, figure].append(number)
        if line.words:
            self._lines[number] = line

    def find(self, report: Report, told: Told = ()) -> tuple[Echo, ...]:
        """The edges between a report and those that are known, the surest first: to what it follows, and from what follows it."""
        card = card_of(report, len(self._cards))
        found: list[tuple[Rank, Echo]] = []
        line = line_of(told)
        for number, tie in (*self._wordings(report), *self._translations(report, card, line)):
            if self._cards[number].id == report.id:
                continue
            if tie.kind or tie.share >= COPIED or not gainsay(line.words, self._lines.get(number, Line()).words):
                found.append(echo_of(card, self._cards[number], tie))
        return tuple(echo for _, echo in sorted(found, key=lambda entry: (entry[0], entry[1].report_id, entry[1].of_id)))

    def _wordings(self, report: Report) -> Iterator[tuple[int, Tie]]:
        """Reports of the same language that share wording."""
        ordered = shingles(report.text)
        runs = np.array(sorted(set(ordered)), dtype="i8")
        shared: dict[int, list[int]] = defaultdict(list)
        stale = 0
        day = report.published_on.toordinal() if report.published_on else UNDATED
        for at, numbers in enumerate(self._holders(runs)):
            if numbers and self._is_furniture(day, numbers):
                stale += 1
            else:
                for number in numbers:
                    shared[number].append(int(runs[at]))
        language = report.language.split("-")[0]
        for number, common in sorted(shared.items()):
            card = self._cards[number]
            if len(common) >= FEWEST and card.language.split("-")[0] == language:
                shorter = max(1, min(len(runs), self._sizes[number]) - stale)
                for tie in wording_tie(report.id, card.id, (len(common), shorter), partial(longest_run, ordered, frozenset(common))):
                    yield number, tie

    def _holders(self, runs: Keys) -> list[list[int]]:
        """The first reports that hold each run, at most `STOCK` of each stretch of the index."""
        found = [list(self._waiting.get(run, ())[:STOCK]) for run in runs.tolist()]
        for part in self._sorted:
            for at, numbers in part.holders(runs):
                found[at] += numbers.tolist()
        return found

    def _is_furniture(self, day: int, numbers: Sequence[int]) -> bool:
        """Whether a run stands in reports far apart in time."""
        days = [d for d in (day, *(self._days[n] for n in numbers)) if d != UNDATED]
        return bool(days) and max(days) - min(days) > SPREAD.days

    def _translations(self, report: Report, ours: Card, line: Line) -> Iterator[tuple[int, Tie]]:
        """Reports in other languages, of the days around, that claim the same."""
        day = report.published_on.toordinal() if report.published_on else UNDATED
        days = range(day - RELATED, day + RELATED + 1) if report.published_on else (UNDATED,)
        near: Counter[int] = Counter()
        for event, figure in _details(line):
            for other in days:
                near.update(self._claimed.get((other, event, figure), ())[-STOCK:])
        language = report.language.split("-")[0]
        for number, _ in near.most_common(STOCK):
            card = self._cards[number]
            if card.language.split("-")[0] != language:
                for tie in translation_tie(ours, card, line, self._lines[number]):
                    yield number, tie

    def _settle(self) -> None:
        """Sorts in what waits, and joins stretches of like size, so that there are few."""
        keys = np.fromiter(self._waiting, dtype="i8", count=len(self._waiting))
        held = [len(numbers) for numbers in self._waiting.values()]
        numbers = np.concatenate([np.frombuffer(own, dtype="u4") for own in self._waiting.values()])
        self._waiting = {}
        self._sorted.append(_sorted(np.repeat(keys, held), numbers))
        while len(self._sorted) > 1 and len(self._sorted[-2].keys) < 2 * len(self._sorted[-1].keys):
            last, before = self._sorted.pop(), self._sorted.pop()
            self._sorted.append(_sorted(np.concatenate((before.keys, last.keys)), np.concatenate((before.numbers, last.numbers))))


def _sorted(keys: Keys, numbers: Numbers) -> _Sorted:
    order = np.argsort(keys, kind="stable")
    return _Sorted(keys[order], numbers[order])


def _details(line: Line) -> set[tuple[str, int]]:
    """Events with the figures that a line of claims gives."""
    return {(event, figure) for event, _, figure, _ in line.words if figure > 1}
