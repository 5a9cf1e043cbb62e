"""Captured text to cleaned text with the map between them.

Takes captured text and the lines to keep; gives text in NFC and an `OffsetMap`. Does not choose what to keep.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence

from warledger.model import OffsetMap, Segment, Span

LINE = re.compile(r"[^\r\n\u2028\u2029\f\v]+")
MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0655\u0670\u1dc0-\u1dff"
HIDING = re.compile(r"(?<=[^\W\d_])\*(?=[^\W\d_])")
"""An asterisk inside a word ("kil*led"), put there to pass the filters of social media."""
CLUSTER = re.compile(f"[^{MARKS}][{MARKS}]*")


def split_lines(captured: str) -> list[Span]:
    """Spans of the lines that hold something, outer white space left out."""
    spans = []
    for m in LINE.finditer(captured):
        line = m.group()
        kept = line.strip().lstrip("\ufeff").strip()
        if kept:
            start = m.start() + line.index(kept)
            spans.append(Span(start, start + len(kept)))
    return spans


def join_lines(captured: str, lines: Sequence[Span], wrapped: Collection[Span] = ()) -> tuple[str, OffsetMap]:
    """The kept lines, each on its own unless it goes on in the next (`wrapped`), in NFC, with the map back to the captured text."""
    parts: list[str] = []
    segments: list[Segment] = []
    length = 0
    for before, line in zip((None, *lines), lines, strict=False):
        if parts:
            parts.append(" " if before in wrapped else "\n")
            length += 1
        for piece, source in _pieces(captured, line):
            parts.append(piece)
            segments.append(Segment(length, len(piece), source.start, source.end - source.start))
            length += len(piece)
    return "".join(parts), OffsetMap(tuple(segments))


def _pieces(captured: str, line: Span) -> list[tuple[str, Span]]:
    """A line as runs that map character by character, without the marks that hide words from filters."""
    at = line.start
    out: list[tuple[str, Span]] = []
    for m in HIDING.finditer(captured, line.start, line.end):
        out += _composed(captured, Span(at, m.start()))
        at = m.end()
    return out + _composed(captured, Span(at, line.end))


def _composed(captured: str, line: Span) -> list[tuple[str, Span]]:
    """A run in NFC: runs that map character by character, and single clusters that NFC changes."""
    text = line.of(captured)
    if unicodedata.is_normalized("NFC", text):
        return [(text, line)]
    out: list[tuple[str, Span]] = []
    at = 0
    for m in CLUSTER.finditer(text):
        composed = unicodedata.normalize("NFC", m.group())
        if composed == m.group():
            continue
        if m.start() > at:
            out.append((text[at : m.start()], Span(line.start + at, line.start + m.start())))
        out.append((composed, Span(line.start + m.start(), line.start + m.end())))
        at = m.end()
    if at < len(text):
        out.append((text[at:], Span(line.start + at, line.end)))
    return out
