"""The stages that warledger ships, put together.

Takes names of conflict packs, gives Stages. Everything heavy is imported when a stage is first needed, inside the
functions here: `warledger --help` must not wait for it, and a worker process loads only what it reads with.
"""

from __future__ import annotations

import multiprocessing
import sys
import sysconfig
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from warledger.keep import Grouped, Shelf
from warledger.model import Claim, Ledger, Linked, RawPage, Rejection, Report, Story
from warledger.run.stages import Links, Marked, Reading, Reconciling, SoFar, Stages, Stories

if TYPE_CHECKING:
    from warledger.annotate import Annotator
    from warledger.packs import LanguagePack
    from warledger.packs.outlet_book import OutletCorrection

TOGETHER = 64
"""Reports of whole stories whose claims are taken into the ledger together."""
PackSource = Callable[[str], "LanguagePack"]


def default_stages(conflicts: tuple[str, ...] = ()) -> Stages:
    """All stages as shipped; `conflicts` are slugs of conflict packs, all that are known when empty."""
    return Stages(collect, default_reading, partial(default_reconciling, conflicts or None), partial(default_edition, conflicts))


def default_edition(conflicts: tuple[str, ...]) -> str:
    """A hash of size and time of all files of warledger and of imported places, with Python and when its libraries last changed.

    Another one after any change of rules, packs or what they stand on.
    """
    from warledger.link.import_gazetteer import imported_folder
    from warledger.model import sha256_hex

    folders = (Path(__file__).parents[1], imported_folder())
    files = (f for folder in folders for f in folder.rglob("*") if f.suffix != ".pyc" and f.is_file())
    seen = sorted(f"{f} {(held := f.stat()).st_size} {held.st_mtime_ns}" for f in files)
    libraries = str(Path(sysconfig.get_path("purelib")).stat().st_mtime_ns)
    return sha256_hex("\n".join((*conflicts, *seen, sys.version, libraries)).encode("utf-8", "surrogateescape"))


def collect(sources: Sequence[str]) -> Iterator[RawPage | Rejection]:
    """Pages of files, folders and standard input."""
    from warledger.collect import iter_pages

    return iter_pages(sources)


def language_packs() -> PackSource:
    """Loads each language pack once."""
    from warledger.packs import load_language

    return cache(load_language)


def make_annotator(packs: PackSource | None = None) -> Annotator:
    """The neural reader where its model is there, the packs alone else."""
    from warledger.annotate import Annotator, KnownNames, NeuralReader, PackReader
    from warledger.claims.counts import find_counts
    from warledger.link.times import find_times
    from warledger.model import ModelMissing

    try:
        reader = NeuralReader.load(threads=1 if multiprocessing.parent_process() else None)  # a worker has one processor
    except ModelMissing:
        reader = None
    pack_reader = PackReader(find_counts, find_times, KnownNames(iter_known_names()).find)
    return Annotator(packs or language_packs(), reader, pack_reader)


def iter_known_names() -> Iterator[tuple[str, str]]:
    """Every name in the conflict packs with its kind: person, organisation or place."""
    from warledger.packs.conflicts import available_conflicts, load_conflict

    for pack in (load_conflict(slug) for slug in available_conflicts()):
        for kind, records in (("person", pack.people), ("organisation", pack.bodies), ("place", pack.places)):
            for record in records:
                yield record.name, kind
                yield from ((name.text, kind) for name in record.names)


def default_reading() -> Reading:
    """Cleaning, reading and claims; made once a process."""
    from warledger.claims import build_claims
    from warledger.clean import clean_page

    packs = language_packs()
    annotator = make_annotator(packs)
    return Reading(
        clean=lambda page: clean_page(page, packs),
        annotate=annotator.annotate,
        claims=lambda report, annotation: build_claims(report, annotation, packs(report.language)),
        annotate_on=annotator.iter_annotations,
    )


def default_reconciling(conflicts: tuple[str, ...] | None) -> Reconciling:
    """Linking with the conflict packs of those slugs (None: all that are known) and the gazetteer, stories, days, ledger."""
    return _Joined.load(conflicts).stages()


@dataclass(frozen=True, slots=True)
class _Joined:
    """The stages over all reports, with what they hold: a linker and the packs."""

    linker: object
    packs: Mapping[str, LanguagePack]
    conflicts: tuple[str, ...] | None = None

    def stages(self) -> Reconciling:
        return Reconciling(self.link, self.stories, self.date_claims, self.ledger, self.with_outlets)

    def with_outlets(self, corrections: Sequence[OutletCorrection]) -> Reconciling:
        return _Joined.load(self.conflicts, corrections).stages()

    @staticmethod
    def load(conflicts: tuple[str, ...] | None, corrections: Sequence[OutletCorrection] = ()) -> _Joined:
        from warledger.link.gazetteer import open_gazetteer
        from warledger.link.import_gazetteer import imported_folder
        from warledger.link.linker import Linker
        from warledger.packs import available_languages
        from warledger.packs.conflicts import available_conflicts, load_conflict
        from warledger.packs.outlet_book import OutletBook

        packs = language_packs()
        book = OutletBook(corrections)
        slugs = available_conflicts() if conflicts is None else conflicts
        known = [book.corrected_pack(load_conflict(slug)) for slug in slugs]
        languages = {code: packs(code) for code in available_languages()}
        gazetteer = open_gazetteer(sorted(imported_folder().glob("*.sqlite")))
        return _Joined(Linker(languages, known, gazetteer), languages, conflicts)

    def link(self, reports: Shelf[Report], claims: Grouped[Claim], mentions: Marked) -> Links:
        links: Links = self.linker.link_all(reports, claims, mentions)  # type: ignore[attr-defined]
        return links

    def stories(self, reports: Shelf[Report], claims: Grouped[Claim], links: Links) -> Stories:
        from warledger.stories import Aids, find_stories

        return find_stories(reports, claims, links.linked, links.places, Aids(sides={o.id: o.side for o in links.origins}))

    def date_claims(self, reports: Sequence[Report], claims: Sequence[Claim], links: Links, stories: Stories) -> tuple[Linked, ...]:
        from warledger.link.dates import date_claims

        return date_claims(reports, claims, links.linked, stories.days.values(), self.packs)

    def ledger(self, reports: Shelf[Report], claims: Grouped[Claim], linked: Grouped[Linked], so_far: SoFar) -> Ledger:
        from warledger.ledger import Basis, reconcile_stories
        from warledger.packs import load_ontology

        links, stories = so_far.links, so_far.stories
        basis = Basis(
            load_ontology(), stories.stories, stories.echoes, stories.days, links.places, links.origins,
            links.entities, reports, so_far.regroupings,
        )  # fmt: skip
        told = ((claims.many(ids), linked.many(ids)) for ids in _stretches(stories.stories))
        return reconcile_stories(told, basis)


def _stretches(stories: Iterable[Story]) -> Iterator[list[str]]:
    """Report ids of whole stories, some stories at a time."""
    ids: list[str] = []
    for story in stories:
        ids += story.report_ids
        if len(ids) >= TOGETHER:
            yield ids
            ids = []
    yield ids
