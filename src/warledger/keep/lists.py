"""Numbers that meet under keys: millions of entries, most of them on disk.

Takes keys of words with a number, gives the numbers under each key that several share. Does not know what is numbered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from warledger.keep.buckets import WAITING, Buckets

Entry = tuple[int, bool]


def key_hash(words: Iterable[str]) -> int:
    """64 bits of a key, equal in every process; two keys clash with odds of 1e-5 among twenty million."""
    return int.from_bytes(blake2b("\x1f".join(words).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


REMEMBERED = 4_096
BESIDE = 0xFFC0_0000_0000_003F
"""The bits of a hash that say where a key comes up: its bucket, and the highest, by which keys of a bucket are in order."""


@lru_cache(REMEMBERED)
def _beside_hash(words: tuple[str, ...]) -> int:
    return key_hash(words)


class Lists:
    """Entries by key. An entry is a number below 2**31, and whether it is found under the key (its own) or only looks there."""

    def __init__(self, waiting: int = WAITING) -> None:
        """`waiting` entries of each bucket are held in memory."""
        self._buckets = Buckets(waiting)

    def add(self, words: Iterable[str], number: int, *, own: bool = True, beside: tuple[str, ...] = ()) -> None:
        """Puts a number under a key. Keys beside the same words come up one after the other, as far as a few bits can tell."""
        key = key_hash(words)
        if beside:
            key = key & ~BESIDE | _beside_hash(beside) & BESIDE
        self._buckets.put(key, number << 1 | own)

    def __iter__(self) -> Iterator[list[Entry]]:
        """The entries of each key that has two or more of which one is its own; each list in the order of (number, own)."""
        for _, values, starts in self._buckets.groups():
            shared = (np.diff(starts) > 1) & (np.add.reduceat(values & 1, starts[:-1]) > 0)
            for first, last in zip(starts[:-1][shared].tolist(), starts[1:][shared].tolist(), strict=True):
                yield [(value >> 1, bool(value & 1)) for value in values[first:last].tolist()]
