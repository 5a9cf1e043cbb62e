"""Spans of text and the map from cleaned to captured text.

Takes and gives half-open ranges of code points; never bytes, never tokens. Does not read text from anywhere.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True, init=False)
class Span:
    """A half-open range of code points, never empty.

    >>> Span(0, 5).of("Алеппо")
    'Алепп'
    """

    start: int
    end: int

    def __init__(self, start: int, end: int) -> None:
        if not 0 <= start < end:
            raise ValueError(f"not a span: {start}..{end}")
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "end", end)

    def of(self, text: str) -> str:
        """The words that the span covers in its text."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        """Whether the other lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def gap(self, other: Span) -> int:
        """Code points between the two, 0 where they touch or overlap."""
        return max(0, self.start - other.end, other.start - self.end)

    def within(self, sentences: Iterable[Span]) -> Span:
        """The first of `sentences` that it overlaps, itself when there is none."""
        for s in sentences:
            if s.start < self.end and self.start < s.end:
                return s
        return self

    def shift(self, by: int) -> Span:
        """The same range `by` code points further on."""
        return Span(self.start + by, self.end + by)

    @staticmethod
    def hull(spans: Iterable[Span]) -> Span:
        """The smallest span that covers all of `spans`, which must not be empty."""
        known = list(spans)
        return Span(min(s.start for s in known), max(s.end for s in known))


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of cleaned text and the run of captured text that it was made from.

    Runs of equal length map character by character; others (where NFC changed the length) map as a whole.
    """

    text_start: int
    text_length: int
    captured_start: int
    captured_length: int


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Maps spans of `Report.text` to spans of `Report.captured`. Segments are in order and do not overlap.

    Characters of the cleaned text that no segment holds (joints put between kept lines) map to the nearest
    captured character before them.
    """

    segments: tuple[Segment, ...]

    def to_captured(self, span: Span) -> Span:
        """The captured range behind a span of the cleaned text; it may take in removed lines between."""
        start = self._point(span.start, end=False)
        return Span(start, max(start + 1, self._point(span.end - 1, end=True)))

    def _point(self, at: int, *, end: bool) -> int:
        """Captured position of one cleaned character: its first code point, or one past its last when `end`."""
        index = bisect_right(self.segments, at, key=lambda s: s.text_start) - 1
        if index < 0:
            return self.segments[0].captured_start if self.segments else at + end
        seg = self.segments[index]
        inside = at - seg.text_start
        if inside >= seg.text_length:
            return seg.captured_start + seg.captured_length
        if seg.text_length == seg.captured_length:
            return seg.captured_start + inside + end
        return seg.captured_start + (seg.captured_length if end else 0)

    @staticmethod
    def identity(length: int) -> OffsetMap:
        """The map of a text that cleaning left as it was."""
        return OffsetMap((Segment(0, length, 0, length),) if length else ())
