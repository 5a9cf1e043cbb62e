"""Many numbers under numbers, sorted through in stretches: what does not fit into memory waits on disk, a file a bucket.

Takes arrays of keys with a value each, gives them bucket by bucket, equal keys together. Does not know what they count.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import IO

import numpy as np
import numpy.typing as npt

from warledger.keep.pile import made_room

NUMBER = 64
"""Buckets: a sixty-fourth of the whole is in memory at a time."""
WAITING = 65_536
"""Entries of a bucket that wait in memory before they are written."""
ENTRY = np.dtype([("key", "u8"), ("value", "u4")])
Entries = npt.NDArray[np.void]


class Buckets:
    """Entries of a key and a value, 12 bytes each. A key is well mixed in its low bits, as hashes are."""

    def __init__(self, waiting: int = WAITING) -> None:
        """`waiting` entries of a bucket are held in memory."""
        self._most = waiting
        self._waiting: list[list[Entries]] = [[] for _ in range(NUMBER)]
        self._counts = [0] * NUMBER
        self._files: list[IO[bytes] | None] = [None] * NUMBER

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

    def groups(self) -> Iterator[tuple[npt.NDArray[np.uint64], npt.NDArray[np.uint32], npt.NDArray[np.int64]]]:
        """For each bucket its keys and values in the order of keys, then values, and where each run of equal keys begins, with the end."""
        for at in range(NUMBER):
            entries = self._read(at)
            if len(entries):
                order = np.lexsort((entries["value"], entries["key"]))
                keys, values = entries["key"][order], entries["value"][order]
                starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
                yield keys, values, starts

    def _write(self, at: int) -> None:
        with made_room():
            file = self._files[at] = self._files[at] or tempfile.TemporaryFile()
            for entries in self._waiting[at]:
                file.write(entries.tobytes())
        self._waiting[at], self._counts[at] = [], 0

    def _read(self, at: int) -> Entries:
        file, written = self._files[at], np.empty(0, dtype=ENTRY)
        if file is not None:
            with made_room():
                file.seek(0)
            written = np.frombuffer(file.read(), dtype=ENTRY)
            file.seek(0, 2)
        return np.concatenate((written, *self._waiting[at]))
