"""Bodies that are one in several languages though no table knows them: "Banso hospital" is "Krankenhaus Banso".

Takes names, gives the kind of body that a word in them says and the name beside it. Does not join anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from warledger.link.context import words_of
from warledger.link.fold import fold, name_key, script_of
from warledger.link.parties import Lexicon
from warledger.link.qualifiers import GENERIC

LEAST = 3
"""Letters of the shortest name beside the word for a kind."""
COMPOUND = 5
"""Letters of the shortest word for a kind that is written together with a name ("Orlikbrigaden")."""
_WORD = re.compile(r"[^\s,;:()\[\]«»“”\"'’‘-]+")
_ORDINAL = re.compile(r"^(\d+)(?:[^\W\d]{1,4}|\.)?$")
_GENITIVE = re.compile(r"['’]s?$")
_VOWELS = "aeiouy"
_GERMANIC = frozenset({"sv", "nb", "nn", "no", "da", "de"})
"""Languages whose genitive has no apostrophe."""
_NORTHERN = frozenset({"sv", "nb", "nn", "no", "da"})
_CASES = ("ии", "ії")
"""How names of lands in -ia end when something is theirs."""


@dataclass(frozen=True, slots=True)
class Kin:
    """A name taken apart. `kind` is equal in every language, `sound` nearly so for the name beside it; `owned` says that the

    kind is an organ of a state, so that all organs of `proper` speak for one.
    """

    kind: str
    proper: str
    sound: str
    owned: bool = False


class Parser(Protocol):
    """Takes a name and its language, gives its parts; None when no word in it says what kind of body it is."""

    def __call__(self, text: str, language: str, /) -> Kin | None:
        """The parts of a name."""


class KinParser:
    """Takes names apart with the words of the world table."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._kinds: Mapping[str, str] = lexicon.world.words["institution"]
        self._ends = tuple(sorted((w for w in self._kinds if len(w) >= COMPOUND and w.isascii()), key=len, reverse=True))

    def __call__(self, text: str, language: str) -> Kin | None:
        """The kind and the name of a body, None when the words are more or less than these two."""
        words = [w for raw in text.split() for w in _WORD.findall(_GENITIVE.sub("", raw))]
        if not 1 <= len(words) <= 6 or script_of(text) not in ("latin", "cyrillic"):
            return None
        return self._institution(words, language) or self._organ(text, words, language)

    def _institution(self, words: Sequence[str], language: str) -> Kin | None:
        """A hospital, brigade or council of some name, in either order or in one word."""
        if len(words) == 1:
            return self._compound(words[0], language)
        kinds = [self._kinds[key] for word in words if (key := name_key(word)) in self._kinds]
        rest = [w for w in words if name_key(w) not in self._kinds and not self._is_small(w)]
        return _kin(kinds[0], rest, language) if len(kinds) == 1 else None

    def _compound(self, word: str, language: str) -> Kin | None:
        key = name_key(word)
        end = next((e for e in self._ends if key.endswith(e) and len(key) - len(e) >= LEAST), "")
        return _kin(self._kinds[end], [word[: len(word) - len(end)]], language) if end and len(key) == len(word) else None

    def _organ(self, text: str, words: Sequence[str], language: str) -> Kin | None:
        """An army, ministry or president of a state that no table knows: "Sarvenia's army", "presidente da Sarvénia"."""
        organ = self._lexicon.organ_in(words_of(text))
        names = [w for w in words if not self._is_small(w) and not any(self._lexicon.is_organ_word(t) for t in words_of(w))]
        if organ is None or len(names) != 1:
            return None
        (name,) = names
        at = words.index(name)
        northern = at > 0 and language[:2] in _NORTHERN and words[at - 1] == "i"  # "hæren i X" is that of X
        of = at > 0 and self._is_of(words[at - 1]) and (organ.id != "army" or words[0].islower())  # "Army of Conquest" is a name
        marked = of or northern or name.endswith(_CASES) or (at == 0 and bool(_GENITIVE.search(text.split()[0])))
        if at == 0 and not marked and language[:2] in _GERMANIC and name.endswith("s"):
            name, marked = name[:-1], True
        cyrillic = at > 0 and script_of(name) == "cyrillic" and (organ.kind != "government" or organ.id in ("government", "authorities"))
        found = _kin(organ.id, [name], language)
        return replace(found, owned=marked or cyrillic) if found else None

    def _is_of(self, word: str) -> bool:
        return all(self._lexicon.sense("of", t) is not None for t in name_key(word).split())

    def _is_small(self, word: str) -> bool:
        return self._is_of(word) or (len(word) <= 3 and word.isalpha() and word.islower())


def _kin(kind: str, rest: Sequence[str], language: str) -> Kin | None:
    """The parts, None when what stands beside the kind is no name: a word in small letters, "national", or nothing."""
    numbers = [found[1] for word in rest if (found := _ORDINAL.match(word))]
    names = [w for w in rest if not _ORDINAL.match(w)]
    if any(not w[0].isupper() for w in names) or all(name_key(w) in GENERIC for w in names) and not numbers:
        return None
    proper = " ".join((*numbers, *names))
    sound = " ".join((*numbers, *(bare_sound(w, language) for w in names)))
    return Kin(kind, proper, sound) if len(sound) >= LEAST or numbers else None


def bare_sound(name: str, language: str) -> str:
    """How a name sounds without the vowel that cases and languages change at its end: Sarvenia, Сарвенії.

    >>> bare_sound("Sarvénia", "pt"), bare_sound("Сарвенії", "uk"), bare_sound("Sarvenien", "sv")
    ('sarven', 'sarven', 'sarven')
    """
    if language[:2] in _GERMANIC and name.endswith("ien"):
        name = name.removesuffix("en") + "a"
    return "".join(fold(name, language)).rstrip(_VOWELS)
