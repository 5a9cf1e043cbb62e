"""One round of watching: ask the feeds whose time has come, read what is new, gather what the ledger notes that it changed.

Takes options, stages and a store. A feed that is broken, moved, repeats itself or goes back in time costs only itself. What changed is
kept in a file until the caller says that it was told; a round that was cut off is ended first.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from warledger.collect import CollectOptions, FetchOptions
from warledger.collect.feeds import Entry, parse_feed, parse_sitemap
from warledger.collect.fetch import Fetched, Fetcher, Surroundings
from warledger.collect.guard import Refused
from warledger.collect.web import Walk, entry_pages, known_of, unpacked
from warledger.model import RawPage, Rejection
from warledger.run.pipeline import Options, Pipeline, RunSummary
from warledger.run.stages import Stages
from warledger.run.watch.changes import Change, changes_since
from warledger.run.watch.config import FeedOptions, WatchOptions
from warledger.run.watch.state import FeedMemory, WatchState
from warledger.run.watch.untold import Left, Untold
from warledger.store import Store

Item = RawPage | Rejection
GONE = "http-410"
"""What a server says of a feed that will not come back."""
NAP_S = 0.2
"""A host that wants to be asked slowly is waited for in short sleeps, so that a stop need not wait too."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one round did. `troubles` are lines about feeds for the one who runs it.

    `at` is when it began. With `resumed` it only ended an earlier one that was cut off, and asked nobody.
    """

    at: datetime
    asked: int = 0
    new_pages: int = 0
    summary: RunSummary = RunSummary()
    changes: tuple[Change, ...] = ()
    troubles: tuple[str, ...] = ()
    resumed: bool = False


@dataclass(slots=True)
class _Haul:
    """What is counted while the feeds of one round are asked."""

    troubles: list[str] = field(default_factory=list)
    asked: int = 0
    pages: int = 0


class Watcher:
    """Watches feeds into one store; `state_file` keeps what was seen between runs."""

    def __init__(  # noqa: PLR0913 - each is one thing that a test replaces
        self, options: WatchOptions, stages: Stages, store: Store, state_file: Path, fetch: FetchOptions | None = None,
        around: Surroundings | None = None, clock: Callable[[], float] = time.time, run: Options | None = None,
    ) -> None:  # fmt: skip
        self._options, self._stages, self._store, self._file = options, stages, store, state_file
        contact = options.contact
        self._fetch = fetch or FetchOptions(contact=contact)
        self._around, self._clock, self._run = around or Surroundings(), clock, run
        self._untold = Untold(state_file.with_name(f"{state_file.name.removesuffix('.json')}.untold.json"))
        self._state = self._remembered()

    def next_in(self) -> float:
        """Seconds until a feed is to be asked again."""
        return max(0.0, min(self._state.of(f.url).next_at for f in self._options.feeds) - self._clock())

    def round(self, stopping: Callable[[], bool] = lambda: False) -> Round:
        """Ask every feed whose time has come, read, reconcile, gather what changed. Stops between two addresses when told to.

        What changed is kept until `told` is called; a round that finds something kept ends what was cut off, and asks nobody.

        Raises:
            StoreError, EngineError, PackError: as `Pipeline.run`; what was read is kept, feeds are asked again in the next round.
            InputError: what is remembered of feeds and changes cannot be written.
        """
        left = self._untold.left()
        if left is not None:
            return self._resumed(left)
        haul, at = _Haul(), datetime.fromtimestamp(self._clock(), UTC)
        around = dataclasses.replace(self._around, stopped=stopping, sleep=lambda s: _nap(self._around, s, stopping))
        try:
            with Fetcher(self._fetch, around) as fetcher:
                items = self._gather(fetcher, haul, stopping)
                first = next(items, None)
                summary, changes = (RunSummary(), ()) if first is None else self._read(chain((first,), items), at)
            self._state.save(self._file)
        except Exception:
            self._state = self._remembered()  # what was fetched and not stored is to be fetched again
            raise
        return Round(at, haul.asked, haul.pages, summary, changes, tuple(haul.troubles))

    def told(self) -> None:
        """Everybody knows what the last round changed, or it waits where they will get it."""
        self._untold.done()

    def _remembered(self) -> WatchState:
        state = WatchState.load(self._file)
        state.keep_only({f.url for f in self._options.feeds})
        return state

    def _resumed(self, left: Left) -> Round:
        """End a round that was cut off: reconcile if that was still to be done, and find what changed."""
        changes = left.changes
        if changes is None:
            Pipeline(self._stages, self._store, self._run).reconcile()
            changes = self._noted(left.last, left.at)
        return Round(left.at, changes=changes, resumed=True)

    def _read(self, items: Iterator[Item], at: datetime) -> tuple[RunSummary, tuple[Change, ...]]:
        with self._store.view() as view:
            last = view.overview.last_change()
        self._untold.begin(at, last)
        stages = dataclasses.replace(self._stages, collect=lambda _: items)
        summary = Pipeline(stages, self._store, self._run).run(["feeds"])
        if not summary.new:
            self._untold.done()
            return summary, ()
        return summary, self._noted(last, at)

    def _noted(self, last: int, at: datetime) -> tuple[Change, ...]:
        with self._store.view() as view:
            changes = changes_since(view, last)
        if changes:
            self._untold.found(at, changes)
        else:
            self._untold.done()
        return changes

    def _gather(self, fetcher: Fetcher, haul: _Haul, stopping: Callable[[], bool]) -> Iterator[Item]:
        """What is new in the feeds whose time has come, as it comes in: a round is never held together."""
        for feed in self._options.feeds:
            if not stopping() and self._state.of(feed.url).next_at <= self._clock():
                for item in self._ask(feed, fetcher, haul, stopping):
                    haul.pages += isinstance(item, RawPage)
                    yield item

    def _ask(self, feed: FeedOptions, fetcher: Fetcher, haul: _Haul, stopping: Callable[[], bool]) -> Iterator[Item]:
        """Ask one feed and fetch what is new in it; what goes wrong is a trouble and a longer pause."""
        memory, now = self._state.of(feed.url), self._clock()
        haul.asked += 1
        try:
            found = fetcher.fetch(feed.url, memory.known)
        except Refused as refused:
            if not stopping():
                memory.failed(refused.detail, feed.every_s, now, gone=refused.code == GONE)
                haul.troubles.append(f"{feed.url}: {refused.detail}; asked again in {(memory.next_at - now) / 60:.0f} minutes")
            return
        self._note_move(feed, found, memory, haul)
        if found.unchanged:
            memory.worked(feed.every_s, now)
            return
        entries = _entries(unpacked(found.body), found.reached)
        if entries is None:
            memory.known = {}
            memory.failed("it is no feed that can be read", feed.every_s, now)
            haul.troubles.append(f"{feed.url}: it is no feed that can be read")
            return
        whole = yield from self._take(feed, entries, fetcher, stopping)
        memory.known = dict(known_of(found)) if whole else {}  # else the rest would be behind a 304
        memory.worked(feed.every_s, now)

    def _note_move(self, feed: FeedOptions, found: Fetched, memory: FeedMemory, haul: _Haul) -> None:
        moved = found.reached if found.moved else ""
        if moved and moved != memory.moved_to:
            haul.troubles.append(f"{feed.url}: moved to {moved}: put that in the file")
        memory.moved_to = moved

    def _take(
        self, feed: FeedOptions, entries: Sequence[Entry], fetcher: Fetcher, stopping: Callable[[], bool]
    ) -> Generator[Item, None, bool]:
        """Fetch the entries that were not seen; False when some are left for the next round."""
        memory, now = self._state.of(feed.url), self._clock()
        opts = CollectOptions(fetch=self._fetch)
        walk = Walk(left=self._fetch.max_pages)
        wanted = [e for e in _once(entries) if memory.wants(e.url or e.key, e.published, now)]
        for number, entry in enumerate(wanted):
            if stopping() or number >= self._options.max_new:
                return False
            named = dataclasses.replace(entry, outlet=feed.outlet or entry.outlet, language=feed.language or entry.language)
            items = list(entry_pages(named, opts, fetcher, walk))
            if stopping() and any(isinstance(i, Rejection) for i in items):
                return False  # given up because of the stop
            yield from items
            memory.saw(entry.url or entry.key, entry.published, now)
        return True


def _nap(around: Surroundings, seconds: float, stopping: Callable[[], bool]) -> None:
    """Sleep, but not on when it is to stop."""
    until = around.clock() + seconds
    while not stopping() and (left := until - around.clock()) > 0:
        around.sleep(min(left, NAP_S))


def _once(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Entries whose address or key was not met before in this feed."""
    met: set[str] = set()
    for entry in entries:
        key = entry.url or entry.key
        if key and key not in met:
            met.add(key)
            yield entry


def _entries(body: bytes, address: str) -> tuple[Entry, ...] | None:
    """Entries of a feed, or of a (news) sitemap."""
    feed = parse_feed(body, address)
    if feed is not None and (feed.entries or feed.title):
        return feed.entries
    listed = parse_sitemap(body) if b"<" in body[:100] else None
    return tuple(listed[0]) if listed and listed[0] else None
