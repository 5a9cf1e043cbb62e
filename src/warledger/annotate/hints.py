"""What tables know of the names in a text, for the network to weigh.

Takes a text and its language's pack, gives hints: spans that are likelier, or less likely, to be a name of a kind than the network
knows. A hint moves its scores and settles nothing: where the network is sure, it stands.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from warledger.model.spans import Span
from warledger.packs import LanguagePack
from warledger.packs.nametables import WORD, bodies, people, persons, places, word_key, words

LONGEST = 4
"""Words that a known name has at most."""
PLACE, PERSON, COMMON = 1.5, 0.5, 0.5
"""Logarithms of odds that a known name of a kind adds; a common name of persons adds `COMMON` more."""
PART = 0.45
"""What a place that is but a part of capitalised words adds ("Paris Match")."""
HEADED = 3.0
"""A body by its first word and "of" ("Ayuntamiento de Madrid")."""
DATELINE = 3.0
"""What a known place adds more at the head of a line, before a day or an agency: "Quito, 3 May (EFE)"."""
BARE = {"place": 4.0, "organisation": 4.0, "person": 3.0}
BARE_PERSON, BARE_COMMON = 1.4, 1.2
"""The same in a script without capitals, where the network knows less: what is known, and words that persons bear as names."""
TITLED, JOINED = 1.5, 1.5
"""What more a name of persons gets behind a title, and three words around "son of" or two that make one name ("عبد الله")."""
PLAIN, SIDE, TITLE, ADJECTIVE = 3.0, 5.0, 7.0, 5.0
"""What speaks against a name: an everyday word, "north" before a place, a title before a person, a state's adjective."""
AGAINST = "none"
NATIVE = "native"
DAY_BEHIND = re.compile(r" ?(?:\([^()\n]{2,20}\) ?)?, ?\d{1,2}\b|(?: ?\([^()\n]{2,20}\))? ?[–—-] ")
JOINTS = frozenset({" ", "-", ". ", "."})
PARTICLES = "وفبلك"
"""Arabic particles of one letter that are written joined to the next word; "ل" before the article becomes "لل"."""
ENDINGS = ("ييه", "يين", "يون", "يات", "يه", "ي")
"""Endings of Arabic adjectives made of a place's name, and what of the name they may have taken with them."""
LOST = ("", "ا", "يا", "ه", "ان", "يه", "و")


@dataclass(frozen=True, slots=True)
class Hint:
    """A span, the kind of name that it is and how much that should count. "none" is no name, "native" none that begins there of a place
    or a person.
    """

    span: Span
    kind: str
    weight: float


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    text: str
    key: str

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def find_hints(text: str, pack: LanguagePack) -> tuple[Hint, ...]:
    """Hints in the order of the text."""
    found = [_Word(m.start(), m.end(), m[0], word_key(m[0])) for m in WORD.finditer(text)]
    hints = _bare_hints(text, found, pack.code) if pack.code == "ar" else _cased_hints(text, found, pack.code)
    return tuple(sorted(hints, key=lambda h: (h.span, h.kind)))


def is_general(name: str, pack: LanguagePack) -> bool:
    """Whether a body's name is but the word for its kind ("المجلس")."""
    return word_key(name) in words(pack.code, "general")


def _cased_hints(text: str, found: Sequence[_Word], language: str) -> Iterator[Hint]:
    known, names = places(language), persons("latin")
    taken: set[int] = set()
    for at, word in enumerate(found):
        if at in taken or not word.capital:
            continue
        size = _longest(text, found, at, known)
        if size:
            taken.update(range(at, at + size))
            span = Span(word.start, found[at + size - 1].end)
            yield Hint(span, "place", _place_weight(text, found, at, at + size))
        elif word.key in names and not (len(word.text) > 1 and word.text.isupper()):
            yield Hint(Span(word.start, word.end), "person", PERSON + COMMON * names[word.key])
    yield from _headed(text, found, language)


def _place_weight(text: str, found: Sequence[_Word], at: int, to: int) -> float:
    if not _alone(text, found, at, to):
        return PART
    heads = not text[: found[at].start].rpartition("\n")[2].strip()
    return PLACE + DATELINE * (heads and DAY_BEHIND.match(text, found[to - 1].end) is not None)


def _longest(text: str, found: Sequence[_Word], at: int, known: Collection[tuple[str, ...]]) -> int:
    """How many words the longest known name has that begins at a word; 0 where none does."""
    for size in range(min(LONGEST, len(found) - at), 0, -1):
        run = found[at : at + size]
        if tuple(w.key for w in run) in known and all(text[a.end : b.start] in JOINTS for a, b in pairwise(run)):
            return size
    return 0


def _alone(text: str, found: Sequence[_Word], at: int, to: int) -> bool:
    """Whether no other word with a capital stands beside some words, but for the first one of a sentence."""
    if to < len(found) and found[to].capital and text[found[to - 1].end : found[to].start] == " ":
        return False
    if at == 0 or not found[at - 1].capital or text[found[at - 1].end : found[at].start] != " ":
        return True
    return at == 1 or not text[found[at - 2].end : found[at - 1].start].isspace()


