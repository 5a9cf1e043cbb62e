"""Sentences of a report as spans.

Takes text and the abbreviations of its language; gives spans without outer white space. Lines join only where a text is
broken at a fixed width, as in mail and plain files.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

import sentencex

from warledger.annotate.quotes import directed
from warledger.model import Span

SEGMENTER = {"nb": "no", "nn": "no"}
SHORT_END = re.compile(r"(?:^|[\s(«\"'])([^\W\d_]{1,4})\.$")
LONGEST = 700
"""Code points after which a sentence is cut at a soft mark, so that one endless line cannot stall the reader."""
BROKEN = 3
"""Lines that end within a sentence and go on with a small letter, from which a text is taken for broken at a fixed width."""
NARROWEST, WIDEST = 24, 100
"""Code points of the lines of such a text."""
STOPS = frozenset('.!?…:;»”"')
FIGURE = re.compile(r"(?<![^\W\d_])([^\W\d_]{4,40})\.\s+(?=\d)")
"""Before a figure that begins a sentence: where "3. mai" is a day, the splitter takes any full stop beside a figure for part of one."""
SOFT = re.compile(r"[;:,،؛]\s+|\s+")


def split_sentences(text: str, language: str, abbreviations: Collection[str] = ()) -> tuple[Span, ...]:
    """Spans of sentences, in order.

    >>> [s.of("One fell. Two held.") for s in split_sentences("One fell. Two held.", "en")]
    ['One fell.', 'Two held.']
    """
    out: list[Span] = []
    for start, line in _lines(text):
        out += _split_line(line, start, SEGMENTER.get(language, language), abbreviations)
    return tuple(out)


def paragraphs_of(text: str, sentences: Sequence[Span]) -> list[list[Span]]:
    """The sentences of each paragraph: those between which no line breaks."""
    paragraphs: list[list[Span]] = []
    for sentence in sentences:
        if not paragraphs or "\n" in text[paragraphs[-1][-1].end : sentence.start]:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
    return paragraphs


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Start and words of each line; lines of a text broken at a fixed width are one, each break a space."""
    lines = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text)]
    pairs = [(a, b) for (at, a), (after, b) in pairwise(lines) if after == at + len(a) + 1]
    broken = [len(a) for a, b in pairs if _runs_on(a) and b.lstrip()[:1].islower()]
    width = max(broken, default=0) if len(broken) >= BROKEN else 0
    start, words = -1, ""
    for at, line in lines:
        last = words.rpartition("\n")[2]
        if words and width and at == start + len(words) + 1 and _runs_on(last) and _is_full(last, line, width):
            words += "\n" + line
        else:
            if words:
                yield start, words.replace("\n", " ")
            start, words = at, line
    if words:
        yield start, words.replace("\n", " ")


def _runs_on(line: str) -> bool:
    """Whether a line of common width ends within a sentence."""
    return NARROWEST <= len(line) <= WIDEST and line.rstrip()[-1:] not in STOPS


def _is_full(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line had no room in a line; a small letter says so by itself."""
    first = after.split()[0] if after.strip() else ""
    return len(after) <= WIDEST and (first[:1].islower() or len(line) + 1 + len(first) > width)


def _split_line(line: str, offset: int, language: str, abbreviations: Collection[str]) -> list[Span]:
    pieces: list[str] = []
    for piece in (part for whole in _segments(line, language) for part in _before_figures(whole, abbreviations)):
        if pieces and _goes_on(pieces[-1], piece, abbreviations):
            pieces[-1] += piece
        else:
            pieces.append(piece)
    out: list[Span] = []
    at = offset
    for piece in pieces:
        stripped = piece.strip()
        if stripped:
            start = at + piece.index(stripped)
            out += _cut(line, offset, Span(start, start + len(stripped)))
        at += len(piece)
    return out


def _segments(line: str, language: str) -> Iterator[str]:
    """The splitter's pieces of a line; it takes all between two straight marks for quoted, so they are directed first."""
    at = 0
    for piece in sentencex.segment(language, directed(line)):
        yield line[at : at + len(piece)]
        at += len(piece)


def _before_figures(piece: str, abbreviations: Collection[str]) -> Iterator[str]:
    """The parts of a piece that end where a figure begins a sentence."""
    start = 0
    for m in FIGURE.finditer(piece):
        if not {m[1].casefold(), m[1]} & set(abbreviations):
            yield piece[start : m.end()]
            start = m.end()
    yield piece[start:]


def _goes_on(before: str, after: str, abbreviations: Collection[str]) -> bool:
    """Whether a break is none: an abbreviation or initial before it, or a small letter after it."""
    end = before.rstrip()
    m = SHORT_END.search(end)
    if m and (len(m[1]) == 1 or m[1].casefold() in abbreviations or m[1].casefold() + "." in abbreviations):
        return True
    start = after.lstrip()[:1]
    return start.islower() and end.endswith((".", "…", ")"))


def _cut(line: str, offset: int, span: Span) -> list[Span]:
    """A sentence of bearable length, cut at the last soft mark before the limit when it is longer."""
    out = []
    while span.end - span.start > LONGEST:
        window = line[span.start - offset : span.start - offset + LONGEST]
        marks = list(SOFT.finditer(window))
        size = marks[-1].end() if marks else LONGEST
        out.append(Span(span.start, span.start + len(window[:size].rstrip()) or span.start + 1))
        rest = line[span.start - offset + size : span.end - offset]
        skipped = len(rest) - len(rest.lstrip())
        span = Span(span.start + size + skipped, span.end)
    return [*out, span]
