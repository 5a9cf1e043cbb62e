"""What a page says of itself for machines: when it was published and changed, who wrote it.

Takes the markup of a page, gives plain values. JSON-LD of an article comes first, then meta elements, then `time` elements. Only the
article itself counts: what a page says of the stories that it points to lies in lists inside it, which are not entered. Loads nothing.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

SCRIPT = re.compile(r"<script\b[^<>]{0,400}ld\+json[^<>]{0,400}>", re.IGNORECASE)
META = re.compile(r"<(?:meta|time)\s[^<>]{1,3000}>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([a-z][\w:.-]{0,40})\s{0,3}=\s{0,3}(?:"([^"]{0,2000})"|'([^']{0,2000})')""", re.IGNORECASE)
WINDOW = re.compile(r"<title\b[^<>]{0,300}>([^<>]{1,1000})</title", re.IGNORECASE)
WRAPPING = re.compile(r"(?:/\*|//)?\s{0,9}(?:<!\[CDATA\[|\]\]>|<!--|-->)\s{0,9}(?:\*/)?")
"""What keeps a script from being read as markup, before and after it."""
LONGEST_JSON = 500_000
LONGEST_HEADLINE = 400
MOST_SCRIPTS = 20
DEEPEST = 6
MOST_AUTHORS, LONGEST_AUTHOR = 12, 80

ARTICLE = ("Article", "BlogPosting", "SocialMediaPosting", "Report")
"""How the types of what is published end."""
ELSEWHERE = frozenset(
    ("itemlistelement", "haspart", "mentions", "citation", "relatedlink", "about", "subjectof", "liveblogupdate", "comment")
)
"""Keys under which a page describes other things."""
PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "publishdate", "publish-date", "pubdate", "date",
)  # fmt: skip
MODIFIED = (
    "article:modified_time", "og:article:modified_time", "og:modified_time", "datemodified", "og:updated_time", "dcterms.modified",
    "dc.date.modified", "last-modified", "lastmod",
)  # fmt: skip
TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "title")
STAMP = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s?(?:Z|[+-]\d{2}:?\d{2})?)?")
FIRST_YEAR = 1990
"""A page on the web that says an earlier year speaks of what it tells."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself; "" and () where it does not. Times are ISO, with a zone when the page gives one.

    `titles` are all that it gives for its article, the surest first.
    """

    published: str = ""
    modified: str = ""
    authors: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


def metadata_of(markup: str) -> Said:
    """What a page says of itself.

    >>> metadata_of('<meta property="article:published_time" content="2016-12-12T10:40:00+03:00">').published
    '2016-12-12T10:40:00+03:00'
    """
    article = next(_articles(markup), {})
    named = _named(markup)
    published = _first(article.get("datepublished"), *(named.get(name) for name in PUBLISHED)) or _only_time(markup)
    modified = _first(article.get("datemodified"), *(named.get(name) for name in MODIFIED))
    authors = tuple(dict.fromkeys(_people(article.get("author"))))[:MOST_AUTHORS]
    return Said(published, modified, authors, tuple(_titles(markup, article.get("headline"), *(named.get(name) for name in TITLES))))


def _titles(markup: str, *given: object) -> Iterator[str]:
    """What a page is called, in its own order, the name of its window last."""
    window = WINDOW.search(markup)
    for title in (*given, window[1] if window else ""):
        clean = " ".join(html.unescape(title).split()) if isinstance(title, str) else ""
        if clean and len(clean) <= LONGEST_HEADLINE:
            yield clean


def _only_time(markup: str) -> str:
    """The moment of all `time` elements of a page when they have but one; with several, some are of other stories."""
    told = [a for element in META.finditer(markup) if element[0][:5].lower() == "<time" for a in ATTRIBUTE.finditer(element[0])]
    stamps = {_stamp(html.unescape(a[2] if a[2] is not None else a[3])) for a in told if a[1].lower() == "datetime"} - {""}
    return stamps.pop() if len(stamps) == 1 else ""


