"""Counts that stand behind "the number of": "the number of the dead to 62, of the wounded to 156", in Turkish word order.

Takes frames and the counts that the packs find; gives the frames with each such count at the word before its "number of", and at no
other word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import HARM

COUNT_GAP = 5
"""Code points between "the number of" and the count: "sayısının ise 156"."""
WORD_GAP = 2
"""Code points between the word for what is counted and "the number of"."""
PROB = 0.6


def with_tallies(text: str, frames: Sequence[Frame], counts: Sequence[Span], pack: LanguagePack) -> tuple[Frame, ...]:
    """The same frames in the same order, but for those that a count of another's leaves without any while their word has more."""
    owners: dict[Span, Span] = {}
    for tally in pack.word_spans(text, "tally"):
        count = next((c for c in counts if 0 <= c.start - tally.end <= COUNT_GAP), None)
        word = next((f.trigger for f in frames if f.event in HARM and 0 <= tally.start - f.trigger.end <= WORD_GAP), None)
        if count is not None and word is not None:
            owners[count] = word
    if not owners:
        return tuple(frames)
    out = [_without(f, [c for c, word in owners.items() if word != f.trigger]) for f in frames]
    for count, word in owners.items():
        theirs = [f for f in out if f.trigger == word and f.event in HARM]
        bare = next((f for f in theirs if not f.spans("count")), None)
        if bare is not None and not any(c.overlaps(count) for f in theirs for c in f.spans("count")):
            out[out.index(bare)] = replace(bare, arguments=(*bare.arguments, Argument("count", count, PROB)))
    told = {f.trigger for f in out if f.spans("count")}
    left = {f for f, before in zip(out, frames, strict=True) if before.spans("count") and not f.spans("count") and f.trigger in told}
    return tuple(f for f in out if f not in left)


def _without(frame: Frame, counts: Sequence[Span]) -> Frame:
    if frame.event not in HARM:
        return frame
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "count" or not any(a.span.overlaps(c) for c in counts)))
