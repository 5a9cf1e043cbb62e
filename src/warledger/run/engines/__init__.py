"""Where reading runs: in this process, in several, on a cluster. Every engine gives the same readings in the same order.

An engine takes a way to make the reading stages and batches of pages; it gives one tuple of readings a batch. It never
touches the store: the caller commits.
"""

from warledger.model import ConfigError
from warledger.run.engines.base import Engine, Factory
from warledger.run.engines.dask import DaskEngine
from warledger.run.engines.local import LocalEngine
from warledger.run.engines.processes import ProcessEngine

__all__ = ["DaskEngine", "Engine", "Factory", "LocalEngine", "ProcessEngine", "engine_named"]


def engine_named(name: str, workers: int = 2, scheduler: str = "") -> Engine:
    """The engine of a name: local, processes or dask.

    Raises:
        ConfigError: there is none of that name, or `scheduler` is given to one that has none.
    """
    if scheduler and name != "dask":
        raise ConfigError("--scheduler goes with --engine dask")
    made: dict[str, Engine] = {"local": LocalEngine(), "processes": ProcessEngine(workers), "dask": DaskEngine(scheduler, workers)}
    if name not in made:
        raise ConfigError(f"no engine {name!r}: one of {', '.join(made)}")
    return made[name]
