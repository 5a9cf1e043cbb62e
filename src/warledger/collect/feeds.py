"""Feeds and sitemaps: what they list, as entries.

Takes bytes, gives frozen entries; the entries of a feed file are pages by themselves. Fetches nothing.
"""

from __future__ import annotations

import calendar
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

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
DECLARATION = re.compile(r"\A\s{0,99}<\?xml[^>]{0,300}\?>")
WIDE = re.compile(rb"\A\s{0,99}<\?xml[^>]{0,200}encoding\s{0,9}=\s{0,9}[\"'](?:utf-?(?:16|32)|ucs|iso-10646)[^>]{0,80}\?>", re.IGNORECASE)
"""An XML declaration, in single bytes, that says that the document is not in single bytes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a feed or sitemap lists. `html` is what it says itself, "" when it only points; `published` is ISO or ""."""

    url: str = ""
    title: str = ""
    html: str = ""
    published: str = ""
    outlet: str = ""
    language: str = ""
    key: str = ""


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


def parse_feed(content: bytes) -> Feed | None:
    """The entries of RSS or Atom bytes, None when they are no feed. Broken XML gives what can be read.

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
    title, language = shown(str(about.get("title", ""))), str(about.get("language", ""))
    entries = tuple(_entry(e, title, language) for e in parsed.entries)
    return Feed(title, entries, str(about.get("link", "")))


def _in_bytes(content: bytes) -> bytes:
    """UTF-16 as UTF-8, and no word of the document that it is in UTF-16 when it is not: parsers believe that and read nothing."""
    head = content[:HEAD_BYTES]
    if is_utf16(head):
        marked = head.startswith((b"\xff\xfe", b"\xfe\xff"))
        text = content.decode("utf-16" if marked else "utf-16-be" if head.startswith(b"\0") else "utf-16-le", "replace")
        return DECLARATION.sub("", text, count=1).encode("utf-8", "replace")
    found = WIDE.match(head)
    return content[found.end() :] if found else content


def _entry(raw: Any, outlet: str, language: str) -> Entry:
    contents = [str(c.get("value", "")) for c in raw.get("content", ()) if isinstance(c, dict)]
    html = max([*contents, str(raw.get("summary", ""))], key=len)
    return Entry(
        url=str(raw.get("link", "")),
        title=" ".join(str(raw.get("title", "")).split()),
        html=html,
        published=_iso(raw.get("published_parsed") or raw.get("updated_parsed")),
        outlet=outlet,
        language=language,
        key=str(raw.get("id", "") or raw.get("link", "") or raw.get("title", "")),
    )


def _iso(parsed: Any) -> str:
    """feedparser's time (UTC) in ISO form."""
    try:
        return datetime.fromtimestamp(calendar.timegm(parsed), UTC).isoformat() if parsed else ""
    except (ValueError, TypeError, OverflowError, OSError):
        return ""


def read_feed(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """The entries of a feed file as pages, with the words that the feed itself has."""
    content = source.stream.read(opts.max_bytes + 1)
    feed = parse_feed(content) if len(content) <= opts.max_bytes else None
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


def page_of_entry(entry: Entry, where: str) -> RawPage | Rejection:
    """The page of an entry from its own words; refused when it only points elsewhere."""
    if not entry.html.strip():
        return Rejection(
            shown(entry.url or where), "no-text", "an entry without words of its own: give its address, or the address of the feed"
        )
    body = f"<html><body><article><h1>{_escaped(entry.title)}</h1>\n{entry.html}</article></body></html>"
    declared = Declared(entry.url, entry.outlet, entry.title, entry.published, entry.language)
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
