"""Learned likeness of spellings in two scripts: which letters stand for which, weighted.

Takes a Latin and a native spelling of one word, gives a score. The weights ship as data (`data/names`, learned from
Wikidata name pairs, CC0, by `training/names`). Does not compare names of several words.
"""

from __future__ import annotations

import lzma
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from warledger.link.fold import fold, skeleton

LATIN, NATIVE = 3, 2
"""Letters of the longest runs that weights exist for."""
FLOOR = -4.0
LONGEST = 32
_SPECIAL = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "ı": "i", "þ": "th", "ß": "ss"})

_LOW_HAMZA = "إ"

Weights = Mapping[tuple[str, str], float]


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """One word in small letters without marks, as the weights know it.

    >>> plain("Müller"), plain("أحمد")
    ('muller', 'احمد')
    """
    text = unicodedata.normalize("NFKD", word.casefold()[: 2 * LONGEST]).translate(_SPECIAL)
    return "".join(c for c in text if c.isalpha() and unicodedata.category(c) != "Lm")[:LONGEST]


@cache
def load_weights(language: str) -> Weights | None:
    """Weights of runs of Latin and native letters; None when none were learned for the language."""
    file = resources.files("warledger").joinpath(f"data/names/{language}.tsv.xz")
    if not file.is_file():
        return None
    out = {}
    for line in lzma.decompress(file.read_bytes()).decode("utf-8").splitlines():
        left, right, weight = line.split("\t")
        out[left, right] = float(weight)
    return MappingProxyType(out)


def align(latin: str, native: str, weights: Weights) -> float:
    """Weight of the best way to cut both words into matching runs; above 0 means likelier than chance."""
    a, b = f"^{plain(latin)}$", f"^{plain(native)}$"
    n, m = len(a), len(b)
    low = -1e9
    score = [[low] * (m + 1) for _ in range(n + 1)]
    score[0][0] = 0.0
    get = weights.get
    for i in range(n + 1):
        for j in range(m + 1):
            here = score[i][j]
            if here <= low:
                continue
            for x in range(min(LATIN, n - i) + 1):
                left, down = a[i : i + x], score[i + x]
                for y in range(0 if x else 1, min(NATIVE, m - j) + 1):
                    step = get((left, b[j : j + y]))
                    if step is None:
                        if x + y > 2:
                            continue
                        step = FLOOR if x and y else FLOOR * 0.75
                    if here + step > down[j + y]:
                        down[j + y] = here + step
    return score[n][m]


@lru_cache(maxsize=65536)
def likeness(latin: str, native: str, language: str) -> float | None:
    """How alike two spellings of one word are, 0..1; None when the language has no weights.

    It is the weight of the best cut as a share of what a perfect spelling of that length earns on average.
    """
    weights = load_weights(language)
    if weights is None or not plain(latin) or not plain(native):
        return None
    if native.startswith(_LOW_HAMZA):  # always an "i", though the letter below it may be an "a"
        bare = native[1:]
        return max(likeness(latin, first + bare, language) or 0.0 for first in ("ا", "اي"))
    earned = align(latin, native, weights)
    return max(0.0, min(1.0, earned / (PER_LETTER[language] * (len(plain(latin)) + len(plain(native))))))


PER_LETTER = MappingProxyType({"ar": 1.82, "ru": 1.9})
"""Weight per letter that counts as a perfect likeness; true pairs of the training set earn 1.75 and 1.9 in the middle."""


def rank_alike(latin: str, natives: Sequence[str], language: str, shortlist: int = 60) -> list[tuple[float, int]]:
    """Native spellings that a Latin one may stand for, best first: weight and position in `natives`.

    Only the `shortlist` nearest by sound and by consonants are weighed; the rest are left out.
    """
    weights = load_weights(language)
    sounds = ["".join(fold(n, language)) for n in natives]
    query = "".join(fold(latin))
    near = {i for _, _, i in process.extract(query, sounds, scorer=JaroWinkler.similarity, limit=shortlist)}
    bones = [skeleton(s) for s in sounds]
    near |= {i for _, _, i in process.extract(skeleton(query), bones, scorer=JaroWinkler.similarity, limit=shortlist // 2)}
    if weights is None:
        return sorted(((JaroWinkler.similarity(query, sounds[i]), i) for i in near), key=lambda p: (-p[0], p[1]))
    return sorted(((align(latin, natives[i], weights), i) for i in near), key=lambda p: (-p[0], p[1]))
