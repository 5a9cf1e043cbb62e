"""What is no deed of a war: harm by earthquakes, floods, illness, accidents on the road, what a novel tells, a football match, aircraft
that return to base.

Takes frames, looks at the words of their sentences; gives the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from warledger.model import Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import FORCE, WORDS

HARMS = frozenset({"killed", "injured", "missing", "displacement", "damage"})
PLAYED = frozenset({"attack", "shooting", "damage", "capture", "advance", "surrender"})
"""What is said of a match in words of war; dead and wounded beside one are none of it."""
SCORE = re.compile(r"(?<![\w:–-])\d{1,2}\s?[-–:]\s?\d{1,2}(?![\w:–-])")
TELLING = 40
"""Code points between a novel and the verb that it tells by."""
LAST = 150
"""The same where the verb ends the sentence."""
BASE = 30
"""Code points between a word for returning and the base: "returned safely to their"."""


def without_nature(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames without harm told in a sentence that has a word for such a cause, and no deed of force; without fiction and sport."""
    causes = pack.word_spans(text, "nature") if frames else []
    homes = {s for s in sentences if any(s.covers(c) for c in causes)}
    frames = [f for f in frames if f.event not in FORCE or not any(c.covers(f.trigger) for c in causes)]  # "heart attack"
    struck = {f.trigger.within(sentences) for f in frames if f.event in FORCE}
    kept = [f for f in frames if f.event not in HARMS or f.trigger.within(sentences) not in homes - struck]
    for no_deed in (_in_a_tale(text, kept, pack), _of_a_match(text, kept, pack), _of_aircraft(text, kept, pack)) if kept else ():
        kept = [f for f in kept if not no_deed(f, f.trigger.within(sentences))]
    return tuple(kept)


Judged = Callable[[Frame, Span], bool]


def _in_a_tale(text: str, frames: Sequence[Frame], pack: LanguagePack) -> Judged:
    """Whether a frame of a sentence is told in a novel, a film or a play: "her novel tells the story of a soldier who ..."."""
    novels = pack.word_spans(text, "fiction")
    tells = pack.word_spans(text, "tale") if novels else []
    tales = [Span.hull((n, t)) for n in novels for t in tells if n.gap(t) <= (LAST if pack.habits.suffixes else TELLING)]

    def told(frame: Frame, home: Span) -> bool:
        own = [t for t in tales if home.covers(t)]
        behind = any(t.end <= frame.trigger.start or pack.habits.suffixes for t in own)
        return behind and frame.event not in WORDS and not frame.spans("time")

    return told


def _of_a_match(text: str, frames: Sequence[Frame], pack: LanguagePack) -> Judged:
    """Whether a frame is but the language of sports: two such words in its sentence, or one with a score."""
    words = pack.word_spans(text, "sport")

    def played(frame: Frame, home: Span) -> bool:
        own = [w for w in words if home.covers(w)]
        match = len(own) > 1 or (bool(own) and SCORE.search(text, home.start, home.end) is not None)
        return match and frame.event in PLAYED and not frame.spans("count")

    return played


def _of_aircraft(text: str, frames: Sequence[Frame], pack: LanguagePack) -> Judged:
    """Whether those who return do so to a base."""
    bases = pack.word_spans(text, "base") if any(f.event == "return" for f in frames) else []
    last = bool(pack.habits.suffixes) or pack.code == "de"

    def landed(frame: Frame, home: Span) -> bool:
        at = frame.trigger
        gaps = (at.start - b.end if last and b < at else b.start - at.end for b in bases if home.covers(b))
        return frame.event == "return" and (any(0 <= gap <= BASE for gap in gaps) or any(b.overlaps(at) for b in bases))

    return landed
