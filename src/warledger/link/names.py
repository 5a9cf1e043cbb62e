"""Two names compared: how likely they are spellings of one name, and why.

Takes two spellings with their languages and the kind of thing they name, gives a score with reasons. Does not look
anything up; what packs and gazetteers know is asked before.
"""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler, Levenshtein

from warledger.link.fold import fold, name_key, script_of, skeleton

THRESHOLDS = {"person": 0.86, "body": 0.9, "group": 0.9, "place": 0.88, "anonymous": 1.0}
"""Score from which two spellings are joined, by kind."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """`score` in 0..1 with the reasons for it, strongest first."""

    score: float
    reasons: tuple[str, ...] = ()


def joins(a: str, b: str, kind: str, a_language: str = "und", b_language: str = "und") -> bool:
    """Whether two spellings name one thing of this kind."""
    return compare(a, b, kind, a_language, b_language).score >= THRESHOLDS.get(kind, 0.9)


def compare(a: str, b: str, kind: str = "person", a_language: str = "und", b_language: str = "und") -> NameMatch:
    """How alike two spellings are, 1 for equal names and 0 for names that cannot be one.

    >>> compare("Cheikh Saïd", "Sheikh Saeed", "place", "fr", "en").score
    0.98
    """
    if name_key(a) == name_key(b):
        return NameMatch(1.0, ("same letters",))
    first, second = fold(a, a_language), fold(b, b_language)
    if not first or not second:
        return NameMatch(0.0, ("no letters",))
    if first == second or "".join(first) == "".join(second):
        return NameMatch(0.98, ("same sound",))
    if len(first) != len(second):
        return _unequal(first, second, kind)
    pairs = [_token(x, y) for x, y in zip(first, second, strict=True)]
    weakest = min(pairs)
    mixed = script_of(a) != script_of(b)
    return NameMatch(round(weakest * (0.99 if mixed else 1.0), 3), (f"weakest word alike {weakest:.2f}",))


def _token(a: str, b: str) -> float:
    """Likeness of two phonetic words; consonants weigh more than vowels."""
    if a == b:
        return 1.0
    if len(a) == 1 or len(b) == 1:
        return 0.88 if a[0] == b[0] else 0.0
    whole = JaroWinkler.similarity(a, b)
    bones = Levenshtein.normalized_similarity(skeleton(a), skeleton(b))
    return 0.5 * whole + 0.5 * bones if min(len(a), len(b)) > 3 else 0.4 * whole + 0.4 * bones


def _unequal(first: tuple[str, ...], second: tuple[str, ...], kind: str) -> NameMatch:
    """Names of different length: a person may lack a middle name; other names must agree in every word."""
    short, long = sorted((first, second), key=len)
    if kind == "person" and len(short) >= 2:
        ends = min(_token(short[0], long[0]), _token(short[-1], long[-1]))
        return NameMatch(round(0.96 * ends, 3), ("first and last name alike",))
    return NameMatch(0.5, ("one name has more words",))
