"""Further places of a toll, told without the verb: "Three were killed in Tarim and five in Balda".

Takes frames, counts and places of a text; gives the frames with one more for each count that stands so before a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.annotate.figures import FIGURE
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import CASUALTIES

JOINT = 8
"""Code points between a place and the next count: a comma, "and"."""
PLACE_GAP = 14
"""Code points between a count and its place: a noun, "in", an article."""
COMMAS = ",،"
DASHES = "-–—"
STOPS = ".!?؟\n"
NEAR = 80
"""Code points between the word for what happened and the first place."""
PROB = 0.5


def with_gapped_places(
    text: str, frames: Sequence[Frame], counts: Sequence[Span], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames in the same order, those of dead or wounded followed by their like in the next places of a list."""
    taken = {c for f in frames for role in ("count", "included_count") for c in f.spans(role)}
    free = [c for c in sorted(counts) if not any(c.overlaps(t) for t in taken)]
    places = sorted(m.span for m in mentions if m.kind == "place")
    out: list[Frame] = []
    for frame in frames:
        near = [p for p in frame.spans("place") if p.gap(frame.trigger) <= NEAR and not _is_parted(text, p, frame.trigger)]
        counted = frame.event in CASUALTIES and len(frame.spans("count")) == 1
        told = _places_told(text, near, free, places, pack) if counted else []
        gone = {place for _, place in told}
        out.append(replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "place" or a.span not in gone)))
        for count, place in told:
            kept = tuple(a for a in frame.arguments if a.role not in FIGURE - {"subject"} and a.role != "place")
            out.append(replace(frame, arguments=(*kept, Argument("count", count, PROB), Argument("place", place, PROB))))
            free.remove(count)
    return tuple(out)


def _places_told(
    text: str, own: Sequence[Span], counts: Sequence[Span], places: Sequence[Span], pack: LanguagePack
) -> list[tuple[Span, Span]]:
    """The further counts with their places, from the first of a frame's own places on that one follows."""
    out: list[tuple[Span, Span]] = []
    for place in sorted(own):
        last = place
        while not any(last == p for _, p in out[:-1]) and (told := _next(text, last, counts, places, pack)) is not None:
            out.append(told)
            last = told[1]
        if out:
            break
    return out


def _next(text: str, last: Span, counts: Sequence[Span], places: Sequence[Span], pack: LanguagePack) -> tuple[Span, Span] | None:
    """The count right behind a place and a joint, with the place behind it."""
    count = next((c for c in counts if 0 < c.start - last.end <= JOINT and _joins(text[last.end : c.start], pack)), None)
    place = next((p for p in places if count is not None and 0 < p.start - count.end <= PLACE_GAP), None)
    if count is None or place is None:
        return None
    between = text[count.end : place.start]
    tokens = pack.tokens(between)
    if (
        any(t.kind != "word" and t.text not in DASHES for t in tokens)
        or pack.events.find(between)
        or any(_is_and(t.key, pack) for t in tokens)
    ):
        return None
    return count, place


def _is_parted(text: str, one: Span, other: Span) -> bool:
    first, last = (one, other) if one <= other else (other, one)
    return any(mark in text[first.end : last.start] for mark in STOPS)


def _joins(between: str, pack: LanguagePack) -> bool:
    tokens = pack.tokens(between)
    return bool(tokens) and all(t.text in COMMAS or _is_and(t.key, pack) for t in tokens)


def _is_and(word: str, pack: LanguagePack) -> bool:
    return any(e.sense == "and" for e in pack.words.get(word))
