"""What force was used and whose it was, told by the words beside it.

Takes frames of force, gives the same frames. "Bombarded" alone is shelling, by planes an air strike; who "launched 200
rockets" shelled.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack

SHOT = frozenset({"shelling", "missile_strike", "drone_strike"})
"""Events that nouns for what was shot name: rockets, missiles, drones."""
PARTY_PROB = 0.6
OF_REACH = 10
"""Code points between a noun for an attack and the party whose it is."""
STRUCK = SHOT | {"airstrike", "attack"}


def with_weapons(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order, some with another event of force or another actor."""
    known = [(at, entries[0].parts[0]) for at, entries in pack.events.find(text)]
    flying = [at for at, event in known if event == "airstrike"]
    flying += [at for at, entries in pack.groups.find(text) if any(e.parts[0] == "aircraft" for e in entries)]
    nouns = [at for at, entries in pack.events.find(text) if entries[0].parts[:2] == ("attack", "noun")]
    parties = [m.span for m in mentions if m.kind == "organisation" and m.prob >= PARTY_PROB]
    whose = {n: p for n in nouns for p in parties if _is_of(text, n, p, pack)}
    told = [_as_told(frame, frame.trigger.within(sentences), known, flying) for frame in frames]
    return tuple(_by_whom(frame, whose) for frame in told)


def _is_of(text: str, noun: Span, party: Span, pack: LanguagePack) -> bool:
    """Whether a party stands right behind a noun with but "of" and an article between ("un ataque de las FLX")."""
    between = pack.tokens(text[noun.end : party.start]) if 0 < party.start - noun.end <= OF_REACH else ()
    return 0 < len(between) <= 2 and any(e.sense == "of" for e in pack.words.get(between[0].key))


def _by_whom(frame: Frame, whose: Mapping[Span, Span]) -> Frame:
    """An attack with the party that its noun names as the attacker, which is then not the attacked."""
    owners = [party for noun, party in whose.items() if noun.overlaps(frame.trigger)]
    if frame.event not in STRUCK or not owners or any(owners[0].overlaps(a) for a in frame.spans("actor")):
        return frame
    kept = tuple(a for a in frame.arguments if a.role != "actor" and not (a.role == "target" and a.span.overlaps(owners[0])))
    return replace(frame, arguments=(*kept, Argument("actor", owners[0], PARTY_PROB)))


def _as_told(frame: Frame, home: Span, known: Sequence[tuple[Span, str]], flying: Sequence[Span]) -> Frame:
    if frame.event not in STRUCK:
        return frame
    own = {event for at, event in known if at.overlaps(frame.trigger)}
    if frame.event == "airstrike" and own == {"shelling"} and not any(home.covers(at) for at in flying):
        return replace(frame, event="shelling")
    shot = {event for at, event in known for s in frame.spans("subject") if event in SHOT and at.overlaps(s)}
    return replace(frame, event=shot.pop()) if not own and len(shot) == 1 else frame
