"""Finding names in any text: whatever the capitals, the case, the separators, the marks on the letters and what is invisible between them.

Takes names, gives the spans at which one of them stands. A text is read once, however many names there are. When a written word is a word
of a name (`forms_of_word`, `readings`) is said here for all that hide names: whole names (`Names`) and single words (`hiding`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff"
"""What may stand between the letters of a word without ending it: accents, vowel signs, soft hyphens, invisible marks."""
TOKEN = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*")
"""A word without digits: of "amina2016" the name is found and the year is not part of it."""
TATWEEL = "\u0640"
LONGEST_GAP = 3
"""Characters between two words of one name: a space, a hyphen, a comma and a space."""
SHORTEST = 3
"""Letters that a word of a name, or what an ending leaves of it, has at the least."""
CLITICS = "وفبلك" + "ובכלמשה"
"""And, so, by, for, as, from, that: Arabic and Hebrew write them on the word that follows."""
MOST_CLITICS = 3
ENDINGS = frozenset(
    "s а у е ы и я ю і о ом ем ої ою ею ои еи ым им ых их ам ям ах ях ами ями ого его ому ему іи ові еві єм ів єві ою єю".split()
)
"""What a name has behind its stem in another case, as keys: Laylas, Петровым, Ириною."""
STEM = "|"
"""Ends a form that is known with an ending only."""
ALIKE = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ё": "е", "ı": "i"})
"""What is written one way or another, besides what marks on letters tell apart."""
LEAST_RUN = 8
"""Letters of a name of several words that is known when it is written as one, as in handles."""


class Known(NamedTuple):
    """One name to be found: the forms of each of its words, and whether it counts with a capital only."""

    words: tuple[frozenset[str], ...]
    cased: bool = False


class Token(NamedTuple):
    """A word of a text: where it stands, and under what it may be known."""

    start: int
    end: int
    readings: tuple[tuple[str, int], ...]


class Names:
    """Names to be found. One of a single word only counts with the capital that it has: "Hope" is not "hope"."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[Known]] = {}
        for name in sorted(set(names)):
            keys = [k for m in TOKEN.finditer(name) if (k := key_of(m[0]))]
            words = tuple(map(forms_of_word, keys))
            if len(words) == 1:
                self._add(Known(words, cased=name[:1].isupper()))
            elif words:
                self._add(Known(words))
                self._add(Known((words[-1], *words[:-1])))
                if sum(map(len, keys)) >= LEAST_RUN:
                    self._add(Known((forms_of_word("".join(keys)),)))
        for known in self._by_first.values():
            known.sort(key=lambda k: -len(k.words))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def spans(self, text: str, *, any_case: bool = False) -> Iterator[tuple[int, int]]:
        """Where names stand, from left to right, the longest at each place; with `any_case` single words without their capital too."""
        tokens = [Token(m.start(), m.end(), readings(key_of(m[0]))) for m in TOKEN.finditer(text)]
        at = 0
        while at < len(tokens):
            taken, skipped = self._match(text, tokens, at, any_case)
            if taken:
                yield _after_letters(text, tokens[at].start, skipped), tokens[at + taken - 1].end
            at += taken or 1

    def hide(self, text: str, instead: str) -> str:
        """The text with something else where names stand."""
        parts, at = [], 0
        for start, end in self.spans(text):
            parts += [text[at:start], instead]
            at = end
        return "".join([*parts, text[at:]]) if parts else text

    def _add(self, name: Known) -> None:
        for form in name.words[0]:
            known = self._by_first.setdefault(form, [])
            if name not in known:
                known.append(name)

    def _match(self, text: str, tokens: list[Token], at: int, any_case: bool) -> tuple[int, int]:
        """How many tokens from here are a name, and how many letters of the first are not part of it."""
        for reading, skipped in tokens[at].readings:
            for name in self._by_first.get(reading, ()):
                if _follows(tokens, at, name) and (any_case or not name.cased or text[tokens[at].start].isupper()):
                    return len(name.words), skipped
        return 0, 0


def _follows(tokens: list[Token], at: int, name: Known) -> bool:
    """Whether the rest of a name follows, with no more than a separator between its words."""
    if at + len(name.words) > len(tokens):
        return False
    return all(_is_next(tokens[at + n - 1], tokens[at + n], name.words[n]) for n in range(1, len(name.words)))


def _is_next(before: Token, token: Token, forms: frozenset[str]) -> bool:
    return token.start - before.end <= LONGEST_GAP and any(not skipped and form in forms for form, skipped in token.readings)


def _after_letters(text: str, start: int, letters: int) -> int:
    """The place behind so many letters, marks between them not counted."""
    while letters:
        letters -= bool(key_of(text[start]))
        start += 1
    return start


def forms_of_word(key: str) -> frozenset[str]:
    """What a word of a name is known by, from its key: itself, and its stem where that is long enough to be told by an ending."""
    bare = stem(key)
    return frozenset((key, bare + STEM)) if len(bare) >= SHORTEST else frozenset((key,))


@lru_cache(100_000)
def readings(key: str) -> tuple[tuple[str, int], ...]:
    """Under what a written word may be known, from its key, with how many letters before it are not part of it.

    As it stands, without the particles that are written on it, or as the stem of a name in another case.

    >>> readings("وسمير"), readings("петрова")
    ((('وسمير', 0), ('سمير', 1)), (('петрова', 0), ('петров|', 0)))
    """
    led = [(key[n:], n) for n in range(1, MOST_CLITICS + 1) if len(key) > n + 1 and all(c in CLITICS for c in key[:n])]
    ended = [(key[:-n] + STEM, 0) for n in (1, 2, 3) if len(key) >= n + SHORTEST and key[-n:] in ENDINGS]
    return ((key, 0), *led, *ended)


def stem(key: str) -> str:
    """The key of a name without the vowel that changes with its case.

    >>> stem("петров"), stem("ирина"), stem(key_of("Андрій")), stem("layla")
    ('петров', 'ирин', 'андр', 'layla')
    """
    return re.sub("(?<=...)(?:[иіы]и|[аяоеєиіыь])$", "", key)


@lru_cache(50_000)
def key_of(word: str) -> str:
    """A word without capitals, accents, vowel signs, what is invisible and what is written one way or another.

    >>> key_of("Sa\\u00admíRA"), key_of("سَميـرة"), key_of("Işıl") == key_of("ISIL")
    ('samira', 'سميره', True)
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf") and c != TATWEEL).translate(ALIKE)