def _first(*given: object) -> str:
    """The first value that is a day or a moment, a moment with a zone before one without."""
    stamps = [found for value in given if (found := _stamp(value))]
    return next((s for s in stamps if _zoned(s)), stamps[0] if stamps else "")


def _stamp(value: object) -> str:
    found = STAMP.match(value.strip()) if isinstance(value, str) else None
    if not found:
        return ""
    try:
        at = datetime.fromisoformat(re.sub(r"\s(?=[+-Z]|$)", "", found[0].replace(" ", "T", 1) if "T" not in found[0] else found[0]))
    except ValueError:
        return ""
    if at.year < FIRST_YEAR:
        return ""
    return at.isoformat() if at.tzinfo else at.date().isoformat()


def _zoned(stamp: str) -> bool:
    return len(stamp) > len("2016-12-12")


def day_of(stamp: str) -> date | None:
    """The day that a stamp names where it was written, None for ""."""
    return date.fromisoformat(stamp[:10]) if stamp else None


def moment_of(stamp: str) -> datetime | None:
    """The moment of a stamp in UTC, None when it has no time of day with a zone: which hour that was is not known."""
    return datetime.fromisoformat(stamp).astimezone(UTC) if _zoned(stamp) else None


def _named(markup: str) -> dict[str, str]:
    """Contents of meta elements and machine times of `time` elements, by name in small letters; the first of each."""
    named: dict[str, str] = {}
    for element in META.finditer(markup):
        told = {a[1].lower(): html.unescape(a[2] if a[2] is not None else a[3]) for a in ATTRIBUTE.finditer(element[0])}
        value = told.get("content") or told.get("datetime") or ""
        for key in ("property", "name", "itemprop", "http-equiv"):
            if value and key in told:
                named.setdefault(told[key].strip().lower(), value)
    return named


def _articles(markup: str) -> Iterator[Mapping[str, Any]]:
    """Articles in the JSON-LD of a page, in its order, those that say when they were published first; keys in small letters."""
    found = [a for n, start in enumerate(SCRIPT.finditer(markup)) if n < MOST_SCRIPTS for a in _walk(_loaded(markup, start.end()), 0)]
    yield from (a for a in found if _stamp(a.get("datepublished")))
    yield from found


def _loaded(markup: str, start: int) -> object:
    end = markup.find("</", start)
    while end >= 0 and markup[end : end + 8].lower() != "</script":
        end = markup.find("</", end + 2)
    if end < 0 or end - start > LONGEST_JSON:
        return None
    try:
        return json.loads(_unwrapped(markup[start:end]).rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _unwrapped(script: str) -> str:
    """A script without the marks around it.

    >>> _unwrapped(' /*<![CDATA[*/ {"a": 1} /*]]>*/ '), _unwrapped("<!-- [2] -->")
    ('{"a": 1}', '[2]')
    """
    plain = script.strip()
    before = WRAPPING.match(plain)
    plain = plain[before.end() :].strip() if before else plain
    at = max(plain.rfind("}"), plain.rfind("]", 0, plain.rfind("]]>") if "]]>" in plain[-20:] else len(plain))) + 1
    return plain[:at] if at and WRAPPING.fullmatch(plain[at:].strip()) else plain


def _walk(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _walk(each, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(isinstance(k, str) and k.endswith(ARTICLE) for k in (kinds if isinstance(kinds, list) else [kinds])):
            yield {str(k).lower(): v for k, v in value.items()}
        for key, inner in value.items():
            if str(key).lower() not in ELSEWHERE:
                yield from _walk(inner, depth + 1)


def _people(author: object) -> Iterator[str]:
    """Names of the people who wrote; a body that wrote is not named as one."""
    for each in author if isinstance(author, list) else [author]:
        kinds = each.get("@type") if isinstance(each, dict) else None
        name = each.get("name") if isinstance(each, dict) and (kinds == "Person" or kinds == ["Person"]) else None
        for one in name if isinstance(name, list) else [name]:
            clean = " ".join(html.unescape(one).split()) if isinstance(one, str) else ""
            if 1 < len(clean) <= LONGEST_AUTHOR and "://" not in clean:
                yield clean
