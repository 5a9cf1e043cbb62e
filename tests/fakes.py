"""Stages that need no packs and no model: a report is its text, a claim is a line "SOURCE said N killed in PLACE"."""

import re
import time
from collections import deque
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from warledger.model import (
    Annotation,
    Claim,
    Count,
    DayOf,
    Ledger,
    Linked,
    Matter,
    Named,
    OffsetMap,
    Origin,
    Place,
    RawPage,
    Rejection,
    Report,
    Span,
    Story,
    content_id,
)
from warledger.run import Reading, Reconciling, Stages

LINE = re.compile(r"(?P<source>\w+) said (?P<n>\d+) killed in (?P<place>\w+)")
DAY = date(2016, 12, 12)


@dataclass(frozen=True)
class Links:
    entities: tuple
    places: tuple
    origins: tuple
    linked: tuple


@dataclass(frozen=True)
class Stories:
    stories: tuple
    echoes: tuple
    days: dict


def collect(sources):
    for source in sources:
        path = Path(source)
        for child in sorted(path.iterdir()) if path.is_dir() else [path]:
            try:
                yield RawPage(child.name, child.read_bytes())
            except OSError as error:
                yield Rejection(child.name, "unreadable", f"cannot be read: {error.strerror}")


def clean(page):
    text = page.content.decode("utf-8")
    if not text.strip():
        return Rejection(page.name, "empty", "nothing in it", page.id)
    if "CRASH CLEAN" in text:
        raise RuntimeError("clean broke\nsecond line")
    offsets = OffsetMap.identity(len(text))
    return Report(content_id("rp", page.id), page.id, page.name, text, text, offsets, language="en", sha256=page.sha256)


def annotate(reports):
    if any("CRASH ANNOTATE" in r.text for r in reports):
        raise RuntimeError("annotate broke")
    return [Annotation(r.id, "fake", (Span(0, len(r.text)),)) for r in reports]


def claims(report, annotation):
    if "CRASH CLAIMS" in report.text:
        raise RuntimeError("claims broke")
    return tuple(_claim(report, m) for m in LINE.finditer(report.text))


def _claim(report, m):
    span, n = Span(*m.span()), int(m["n"])
    return Claim(
        content_id("cl", report.id, m.start()), report.id, span, m[0], span, "killed", source=Named(m["source"], Span(*m.span("source"))),
        count=Count(n, n, m["n"]), places=(Named(m["place"], Span(*m.span("place"))),), reader="fake",
    )  # fmt: skip


def link(reports, all_claims, mentions):
    origins = {content_id("or", c.source.text): Origin(content_id("or", c.source.text), c.source.text) for c in all_claims}
    places = {content_id("pl", c.places[0].text): Place(content_id("pl", c.places[0].text), c.places[0].text) for c in all_claims}
    linked = tuple(
        Linked(c.id, c.report_id, origin_id=content_id("or", c.source.text), place_ids=(content_id("pl", c.places[0].text),))
        for c in all_claims
    )
    return Links((), tuple(places.values()), tuple(origins.values()), linked)


def find_stories(reports, all_claims, links):
    if not reports:
        return Stories((), (), {})
    story = Story("st-all", "All", DAY, tuple(sorted(r.id for r in reports)))
    return Stories((story,), (), {r.id: DayOf(r.id, DAY, True, "story") for r in reports})


def reconcile(reports, all_claims, linked, so_far):
    by_place = {}
    for k in linked:
        by_place.setdefault(k.place_ids[0], []).append(k)
    matters = []
    for place, group in sorted(by_place.items()):
        origins = tuple(sorted({k.origin_id for k in group}))
        standing = "corroborated" if len(origins) > 1 else "single-source"
        ids = tuple(sorted(k.claim_id for k in group))
        matters.append(
            Matter(content_id("ma", place), "st-all", "killed", f"people killed in {place}", (place,), "", None, standing, (), origins, ids)
        )
    return Ledger(tuple(matters))


def reading():
    return Reading(clean, annotate, claims)


def annotate_on(reports):
    """One report at a time, two taken ahead, as the network does it."""
    ahead = deque()
    for report in reports:
        ahead.append(report)
        if len(ahead) > 2:
            yield from annotate([ahead.popleft()])
    while ahead:
        yield from annotate([ahead.popleft()])


def flowing_reading():
    return Reading(clean, annotate, claims, annotate_on)


def slow_reading():
    def slowly(page):
        time.sleep(0.01)
        return clean(page)

    return Reading(slowly, annotate, claims)


def crawling_reading():
    def crawl(page):
        time.sleep(0.25)
        return clean(page)

    return Reading(crawl, annotate, claims)


def deadly_reading():
    def die(page):
        import os

        if b"DIE" in page.content:
            os._exit(9)
        return clean(page)

    return Reading(die, annotate, claims)


def broken_pack():
    from warledger.model import PackError

    def broken(page):
        raise PackError("broken", "languages/xx/pack.toml", 3)

    return Reading(broken, annotate, claims)


def reconciling():
    return Reconciling(link, find_stories, lambda reports, all_claims, links, stories: links.linked, reconcile)


def stages(read=reading):
    return Stages(collect, read, reconciling)


def write_reports(folder, number=12):
    """Reports with claims of a few sources on a few places."""
    folder.mkdir(exist_ok=True)
    for i in range(number):
        (folder / f"r{i:03}.txt").write_text(f"Report {i}.\nSource{i % 4} said {i} killed in Place{i % 3}\nEnd of {i}.")
    return folder
