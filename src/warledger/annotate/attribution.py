"""Source, cue and content of each attribution, from the frames that share them.

Takes frames, gives attributions: content is the rest of the cue's sentence, without source and cue.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.model import Attribution, Frame, Span

EDGE = " \t\n,;:–—"


def find_attributions(text: str, sentences: Sequence[Span], frames: Sequence[Frame]) -> tuple[Attribution, ...]:
    """One attribution for each source and cue pair of the frames, in the order of the text."""
    pairs: set[tuple[Span, Span | None]] = set()
    for frame in frames:
        cues, sources = frame.spans("cue"), frame.spans("source")
        if cues:
            pairs.add((cues[0], min(sources, key=lambda s: abs(s.start - cues[0].start), default=None)))
    return tuple(Attribution(_content(text, sentences, cue, source), source, cue) for cue, source in sorted(pairs, key=_order))


def _order(pair: tuple[Span, Span | None]) -> tuple[Span, int]:
    return pair[0], pair[1].start if pair[1] else -1


def _content(text: str, sentences: Sequence[Span], cue: Span, source: Span | None) -> tuple[Span, ...]:
    """The longest stretch of the sentence that neither the cue nor the source takes."""
    sentence = next((s for s in sentences if s.overlaps(cue)), cue)
    taken = sorted([cue] + ([source] if source and sentence.covers(source) else []))
    edges = [sentence.start, *[e for span in taken for e in (span.start, span.end)], sentence.end]
    pieces = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
    trimmed = [t for a, b in pieces if (t := _trim(text, a, b))]
    return (max(trimmed, key=lambda s: s.end - s.start),) if trimmed else ()


def _trim(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return Span(start, end) if end > start else None
