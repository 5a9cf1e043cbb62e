"""Whose the victims were: the party that the words for the people harmed name.

Takes frames, names and demonyms of a text; gives the same frames. "17 PKK militants were killed" and "Turkish soldiers"
name the party that lost them; a house that was hit is no party.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import ARMED, HARM

THINGS = frozenset({"places", "buildings", "vehicles", "aircraft", "drones", "missiles"})
NAME_PROB = 0.6
TARGET_PROB = 0.5
BESIDE = 1
"""Code points between a name or demonym and the noun that it belongs to ("PKK militants")."""
BEHIND = 16
"""Code points between the noun and the party that follows it ("members of the")."""

RANKS = 30
"""Code points between the word for the harm and that for "among", another figure with its noun."""


def with_targets(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order; those of harm to armed people have the party these belong to as target."""
    nouns = [(at, {e.parts[0] for e in entries}) for at, entries in pack.groups.find(text)]
    armed = [at for at, groups in nouns if groups & ARMED]
    fighters = {at for at, groups in nouns if groups == {"fighters"}}
    things = [at for at, groups in nouns if groups & THINGS]
    parties = [m.span for m in mentions if m.kind == "organisation" and m.prob >= NAME_PROB]
    peoples = [at for at, _ in pack.demonyms.find(text)]
    members = [at for at, entries in pack.words.find(text) if any(e.sense == "member" for e in entries)]
    ranks = [at for at, entries in pack.words.find(text) if any(e.sense == "among" for e in entries)]
    out = []
    for frame in frames:
        frame = _without_things(frame, things, parties)
        if frame.event in HARM:
            frame = _told_of_victims(frame)
            own = _counted_first(frame, [n for n in armed for s in frame.spans("subject") if s.overlaps(n)])
            told = [t for t in frame.spans("target") if not any(t.overlaps(n) for n in own)]
            home = frame.trigger.within(sentences)
            own = own or _among(frame.trigger, home, ranks, armed)
            of_party = [m for m in members for s in frame.spans("subject") if s.overlaps(m)] if not own else []
            if (own or of_party) and not told:
                if own:
                    found = _party_of(text, own[0], home, parties, peoples) or _named(text, own[0], home, frame.spans("subject"))
                    found = found or (own[0] if own[0] in fighters else None)
                else:  # "five members of the Guard"
                    found = next((name for name in parties if home.covers(name) and _follows(text, of_party[0], name)), None)
                taken = [a.span for a in frame.arguments if a.role in ("actor", "source")]
                if found and not any(found.overlaps(t) for t in taken):
                    kept = tuple(a for a in frame.arguments if a.role != "target")
                    frame = replace(frame, arguments=(*kept, Argument("target", found, TARGET_PROB)))
        out.append(frame)
    return tuple(out)


def _among(trigger: Span, home: Span, ranks: Sequence[Span], armed: Sequence[Span]) -> list[Span]:
    """The armed people among whom the dead and wounded were ("nine dead among the Tavian soldiers")."""
    near = [r for r in ranks if home.covers(r) and 0 <= r.start - trigger.end <= RANKS]
    return [n for r in near[:1] for n in armed if home.covers(n) and 0 <= n.start - r.end <= BEHIND][:1]


def _counted_first(frame: Frame, nouns: Sequence[Span]) -> list[Span]:
    """The nouns in the order of the text, that which the frame's count stands before ahead of all others."""
    counts = frame.spans("count")
    return sorted(nouns, key=lambda n: (min((n.start - c.end for c in counts if c.end <= n.start), default=0), n))


def _named(text: str, noun: Span, home: Span, subjects: Sequence[Span]) -> Span | None:
    """The noun with the name of a people before it, where the marked words have one that no table knows ("Tuareg fighters")."""
    for subject in subjects:
        begins = home.start < subject.start < noun.start and text[subject.start].isupper()
        if subject.overlaps(noun) and begins and not any(mark in ",;:" for mark in text[subject.start : noun.start]):
            return Span.hull((subject, noun))
    return None


def _without_things(frame: Frame, things: Sequence[Span], parties: Sequence[Span]) -> Frame:
    """The frame without a target that is a building, vehicle or place: what was hit is no party."""
    kept = tuple(
        a
        for a in frame.arguments
        if a.role != "target" or not any(t.overlaps(a.span) for t in things) or any(p.overlaps(a.span) for p in parties)
    )
    return frame if len(kept) == len(frame.arguments) else replace(frame, arguments=kept)


def _told_of_victims(frame: Frame) -> Frame:
    """The frame with an actor that is its own victim as target ("soldiers were killed" taken for who killed)."""
    subjects = frame.spans("subject")
    turned = tuple(
        replace(a, role="target") if a.role == "actor" and any(s.overlaps(a.span) for s in subjects) else a for a in frame.arguments
    )
    if turned == frame.arguments:
        return frame
    return replace(frame, arguments=turned)


def _party_of(text: str, noun: Span, home: Span, parties: Sequence[Span], peoples: Sequence[Span]) -> Span | None:
    """The party that a noun for armed people belongs to: a name beside or behind it, or the noun with the adjective of a country."""
    for name in parties:
        if home.covers(name) and (0 <= noun.start - name.end <= BESIDE or _follows(text, noun, name)):
            return name
    for people in peoples:
        if noun.covers(people):
            return noun
        if home.covers(people) and (0 <= noun.start - people.end <= BESIDE or 0 <= people.start - noun.end <= BESIDE):
            return Span.hull((people, noun))
    return None


def _follows(text: str, noun: Span, name: Span) -> bool:
    between = text[noun.end : name.start]
    return 0 <= name.start - noun.end <= BEHIND and not any(mark in between for mark in ".,;:()\n") and len(between.split()) <= 2
