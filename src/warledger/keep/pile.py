"""A pile of records: the first of them in memory, the rest in a file without a name that goes away with the pile.

Takes frozen records, gives them back equal, in the order in which they were put there or one by one.
"""

from __future__ import annotations

import dataclasses
import io
import pickle
import tempfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from operator import attrgetter, methodcaller
from typing import IO, Any, Generic, TypeVar, cast, overload

from warledger.keep.making import maker

T = TypeVar("T")
HELD = 4_096
"""Records of a pile that stay in memory: a small ledger never touches the disk."""
TOGETHER = 65_536
"""Bytes that are written together."""


class NoRoom(OSError):
    """What does not fit into memory cannot be put away: the folder for temporary files is full, or may not be written."""


@contextmanager
def made_room() -> Iterator[None]:
    """Errors of the disk as NoRoom."""
    try:
        yield
    except OSError as error:
        raise NoRoom(error.errno, f"{tempfile.gettempdir()}: {error.strerror}") from error


class Pile(Sequence[T], Generic[T]):
    """Records that are added at the end and looked at in any order. Costs 8 bytes of memory a record beyond the first `held`."""

    def __init__(self, held: int = HELD) -> None:
        """`held` records are kept in memory, the rest on disk."""
        self._limit = held
        self._held: list[T] = []
        self._starts = array("Q")
        self._file: IO[bytes] | None = None
        self._end = 0
        self._waiting: list[bytes] = []
        self._written = 0

    def append(self, record: T) -> int:
        """Puts a record at the end; its place in the pile.

        Raises:
            NoRoom: it, or what waited to be written with it, cannot be written.
        """
        if len(self._held) < self._limit:
            self._held.append(record)
            return len(self._held) - 1
        put_away = _dumps(record)
        if self._file is None:
            with made_room():
                self._file = tempfile.TemporaryFile("w+b", 0)  # records are looked at one by one, in any order
        self._waiting.append(put_away)
        self._starts.append(self._end)
        self._end += len(put_away)
        if self._end - self._written > TOGETHER:
            self._write()
        return len(self) - 1

    def _write(self) -> None:
        """Writes what waits for it."""
        file, left = cast(IO[bytes], self._file), memoryview(b"".join(self._waiting))
        with made_room():
            file.seek(self._written)
            while left:
                left = left[file.write(left) :]
        self._written, self._waiting = self._end, []

    def extend(self, records: Iterable[T]) -> None:
        """Puts records at the end, one after the other."""
        for record in records:
            self.append(record)

    def __len__(self) -> int:
        return len(self._held) + len(self._starts)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> list[T]: ...
    def __getitem__(self, at: int | slice) -> T | list[T]:
        if isinstance(at, slice):
            return [self[i] for i in range(*at.indices(len(self)))]
        place = range(len(self))[at]  # negative ones counted from the end, IndexError beyond
        if place < len(self._held):
            return self._held[place]
        number = place - len(self._held)
        start, end = self._starts[number], self._starts[number + 1] if number + 1 < len(self._starts) else self._end
        if end > self._written:
            self._write()
        file = cast(IO[bytes], self._file)
        file.seek(start)
        return cast(T, _loads(file.read(end - start)))

    def __iter__(self) -> Iterator[T]:
        return (self[at] for at in range(len(self)))

    def ordered(self, places: Sequence[int]) -> Sequence[T]:
        """The records at some places, in that order: a tuple when all are in memory, else looked up when they are asked for."""
        return _Ordered(self, places) if self._file is not None else tuple(self._held[at] for at in places)


class _Ordered(Sequence[T], Generic[T]):
    """Records of a pile in an order of their own."""

    def __init__(self, pile: Pile[T], places: Sequence[int]) -> None:
        self._pile, self._places = pile, places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        return _Ordered(self._pile, self._places[at]) if isinstance(at, slice) else self._pile[self._places[at]]


class _Reducers(dict[type, Callable[[Any], Any]]):
    """How records of a type are written; a dataclass by its fields in order: a fifth of the time that slotted frozen ones take by

    themselves.
    """

    def __missing__(self, kind: type) -> Callable[[Any], Any]:
        fields = _fields(kind)
        self[kind] = made = methodcaller("__reduce_ex__", 5) if fields is None else lambda record: (kind, fields(record))
        return made


_REDUCERS = _Reducers()


def _dumps(record: object) -> bytes:
    stream = io.BytesIO()
    pickler = pickle.Pickler(stream, protocol=5)
    pickler.dispatch_table = _REDUCERS
    pickler.dump(record)
    return stream.getvalue()


class _Unpickler(pickle.Unpickler):
    """Makes records by their makers."""

    def find_class(self, module: str, name: str) -> Any:
        """The maker of a record, every other thing as it is; looked up once each."""
        found = _FOUND.get((module, name))
        if found is None:
            found = super().find_class(module, name)
            found = _FOUND[module, name] = maker(found) if isinstance(found, type) else found
        return found


_FOUND: dict[tuple[str, str], Any] = {}


def _loads(put_away: bytes) -> object:
    return _Unpickler(io.BytesIO(put_away)).load()


def _fields(kind: type) -> Callable[[Any], tuple[Any, ...]] | None:
    """What takes the fields out of a dataclass in the order of its constructor; None for other types."""
    if not dataclasses.is_dataclass(kind):
        return None
    names = [f.name for f in dataclasses.fields(kind)]
    if len(names) == 1:
        only = attrgetter(*names)
        return lambda record: (only(record),)
    return attrgetter(*names) if names else lambda _: ()
