"""Entities and places: things, apart from the words that name them.

Records only; `link` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of an entity, its language ("und" when unknown) and how often it was met."""

    text: str
    language: str = "und"
    mentions: int = 0


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, body or group of people. `name` is canonical, in English where known.

    `kind`: person, body, group, anonymous. `origin_id`: the origin that it speaks for, "" when it is none.
    `private` marks a private person (a victim or witness), whose name public exports hide. `known` is the pack that
    knows it ("conflicts/syria", "bodies"), "" when it is only known from reports.
    """

    id: str
    kind: str
    name: str
    forms: tuple[Form, ...] = ()
    origin_id: str = ""
    side: str = ""
    country: str = ""
    private: bool = False
    known: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A gazetteer record, or a provisional place that no gazetteer knows.

    Coordinates in degrees (WGS 84), None when unknown. `radius_km` is how far the true spot may lie from them.
    `feature`: country, region, city, town, village, district, part ("east Aleppo"), area, site, road. `parents` are place
    ids from the nearest container outwards (district, city, region, country). `source` is where the record comes
    from ("geonames:170063", "conflicts/syria", "report").
    """

    id: str
    name: str
    feature: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    country: str = ""
    parents: tuple[str, ...] = ()
    forms: tuple[Form, ...] = ()
    provisional: bool = False
    source: str = ""

    def within(self, other_id: str) -> bool:
        """Whether this place is the other or lies inside it."""
        return other_id == self.id or other_id in self.parents
