"""Feeds and sitemaps: what they list, as entries.

Takes bytes, gives frozen entries; the entries of a feed file are pages by themselves. Fetches nothing.
"""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr
from typing import Any
from urllib.parse import urljoin

import feedparser
from lxml import etree

from warledger.collect.archives import Read
from warledger.collect.contract import CollectOptions, Input, Item, megabytes, shown
from warledger.collect.sniff import HEAD_BYTES, is_utf16
from warledger.model import Declared, RawPage, Rejection

NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"
MAX_URLS = 50_000
"""Most addresses in one sitemap, by its standard."""
ENTITY_ZONE = 100_000
"""Bytes at the start of a feed in which entities may be declared."""
FEED_MARKS = (b"<rss", b"<feed", b"<rdf:rdf")
SITEMAP_MARKS = (b"<urlset", b"<sitemapindex")
TAG = re.compile(r"<[^<>]{1,2000}>")
ZONED = re.compile(r"\d:\d\d[^a-zA-Z+-]{0,12}(?:Z|[+-]\d\d:?\d\d|UTC?|GMT|MSK|[A-Z]{2,4}T)\s?(?:\([^()]{1,40}\))?$", re.IGNORECASE)
"""A date that ends in an hour with its zone."""
DAY_FIRST = re.compile(r"\d{1,2}[-./]\d{1,2}[-./]\d{4}")
"""How feedparser reads "20-12-2016" is not what it says."""
BRACKETS = re.compile(r"\(([^()@]{2,80})\)")
LONGEST_WORDS = 100
FIRST_YEAR = 1990
"""A feed that says an earlier year does not know the day."""
DECLARATION = re.compile(r"\A\s{0,99}<\?xml[^>]{0,300}\?>")
WIDE = re.compile(rb"\A\s{0,99}<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"'](?:utf-?(?:16|32)|ucs|iso-10646)[^>]{0,80}\?>", re.IGNORECASE)
"""An XML declaration, in single bytes, that says that the document is not in single bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a feed or sitemap lists. `html` is what it says itself, "" when it only points.

    `published` and `modified` are ISO, a day alone where the feed gives an hour without a zone; where it writes a date as no standard has
    it, they are its words.
    """

    url: str = ""
    title: str = ""
    html: str = ""
    published: str = ""
    outlet: str = ""
    language: str = ""
    key: str = ""
    modified: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries in its order."""

    title: str
    entries: tuple[Entry, ...]
    home: str = ""


def kind_of_xml(head: bytes) -> str:
    """feed, sitemap or "" from the first bytes."""
    low = head.replace(b"\0", b"").lower()
    if any(mark in low for mark in SITEMAP_MARKS):
        return "sitemap"
    return "feed" if any(mark in low for mark in FEED_MARKS) else ""


def parse_feed(content: bytes, base: str = "") -> Feed | None:
    """The entries of RSS or Atom bytes, None when they are no feed. Broken XML gives what can be read.

    Addresses that are not whole begin at `base`, the address of the feed, or at the site that it names.

    A feed that declares entities of its own is none: ten of them, each ten times the last, took feedparser 5 seconds.
    """
    if b"<!entity" in content.replace(b"\0", b"")[:ENTITY_ZONE].lower():
        return None
    try:
        parsed = feedparser.parse(io.BytesIO(_in_bytes(content)))  # a string would be taken for an address and fetched
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError):
        return None
    if not parsed.get("version") and not parsed.entries:
        return None
    about = parsed.get("feed", {})
    title, language, home = shown(_plain(about, "title")), str(about.get("language", "")), str(about.get("link", ""))
    entries = tuple(_entry(e, title, language, base or home) for e in parsed.entries)
    return Feed(title, entries, home)


def _in_bytes(content: bytes) -> bytes:
    """UTF-16 as UTF-8, and no word of the document that it is in UTF-16 when it is not: parsers believe that and read nothing."""
    head = content[:HEAD_BYTES]
    if is_utf16(head):
        marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if marked else "utf-16-be" if head.startswith(b"\0") else "utf-16-le", "replace")
        return DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    found = WIDE.match(head)
    return content[found.end() :] if found else content


def _entry(raw: Any, outlet: str, language: str, base: str) -> Entry:
    contents = [str(c.get("value", "")) for c in raw.get("content", ()) if isinstance(c, dict)]
    words = max([*contents, str(raw.get("summary", ""))], key=len)
    return Entry(
        url=_whole(str(raw.get("link", "")), base),
        title=_plain(raw, "title"),
        html=words,
        published=_moment(raw, "published") or _moment(raw, "updated"),
        outlet=outlet,
        language=language,
        key=str(raw.get("id", "") or raw.get("link", "") or raw.get("title", "")),
        modified=_moment(raw, "updated"),
        byline=_author(raw),
    )


def _whole(link: str, base: str) -> str:
    """An address with its site; "" when there is no site to begin at, or it is none."""
    try:
        found = urljoin(base, link) if link else ""
    except ValueError:
        return ""
    return found if "://" in found else ""


def _plain(raw: Any, key: str) -> str:
    """A title without the markup that its feed puts into it."""
    words, kind = str(raw.get(key, "")), str((raw.get(f"{key}_detail") or {}).get("type", ""))
    if kind in ("text/html", "application/xhtml+xml"):
        words = html.unescape(TAG.sub("", words))
    return " ".join(words.split())


def _author(raw: Any) -> str:
    """Who wrote an entry: a name, never an address. RSS has "ADDRESS (NAME)", of which feedparser takes half a word for the name."""
    words = " ".join(str(raw.get("author", "")).split())
    if "@" in words:
        inside = BRACKETS.search(words)
        words = inside[1] if inside else parseaddr(words)[0]
    return "" if "@" in words or "://" in words else words[:LONGEST_WORDS]


def _moment(raw: Any, key: str) -> str:
    """When an entry was published or updated. feedparser answers for one with the other, so the entry itself is asked."""
    words = " ".join(str(dict.get(raw, key) or "").split())[:LONGEST_WORDS]
    stamp = _iso(dict.get(raw, f"{key}_parsed"))
    if not stamp or DAY_FIRST.match(words):
        return words
    if int(stamp[:4]) < FIRST_YEAR:
        return ""
    return stamp if ZONED.search(words) else stamp[: len("2016-12-12")]


def _iso(parsed: Any) -> str:
    """feedparser's time (UTC) in ISO form."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else ""
    except (ValueError, TypeError, OverflowError, OSError):
        return ""


def read_feed(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """The entries of a feed file as pages, with the words that the feed itself has."""
    content = source.stream.read(opts.max_bytes + 1)
    feed = parse_feed(content, source.declared.url) if len(content) <= opts.max_bytes else None
    if feed is None:
        large = len(content) > opts.max_bytes
        yield source.refuse(
            "too-large" if large else "not-a-feed", f"more than {megabytes(opts.max_bytes)}" if large else "not a feed that can be read"
        )
        return
    if not feed.entries:
        yield source.refuse("empty", "a feed without entries")
    for number, entry in enumerate(feed.entries, 1):
        yield page_of_entry(entry, f"{source.name}:{number}")


def declared_by(entry: Entry, url: str) -> Declared:
    """What a feed says of a page that stands at an address."""
    return Declared(url, entry.outlet, entry.title, entry.published, entry.language, entry.modified, entry.byline)


def page_of_entry(entry: Entry, where: str) -> RawPage | Rejection:
    """The page of an entry from its own words; refused when it only points elsewhere."""
    if not entry.html.strip():
        return Rejection(
            shown(entry.url or where), "no-text", "an entry without words of its own: give its address, or the address of the feed"
        )
    body = f"<html><body><article><h1>{_escaped(entry.title)}</h1>\n{entry.html}</article></body></html>"
    declared = declared_by(entry, entry.url)
    return RawPage(shown(entry.url or where), body.encode("utf-8", "replace"), "text/html", entry.url or entry.key, declared)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def parse_sitemap(content: bytes) -> tuple[list[Entry], list[str]] | None:
    """Pages and further sitemaps that a sitemap names, at most 50,000; None when it is none.

    No entity is resolved and no DTD is loaded.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False, dtd_validation=False, recover=True)
    try:
        root = etree.fromstring(_in_bytes(content), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is None or not isinstance(root.tag, str):
        return None
    entries: list[Entry] = []
    more: list[str] = []
    for node in root:
        if not isinstance(node.tag, str) or len(entries) + len(more) >= MAX_URLS:
            continue
        said = {child.tag.rsplit("}", 1)[-1]: (child.text or "").strip() for child in node if isinstance(child.tag, str)}
        if not said.get("loc"):
            continue
        if node.tag.endswith("sitemap"):
            more.append(said["loc"])
        else:
            entries.append(_listed(node, said))
    return entries, more


def _listed(node: Any, said: dict[str, str]) -> Entry:
    news = node.find(f"{NEWS}news")
    inner = {c.tag.rsplit("}", 1)[-1]: (c.text or "").strip() for c in news.iter() if isinstance(c.tag, str)} if news is not None else {}
    return Entry(
        said["loc"],
        inner.get("title", ""),
        "",
        inner.get("publication_date", ""),
        inner.get("name", ""),
        inner.get("language", ""),
        said["loc"],
    )
