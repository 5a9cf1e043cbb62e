"""What force was used, told by the words beside it.

Takes frames of force, gives the same frames. "Bombarded" alone is shelling, by planes an air strike; who "launched 200
rockets" shelled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Frame, Span
from warledger.packs import LanguagePack

SHOT = frozenset({"shelling", "missile_strike", "drone_strike"})
"""Events that nouns for what was shot name: rockets, missiles, drones."""
STRUCK = SHOT | {"airstrike", "attack"}


def with_weapons(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The same frames in the same order, some with another event of force."""
    known = [(at, entries[0].parts[0]) for at, entries in pack.events.find(text)]
    flying = [at for at, event in known if event == "airstrike"]
    flying += [at for at, entries in pack.groups.find(text) if any(e.parts[0] == "aircraft" for e in entries)]
    return tuple(_as_told(frame, frame.trigger.within(sentences), known, flying) for frame in frames)


def _as_told(frame: Frame, home: Span, known: Sequence[tuple[Span, str]], flying: Sequence[Span]) -> Frame:
    if frame.event not in STRUCK:
        return frame
    own = {event for at, event in known if at.overlaps(frame.trigger)}
    if frame.event == "airstrike" and own == {"shelling"} and not any(home.covers(at) for at in flying):
        return replace(frame, event="shelling")
    shot = {event for at, event in known for s in frame.spans("subject") if event in SHOT and at.overlaps(s)}
    return replace(frame, event=shot.pop()) if not own and len(shot) == 1 else frame
