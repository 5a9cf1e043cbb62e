"""Finding names in any text: whatever the capitals, the separators, the marks on the letters and what is invisible between them.

Takes names, gives the spans at which one of them stands. A text is read once, however many names there are. What makes two written words
one word (`key_of`, MARKS, CLITICS) is said here for all that hide names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

MARKS = "\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff"
"""What may stand between the letters of a word without ending it: accents, vowel signs, soft hyphens, invisible marks."""
TOKEN = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")
TATWEEL = "\u0640"
LONGEST_GAP = 3
"""Characters between two words of one name: a space, a hyphen, a comma and a space."""
CLITICS = "وفبلك" + "ובכלמשה"
"""And, so, by, for, as, from, that: Arabic and Hebrew write them on the word that follows."""
ALIKE = str.maketrans({"ٱ": "ا", "ى": "ي", "ة": "ه", "ё": "е", "ı": "i"})
"""What is written one way or another, besides what marks on letters tell apart."""
LEAST_RUN = 8
"""Letters of a name of several words that is known when it is written as one, as in handles."""
LEAST_AFTER_PARTICLE = 4


class Names:
    """Names to be found. One of a single word only counts with the capital that it has: "Hope" is not "hope"."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._cased: set[str] = set()
        """Single words that are written with a capital."""
        for name in names:
            keys = tuple(k for m in TOKEN.finditer(name) if (k := key_of(m[0])))
            if len(keys) == 1:
                self._add(keys)
                if name[:1].isupper():
                    self._cased.add(keys[0])
            elif keys:
                self._add(keys)
                self._add((keys[-1], *keys[:-1]))
                if sum(map(len, keys)) >= LEAST_RUN:
                    self._add(("".join(keys),))
        for known in self._by_first.values():
            known.sort(key=lambda keys: (-len(keys), keys))

    def __bool__(self) -> bool:
        return bool(self._by_first)

    def spans(self, text: str, *, any_case: bool = False) -> Iterator[tuple[int, int]]:
        """Where names stand, from left to right, the longest at each place; with `any_case` single words without their capital too."""
        tokens = [(m.start(), m.end(), key_of(m[0])) for m in TOKEN.finditer(text)]
        at = 0
        while at < len(tokens):
            taken, skipped = self._match(text, tokens, at, any_case)
            if taken:
                yield tokens[at][0] + skipped, tokens[at + taken - 1][1]
            at += taken or 1

    def hide(self, text: str, instead: str) -> str:
        """The text with something else where names stand."""
        parts, at = [], 0
        for start, end in self.spans(text):
            parts += [text[at:start], instead]
            at = end
        return "".join([*parts, text[at:]]) if parts else text

    def _add(self, keys: tuple[str, ...]) -> None:
        known = self._by_first.setdefault(keys[0], [])
        if keys not in known:
            known.append(keys)

    def _match(self, text: str, tokens: list[tuple[int, int, str]], at: int, any_case: bool) -> tuple[int, int]:
        """How many tokens from here are a name, and how many characters of the first are not part of it."""
        first = tokens[at][2]
        for skipped in (0, 1):
            if skipped and (first[:1] not in CLITICS or len(first) <= LEAST_AFTER_PARTICLE):
                break
            for keys in self._by_first.get(first[skipped:], ()):
                if _follows(tokens, at, keys) and (any_case or self._capital(text, tokens[at], keys)):
                    return len(keys), skipped
        return 0, 0

    def _capital(self, text: str, token: tuple[int, int, str], keys: tuple[str, ...]) -> bool:
        return len(keys) > 1 or keys[0] not in self._cased or text[token[0]].isupper()


def _follows(tokens: list[tuple[int, int, str]], at: int, keys: tuple[str, ...]) -> bool:
    """Whether the rest of a name follows, with no more than a separator between its words."""
    if at + len(keys) > len(tokens):
        return False
    return all(tokens[at + n][2] == keys[n] and tokens[at + n][0] - tokens[at + n - 1][1] <= LONGEST_GAP for n in range(1, len(keys)))


@lru_cache(50_000)
def key_of(word: str) -> str:
    """A word without capitals, accents, vowel signs, what is invisible and what is written one way or another.

    >>> key_of("Sa\\u00admíRA"), key_of("سَميـرة"), key_of("Işıl") == key_of("ISIL")
    ('samira', 'سميره', True)
    """
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if unicodedata.category(c) not in ("Mn", "Cf") and c != TATWEEL).translate(ALIKE)
