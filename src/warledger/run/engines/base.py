"""What every engine does."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

from warledger.model import RawPage
from warledger.run.stages import Reading as Stages
from warledger.store import Reading

Factory = Callable[[], Stages]


T = TypeVar("T")
PIECE = 2
"""Pages that a worker is given at a time. A whole batch would be the work of one worker while the others wait at the end, and for
the first one at the beginning: of 120 reports in batches of 16 two workers would read 64 and 56.
"""


def in_order(
    batches: Iterable[tuple[RawPage, ...]],
    ahead: int,
    submit: Callable[[tuple[RawPage, ...]], T],
    result: Callable[[T], tuple[Reading, ...]],
) -> Iterator[tuple[Reading, ...]]:
    """The readings of each batch, in order, with so many batches in work; `submit` gives out a piece, `result` waits for it."""
    waiting: deque[list[T]] = deque()
    for pages in batches:
        waiting.append([submit(pages[at : at + PIECE]) for at in range(0, len(pages), PIECE)])
        if len(waiting) >= ahead:
            yield _gathered(waiting.popleft(), result)
    while waiting:
        yield _gathered(waiting.popleft(), result)


def _gathered(pieces: list[T], result: Callable[[T], tuple[Reading, ...]]) -> tuple[Reading, ...]:
    return tuple(reading for piece in pieces for reading in result(piece))


class Engine(Protocol):
    """Reads batches of pages, wherever."""

    def read(self, factory: Factory, batches: Iterable[tuple[RawPage, ...]]) -> Iterator[tuple[Reading, ...]]:
        """Readings of all pages in their order, in tuples of one or more; lazy on both sides.

        Raises:
            EngineError: the workers cannot be started, or died.
        """
