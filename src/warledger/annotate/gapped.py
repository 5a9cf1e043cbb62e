"""Further places of a toll, told without the verb: "Three were killed in Tarim and five in Balda".

Takes frames, counts and places of a text; gives the frames with one more for each count that stands so before a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from warledger.annotate.figures import FIGURE
from warledger.annotate.sources import AND_JOINED
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import CASUALTIES

JOINT = 8
"""Code points between a place and the next count: a comma, "and"."""
PLACE_GAP = 14
"""Code points between a count and its place: a noun, "in", an article."""
TOLD = CASUALTIES | {"interception"}
"""What is so told of several places."""
COMMAS = ",،"
DASHES = "-–—"
STOPS = ".!?؟\n"
COUNT_LENGTH = 12
"""Code points of such a count."""
BEHIND_PLACE = 10
"""Code points between a place and its count behind it, the place's ending between."""
LISTED = frozenset({"place", "included_count"})
"""Roles that are no more the frame's where another of the list has them."""
NEAR = 80
"""Code points between the word for what happened and the first place."""
PROB = 0.5


def with_gapped_places(
    text: str, frames: Sequence[Frame], counts: Sequence[Span], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames in the same order, those of dead, wounded or drones shot down followed by their like in the next places of a list."""
    taken = {c for f in frames for c in f.spans("count")}
    look = _Look(text, pack, sorted(m.span for m in mentions if m.kind == "place"), [f.trigger for f in frames if f.event in TOLD])
    free = [c for c in sorted(counts) if not any(c.overlaps(t) for t in taken)]
    out: list[Frame] = []
    for frame in frames:
        told = look.told(frame, free) if frame.event in TOLD and len(frame.spans("count")) == 1 else []
        gone = {span for figure in told for span in figure}
        out.append(replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in LISTED or a.span not in gone)))
        for count, place in told:
            kept = tuple(a for a in frame.arguments if a.role not in FIGURE - {"subject"} and a.role != "place")
            out.append(replace(frame, arguments=(*kept, Argument("count", count, PROB), Argument("place", place, PROB))))
        free = [c for c in free if c not in gone]
    return tuple(out)


@dataclass(frozen=True, slots=True)
class _Look:
    """A text with its places and the words for what befell somebody, `heads`."""

    text: str
    pack: LanguagePack
    places: Sequence[Span]
    heads: Sequence[Span]

    def told(self, frame: Frame, counts: Sequence[Span]) -> list[tuple[Span, Span]]:
        """The further counts of a list with their places."""
        if self.pack.habits.suffixes:
            return self._before(frame.spans("count")[0], counts)
        near = [p for p in frame.spans("place") if p.gap(frame.trigger) <= NEAR and not self._is_parted(p, frame.trigger)]
        for place in sorted(p for p in near if self._head_of(p) == frame.trigger):
            told: list[tuple[Span, Span]] = []
            while (following := self._next(told[-1][1] if told else place, frame.trigger, counts)) is not None:
                told.append(following)
            if told:
                return told
        return []

    def _head_of(self, place: Span) -> Span:
        """Whose list a place is in: the last such word before it, or the first behind it."""
        return max((h for h in self.heads if h.end <= place.start), default=min(self.heads))

    def _next(self, last: Span, trigger: Span, counts: Sequence[Span]) -> tuple[Span, Span] | None:
        """The count right behind a place and a joint, with the place behind it: ", three in Marovka", "y una en Belsk"."""
        start = trigger.end if 0 <= trigger.start - last.end <= 1 else last.end  # "in Tarim getötet, drei in Balda"
        place = next((p for p in self.places if 0 < p.start - start <= JOINT + PLACE_GAP + COUNT_LENGTH), None)
        if place is None:
            return None
        tokens = self.pack.tokens(self.text[start : place.start])
        joints = next((n for n, t in enumerate(tokens) if not (t.text in COMMAS or _is_and(t.key, self.pack))), len(tokens))
        if joints == len(tokens):
            return None
        if not joints and not (self.pack.habits.attached and tokens[0].text.startswith(AND_JOINED)):
            return None
        first = Span(tokens[joints].start, tokens[joints].end).shift(start)
        known = next((c for c in counts if c.start == first.start and c.end <= place.start), None)
        count = known or first
        rest = [t for t in tokens if t.start + start >= count.end]
        if known is None and (sum(t.kind == "word" for t in rest) > 1 or not any(is_one(k, self.pack) for k in tokens[joints].keys)):
            return None  # "and a village in Balda"
        if any(t.kind != "word" and t.text not in DASHES for t in rest) or any(_is_and(t.key, self.pack) for t in rest):
            return None
        between = self.text[count.end : place.start]
        return (count, place) if len(between) <= PLACE_GAP and not self.pack.events.find(between) else None

    def _before(self, count: Span, counts: Sequence[Span]) -> list[tuple[Span, Span]]:
        """The same where places stand before their counts, and the verb last: "Tarim'de beş, Marovka'da üç, Belsk'te bir kişi öldü"."""
        told: list[tuple[Span, Span]] = []
        while (place := self._place_of(count)) is not None:
            before = next((c for c in reversed(counts) if c.end <= place.start and self.text[c.end : place.start].strip() == ","), None)
            home = self._place_of(before) if before is not None else None
            if before is None or home is None:
                break
            told.append((before, home))
            count = before
        return told

    def _place_of(self, count: Span) -> Span | None:
        """The place right before a count, with its ending between."""
        return next((p for p in reversed(self.places) if 0 < count.start - p.end <= BEHIND_PLACE), None)

    def _is_parted(self, one: Span, other: Span) -> bool:
        first, last = sorted((one, other))
        return any(mark in self.text[first.end : last.start] for mark in STOPS)


def is_one(word: str, pack: LanguagePack) -> bool:
    """Whether a word is "one", or an article that counts one where no noun follows."""
    return pack.number_values().get(word) == "1" or any(e.sense == "article" for e in pack.quantities.get(word))


def _is_and(word: str, pack: LanguagePack) -> bool:
    return any(e.sense == "and" for e in pack.words.get(word))
