"""Link, find stories, date and reconcile: everything that looks at all reports together.

Takes all reports and claims of a ledger, gives the conclusions that replace the old ones. Pure. Reports and annotations may be
shelves, which load what is looked at: their texts are never held together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from warledger.model import Annotation, Claim, DayOf, Echo, Judgement, Ledger, Linked, Report, Story
from warledger.run.attempt import Sifter
from warledger.run.judged import Decisions, JudgedLinks, check_gone
from warledger.run.stages import Links, Mentioned, Reconciling, SoFar, Stories
from warledger.store import Conclusions, Shelf


def conclude(
    stages: Reconciling,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    annotations: Iterable[Annotation] = (),
    judgements: Sequence[Judgement] = (),
) -> Conclusions:
    """What follows from reports and claims together; the same for any order of them.

    Annotations tell of names outside claims. Judgements, in the order of their chain, are the last word. A report that a
    stage fails on is left out of what follows, with an issue that says so; its own records stay as they were read.
    """
    decided = Decisions.of(judgements)
    stages = stages.with_outlets(decided.outlets) if decided.outlets and stages.with_outlets else stages
    work = _Work(Shelf.of(reports, lambda r: r.id), sorted(decided.claims(claims), key=lambda c: c.id))
    mentions = Mentions(work.reports, Shelf.of(annotations, lambda a: a.report_id))
    read: Links = work.run("link", lambda r, c: stages.link(r, c, mentions))
    links: Links = decided.links(read, work.claims) if judgements else read
    stories: Stories = work.run("stories", lambda r, c: stages.stories(r, c, _dated_as_published(stages, r, c, links)))
    linked = decided.dated(work.run("dates", lambda r, c: stages.date_claims(r, c, links, stories)))
    so_far = SoFar(links, stories, decided.regroupings)
    ledger: Ledger = work.run("ledger", lambda r, c: stages.ledger(r, c, _linked_of(r, linked), so_far))
    known = (claims, read.entities, read.places, read.origins, links.entities, links.origins, stories.stories, ledger.matters)
    ids = (*work.reports.ids, *(record.id for records in known for record in records)) if judgements else ()
    gone = check_gone(judgements, set(ids)) if judgements else ()
    return Conclusions(
        entities=links.entities,
        places=links.places,
        origins=links.origins,
        linked=linked,
        stories=stories.stories,
        echoes=stories.echoes,
        days=_every_day(stories.days, work.reports),
        matters=ledger.matters,
        incomparable=ledger.incomparable,
        control=ledger.control,
        issues=(*work.sifter.issues, *decided.issues, *gone),
    )


T = TypeVar("T")


@dataclass(slots=True)
class _Work:
    """All reports and claims, and those that a stage could not bear."""

    reports: Shelf[Report]
    claims: Sequence[Claim]
    sifter: Sifter = field(default_factory=Sifter)

    def run(self, stage: str, call: Callable[[Shelf[Report], Sequence[Claim]], T]) -> T:
        """What a stage makes of the sound reports and their claims."""

        def of(ids: frozenset[str]) -> T:
            return call(self.reports.only(ids), [c for c in self.claims if c.report_id in ids])

        return self.sifter.run(stage, self.reports.ids, of)


def _linked_of(reports: Shelf[Report], linked: Sequence[Linked]) -> tuple[Linked, ...]:
    """The links of claims of some reports."""
    ids = set(reports.ids)
    return tuple(link for link in linked if link.report_id in ids)


def _every_day(days: Sequence[DayOf], reports: Shelf[Report]) -> tuple[DayOf, ...]:
    """The days with those of reports that were left out, as published."""
    known = {day.report_id for day in days}
    left = (DayOf(r.id, r.published_on) for r in reports.only(set(reports.ids) - known))
    return tuple(sorted((*days, *left), key=lambda day: day.report_id))


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


class Mentions(Mapping[str, Sequence[Mentioned]]):
    """Names that a reader marked in each report, by report id; read off its text when they are asked for."""

    def __init__(self, reports: Shelf[Report], annotations: Shelf[Annotation]) -> None:
        self._reports, self._annotations = reports, annotations

    def __getitem__(self, report_id: str) -> Sequence[Mentioned]:
        report = self._reports.get(report_id)
        if report is None:
            raise KeyError(report_id)
        marked = self._annotations.get(report_id)
        return sorted((report_id, m.kind, m.span.of(report.text)) for m in marked.mentions) if marked else ()

    def __iter__(self) -> Iterator[str]:
        return iter(self._reports.ids)

    def __len__(self) -> int:
        return len(self._reports)
