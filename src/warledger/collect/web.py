"""Addresses to pages: single pages, feeds and sitemaps, with what led to them.

Takes addresses, gives pages and rejections lazily. A feed's entries are fetched one by one; where that may not be, the words of
the feed itself are taken.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from warledger.collect.contract import CollectOptions, Input, Item, shown
from warledger.collect.dispatch import kind_of, read_input
from warledger.collect.feeds import Entry, declared_by, page_of_entry, parse_feed, parse_sitemap
from warledger.collect.fetch import Fetched, Fetcher
from warledger.collect.guard import Refused
from warledger.collect.inflate import Damaged, TooMuch, inflate
from warledger.model import RawPage, Rejection

MAX_SITEMAPS = 200
HEAD = 4096
KEPT_HEADERS = 60
CONTACT = "WARLEDGER_CONTACT"
"""Environment variable: an address that sites can write to."""


@dataclass(slots=True)
class Walk:
    """What was asked in one walk, so that nothing is asked twice and loops end."""

    seen: set[str] = field(default_factory=set)
    sitemaps: int = 0
    left: int = 0


def iter_web(addresses: Sequence[str], opts: CollectOptions, fetcher: Fetcher | None = None) -> Iterator[Item]:
    """Pages of addresses in their order; sitemaps are walked into, each address is asked once."""
    if fetcher is not None:
        yield from _walk(addresses, opts, fetcher)
        return
    contact = opts.fetch.contact or os.environ.get(CONTACT, "")
    with Fetcher(replace(opts.fetch, contact=contact)) as own:
        yield from _walk(addresses, opts, own)


def _walk(addresses: Sequence[str], opts: CollectOptions, fetcher: Fetcher) -> Iterator[Item]:
    walk = Walk(left=opts.fetch.max_pages)
    for address in addresses:
        if address not in walk.seen:
            yield from _visit(Entry(url=address), opts, fetcher, walk)


def _visit(entry: Entry, opts: CollectOptions, fetcher: Fetcher, walk: Walk) -> Iterator[Item]:
    """One address: a page, or what a feed or sitemap there lists."""
    if walk.left <= 0:
        yield Rejection(shown(entry.url), "too-many", f"more than {opts.fetch.max_pages:,} addresses: the rest was not fetched")
        return
    walk.left -= 1
    walk.seen.add(entry.url)
    try:
        found = fetcher.fetch(entry.url)
    except Refused as refused:
        yield Rejection(shown(entry.url), refused.code, refused.detail)
        return
    kind = _kind(found)
    if kind == "feed":
        yield from _feed(found, opts, fetcher, walk)
    elif kind == "sitemap":
        yield from _sitemap(found, opts, fetcher, walk)
    else:
        yield from pages_of(found, entry, opts)


def _kind(found: Fetched) -> str:
    source = Input(found.reached, io.BytesIO(unpacked(found.body)))
    return kind_of(unpacked(found.body)[:HEAD], replace(source, name="page"))


def unpacked(body: bytes) -> bytes:
    """The body, unpacked when it is a gzip file of something small, as sitemaps are."""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return inflate(body, 60_000_000, 100)
    except (TooMuch, Damaged):
        return body


def pages_of(found: Fetched, entry: Entry, opts: CollectOptions) -> Iterator[Item]:
    """The page, or pages, in what was fetched, with its chain of custody in the headers."""
    declared = declared_by(entry, found.reached)
    custody = [("asked", found.asked), ("reached", found.reached), ("status", str(found.status))]
    custody += [("hop", hop) for hop in found.hops]
    if found.asked.startswith("https:") and found.reached.startswith("http:"):
        custody.append(("downgraded", "from https to http"))
    custody.append(("captured-by", opts.fetch.user_agent()))
    headers = tuple(custody) + tuple((k, shown(v)) for k, v in found.headers[:KEPT_HEADERS] if k != "set-cookie")
    source = Input(found.reached, io.BytesIO(found.body), declared, found.reached, found.at, headers)
    yield from read_input(source, opts)


def _feed(found: Fetched, opts: CollectOptions, fetcher: Fetcher, walk: Walk) -> Iterator[Item]:
    feed = parse_feed(unpacked(found.body), found.reached)
    if feed is None:
        yield Rejection(shown(found.asked), "not-a-feed", "a feed that cannot be read")
        return
    for entry in feed.entries:
        if entry.url and entry.url in walk.seen:
            continue
        yield from entry_pages(entry, opts, fetcher, walk)


def entry_pages(entry: Entry, opts: CollectOptions, fetcher: Fetcher, walk: Walk) -> Iterator[Item]:
    """The page that an entry points at; its own words when that cannot be had."""
    items = list(_visit(entry, opts, fetcher, walk)) if entry.url else []
    if any(isinstance(i, RawPage) for i in items):
        yield from items
        return
    own = page_of_entry(entry, entry.url or entry.key or "entry")
    yield from items
    if isinstance(own, RawPage):
        yield own


def _sitemap(found: Fetched, opts: CollectOptions, fetcher: Fetcher, walk: Walk) -> Iterator[Item]:
    parsed = parse_sitemap(unpacked(found.body))
    if parsed is None:
        yield Rejection(shown(found.asked), "not-a-sitemap", "a sitemap that cannot be read")
        return
    walk.sitemaps += 1
    entries, more = parsed
    for entry in (*entries, *(Entry(url=u) for u in more)):
        if entry.url in walk.seen:
            continue
        if walk.sitemaps > MAX_SITEMAPS or walk.left <= 0:
            yield Rejection(shown(found.asked), "too-many", "more addresses than are fetched at once: the rest was not fetched")
            return
        yield from _visit(entry, opts, fetcher, walk)


def known_of(found: Fetched) -> Mapping[str, str]:
    """What to send next time, so that the server need not send again what did not change."""
    return {name: value for name in ("etag", "last-modified") if (value := found.header(name))}
