"""What somebody was made to do, or managed to do, is told as done: "the shelling forced them to flee", "managed to retake".

Takes frames that the network reads as expected, since their verb is an infinitive; gives them as asserted. Where a modal or
a negation stands before the word ("could be forced to"), what follows stays open.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from warledger.annotate.tidy import ATTRIBUTION
from warledger.model import Frame, Span
from warledger.packs import LanguagePack

REACH_WORDS = 9
"""Words between the word that makes or manages and the event, at most."""
BEHIND_WORDS = 1
"""Words between an event and such a word behind it, in a language that puts its verbs last."""
OPEN_WORDS = 3
"""Words before it among which a modal or a negation leaves the event open."""
STOPS = ".;:!?؛؟"


def with_outcomes(text: str, sentences: Sequence[Span], frames: Iterable[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The same frames in the same order."""
    frames = tuple(frames)
    done = [at for at in pack.word_spans(text, "done") if not _is_open(text, at, at.within(sentences), pack)]
    if not done:
        return frames
    triggers = [f.trigger for f in frames]
    return tuple(_settled(text, f, [d for d in done if f.trigger.within(sentences).covers(d)], triggers, pack) for f in frames)


def _settled(text: str, frame: Frame, done: Sequence[Span], triggers: Sequence[Span], pack: LanguagePack) -> Frame:
    leading = [d for d in done if _leads(text, d, frame.trigger, triggers, pack)]
    if not leading:
        return frame
    told = any(cue.overlaps(d) for cue in frame.spans("cue") for d in leading)  # "the army forced" says nothing
    kept = tuple(a for a in frame.arguments if not (told and a.role in ATTRIBUTION))
    return replace(frame, stance="asserts" if frame.stance == "expects" else frame.stance, arguments=kept)


def _leads(text: str, word: Span, trigger: Span, triggers: Sequence[Span], pack: LanguagePack) -> bool:
    """Whether a word leads to an event: it stands shortly before, no other event, modal or full stop between."""
    behind = bool(pack.habits.suffixes) and trigger.end <= word.start
    first, last = (trigger, word) if behind else (word, trigger)
    between = Span(first.end, last.start) if first.end <= last.start else None
    if between is None or any(mark in between.of(text) for mark in STOPS) or any(between.covers(t) for t in triggers):
        return False
    words = [t.key for t in pack.tokens(between.of(text)) if t.kind == "word"]
    return len(words) <= (BEHIND_WORDS if behind else REACH_WORDS) and not _any(words, ("modal",), pack)


def _is_open(text: str, word: Span, home: Span, pack: LanguagePack) -> bool:
    """Whether a modal or a negation stands right before a word."""
    before = [t.key for t in pack.tokens(text[home.start : word.start]) if t.kind == "word"]
    return _any(before[-OPEN_WORDS:], ("modal", "infinitive", "negation"), pack)


def _any(words: Iterable[str], senses: Collection[str], pack: LanguagePack) -> bool:
    return any(entry.parts[0] in senses for word in words for entry in pack.words.get(word))