def _headed(text: str, found: Sequence[_Word], language: str) -> Iterator[Hint]:
    """Bodies named by their kind, "of" and a name."""
    heads, links = words(language, "head"), words(language, "of")
    for at, word in enumerate(found):
        if word.key not in heads or not word.capital:
            continue
        to = at + 1
        while to < len(found) and found[to].capital and _spaced(text, found, to):
            to += 1
        linked = to
        while to < len(found) and found[to].key in links and _spaced(text, found, to):
            to += 1
        if linked < to < len(found) and found[to].capital and _spaced(text, found, to):
            yield Hint(Span(word.start, found[to].end), "organisation", HEADED)


def _spaced(text: str, found: Sequence[_Word], at: int) -> bool:
    return text[found[at - 1].end : found[at].start] == " "


def _bare_hints(text: str, found: Sequence[_Word], language: str) -> Iterator[Hint]:
    named: dict[int, str] = {}
    for at, word in enumerate(found):
        hit = None if at in named else _known(text, found, at, language)
        if hit:
            off, size, kind = hit
            named |= dict.fromkeys(range(at, at + size), kind)
            yield Hint(Span(word.start + _letters(word.text, off), found[at + size - 1].end), kind, BARE[kind])
    titles = [any(key in words(language, "title") for key, _ in _without_particles(w.key)) for w in found]
    for at, word in enumerate(found):
        if at not in named:
            beside = "title" if at and titles[at - 1] else "behind" if named.get(at - 1) == "place" else named.get(at + 1, "")
            yield from _of_word(word, beside, language)
    yield from _joined(text, found, language)


def _joined(text: str, found: Sequence[_Word], language: str) -> Iterator[Hint]:
    """Words that make one name: "Ali son of Omar", "servant of God"."""
    between, first = words(language, "between"), words(language, "first")
    for at, word in enumerate(found[:-1]):
        if not text[word.end : found[at + 1].start].isspace():
            continue
        if word.key in between and at and text[found[at - 1].end : word.start].isspace():
            yield Hint(Span(found[at - 1].start, found[at + 1].end), "person", JOINED)
        elif any(key in first for key, _ in _without_particles(word.key)):
            yield Hint(Span(word.start, found[at + 1].end), "person", JOINED)


def _known(text: str, found: Sequence[_Word], at: int, language: str) -> tuple[int, int, str] | None:
    """Letters before the known name that begins at a word, its words and its kind; the longest one."""
    tables = {"place": places(language), "organisation": bodies(language), "person": people(language)}
    for size in range(min(LONGEST, len(found) - at), 0, -1):
        run = found[at : at + size]
        if not all(text[a.end : b.start].isspace() for a, b in pairwise(run)):
            continue
        rest = tuple(w.key for w in run[1:])
        for key, off in _without_particles(found[at].key):
            kind = next((kind for kind, known in tables.items() if (key, *rest) in known), None)
            if kind:
                return off, size, kind
    return None


def _of_word(word: _Word, beside: str, language: str) -> Iterator[Hint]:
    """What one word that is no known place or body tells; `beside` is what stands next to it: the kind of the known name that follows,
    "title" where one stands before it, "behind" where a known place does.
    """
    at, bare = Span(word.start, word.end), tuple(_without_particles(word.key))
    if word.key in words(language, "plain"):
        yield Hint(at, AGAINST, PLAIN)
    elif beside == "behind" and word.key in words(language, "behind"):
        yield Hint(at, AGAINST, SIDE)
    elif beside == "place" and any(key in words(language, "side") for key, _ in bare):
        yield Hint(at, AGAINST, SIDE)
    elif any(key in words(language, "title") for key, _ in bare):
        yield Hint(at, AGAINST, TITLE)
    elif any(_is_adjective(key, language) for key, _ in bare):
        yield Hint(at, NATIVE, ADJECTIVE)
    else:
        names = persons("arabic")
        for key, off in bare:
            name = key if key in names else key.removeprefix("ال")
            if name in names and len(name) >= 3:
                weight = BARE_PERSON + BARE_COMMON * names[name] + TITLED * (beside == "title")
                yield Hint(Span(word.start + _letters(word.text, off), word.end), "person", weight)
                return


def _is_adjective(key: str, language: str) -> bool:
    """Whether a word with the article is made of a place's name ("الفرنسية")."""
    if not key.startswith("ال"):
        return False
    known = places(language)
    stems = (key[2 : -len(e)] for e in ENDINGS if key.endswith(e) and len(key) - len(e) > 3)
    return any((prefix + stem + lost,) in known for stem in stems for prefix in ("", "ال") for lost in LOST)


def _without_particles(key: str) -> Iterator[tuple[str, int]]:
    """A word's key as it stands and without the particles that may be joined to it, each with the letters that it leaves out."""
    yield key, 0
    if len(key) > 3 and key[0] in PARTICLES:
        yield key[1:], 1
    if len(key) > 4 and key.startswith("لل"):
        yield f"ال{key[2:]}", 0
    if len(key) > 4 and key[0] in "وف" and key[1] in "بلك":
        yield key[2:], 2
    if len(key) > 5 and key[0] in "وف" and key[1:3] == "لل":
        yield f"ال{key[3:]}", 1


def _letters(word: str, count: int) -> int:
    """Code points that the first letters of a word take, its vowel signs with them."""
    at = 0
    while count or at < len(word) and not word_key(word[at]):
        count -= bool(word_key(word[at]))
        at += 1
    return at
