"""States in the words of reports: "Russia's", "российских" and "russe" are one, so that no side's name is better known than another's.

Takes a word, gives the country that it means. Knows single words only.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from warledger.packs.world import load_world

LEAST = 3
"""Letters of the shortest beginning of a word that tells a state."""


def land_of(word: str) -> str:
    """The country that a word in small letters means, "" when it means none.

    >>> land_of("russia"), land_of("российских"), land_of("wednesday")
    ('RU', 'RU', '')
    """
    whole, beginnings = _tables()
    key = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    if key in whole:
        return whole[key]
    return next((beginnings[key[:n]] for n in range(len(key), LEAST - 1, -1) if key[:n] in beginnings), "")


@lru_cache(maxsize=1)
def _tables() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Words and beginnings of words that mean a state in any language."""
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for state in load_world().states:
        for word in state.words:
            if " " not in word and ":" not in word:
                (beginnings if word.endswith("*") else whole).setdefault(word.rstrip("*"), state.country)
    return whole, beginnings
