"""Conclusions that follow decisions, in the background, while a ledger is looked at.

Takes what draws the conclusions anew, calls it after each change: never twice at once, and once for changes that come while
it runs. Does not decide anything.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from functools import cache

from warledger.model import WarledgerError
from warledger.run.default import default_stages
from warledger.run.pipeline import Pipeline
from warledger.run.stages import Stages
from warledger.store import Store

SOON_S = 1.0
"""How long whoever made a decision waits for its conclusions; later they come while other things are looked at."""

_log = logging.getLogger(__name__)


class Following:
    """One background thread that draws conclusions anew when it is told that something changed."""

    def __init__(self, conclude: Callable[[], object], soon_s: float = SOON_S) -> None:
        self._conclude, self._soon_s = conclude, soon_s
        self._lock = threading.Condition()
        self._wanted = self._done = 0
        self._running = False
        self._last_s = 0.0
        self._problem = ""

    @property
    def is_behind(self) -> bool:
        """Whether conclusions of a change are still to come."""
        with self._lock:
            return self._running

    @property
    def problem(self) -> str:
        """Why the latest conclusions could not be drawn, "" when they could."""
        with self._lock:
            return self._problem

    def changed(self) -> bool:
        """Something changed; whether the conclusions are already drawn, which is waited for when it does not take long."""
        with self._lock:
            self._wanted += 1
            mine = self._wanted
            if not self._running:
                self._running = True
                threading.Thread(target=self._work, name="warledger-conclusions", daemon=True).start()
            if self._last_s <= self._soon_s:
                self._lock.wait_for(lambda: self._done >= mine, self._soon_s)
            return self._done >= mine

    def wait(self, timeout_s: float) -> bool:
        """Wait until nothing is to come any more; whether that is so."""
        with self._lock:
            return self._lock.wait_for(lambda: not self._running, timeout_s)

    def _work(self) -> None:
        while True:
            with self._lock:
                if self._done == self._wanted:
                    self._running = False
                    self._lock.notify_all()
                    return
                upto = self._wanted
            start = time.monotonic()
            problem = self._try()
            with self._lock:
                self._done, self._problem, self._last_s = upto, problem, time.monotonic() - start
                self._lock.notify_all()

    def _try(self) -> str:
        """Draw them; what went wrong in one line. A thread that died silently would leave the desk waiting for ever."""
        try:
            self._conclude()
        except WarledgerError as error:
            return str(error)
        except Exception as error:  # noqa: BLE001 - told on every page of the desk, and logged
            _log.exception("the conclusions could not be drawn")
            return f"{type(error).__name__}: {error}"
        return ""


def following(store: Store) -> Following:
    """Conclusions of a ledger by the stages as shipped, which are loaded at the first change and kept."""
    shipped = default_stages()
    stages = Stages(shipped.collect, shipped.reading, cache(shipped.reconciling))
    return Following(lambda: Pipeline(stages, store).reconcile())
