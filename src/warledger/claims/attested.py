"""The base form of a name that its report shows: "Басурина" is Басурин where the report has that word too.

Takes a name of one or more words and the words that the report writes with a capital; gives the base form, "" where the report shows
none. Knows endings only, no names.
"""

from __future__ import annotations

from collections.abc import Collection

LEAST = 3
"""Letters of a stem at least."""
ACRONYM = 2

Bases = tuple[tuple[str, tuple[str, ...]], ...]
"""Endings in other cases, longer ones first, with those that the base form may have."""


def _bases(cells: str) -> Bases:
    """Endings from cells "е:-ьйо": "-" stands for none."""
    rows = ((case, tuple(base.replace("-", "") for base in bases)) for case, _, bases in (cell.partition(":") for cell in cells.split()))
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


_CYRILLIC = {
    "ru": _bases("ым:- ом:-о ем:ьй ём:ьй ой:а ою:а ей:я ею:я ью:ь а:-о у:-о е:-ьйо я:ьй ю:ьй ы:а и:аяь"),
    "uk": _bases("им:- ом:-о ові:-о ем:ь єм:й еві:ь єві:й ою:а ею:я єю:я а:-о у:-о і:-ьйо я:-ьй ю:-ьй и:а ї:яй"),
}
_WOMEN = {"ru": ("ы", "и", "ой", "ою", "ей", "ею"), "uk": ("и", "ою", "ею", "єю")}
"""Endings that only names in -а and -я have."""
_SHARED = {"ru": {"е": "ая", "у": "а", "ю": "я"}, "uk": {"і": "ая", "у": "а", "ю": "я"}}
"""Endings that both kinds of names have, with the base form that names in -а and -я have."""
GENITIVES = frozenset({"de", "sv", "nb", "nn", "da"})
"""Languages that make an owner by a bare "s"."""
_OPEN = frozenset("aeiouyäöüåæøs")
"""Letters after which an "s" may be that of many ("Huthis") or of the name ("Paris")."""


def attested(name: str, language: str, forms: Collection[str]) -> str:
    """The base form of a name of which the report shows all words in it; "" where not. `forms` are in small letters.

    >>> attested("Басурина", "ru", {"басурин", "басурина"}), attested("Рины", "ru", {"рина"}), attested("Рина", "ru", {"рины"})
    ('Басурин', 'Рина', '')
    >>> attested("Tavolands", "sv", {"tavoland"})
    'Tavoland'
    """
    words = name.split(" ")
    if language in GENITIVES:
        return _without_genitive(name, forms) if len(words) == 1 else ""
    if language not in _CYRILLIC or not all(w[:1].isupper() for w in words):
        return ""
    found = [_base(w, language, forms) for w in words]
    return " ".join(found) if all(found) else ""


def _base(word: str, language: str, forms: Collection[str]) -> str:
    low = word.casefold()
    for case, bases in _CYRILLIC[language]:
        stem = low[: len(low) - len(case)]
        if not low.endswith(case) or len(stem) < LEAST:
            continue
        base = next((b for b in bases if stem + b in forms), None)
        if base is None and any(stem + end in forms for end in _WOMEN[language]):
            base = next((b for b in _SHARED[language].get(case, "") if stem + b in forms), None)
        if base is not None:
            return word[: len(stem)] + base
    return ""


def _without_genitive(word: str, forms: Collection[str]) -> str:
    stem = word[:-1].removesuffix(":")
    if word[-1:] != "s" or len(stem) < ACRONYM:
        return ""
    if stem.isupper() or (stem[-1].casefold() not in _OPEN and len(stem) > LEAST and stem.casefold() in forms):
        return stem
    return ""
