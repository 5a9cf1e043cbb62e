"""Places told in a list, of which the network marked some: the others belong to the event too.

Takes frames and names of a text, gives the same frames with the whole list. Only where the list is joined by "and".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.joints import lists_of

LISTED_PROB = 0.5
NAMED_PROB = 0.6
"""Probability from which a name joins a list."""


def with_lists(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order."""
    named = [m.span for m in mentions if m.kind == "place" and m.prob >= NAMED_PROB and not m.span.of(text)[:1].islower()]
    return tuple(_whole(text, frame, frame.trigger.within(sentences), named, pack) if frame.spans("place") else frame for frame in frames)


def _whole(text: str, frame: Frame, home: Span, named: Sequence[Span], pack: LanguagePack) -> Frame:
    marked = [s for s in frame.spans("place") if home.covers(s)]
    others = [s for s in named if home.covers(s) and not any(s.overlaps(m) for m in marked)]
    taken = [a.span for a in frame.arguments if a.role != "place"]
    extra: set[Span] = set()
    for members in lists_of(text, [*marked, *others], pack):
        told = {s for m in members for s in (m.span, *m.holders)}
        if told & set(marked):
            extra.update(s for s in told - set(marked) if not any(s.overlaps(t) for t in taken))
    return replace(frame, arguments=(*frame.arguments, *(Argument("place", s, LISTED_PROB) for s in sorted(extra)))) if extra else frame
