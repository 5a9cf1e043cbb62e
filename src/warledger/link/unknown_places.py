"""Places that no table knows, joined across reports when nothing keeps them apart.

Takes provisional places with the names they were met under, gives the one place that each stands for. What lies in
different countries, or in different towns of one, stays apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType

from warledger.link.fold import fold, name_key, script_of, skeleton
from warledger.link.names import compare
from warledger.model import Place

ACROSS = 0.8
"""Likeness across scripts that is enough where the consonants agree already."""
LEAST = 4
"""Letters that must be left of a name when an ending is taken off."""
_CASE = re.compile(r"(?:ом|ем|ём|єм|ем|ою|ею|ами|ями|ам|ах|ях|ові|еві|єві)$")
_SOFT = re.compile(r"([LlNn])j(?=[aeiou])")
_SON = re.compile(r"^(?:(بن|بو)|ا(بن)|(ben|bin)|i(bn)|(bou))[\s-]+(?=\w)", re.IGNORECASE)
"""What is written with the name behind it or apart: بن طلحة is Bentalha."""
TELLING = 5
"""Sounds that a name must have to be taken for that of a place which another report names."""
SHORTEST = 3
"""Letters of the shortest name that is compared across scripts."""
ALIKE = 0.95
"""Likeness across scripts that is enough for a short name."""
_G = re.compile("[гГ]")
Name = tuple[str, str]
"""A name without words such as "camp" around it, and its language."""


def join_provisional(
    places: Mapping[str, Place],
    names: Mapping[str, Name],
    beside: Mapping[str, Collection[str]] = MappingProxyType({}),
    borders: Mapping[str, Collection[str]] = MappingProxyType({}),
) -> dict[str, str]:
    """Id of each provisional place to that of the place it is, itself when it stands alone. In no order of the input.

    `beside` are the countries that reports name beside a place: where it lies in one of them is a guess. `borders` are the neighbours of
    countries.
    """
    found: dict[str, str] = {}
    for alike in _alike(names):
        for group in _together([places[i] for i in alike], beside, borders):
            head = min(group, key=lambda p: (-len(p.parents), p.id))
            found |= {place.id: head.id for place in group}
    return found


def _alike(names: Mapping[str, Name]) -> Iterable[list[str]]:
    """Ids under names that are spellings of one name: of equal sound, or alike across scripts."""
    spelt: dict[str, list[str]] = defaultdict(list)
    for place_id in sorted(names):
        spelt[name_key(names[place_id][0])].append(place_id)
    groups: list[list[str]] = []
    blocks: dict[str, dict[int, None]] = defaultdict(dict)
    for same in spelt.values():  # of equal letters, however their languages sound them
        keys = _keys(names[same[0]])
        near = dict.fromkeys(at for key in keys for at in blocks[key])
        home = next((at for at in near if any(_one_name(names[same[0]], names[i]) for i in groups[at][:4])), len(groups))
        groups += [[]] if home == len(groups) else []
        groups[home] += same
        for key in keys:
            blocks[key][home] = None
    return groups


def by_sound(known: Iterable[tuple[str, Name]]) -> dict[str, list[tuple[str, Name]]]:
    """Ids of places that tables know with the names that reports gave them, filed by consonants."""
    found: dict[str, list[tuple[str, Name]]] = defaultdict(list)
    for place_id, name in known:
        for key in _keys(name):
            found[key].append((place_id, name))
    return found


def sounding_like(name: Name, known: Mapping[str, Sequence[tuple[str, Name]]]) -> set[str]:
    """Ids of the known places that a name no table has is a spelling of ("Zchinwali" of Tskhinvali).

    Short names tell too little, except across scripts where every letter agrees ("كوبو" is Kobo).
    """
    short = len("".join(fold(*name))) < TELLING
    same = _same_letters if short else _one_name
    return {place_id for key in _keys(name) for place_id, other in known.get(key, ()) if same(name, other)}


def _keys(name: Name) -> list[str]:
    """The consonants under which a name is sought: a و may be a vowel, and a Cyrillic "г" an "h" (Герат is Herat)."""
    text, language = name
    return sorted({_consonants((form, language)) for form in (text, text.replace("و", ""), _G.sub("х", text)) if form})


def _consonants(name: Name) -> str:
    name = _nominative(name)
    return " ".join(map(skeleton, fold(*name))).replace("ts", "s") or name_key(name[0])  # "ch" is written "tsh" too


def _nominative(name: Name) -> Name:
    """A name in one word with its "son of", a soft South Slavic consonant ("Ljuboten") hard, a Cyrillic one without the ending of a case

    that adds a consonant: "Лешаком" is Лешак.
    """
    text, language = _SON.sub(lambda m: "".join(filter(None, m.groups())), name[0]), name[1]
    text = _SOFT.sub(r"\1", text)
    bare = _CASE.sub("", text) if script_of(text) == "cyrillic" else text
    return (bare, language) if len(bare) >= LEAST else name


def _same_letters(one: Name, other: Name) -> bool:
    across = script_of(one[0]) != script_of(other[0])
    return across and min(len(one[0]), len(other[0])) >= SHORTEST and compare(one[0], other[0], "place", one[1], other[1]).score >= ALIKE


def _one_name(one: Name, other: Name) -> bool:
    one, other = _nominative(one), _nominative(other)
    if fold(*one) == fold(*other):
        return True
    return script_of(one[0]) != script_of(other[0]) and compare(one[0], other[0], "place", one[1], other[1]).score >= ACROSS


def _together(places: Sequence[Place], beside: Mapping[str, Collection[str]], borders: Mapping[str, Collection[str]]) -> list[list[Place]]:
    """Places of one name, those whose surroundings do not gainsay each other together.

    What has no surroundings goes with the others when they lie in one country; what is only known to lie in a country
    goes with the one town of it that another report puts the name beside. Of two countries that one report names both, either may
    be meant, and so of two neighbours that are named by nothing but whose army speaks, or where people flee to.
    """
    by_country: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        by_country[place.country if place.parents else ""].append(place)
    lands = sorted(by_country.keys() - {""})
    if len(lands) == 2 and _is_one_land(lands[0], lands[1], by_country, beside, borders):
        return [[place for country in sorted(by_country) for place in by_country[country]]]
    if len(lands) == 1:
        by_country[lands[0]] += by_country.pop("", [])
    return [group for country in sorted(by_country) for group in _in_one_country(by_country[country])]


def _is_one_land(
    one: str,
    other: str,
    by_country: Mapping[str, Sequence[Place]],
    beside: Mapping[str, Collection[str]],
    borders: Mapping[str, Collection[str]],
) -> bool:
    """Whether nothing says that places of one name lie in two countries, and not in either of them."""
    if _guessed(by_country[one], other, beside) or _guessed(by_country[other], one, beside):
        return True
    places = (*by_country[one], *by_country[other])
    return other in borders.get(one, ()) and not any("," in p.name or len(p.parents) > 1 for p in places)


def _guessed(places: Sequence[Place], country: str, beside: Mapping[str, Collection[str]]) -> bool:
    """Whether nothing but the countries that their reports name says where places lie, and another country is one of these."""
    return all(len(p.parents) <= 1 for p in places) and any(country in beside.get(p.id, ()) for p in places)


def _in_one_country(places: Sequence[Place]) -> list[list[Place]]:
    fullest = sorted(places, key=lambda p: (-len(p.parents), p.id))
    groups: list[list[Place]] = []
    for place in fullest:
        homes = [g for g in groups if set(place.parents) <= set(g[0].parents)]
        if len(homes) == 1:
            homes[0].append(place)
        else:
            groups.append([place])
    return groups
