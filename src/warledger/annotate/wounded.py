"""Dead and wounded told by a noun each: "one dead and three wounded", "قتيل وثلاثة جرحى".

Takes the frames and the words of a text; gives the frames with what each noun counts at its own event. A noun for the
wounded counts no dead, whatever word for the dead stands before it; the verb that kills may have wounded for its object.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from warledger.annotate.figures import FIGURE, NOUN_GAP
from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import CASUALTIES

NOUN_PROB = 0.5
COUNTS = frozenset({"count", "included_count"})


def with_own_nouns(text: str, frames: Sequence[Frame], counts: Sequence[Span], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames in the order of the text; those told by a noun for dead or wounded without the counts of the other's noun.

    `counts` are the counts that the packs find. One that stands right before a noun is that noun's.
    """
    nouns = _nouns(text, pack)
    before = {n: c for n in nouns for c in counts if _is_before(text, c, n)}
    out: list[Frame] = []
    for frame in frames:
        own = next((at for at in nouns if at.overlaps(frame.trigger)), None)
        if frame.event not in CASUALTIES or own is None or nouns[own] != frame.event:
            out.append(frame)
            continue
        others = [at for at, event in nouns.items() if event != frame.event and own.end <= at.start]
        theirs = {a.span: n for a in frame.arguments if a.role in FIGURE and not a.span.overlaps(own) for n in others if _is_of(text, a, n)}
        if theirs:
            kept = tuple(a for a in frame.arguments if a.span not in theirs or a.role not in FIGURE)
            out.append(replace(frame, arguments=(*kept, *_figure(own, kept, before))))
            out += _handed(frame, sorted(set(theirs.values())), [*frames, *out], nouns, before)
        else:
            out.append(frame)
    return tuple(sorted(_with_counts(out, nouns, before), key=lambda f: (f.trigger, f.event)))


def _nouns(text: str, pack: LanguagePack) -> dict[Span, str]:
    """The nouns for dead and for wounded people, each with its event."""
    events = {at: entries for at, entries in pack.events.find(text)}
    people = [at for at, _ in pack.groups.find(text)]
    return {
        at: entries[0].parts[0]
        for at, entries in events.items()
        if entries[0].parts[0] in CASUALTIES and any(e.parts[1] == "noun" for e in entries) and any(at == p for p in people)
    }


def _is_of(text: str, argument: Argument, noun: Span) -> bool:
    """Whether words are a noun or the count right before it."""
    return argument.span.overlaps(noun) or (argument.role in COUNTS and _is_before(text, argument.span, noun))


def _is_before(text: str, count: Span, noun: Span) -> bool:
    """Whether a count stands right before a noun, no mark between ("dead 23, wounded 45")."""
    return 0 <= noun.start - count.end <= NOUN_GAP and not text[count.end : noun.start].strip()


def _figure(noun: Span, kept: Sequence[Argument], before: Mapping[Span, Span]) -> Iterator[Argument]:
    """A noun where nothing kept says whom an event counts, and the count right before it where nothing says how many."""
    roles = {a.role for a in kept}
    if "subject" not in roles:
        yield Argument("subject", noun, NOUN_PROB)
    if roles & {"count", "subject"}:
        return
    if noun in before:
        yield Argument("count", before[noun], NOUN_PROB)


def _handed(
    frame: Frame, given: Sequence[Span], frames: Sequence[Frame], nouns: Mapping[Span, str], before: Mapping[Span, Span]
) -> Iterator[Frame]:
    """Frames for the nouns of the other event that no frame of that event tells."""
    for noun in given:
        if any(f.event == nouns[noun] and (f.trigger.overlaps(noun) or any(s.overlaps(noun) for s in f.spans("subject"))) for f in frames):
            continue
        kept = tuple(a for a in frame.arguments if a.role not in FIGURE)
        yield replace(frame, trigger=noun, event=nouns[noun], arguments=(*kept, *_figure(noun, (), before)))


def _with_counts(frames: Sequence[Frame], nouns: Mapping[Span, str], before: Mapping[Span, Span]) -> Iterator[Frame]:
    """The frames, those told by a noun that have no count with the one right before it, which no other event has."""
    taken = [c for f in frames for role in ("count", "included_count") for c in f.spans(role)]
    for frame in frames:
        own = next((at for at in nouns if at.overlaps(frame.trigger)), None)
        if own is None or nouns[own] != frame.event or frame.spans("count"):
            yield frame
            continue
        free = [before[own]] if own in before and not any(before[own].overlaps(t) for t in taken) else []
        yield replace(frame, arguments=(*frame.arguments, *(Argument("count", c, NOUN_PROB) for c in free)))
