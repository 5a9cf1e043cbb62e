"""Cells cut into parts that nothing joins: each is worked on alone, with the result that all together would give.

Takes facts of whole stories, puts their cells away, and holds against each other those that share a key. Two cells are of one
part when a chain of pairs that answer one question leads from one to the other; joining never looks beyond.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from warledger.keep import HELD, Buckets, Lists, Pile, least_joined
from warledger.ledger.cells import Cell, Key, build_cells, meeting_keys, near_keys, stretch_of
from warledger.ledger.compare import Comparer
from warledger.ledger.facts import Fact
from warledger.ledger.near import REASONS
from warledger.ledger.partition import NEXT, Edge, Met, Partition, join_cells, look_alike, meet, meetings
from warledger.model import Claim, Linked

B = TypeVar("B")
LOOKED_AT = 9
"""Facts of a cell whose figures comparing looks at."""
RECENT = 2_048
"""Cells that were looked at last and stay in memory: lists under one day are gone through one after the other."""
PAIRS = 16_384
"""Pairs of cells of which is remembered what came of them: two cells meet under a place, all around it and a day."""
Numbers = npt.NDArray[np.int64]
Seen = tuple[str, Key, Cell]


@dataclass(frozen=True, slots=True)
class Part(Generic[B]):
    """Cells in the order of their keys, how they are joined, the numbers they were put away under, and what belongs to each."""

    number: int
    serials: tuple[int, ...]
    joined: Partition
    beside: tuple[B, ...]


class Cells(Generic[B]):
    """All cells of a ledger, put away; `B` is what is kept beside each."""

    def __init__(self, comparer: Comparer, held: int = HELD) -> None:
        self._comparer = comparer
        self._cells: Pile[tuple[Cell, B]] = Pile(held)
        self._looks: Pile[Cell] = Pile(held)
        self._meet, self._alike = Lists(), Lists()

    def take(self, facts: Sequence[Fact], beside: Callable[[Sequence[Fact]], B], parties: Mapping[str, Sequence[str]]) -> None:
        """Puts away the cells of facts of whole stories; `parties` are those that each story tells of."""
        places = self._comparer.places
        for cell in build_cells(facts):
            serial = self._cells.append((cell, beside(cell.facts)))
            self._looks.append(_look(cell))
            for key, own in set(meeting_keys(cell, self._comparer.family(cell.first), places)):
                self._meet.add(key, serial, own=own, beside=stretch_of(key))
            for key in set(near_keys(cell, places, parties.get(cell.story_id, ()))):
                self._alike.add(key, serial, beside=stretch_of(key))

    def __len__(self) -> int:
        return len(self._cells)

    def parts(self) -> Parts[B]:
        """The parts; what met and differs is noted on the way."""
        edges, apart = _Edges(), Apart()
        look = self._looker()

        @lru_cache(PAIRS)
        def met_by(one: int, other: int) -> Met:
            return meet(look(one)[-1], look(other)[-1], self._comparer)

        for listed in self._meet:
            serials = sorted({serial for serial, _ in listed}, key=lambda serial: look(serial)[1])
            place = {serial: at for at, serial in enumerate(serials)}
            for at, other_at in meetings(sorted((place[serial], own) for serial, own in listed)):
                one, other = serials[at], serials[other_at]
                met = met_by(one, other)
                if met.one:
                    edges.add(one, other, met.weight, inside=met.inside)
                elif met.apart:
                    apart.add(one, other, met.apart)
        return Parts(self._cells, edges, self._comparer, apart)

    def look_alikes(self) -> Apart:
        """Pairs of cells of different stories that look alike, each held against the next ones in time."""
        found = Apart()
        look = self._looker()

        @lru_cache(PAIRS)
        def reason_of(one: int, other: int) -> str:
            return look_alike(look(one)[-1], look(other)[-1], self._comparer)

        for listed in self._alike:
            seen = sorted((*look(serial)[:2], serial) for serial, _ in listed)
            for at, (_, key, serial) in enumerate(seen):
                for _, its_key, other in seen[at + 1 : at + 1 + NEXT]:
                    pair = (serial, other) if key < its_key else (other, serial)
                    reason = reason_of(*pair)
                    if reason:
                        found.add(*pair, reason)
        return found

    def _looker(self) -> Callable[[int], Seen]:
        """What gives a cell by its number, with the day on which it begins and its key; cells seen last are at hand."""

        @lru_cache(RECENT)
        def look(serial: int) -> Seen:
            cell = self._looks[serial]
            return str(cell.span.start) if cell.span else "", cell.key, cell

        return look


class Apart:
    """Pairs of cells that met and differ, with the reason that the two give; on disk, as there are several a claim."""

    def __init__(self) -> None:
        self._pairs = Buckets()

    def add(self, one: int, other: int, reason: str) -> None:
        """Notes a pair; the same one may come several times."""
        self._pairs.put(one << 32 | other, REASONS.index(reason))

    def __iter__(self) -> Iterator[tuple[int, int, str]]:
        """Each pair once."""
        for pairs, reasons, starts in self._pairs.groups():
            for pair, reason in zip(pairs[starts[:-1]].tolist(), reasons[starts[:-1]].tolist(), strict=True):
                yield pair >> 32, pair & 0xFFFFFFFF, REASONS[reason]


class _Edges:
    """Pairs of cells that answer one question, in arrays."""

    def __init__(self) -> None:
        self._pairs, self._weights, self._inside = array("Q"), array("d"), array("b")

    def add(self, one: int, other: int, weight: float, *, inside: bool) -> None:
        """Notes a pair; the same one may come several times."""
        self._pairs.append(one << 32 | other)
        self._weights.append(weight)
        self._inside.append(inside)

    def each(self) -> tuple[Numbers, Numbers, npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
        """The pairs, each once: first cells, second cells, weights, and whether one lies inside the other."""
        pairs, first = np.unique(np.array(self._pairs, dtype="u8"), return_index=True)
        weights, inside = np.array(self._weights)[first], np.array(self._inside, dtype=bool)[first]
        return (pairs >> np.uint64(32)).astype("i8"), (pairs & np.uint64(0xFFFFFFFF)).astype("i8"), weights, inside


class Parts(Sequence[Part[B]], Generic[B]):
    """The parts of all cells, each put together when it is looked at. `apart` are pairs that met and differ."""

    def __init__(self, cells: Pile[tuple[Cell, B]], edges: _Edges, comparer: Comparer, apart: Apart) -> None:
        self._cells, self._comparer, self.apart = cells, comparer, apart
        self._ones, self._others, self._weights, self._inside = edges.each()
        roots = least_joined(len(cells), zip(self._ones.tolist(), self._others.tolist(), strict=True))
        self._serials = np.argsort(roots, kind="stable")
        self._starts = _cuts(roots[self._serials])
        part_of = np.empty(len(cells), dtype="i8")
        part_of[self._serials] = np.repeat(np.arange(len(self._starts) - 1), np.diff(self._starts))
        self._edges = np.argsort(part_of[self._ones], kind="stable")
        self._edge_starts = np.searchsorted(part_of[self._ones][self._edges], np.arange(len(self._starts)))

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: int) -> Part[B]:  # type: ignore[override]
        if not 0 <= at < len(self):
            raise IndexError(at)
        loaded = [(int(serial), *self._cells[int(serial)]) for serial in self._serials[self._starts[at] : self._starts[at + 1]]]
        loaded.sort(key=lambda entry: entry[1].key)
        place = {serial: index for index, (serial, _, _) in enumerate(loaded)}
        edges = [
            Edge(float(self._weights[e]), place[int(self._ones[e])], place[int(self._others[e])], bool(self._inside[e]))
            for e in self._edges[self._edge_starts[at] : self._edge_starts[at + 1]]
        ]
        joined = join_cells([cell for _, cell, _ in loaded], edges, self._comparer)
        return Part(at, tuple(serial for serial, _, _ in loaded), joined, tuple(beside for _, _, beside in loaded))


def _cuts(ordered: Numbers) -> Numbers:
    """Where each run of equal numbers begins, and the end of the last."""
    return np.concatenate((np.flatnonzero(np.diff(ordered, prepend=-1)), [len(ordered)]))


def _look(cell: Cell) -> Cell:
    """A cell without the words of its claims: what comparing looks at."""
    return replace(cell, facts=tuple(map(_bare, cell.facts[:LOOKED_AT])))


def _bare(fact: Fact) -> Fact:
    claim, linked = fact.claim, fact.linked
    return replace(
        fact,
        claim=Claim(claim.id, claim.report_id, claim.span, "", claim.trigger, claim.event, claim.stance, count=claim.count),
        linked=Linked(
            linked.claim_id,
            linked.report_id,
            target_id=linked.target_id,
            when=linked.when,
            when_basis=linked.when_basis,
            place_basis=linked.place_basis,
        ),  # fmt: skip
    )
