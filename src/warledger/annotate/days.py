"""The time of the event, told from the time at which it was said.

Takes frames, the spans of times and sentences; gives the same frames. In "said on Tuesday that 17 had been killed on
Sunday" Tuesday stands beside the word of saying and is no day of the deaths.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Span

BESIDE = 4
"""Code points between a word of saying and its own time ("said on", "am Montag sagte")."""
TIME_PROB = 0.5


def with_event_times(sentences: Sequence[Span], frames: Sequence[Frame], times: Sequence[Span]) -> tuple[Frame, ...]:
    """The same frames in the same order; a time beside the cue gives way to another of the sentence, which stands nearest."""
    return tuple(_timed(frame, frame.trigger.within(sentences), times) for frame in frames)


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
