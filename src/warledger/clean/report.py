"""A captured page to a report: decode, extract, drop furniture, find title, day, wire and language.

Takes a `RawPage` and the language packs; gives a `Report`, or a `Rejection` with its reason. Changes nothing captured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache, lru_cache
from importlib.resources import files

from warledger.clean.dates import dateline_of, find_date_line, find_dateline, find_title_day, parse_moment
from warledger.clean.extract import extract
from warledger.clean.html import PageText
from warledger.clean.language import identify
from warledger.clean.lines import SENTENCE_END, find_furniture, find_slogan
from warledger.clean.metadata import moment_of
from warledger.clean.segments import join_lines, split_lines
from warledger.clean.wrapping import find_wrapped
from warledger.model import Declared, PackError, RawPage, Rejection, Removed, Report, Span, content_id
from warledger.model.letters import LETTER
from warledger.packs import LanguagePack, available_languages, load_language
from warledger.packs.outlets import outlet_of
from warledger.packs.words import CACHED_PACKS, Lexicon, fold

BROKEN_AT_A_WIDTH = ("text/plain", LETTER)
LONGEST_TITLE = 200
NAME_WORDS = 2
CREDIT_ZONE = 160
"""Characters at either end of a report in which a wire credit may stand."""

PackSource = Callable[[str], LanguagePack]


@dataclass(slots=True)
class _Draft:
    """What is found on the way. Lines that are `wrapped` go on in the next."""

    captured: str
    lines: list[Span]
    said: PageText
    language: str
    wrapped: frozenset[Span] = frozenset()
    removed: list[Removed] = field(default_factory=list)
    on: date | None = None
    at: datetime | None = None


def clean_page(page: RawPage, packs: PackSource = load_language) -> Report | Rejection:
    """The report in a page, or why there is none.

    Rejection codes: no-text, pdf-without-text (nothing to read), unreadable, language (no pack for its language).
    """
    said = extract(page)
    if isinstance(said, Rejection):
        return said
    lines = split_lines(said.text)
    language = identify(said.text, page.declared.language or said.language)
    try:
        pack = packs(language)
    except PackError:
        known = ", ".join(available_languages())
        return Rejection(page.name, "language", f"reads as {language!r}: no pack for it yet (known: {known})", page.id)
    wrapped = find_wrapped(said.text, lines) if page.media_type in BROKEN_AT_A_WIDTH else ()
    draft = _Draft(said.text, lines, said, language, frozenset(lines[i] for i in wrapped))
    _drop_furniture(draft, pack)
    if page.media_type == LETTER:
        _drop_signature(draft)
    _find_day(draft, page.declared, pack)
    if not draft.lines:
        return Rejection(page.name, "no-text", "nothing but page furniture", page.id)
    return _finish(page, draft, _calendar(pack.times) | _english()[1])


def _drop_furniture(draft: _Draft, pack: LanguagePack) -> None:
    paragraphs: list[list[Span]] = []
    for line in draft.lines:
        if paragraphs and paragraphs[-1][-1] in draft.wrapped:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    texts = [" ".join(line.of(draft.captured) for line in lines) for lines in paragraphs]
    since = [e.form for e in pack.times.entries if e.parts[0] == "since"]
    reasons = {**find_slogan(texts, since), **find_furniture(texts, pack.boilerplate)}
    draft.removed += [Removed(line, reason) for i, reason in sorted(reasons.items()) for line in paragraphs[i]]
    draft.lines = [line for i, lines in enumerate(paragraphs) if i not in reasons for line in lines]


def _drop_signature(draft: _Draft) -> None:
    """What a writer's program puts under a letter, after a line of two dashes."""
    at = next((i for i, line in enumerate(draft.lines) if line.of(draft.captured) == "--"), 0)
    if at:
        draft.removed += [Removed(line, "signature") for line in draft.lines[at:]]
        del draft.lines[at:]


@lru_cache(maxsize=CACHED_PACKS)
def _months(times: Lexicon) -> Mapping[str, int]:
    """Month names to their numbers; a name of two words under its last one too ("كانون الأول")."""
    entries = [(e.form, e.parts) for e in times.entries]
    return {form: int(parts[1]) for form, parts in entries if parts[0] == "month" and len(parts) > 1 and parts[1].isdecimal()}


@lru_cache(maxsize=CACHED_PACKS)
def _calendar(times: Lexicon) -> frozenset[str]:
    """Names of months and days of the week."""
    return frozenset(fold(e.form) for e in times.entries if e.parts[0] in ("month", "weekday"))


