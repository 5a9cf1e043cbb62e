"""Parts of a count that the network marks as a count of their own: "22 killed, 11 of them children".

Takes frames, the parts, counts and nouns that the packs find; gives fewer frames. A part goes to the frame of the same event word
that counts the whole, or to the count that stands before it with a noun of its own and that no frame has; without either it stays.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.annotate.packreader import OWN_REACH
from warledger.model import Argument, Frame, Span
from warledger.packs.ontology import CASUALTIES

NOUN_REACH = 25
"""Code points between a part and its noun ("11'i küçük çocuk")."""
PART_REACH = 20
"""Code points between people counted and a part of them, a word for "including" between."""
WHOLE_GAP = 1
PART_PROB = 0.5


def with_parts(frames: Sequence[Frame], parts: Sequence[Span], nouns: Sequence[Span], counts: Sequence[Span] = ()) -> list[Frame]:
    """The frames in the same order without those that count but a part, which the frame of the whole includes."""
    held = {(f.trigger, c) for f in frames for c in f.spans("count")}
    frames = [_of_own_part(frame, [p for p in parts if (frame.trigger, p) not in held], nouns) for frame in frames]
    out = list(frames)
    taken = {c for f in frames for role in ("count", "included_count") for c in f.spans(role)}
    free = [c for c in counts if c not in taken and c not in parts]
    for frame in frames:
        part = next((c for c in frame.spans("count") if c in parts), None)
        if part is None or len(frame.spans("count")) > 1:
            continue
        if _is_own(frame, part, nouns):
            out = [f for f in out if f is frame or not _counts_whole(f, frame, part)]
            continue
        whole = _whole_of(frame, part, [f for f in out if f is not frame], parts)
        if whole is not None:
            out.remove(frame)
            out[out.index(whole)] = _including(whole, part, nouns)
        elif before := _counted_before(frame, part, free):
            own = tuple(replace(a, span=before) if a.role == "count" else a for a in frame.arguments)
            out[out.index(frame)] = _including(replace(frame, arguments=own), part, nouns)
    return out


def _of_own_part(frame: Frame, parts: Sequence[Span], nouns: Sequence[Span]) -> Frame:
    """The frame with the part that it befell where it has the whole before that ("74 children, of whom 23 | were killed")."""
    counts = frame.spans("count")
    if frame.event not in CASUALTIES or len(counts) != 1 or counts[0] in parts:
        return frame
    own = next((p for p in parts if counts[0].end <= p.start and _is_own(frame, p, nouns)), None)
    return (
        frame if own is None else replace(frame, arguments=tuple(replace(a, span=own) if a.role == "count" else a for a in frame.arguments))
    )


def _is_own(frame: Frame, part: Span, nouns: Sequence[Span]) -> bool:
    """Whether the event's word stands right behind a part: "45 drones, of which 37 | were shot down" says it of the 37 alone."""
    gap = frame.trigger.start - part.end
    return 0 <= gap <= OWN_REACH and not any(part.end <= n.start and n.end <= frame.trigger.start for n in nouns)


def _counts_whole(other: Frame, frame: Frame, part: Span) -> bool:
    same = (other.event, other.trigger, other.stance) == (frame.event, frame.trigger, frame.stance)
    return same and any(c.end <= part.start for c in other.spans("count"))


def _counted_before(frame: Frame, part: Span, free: Sequence[Span]) -> Span | None:
    """The count of the frame's own people, who stand before the part ("left six people, including one woman, dead")."""
    own = [s for s in frame.spans("subject") if s.end <= part.start <= s.end + PART_REACH]
    return next((c for s in own for c in free if 0 <= s.start - c.end <= WHOLE_GAP), None)


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
