"""Records under the ids of what they belong to, such as the claims of each report; loaded group by group.

Takes a shelf of groups, gives all records one after the other, or those of one id. Does not know what is grouped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

from warledger.keep.pile import Pile
from warledger.keep.shelf import Shelf

T = TypeVar("T")


class Grouped(Iterable[T], Generic[T]):
    """Groups of records on a shelf; going through them goes from id to id."""

    def __init__(self, shelf: Shelf[Sequence[T]]) -> None:
        self.shelf = shelf

    @staticmethod
    def by(records: Iterable[T], id_of: Callable[[T], str]) -> Grouped[T]:
        """Records that are in memory; groups as they are."""
        if isinstance(records, Grouped):
            return records
        found: dict[str, list[T]] = defaultdict(list)
        for record in records:
            found[id_of(record)].append(record)
        return Grouped(Shelf(sorted(found), lambda ids: {i: found[i] for i in ids}))

    @staticmethod
    def piled(ids: Sequence[str], pile: Pile[tuple[T, ...]]) -> Grouped[T]:
        """Groups in a pile, in the order of their ids."""

        def load(wanted: Sequence[str]) -> Mapping[str, Sequence[T]]:
            return {i: pile[bisect_left(ids, i)] for i in wanted}

        return Grouped(Shelf(ids, load))

    def of(self, group_id: str) -> Sequence[T]:
        """The records of one id, none when it has none."""
        return self.shelf.get(group_id) or ()

    def many(self, group_ids: Sequence[str]) -> list[T]:
        """The records of some ids; loads nothing else."""
        return [record for group in self.shelf.many(group_ids) for record in group]

    def only(self, group_ids: Collection[str]) -> Grouped[T]:
        """The same without the groups of other ids."""
        return Grouped(self.shelf.only(group_ids))

    def mapped(self, change: Callable[[Sequence[T]], Sequence[T]]) -> Grouped[T]:
        """The same with something done to each group when it is loaded."""

        def load(wanted: Sequence[str]) -> Mapping[str, Sequence[T]]:
            return {i: change(group) for i, group in zip(wanted, self.shelf.many(wanted), strict=True)}

        return Grouped(Shelf(self.shelf.ids, load))

    def __iter__(self) -> Iterator[T]:
        return (record for group in self.shelf for record in group)
