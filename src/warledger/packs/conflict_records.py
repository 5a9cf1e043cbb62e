"""The records of a conflict pack: sides, bodies, people, places, outlets and their names.

Records only; `packs.conflicts` loads and checks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling and its language ("und" when it is used in several)."""

    text: str
    language: str = "und"


@dataclass(frozen=True, slots=True)
class Side:
    """A party to the war whose interest sources may serve; `begins` and `ends` are inclusive, None is open."""

    id: str
    name: str
    begins: date | None = None
    ends: date | None = None
    names: tuple[Name, ...] = ()
    note: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Whether the side existed on a day; an unknown day counts as yes."""
        return _within(day, self.begins, self.ends)


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation, force or kind of people that speaks for an origin.

    `sense` is "" for proper names, "generic" for words that mean this body only in this war ("the rebels"), "role" for
    offices that speak for it ("opposition official").
    """

    id: str
    name: str
    kind: str
    origin: str
    origin_kind: str
    side: str = ""
    begins: date | None = None
    ends: date | None = None
    sense: str = ""
    country: str = ""
    names: tuple[Name, ...] = ()
    note: str = ""

    def holds_on(self, day: date | None) -> bool:
        """Whether the body stood for its origin on a day; an unknown day counts as yes."""
        return _within(day, self.begins, self.ends)


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A public person and the body (id) that they speak for from `begins` to `ends`; "" when for none."""

    id: str
    name: str
    body: str = ""
    role: str = ""
    begins: date | None = None
    ends: date | None = None
    country: str = ""
    names: tuple[Name, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place of the war. `parent` is the id of a place of the pack, "" when only the country is around it."""

    id: str
    name: str
    feature: str
    lat: float | None
    lon: float | None
    radius_km: float | None = None
    country: str = ""
    parent: str = ""
    names: tuple[Name, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: its country, owner, and the origin name that its own reporters speak for ("" is itself)."""

    id: str
    name: str
    country: str = ""
    owner: str = ""
    origin: str = ""
    side: str = ""
    domain: str = ""
    names: tuple[Name, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ConflictPack:
    """What is known of one war. `countries` are ISO 3166 codes, first the one that it is about."""

    slug: str
    title: str
    begins: date | None = None
    ends: date | None = None
    countries: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    sides: tuple[Side, ...] = ()
    bodies: tuple[Body, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    outlets: tuple[Outlet, ...] = ()

    def covers(self, day: date | None) -> bool:
        """Whether a day lies in the war; an unknown day counts as yes."""
        return _within(day, self.begins, self.ends)


def _within(day: date | None, begins: date | None, ends: date | None) -> bool:
    return day is None or ((begins is None or begins <= day) and (ends is None or day <= ends))
