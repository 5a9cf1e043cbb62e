"""Reads in this process."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from warledger.model import RawPage
from warledger.run.engines.base import Factory
from warledger.run.reading import read_on, read_pages
from warledger.store import Reading


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """One page after the other, without a break between batches; the stages are made when the first batch comes."""

    def read(self, factory: Factory, batches: Iterable[tuple[RawPage, ...]]) -> Iterator[tuple[Reading, ...]]:
        """Readings page by page; batch by batch where the stages cannot go on from one to the next."""
        waiting = iter(batches)
        for pages in waiting:
            stages = factory()
            coming = chain([pages], waiting)
            if stages.annotate_on is None:
                yield from (read_pages(stages, each) for each in coming)
            else:
                yield from ((reading,) for reading in read_on(stages, stages.annotate_on, chain.from_iterable(coming)))
