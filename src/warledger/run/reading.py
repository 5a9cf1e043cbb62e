"""Pages through clean, annotate and claims.

Takes pages, gives one reading a page, in their order: a batch of them, or one after the other without an end. A stage that
fails on one page spoils that page only: the failure becomes a Rejection or an Issue. Pure: does not touch the store.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from warledger.model import Annotation, Issue, RawPage, Rejection, Report
from warledger.run.attempt import attempt, failure
from warledger.run.stages import Reading as Stages
from warledger.store import Reading

BARREN = 16
"""Pages in a row that may be refused before what they are refused for is given on."""


def read_pages(stages: Stages, pages: Sequence[RawPage]) -> tuple[Reading, ...]:
    """What the stages make of each page."""
    cleaned = [_clean(stages, page) for page in pages]
    annotations = _annotate(stages, [r.report for r in cleaned if r.report is not None])
    return tuple(_claims(stages, reading, annotations) for reading in cleaned)


def read_on(stages: Stages, annotate_on: Callable[[Iterable[Report]], Iterator[Annotation]], pages: Iterable[RawPage]) -> Iterator[Reading]:
    """What the stages make of each page; pages are taken ahead as far as annotating asks for them."""
    source = _Source(stages, pages)
    while not source.ended:
        annotations = annotate_on(source.reports())
        while isinstance(marked := attempt("annotate", "", partial(next, annotations, None)), Annotation):
            while (reading := source.taken.popleft()).report is None:
                yield reading
            yield _claims(stages, reading, {marked.report_id: marked})
        while source.taken:  # those at the end; after a failure those that it leaves without a reading, each alone
            reading = source.taken.popleft()
            yield _claims(stages, reading, _annotate(stages, [reading.report] if reading.report else []))
    if source.failure is not None:
        raise source.failure


class _Source:
    """Cleans pages as they are asked for. `taken` are those that no reading was given of; `failure` is what ended the pages early."""

    def __init__(self, stages: Stages, pages: Iterable[RawPage]) -> None:
        self._stages, self._pages = stages, iter(pages)
        self.taken: deque[Reading] = deque()
        self.ended = False
        self.failure: Exception | None = None

    def reports(self) -> Iterator[Report]:
        """The report of each page that has one; an end as well where many in a row have none, for these would wait for the next."""
        barren = 0
        while barren < BARREN and (page := self._next()) is not None:
            reading = _clean(self._stages, page)
            self.taken.append(reading)
            barren += 1
            if reading.report is not None:
                barren = 0
                yield reading.report

    def _next(self) -> RawPage | None:
        """None when there are no more; an error of theirs waits until all that came before is read, and is none of annotating."""
        page = None
        try:
            page = next(self._pages, None)
        except Exception as error:  # noqa: BLE001 - it is raised at the end
            self.failure = error
        self.ended = page is None
        return page


def _clean(stages: Stages, page: RawPage) -> Reading:
    outcome = attempt("clean", page.id, lambda: stages.clean(page))
    if isinstance(outcome, Report):
        return Reading(page, outcome)
    if isinstance(outcome, Issue):
        outcome = Rejection(page.name, "failed", f"{outcome.detail}; please report it", page.id)
    return Reading(page, rejections=(outcome,))


def _annotate(stages: Stages, reports: Sequence[Report]) -> dict[str, Annotation | Issue]:
    """Annotations by report id, read together; when that fails each is tried alone, to find the one that fails."""
    if not reports:
        return {}
    together = attempt("annotate", reports[0].id, lambda: tuple(stages.annotate(reports)))
    if not isinstance(together, Issue) and len(together) == len(reports):
        return {r.id: a for r, a in zip(reports, together, strict=True)}
    if len(reports) == 1:
        return {reports[0].id: together if isinstance(together, Issue) else failure("annotate", reports[0].id, "gave nothing")}
    return {r.id: _annotate(stages, [r])[r.id] for r in reports}


def _claims(stages: Stages, reading: Reading, annotations: dict[str, Annotation | Issue]) -> Reading:
    report = reading.report
    if report is None:
        return reading
    marked = annotations[report.id]
    if isinstance(marked, Issue):
        return Reading(reading.page, report, issues=(marked,))
    claims = attempt("claims", report.id, lambda: stages.claims(report, marked))
    if isinstance(claims, Issue):
        return Reading(reading.page, report, issues=(claims,))
    return Reading(reading.page, report, marked, tuple(claims))
