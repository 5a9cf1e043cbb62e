"""Stages that may fail: any exception of one becomes an issue, and the report that causes it is found.

Takes a stage and what it works on, gives its result. The one place of warledger that catches every exception.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TypeVar

from warledger.keep import NoRoom
from warledger.model import ConfigError, Issue, ModelMissing, PackError, StoreError

T = TypeVar("T")
NOT_OF_A_REPORT = (PackError, ModelMissing, ConfigError, StoreError, NoRoom)
"""Errors of the installation, of the disk, or of the ledger that records come from, rather than of one report: they end the run."""

FAILED = "stage-failed"


def attempt(stage: str, record_id: str, call: Callable[[], T]) -> T | Issue:
    """The result of a stage, or an issue that says how it failed."""
    try:
        return call()
    except NOT_OF_A_REPORT:
        raise
    except Exception as error:  # noqa: BLE001 - one report must never end the run
        return failure(stage, record_id, said_by(error))


def failure(stage: str, record_id: str, detail: str) -> Issue:
    """The issue of a stage that failed on a record."""
    return Issue(record_id, stage, FAILED, f"{stage} failed: {detail}")


def said_by(error: Exception) -> str:
    """What an exception says, in one line."""
    said = (str(error).splitlines() or [""])[0][:200]
    return f"{type(error).__name__}: {said}"


@dataclass(slots=True)
class Sifter:
    """Runs stages over all reports together and leaves out those that no stage can bear.

    `spoiled` are the ids of reports that a stage failed on; later stages go without them. `issues` say why.
    """

    spoiled: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)

    def run(self, stage: str, report_ids: Sequence[str], call: Callable[[frozenset[str]], T]) -> T:
        """The result of a stage over the sound ones among the reports; `call` is pure and takes the ids to work on.

        Costs nothing extra while nothing fails. After a failure halves are tried, so that a report that fails alone costs
        the time of a few runs more.

        Raises:
            StoreError: there is no room for temporary files, or the ledger went away.
            Exception: what the stage raised, when no report fails alone: then it is not the fault of one.
        """
        sound = [i for i in report_ids if i not in self.spoiled]
        with _told():
            try:
                return call(frozenset(sound))
            except NOT_OF_A_REPORT:
                raise
            except Exception:
                call(frozenset())  # a stage that fails on nothing at all is broken itself
                found = _find(stage, sound, call)
                if not found:
                    raise
            self.spoiled.update(issue.record_id for issue in found)
            self.issues += found
            return call(frozenset(i for i in sound if i not in self.spoiled))


@contextmanager
def _told() -> Iterator[None]:
    """A full disk in a line for the user."""
    try:
        yield
    except NoRoom as error:
        line = f"no room for temporary files ({error.strerror}): free some, or set TMPDIR to a folder that has it; what was read is kept"
        raise StoreError(line) from error


def _find(stage: str, ids: Sequence[str], call: Callable[[frozenset[str]], object]) -> list[Issue]:
    """One issue for each report that fails alone, by halving what fails."""
    outcome = attempt(stage, ids[0], lambda: call(frozenset(ids))) if ids else None
    if not isinstance(outcome, Issue) or len(ids) == 1:
        return [outcome] if isinstance(outcome, Issue) else []
    half = len(ids) // 2
    return [*_find(stage, ids[:half], call), *_find(stage, ids[half:], call)]
