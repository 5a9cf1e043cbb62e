"""One round of watching: ask the feeds whose time has come, read what is new, compare the ledger before and after.

Takes options, stages and a store. A feed that is broken, moved, repeats itself or goes back in time costs only itself.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warledger.collect import CollectOptions, FetchOptions
from warledger.collect.feeds import Entry, parse_feed, parse_sitemap
from warledger.collect.fetch import Fetched, Fetcher, Surroundings
from warledger.collect.guard import Refused
from warledger.collect.web import Walk, entry_pages, known_of
from warledger.model import RawPage, Rejection
from warledger.run.pipeline import Options, Pipeline, RunSummary
from warledger.run.stages import Stages
from warledger.run.watch.changes import Change, Standings, find_changes, standings_of
from warledger.run.watch.config import FeedOptions, WatchOptions
from warledger.run.watch.state import FeedMemory, WatchState
from warledger.store import Store

Item = RawPage | Rejection
GONE = "http-410"
"""What a server says of a feed that will not come back."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did. `troubles` are lines about feeds for the one who runs it."""

    asked: int = 0
    new_pages: int = 0
    summary: RunSummary = RunSummary()
    changes: tuple[Change, ...] = ()
    troubles: tuple[str, ...] = ()


@dataclass(slots=True)
class _Haul:
    """What the feeds gave in one round."""

    items: list[Item] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    asked: int = 0


class Watcher:
    """Watches feeds into one store; `state_file` keeps what was seen between runs."""

    def __init__(  # noqa: PLR0913 - each is one thing that a test replaces
        self, options: WatchOptions, stages: Stages, store: Store, state_file: Path, fetch: FetchOptions | None = None,
        around: Surroundings | None = None, clock: Callable[[], float] = time.time, run: Options | None = None,
    ) -> None:  # fmt: skip
        self._options, self._stages, self._store, self._file = options, stages, store, state_file
        contact = options.contact
        self._fetch = fetch or FetchOptions(contact=contact)
        self._around, self._clock, self._run = around, clock, run
        self._state = WatchState.load(state_file)
        self._state.keep_only({f.url for f in options.feeds})

    def next_in(self) -> float:
        """Seconds until a feed is to be asked again."""
        return max(0.0, min(self._state.of(f.url).next_at for f in self._options.feeds) - self._clock())

    def round(self, stopping: Callable[[], bool] = lambda: False) -> Round:
        """Ask every feed whose time has come, read, reconcile, compare. Stops between two addresses when told to.

        Raises:
            StoreError, EngineError, PackError: as `Pipeline.run`; feeds are then asked again in the next round.
        """
        haul = _Haul()
        with Fetcher(self._fetch, self._around) as fetcher:
            for feed in self._options.feeds:
                if not stopping() and self._state.of(feed.url).next_at <= self._clock():
                    self._ask(feed, fetcher, haul, stopping)
        pages = [i for i in haul.items if isinstance(i, RawPage)]
        summary, changes = self._read(haul.items) if haul.items else (RunSummary(), [])
        self._state.save(self._file)
        return Round(haul.asked, len(pages), summary, tuple(changes), tuple(haul.troubles))

    def _read(self, items: Sequence[Item]) -> tuple[RunSummary, list[Change]]:
        before = self._standings()
        stages = dataclasses.replace(self._stages, collect=lambda _: iter(items))
        summary = Pipeline(stages, self._store, self._run).run(["feeds"])
        return summary, find_changes(before, self._standings()) if summary.new else []

    def _standings(self) -> Standings:
        with self._store.view() as view:
            return standings_of(view)

    def _ask(self, feed: FeedOptions, fetcher: Fetcher, haul: _Haul, stopping: Callable[[], bool]) -> None:
        """Ask one feed and fetch what is new in it; what goes wrong is a trouble and a longer pause."""
        memory, now = self._state.of(feed.url), self._clock()
        haul.asked += 1
        try:
            found = fetcher.fetch(feed.url, memory.known)
        except Refused as refused:
            memory.failed(refused.detail, feed.every_s, now, gone=refused.code == GONE)
            haul.troubles.append(f"{feed.url}: {refused.detail}; asked again in {(memory.next_at - now) / 60:.0f} minutes")
            return
        self._note_move(feed, found, memory, haul)
        if found.unchanged:
            memory.worked(feed.every_s, now)
            return
        entries = _entries(found.body)
        if entries is None:
            memory.known = {}
            memory.failed("it is no feed that can be read", feed.every_s, now)
            haul.troubles.append(f"{feed.url}: it is no feed that can be read")
            return
        whole = self._take(feed, entries, fetcher, haul, stopping)
        memory.known = dict(known_of(found)) if whole else {}  # else the rest would be behind a 304
        memory.worked(feed.every_s, now)

    def _note_move(self, feed: FeedOptions, found: Fetched, memory: FeedMemory, haul: _Haul) -> None:
        moved = found.reached if found.moved else ""
        if moved and moved != memory.moved_to:
            haul.troubles.append(f"{feed.url}: moved to {moved}: put that in the file")
        memory.moved_to = moved

    def _take(self, feed: FeedOptions, entries: Sequence[Entry], fetcher: Fetcher, haul: _Haul, stopping: Callable[[], bool]) -> bool:
        """Fetch the entries that were not seen; False when some are left for the next round."""
        memory, now = self._state.of(feed.url), self._clock()
        opts = CollectOptions(fetch=self._fetch)
        walk = Walk(left=self._fetch.max_pages)
        wanted = [e for e in _once(entries) if memory.wants(e.url or e.key, e.published, now)]
        for number, entry in enumerate(wanted):
            if stopping() or number >= self._options.max_new:
                return False
            named = dataclasses.replace(entry, outlet=feed.outlet or entry.outlet, language=feed.language or entry.language)
            haul.items += entry_pages(named, opts, fetcher, walk)
            memory.saw(entry.url or entry.key, entry.published, now)
        return True


def _once(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Entries whose address or key was not met before in this feed."""
    met: set[str] = set()
    for entry in entries:
        key = entry.url or entry.key
        if key and key not in met:
            met.add(key)
            yield entry


def _entries(body: bytes) -> tuple[Entry, ...] | None:
    """Entries of a feed, or of a (news) sitemap."""
    feed = parse_feed(body)
    if feed is not None and (feed.entries or feed.title):
        return feed.entries
    listed = parse_sitemap(body) if b"<" in body[:100] else None
    return tuple(listed[0]) if listed and listed[0] else None
