"""What a round has changed and nobody was told of yet, in a file beside the ledger: a watch that is killed tells it when it starts again.

Before a round reads anything it writes down which change was the last that the ledger noted; when the ledger is reconciled, what was noted
since takes that place; when everybody was told, or it was put where it waits for them, the file goes. Whatever is found there at a start
was cut off, and is told.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from warledger.export.whole import write_whole
from warledger.run.watch.changes import Change


@dataclass(frozen=True, slots=True)
class Left:
    """What a round left that was cut off: the changes, or None and the number of the last that was noted before it.

    `at` is when the round began; what is told keeps it, so that who is told twice can see that it is the same.
    """

    at: datetime
    last: int = 0
    changes: tuple[Change, ...] | None = None


@dataclass(frozen=True, slots=True)
class Untold:
    """The file."""

    path: Path

    def begin(self, at: datetime, last: int) -> None:
        """Write down the number of the last change that was noted, before anything is read.

        Raises:
            InputError: it cannot be written.
        """
        self._write(at, last=last)

    def found(self, at: datetime, changes: Sequence[Change]) -> None:
        """Write down what changed, before anybody is told.

        Raises:
            InputError: it cannot be written.
        """
        self._write(at, changes=[asdict(c) for c in changes])

    def done(self) -> None:
        """Everybody was told."""
        self.path.unlink(missing_ok=True)

    def left(self) -> Left | None:
        """What a round left that was cut off; None when there is no file, or none that can be read."""
        try:
            plain = json.loads(self.path.read_text(encoding="utf-8"))
            at = datetime.fromisoformat(plain["at"]).astimezone(UTC)
            if "changes" in plain:
                return Left(at, 0, tuple(Change(**{k: str(v) for k, v in c.items()}) for c in plain["changes"]))
            return Left(at, int(plain["last"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, at: datetime, **what: object) -> None:
        write_whole(self.path, json.dumps({"version": 2, "at": at.isoformat(), **what}, ensure_ascii=True))
