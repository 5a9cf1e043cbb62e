"""What a round has changed and nobody was told of yet, in a file beside the ledger: a watch that is killed tells it when it starts again.

Before a round reads anything it writes down how the ledger stood; when the ledger is reconciled, what changed takes that place; when
everybody was told, or it was put where it waits for them, the file goes. Whatever is found there at a start was cut off, and is told.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from warledger.export.whole import write_whole
from warledger.run.watch.changes import Change, Held, Standing, Standings


@dataclass(frozen=True, slots=True)
class Left:
    """What a round left that was cut off: the changes, or None and how the ledger stood `before` when they are not found yet.

    `at` is when the round began; what is told keeps it, so that who is told twice can see that it is the same.
    """

    at: datetime
    before: Standings
    changes: tuple[Change, ...] | None = None


@dataclass(frozen=True, slots=True)
class Untold:
    """The file."""

    path: Path

    def begin(self, at: datetime, before: Standings) -> None:
        """Write down how the ledger stands, before anything is read.

        Raises:
            InputError: it cannot be written.
        """
        matters = [{**asdict(m), "denied_by": list(m.denied_by), "claims": sorted(m.claims)} for m in before.matters.values()]
        holders = [{**asdict(h), "on": h.on.isoformat() if h.on else ""} for h in before.holders.values()]
        self._write(at, matters=matters, holders=holders)

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
                return Left(at, Standings({}, {}), tuple(Change(**{k: str(v) for k, v in c.items()}) for c in plain["changes"]))
            matters, holders = map(_standing, plain["matters"]), map(_held, plain["holders"])
            return Left(at, Standings({m.id: m for m in matters}, {h.place_id: h for h in holders}))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None

    def _write(self, at: datetime, **what: object) -> None:
        write_whole(self.path, json.dumps({"version": 1, "at": at.isoformat(), **what}, ensure_ascii=True))


def _standing(raw: dict[str, Any]) -> Standing:
    plain = {name: str(raw[name]) for name in ("id", "what", "standing", "figure", "why")}
    return Standing(**plain, denied_by=tuple(map(str, raw["denied_by"])), claims=frozenset(map(str, raw["claims"])))


def _held(raw: dict[str, Any]) -> Held:
    on = date.fromisoformat(raw["on"]) if raw["on"] else None
    return Held(str(raw["place_id"]), str(raw["place"]), str(raw["holder"]), on, str(raw["record_id"]))
