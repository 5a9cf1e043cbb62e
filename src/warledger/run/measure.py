"""What `warledger evaluate KIND FILE` runs: the shipped stages behind each measure.

Takes a kind and a file, gives one plain dictionary. Reads with the stages as shipped; keeps nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from warledger.evaluate.attribution import evaluate_attribution
from warledger.evaluate.entities import evaluate_entities
from warledger.evaluate.incidents import Item, ReadItem, evaluate_casualties, evaluate_incidents
from warledger.evaluate.outcome import Outcome
from warledger.keep import Grouped, Shelf
from warledger.model import Annotation, Claim, DayOf, Declared, Echo, InputError, Ledger, RawPage, Report, Story
from warledger.run.default import default_reconciling, default_stages, make_annotator
from warledger.run.reconcile import conclude
from warledger.run.stages import Reading, Reconciling

GUESSED = 20_000
"""Characters that a guess of the language looks at."""
BATCH = 200
"""Reports that are linked together; linking keeps what it knows of all of them in memory."""

Result = dict[str, Any]


def measure(kind: str, paths: Sequence[Path], limit: int | None = None, *, read_too: bool = False) -> Result:
    """The numbers of one kind of measure: one of KINDS.

    Args:
        kind: A key of KINDS.
        paths: The file, or the dossier folders.
        limit: Only the first so many rows, where the measure reads rows.
        read_too: For dossiers: also from the text up, beside given claims.

    Raises:
        InputError: there is no such kind, or the file cannot be read.
    """
    if kind not in KINDS:
        raise InputError(f"nothing measures {kind!r}: one of {', '.join(KINDS)}")
    return KINDS[kind](paths, limit, read_too)


def read_texts(texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
    """Annotations of bare texts; a language that is not told is guessed from the texts taken together."""
    if "und" in languages:
        from warledger.clean.language import identify

        guess = identify("\n".join(texts)[:GUESSED])
        languages = [guess if language == "und" else language for language in languages]
    return make_annotator().annotate_texts(texts, languages)


def read_items(items: Sequence[Item]) -> list[ReadItem]:
    """Claims of texts and the places that they resolve to; texts that cleaning refuses have none."""
    return [got for at in range(0, len(items), BATCH) for got in _read_batch(items[at : at + BATCH])]


def read_pages(pages: Sequence[RawPage]) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
    """Report and claims of each page that can be read."""
    reading = _reading()
    for page in pages:
        report = reading.clean(page)
        if isinstance(report, Report):
            (annotation,) = reading.annotate([report])
            yield report, reading.claims(report, annotation)


def _read_batch(items: Sequence[Item]) -> Iterator[ReadItem]:
    pages = {f"{n}": page for n, item in enumerate(items) if (page := _page(item, str(n)))}
    read = {report.name: (report, claims) for report, claims in read_pages(list(pages.values()))}
    reports = [report for report, _ in read.values()]
    claims = [claim for _, found in read.values() for claim in found]
    stages = _reconciling(None)
    links = stages.link(Shelf.of(reports, lambda r: r.id), Grouped.by(claims, lambda c: c.report_id), {})
    by_id = {place.id: place for place in links.places}
    placed = {link.claim_id: tuple(by_id[i] for i in link.place_ids if i in by_id) for link in links.linked}
    dated = stages.date_claims(reports, claims, links, _Published({r.id: DayOf(r.id, r.published_on) for r in reports}))
    when = {link.claim_id: link.when for link in dated if link.when is not None}
    for number in range(len(items)):
        _, found = read.get(str(number), (None, ()))
        own = {claim.id: when[claim.id] for claim in found if claim.id in when}
        yield ReadItem(found, {claim.id: placed.get(claim.id, ()) for claim in found}, own)


@dataclass(frozen=True, slots=True)
class _Published:
    """Reports that are no stories, each of the day on which it was published."""

    days: Mapping[str, DayOf]
    stories: tuple[Story, ...] = ()
    echoes: tuple[Echo, ...] = ()


def _page(item: Item, name: str) -> RawPage | None:
    declared = Declared(published=item.published, language=item.language)
    return RawPage(name, item.text.encode("utf-8", "replace"), "text/plain", name, declared) if item.text.strip() else None


def read_dossier(path: Path, conflict: str | None) -> Outcome:
    """Everything concluded on the reports of a dossier, with its conflict pack or with none."""
    from warledger.collect import iter_pages

    read = list(read_pages([page for page in iter_pages([path]) if isinstance(page, RawPage)]))
    reports = [report for report, _ in read]
    claims = [claim for _, found in read for claim in found]
    done = conclude(_reconciling((conflict,) if conflict else ()), reports, claims)
    return Outcome(
        tuple(reports), tuple(claims), tuple(done.linked), done.entities, done.places, done.origins,
        tuple(done.stories), tuple(done.echoes),
        Ledger(done.matters, done.incomparable, done.control), {day.report_id: day for day in done.days},
    )  # fmt: skip


@cache
def _reading() -> Reading:
    return default_stages().reading()


@cache
def _reconciling(conflicts: tuple[str, ...] | None) -> Reconciling:
    return default_reconciling(conflicts)


def _dossiers(paths: Sequence[Path], limit: int | None, read_too: bool) -> Result:
    from warledger.evaluate.dossiers import evaluate_ledger

    return evaluate_ledger(paths, read_dossier if read_too else None)


def _names(paths: Sequence[Path], limit: int | None, read_too: bool) -> Result:
    from warledger.evaluate.names import evaluate_names

    return dict(evaluate_names(paths[0]))


def _toponyms(paths: Sequence[Path], limit: int | None, read_too: bool) -> Result:
    from warledger.evaluate.toponyms import evaluate_toponyms

    return dict(evaluate_toponyms(paths[0]))


def _stories(paths: Sequence[Path], limit: int | None, read_too: bool) -> Result:
    from warledger.evaluate.story_pairs import evaluate_stories

    return dict(evaluate_stories(paths[0]))


KINDS: dict[str, Callable[[Sequence[Path], int | None, bool], Result]] = {
    "entities": lambda paths, limit, _: evaluate_entities(paths[0], read_texts, limit),
    "attribution": lambda paths, limit, _: evaluate_attribution(paths[0], read_texts, limit),
    "incidents": lambda paths, limit, _: evaluate_incidents(paths[0], read_items, limit),
    "casualties": lambda paths, limit, _: evaluate_casualties(paths[0], read_items, limit),
    "names": _names,
    "toponyms": _toponyms,
    "stories": _stories,
    "ledger": _dossiers,
}
"""What can be measured on a file of its own; `claims` against gold goes through a ledger instead."""
