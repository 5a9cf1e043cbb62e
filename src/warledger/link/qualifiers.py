"""What stands before or after an organ's name and makes it another's than the state's: "Arakan Army", "Tigray health bureau".

Takes words, gives the qualifying name and the two peoples of a "Bosnian Serb army". Does not resolve them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from warledger.link.fold import name_key, script_of
from warledger.link.parties import Lexicon

_WORD = re.compile(r"[^\s,;:()\[\]«»“”\"]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_ELIDED = re.compile(r"^[LlDd]['’](?=\w)")
_PLAIN = ("anonymous", "region", "district", "compass", "settlement", "local", "around")
OFFICES = (
    *("governor", "gouverneur", "gobernador", "governador", "guvern", "губернат", "محافظ", "vali", "prefeit", "prefect", "prefet"),
    *("mayor", "maire", "alcalde", "burgermeister", "ordforer", "borgmast", "borgmest", "belediye", "мэр", "عمده"),
)
"""How the words for governors, prefects and mayors begin, as lookup keys."""
GENERIC = frozenset(
    "national nationale nacional nasjonal nationella federal federale royal republican regular united central supreme joint special ground "
    "land border military riot public general combined regional provincial local territorial coastal naval air state security defence "
    "defense armed deputy acting former interim prime first vice senior chief high eastern western northern southern north south east "
    "west rapid reaction response emergency occupation occupying invading civil government official transitional people peoples new old "
    "human rights religious judicial criminal traffic secret strategic operational opposition rebel pro anti us un".split()
)
"""Words that name no owner: "National Army" and "Deputy Defence Minister" are the state's."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as written, and what it is: organ, state, of, generic or name."""

    text: str
    kind: str


def qualifier(text: str, lexicon: Lexicon, language: str) -> str:
    """The name that an organ's words are qualified by, "" when there is none.

    It stands right before them or, behind "of" and the like, right after them, and is capitalised.
    """
    words = [_Word(w, _kind(w, lexicon, language)) for w in _WORD.findall(text)]
    organs = [i for i, w in enumerate(words) if w.kind == "organ"]
    if not organs:
        return ""
    end = organs[0]
    while end > 0 and _is_region(words[end - 1].text, lexicon):  # "Kursk region governor"
        end -= 1
    at = end
    while at > 0 and words[at - 1].kind == "name":
        at -= 1
    if at < end:
        return _joined(words[at:end])
    at = organs[-1] + 1
    while at < len(words) and words[at].kind in ("of", "generic"):
        at += 1
    end = at
    while end < len(words) and words[end].kind == "name":
        end += 1
    if any(w.kind == "of" or _is_region(w.text, lexicon) for w in words[organs[-1] + 1 : at]):
        return _joined(words[at:end])
    if at < end and at == organs[-1] + 1 and is_office(name_key(words[at - 1].text).split()) and script_of(words[at].text) == "cyrillic":
        end += end < len(words) and words[end].kind == "generic"  # "губернатор Курской области": a case stands for "of"
        return _joined(words[at:end])
    return ""


def _kind(word: str, lexicon: Lexicon, language: str) -> str:
    bare = _bare(word)
    tokens = name_key(bare).split()
    if all(lexicon.sense("of", t) is not None for t in tokens):
        return "of"
    if is_office(tokens) or any(lexicon.is_organ_word(t) for t in tokens):
        return "organ"
    if all(lexicon.sense("title", t) is not None for t in tokens) or len(bare) < 2:
        return "generic"
    if any(lexicon.state_of(t, language) for t in tokens):
        return "state"
    if all(t in GENERIC for t in tokens) or any(
        lexicon.sense(s, t) is not None for t in tokens for s in ("anonymous", "region", "district")
    ):
        return "generic"
    cased = bare[0].lower() != bare[0].upper()
    return "name" if not cased or bare[0].isupper() else "generic"


def _is_region(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is "province", "region" or the like: the name beside it is what an office is of."""
    tokens = name_key(_bare(word)).split()
    return bool(tokens) and all(lexicon.sense("region", t) is not None for t in tokens)


def is_office(tokens: Iterable[str]) -> bool:
    """Whether the words name a governor, prefect or mayor; "estado mayor" is a general staff."""
    listed = list(tokens)
    return any(t.startswith(OFFICES) and before != "estado" for before, t in zip(("", *listed), listed, strict=False))


def _bare(word: str) -> str:
    """A word without an article in front and a genitive behind."""
    return _ELIDED.sub("", _POSSESSIVE.sub("", word))


def _joined(words: list[_Word]) -> str:
    return " ".join(_bare(w.text) for w in words)


def two_peoples(text: str, lexicon: Lexicon, language: str) -> tuple[str, str] | None:
    """The countries of two adjectives side by side, "Bosnian Serb" as (BA, RS): people of the second in the first; None else."""
    words = _WORD.findall(text)
    for one, other in zip(words, words[1:], strict=False):
        if _POSSESSIVE.search(one) or not one[:1].isupper() or not other[:1].isupper() or "-" in one + other:
            continue
        found = [lexicon.state_of(name_key(w), language) for w in (one, other)]
        a, b = found
        if a and b and a[0] != b[0] and not lexicon.is_seat(*a) and not lexicon.is_seat(*b):
            return a[0], b[0]
    return None
