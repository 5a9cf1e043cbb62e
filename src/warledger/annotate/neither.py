"""Neither dead nor damage: what is denied of one of two harms that "or" joins is denied of both.

Takes frames that have their stances, gives them; of such a pair one frame for each half.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from warledger.annotate.tidy import ATTRIBUTION
from warledger.model import Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import CASUALTIES

JOINT = 24
"""Code points between the two words, "or" with an article or an adjective."""
CLAUSE = re.compile(r"[,;:.!?،؛\n]")
KEPT = ("place", "time", *ATTRIBUTION)
Half = tuple[Span, str]


def with_both_halves(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames, a denied pair of harm to people and to things as two, in the order of the text."""
    out = list(frames)
    negations = pack.word_spans(text, "negation")
    for first, second in _pairs(text, pack):
        own = [f for f in out if f.trigger.overlaps(first[0]) or f.trigger.overlaps(second[0])]
        home = first[0].within(sentences)
        denied = next((f for f in own if f.stance == "denies"), None)
        if not own or any(f.spans("count") for f in own if f is not denied):
            continue
        if denied is None and not any(_in_clause(text, n, Span.hull((first[0], second[0])), home) for n in negations):
            continue
        told = denied or own[0]
        kept = tuple(a for a in told.arguments if a.role in KEPT)
        out = [f for f in out if f not in own]
        out += [Frame(at, event, "denies", told.prob, told.group, kept) for at, event in (first, second)]
    return tuple(sorted(out, key=lambda f: (f.trigger, f.event, f.stance)))


def _pairs(text: str, pack: LanguagePack) -> Iterator[tuple[Half, Half]]:
    """Two words side by side, one for harm to people and one for harm to things, that a word for "or" joins."""
    words = [(at, [e.parts[0] for e in entries]) for at, entries in pack.events.find(text)]
    for (one, first), (other, second) in zip(words, words[1:], strict=False):
        if not one.end < other.start <= one.end + JOINT or not _is_or(text[one.end : other.start], pack):
            continue
        people = next((e for e in first if e in CASUALTIES), "")
        if people and ("damage" in second or set(first) == set(second) == {"injured"}):  # "skadde eller skader"
            yield (one, people), (other, "damage")
        elif "damage" in first and second[0] in CASUALTIES:
            yield (one, "damage"), (other, second[0])


def _is_or(between: str, pack: LanguagePack) -> bool:
    if CLAUSE.search(between):
        return False
    tokens = pack.tokens(between)
    return any(
        any(e.sense == "range:or" for e in pack.quantities.get(t.text)) or any(e.sense == "negation" for e in pack.words.get(t.text))
        for t in tokens
    )


def _in_clause(text: str, word: Span, pair: Span, home: Span) -> bool:
    """Whether a word stands in the clause of a pair."""
    first, last = sorted((word, pair))
    return home.covers(word) and not CLAUSE.search(text, first.end, max(first.end, last.start))
