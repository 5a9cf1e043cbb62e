"""What every reader takes and gives.

A reader takes an `Input` (a name and a byte stream that can be read from its start) and gives pages and rejections, lazily.
It never raises for what is in the bytes: bad bytes are a `Rejection` that says why.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import BinaryIO

from warledger.model import Declared, RawPage, Rejection

Item = RawPage | Rejection

LONGEST_NAME = 200
SLACK = 1_000_000
"""Bytes that may come out of anything, however small it is, before ratios are looked at."""


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How addresses are asked.

    `contact` is an address that sites can write to; `delay_s` waits between requests to one host (more when its robots.txt asks
    for it), `total_s` and `idle_s` bound one request, `patience_s` is how long a "come back later" is waited for. `allowed` are
    (IP address, port) pairs that are not public and may yet be asked: only tests set it.
    """

    agent: str = "warledger"
    contact: str = ""
    max_bytes: int = 20_000_000
    max_ratio: int = 100
    max_pages: int = 500
    redirects: int = 5
    retries: int = 2
    total_s: float = 60.0
    idle_s: float = 20.0
    delay_s: float = 1.0
    patience_s: float = 120.0
    allowed: frozenset[tuple[str, int]] = frozenset()

    def user_agent(self) -> str:
        """Who asks, with a way to complain."""
        from warledger import __version__

        return (
            f"{self.agent}/{__version__} (+{self.contact})"
            if self.contact
            else f"{self.agent}/{__version__} (reads news reports; no contact given)"
        )


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """Limits on what is taken in.

    `max_bytes` bounds one page; larger ones are rejected unread. `max_total` bounds what one archive may unpack to,
    `max_ratio` how much larger than itself, `max_members` how many things it may hold, `max_depth` how deep archives may
    lie in archives. `columns` maps what a page needs (text, html, url, title, published, outlet, language, name) to the
    columns of CSV files, where their names do not say it.
    """

    max_bytes: int = 20_000_000
    max_total: int = 2_000_000_000
    max_ratio: int = 100
    max_members: int = 100_000
    max_depth: int = 3
    columns: Mapping[str, str] = field(default_factory=dict)
    fetch: FetchOptions = FetchOptions()


@dataclass(frozen=True, slots=True)
class Input:
    """Bytes to be read, with what is known of them. `depth` counts the archives around them."""

    name: str
    stream: BinaryIO
    declared: Declared = Declared()
    identity: str = ""
    captured_at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    depth: int = 0

    def inside(self, member: str, content: bytes, **known: object) -> Input:
        """A member of this archive, one level deeper; its name is only ever shown, never used as a path."""
        name = f"{self.name}/{shown(member)}"
        headers = (*self.headers, ("container", self.name))
        inner = Input(name, io.BytesIO(content), self.declared, "", self.captured_at, headers, self.depth + 1)
        return replace(inner, **known)  # type: ignore[arg-type]

    def page(self, content: bytes, media_type: str) -> RawPage:
        """The page of these bytes."""
        return RawPage(self.name, content, media_type, self.identity, self.declared, self.captured_at, self.headers)

    def refuse(self, code: str, detail: str) -> Rejection:
        """The refusal of this input."""
        return Rejection(self.name, code, detail)


Reader = Callable[[Input, CollectOptions], Iterator[Item]]


def shown(name: str) -> str:
    """A name from inside a file as it may be shown: no control characters, not too long.

    >>> shown("../../etc/passwd\\x00\\x1b[31m")
    '../../etc/passwd??[31m'
    """
    clean = "".join("?" if unicodedata.category(c) in ("Cc", "Cs", "Cf", "Zl", "Zp") else c for c in name)
    return clean if len(clean) <= LONGEST_NAME else clean[: LONGEST_NAME - 1] + "…"


def sound(text: object) -> str:
    """Text that can be written down: JSON may hold halves of characters, which no encoding takes.

    >>> sound("a\\ud83d"), sound(7)
    ('a?', '7')
    """
    return str(text).encode("utf-8", "replace").decode("utf-8")


def megabytes(size: int) -> str:
    """A size for people.

    >>> megabytes(20_000_000), megabytes(1500)
    ('20 MB', '0.0 MB')
    """
    return f"{size / 1e6:.0f} MB" if size >= 10_000_000 else f"{size / 1e6:.1f} MB"


def read_whole(stream: BinaryIO, limit: int) -> bytes | None:
    """All bytes from here, None when there are more than `limit`."""
    content = stream.read(limit + 1)
    return None if len(content) > limit else content
