"""Many numbers under numbers, sorted through in stretches: what does not fit into memory waits on disk, in one file.

Takes arrays of keys with a value each, gives them bucket by bucket, equal keys together. Does not know what they count.
"""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Iterator
from typing import IO, cast

import numpy as np
import numpy.typing as npt

from warledger.keep.pile import made_room

NUMBER = 64
"""Buckets: a sixty-fourth of the whole is in memory at a time."""
WAITING = 16_384
"""Entries of a bucket that wait in memory before they are written."""
TOGETHER = 4_096
"""Entries that are put in one by one and wait to be put in together."""
ENTRY = np.dtype([("key", "u8"), ("value", "u4")])
Entries = npt.NDArray[np.void]
Group = tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint32], npt.NDArray[np.int64]]


class Buckets:
    """Entries of a key and a value, 12 bytes each. A key is well mixed in its low bits, as hashes are."""

    def __init__(self, waiting: int = WAITING) -> None:
        """`waiting` entries of a bucket are held in memory."""
        self._most = waiting
        self._waiting: list[list[Entries]] = [[] for _ in range(NUMBER)]
        self._counts = [0] * NUMBER
        self._written: list[list[tuple[int, int]]] = [[] for _ in range(NUMBER)]
        self._file: IO[bytes] | None = None
        self._end = 0
        self._keys, self._values = array("Q"), array("I")

    def put(self, key: int, value: int) -> None:
        """Puts one entry in."""
        self._keys.append(key)
        self._values.append(value)
        if len(self._keys) >= TOGETHER:
            self._gather()

    def add(self, keys: npt.NDArray[np.uint64], values: npt.NDArray[np.uint32]) -> None:
        """Puts entries in."""
        entries = np.empty(len(keys), dtype=ENTRY)
        entries["key"], entries["value"] = keys, values
        bucket = keys % np.uint64(NUMBER)
        order = np.argsort(bucket, kind="stable")
        cuts = np.searchsorted(bucket[order], np.arange(NUMBER + 1))
        for at in range(NUMBER):
            if cuts[at] < cuts[at + 1]:
                self._waiting[at].append(entries[order[cuts[at] : cuts[at + 1]]])
                self._counts[at] += int(cuts[at + 1] - cuts[at])
                if self._counts[at] > self._most:
                    self._write(at)

    def groups(self) -> Iterator[Group]:
        """For each bucket its keys and values in the order of keys, then values, and where each run of equal keys begins, with the end."""
        self._gather()
        for at in range(NUMBER):
            entries = self._read(at)
            if len(entries):
                order = np.lexsort((entries["value"], entries["key"]))
                keys, values = entries["key"][order], entries["value"][order]
                starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
                yield keys, values, starts

    def _gather(self) -> None:
        """Puts in what came one by one."""
        keys, values = np.array(self._keys, dtype="u8"), np.array(self._values, dtype="u4")
        self._keys, self._values = array("Q"), array("I")
        self.add(keys, values)

    def _write(self, at: int) -> None:
        written = b"".join(entries.tobytes() for entries in self._waiting[at])
        with made_room():
            self._file = self._file or tempfile.TemporaryFile()
            self._file.seek(self._end)
            self._file.write(written)
        self._written[at].append((self._end, len(written)))
        self._end += len(written)
        self._waiting[at], self._counts[at] = [], 0

    def _read(self, at: int) -> Entries:
        parts = [np.empty(0, dtype=ENTRY)]
        for start, length in self._written[at]:
            file = cast(IO[bytes], self._file)
            with made_room():  # what was written last may only now leave the buffer
                file.seek(start)
            parts.append(np.frombuffer(file.read(length), dtype=ENTRY))
        return np.concatenate((*parts, *self._waiting[at]))
