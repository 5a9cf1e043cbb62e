"""Short strings, such as ids, without the cost of an object each.

Takes strings one after the other, gives them back by their place, and their order.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt


class Strings(Sequence[str]):
    """Strings that are added at the end: their bytes in UTF-8, and 8 bytes each."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        """`words` are the first ones."""
        self._bytes, self._ends = bytearray(), array("Q", (0,))
        for word in words:
            self.append(word)

    def append(self, word: str) -> None:
        """Puts a string at the end."""
        self._bytes += word.encode("utf-8", "surrogatepass")
        self._ends.append(len(self._bytes))

    def order(self) -> npt.NDArray[np.int64]:
        """The places of the strings in the order of their code points."""
        lengths = np.diff(np.frombuffer(self._ends, dtype="u8"))
        size = int(lengths[0]) if len(lengths) else 0
        if size and not np.any(lengths != size):
            return np.argsort(np.frombuffer(bytes(self._bytes), dtype=f"S{size}"), kind="stable")
        return np.array(sorted(range(len(self)), key=self.__getitem__), dtype="i8")

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))

    @overload
    def __getitem__(self, at: int) -> str: ...
    @overload
    def __getitem__(self, at: slice) -> list[str]: ...
    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        place = range(len(self))[at]  # negative ones counted from the end, IndexError beyond
        return self._bytes[self._ends[place] : self._ends[place + 1]].decode("utf-8", "surrogatepass")
