"""Records by id in a pile, those that were looked at last at hand: for records that are compared with their neighbours.

Takes ids in order with a pile of their records, gives a mapping.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from warledger.keep.pile import HELD, Pile

T = TypeVar("T")


class Drawer(Mapping[str, T], Generic[T]):
    """The records of a pile by their ids, which are sorted; the last `recent` that were looked at stay in memory."""

    def __init__(self, ids: Sequence[str], pile: Pile[T], recent: int = HELD, restore: Callable[[T], T] = lambda record: record) -> None:
        """`restore` is done to each record that is taken out."""
        self._ids, self._pile, self._most, self._restore = ids, pile, recent, restore
        self._recent: OrderedDict[str, T] = OrderedDict()

    def __getitem__(self, record_id: str) -> T:
        if record_id in self._recent:
            self._recent.move_to_end(record_id)
            return self._recent[record_id]
        at = bisect_left(self._ids, record_id)
        if at == len(self._ids) or self._ids[at] != record_id:
            raise KeyError(record_id)
        found = self._restore(self._pile[at])
        self._recent[record_id] = found
        if len(self._recent) > self._most:
            self._recent.popitem(last=False)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)
