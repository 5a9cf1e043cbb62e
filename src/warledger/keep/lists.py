"""Numbers that meet under keys: millions of entries in arrays, 13 bytes each.

Takes keys of words with a number, gives the numbers under each key that several share. Does not know what is numbered.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

Entry = tuple[int, bool]


def key_hash(words: Iterable[str]) -> int:
    """64 bits of a key, equal in every process; two keys clash with odds of 1e-5 among twenty million."""
    return int.from_bytes(blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


class Lists:
    """Entries by key. An entry is a number, and whether it is found under the key (its own) or only looks there."""

    def __init__(self) -> None:
        self._keys, self._numbers, self._own = array("Q"), array("I"), array("b")

    def add(self, words: Iterable[str], number: int, *, own: bool = True) -> None:
        """Puts a number under a key."""
        self._keys.append(key_hash(words))
        self._numbers.append(number)
        self._own.append(own)

    def __iter__(self) -> Iterator[list[Entry]]:
        """The entries of each key that has two or more of which one is its own; each list in the order of (number, own)."""
        if not self._keys:
            return
        keys, numbers, own = (np.frombuffer(a, dtype=t) for a, t in ((self._keys, "u8"), (self._numbers, "u4"), (self._own, "i1")))
        order = np.argsort(keys, kind="stable")
        starts = _starts(keys[order])
        ends = np.append(starts[1:], len(order))
        some_own = np.add.reduceat(own[order], starts, dtype=np.int64) > 0
        for first, last in zip(starts[(ends - starts > 1) & some_own], ends[(ends - starts > 1) & some_own], strict=True):
            at = order[first:last]
            yield sorted(zip(numbers[at].tolist(), own[at].astype(bool).tolist(), strict=True))


def _starts(ordered: npt.NDArray[np.uint64]) -> npt.NDArray[np.int64]:
    """Where each run of equal values begins."""
    return np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
