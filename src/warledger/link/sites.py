"""Spots within a town, taken off the name of the town: "gate of Kabul airport" is told of Kabul, "an apartment block" of nowhere.

Takes the wording of a place, gives the name in it. Does not look up places.
"""

from __future__ import annotations

import re

from warledger.link.fold import name_key, script_of
from warledger.link.parties import Lexicon

_AT = frozenset(
    "in at near outside inside on en dans à près chez im am nahe bei ved på i nær em na no perto в на у біля возле في قرب عند".split()
)
"""Behind these stands where the spot lies, whatever stands before them."""
_OF = frozenset("of de du des del da do dos d von vom av fra til из от від من".split())
"""Behind these stands the town when what stands before is a common noun."""
_ELISION = re.compile(r"\b[dDlL]['’](?=\w)")
_WORD = re.compile(r"[^\s,;:()\[\]«»“”\"]+")
_ARTICLES = frozenset("the la le les el los las o a os as der die das dem den".split())


def bare_site(text: str, language: str, lexicon: Lexicon) -> str:
    """The name of the place that a spot lies at; the wording itself when it is a name, "" when there is no name in it.

    Compass points and "the countryside of" stay: they mean places of their own.
    """
    head, comma, hint = text.partition(",")
    words = _WORD.findall(_ELISION.sub("d ", head))
    if not words or script_of(text) not in ("latin", "cyrillic"):
        return _uncased(text, words, lexicon)
    if any(lexicon.sense(s, k) is not None for w in words for k in name_key(w).split() for s in ("compass", "around", "region")):
        return text
    if language[:2] == "de" and len(words) > 1 and _is_kind(words[0], lexicon) and words[1][:1].isupper():
        words, text = words[1:], " ".join(words[1:]) + (f",{hint}" if comma else "")  # German writes "Lager" with a capital
    kept = _behind(words, language)
    while len(kept) > 1 and _is_small(kept[-1]):
        kept = kept[:-1]
    while len(kept) > 1 and _is_small(kept[0]) and kept[0] not in _ARTICLES and any(not _is_small(w) for w in kept):
        kept = kept[1:]
    if all(_is_small(w) for w in kept):
        return ""
    found = " ".join(kept)
    return text if kept == words else found + (f",{hint}" if comma else "")


def _behind(words: list[str], language: str) -> list[str]:
    """The words behind the last "in", or behind the last "of" that follows a common noun."""
    for at in range(len(words) - 2, 0, -1):
        rest = [w for w in words[at + 1 :] if w.casefold() not in _ARTICLES]
        if not rest or _is_small(rest[0]):
            continue
        word = words[at].casefold()
        common = _is_small(words[0]) or (language[:2] == "de" and at == 1)
        if _is_small(words[at]) and (word in _AT or (word in _OF and common)):
            return rest
    return words


def _is_small(word: str) -> bool:
    return not any(c.isupper() or c.isdigit() for c in word)


def _uncased(text: str, words: list[str], lexicon: Lexicon) -> str:
    """A wording in a script without capitals, without a leading "camp", "town" or "village"."""
    return " ".join(words[1:]) if len(words) > 1 and _is_kind(words[0], lexicon) else text


def _is_kind(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is "camp", "town" or "village"."""
    return any(lexicon.sense(s, name_key(word)) is not None for s in ("camp", "settlement"))
