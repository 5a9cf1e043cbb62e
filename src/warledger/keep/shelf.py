"""Records that are looked at one after the other and too large to be held together: the reports of a ledger, with their texts.

Takes ids and a way to load records, gives a sequence that loads a stretch of them when one of it is looked at.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar, overload

T = TypeVar("T")
STRETCH = 64
"""Records that are loaded together and held until others are looked at."""


class Shelf(Sequence[T], Generic[T]):
    """Records in the order of their ids. Going through it again loads it again: it holds ids, and one stretch of records."""

    def __init__(self, ids: Sequence[str], load: Callable[[Sequence[str]], Mapping[str, T]]) -> None:
        """`ids` in order, each once; `load` gives the records of some of them by id."""
        self.ids = ids
        self._load = load
        self._at, self._held = -1, list[T]()

    @staticmethod
    def of(records: Iterable[T], id_of: Callable[[T], str]) -> Shelf[T]:
        """A shelf of records that are in memory already; a shelf as it is."""
        if isinstance(records, Shelf):
            return records
        held = {id_of(record): record for record in records}
        return Shelf(sorted(held), lambda wanted: {i: held[i] for i in wanted})

    def only(self, ids: Collection[str]) -> Shelf[T]:
        """The same without the records that are not wanted."""
        return self if len(ids) == len(self.ids) else Shelf([i for i in self.ids if i in ids], self._load)

    def get(self, record_id: str) -> T | None:
        """The record of an id; None when it is not on the shelf."""
        at = bisect_left(self.ids, record_id)
        return self[at] if at < len(self.ids) and self.ids[at] == record_id else None

    def many(self, ids: Sequence[str]) -> list[T]:
        """The records of some ids, those that are not on the shelf left out; loads nothing else."""
        wanted = [i for i in ids if (at := bisect_left(self.ids, i)) < len(self.ids) and self.ids[at] == i]
        found = self._load(wanted)
        return [found[i] for i in wanted]

    def __len__(self) -> int:
        return len(self.ids)

    def __iter__(self) -> Iterator[T]:
        return (self[at] for at in range(len(self.ids)))

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self.ids)))]
        place = range(len(self.ids))[at]  # negative ones counted from the end, IndexError beyond
        stretch, inside = divmod(place, STRETCH)
        if stretch != self._at:
            wanted = self.ids[stretch * STRETCH : (stretch + 1) * STRETCH]
            found = self._load(wanted)
            self._held, self._at = [found[i] for i in wanted], stretch
        return self._held[inside]
