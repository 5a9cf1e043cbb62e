"""Harm told in pairs: "killed or wounded 22", "entre muertos y heridos".

Takes frames and the event words of a text; gives the frames, both words of a pair with the event that the packs know for
it and with the same figure, source and place: the count of the two together goes to both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from warledger.annotate.figures import FIGURE
from warledger.model import Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import CASUALTIES

JOINT = 7
"""Code points between the two words of a pair, the word that joins them with its spaces."""
BEFORE = 40
"""Code points between a count and the "between" of a pair that it is of, its noun there ("20 civilians between dead and wounded")."""
JOINTS = frozenset({"/", "-"})


def with_pairs(text: str, frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames, a further one for each word of a pair that has none, in the order of the text."""
    out = list(frames)
    for first, second in _pairs(text, pack):
        own = [f for f in out if f.trigger.overlaps(first[0]) or f.trigger.overlaps(second[0])]
        shared = _counted_between(text, out, first[0], pack)
        if shared is not None:
            out = [f for f in out if f not in own and (f.event not in CASUALTIES or f.spans("count") != shared.spans("count"))]
            kept = tuple(a for a in shared.arguments if a.role != "subject" or a.span != shared.trigger)
            out += [replace(shared, trigger=at, event=event, arguments=kept) for at, event in (first, second)]
            continue
        if not own:
            continue
        elsewhere = {c for f in out if f not in own and f.event not in CASUALTIES for c in f.spans("count")}
        own = [f for f in own if f.event in CASUALTIES]
        figured = [f for f in own if f.spans("count") and not set(f.spans("count")) & elsewhere]
        if not own or any(not _same_count(f, figured[0]) for f in figured):
            continue  # "two killed and injured five": each has its own
        if any(set(f.spans("count")) & {first[0], second[0]} for f in figured):
            continue  # "a dead and wounded": a word that counts one alone counts no other
        if not figured and {f.event for f in own} != CASUALTIES and not _is_or(text[first[0].end : second[0].start], pack):
            continue  # "stabbed and burnt" of those who died
        told = max(figured or own, key=lambda f: (sum(c.end - c.start for c in f.spans("count")), f.prob))
        if not figured:
            told = replace(told, arguments=tuple(a for a in told.arguments if a.role not in FIGURE or a.span not in elsewhere))
        out = [f for f in out if f not in own]
        out += [replace(told, trigger=at, event=event) for at, event in (first, second)]
    return tuple(sorted(out, key=lambda f: (f.trigger, f.event)))


def _same_count(one: Frame, other: Frame) -> bool:
    """Whether two frames have the same count, of which one may hold more words ("750", "some 750")."""
    pairs = list(zip(one.spans("count"), other.spans("count"), strict=False))
    return len(one.spans("count")) == len(other.spans("count")) and all(a.overlaps(b) for a, b in pairs)


def _counted_between(text: str, frames: Sequence[Frame], pair: Span, pack: LanguagePack) -> Frame | None:
    """A frame of dead or wounded whose count before "between" a pair is of both ("20 مدنيا بين قتيل وجريح")."""
    start = max(0, pair.start - BEFORE)
    words = [t for t in pack.tokens(text[start : pair.start]) if t.kind != "number"]
    if not words or words[-1].kind != "word" or not any(e.sense == "range:between" for e in pack.quantities.get(words[-1].key)):
        return None
    counted = [f for f in frames if f.event in CASUALTIES and any(start <= c.start < pair.start for c in f.spans("count"))]
    counted = [f for f in counted if len(f.spans("count")) == 1 and "." not in text[f.spans("count")[0].end : pair.start]]
    return max(counted, key=lambda f: (f.spans("count")[0], f.prob), default=None)


def _pairs(text: str, pack: LanguagePack) -> Iterator[tuple[tuple[Span, str], tuple[Span, str]]]:
    """Two words for harm side by side, one for death and one for wounds, joined by "and" or "or"."""
    words = [(at, entries[0].parts[0]) for at, entries in pack.events.find(text)]
    for one, other in zip(words, words[1:], strict=False):
        if {one[1], other[1]} == CASUALTIES:
            if _joins(text[one[0].end : other[0].start], pack) or _attached(text, one[0], other[0], pack):
                yield one, other


def _attached(text: str, one: Span, other: Span, pack: LanguagePack) -> bool:
    """Whether the word for "and" is written joined to the second word ("وإصابة")."""
    words = [key for p in pack.habits.attached if other.of(text).startswith(p) for key in pack.words.get(p)]
    return other.start - one.end == 1 and text[one.end] == " " and any(e.sense == "and" for e in words)


def _joins(between: str, pack: LanguagePack) -> bool:
    if len(between) > JOINT or "\n" in between or len(tokens := pack.tokens(between)) != 1:
        return False
    and_ = any(e.sense == "and" for e in pack.words.get(tokens[0].key))
    return tokens[0].text in JOINTS or and_ or _is_or(between, pack)


def _is_or(between: str, pack: LanguagePack) -> bool:
    return any(e.sense == "range:or" for e in pack.quantities.get(between))
