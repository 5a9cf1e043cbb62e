"""The time of the event, told from the time at which it was said.

Takes frames, the spans of times and sentences; gives the same frames. In "said on Tuesday that 17 had been killed on
Sunday" Tuesday stands beside the word of saying and is no day of the deaths; "since the start of the siege" is since the day that
follows in "since the start of the siege on Thursday".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack

BESIDE = 4
"""Code points between a word of saying and its own time ("said on", "am Montag sagte")."""
TIME_PROB = 0.5
START_REACH = 40
"""Code points between "since" and the day of what began then, which it is named by ("since the start of the prison break on Thursday")."""


def with_event_times(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], times: Sequence[Span], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order; a time beside the cue gives way to another of the sentence, which stands nearest."""
    timed = (_timed(frame, frame.trigger.within(sentences), times) for frame in frames)
    return tuple(_since_day(text, frame, times, pack) for frame in timed)


def _since_day(text: str, frame: Frame, times: Sequence[Span], pack: LanguagePack) -> Frame:
    """The frame whose time is since something with the day on which that began, told by its side."""
    own = frame.spans("time")
    if not own or any(t.covers(own[0]) or (own[0].overlaps(t) and t.end >= own[0].end) for t in times):
        return frame
    first = pack.times.at(pack.tokens(own[0].of(text)), 0)
    day = next((t for t in times if own[0].start < t.start and 0 <= t.start - own[0].end <= START_REACH), None)
    if first is None or day is None or not any(e.parts[0] == "since" for e in first[0]):
        return frame
    between = text[own[0].end : day.start]
    if any(mark in between for mark in ".,;:،؛\n"):
        return frame
    whole = Span(own[0].start, day.end)
    return replace(frame, arguments=tuple(replace(a, span=whole) if a.span == own[0] and a.role == "time" else a for a in frame.arguments))


def _timed(frame: Frame, home: Span, times: Sequence[Span]) -> Frame:
    own, cues = frame.spans("time"), frame.spans("cue")
    if not own or not cues or not _said_then(own[0], cues[0]) or not home.covers(cues[0]):
        return frame
    others = [t for t in times if home.covers(t) and not t.overlaps(own[0]) and not _said_then(t, cues[0])]
    if not others:
        return frame
    best = min(others, key=lambda t: (t.gap(frame.trigger), t))
    if best.gap(frame.trigger) > own[0].gap(frame.trigger):
        return frame
    kept = tuple(a for a in frame.arguments if a.role != "time")
    return replace(frame, arguments=(*kept, Argument("time", best, TIME_PROB)))


def _said_then(time: Span, cue: Span) -> bool:
    return time.gap(cue) <= BESIDE
