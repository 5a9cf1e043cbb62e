"""Words beside a number ("at least", "على الأقل") that the network takes for a number or a part of the next event.

Takes frames as the network marks them, gives them in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Frame, Span
from warledger.packs import LanguagePack

BOUNDING = frozenset({"at_least", "more_than", "up_to", "less_than", "about"})
"""Senses of words that bound a number or leave it open; those of "another" and "all" may count by themselves."""


def without_modifiers(text: str, frames: Sequence[Frame], pack: LanguagePack) -> list[Frame]:
    """The frames without counts that are but a modifier, and with triggers that begin behind one."""
    found = pack.quantities.find(text) if frames else ()
    words = [at for at, entries in found if all(e.parts[0] in BOUNDING for e in entries)]
    return [_without(text, frame, words) for frame in frames] if words else list(frames)


def _without(text: str, frame: Frame, words: Sequence[Span]) -> Frame:
    bare = {c for c in frame.spans("count") if any(w.covers(c) for w in words)}
    kept = tuple(a for a in frame.arguments if a.role != "count" or a.span not in bare) if bare else frame.arguments
    start = max((w.end for w in words if w.start <= frame.trigger.start < w.end < frame.trigger.end), default=frame.trigger.start)
    start += len(text[start : frame.trigger.end]) - len(text[start : frame.trigger.end].lstrip())
    return replace(frame, trigger=Span(start, frame.trigger.end), arguments=kept) if bare or start > frame.trigger.start else frame
