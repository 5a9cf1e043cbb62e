"""WARC and WARC.gz: the pages in a web archive, each with the address and time of its capture.

Records are delimited here and parsed by fastwarc, because it stops at the first damage and says nothing of a cut-off end.
After damage, reading goes on at the next record; how many bytes were lost is a rejection.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from fastwarc.warc import ArchiveIterator, WarcRecord

from warledger.collect.archives import Read
from warledger.collect.contract import CollectOptions, Input, Item, megabytes, shown
from warledger.collect.inflate import GZIP, unpack_body
from warledger.collect.members import LONGEST_HEADER, Lost, Members, Plain, Records, Source
from warledger.model import Declared

PAGES = ("text/html", "application/xhtml+xml", "text/plain", "application/pdf", "message/rfc822", "")
KINDS = ("response", "resource", "conversion")
INFO = re.compile(rb"^WARC-Type:\s{0,9}warcinfo\s*$", re.IGNORECASE | re.MULTILINE)
SOFTWARE = re.compile(rb"^software:[ \t]{0,9}([^\r\n]{1,200})", re.IGNORECASE | re.MULTILINE)


def read_warc(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """Pages of a WARC in its order, then what was lost."""
    lost = Lost()
    start = source.stream.tell()
    packed = source.stream.read(3) == GZIP
    source.stream.seek(start)
    unpacked: Source = Members(source.stream, lost) if packed else Plain(source.stream)
    about = source
    for record in Records(unpacked, lost, opts.max_bytes + LONGEST_HEADER):
        if isinstance(record, int):
            yield source.refuse("too-large", f"a record of {megabytes(record)}, the limit is {megabytes(opts.max_bytes)}")
        else:
            if software := _software(record):
                about = replace(source, headers=(*source.headers, ("captured-by", software)))
            yield from _read_record(record, about, opts, read, lost)
    yield from _losses(source, lost)


def _losses(source: Input, lost: Lost) -> Iterator[Item]:
    if lost.stretches:
        yield source.refuse(
            "damaged", f"{lost.bytes:,} bytes lost in {lost.stretches} damaged stretches; whole records around them are kept"
        )
    if lost.cut:
        yield source.refuse("incomplete", "the file ends in the middle of a record: whole records before it are kept")
    for note in lost.notes[:5]:
        yield source.refuse("damaged", note)
    if lost.others:
        yield source.refuse("skipped", f"{lost.others:,} records that are no pages (requests, redirects, images, scripts)")


def _software(record: bytes) -> str:
    """What captured the records that follow, from a record about the archive; "" from any other."""
    head, _, fields = record.partition(b"\r\n\r\n")
    found = SOFTWARE.search(fields) if INFO.search(head) else None
    return shown(found[1].decode("utf-8", "replace").strip()) if found else ""


def _read_record(record: bytes, source: Input, opts: CollectOptions, read: Read, lost: Lost) -> Iterator[Item]:
    try:
        found = next(iter(ArchiveIterator(io.BytesIO(record), parse_http=False)), None)
        kind = found.headers.get("WARC-Type", "") if found is not None else ""
        if found is None or kind not in KINDS:
            lost.others += 1
            return
        inner = _page_of(found, kind, source, opts)
    except (OSError, ValueError, StopIteration) as error:
        lost.notes.append(f"a record that cannot be read: {str(error)[:100]}")
        return
    if inner is None:
        lost.others += 1
        return
    yield from read(inner, opts)


def _page_of(record: WarcRecord, kind: str, source: Input, opts: CollectOptions) -> Input | None:
    """The page in a record, None when it holds none. The name is its address."""
    address = str(record.headers.get("WARC-Target-URI", "")).strip("<>")
    headers = [*source.headers, ("warc-record-id", str(record.headers.get("WARC-Record-ID", ""))), ("container", source.name)]
    if kind == "response":
        body, status, http = _http(record.reader.read())
        headers = http + headers
        media = dict(http).get("content-type", "")
        if status != 200 or media.split(";")[0].strip().lower() not in PAGES:
            return None
        body = unpack_body(body, dict(http).get("content-encoding", ""), opts.max_bytes, opts.max_ratio)
    else:
        body, media = record.reader.read(), str(record.headers.get("Content-Type", ""))
        if media.split(";")[0].strip().lower() not in PAGES:
            return None
    inner = source.inside(address or "record", body)
    return Input(
        address or inner.name, io.BytesIO(body), Declared(url=address if address.startswith("http") else ""), address,
        _moment(str(record.headers.get("WARC-Date", ""))), tuple((k, v) for k, v in headers if v), inner.depth,
    )  # fmt: skip


def _http(message: bytes) -> tuple[bytes, int, list[tuple[str, str]]]:
    """Body, status and headers of an HTTP response, chunks joined; status 0 when it is none."""
    head, _, body = message.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ", 2)
    status = int(parts[1]) if len(parts) > 1 and parts[0].startswith("HTTP/") and parts[1].isdigit() and len(parts[1]) == 3 else 0
    headers = [(name.strip().lower(), value.strip()) for name, sep, value in (line.partition(":") for line in lines[1:]) if sep]
    if "chunked" in dict(headers).get("transfer-encoding", "").lower():
        body = _joined(body)
    return body, status, headers


def _joined(body: bytes) -> bytes:
    """A chunked body without its chunk sizes; as it is when it has none (some archives store it so)."""
    parts: list[bytes] = []
    at = 0
    while True:
        end = body.find(b"\r\n", at, at + 20)
        try:
            size = int(body[at:end].split(b";")[0], 16) if end >= 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return b"".join(parts) if parts else body
        if size == 0:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _moment(text: str) -> datetime | None:
    """The time of capture; archives write UTC, some without saying so."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
