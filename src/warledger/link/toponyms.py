"""Place names taken apart: the name itself and the words around it (east, north of, countryside, district, province).

Takes a wording, gives a `Toponym`. Does not look anything up but small words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from warledger.link.fold import name_key, script_of
from warledger.link.parties import Lexicon

_OBLIQUE = re.compile(r"(?<=[сьцзн][кн])(?:ого|ому|ом|им|ім)$")
"""The cases of an adjective that names a district: "Кировского района", "Кіровському районі"."""
LEAST = 3
"""Letters of the shortest name that may stand with a word such as Upper."""
_JOINT = re.compile(r"[\s\-‐-―]+")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name: `text` as written, `base` the name that a gazetteer may hold.

    `filed` is that name with Upper, New and the like in English, under which a place is filed that no table knows.
    `part` is a compass point ("N", "SE", "C") or "". `outside` says that the words mean beside, not inside ("north of
    Palmyra"), `around` the countryside; `region` and `district` that the words say so, `province` that the region is of a state, `county`
    that the district is around the town whose name it bears; `hint` is what follows a comma.
    """

    text: str
    base: str
    part: str = ""
    outside: bool = False
    around: bool = False
    region: bool = False
    district: bool = False
    hint: str = ""
    filed: str = ""
    province: bool = False
    county: bool = False


def parse_toponym(text: str, lexicon: Lexicon) -> Toponym:
    """Takes a place name apart."""
    found = _taken_apart(text, lexicon)
    return replace(found, filed=_filed(found.base, lexicon))


def _filed(base: str, lexicon: Lexicon) -> str:
    """A name with the words that languages translate in it in English: "Alto Cenepa" as "Upper Cenepa"."""
    words = base.split()
    levels = [lexicon.sense("level", name_key(w)) if w[:1].isupper() or script_of(w) == "arabic" else None for w in words]
    rest = [w for w, level in zip(words, levels, strict=True) if level is None]
    if not rest or len(rest) == len(words) or len(name_key(rest[0])) < LEAST:
        return base
    return " ".join([*filter(None, levels), *rest])


def _taken_apart(text: str, lexicon: Lexicon) -> Toponym:
    head, _, hint = text.partition(",")
    words = [w for w in _JOINT.split(head.strip()) if w]
    keys = [name_key(w) for w in words]
    senses = [_sense(k, lexicon) for k in keys]
    quarter = _quarter(keys, senses, lexicon) if hint.strip() else ""
    if quarter:
        return Toponym(text, hint.strip(), quarter)
    kept = [i for i, s in enumerate(senses) if not s]
    if not kept or all(s == "" for s in senses):
        return Toponym(text, head.strip() or text, hint=hint.strip())
    of = max((i for i, s in enumerate(senses[:-1]) if s == "of" and i > 0 and senses[i - 1] in _BEFORE_OF), default=-1)
    kept = [i for i in kept if i > of] or kept
    behind = next((i for i, k in enumerate(keys) if i and senses[i] == "around" and k.endswith(_POSTPOSED)), len(keys))
    kept = [i for i in kept if i < behind] or kept
    part = next((lexicon.sense("compass", keys[i]) or "" for i, s in enumerate(senses) if s == "compass"), "")
    base = _between(head.strip(), words, kept)
    if "district" in senses:
        base = district_name(base)
    at = next((i for i, s in enumerate(senses) if s == "compass"), -1)
    outside = bool(part) and part != "C" and at + 1 < len(senses) and senses[at + 1] == "of" and keys[at] in _NOUNS
    kinds = [(sense, lexicon.sense(sense, key)) for key, sense in zip(keys, senses, strict=True) if sense in ("region", "district")]
    return Toponym(
        text, base, part, outside, "around" in senses, "region" in senses, "district" in senses, hint.strip(),
        province=("region", "") in kinds, county=("district", "around") in kinds,
    )  # fmt: skip


def _quarter(keys: list[str], senses: list[str], lexicon: Lexicon) -> str:
    """The compass point of a quarter that has no other name ("Eastern Quarter", "Østkvarteret"), "" when it is none."""
    found = [point for key, sense in zip(keys, senses, strict=True) if sense == "compass" and (point := lexicon.sense("compass", key))]
    if len(found) == 1 and "district" in senses and set(senses) <= {"compass", "district", "of"}:
        return found[0]
    if len(keys) != 1 or senses != [""]:
        return ""
    (key,) = keys
    points = {lexicon.sense("compass", key[:at]) for at in range(3, len(key) - 3) if lexicon.sense("district", key[at:]) is not None}
    return next((point for point in sorted(filter(None, points))), "")


def district_name(base: str) -> str:
    """The name of a district without its case.

    >>> district_name("Кіровського")
    'Кіровський'
    """
    return " ".join(_OBLIQUE.sub("ий", word) for word in base.split(" "))


_POSTPOSED = ("inda", "indaki")
"""How Turkish words for "near" and "off" end: they stand behind the name, and what follows them is another ("X açıklarında gemi")."""
_BEFORE_OF = frozenset({"compass", "around", "district", "settlement", "region"})
"""What may stand before "of" with the name after it: "a rebel-held village north of Palmyra" is north of Palmyra."""
_NOUNS = frozenset(
    "north south east west nord sud est ouest ost sor vest norte sur este oeste sul leste northeast northwest southeast southwest".split()
)


def _sense(key: str, lexicon: Lexicon) -> str:
    for sense in ("compass", "around", "district", "settlement", "region", "of"):
        if lexicon.sense(sense, key) is not None:
            return sense
    return ""


def _between(head: str, words: list[str], kept: list[int]) -> str:
    """The stretch of the wording from the first to the last word of the name, hyphens kept."""
    start = head.find(words[kept[0]])
    last = words[kept[-1]]
    article = kept[0] > 0 and name_key(words[kept[0] - 1]) in ("al", "el", "la", "las", "los", "le", "les")
    if article and head[:start].rstrip(" -").lower().endswith(words[kept[0] - 1].lower()):
        start = head.lower().rfind(words[kept[0] - 1].lower(), 0, start)
    return head[start : head.rfind(last) + len(last)]