@cache
def _english() -> tuple[Mapping[str, int], frozenset[str]]:
    """Months and calendar of English, in which pages of any language may be dated by the software that makes them."""
    times = load_language("en").times
    return _months(times), _calendar(times)


def _find_day(draft: _Draft, declared: Declared, pack: LanguagePack) -> None:
    texts = [line.of(draft.captured) for line in draft.lines]
    months = {**_english()[0], **_months(pack.times)}
    found = find_date_line(texts, months)
    if found:
        index, draft.on = found
        draft.removed.append(Removed(draft.lines[index], "date line"))
        del draft.lines[index]
    elif texts:
        draft.on = next((day for text in texts[:4] if (day := find_dateline(text, months))), find_title_day(texts[0], months))
    for given in (declared.published, draft.said.published):
        if given:
            day, moment = parse_moment(given, months)
            draft.on, draft.at = (day, moment) if day else (draft.on, draft.at)
            break


def _finish(page: RawPage, draft: _Draft, calendar: frozenset[str]) -> Report:
    text, offsets = join_lines(draft.captured, draft.lines, draft.wrapped)
    said, declared = draft.said, page.declared
    return Report(
        id=content_id("rp", page.id),
        page_id=page.id,
        name=page.name,
        captured=draft.captured,
        text=text,
        offsets=offsets,
        removed=tuple(sorted(draft.removed, key=lambda r: r.span)),
        title=declared.title or said.title or _title_of(text),
        byline=_without_day(said.byline, calendar) or _byline(declared),
        credit=find_credit(text),
        dateline=dateline_of(text, _wire_pattern()),
        language=draft.language,
        published_on=draft.on,
        published_at=draft.at,
        modified_at=moment_of(said.modified) or parse_moment(declared.modified, {})[1],
        outlet=_outlet(declared.outlet or said.outlet, declared.url or said.url),
        url=declared.url or said.url,
        sha256=page.sha256,
    )


def _byline(declared: Declared) -> str:
    """Who wrote a page, as its feed or table says; a name that is the outlet's own is none."""
    return "" if declared.byline.casefold() == declared.outlet.casefold() else declared.byline


def _without_day(byline: str, calendar: frozenset[str]) -> str:
    """Who wrote, without the names of months and days that stand behind; two words may be a name of their own.

    >>> _without_day("Nathan Willis March; Monday; Ann May", frozenset({"march", "monday", "may"}))
    'Nathan Willis; Ann May'
    """
    names = []
    for name in byline.split(";"):
        words = name.split()
        while len(words) != NAME_WORDS and words and fold(words[-1].strip(".,|")) in calendar:
            words.pop()
        names.append(" ".join(words))
    return "; ".join(name for name in names if name)


def _outlet(name: str, url: str) -> str:
    """The one name of an outlet that is known by its address or by this name, so that two feeds of it are one; else the name."""
    known = outlet_of(url) or outlet_of(name)
    return known.name if known else name


def _title_of(text: str) -> str:
    """The first line when it reads like a headline, else the start of the first sentence."""
    first, _, rest = text.partition("\n")
    if len(first) <= LONGEST_TITLE and (rest or not SENTENCE_END.search(first)):
        return first
    return first[:120].rsplit(" ", 1)[0] + "…" if len(first) > 120 else first


def find_credit(text: str) -> str:
    """The wire that a report credits at its start or end, by the wire's one name; "" when none.

    >>> find_credit("BEIRUT (Reuters) - Shells fell on the town.")
    'Reuters'
    """
    zones = text[:CREDIT_ZONE] + "\n" + text[-CREDIT_ZONE:]
    best = _wire_pattern().search(zones)
    return _wires()[best["bracket"] or best["line"]] if best else ""


@cache
def _wires() -> dict[str, str]:
    lines = (files("warledger.data") / "outlets" / "wires.tsv").read_text("utf-8").splitlines()[1:]
    return dict(line.split("\t")[:2] for line in lines if line)


@cache
def _wire_pattern() -> re.Pattern[str]:
    names = "|".join(re.escape(w) for w in sorted(_wires(), key=len, reverse=True))
    return re.compile(rf"[(/\[](?P<bracket>{names})[)/\]]|^\W{{0,3}}(?P<line>{names})\W{{0,3}}$", re.MULTILINE)
