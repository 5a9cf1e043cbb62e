"""Reads on a Dask cluster: one that is running, or one made here of several processes.

Each worker makes the stages once. Batches go out in order, only a few ahead of what has come back, so that memory
stays bounded; what workers held when they died is read again elsewhere. Dask is imported when reading starts.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from warledger.model import EngineError, RawPage
from warledger.run.engines.base import Factory, in_order
from warledger.run.reading import read_pages
from warledger.run.stages import Reading as Stages
from warledger.store import Reading

if TYPE_CHECKING:
    from distributed import Client

Future = Any
"""distributed.Future, whose methods have no types."""

AHEAD = 2
"""Batches in work a worker: enough that none waits, few enough that memory stays small."""

START_S = 60
"""How long to wait for the first worker of a cluster."""

QUIET = {
    "distributed.admin.large-graph-warning-threshold": "1GB",
    "distributed.comm.timeouts.connect": "10s",
    "distributed.worker.profile.enabled": False,  # it looks at every thread a hundred times a second
}
PLUGIN = "warledger-reading"
LOST = "the Dask cluster went away: what was read is kept, give the same command again"


@dataclass(frozen=True, slots=True)
class DaskEngine:
    """A cluster at `scheduler` (tcp://HOST:8786, tls://HOST:8786); without one, `workers` processes of this machine."""

    scheduler: str = ""
    workers: int = 2

    def read(self, factory: Factory, batches: Iterable[tuple[RawPage, ...]]) -> Iterator[tuple[Reading, ...]]:
        """Readings of each batch, in order.

        Raises:
            EngineError: Dask is not installed, nothing answers, no worker comes, or the same pages ended several workers.
        """
        with _cluster(self) as client:
            client.register_plugin(_plugin(factory), name=PLUGIN)
            yield from _in_order(client, batches, AHEAD * max(1, len(client.scheduler_info(n_workers=-1)["workers"])))


@contextmanager
def _cluster(engine: DaskEngine) -> Iterator[Client]:
    """A client with at least one worker; what was started here is stopped again."""
    try:
        import dask

        distributed: Any = import_module("distributed")
    except ImportError as error:
        raise EngineError("--engine dask needs Dask: pip install 'warledger[dask]'") from error
    with dask.config.set(QUIET), ExitStack() as stack:
        address: Any = engine.scheduler
        try:
            if not address:
                address = stack.enter_context(
                    distributed.LocalCluster(
                        n_workers=engine.workers, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None,
                        memory_limit=0, silence_logs=logging.CRITICAL,
                    )
                )  # fmt: skip
            client = stack.enter_context(distributed.Client(address, set_as_default=False))
            client.wait_for_workers(1, timeout=START_S)
        except (OSError, TimeoutError, ValueError, RuntimeError) as error:
            raise EngineError(f"no Dask cluster with a worker at {engine.scheduler or 'this machine'}: {error}") from error
        yield client


def _plugin(factory: Factory) -> Any:
    """What each worker keeps for a run: the stages, made when its first batch comes. Dask sends it to new workers too."""
    from distributed import WorkerPlugin

    class Held(WorkerPlugin):
        name = PLUGIN

        def setup(self, worker: Any) -> None:
            self.kept = _Kept(factory)

    return Held()


class _Kept:
    """Stages of one worker process; one batch at a time, since a model uses all cores it is given."""

    def __init__(self, factory: Factory) -> None:
        self._factory, self._lock = factory, threading.Lock()
        self._stages: Stages | None = None

    def read(self, pages: tuple[RawPage, ...]) -> tuple[Reading, ...]:
        with self._lock:
            self._stages = self._stages or self._factory()
            return read_pages(self._stages, pages)


def _read(pages: tuple[RawPage, ...]) -> tuple[Reading, ...]:
    """Runs on a worker."""
    from distributed import get_worker

    plugins: dict[str, Any] = get_worker().plugins
    kept: _Kept = plugins[PLUGIN].kept
    return kept.read(pages)


def _in_order(client: Client, batches: Iterable[tuple[RawPage, ...]], ahead: int) -> Iterator[tuple[Reading, ...]]:
    given: list[Future] = []

    def submit(pages: tuple[RawPage, ...]) -> tuple[tuple[RawPage, ...], Future]:
        future = client.submit(_read, pages, pure=False)
        given.append(future)
        return pages, future

    def result(piece: tuple[tuple[RawPage, ...], Future]) -> tuple[Reading, ...]:
        readings = _result(*piece)
        given.remove(piece[1])
        return readings

    try:
        yield from in_order(batches, ahead, submit, result)
    finally:
        for future in given:
            future.cancel()


def _result(pages: tuple[RawPage, ...], future: Future) -> tuple[Reading, ...]:
    from concurrent.futures import CancelledError

    from distributed import KilledWorker
    from distributed.comm.core import CommClosedError

    try:
        readings: tuple[Reading, ...] = future.result()
    except KilledWorker as error:
        names = f"{pages[0].name} .. {pages[-1].name}"
        raise EngineError(f"several workers ended while reading {names} (out of memory?): what was read is kept") from error
    except (CancelledError, CommClosedError, OSError) as error:
        raise EngineError(LOST) from error
    return readings
