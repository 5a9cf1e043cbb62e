"""From bytes to the reader that knows them: judged from the bytes first, from the name where bytes do not tell.

Takes an Input, gives its pages and refusals. A reader that meets a document inside comes back here, one level deeper.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from warledger.collect import archives, documents, feeds, mail, rows, warc
from warledger.collect.archives import Read
from warledger.collect.contract import CollectOptions, Input, Item, megabytes, shown
from warledger.collect.inflate import Damaged, TooMuch, iter_inflated
from warledger.collect.jsonl import iter_json_lines
from warledger.collect.members import MARK
from warledger.collect.parquet import MAGIC, read_parquet
from warledger.collect.sniff import HEAD_BYTES, media_type
from warledger.model import RawPage, Rejection, content_id, sha256_hex

Reading = Callable[[Input, CollectOptions, Read], Iterator[Item]]


def read_input(source: Input, opts: CollectOptions) -> Iterator[Item]:
    """Pages and refusals of any input."""
    start = source.stream.tell()
    head = source.stream.read(HEAD_BYTES)
    source.stream.seek(start)
    kind = kind_of(head, source)
    if kind in ARCHIVES and source.depth >= opts.max_depth:
        yield source.refuse("too-deep", f"an archive in {source.depth} others: unpack it first")
        return
    reader = READERS.get(kind)
    if reader is not None:
        yield from reader(source, opts, read_input)
    else:
        yield _read_text(source, opts)


def kind_of(head: bytes, source: Input) -> str:
    """The kind of an input: a key of READERS, or "text"."""
    name = source.name.lower()
    if head.startswith(b"PK\x03\x04"):
        return "docx" if documents.is_docx(source.stream) else "zip"
    if head.startswith(b"\x1f\x8b"):
        return "warc" if _packs_warc(source) else "gzip"
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith((MARK, MAGIC)):
        return "warc" if head.startswith(MARK) else "parquet"
    found = media_type(head, name)
    if found == documents.PDF:
        return "pdf"
    return _kind_of_text(head, name) if found.startswith("text/") else "text"


def _kind_of_text(head: bytes, name: str) -> str:
    """The kind of text: by its name where many formats are plain text, by its first bytes where those are clear."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for endings, kind in BY_NAME:
        if name.endswith(endings):
            return kind
    if start.startswith(b"From ") and b"\nMessage-I" in head:
        return "mbox"
    if start[:1] == b"<" and (xml := feeds.kind_of_xml(start)):
        return xml
    if b"multipart/related" in head.lower() and b"mime-version:" in head.lower():
        return "mhtml"
    return "text"


BY_NAME = (
    ((".jsonl", ".ndjson"), "jsonl"), ((".csv", ".tsv"), "csv"), ((".json",), "json"), ((".mbox", ".mbx"), "mbox"), ((".eml",), "eml"),
    ((".mht", ".mhtml"), "mhtml"),
)  # fmt: skip
ARCHIVES = ("zip", "gzip", "tar", "warc")


def _packs_warc(source: Input) -> bool:
    """Whether a gzip file begins with a WARC record; the stream is left at its start."""
    start = source.stream.tell()
    try:
        return next(iter_inflated(source.stream, 1_000_000, 1000), b"").startswith(MARK)
    except (TooMuch, Damaged):
        return False
    finally:
        source.stream.seek(start)


def _read_lines(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    yield from iter_json_lines(source.stream, source.name, opts.max_bytes)


def _read_sitemap(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    yield source.refuse("links-only", "a sitemap: it only points; give its address to fetch what it names")


def _read_text(source: Input, opts: CollectOptions) -> Item:
    """The page of plain text or HTML."""
    content = source.stream.read(opts.max_bytes + 1)
    if len(content) > opts.max_bytes:
        return source.refuse("too-large", f"more than {megabytes(opts.max_bytes)}, the limit: split it")
    return text_page(source, content)


def text_page(source: Input, content: bytes) -> Item:
    """A page of bytes that are text, or why they are refused."""
    if not content.strip():
        return source.refuse("empty", "the file is empty")
    kind = media_type(content, source.name)
    if not kind.startswith("text/"):
        page_id = content_id("pg", sha256_hex(content), source.identity)
        return Rejection(source.name, "binary", f"not text ({shown(kind)})", page_id)
    return source.page(content, kind)


READERS: Mapping[str, Reading] = {
    "zip": archives.read_zip, "tar": archives.read_tar, "gzip": archives.read_gzip, "warc": warc.read_warc, "pdf": documents.read_pdf,
    "docx": documents.read_docx, "eml": mail.read_letter, "mbox": mail.read_mbox, "mhtml": mail.read_mhtml, "csv": rows.read_csv,
    "json": rows.read_json, "jsonl": _read_lines, "parquet": read_parquet, "feed": feeds.read_feed, "sitemap": _read_sitemap,
}  # fmt: skip


__all__ = ["READERS", "RawPage", "kind_of", "read_input", "text_page"]
