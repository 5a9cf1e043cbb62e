"""Link, find stories, date and reconcile: everything that looks at all reports together.

Takes all reports and claims of a ledger, gives the conclusions that replace the old ones. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from warledger.model import Annotation, Claim, DayOf, Echo, Judgement, Report, Story
from warledger.run.judged import Decisions, JudgedLinks
from warledger.run.stages import Links, Mentioned, Reconciling
from warledger.store import Conclusions


def conclude(
    stages: Reconciling,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    annotations: Iterable[Annotation] = (),
    judgements: Sequence[Judgement] = (),
) -> Conclusions:
    """What follows from reports and claims together; the same for any order of them.

    Annotations tell of names outside claims. Judgements, in the order of their chain, are the last word.
    """
    decided = Decisions.of(judgements)
    reports = sorted(reports, key=lambda r: r.id)
    claims = sorted(decided.claims(claims), key=lambda c: c.id)
    links: Links = stages.link(reports, claims, sorted(iter_mentions(reports, annotations)))
    if judgements:
        links = decided.links(links, claims)
    stories = stages.stories(reports, claims, _dated_as_published(stages, reports, claims, links))
    linked = decided.dated(stages.date_claims(reports, claims, links, stories))
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


@dataclass(frozen=True, slots=True)
class _Published:
    """Days as the reports themselves give them, before stories tell of the others."""

    days: tuple[DayOf, ...]
    stories: tuple[Story, ...] = ()
    echoes: tuple[Echo, ...] = ()


def _dated_as_published(stages: Reconciling, reports: Sequence[Report], claims: Sequence[Claim], links: Links) -> Links:
    """The same links with claims of dated reports dated: stories keep look-alikes of different days apart."""
    days = _Published(tuple(DayOf(r.id, r.published_on) for r in reports))
    return JudgedLinks(links.entities, links.places, links.origins, stages.date_claims(reports, claims, links, days))


def iter_mentions(reports: Iterable[Report], annotations: Iterable[Annotation]) -> Iterator[Mentioned]:
    """Names that a reader marked, as report id, kind and words; lazy."""
    texts = {r.id: r.text for r in reports}
    for marked in annotations:
        if marked.report_id in texts:
            yield from ((marked.report_id, m.kind, m.span.of(texts[marked.report_id])) for m in marked.mentions)
