"""What every engine does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol

from warledger.model import RawPage
from warledger.run.stages import Reading as Stages
from warledger.store import Reading

Factory = Callable[[], Stages]


class Engine(Protocol):
    """Reads batches of pages, wherever."""

    def read(self, factory: Factory, batches: Iterable[tuple[RawPage, ...]]) -> Iterator[tuple[Reading, ...]]:
        """One tuple of readings a batch, in the order of the batches; lazy on both sides.

        Raises:
            EngineError: the workers cannot be started, or died.
        """
