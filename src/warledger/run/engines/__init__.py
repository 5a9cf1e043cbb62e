"""Where reading runs: in this process, in several, on a cluster. Every engine gives the same readings in the same order.

An engine takes a way to make the reading stages and batches of pages; it gives one tuple of readings a batch. It never
touches the store: the caller commits.
"""

from warledger.run.engines.base import Engine, Factory
from warledger.run.engines.dask import DaskEngine
from warledger.run.engines.local import LocalEngine
from warledger.run.engines.processes import ProcessEngine

__all__ = ["DaskEngine", "Engine", "Factory", "LocalEngine", "ProcessEngine"]
