"""What is known of any war: states and their organs, and the small words of names and places.

Takes `data/conflicts/_world/`, gives one frozen `World`. Does not match anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from warledger.packs.conflicts import WORLD, ConflictPack, conflicts_folder, load_conflict_folder
from warledger.packs.tables import Source, read_tsv

SENSES = (
    "anonymous", "title", "compass", "around", "district", "settlement", "region", "camp", "of", "local", "autonomous", "homeland", "force",
    "people", "level",
)  # fmt: skip
ROLES = ("head", "part", "site", "none")


@dataclass(frozen=True, slots=True)
class State:
    """A state and the words that mean it. A word is a lookup key; "*" at the end stands for any ending, "tr:" before
    it limits it to a language. `seats` are seats of government, which mean the state only where they are no place.
    """

    country: str
    adjective: str
    words: tuple[str, ...]
    seats: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organ:
    """A kind of office that states have. Each of `words` is a set of words that must all stand in the phrase."""

    id: str
    name: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """What words of names of bodies mean in every language, in the notation of `State`. `role` is head (a kind of body), part,
    site (a kind of place) or none.
    """

    value: str
    role: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class World:
    """The built-in table: `words` maps a sense to its forms and their value, `borders` a country to those beside it."""

    pack: ConflictPack
    states: tuple[State, ...]
    organs: tuple[Organ, ...]
    terms: tuple[Term, ...]
    words: Mapping[str, Mapping[str, str]]
    borders: Mapping[str, frozenset[str]]


def load_world(folder: Source | None = None) -> World:
    """The built-in table for any war.

    Raises:
        PackError: one of its files breaks its contract.
    """
    root = folder or conflicts_folder().joinpath(WORLD)
    states = [
        State(row["country"], row["adjective"], _alternatives(row["words"]), _alternatives(row["seats"]))
        for row in read_tsv(root.joinpath("states.tsv"), ("country", "adjective", "words", "seats"), ("country", "adjective", "words"))
    ]
    organs = [
        Organ(row["id"], row["name"], row["kind"], _alternatives(row["words"]))
        for row in read_tsv(root.joinpath("organs.tsv"), ("id", "name", "kind", "words"), ("id", "name", "kind", "words"))
    ]
    terms = []
    for row in read_tsv(root.joinpath("terms.tsv"), ("value", "role", "words"), ("value", "role", "words")):
        if row["role"] not in ROLES:
            raise row.error(f"{row['role']!r} is not one of {', '.join(ROLES)}", "role")
        terms.append(Term(row["value"], row["role"], _alternatives(row["words"])))
    words: dict[str, dict[str, str]] = {sense: {} for sense in SENSES}
    for row in read_tsv(root.joinpath("words.tsv"), ("form", "sense", "value"), ("form", "sense")):
        if row["sense"] not in words:
            raise row.error(f"{row['sense']!r} is not one of {', '.join(SENSES)}", "sense")
        words[row["sense"]].setdefault(row["form"], row["value"])
    senses = MappingProxyType({k: MappingProxyType(v) for k, v in words.items()})
    return World(load_conflict_folder(root), tuple(states), tuple(organs), tuple(terms), senses, _load_borders(root))


def _load_borders(root: Source) -> Mapping[str, frozenset[str]]:
    """The countries beside each country; the table has each pair once."""
    pairs = [
        (row["country"], other)
        for row in read_tsv(root.joinpath("borders.tsv"), ("country", "beside"), ("country", "beside"))
        for other in row["beside"].split()
    ]
    found: dict[str, set[str]] = {}
    for one, other in pairs:
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return MappingProxyType({country: frozenset(beside) for country, beside in found.items()})


def _alternatives(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
