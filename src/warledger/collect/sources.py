"""From what the user names to captured pages: files, folders, addresses, standard input.

Takes paths, addresses (http(s), or in a store of files such as s3://) and "-", gives pages lazily in sorted order. What cannot
be read becomes a `Rejection` and the rest goes on. Nothing is fetched unless an address is given, or a file named by itself that
holds nothing but addresses.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from warledger.collect.contract import CollectOptions, Input, megabytes
from warledger.collect.dispatch import read_input
from warledger.collect.jsonl import iter_json_lines
from warledger.collect.lists import archives_in
from warledger.collect.stored import Stored, is_stored
from warledger.model import RawPage, Rejection

READABLE = (
    ".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".text", ".md", ".pdf", ".docx", ".eml", ".mbox", ".mbx", ".mht", ".mhtml",
    ".zip", ".tar", ".tgz", ".gz", ".warc", ".csv", ".tsv", ".json", ".rss", ".atom", ".xml", ".parquet",
)  # fmt: skip
"""Endings of files that are read when a folder is given."""
MANY = (
    ".jsonl", ".ndjson", ".mbox", ".mbx", ".zip", ".tar", ".tgz", ".gz", ".warc", ".csv", ".tsv", ".json", ".rss", ".atom", ".xml",
    ".parquet", ".paths", ".list",
)  # fmt: skip
"""Endings of files that may hold any number of pages."""
LIST_BYTES = 10_000_000


def iter_pages(sources: Iterable[str | Path], options: CollectOptions | None = None) -> Iterator[RawPage | Rejection]:
    """Pages behind files, folders (read through, sorted), addresses and "-" for standard input."""
    opts = options or CollectOptions()
    for source in sources:
        if str(source) == "-":
            yield from _from_stream(sys.stdin.buffer, opts)
        elif is_stored(source):
            yield from _from_store(str(source), opts)
        elif is_address(source):
            yield from _from_web([str(source)], opts)
        else:
            yield from _from_path(Path(source), opts)


def is_address(source: str | Path) -> bool:
    """Whether a source is written as an address rather than a path; only http and https will be fetched."""
    scheme, colon, _ = str(source).partition("://")
    return isinstance(source, str) and bool(colon) and scheme.isalnum()


def count_sources(sources: Iterable[str | Path]) -> int | None:
    """How many files the sources hold, for a progress bar; None when standard input, archives or addresses make it unknown."""
    total = 0
    for source in sources:
        path = Path(source)
        if str(source) == "-" or is_address(source) or path.suffix.lower() in MANY:
            return None
        children = list(_iter_folder(path)) if path.is_dir() else [path]
        if any(child.suffix.lower() in MANY for child in children):
            return None
        total += len(children)
    return total


def _from_path(path: Path, opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    if path.is_dir():
        for child in _iter_folder(path):
            yield from _from_file(child, str(child.relative_to(path)), opts)
        return
    addresses = _addresses_in(path)
    if addresses:
        yield from _from_web(addresses, opts)
    elif archives := _archives_in(path):
        yield from _from_archives(path, archives, opts)
    else:
        yield from _from_file(path, path.name, opts)


def _archives_in(path: Path) -> list[str]:
    """The web archives that a file names which holds nothing else."""
    if not path.is_file():
        return []
    try:
        with path.open("rb") as stream:
            return archives_in(Input(path.name, stream))
    except OSError:
        return []


def _from_archives(path: Path, names: list[str], opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    """The archives of a list, each relative to the folder of the list or to one around it, or in a store."""
    for name in names:
        if is_stored(name):
            yield from _from_store(name, opts)
            continue
        around = (folder / name for folder in path.absolute().parents)
        yield from _from_file(next((found for found in around if found.is_file()), path.parent / name), name, opts)


def _from_store(address: str, opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    """A file of a store, all files of a folder there, or the archives that a file there names."""
    place = Stored.at(address)
    try:
        if place.is_folder():
            for name, child in place.inside(lambda name: name.lower().endswith(READABLE)):
                yield from _from_stored(child, name, opts)
            return
        with place.open() as stream:
            names = archives_in(Input(place.name, stream))
            if not names:
                yield from read_input(Input(place.name, stream), opts)
        for name in names:
            found = next((there for there in place.above(name) if there.exists()), None)
            yield from _from_store(name, opts) if is_stored(name) else _from_stored(found, name, opts)
    except OSError as error:
        yield Rejection(address, "unreadable", f"cannot be read: {error.strerror or error}")


def _from_stored(place: Stored | None, name: str, opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    if place is None:
        yield Rejection(name, "unreadable", "cannot be read: it is not where the list is, nor in a folder around it")
        return
    try:
        with place.open() as stream:
            yield from read_input(Input(name, stream), opts)
    except OSError as error:
        yield Rejection(name, "unreadable", f"cannot be read: {error.strerror or error}")


def _addresses_in(path: Path) -> list[str]:
    """The addresses of a text file that holds nothing else, one a line (# begins a remark); none for any other file."""
    try:
        if path.suffix.lower() not in (".txt", ".urls", ".list") or not path.is_file() or path.stat().st_size > LIST_BYTES:
            return []
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    kept = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return kept if kept and all(line.startswith(("http://", "https://")) and " " not in line for line in kept) else []


def _from_web(addresses: list[str], opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    from warledger.collect.web import iter_web  # httpx takes a fifth of a second to load

    yield from iter_web(addresses, opts)


def _iter_folder(folder: Path) -> Iterator[Path]:
    for root, dirs, files in os.walk(folder):
        dirs[:] = sorted(d for d in dirs if not d.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(READABLE) and not name.startswith("."):
                yield Path(root) / name


def _from_file(path: Path, name: str, opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    if path.exists() and not path.is_file():  # opening a pipe would wait for ever
        yield Rejection(name, "unreadable", "neither a file nor a folder")
        return
    try:
        with path.open("rb") as stream:
            yield from read_input(Input(name, stream), opts)
    except OSError as error:
        yield Rejection(name, "unreadable", f"cannot be read: {error.strerror or error}")


def _from_stream(stream: BinaryIO, opts: CollectOptions) -> Iterator[RawPage | Rejection]:
    first = stream.peek(1)[:1] if hasattr(stream, "peek") else b""
    if first == b"{":
        yield from iter_json_lines(stream, "stdin", opts.max_bytes)
        return
    content = stream.read(opts.max_bytes * 10 + 1)
    if len(content) > opts.max_bytes * 10:
        yield Rejection("stdin", "too-large", f"more than {megabytes(opts.max_bytes * 10)} on standard input: give a file")
    else:
        yield from read_input(Input("stdin", io.BytesIO(content)), opts)
