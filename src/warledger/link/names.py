"""Two names compared: how likely they are spellings of one name, and why.

Takes two spellings with their languages and the kind of thing they name, gives a score with reasons. Does not look
anything up; what packs and gazetteers know is asked before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler, Levenshtein

from warledger.link.align import likeness
from warledger.link.fold import content_words, fold, name_key, script_of, skeleton

THRESHOLDS = {"person": 0.86, "body": 0.93, "group": 0.95, "place": 0.9, "anonymous": 1.0}
"""Score from which two spellings are joined, by kind."""
WEIGHTS = {"arabic": "ar", "cyrillic": "ru"}
"""Which learned weights read a script."""
SURNAME_ONLY = 0.7
"""Score of a surname against a full name: enough within a report, never across reports."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """`score` in 0..1 with the reasons for it, strongest first."""

    score: float
    reasons: tuple[str, ...] = ()


def joins(a: str, b: str, kind: str, a_language: str = "und", b_language: str = "und") -> bool:
    """Whether two spellings name one thing of this kind."""
    return compare(a, b, kind, a_language, b_language).score >= THRESHOLDS.get(kind, 0.95)


def compare(a: str, b: str, kind: str = "person", a_language: str = "und", b_language: str = "und") -> NameMatch:
    """How alike two spellings are, 1 for equal names and 0 for names that cannot be one.

    >>> compare("Cheikh Saïd", "Sheikh Saeed", "place", "fr", "en").score
    0.98
    """
    if name_key(a) == name_key(b):
        return NameMatch(1.0 if name_key(a) else 0.0, ("same letters",))
    first, second = fold(a, a_language), fold(b, b_language)
    if not first or not second:
        return NameMatch(0.0, ("no letters to compare",))
    if first == second or "".join(first) == "".join(second):
        return NameMatch(0.98, ("same sound",))
    scripts = script_of(a), script_of(b)
    if scripts[0] != scripts[1] and "latin" in scripts:
        latin, native = (a, b) if scripts[0] == "latin" else (b, a)
        language = WEIGHTS.get(script_of(native), "")
        if language:
            return _across(content_words(latin), content_words(native), language, kind)
    return _within(first, second, kind)


def _across(latin: Sequence[str], native: Sequence[str], language: str, kind: str) -> NameMatch:
    """Two scripts: word by word with the learned weights."""
    if len(latin) != len(native):
        joined = likeness("".join(latin), "".join(native), language) or 0.0
        if kind == "person" and min(len(latin), len(native)) >= 2:
            ends = min(likeness(latin[i], native[i], language) or 0.0 for i in (0, -1))
            return NameMatch(round(0.96 * ends, 3), ("first and last name alike across scripts",))
        return NameMatch(round(0.95 * joined, 3), ("written together alike across scripts",))
    each = [likeness(x, y, language) or 0.0 for x, y in zip(latin, native, strict=True)]
    return NameMatch(round(min(each), 3), (f"weakest word alike {min(each):.2f} across scripts",))


def _within(first: Sequence[str], second: Sequence[str], kind: str) -> NameMatch:
    """One script: word by word by sound."""
    if len(first) == len(second):
        weakest = min(_token(x, y) for x, y in zip(first, second, strict=True))
        return NameMatch(round(weakest, 3), (f"weakest word alike {weakest:.2f}",))
    short, long = sorted((first, second), key=len)
    if kind == "person" and len(short) >= 2:
        ends = min(_token(short[0], long[0]), _token(short[-1], long[-1]))
        return NameMatch(round(0.96 * ends, 3), ("first and last name alike",))
    if kind == "person" and _token(short[-1], long[-1]) > 0.95:
        return NameMatch(SURNAME_ONLY, ("surname only",))
    return NameMatch(0.5, ("one name has more words",))


def _token(a: str, b: str) -> float:
    """Likeness of two phonetic words: the consonants must agree in class and order, vowels may differ a little."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.9 if a[0] == b[0] else 0.0
    if skeleton(a) != skeleton(b) or _first(a) != _first(b):
        return 0.8 * Levenshtein.normalized_similarity(a, b)
    longer, shorter = (a, b) if len(a) > len(b) else (b, a)
    if longer.startswith(shorter) and len(longer) - len(shorter) > 1:
        return 0.75
    hard = Levenshtein.normalized_similarity(_consonants(a), _consonants(b))
    vowels = Levenshtein.normalized_similarity(a, b)
    return 0.45 * JaroWinkler.similarity(a, b) + 0.35 * hard + 0.2 * vowels if min(len(a), len(b)) > 3 else 0.9 * vowels


def _first(token: str) -> str:
    return skeleton(token[0]) or "-"


def _consonants(token: str) -> str:
    return "".join(c for c in token if c not in "aeiou")
