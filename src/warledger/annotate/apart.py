"""Verbs whose two parts were taken for two events: "trakk opprørerne seg ut" tells of one withdrawal.

Takes frames, gives the same frames, those of the two parts of one verb as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.apart import Parted, parted_verbs


def with_whole_verbs(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames in their order; one on the second part of a verb gives what it knows to the one of the same event on the first."""
    verbs = [p for s in sentences for p in _in_text(parted_verbs(s.of(text), pack), s.start)]
    out = list(frames)
    for verb in verbs:
        heads = [f for f in out if f.trigger.overlaps(verb.head)]
        tails = [f for f in out if f.trigger.overlaps(verb.tail) and f not in heads]
        for tail in tails:
            head = next((f for f in heads if f.event == tail.event), None)
            if head is not None:
                out[out.index(head)] = replace(head, arguments=_joined(head, tail), prob=max(head.prob, tail.prob))
                out.remove(tail)
                heads = [f for f in out if f.trigger.overlaps(verb.head)]
    return tuple(out)


def _in_text(verbs: Sequence[Parted], offset: int) -> Iterator[Parted]:
    return (Parted(v.head.shift(offset), v.tail.shift(offset), v.entry) for v in verbs)


def _joined(head: Frame, tail: Frame) -> tuple[Argument, ...]:
    """What either frame holds, the likelier of the two where they have the same."""
    best: dict[tuple[str, Span], Argument] = {}
    for argument in (*head.arguments, *tail.arguments):
        known = best.get((argument.role, argument.span))
        if known is None or argument.prob > known.prob:
            best[argument.role, argument.span] = argument
    return tuple(sorted(best.values(), key=lambda a: (a.role, a.span)))
