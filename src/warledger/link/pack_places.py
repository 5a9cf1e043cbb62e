"""Places of a conflict pack by name, tied to the gazetteer's records of the same towns.

Takes a pack and the gazetteer, gives `Place` records. Does not decide which of several namesakes is meant.
"""

from __future__ import annotations

from functools import lru_cache

from warledger.link.fold import fold, name_key
from warledger.link.gazetteer import Gazetteer, GazetteerPlace
from warledger.link.inflect import key_forms, stem_key
from warledger.model import Place, content_id
from warledger.model.geo import distance_km
from warledger.packs.conflicts import ConflictPack, KnownPlace

SAME_KM = 12.0
"""A place of a pack and one of the gazetteer with one name within this distance are one."""
REMEMBERED = 16_384
"""Wordings of which is remembered what they are and which places they name or sound like: reports name the same places."""
SETTLEMENTS = frozenset({"city", "town", "village"})


def gazetteer_place_id(record: GazetteerPlace) -> str:
    """Id of the `Place` that a gazetteer record makes."""
    return content_id("pl", record.id)


class PackPlaces:
    """The places of one pack by name."""

    def __init__(self, pack: ConflictPack, gazetteer: Gazetteer) -> None:
        self.pack = pack
        self._gazetteer = gazetteer
        self._records = {p.id: p for p in pack.places}
        self._ids: dict[str, str] = {}
        self._places: dict[str, Place] = {}
        self._found = lru_cache(REMEMBERED)(self._find)
        self._exact: dict[str, str] = {}
        self._stems: dict[str, str] = {}
        self._folds: dict[tuple[str, ...], str] = {}
        for place in pack.places:
            for text, language in [(place.name, "en"), *((n.text, n.language) for n in place.names)]:
                for key in key_forms(text):
                    self._exact.setdefault(key, place.id)
                self._stems.setdefault(stem_key(name_key(text)), place.id)
                self._folds.setdefault(fold(text, language), place.id)

    def find(self, text: str, language: str) -> Place | None:
        """The place that bears this name in some inflected form or spelling."""
        found = self._found(text, language)
        return self.place(found) if found else None

    def _find(self, text: str, language: str) -> str:
        found = next((self._exact[k] for k in key_forms(text) if k in self._exact), "")
        return found or self._stems.get(stem_key(name_key(text)), "") or self._folds.get(fold(text, language), "")

    def place(self, place_id: str) -> Place:
        """The record of a place of the pack; a town or region that the gazetteer has too bears the gazetteer's id."""
        if place_id not in self._places:
            self._places[place_id] = self._place(place_id)
        return self._places[place_id]

    def _place(self, place_id: str) -> Place:
        record = self._records[place_id]
        parents = self._parents(record)
        return Place(
            self._id_of(record), record.name, record.feature, record.lat, record.lon, record.radius_km, record.country, parents,
            source=f"conflicts/{self.pack.slug}",
        )  # fmt: skip

    def _parents(self, record: KnownPlace) -> tuple[str, ...]:
        out: list[str] = []
        at = record
        while at.parent and len(out) < 8:
            at = self._records[at.parent]
            out.append(self._id_of(at))
        country = self._gazetteer.country(record.country)
        return (*out, *([gazetteer_place_id(country)] if country else []))

    def _id_of(self, record: KnownPlace) -> str:
        if record.id not in self._ids:
            twin = self._region(record) if record.feature == "region" else self._twin(record) if record.feature in SETTLEMENTS else None
            self._ids[record.id] = gazetteer_place_id(twin) if twin else content_id("pl", f"conflicts/{self.pack.slug}", record.id)
        return self._ids[record.id]

    def _region(self, record: KnownPlace) -> GazetteerPlace | None:
        """The region of one name in one country, in which the gazetteer's towns lie."""
        names = (record.name, *(n.text for n in record.names))
        alike = (other for name in names for other in self._gazetteer.find(name))
        return next((r for r in alike if r.feature == "region" and r.country == record.country), None)

    def _twin(self, record: KnownPlace) -> GazetteerPlace | None:
        if record.lat is None or record.lon is None:
            return None
        for name in (record.name, *(n.text for n in record.names)):
            for other in self._gazetteer.find(name):
                if other.feature in SETTLEMENTS and distance_km((record.lat, record.lon), (other.lat, other.lon)) < SAME_KM:
                    return other
        return None
