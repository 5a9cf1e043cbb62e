"""Sentences in which several tell, each named by an "according to": each tells what stands on its own side of it.

Takes frames of a text and the look at each sentence, gives the same frames. "Fourteen died according to the government, 31 according to
the doctors' union" ends with such words, "according to the government 14 died, and according to the union 31" begins with them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warledger.annotate.speakers import ACCORDING, ARTICLE_GAP, CUE_PROB, Speakers, kind_of
from warledger.annotate.tidy import attributed_to
from warledger.model import Argument, Frame, Span
from warledger.packs.outlets import is_press

PHRASE_GAP = 1
"""Code points between such words and a phrase that no name is."""
SHORT_PHRASE = 4
"""Words of such a phrase at most."""
MARKS = ",;.،؛"


@dataclass(frozen=True, slots=True)
class _Told:
    """An "according to" with the name beside it."""

    cue: Span
    source: Span

    @property
    def at(self) -> Span:
        return Span.hull((self.cue, self.source))


def with_accorded(text: str, frames: Sequence[Frame], looks: dict[Span, Speakers]) -> list[Frame]:
    """The same frames in the same order, each of such a sentence with the source on whose side it stands."""
    out = list(frames)
    for home, look in looks.items():
        inside = [n for n, f in enumerate(out) if home.covers(f.trigger)]
        told = _told(text, look, [out[n] for n in inside]) if len(inside) > 1 else []
        owners = _owners([_anchor(out[n]) for n in inside], told) if len(told) > 1 else []
        for n, own in zip(inside, owners, strict=False):
            if own.source not in out[n].spans("source") or own.cue not in out[n].spans("cue"):
                out[n] = attributed_to(out[n], (Argument("source", own.source, CUE_PROB), Argument("cue", own.cue, CUE_PROB)))
    return out


def _told(text: str, look: Speakers, frames: Sequence[Frame]) -> list[_Told]:
    """All such words of a sentence with their names; none where one of them has no name, or that of an agency, which passes on."""
    marked = [s for f in frames for s in f.spans("source")]
    names = sorted({*marked, *look.names}, key=lambda n: n.start - n.end)
    out = []
    for cue, entry in look.cues:
        if kind_of(entry) not in ACCORDING:
            continue
        behind = kind_of(entry) == "prep"
        gaps = ((n.start - cue.end if behind else cue.start - n.end, n) for n in names)
        source = next((n for gap, n in gaps if 0 <= gap <= ARTICLE_GAP), None) or (_phrase(text, cue, look.sentence) if behind else None)
        if source is None or is_press(source.of(text)) or any(f.trigger.overlaps(source) or source.overlaps(_anchor(f)) for f in frames):
            return []
        out.append(_Told(cue, source))
    return out


def _phrase(text: str, cue: Span, sentence: Span) -> Span | None:
    """The few words between such words and the next mark."""
    end = next((at for at in range(cue.end, sentence.end) if text[at] in MARKS), sentence.end)
    words = text[cue.end : end]
    return Span(cue.end + PHRASE_GAP, end) if 0 < len(words.split()) <= SHORT_PHRASE and len(words) > PHRASE_GAP else None


def _anchor(frame: Frame) -> Span:
    return next(iter(frame.spans("count")), frame.trigger)


def _owners(anchors: Sequence[Span], told: Sequence[_Told]) -> list[_Told]:
    """Whose each event is; nobody's where such words neither all stand before what they tell nor all behind it."""
    if all(told[0].at.end <= a.start for a in anchors):
        owners = [[t for t in told if t.at.end <= a.start][-1] for a in anchors]
    elif all(a.end <= told[-1].at.start for a in anchors):
        owners = [next(t for t in told if a.end <= t.at.start) for a in anchors]
    else:
        return []
    return owners if all(t in owners for t in told) else []
