"""Numbers that count nobody: the age behind a name ("Lina Daran (34)"), and how many times something befell people.

Takes the frames of a text, with the counts and names found in it; gives frames and counts without them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from warledger.annotate.figures import COUNTED
from warledger.model import Frame, Mention, Span
from warledger.packs import LanguagePack

AGE = re.compile(r"(?: \(|,? (?=\d{1,2},)|, )(\d{1,2})(?=[),.])")
"""Behind a name: "Lina Daran (34)", "Omar Daran, 51, said"."""
PEOPLE = COUNTED - {"interception", "damage"}
PERSON_PROB = 0.5
TIMES_GAP = 1
"""Code points between a number and the word for times."""


def ages_of(text: str, mentions: Iterable[Mention]) -> list[Span]:
    """Where numbers of two digits at most stand behind names of persons, in brackets or between commas."""
    found = (AGE.match(text, m.span.end) for m in mentions if m.kind == "person" and m.prob >= PERSON_PROB)
    return [Span(*age.span(1)) for age in found if age]


def times_of(text: str, counts: Sequence[Span], pack: LanguagePack) -> list[Span]:
    """Counts right before a word for times, with that word: "four times", "cuatro veces"."""
    words = pack.word_spans(text, "times") if counts else []
    return [Span(c.start, w.end) for c in counts for w in words if 0 <= w.start - c.end <= TIMES_GAP]


def without_ages(frames: Iterable[Frame], ages: Sequence[Span]) -> list[Frame]:
    """The frames without ages as counts."""
    return [_without(f, ages) for f in frames] if ages else list(frames)


def without_times(frames: Iterable[Frame], times: Sequence[Span]) -> tuple[Frame, ...]:
    """The frames, those of what befalls people without how many times it did."""
    return tuple(_without(f, times) if f.event in PEOPLE else f for f in frames)


def _without(frame: Frame, numbers: Sequence[Span]) -> Frame:
    kept = tuple(
        a
        for a in frame.arguments
        if a.role not in ("count", "subject") or not any(n.overlaps(a.span) and _is_of(a.span, n) for n in numbers)
    )
    return frame if len(kept) == len(frame.arguments) else replace(frame, arguments=kept)


def _is_of(argument: Span, number: Span) -> bool:
    """Whether an argument is all number, or begins with it: no longer name that holds an age."""
    return number.covers(argument) or argument.start == number.start
