"""What was said: the content of attributions whose source and cue are known.

Takes the words of a sentence and what it tells of who said something, gives attributions with their content: the words before
or behind source and cue, as far as their clause goes, and the quotation that they begin, to its end.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warledger.annotate.phrases import CLOSING, OPENING, Words, mark_before, trimmed
from warledger.model import Attribution, Span

CONTENT_WORDS = 2
"""Words that a stretch needs to be what was said, where there is another."""
HEARER_WORDS = 9
"""Words between a cue and the "that" behind whom it was said to, or when and where."""
DASHES = ("—", "–", "―")
GOING_ON = 8
"""Sentences that a quotation may run on through."""


@dataclass(frozen=True, slots=True)
class Told:
    """A source and a cue; word numbers of the cue from `first` to before `end`. `goes_on` where it has the subject of the one before."""

    source: Span
    cue: Span
    first: int
    end: int
    kind: str
    goes_on: bool
    addressed: bool

    @property
    def inner(self) -> Span:
        """The cue, with the source where that stands beside it."""
        return self.cue if self.goes_on else Span.hull((self.cue, self.source))


def contents_of(words: Words, told: Sequence[Told], following: Sequence[Span]) -> Iterator[Attribution]:
    """Attributions of those that have a content; `following` are the sentences after this one."""
    for number, one in enumerate(told):
        found = tuple(_Content(words, told, number).pieces(following))
        if found:
            yield Attribution(found, one.source, one.cue)


class _Content:
    """The content of one cue of a sentence."""

    def __init__(self, words: Words, told: Sequence[Told], number: int) -> None:
        self._words, self._told, self._one = words, told, told[number]
        self._others = [t for n, t in enumerate(told) if n != number]

    def pieces(self, following: Sequence[Span]) -> Iterator[Span]:
        """Content before, after, or on both sides of source and cue, and the rest of a quotation that they interrupt."""
        w, one = self._words, self._one
        kept = self._chosen(self._before(one.inner.start), self._after(one.inner.end)) or self._quotation_above()
        if kept and self._open_at_end(kept[-1]):
            kept[-1] = Span(kept[-1].start, self._quote_end(kept[-1].end))
        yield from kept
        if any(self._quoted(c) for c in kept):
            yield from self._going_on(kept[-1].end if kept[-1].end > w.sentence.end else w.sentence.end, following)

    def _before(self, end: int) -> Span | None:
        """What stands before source and cue: from the start of the sentence, or of the quotation that runs into it."""
        w = self._words
        piece = trimmed(w.text, w.sentence.start, end)
        if piece is not None and w.inside and w.inside[0] and w.text[w.sentence.start] not in OPENING:
            line = w.text.rfind("\n", 0, w.sentence.start) + 1
            opened = max(w.text.rfind(mark, line, w.sentence.start) for mark in OPENING)
            piece = Span(opened, piece.end) if opened >= 0 else piece
        return piece

    def _after(self, start: int) -> Span | None:
        """What stands behind source and cue, as far as the clause goes."""
        w = self._words
        begin = self._hearer_end(start)
        return trimmed(w.text, begin, self._clause_end(begin), last=True)

    def _clause_end(self, start: int) -> int:
        """Where a clause ends: at a semicolon, at ", but", where the same or another one says something else."""
        w = self._words
        starts = {t.inner.start for t in self._others}
        joined = {t.first for t in self._others if t.goes_on}
        closing = {t.inner.start for t in self._others if self._closes(t)}
        for n in range(len(w)):
            at = w.start_of(n)
            if at < start or w.inside[n]:
                continue
            comma = w.mark(n) in (",", *DASHES)
            if w.mark(n) == ";" or ((comma or w.mark(n) in CLOSING) and w.start_of(n + 1) in closing):
                return at
            if comma and w.is_a(n + 1, "turn"):
                return at
            if (comma or w.is_a(n, "and", "clause")) and n + 1 in joined:
                return at
            if comma and w.is_a(n + 1, "and", "clause") and n + 2 < len(w) and w.start_of(n + 2) in starts:
                return at
        return w.sentence.end

    def _closes(self, told: Told) -> bool:
        """Whether a source and its verb end the sentence behind a comma ("The road is open, Lee said")."""
        w = self._words
        rest = w.text[told.inner.end : w.sentence.end]
        return not any(ch.isalnum() for ch in rest) and mark_before(w.text, told.inner.start) in (",", *CLOSING)

    def _chosen(self, before: Span | None, after: Span | None) -> list[Span]:
        """Which of the stretches before and after source and cue were said."""
        w, one = self._words, self._one
        if one.kind == "verb" and not one.goes_on and before is not None and not self._ends_before(before):
            before = None
        if before is None or after is None:
            return [c for c in (before, after) if c and any(ch.isalnum() for ch in c.of(w.text))]
        if one.kind == "passive":
            return [before]
        if one.kind == "prep":
            return [before if self._count(before) > CONTENT_WORDS else after]
        if one.goes_on or one.kind == "noun":
            return [after]
        if self._count(after) < CONTENT_WORDS:
            return [before]
        if w.text[before.end - 1] in CLOSING or one.source.start > one.cue.start:
            opened = self._opened_soon(after)
            return [before, opened] if opened else [before]
        if self._is_aside(before, after):
            return [before, after]
        return [after]

    def _quotation_above(self) -> list[Span]:
        """The quotation that ends right before a sentence of source and cue alone ("“Why now?” Lee asked")."""
        w, start = self._words, self._words.sentence.start
        line = w.text.rfind("\n", 0, start) + 1
        end = line + len(w.text[line:start].rstrip())
        opened = max(w.text.rfind(mark, line, end) for mark in OPENING)
        return [Span(opened, end)] if opened >= 0 and w.text[end - 1 : end] in CLOSING else []

    def _ends_before(self, before: Span) -> bool:
        """Whether what stands before source and verb ends there: at a comma, a quotation, or the verb stands first."""
        w = self._words
        return (
            self._one.source.start > self._one.cue.start
            or "," in w.text[before.end - 1 : self._one.inner.start]
            or w.text[before.end - 1] in CLOSING
        )

    def _is_aside(self, before: Span, after: Span) -> bool:
        """Whether source and cue stand between commas in what was said ("The road, he said, is open")."""
        w = self._words
        left, right = w.text[before.end : self._one.inner.start], w.text[self._one.inner.end : after.start]
        return "," in left and "," in right and "," not in w.text[self._one.cue.start : self._one.cue.end]

    def _opened_soon(self, after: Span) -> Span | None:
        """The quotation that goes on behind source and cue, few words after them."""
        text = after.of(self._words.text)
        at = min((i for i in (text.find(mark) for mark in OPENING) if i >= 0), default=-1)
        if at < 0 or len(text[:at].split()) > HEARER_WORDS:
            return None
        return Span(after.start + at, after.end)

    def _hearer_end(self, start: int) -> int:
        """Where content may begin behind a cue: behind "told reporters", at the word for "that"."""
        w, one = self._words, self._one
        first = next((n for n in range(one.end, len(w)) if w.start_of(n) >= start), len(w))
        away = w.is_time(first) or w.is_a(first, "away")
        if one.kind == "prep" or not (one.addressed or away or w.mark(first) == ","):
            return start
        for n in range(first, min(first + HEARER_WORDS, len(w))):
            if w.mark(n) in OPENING and (w.mark(n - 1) in (",", ":") or n == first):
                return w.start_of(n)
            if w.is_a(n, "that") or (one.addressed and n > first and w.is_a(n, "clause", "infinitive")):
                return w.start_of(n)
        return w.start_of(self._past_hearer(first)) if one.addressed else start

    def _past_hearer(self, n: int) -> int:
        """Behind whom something was told, when no word for "that" follows ("told him", "told reporters", "told the Herald on Monday")."""
        w = self._words
        end = w.name_from(n)
        if end == n:
            plural = w.is_word(n) and not w.is_a(n, "determiner", "own", "title") and not w.capital(n)
            end = n + 1 if (w.is_a(n, "pronoun") and not w.is_a(n, "own")) or plural else n
        while n < end < len(w) and (w.is_time(end) or (w.is_a(end, "preposition") and w.is_time(end + 1))):
            end += 1
        return end

    def _open_at_end(self, piece: Span) -> bool:
        """Whether a quotation that a piece begins runs over the end of the sentence."""
        text = piece.of(self._words.text)
        last_open, last_close = max(text.rfind(m) for m in OPENING), max(text.rfind(m) for m in CLOSING)
        rest = self._words.text[piece.end : self._words.sentence.end]
        return last_open > last_close and not any(ch in CLOSING for ch in rest) and piece.end >= self._words.sentence.end - 2

    def _quote_end(self, at: int) -> int:
        """The end of the quotation that is open at a place, at most the end of its line."""
        text = self._words.text
        line = text.find("\n", at)
        line = len(text) if line < 0 else line
        closed = min((i for i in (text.find(m, at, line) for m in CLOSING) if i >= 0), default=-1)
        if closed >= 0:
            while closed + 1 < line and text[closed + 1] in CLOSING:
                closed += 1
            return closed + 1
        return line

    def _going_on(self, end: int, following: Sequence[Span]) -> Iterator[Span]:
        """The sentences behind this one that its quotation runs on through, as one piece."""
        text = self._words.text
        opening = next((s for s in following[:GOING_ON] if s.start >= end), None)
        if opening is None or "\n" in text[end : opening.start] or text[opening.start] not in OPENING:
            return
        close = self._quote_end(opening.start + 1)
        yield Span(opening.start, close)

    def _quoted(self, span: Span) -> bool:
        return any(ch in OPENING for ch in span.of(self._words.text))

    def _count(self, span: Span) -> int:
        return len(span.of(self._words.text).split())
