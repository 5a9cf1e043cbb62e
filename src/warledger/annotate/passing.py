"""Force that a sentence about the harmed names but in passing: "12 died in the fighting", "since clashes broke out".

Takes frames, gives those that stand. An event of force that says neither where, nor by whom, on whom or how often, beside
a toll, is no statement of its own; a noun for an attack is one more often than not, as is force where nobody was harmed.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.model import Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import FORCE, HARM

TOLLS = HARM | {"damage", "displacement"}
TELLING = ("actor", "target", "count")
"""Roles with which force is a statement of its own wherever they stand; a place only in its own sentence."""
CLASH = "clash"


def without_passing(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames that stand, in the same order."""
    tolls = {f.trigger.within(sentences) for f in frames if f.event in TOLLS}
    nouns = [at for at, entries in pack.events.find(text) if entries[0].parts[1:2] == ("noun",)]

    def in_passing(frame: Frame) -> bool:
        home = frame.trigger.within(sentences)
        if frame.event not in FORCE or frame.stance != "asserts" or home not in tolls:
            return False
        if any(frame.spans(role) for role in TELLING) or any(home.covers(p) for p in frame.spans("place")):
            return False
        return frame.event == CLASH or not any(frame.trigger.overlaps(n) for n in nouns)

    return tuple(f for f in frames if not in_passing(f))
