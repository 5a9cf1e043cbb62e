"""Names as a sentence writes them to names alone: without particles joined in front and without case endings behind.

Takes a name, what its language joins to words, and words that stand by themselves; gives the name. Cuts only what is
certain: a particle before an article or a word that stands by itself too, an ending behind a possessive.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from warledger.packs.words import Habits, fold

ARTICLE = "ال"
"""The article that a name may begin with."""
JOINED = re.compile(r"[وفبكل]")
LEAST = 3
"""Letters that must be left of a word when a particle is cut off."""

APOSTROPHE = re.compile(r"['’][a-zçğıöşü]{1,7}$")
"""A case ending behind a proper name ("Tavo'nun")."""
OWNED = re.compile(r"(?<=\w\w[ıiuü])n(?P<case>ın|in|un|ün|a|e|ı|i|u|ü|da|de|dan|den)$")
"""A case ending behind a possessive, in a word that is no proper name ("uçaklarının")."""
BODY = re.compile(r"(?:(?<=[ıiuü]ğ[ıiuü])|(?<=ları)|(?<=leri)|(?<=[aeıiuü]s[ıiuü]))n(?P<case>ın|in|un|ün|a|e|ı|i|u|ü|da|de|dan|den)$")
"""The same behind a noun for a body, which is written without an apostrophe also in a name ("Bakanlığının", "Ordusuna")."""
GENITIVE = re.compile(r"(?<=\w\w\w[bcçdfgğhjklmnprsştvyz])(?P<case>ın|in|un|ün)$")
"""The genitive of a word that is no proper name ("koalisyonun", "direnişçilerin")."""
BETWEEN = re.compile(r"^(?:ile|ve) | aras[ıi]nda(?:ki)?$")
"""What joins two parties of a clash in their midst or behind them ("A ile B arasında")."""
HARMONY = {"ı": "ıa", "i": "ie", "u": "ua", "ü": "üe", "a": "ıa", "e": "ie", "o": "ua", "ö": "üe"}
"""The vowels that an ending may have behind each vowel."""


def bare_name(name: str, habits: Habits, words: Collection[str]) -> str:
    """The name without what its language joins to it; `words` are folded ones that stand by themselves and are no names.

    >>> bare_name("للقوات المسلحة", Habits(attached=("ال", "لل", "و")), ())
    'القوات المسلحة'
    >>> bare_name("Tavo uçaklarının", Habits(endings=(("nin",),)), ())
    'Tavo uçakları'
    """
    if habits.attached:
        first, space, rest = name.partition(" ")
        return _without_particle(first, words) + space + rest
    if habits.endings:
        rest, space, last = BETWEEN.sub("", name).rpartition(" ")
        return rest + space + _without_case(APOSTROPHE.sub("", last), words)
    return name


def _without_particle(word: str, words: Collection[str]) -> str:
    """A word without particles in front of its article, or of a word that stands by itself too."""
    if word.startswith("لل") and len(word) >= len("لل") + LEAST:
        return ARTICLE + word[2:]
    if not JOINED.match(word) or len(word) <= LEAST:
        return word
    rest = word[1:]
    if word[0] == "و" and rest.startswith(ARTICLE) and len(rest) >= len(ARTICLE) + LEAST:
        return rest
    if len(rest) >= LEAST and fold(rest) in words:
        return rest
    inner = _without_particle(rest, words)
    return inner if inner != rest else word


def _without_case(word: str, words: Collection[str]) -> str:
    """A word without the ending of its case: a noun's, or that of a noun for a body in a name."""
    for pattern in (OWNED, GENITIVE, BODY):
        m = pattern.search(word)
        stem = word[: m.start()] if m else ""
        common = pattern is BODY or word[:1].islower() or fold(word) in words or fold(stem) in words
        if m and common and _in_harmony(stem, m["case"]):
            return stem
    return word


def _in_harmony(stem: str, case: str) -> bool:
    last = next((c for c in reversed(stem.lower()) if c in HARMONY), "")
    vowel = next((c for c in case if c in HARMONY), "")
    return bool(last) and vowel in HARMONY[last]
