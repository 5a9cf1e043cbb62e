"""Link, find stories, date and reconcile: everything that looks at all reports together.

Takes all reports and claims of a ledger, gives the conclusions that replace the old ones. Pure. Reports, annotations and claims may be
shelves, which load what is looked at, and what is concluded of each claim goes to piles: a ledger is never held together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import TypeVar

from warledger.keep import Grouped, Pile
from warledger.model import Annotation, Claim, DayOf, Echo, Issue, Judgement, Ledger, Linked, Report, Story
from warledger.run.attempt import Sifter
from warledger.run.doubts import doubt_counts, doubt_times
from warledger.run.judged import Decisions, JudgedLinks, check_gone
from warledger.run.stages import Links, Mentioned, Reconciling, SoFar, Stories
from warledger.store import Conclusions, Shelf

TOGETHER = 64
"""Reports whose claims are dated together."""
_QUOTED = re.compile(r'"([^"]+)"')


def conclude(
    stages: Reconciling,
    reports: Sequence[Report],
    claims: Iterable[Claim],
    annotations: Iterable[Annotation] = (),
    judgements: Sequence[Judgement] = (),
) -> Conclusions:
    """What follows from reports and claims together; the same for any order of them.

    Annotations tell of names outside claims. Judgements, in the order of their chain, are the last word. A report that a
    stage fails on is left out of what follows, with an issue that says so; its own records stay as they were read.
    """
    decided = Decisions.of(judgements)
    work = _Work(Shelf.of(reports, lambda r: r.id), _judged_claims(claims, decided))
    marked = Shelf.of(annotations, lambda a: a.report_id)
    mentions = Mentions(work.reports, marked)
    read: Links = work.run("link", lambda r, c: _by_report(stages.link(r, c, mentions)))
    links = _judged_links(read, work.claims, decided) if judgements else read
    dated, stories = work.run("stories", lambda r, c: _find_stories(stages, r, c, links))
    dating = _Dating(stages, links, lambda report: stories.days.get(report.id) or DayOf(report.id, None), decided, dated, stories.days)
    linked = work.run("dates", dating.of)
    so_far = SoFar(links, stories, decided.regroupings)
    ledger: Ledger = work.run("ledger", lambda r, c: stages.ledger(r, c, linked.only(frozenset(r.ids)), so_far))
    known = (claims, read.entities, read.places, read.origins, links.entities, links.origins, stories.stories, ledger.matters)
    gone = check_gone(judgements, _there(judgements, work.reports.ids, known)) if judgements else ()
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
        issues=tuple(dict.fromkeys((*work.sifter.issues, *decided.issues, *gone, *_doubts(work, marked, linked)))),
    )


def _doubts(work: _Work, marked: Shelf[Annotation], linked: Grouped[Linked]) -> Iterator[Issue]:
    """Issues for what the reports say that cannot be."""
    for report_id in work.reports.ids:
        annotation = marked.get(report_id)
        yield from doubt_times(linked.of(report_id))
        if annotation is not None:
            yield from doubt_counts(partial(_text_of, work.reports, report_id), annotation, work.claims.of(report_id))


def _text_of(reports: Shelf[Report], report_id: str) -> str:
    report = reports.get(report_id)
    return report.text if report is not None else ""


T = TypeVar("T")


@dataclass(slots=True)
class _Work:
    """All reports and claims, and those that a stage could not bear."""

    reports: Shelf[Report]
    claims: Grouped[Claim]
    sifter: Sifter = field(default_factory=Sifter)

    def run(self, stage: str, call: Callable[[Shelf[Report], Grouped[Claim]], T]) -> T:
        """What a stage makes of the sound reports and their claims."""
        return self.sifter.run(stage, self.reports.ids, lambda ids: call(self.reports.only(ids), self.claims.only(ids)))


def _judged_claims(claims: Iterable[Claim], decided: Decisions) -> Grouped[Claim]:
    """Claims by report, each report's in the order of their ids, as people left them."""
    read = Grouped.by(claims, lambda c: c.report_id)
    return read.mapped(lambda own: sorted(decided.claims(own), key=lambda c: c.id))


def _by_report(links: Links) -> JudgedLinks:
    """Links whose claims can be taken report by report."""
    return JudgedLinks(links.entities, links.places, links.origins, Grouped.by(links.linked, lambda entry: entry.report_id))


