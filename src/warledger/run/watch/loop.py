"""Watching until told to stop: rounds, telling, waiting.

What changed is first put where every listener gets it, then the round is done with: a kill at any moment loses none of it, though
some may be told twice. A ledger or a disk that fails is tried again later, after longer and longer waits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from warledger.model import InputError, StoreError
from warledger.run.watch.listeners import Listeners
from warledger.run.watch.rounds import Round, Watcher

FIRST_WAIT_S, LONGEST_WAIT_S = 60.0, 3600.0


@dataclass(frozen=True, slots=True)
class Said:
    """How the one who runs it is told: of rounds, and of what went wrong."""

    round: Callable[[Round], None]
    trouble: Callable[[str], None]


def watch_until(stop: Event, watcher: Watcher, listeners: Listeners, said: Said, *, once: bool = False) -> None:
    """Rounds until `stop` is set; with `once` one round, and what an earlier one left.

    Raises:
        StoreError, InputError: with `once` only: the ledger or a file beside it cannot be written.
        EngineError, PackError: as `Watcher.round`.
    """
    failures = 0
    while not stop.is_set():
        try:
            done = _one(stop, watcher, listeners, said)
        except (StoreError, InputError) as error:
            if once:
                raise
            wait = min(FIRST_WAIT_S * 2**failures, LONGEST_WAIT_S)
            failures = min(failures + 1, 10)
            said.trouble(f"{error}; tried again in {wait / 60:.0f} minutes")
            stop.wait(wait)
            continue
        failures = 0
        if once and not done.resumed:
            return
        stop.wait(0.0 if done.resumed else _pause(watcher, listeners))


def _one(stop: Event, watcher: Watcher, listeners: Listeners, said: Said) -> Round:
    done = watcher.round(stop.is_set)
    for trouble in done.troubles:
        said.trouble(trouble)
    listeners.keep(done.changes, done.at)
    said.round(done)
    watcher.told()
    for line in listeners.send(stop.is_set):
        said.trouble(line)
    return done


def _pause(watcher: Watcher, listeners: Listeners) -> float:
    due = listeners.next_in()
    return min(max(1.0, watcher.next_in()), LONGEST_WAIT_S, LONGEST_WAIT_S if due is None else max(1.0, due))
