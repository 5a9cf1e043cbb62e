"""One batch of pages through clean, annotate and claims.

Takes pages, gives one reading a page, in their order. A stage that fails on one page spoils that page only: the
failure becomes a Rejection or an Issue. Pure: does not touch the store.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.model import Annotation, Issue, RawPage, Rejection, Report
from warledger.run.attempt import attempt, failure
from warledger.run.stages import Reading as Stages
from warledger.store import Reading


def read_pages(stages: Stages, pages: Sequence[RawPage]) -> tuple[Reading, ...]:
    """What the stages make of each page."""
    cleaned = [_clean(stages, page) for page in pages]
    annotations = _annotate(stages, [r.report for r in cleaned if r.report is not None])
    return tuple(_claims(stages, reading, annotations) for reading in cleaned)


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
