"""Link, find stories, date and reconcile: everything that looks at all reports together.

Takes all reports and claims of a ledger, gives the conclusions that replace the old ones. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from warledger.model import Annotation, Claim, Report
from warledger.run.stages import Mentioned, Reconciling
from warledger.store import Conclusions


def conclude(
    stages: Reconciling, reports: Sequence[Report], claims: Sequence[Claim], annotations: Iterable[Annotation] = ()
) -> Conclusions:
    """What follows from reports and claims together; the same for any order of them. Annotations tell of names outside claims."""
    reports = sorted(reports, key=lambda r: r.id)
    claims = sorted(claims, key=lambda c: c.id)
    links = stages.link(reports, claims, sorted(iter_mentions(reports, annotations)))
    stories = stages.stories(reports, claims, links)
    linked = stages.date_claims(reports, claims, links, stories)
    ledger = stages.ledger(reports, claims, linked, links, stories)
    return Conclusions(
        entities=links.entities,
        places=links.places,
        origins=links.origins,
        linked=linked,
        stories=stories.stories,
        echoes=stories.echoes,
        days=stories.days,
        matters=ledger.matters,
        incomparable=ledger.incomparable,
        control=ledger.control,
    )


def iter_mentions(reports: Iterable[Report], annotations: Iterable[Annotation]) -> Iterator[Mentioned]:
    """Names that a reader marked, as report id, kind and words; lazy."""
    texts = {r.id: r.text for r in reports}
    for marked in annotations:
        if marked.report_id in texts:
            yield from ((marked.report_id, m.kind, m.span.of(texts[marked.report_id])) for m in marked.mentions)
