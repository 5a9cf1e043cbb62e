"""Harm that no party to a war did: earthquakes, floods, illness, accidents on the road.

Takes frames, looks at the words of their sentences; gives the others.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.model import Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import FORCE

HARMS = frozenset({"killed", "injured", "missing", "displacement", "damage"})


def without_nature(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames without harm told in a sentence that has a word for such a cause, and no deed of force."""
    causes = pack.word_spans(text, "nature") if frames else []
    homes = {s for s in sentences if any(s.covers(c) for c in causes)}
    frames = [f for f in frames if f.event not in FORCE or not any(c.covers(f.trigger) for c in causes)]  # "heart attack"
    struck = {f.trigger.within(sentences) for f in frames if f.event in FORCE}
    return tuple(f for f in frames if f.event not in HARMS or f.trigger.within(sentences) not in homes - struck)
