"""Whether a ledger still says what was put into it: bytes against hashes, claims against words, judgements against their chain.

Takes a view, gives issues. Repairs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from warledger.model import Claim, Issue, RawPage, Report
from warledger.store.judgements import check_chain

if TYPE_CHECKING:
    from warledger.store.view import View


def check(view: View, page_hashes: Iterable[tuple[str, str, RawPage]], lost: Iterable[str]) -> Iterator[Issue]:
    """Everything that is not as it was written. `page_hashes` are (id, hash, page), without refused pages; `lost` are ids of pages
    that reports were read from and that have no bytes.
    """
    for page_id in lost:
        yield Issue(page_id, "store", "page-lost", "the captured bytes that a report was read from are not there")
    for page_id, sha256, page in page_hashes:
        if page.sha256 != sha256 or page.id != page_id:
            yield Issue(page_id, "store", "page-changed", "the captured bytes are not those that were captured: their hash differs")
    claims = view.claims_by_report()
    for report in view.report_shelf():
        yield from _check_report(report, claims.of(report.id))
    yield from check_chain(view.judgements())


def _check_report(report: Report, claims: Iterable[Claim]) -> Iterator[Issue]:
    for claim in claims:
        if claim.span.of(report.text) != claim.evidence:
            yield Issue(claim.id, "store", "evidence-moved", "the words of the claim are not in its report where it says")
