"""The words of which names of bodies are made, in every language: "befrielsearmé" is liberation and army.

Takes the words of a name, gives what each means, and what is left as a name. Does not decide which bodies are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from warledger.link.fold import name_key
from warledger.packs.world import World

ENDING = 5
"""Letters of the longest ending of a word that stands with a "*"."""
LEAST = 3
"""Letters of the shortest name that is written together with a word for a kind."""
SEGMENT = 4
"""Letters of the shortest word that is written together with others."""
LONGEST = 4
"""Words of the longest term."""
_COMPOUNDING = frozenset({"sv", "nb", "nn", "no", "da", "de"})
_LINKS = ("", "s", "es", "e", "en", "n")
"""What stands between the parts of a word in Germanic languages."""
_ARABIC = ("وال", "بال", "فال", "كال", "لل", "ال", "و", "ب", "ل")


@dataclass(frozen=True, slots=True)
class Told:
    """One word of a name as understood. `value` is what it means ("" nothing, None: a name); `joined` that it is part of a longer word."""

    text: str
    value: str | None = None
    head: bool = False
    joined: bool = False


class Glossary:
    """The table of terms, for looking up."""

    def __init__(self, world: World) -> None:
        self._heads = {term.value for term in world.terms if term.role == "head"}
        self._sites = {term.value for term in world.terms if term.role == "site"}
        self._whole: dict[str, list[tuple[str, str]]] = {}
        self._stems: dict[str, list[tuple[str, str]]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term in world.terms:
            value = term.value if term.role != "none" else ""
            for word in term.words:
                language, colon, form = word.rpartition(":")
                if " " in form:
                    parts = tuple(form.split())
                    self._phrases.setdefault(parts[0][:2], []).append((parts, value))
                else:
                    table = self._stems if form.endswith("*") else self._whole
                    table.setdefault(form.rstrip("*"), []).append((value, language if colon else ""))

    def read(self, words: Sequence[str], language: str) -> Iterator[Told]:
        """What each word means, several together where they make one term; words written together apart."""
        keys = [name_key(word) for word in words]
        at = 0
        while at < len(words):
            length, value = self._phrase(keys, at)
            if length:
                yield Told(" ".join(words[at : at + length]), value, value in self._heads)
            else:
                yield from self._word(words[at], keys[at], language)
            at += max(1, length)

    def site(self, text: str, language: str) -> tuple[str, str]:
        """The kind of site that a name says ("airport") and what is left of the name; empty when it says none."""
        parts = list(self.read(_WORD.findall(without_elision(text)), language))
        kinds = [part.value for part in parts if part.value in self._sites]
        return (str(kinds[0]), " ".join(p.text for p in parts if p.value is None)) if len(kinds) == 1 else ("", "")

    def _phrase(self, keys: Sequence[str], at: int) -> tuple[int, str]:
        for start in dict.fromkeys(form[:2] for form in _forms(keys[at])):
            for parts, value in self._phrases.get(start, ()):
                here = keys[at : at + len(parts)]
                if len(here) == len(parts) and all(_fits(key, part) for key, part in zip(here, parts, strict=True)):
                    return len(parts), value
        return 0, ""

    def _word(self, word: str, key: str, language: str) -> Iterator[Told]:
        found = () if key in self._whole else self.parts(word, key, language)
        value = self.value(key, language)
        if value is not None and (not found or found[0].value is None):  # "befrielsesarmé" is no form of "befrielse"
            yield Told(word, value, value in self._heads)
        else:
            yield from found or (Told(word),)

    def value(self, key: str, language: str) -> str | None:
        """What a lookup key means, None when it is no term."""
        for form in _forms(key):
            found = _in(self._whole.get(form, ()), language)
            if found is not None:
                return found
            for length in range(len(form), max(2, len(form) - ENDING) - 1, -1):
                found = _in(self._stems.get(form[:length], ()), language)
                if found is not None:
                    return found
        return None

    def parts(self, word: str, key: str, language: str) -> tuple[Told, ...]:
        """A word of a Germanic language taken apart: terms, and a name before them; empty when it is not made of terms."""
        if language[:2] not in _COMPOUNDING or " " in key or len(key) < LEAST + SEGMENT:
            return ()
        return self._split(key, language, word[:1].isupper())

    def _split(self, key: str, language: str, named: bool) -> tuple[Told, ...]:
        for at in range(LEAST, len(key) - SEGMENT + 1):  # the longest last part first
            last = self.value(key[at:], language)
            before = self._before(key[:at], language, named) if last is not None else None
            if before is not None:
                return (*before, Told(key[at:], last, last in self._heads, joined=True))
        return ()

    def _before(self, key: str, language: str, named: bool) -> tuple[Told, ...] | None:
        """What stands before the last part: terms, with the letters that link them, or a name in capitals."""
        for link in _LINKS:
            stem = key[: len(key) - len(link)] if key.endswith(link) else ""
            value = self.value(stem, language) if len(stem) >= LEAST else None
            if value is not None:
                return (Told(stem, value, value in self._heads, joined=True),)
        inner = self._split(key, language, named) or self._split(key[:-1], language, named)
        if inner:
            return inner
        return (Told(key.capitalize(), joined=True),) if named and len(key) >= LEAST else None


def _in(found: Sequence[tuple[str, str]], language: str) -> str | None:
    return next((value for value, only in found if not only or only == language[:2]), None)


def _fits(key: str, part: str) -> bool:
    return key.startswith(part[:-1]) and len(key) - len(part) < ENDING if part.endswith("*") else part in _forms(key)


def _forms(key: str) -> tuple[str, ...]:
    """A key, and in Arabic what is left of it without what is written before it."""
    if not "\u0600" <= key[:1] <= "\u06ff":
        return (key,)
    return (key, *(key[len(p) :] for p in _ARABIC if key.startswith(p) and len(key) - len(p) >= LEAST))


_WORD = re.compile(r"[^\s,;:()\[\]«»“”\"'’‘-]+")
_ELISION = re.compile(r"(?<!\w)[LlDd]['’](?=\w)")


def without_elision(text: str) -> str:
    """A French or Italian wording without the articles that are written together with the next word.

    >>> without_elision("l'armée d'Arakan")
    'armée Arakan'
    """
    return _ELISION.sub("", text)
