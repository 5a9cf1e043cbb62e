"""Parts of a count that the network marks as a count of their own: "22 killed, 11 of them children".

Takes frames, the parts and nouns that the packs find; gives fewer frames. A part goes to the frame of the same event word
that counts the whole; one whose whole nobody counts stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Span

NOUN_REACH = 25
"""Code points between a part and its noun ("11'i küçük çocuk")."""
PART_PROB = 0.5


def with_parts(frames: Sequence[Frame], parts: Sequence[Span], nouns: Sequence[Span]) -> list[Frame]:
    """The frames in the same order without those that count but a part, which the frame of the whole includes."""
    out = list(frames)
    for frame in frames:
        part = next((c for c in frame.spans("count") if c in parts), None)
        if part is None or len(frame.spans("count")) > 1:
            continue
        whole = _whole_of(frame, part, [f for f in out if f is not frame], parts)
        if whole is not None:
            out.remove(frame)
            out[out.index(whole)] = _including(whole, part, nouns)
    return out


def _whole_of(frame: Frame, part: Span, others: Sequence[Frame], parts: Sequence[Span]) -> Frame | None:
    """The frame of the same event word that counts the whole, the nearest to the part."""
    same = [f for f in others if (f.event, f.trigger, f.stance) == (frame.event, frame.trigger, frame.stance)]
    counted = [
        f
        for f in same
        if f.spans("count")
        and not any(c in parts for c in f.spans("count"))
        and not frame.trigger.end <= part.start < f.spans("count")[0].start  # "in particular they burned 7 flats and 94 houses"
    ]
    return min(counted, key=lambda f: f.spans("count")[0].gap(part), default=None)


def _including(frame: Frame, part: Span, nouns: Sequence[Span]) -> Frame:
    if part in frame.spans("included_count"):
        return frame
    noun = next((n for n in sorted(nouns) if 0 <= n.start - part.end <= NOUN_REACH), None)
    told = [Argument("included_count", part, PART_PROB), *([Argument("included_subject", noun, PART_PROB)] if noun else [])]
    return replace(frame, arguments=(*frame.arguments, *told))
