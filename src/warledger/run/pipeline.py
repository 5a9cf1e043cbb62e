"""The order of the stages, and what is kept after each.

Takes sources, fills a store: each report in a transaction of its own, then all conclusions in one. Stopped at any
point and run again, it gives the ledger that it would have given at once.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from warledger.model import Issue, Judgement, RawPage, Rejection
from warledger.run.engines import Engine, LocalEngine
from warledger.run.reconcile import conclude
from warledger.run.stages import Stages
from warledger.store import Conclusions, Deletion, Outdated, Put, Reading, Store, View, Writer
from warledger.store.judgements import check_chain


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `batch` is how many pages are read together; a batch also ends at `batch_bytes`.

    With `again` pages that were read before are read anew, for a reader that got better.
    """

    engine: Engine = field(default_factory=LocalEngine)
    batch: int = 16
    batch_bytes: int = 4_000_000
    again: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """How far a run has come: `doing` is read or reconcile, `done` counts pages, `name` is the latest."""

    doing: str
    done: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did. `known` were read before, `duplicates` are other names of the same bytes."""

    new: int = 0
    known: int = 0
    duplicates: int = 0
    claims: int = 0
    rejections: tuple[Rejection, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def readable(self) -> int:
        """How many inputs are in the ledger now."""
        return self.new + self.known + self.duplicates


Progress = Callable[[Step], None]


@dataclass(slots=True)
class _Tally:
    """Counts of one run while it goes on."""

    new: int = 0
    known: int = 0
    duplicates: int = 0
    claims: int = 0
    rejections: list[Rejection] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    @property
    def done(self) -> int:
        return self.new + self.known + self.duplicates + len(self.rejections)

    def count(self, put: Put, reading: Reading) -> None:
        self.rejections += reading.rejections
        self.issues += reading.issues
        self.known += put is Put.KNOWN
        self.duplicates += put is Put.DUPLICATE
        if put is Put.NEW:
            self.new += 1
            self.claims += len(reading.claims)

    def summary(self) -> RunSummary:
        return RunSummary(self.new, self.known, self.duplicates, self.claims, tuple(self.rejections), tuple(self.issues))


class Pipeline:
    """Stages, a store and how to run."""

    def __init__(self, stages: Stages, store: Store, options: Options | None = None) -> None:
        self._stages, self._store, self._options = stages, store, options or Options()

    def run(self, sources: Sequence[str], progress: Progress | None = None) -> RunSummary:
        """Collect, read and reconcile.

        Raises:
            StoreError: the ledger cannot be written; what was stored before stays.
            EngineError: the workers died.
            PackError: a pack is broken.
        """
        tell = progress or _quiet
        tally, writer = _Tally(), self._store.writer()
        batches = self._batches(sources, writer, tally)
        put = writer.put_again if self._options.again else writer.put
        for readings in self._options.engine.read(self._stages.reading, batches):
            for reading in readings:
                stored = put(reading)
                tally.count(stored, _forgotten(reading.page) if stored is Put.FORGOTTEN else reading)
                tell(Step("read", tally.done, reading.page.name))
        tell(Step("reconcile", tally.done))
        issues = self._still_concluded()
        tally.issues += self.reconcile() if issues is None else issues
        return tally.summary()

    def _still_concluded(self) -> tuple[Issue, ...] | None:
        """What did not fit, when nothing changed since conclusions were drawn: they would come out the same. Else None."""
        edition = self._stages.edition()

        def look(view: View) -> tuple[Issue, ...] | None:
            same = bool(edition) and view.concluded_from() == f"{edition} {view.basis()}" and not any(check_chain(view.judgements()))
            return tuple(view.issues(phase="reconcile")) if same else None

        return self._store.looked(look)

    def reconcile(self) -> tuple[Issue, ...]:
        """Draw all conclusions anew from everything in the store; gives what did not fit."""
        while True:
            conclusions = self._store.looked(lambda view: self._conclude(view, frozenset()))
            try:
                self._store.writer().replace(conclusions)
            except Outdated:
                continue
            return conclusions.issues

    def forget(self, wish: Deletion) -> tuple[Judgement, ...]:
        """Delete pages for good, with all conclusions drawn as if they had never been there, in one transaction.

        What comes back are the judgements that say so; none when there is no such page.
        """

        def without(view: View) -> Conclusions:
            gone = {i for page_id in wish.page_ids for i in (page_id, *(r.id for r in view.reports(page_id=page_id)))}
            gone |= {c.id for i in sorted(gone) for c in view.claims(report_id=i)}
            return self._conclude(view, gone)

        while True:
            conclusions = self._store.looked(without)
            try:
                return self._store.writer().forget(wish, conclusions)
            except Outdated:
                continue

    def _conclude(self, view: View, without: Collection[str]) -> Conclusions:
        """Conclusions from what a view shows, without some reports, and without judgements on some records."""
        reports, claims, marks = view.report_shelf(), view.claims_by_report(), view.annotation_shelf()
        if without:
            ids = set(reports.ids).difference(without)
            reports, claims, marks = reports.only(ids), claims.only(ids), marks.only(ids)
        log = view.judgements()
        judgements = [j for j in log if j.record_id not in without]
        found = conclude(self._stages.reconciling(), reports, claims, marks, judgements)
        edition = self._stages.edition()
        basis = f"{edition} {view.basis()}" if edition and not without else ""
        return replace(found, issues=(*found.issues, *check_chain(log)), basis=basis)

    def _batches(self, sources: Sequence[str], writer: Writer, tally: _Tally) -> Iterator[tuple[RawPage, ...]]:
        """Pages that were not read before, lazily; refusals and known pages are dealt with on the way."""
        batch: list[RawPage] = []
        for item in self._stages.collect(sources):
            if isinstance(item, Rejection):
                writer.put_rejection(item)
                tally.rejections.append(item)
                continue
            known = writer.know(item)
            if known is Put.FORGOTTEN:
                tally.count(known, _forgotten(item))
                continue
            if known is Put.DUPLICATE or (known is Put.KNOWN and not self._options.again):
                tally.count(known, Reading(item))
                continue
            batch.append(item)
            if len(batch) >= self._options.batch or sum(len(p.content) for p in batch) >= self._options.batch_bytes:
                yield tuple(batch)
                batch = []
        if batch:
            yield tuple(batch)


def _forgotten(page: RawPage) -> Reading:
    """A page that was deleted comes again: it is refused aloud, but its name is not written down."""
    detail = "it was deleted from this ledger: warledger review log says why, and undoing that lets it in again"
    return Reading(page, rejections=(Rejection(page.name, "forgotten", detail, page.id),))


def _quiet(_: Step) -> None:
    """Tell nobody."""
