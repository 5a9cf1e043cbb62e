"""JSON lines: one report a line, with `name`, `text` or `html`, and what is known of it.

Takes a byte stream, gives a page or a rejection for each line. A bad line costs only itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from warledger.collect.contract import sound
from warledger.model import Declared, RawPage, Rejection

KEYS = ("url", "outlet", "title", "published", "language", "modified", "byline")


def iter_json_lines(stream: BinaryIO, name: str, max_bytes: int) -> Iterator[RawPage | Rejection]:
    """Pages of a JSON-lines stream, in order; lines over `max_bytes` are skipped without being held in memory."""
    number, empty = 0, True
    while line := stream.readline(max_bytes + 1):
        number += 1
        where = f"{name}:{number}"
        empty = empty and not line.strip()
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skip_line(stream, max_bytes)
            yield Rejection(where, "too-large", f"a line of more than {max_bytes / 1e6:.0f} MB: split it")
        elif line.strip():
            yield page_of_line(line, where)
    if empty:
        yield Rejection(name, "empty", "the file is empty")


def page_of_line(line: bytes, where: str) -> RawPage | Rejection:
    """The page of one JSON line, or why it is refused."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return Rejection(where, "not-json", f"not a JSON object: {str(error)[:80]}")
    if not isinstance(row, dict):
        return Rejection(where, "not-json", "not a JSON object")
    return page_of_row(row, where)


def page_of_row(row: Mapping[str, Any], where: str) -> RawPage | Rejection:
    """The page of one object, or why it is refused."""
    name = sound(row.get("name") or row.get("id") or where)
    body, kind = (row["text"], "text/plain") if isinstance(row.get("text"), str) else (row.get("html"), "text/html")
    if not isinstance(body, str):
        return Rejection(name, "no-text", 'a line needs "text" or "html"')
    if not body.strip():
        return Rejection(name, "empty", "the text is empty")
    declared = Declared(**{key: " ".join(sound(row[key]).split()) for key in KEYS if row.get(key) not in (None, "")})
    content = body.encode("utf-8", "replace")
    identity = declared.url or f"{declared.outlet}\x1f{name}"
    return RawPage(name, content, kind, identity, declared)


def _skip_line(stream: BinaryIO, step: int) -> None:
    while (rest := stream.readline(step)) and not rest.endswith(b"\n"):
        pass