def _judged_links(read: Links, claims: Grouped[Claim], decided: Decisions) -> Links:
    """The links with decisions in them, a few reports at a time; new origins are those of sources that were split off."""
    whole = decided.links(replace(_by_report(read), linked=()), ())
    entities = {entity.id: entity for entity in read.entities}
    named = set(decided.origins.values())
    origins = {origin.id: origin for origin in whole.origins}
    asked = tuple(origin for origin in read.origins if origin.id in named)
    pile: Pile[tuple[Linked, ...]] = Pile()
    linked = Grouped.by(read.linked, lambda entry: entry.report_id)
    ids = linked.shelf.ids
    for report_id in ids:
        own = linked.of(report_id)
        met = {i for entry in own for i in (entry.source_id, decided.root(entry.source_id)) if i in entities}
        found = decided.links(JudgedLinks(tuple(entities[i] for i in sorted(met)), (), asked, own), claims.of(report_id))
        pile.append(tuple(found.linked))
        for origin in found.origins:
            origins.setdefault(origin.id, origin)
    return JudgedLinks(whole.entities, whole.places, tuple(origins[i] for i in sorted(origins)), Grouped.piled(ids, pile))


def _there(judgements: Sequence[Judgement], report_ids: Sequence[str], known: Iterable[Iterable[object]]) -> set[str]:
    """Those of the records that judgements name that the ledger has."""
    wanted = {i for j in judgements for i in (j.record_id, *_QUOTED.findall(j.value))}
    found = wanted.intersection(report_ids)
    return found | {i for records in known for record in records if (i := str(getattr(record, "id", ""))) in wanted}


def _every_day(days: Mapping[str, DayOf], reports: Shelf[Report]) -> Sequence[DayOf]:
    """The day of each report, in the order of their ids; of those that were left out, as published."""
    left = {r.id: DayOf(r.id, r.published_on) for r in reports.only({i for i in reports.ids if i not in days})}
    pile: Pile[DayOf] = Pile()
    pile.extend(left[i] if i in left else days[i] for i in reports.ids)
    return pile.ordered(range(len(pile)))


@dataclass(frozen=True, slots=True)
class _Published:
    """Days of some reports, before stories are found or from them."""

    days: Mapping[str, DayOf]
    stories: tuple[Story, ...] = ()
    echoes: tuple[Echo, ...] = ()


def _find_stories(stages: Reconciling, reports: Shelf[Report], claims: Grouped[Claim], links: Links) -> tuple[Grouped[Linked], Stories]:
    """Stories, from links whose claims are dated by the days on which reports were published, which are given too: look-alikes of

    different days are kept apart.
    """
    dated = _Dating(stages, links, lambda report: DayOf(report.id, report.published_on)).of(reports, claims)
    return dated, stages.stories(reports, claims, JudgedLinks(links.entities, links.places, links.origins, dated))


@dataclass(frozen=True, slots=True)
class _Dating:
    """How claims get their days: `day` gives that of their report, `decided` has the last word.

    `published` are links dated before by the days on which reports were published: they hold of a report whose day, in `known`, is not
    inferred.
    """

    stages: Reconciling
    links: Links
    day: Callable[[Report], DayOf]
    decided: Decisions = field(default_factory=Decisions)
    published: Grouped[Linked] | None = None
    known: Mapping[str, DayOf] = field(default_factory=dict)

    def of(self, reports: Shelf[Report], claims: Grouped[Claim]) -> Grouped[Linked]:
        """The links of the claims of some reports, dated, a few reports at a time."""
        linked = Grouped.by(self.links.linked, lambda entry: entry.report_id)
        pile = Pile[tuple[Linked, ...]]()
        left = iter(reports.ids)
        while ids := list(islice(left, TOGETHER)):
            kept = [] if self.published is None else [i for i in ids if (day := self.known.get(i)) is not None and not day.inferred]
            before = self.published.many(kept) if self.published is not None else []
            dated = [*before, *self._date(sorted(set(ids).difference(kept)), reports, claims, linked)]
            found = Grouped.by(self.decided.dated(sorted(dated, key=lambda entry: entry.claim_id)), lambda entry: entry.report_id)
            pile.extend(tuple(found.of(i)) for i in ids)
        return Grouped.piled(reports.ids, pile)

    def _date(self, ids: Sequence[str], reports: Shelf[Report], claims: Grouped[Claim], linked: Grouped[Linked]) -> Iterable[Linked]:
        some = reports.many(ids)
        few = JudgedLinks(self.links.entities, self.links.places, self.links.origins, tuple(linked.many(ids)))
        days = _Published({report.id: self.day(report) for report in some})
        return self.stages.date_claims(some, claims.many(ids), few, days) if ids else ()


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
