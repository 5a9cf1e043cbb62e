"""Captured pages, cleaned reports and refusals.

Records only: `collect` makes RawPage, `clean` makes Report; both may make a Rejection instead.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from warledger.model.ids import content_id, sha256_hex
from warledger.model.spans import OffsetMap, Span


@dataclass(frozen=True, slots=True)
class Declared:
    """What came with a page rather than in it: keys of a JSON line, a feed entry or HTTP headers. Empty means not given."""

    url: str = ""
    outlet: str = ""
    title: str = ""
    published: str = ""
    language: str = ""
    modified: str = ""
    byline: str = ""


@dataclass(frozen=True, slots=True)
class RawPage:
    """Bytes as captured; kept, never changed.

    `name` is what the user calls it (file name, JSON `name`, URL). `identity` tells two pages with the same bytes
    apart (their URL, or the JSON name); empty for plain files, so that a copied file is the same page.
    `media_type` is what the bytes are ("text/plain", "text/html", "application/pdf"), judged from content first.
    """

    name: str
    content: bytes
    media_type: str = "text/plain"
    identity: str = ""
    declared: Declared = Declared()
    captured_at: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes as captured."""
        return sha256_hex(self.content)

    @property
    def id(self) -> str:
        """Id from the bytes and the identity."""
        return content_id("pg", self.sha256, self.identity)


@dataclass(frozen=True, slots=True)
class Rejection:
    """An input refused, with its reason; kept in the ledger and shown.

    `code` is a stable word (empty, binary, pdf-without-text, encoding, too-large, duplicate, unreadable, no-text,
    not-json ...), `detail` one line for people that says what to do. `page_id` is "" when there were no bytes.
    """

    name: str
    code: str
    detail: str
    page_id: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A stretch of captured text left out of the report: its span in `Report.captured` and why."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """One published item, cleaned.

    `captured` is the decoded captured text (for HTML and PDF the extracted text as stored); `text` is what is read:
    NFC, without boilerplate; `offsets` maps spans of `text` to spans of `captured`. `language` is BCP-47 ("nb", "und"
    when unknown). `published_on` is None when the page does not say; `published_at` is aware UTC and only set when a
    time of day is known; `modified_at` is when the page says that it was last changed. `credit` is the wire that the text credits
    ("AFP"), "" when none; `dateline` the words before the dash of its lead ("KYIV, 14 March (Reuters)"). `outlet` is the publisher.
    """

    id: str
    page_id: str
    name: str
    captured: str = field(repr=False)
    text: str = field(repr=False)
    offsets: OffsetMap = field(repr=False)
    removed: tuple[Removed, ...] = field(default=(), repr=False)
    title: str = ""
    byline: str = ""
    credit: str = ""
    dateline: str = ""
    language: str = "und"
    published_on: date | None = None
    published_at: datetime | None = None
    modified_at: datetime | None = None
    outlet: str = ""
    url: str = ""
    sha256: str = ""
