"""Verbs of two parts that other words stand between: "trakk opprørerne seg ut", "nahmen am Montag drei Männer fest".

A phrase of a pack's events that ends with one of the language's particles may be parted before the particle, or behind its
first word. Takes the words of a sentence, gives where both parts stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from warledger.model.spans import Span
from warledger.packs.languages import LanguagePack
from warledger.packs.words import Entry, Lexicon, Token

BETWEEN = 5
"""Words that may stand between the parts; where the particle ends its clause, any that hold no mark."""


class Parted(NamedTuple):
    """Where the two parts of a verb stand, and what the whole means."""

    head: Span
    tail: Span
    entry: Entry


def parted_verbs(text: str, pack: LanguagePack) -> tuple[Parted, ...]:
    """Verbs of a sentence whose parts do not stand side by side, in the order of their heads."""
    return _parted(text, pack.events, pack)


def parted_cues(text: str, pack: LanguagePack) -> tuple[Parted, ...]:
    """Likewise the verbs for saying, denying and accusing: "wies Berichte zurück", "ga regjeringen skylden"."""
    return _parted(text, pack.reporting, pack)


def _parted(text: str, table: Lexicon, pack: LanguagePack) -> tuple[Parted, ...]:
    forms = _forms(table, pack.words)
    if not forms:
        return ()
    tokens = pack.tokens(text)
    heads = [at for at, token in enumerate(tokens) if token.key in forms]
    parted = (p for at in heads if (p := next(_at(tokens, at, forms[tokens[at].key], pack), None)))
    whole = [at for at, _ in table.find(text)]  # "trakk seg ut" is no "trakk .. ut"
    return tuple(p for p in parted if not any(at.covers(p.head) and at.covers(p.tail) for at in whole))


class _Form(NamedTuple):
    head: tuple[str, ...]
    tail: tuple[str, ...]
    ends_clause: bool
    entry: Entry


@lru_cache(maxsize=64)
def _forms(table: Lexicon, words_of: Lexicon) -> dict[str, tuple[_Form, ...]]:
    """The ways to part the verbs of a pack, by the first word; the longest tail first, then the longest head."""
    particles = {tuple(e.form.split(" ")): e.parts[1:] == ("end",) for e in words_of.entries if e.parts[0] == "particle"}
    found: dict[str, list[_Form]] = {}
    for entry in table.entries:
        words = tuple(entry.form.split(" "))
        particle = max((p for p in particles if len(p) < len(words) and words[-len(p) :] == p), key=len, default=())
        if particle and entry.parts[1:2] in (("verb",), ()):
            for at in sorted({1, len(words) - len(particle)}):
                found.setdefault(words[0], []).append(_Form(words[:at], words[at:], particles[particle], entry))
    return {first: tuple(sorted(forms, key=lambda f: (-len(f.tail), -len(f.head), f))) for first, forms in found.items()}


def _at(tokens: Sequence[Token], at: int, forms: Sequence[_Form], pack: LanguagePack) -> Iterator[Parted]:
    for form in forms:
        start = at + len(form.head)
        if not _stands(tokens, at, form.head):
            continue
        for tail in range(start + 1, len(tokens) - len(form.tail) + 1):
            if tokens[tail - 1].kind == "mark" or (not form.ends_clause and tail - start > BETWEEN):
                break
            end = tail + len(form.tail)
            if _stands(tokens, tail, form.tail) and (not form.ends_clause or _ends_clause(tokens, end, pack)):
                yield Parted(Span(tokens[at].start, tokens[start - 1].end), Span(tokens[tail].start, tokens[end - 1].end), form.entry)
                break


def _stands(tokens: Sequence[Token], at: int, words: Sequence[str]) -> bool:
    return tuple(t.key for t in tokens[at : at + len(words)]) == tuple(words)


def _ends_clause(tokens: Sequence[Token], at: int, pack: LanguagePack) -> bool:
    return at >= len(tokens) or tokens[at].kind == "mark" or any(e.sense == "and" for e in pack.words.get(tokens[at].key))
