"""Tables of names of any field: places that reports name often, names that persons bear, words beside names.

Takes `data/names`, CLDR and the conflict packs, gives sets of keys. Does not match anything.
"""

from __future__ import annotations

import lzma
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType

from babel import Locale, UnknownLocaleError

from warledger.packs.conflict_records import Body
from warledger.packs.known import known_packs
from warledger.packs.tables import read_tsv

Key = tuple[str, ...]
"""A name as the keys of its words."""

WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670][^\W_]*)*")
MARKS = re.compile("[\u064b-\u0652\u0670\u0640]")
LETTERS = str.maketrans("أإآٱىة", "اااايه")
SHORTEST = 3
"""Letters that a name of one word has at least: shorter ones are words too often."""
NAMESAKES = frozenset(
    {"عمان", "صور", "الساحل", "المدينه", "ترك", "الاتحاد", "الشمال", "الجنوب"}
    | {"adelaide", "chatham", "darwin", "dawson", "easter", "johnston", "midway", "nelson", "nome", "norfolk", "regina", "wake", "wallis"}
)
"""Places whose names are everyday words or those of persons and bodies."""
OTHER_SCRIPTS = ("ar", "ru", "uk")
"""Languages that do not write names in Latin letters."""
BODIES = frozenset({"EU", "EZ", "UN", "ZZ"})
"""Codes of what CLDR lists among territories and is none."""


def word_key(word: str) -> str:
    """A word as it is looked up: small letters, in Arabic without vowel signs and with one spelling of alef, ya and ta.

    >>> word_key("London"), word_key("أمريكا") == word_key("امريكا")
    ('london', True)
    """
    return MARKS.sub("", word).translate(LETTERS).casefold()


def name_key(name: str) -> Key:
    """The keys of a name's words."""
    return tuple(word_key(m[0]) for m in WORD.finditer(name))


@lru_cache(maxsize=16)
def places(language: str) -> frozenset[Key]:
    """States, capitals, large cities and places of the packs as they are called in a language.

    >>> ("نيويورك",) in places("ar"), ("united", "kingdom") in places("en")
    (True, True)
    """
    names = [*_cldr(language), *_listed("places").get((language, ""), ())]
    names += [n.text for pack in known_packs() for r in pack.places for n in r.names if n.language == language]
    if language != "ar":
        names += [r.name for pack in known_packs() for r in pack.places]
    return frozenset(k for k in map(name_key, names) if k and (len(k) > 1 or len(k[0]) >= SHORTEST and k[0] not in NAMESAKES))


@lru_cache(maxsize=16)
def bodies(language: str) -> frozenset[Key]:
    """Bodies of the packs and others that reports name often, without those that are named by an everyday word."""
    packed = (r for pack in known_packs() for r in pack.bodies)
    names = [n.text for r in packed if not _is_loose(r) for n in r.names if n.language == language]
    names += _listed("words").get((language, "body"), ())
    common = words(language, "general")
    return frozenset(k for k in map(name_key, names) if k and (len(k) > 1 or len(k[0]) > SHORTEST and k[0] not in common))


@lru_cache(maxsize=16)
def people(language: str) -> frozenset[Key]:
    """Persons of the packs and others that reports name often."""
    packed = (n.text for pack in known_packs() for r in pack.people for n in r.names if n.language == language)
    return frozenset(k for k in map(name_key, (*packed, *_listed("words").get((language, "person"), ()))) if k)


@lru_cache(maxsize=32)
def words(language: str, sense: str) -> frozenset[str]:
    """Keys of the words that have a sense beside names, as `data/names/words.tsv` tells."""
    return frozenset(word_key(w) for w in _listed("words").get((language, sense), ()))


@lru_cache(maxsize=2)
def persons(script: str) -> Mapping[str, bool]:
    """Keys of the names that persons bear in a script ("latin", "arabic"), and whether each is common."""
    packed = resources.files("warledger").joinpath("data/names/persons.tsv.xz").read_bytes()
    rows = (line.split("\t") for line in lzma.decompress(packed).decode().splitlines())
    found = [(common == "yes", names) for of, common, names in rows if of == script]
    return MappingProxyType({word_key(name): common for common, names in sorted(found) for name in names.split()})


@lru_cache(maxsize=2)
def _listed(table: str) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Names or words by language and sense."""
    file = resources.files("warledger").joinpath(f"data/names/{table}.tsv")
    columns = ("language", "names") if table == "places" else ("language", "sense", "words")
    rows = ((r["language"], r[columns[1]] if len(columns) > 2 else "", r[columns[-1]]) for r in read_tsv(file, columns))
    return MappingProxyType({(language, sense): tuple(n.strip() for n in cell.split("|")) for language, sense, cell in rows})


def _cldr(language: str) -> Iterable[str]:
    """Names of states and continents, and of the cities that stand for time zones."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    sides = words(language, "side")
    for code, name in locale.territories.items():  # a code of figures is a part of the world ("Northern Africa")
        if code not in BODIES and (code.isalpha() or not any(k in sides for k in name_key(name)[:1])):
            yield name
    yield from (zone["city"] for zone in locale.time_zones.values() if "city" in zone)
    if language not in OTHER_SCRIPTS:
        yield from _zone_cities()


@lru_cache(maxsize=1)
def _zone_cities() -> tuple[str, ...]:
    """Cities that stand for time zones, as the zones are called: CLDR leaves out names that are like that."""
    zones = (str(zone).split("/") for zone in Locale("ar").time_zones)
    return tuple(zone[1].replace("_", " ") for zone in zones if len(zone) == 2 and zone[0] not in ("Antarctica", "Etc"))


def _is_loose(record: Body) -> bool:
    """Whether the names of a body mean it in its war only."""
    return bool(record.sense)
