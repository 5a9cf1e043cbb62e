"""From what the user names to captured pages: files, folders, JSON lines, standard input.

Takes paths and "-", gives pages lazily in sorted order. What cannot be read becomes a `Rejection` and the rest goes on.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from warledger.collect.jsonl import iter_json_lines
from warledger.collect.sniff import media_type
from warledger.model import RawPage, Rejection

READABLE = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".text", ".md")
REFUSED = {
    "application/pdf": ("pdf", "a PDF file: convert it to text first (pdftotext)"),
    "application/zip": ("archive", "a zip archive (or an office document): unpack it first"),
    "application/gzip": ("archive", "a gzip file: unpack it first"),
}


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """Limits on what is taken in. `max_bytes` bounds one page; larger ones are rejected unread."""

    max_bytes: int = 20_000_000


def iter_pages(sources: Iterable[str | Path], options: CollectOptions | None = None) -> Iterator[RawPage | Rejection]:
    """Pages behind files, folders (read through, sorted) and "-" for standard input."""
    opts = options or CollectOptions()
    for source in sources:
        if str(source) == "-":
            yield from _from_stream(sys.stdin.buffer, opts)
            continue
        path = Path(source)
        if path.is_dir():
            for child in _iter_folder(path):
                yield from _from_file(child, str(child.relative_to(path)), opts)
        else:
            yield from _from_file(path, path.name, opts)


def count_sources(sources: Iterable[str | Path]) -> int | None:
    """How many files the sources hold, for a progress bar; None when standard input or JSON lines make it unknown."""
    total = 0
    for source in sources:
        path = Path(source)
        if str(source) == "-" or path.suffix in (".jsonl", ".ndjson"):
            return None
        total += sum(1 for _ in _iter_folder(path)) if path.is_dir() else 1
    return total


def _iter_folder(folder: Path) -> Iterator[Path]:
    for root, dirs, files in os.walk(folder):
        dirs[:] = sorted(d for d in dirs if not d.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(READABLE):
                yield Path(root) / name


def _from_file(path: Path, name: str, opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    try:
        if path.suffix.lower() in (".jsonl", ".ndjson"):
            with path.open("rb") as stream:
                yield from iter_json_lines(stream, name, opts.max_bytes)
            return
        size = path.stat().st_size
        content = path.read_bytes() if size <= opts.max_bytes and path.is_file() else None
    except OSError as error:
        yield Rejection(name, "unreadable", f"cannot be read: {error.strerror or error}")
        return
    if content is None:
        yield Rejection(name, *_refusal_of_size(path, size, opts))
    else:
        yield as_page(name, content)


def _refusal_of_size(path: Path, size: int, opts: CollectOptions) -> tuple[str, str]:
    if not path.is_file():
        return "unreadable", "neither a file nor a folder"
    return "too-large", f"{size / 1e6:.0f} MB, the limit is {opts.max_bytes / 1e6:.0f} MB: split it"


def _from_stream(stream: BinaryIO, opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    first = stream.peek(1)[:1] if hasattr(stream, "peek") else b""
    if first == b"{":
        yield from iter_json_lines(stream, "stdin", opts.max_bytes)
        return
    content = stream.read(opts.max_bytes + 1)
    if len(content) > opts.max_bytes:
        yield Rejection("stdin", "too-large", f"more than {opts.max_bytes / 1e6:.0f} MB on standard input: split it")
    else:
        yield as_page("stdin", content)


def as_page(name: str, content: bytes) -> RawPage | Rejection:
    """A page from the bytes of one file, or why it is refused."""
    if not content.strip():
        return Rejection(name, "empty", "the file is empty")
    kind = media_type(content, name)
    page = RawPage(name, content, kind)
    if kind in REFUSED:
        code, detail = REFUSED[kind]
        return Rejection(name, code, detail, page.id)
    if not kind.startswith("text/"):
        return Rejection(name, "binary", f"not text ({kind})", page.id)
    return page
