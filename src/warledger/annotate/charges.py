"""Accusations of what is no single deed: war crimes, genocide, human shields, talks that failed.

Takes frames before they have their sources, gives them and one accusation more for each word for accusing that leads to such a
charge and to no deed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from warledger.annotate.phrases import Words, inside_quotes, sided
from warledger.annotate.tellers import tellers_of
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.apart import parted_cues

PROB = 0.6
VERB_LAST = frozenset({"de", "tr"})
"""Languages in which the word for accusing may stand behind the charge."""
SUBJECT = 6
"""Words before the first part of a verb that are its subject, where they begin the sentence."""
NAME_GAP = 10
"""Code points between such a word and who accuses, where the verb stands before its subject."""
MARKS = ",;:،؛"


def with_charges(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames and the accusations, in the order of the text."""
    charges = pack.word_spans(text, "charge")
    homes = {s for s in sentences if any(s.covers(c) for c in charges)}
    if not homes:
        return tuple(frames)
    marked = sided(text)
    inside = inside_quotes(marked)
    names = sorted([*(m.span for m in mentions), *pack.word_spans(text, "reference", "role", "anonymous", "band")])
    ofs = {at.start for at in pack.word_spans(text, "of")}
    out = [_as_accusation(f) if f.stance == "accuses" and any(f.trigger.overlaps(c) for c in charges) else f for f in frames]
    for home in sorted(homes):
        for told in _accusers(Words(marked, inside, home, pack, mentions), home, names, pack):
            leads = (c for c in charges if home.covers(c) and _leads(told[0].span, c, ofs, pack))
            out = _accused(out, next(leads, None), home, told)
    return tuple(sorted(out, key=lambda f: f.trigger.start))


def without_accuser(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frames, once they have their sources, without accusations for which there is a word and nobody who accuses."""
    return tuple(f for f in frames if f.event != "accusation" or f.prob != PROB or f.spans("source") or f.spans("source_ref"))


def _accusers(words: Words, home: Span, names: Sequence[Span], pack: LanguagePack) -> Iterator[tuple[Argument, ...]]:
    """The words for accusing of a sentence, each with who accuses where that stands beside it."""
    text = home.of(words.text)
    accusing = [at.shift(home.start) for at, entries in pack.reporting.find(text) if entries[0].parts == ("accuses",)]
    told = tellers_of(words)
    for at in accusing:
        named = [one.source for one in told if one.cue.overlaps(at)]
        if pack.habits.attached and not named:  # the verb stands first
            named = [n for n in names if home.covers(n) and 0 < n.start - at.end <= NAME_GAP][:1]
        if pack.habits.suffixes:  # it stands last, behind the charge
            named = [n for n in names if home.covers(n) and n.end < at.start][:1]
        yield Argument("cue", at, PROB), *(Argument("source", name, PROB) for name in named)
    for verb in parted_cues(text, pack):
        lead = text[: verb.head.start].strip()
        subject = lead and not any(mark in lead for mark in MARKS) and not any(words.is_time(n) for n in range(len(lead.split())))
        if verb.entry.parts == ("accuses",) and subject and len(lead.split()) <= SUBJECT:
            accuser = Span(home.start, home.start + len(lead))
            yield Argument("cue", verb.head.shift(home.start), PROB), Argument("source", accuser, PROB)


def _leads(cue: Span, charge: Span, ofs: Collection[int], pack: LanguagePack) -> bool:
    """Whether a word for accusing has the accused and then the charge behind it, or before it where verbs come last.

    Right behind "accused" the word for "of" says that it is but the accused who is named.
    """
    return (cue.end < charge.start and cue.end + 1 not in ofs) or (pack.code in VERB_LAST and charge.end <= cue.start)


def _as_accusation(frame: Frame) -> Frame:
    return frame if frame.spans("count") else replace(frame, event="accusation", stance="asserts")


def _accused(frames: list[Frame], charge: Span | None, home: Span, told: tuple[Argument, ...]) -> list[Frame]:
    """The frames with that charge as an accusation, unless they tell of what the same word leads to."""
    if charge is None:
        return frames
    if any(f.trigger.overlaps(charge) for f in frames):
        return [_as_accusation(f) if f.trigger.overlaps(charge) else f for f in frames]
    near = [f for f in frames if home.covers(f.trigger)]
    cue = told[0].span
    if any(f.event == "accusation" or (f.stance == "accuses" and any(c.overlaps(cue) for c in f.spans("cue"))) for f in near):
        return frames
    return [*frames, Frame(charge, "accusation", "asserts", PROB, None, told)]
