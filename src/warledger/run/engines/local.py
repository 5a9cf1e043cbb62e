"""Reads in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from warledger.model import RawPage
from warledger.run.engines.base import Factory
from warledger.run.reading import read_pages
from warledger.store import Reading


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """One batch after the other; the stages are made when the first batch comes."""

    def read(self, factory: Factory, batches: Iterable[tuple[RawPage, ...]]) -> Iterator[tuple[Reading, ...]]:
        """Readings of each batch."""
        stages = None
        for pages in batches:
            stages = stages or factory()
            yield read_pages(stages, pages)
