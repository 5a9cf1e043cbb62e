"""The claims of a truth, put through linking, stories and ledger.

Takes the rows and the truth of a dossier, gives an Outcome. The text is read by nobody.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from warledger.evaluate.outcome import Outcome, find_words
from warledger.ledger import Basis, reconcile
from warledger.link.gazetteer import open_gazetteer
from warledger.link.linker import Linker, Links
from warledger.model import Claim, Count, Included, Linked, Named, OffsetMap, Period, Report, Span, Subject
from warledger.packs import available_languages, load_language, load_ontology
from warledger.packs.conflicts import available_conflicts, load_conflict
from warledger.stories import Aids, find_stories


def given_outcome(rows: Sequence[Mapping[str, Any]], truth: Mapping[str, Any]) -> Outcome:
    """The outcome for given claims. Forms of `entities` that no claim names are linked as mentions of the first report that has them."""
    reports = [_report(row) for row in rows]
    texts = {report.id: report.text for report in reports}
    claims = [_claim(key, row, texts[row["report"]]) for key, row in sorted(truth["claims"].items())]
    links = _linker(truth.get("conflict")).link(reports, claims, _mentions(truth, texts))
    linked = _dated(links, truth["claims"])
    stories = find_stories(reports, claims, linked, links.places, Aids(sides={o.id: o.side for o in links.origins}))
    basis = Basis(
        load_ontology(), stories.stories, stories.echoes, stories.days, links.places, links.origins, links.entities, reports
    )  # fmt: skip
    ledger = reconcile(claims, linked, basis)
    return Outcome(
        tuple(reports), tuple(claims), linked, links.entities, links.places, links.origins,
        tuple(stories.stories), tuple(stories.echoes), ledger, stories.days,
    )  # fmt: skip


def load_row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A row of `reports.jsonl` with at least a name and a text.

    Raises:
        TypeError: one of them is missing.
    """
    if not isinstance(row.get("name"), str) or not isinstance(row.get("text"), str):
        raise TypeError("a report needs name and text")
    return row


@lru_cache(maxsize=8)
def _linker(conflict: str | None) -> Linker:
    """A linker with one conflict pack, or with none."""
    packs = {code: load_language(code) for code in available_languages()}
    conflicts = [load_conflict(conflict)] if conflict and conflict in available_conflicts() else []
    return Linker(packs, conflicts, open_gazetteer())


def _report(row: Mapping[str, Any]) -> Report:
    """A report as given, its wire credit too when the row names one."""
    text, name, published = row["text"], row["name"], str(row.get("published") or "")
    at = datetime.fromisoformat(published) if len(published) > 10 else None
    at = at.replace(tzinfo=UTC) if at is not None and at.tzinfo is None else at
    title, outlet = str(row.get("title") or ""), str(row.get("outlet") or "")
    return Report(
        id=name, page_id=name, name=name, captured=text, text=text, offsets=OffsetMap.identity(len(text)), title=title,
        credit=str(row.get("credit") or ""), language=str(row.get("language") or "und"), outlet=outlet,
        published_on=date.fromisoformat(published[:10]) if published else None, published_at=at, url=str(row.get("url") or ""),
    )  # fmt: skip


def _first(value: Any) -> str:
    """The first of several acceptable names."""
    return str((value[0] if value else "") if isinstance(value, list) else value or "")


def _count(value: Mapping[str, Any] | None) -> Count | None:
    return Count(value["low"], value["high"], str(value.get("text") or "")) if value else None


def _claim(key: str, row: Mapping[str, Any], text: str) -> Claim:
    """A claim of the truth."""
    start, end = find_words(text, row["s"], row.get("n", 1))
    span = Span(start, end)
    count = _count(row.get("count"))
    at = text.find(count.text, start, end) if count and count.text else -1
    trigger = Span(at, at + len(count.text)) if count and at >= 0 else span
    source = _first(row.get("source"))
    return Claim(
        id=key, report_id=row["report"], span=span, evidence=row["s"], trigger=trigger, event=row["event"], stance=row["stance"],
        source=None if source in ("", "outlet") else Named(source, span), speaker=_named(row.get("speaker"), span),
        via=tuple(Named(v, span) for v in row.get("via") or ()), actor=_named(row.get("actor"), span),
        target=_named(row.get("target"), span), subject=_subject(row.get("subject"), span), count=count, included=_included(row, span),
        places=tuple(Named(p, span, "place") for p in _places(row)), reader="truth",
    )  # fmt: skip


def _places(row: Mapping[str, Any]) -> list[str]:
    """Names of the place: a list gives other names of one place, `places` several places of one count."""
    if row.get("places"):
        return [str(p) for p in row["places"]]
    return [_first(row["place"])] if row.get("place") else []


def _named(value: Any, span: Span) -> Named | None:
    name = _first(value)
    return Named(name, span) if name else None


def _included(row: Mapping[str, Any], span: Span) -> tuple[Included, ...]:
    found = []
    for part in row.get("included") or ():
        subject, count = _subject(part.get("subject"), span), _count(part.get("count"))
        if subject is not None and count is not None:
            found.append(Included(subject, count))
    return tuple(found)


def _subject(value: Any, span: Span) -> Subject | None:
    """What is counted, with the group that the ontology or the English pack knows for the word."""
    word = _first(value)
    if not word:
        return None
    if word in load_ontology().groups:
        return Subject(word, span, word)
    senses = [entry.sense.split(":")[0] for entry in load_language("en").groups.get(word)]
    return Subject(word, span, senses[0] if senses else "other")


def _mentions(truth: Mapping[str, Any], texts: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Forms of `entities` with the first report that holds them; places when any form of the list is a place of a claim.

    The places that `control` asks for are named by the analyst, whether a report calls them so or not.
    """
    places = {_first(row.get("place")) for row in truth["claims"].values()}
    asked = {str(row["place"]) for row in truth.get("control") or ()} - places - {place.partition(",")[0] for place in places}
    found = [(next((r for r in sorted(texts) if name in texts[r]), min(texts)), "place", name) for name in sorted(asked)]
    for forms in truth.get("entities") or ():
        kind = "place" if places & set(forms) else "organisation"
        for form in forms:
            report = next((r for r in sorted(texts) if form in texts[r]), None)
            if report is not None:
                found.append((report, kind, form))
    return found


def _dated(links: Links, rows: Mapping[str, Mapping[str, Any]]) -> tuple[Linked, ...]:
    """Links with the periods of the truth."""
    return tuple(replace(entry, when=_period(rows[entry.claim_id].get("when")), when_basis="truth") for entry in links.linked)


def _period(value: Sequence[str | None] | None) -> Period | None:
    if not value:
        return None
    start, end = (date.fromisoformat(day) if day else None for day in value)
    if start is None or end is None:
        return Period(start, end, "open")
    return Period(start, end, "day" if start == end else "days")
