"""Dead and wounded that are counted by a noun for them, where the network marks no event: "dozens of injuries", "61 جثة".

Takes the frames of both readings, gives those of the network and the packs' that count so. A count that another frame has
stays that frame's; what nobody counts, or the word for none or for one ("a massacre"), adds nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.annotate.tidy import attributed_to
from warledger.model import Frame
from warledger.packs import LanguagePack

PEOPLE = frozenset({"killed", "injured"})
BESIDE = 2
"""Code points between a count and the noun behind it."""
NEAR = 25
"""Code points from the word of an event within which another frame tells the same event."""
NO_FIGURE = frozenset({"article", "none"})


def with_counted_nouns(text: str, frames: Sequence[Frame], known: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames, and those of `known` that tell of dead or wounded by a count with its noun and that no other tells."""
    taken = {c for f in frames for role in ("count", "included_count") for c in f.spans(role)}
    out = list(frames)
    for frame in known:
        counts = frame.spans("count")
        if frame.event not in PEOPLE or frame.stance != "asserts" or len(counts) != 1:
            continue
        if not 0 <= frame.trigger.start - counts[0].end <= BESIDE or not _is_figure(counts[0].of(text), pack):
            continue
        if any(c.overlaps(counts[0]) for c in taken) or any(_tells(f, frame) for f in frames) or not _is_noun(text, frame, pack):
            continue
        out.append(attributed_to(frame))
    return tuple(out)


def _tells(frame: Frame, other: Frame) -> bool:
    return frame.trigger.overlaps(other.trigger) or (frame.event == other.event and frame.trigger.gap(other.trigger) <= NEAR)


def _is_noun(text: str, frame: Frame, pack: LanguagePack) -> bool:
    found = pack.events.find(frame.trigger.of(text))
    return any(e.parts[0] == frame.event and e.parts[1] == "noun" for at, entries in found if at.start == 0 for e in entries)


def _is_figure(words: str, pack: LanguagePack) -> bool:
    """Whether words of a count say a number of people: not none, and not one by an article."""
    if any(e.parts[0] in NO_FIGURE for _, entries in pack.quantities.find(words) for e in entries):
        return False
    values = pack.number_values()
    return (
        any(t.kind == "number" for t in pack.tokens(words))
        or any(values.get(t.key, "") not in ("", "0", "1") for t in pack.tokens(words))
        or bool(pack.quantities.find(words))
    )
