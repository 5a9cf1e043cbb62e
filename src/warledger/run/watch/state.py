"""What a watcher remembers of each feed, in a file beside the ledger: small, whatever the feed does.

Takes and gives plain JSON. A damaged file is forgotten: pages that come again are known by the ledger.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warledger.export.whole import write_whole

KEPT = 5_000
"""Entries remembered of one feed; the oldest are forgotten."""
AGAIN_S = 3_600.0
"""An entry whose date changed is fetched again, but not more often than this."""
LONGEST_BACK_OFF_S = 86_400.0


@dataclass(slots=True)
class FeedMemory:
    """One feed: what the server said of it, what was seen, when it is asked next (Unix seconds), how often it failed in a row."""

    known: dict[str, str] = field(default_factory=dict)
    seen: dict[str, tuple[str, float]] = field(default_factory=dict)
    next_at: float = 0.0
    failures: int = 0
    trouble: str = ""
    moved_to: str = ""

    def wants(self, key: str, published: str, now: float) -> bool:
        """Whether an entry is to be fetched: it is new, or its date changed a while after it was last fetched."""
        old = self.seen.get(key)
        return old is None or (old[0] != published and now - old[1] >= AGAIN_S)

    def saw(self, key: str, published: str, now: float) -> None:
        """Remember an entry."""
        self.seen.pop(key, None)
        self.seen[key] = (published, now)
        while len(self.seen) > KEPT:
            self.seen.pop(next(iter(self.seen)))

    def worked(self, every_s: float, now: float) -> None:
        """It answered."""
        self.failures, self.trouble, self.next_at = 0, "", now + every_s

    def failed(self, trouble: str, every_s: float, now: float, *, gone: bool = False) -> None:
        """It did not: wait twice as long each time, a day at most; a day at once for one that is gone for good."""
        self.failures += 1
        self.trouble = trouble
        self.next_at = now + (LONGEST_BACK_OFF_S if gone else min(every_s * 2 ** min(self.failures, 12), LONGEST_BACK_OFF_S))


@dataclass(slots=True)
class WatchState:
    """All feeds by address."""

    feeds: dict[str, FeedMemory] = field(default_factory=dict)

    def of(self, url: str) -> FeedMemory:
        """The memory of one feed."""
        return self.feeds.setdefault(url, FeedMemory())

    def keep_only(self, urls: set[str]) -> None:
        """Forget feeds that are no longer watched."""
        for url in set(self.feeds) - urls:
            del self.feeds[url]

    def save(self, path: Path) -> None:
        """Write the file, whole or not at all."""
        feeds = {url: {name: getattr(m, name) for name in FeedMemory.__slots__} for url, m in sorted(self.feeds.items())}
        write_whole(path, json.dumps({"version": 1, "feeds": feeds}, ensure_ascii=True))

    @staticmethod
    def load(path: Path) -> WatchState:
        """The state in a file; an empty one when there is none, or none that can be read."""
        try:
            plain = json.loads(path.read_text(encoding="utf-8"))
            return WatchState({str(url): _memory(raw) for url, raw in plain["feeds"].items()})
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return WatchState()


def _memory(raw: dict[str, Any]) -> FeedMemory:
    seen = {str(k): (str(v[0]), float(v[1])) for k, v in raw["seen"].items()}
    known = {str(k): str(v) for k, v in raw["known"].items()}
    return FeedMemory(known, seen, float(raw["next_at"]), int(raw["failures"]), str(raw["trouble"]), str(raw["moved_to"]))
