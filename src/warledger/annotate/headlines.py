"""Headlines that name their source last: "Five killed in shelling: Home Guard", "Mais 20 mortos - organização".

Takes frames and names of a text, gives the same frames; those of a headline that ends so have what stands behind the mark for
their source. Behind a dash, where pages put their own name, only words for kinds of people and bodies are believed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.outlets import outlet_of

TAIL = re.compile(r"(?P<mark>[:：]|\s[-–—])\s{1,4}(?P<tail>[^\s:：–—][^:：–—]{1,47})$")
WORDS = 5
"""Words that the name of a source has at most there."""
NAME_PROB = 0.6
PROB = 0.5
KINDS = frozenset({"anonymous", "reference", "role"})


def with_headline_source(text: str, frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack) -> tuple[Frame, ...]:
    """The same frames in the same order."""
    end = text.find("\n")
    found = TAIL.search(text[:end]) if end > 0 else None
    if found is None:
        return tuple(frames)
    tail = Span(*found.span("tail"))
    if not _names_somebody(text, tail, mentions, pack, named=found["mark"] in ":："):
        return tuple(frames)
    return tuple(_told(frame, tail) if frame.trigger.end <= found.start() else frame for frame in frames)


def _names_somebody(text: str, tail: Span, mentions: Sequence[Mention], pack: LanguagePack, *, named: bool) -> bool:
    words = tail.of(text)
    if len(words.split()) > WORDS or words[-1:] in ".!?…" or pack.events.find(words) or outlet_of(words) is not None:
        return False
    key = " ".join(t.key for t in pack.tokens(words) if t.kind == "word")
    if any(f" {e.form}".endswith(f" {key}") for e in pack.words.entries if e.parts[0] in KINDS):
        return True
    names = [m.span for m in mentions if m.kind in ("organisation", "person") and m.prob >= NAME_PROB]
    return named and any(tail.covers(name) or name.of(text) == words for name in names)


def _told(frame: Frame, source: Span) -> Frame:
    if frame.spans("source") or frame.spans("speaker"):
        return frame
    return replace(frame, arguments=(*frame.arguments, Argument("source", source, PROB)))
