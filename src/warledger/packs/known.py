"""What sides, bodies, people, places and outlets of the conflict packs are called in other languages.

Takes all packs that ship, gives names. Does not match names in texts and does not read ledgers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from babel import Locale

from warledger.packs.conflict_records import Body, ConflictPack, KnownPerson, KnownPlace, Outlet, Side
from warledger.packs.conflicts import available_conflicts, load_conflict
from warledger.packs.world import load_world

Known = Side | Body | KnownPerson | KnownPlace | Outlet


@lru_cache(maxsize=1)
def known_packs() -> tuple[ConflictPack, ...]:
    """All packs that ship, that of any war last."""
    return (*map(load_conflict, available_conflicts()), load_world().pack)


@lru_cache(maxsize=16)
def names_in(language: str) -> Mapping[str, str]:
    """Canonical names with what they are called in a language; without those that are called the same there.

    A longer form around the same word is none of its names: "Aleppo by" is not what Aleppo is called in Norwegian. Words that mean
    a body in its own war only ("the resistance") are none either.

    >>> names_in("ar")["Aleppo"], "Aleppo" in names_in("nb")
    ('حلب', False)
    """
    found: dict[str, str] = {}
    for record in (r for kind in ("places", "sides", "people", "bodies", "outlets") for pack in known_packs() for r in getattr(pack, kind)):
        name = next((n.text for n in record.names if n.language == language), "")
        if name and not _is_loose(record) and not re.search(rf"\b{re.escape(record.name)}\b", name, re.IGNORECASE):
            found.setdefault(record.name, name)
    return MappingProxyType(found)


@lru_cache(maxsize=16)
def party_names_in(language: str) -> Mapping[str, str]:
    """The names of one word that sides and bodies have in a language, by their small letters.

    >>> party_names_in("ru")["талибан"]
    'Талибан'
    """
    records = (r for kind in ("sides", "bodies") for pack in known_packs() for r in getattr(pack, kind) if not _is_loose(r))
    names = (n.text for r in records for n in r.names if n.language == language)
    return MappingProxyType({name.casefold(): name for name in names if " " not in name and name[:1].isupper()})


@lru_cache(maxsize=1)
def armed_group_names() -> frozenset[str]:
    """What armed groups of all packs are called in any language, in small letters, but for what is a place's name too.

    >>> "taliban" in armed_group_names(), "kyiv" in armed_group_names()
    (True, False)
    """
    groups = (r for pack in known_packs() for r in pack.bodies if r.kind == "armed_group" and not _is_loose(r))
    places = {name.casefold() for pack in known_packs() for r in pack.places for name in _all_names(r)}
    return frozenset({name.casefold() for r in groups for name in _all_names(r)} - places)


def _all_names(record: Known) -> tuple[str, ...]:
    return (record.name, *(n.text for n in record.names))


@lru_cache(maxsize=16)
def place_names_in(language: str) -> Mapping[str, str]:
    """The names of one word that places of the packs and the states of the world have in a language, by their small letters.

    >>> place_names_in("ru")["судан"], place_names_in("sv")["ryssland"]
    ('Судан', 'Ryssland')
    """
    places = (n.text for pack in known_packs() for r in pack.places for n in r.names if n.language == language)
    states = Locale(language).territories.values()
    return MappingProxyType({name.casefold(): name for name in (*states, *places) if " " not in name and name[:1].isupper()})


def _is_loose(record: Known) -> bool:
    """Whether the names of a record mean it in its war only: "the rebels"."""
    return isinstance(record, Body) and bool(record.sense)
