"""Reads in several processes of this machine; each makes the stages once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from warledger.model import EngineError, RawPage
from warledger.run.engines.base import Factory, in_order
from warledger.run.reading import read_pages
from warledger.run.stages import Reading as Stages
from warledger.store import Reading

AHEAD = 2
"""Batches in work a worker: enough that none waits, few enough that memory stays small."""


@dataclass(frozen=True, slots=True)
class ProcessEngine:
    """A pool of `workers` processes. New interpreters are started: a forked model runtime can hang."""

    workers: int

    def read(self, factory: Factory, batches: Iterable[tuple[RawPage, ...]]) -> Iterator[tuple[Reading, ...]]:
        """Readings of each batch, in order."""
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self.workers, mp_context=context, initializer=_Worker.start, initargs=(factory,)) as pool:
            try:
                yield from in_order(batches, self.workers * AHEAD, lambda pages: pool.submit(_Worker.read, pages), _readings)
            except BrokenProcessPool as error:
                line = "a worker process ended (out of memory?): what was read is kept, give the same command again with fewer --workers"
                raise EngineError(line) from error
            finally:
                pool.shutdown(wait=True, cancel_futures=True)


class _Worker:
    """What a worker process holds: its stages."""

    stages: Stages | None = None

    @classmethod
    def start(cls, factory: Factory) -> None:
        cls.stages = factory()

    @classmethod
    def read(cls, pages: tuple[RawPage, ...]) -> tuple[Reading, ...]:
        if cls.stages is None:
            raise EngineError("the worker was not started")
        return read_pages(cls.stages, pages)


def _readings(piece: Future[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    return piece.result()
