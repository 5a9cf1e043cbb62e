"""Words to places: districts, towns, regions, parts and surroundings, with a point and a radius.

Takes the words and what the report is about, gives `Place` records. Does not read text to find names.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from warledger.link.context import Context
from warledger.link.fold import fold, skeleton
from warledger.link.gazetteer import Gazetteer, GazetteerPlace
from warledger.link.inflect import key_forms, stem_key
from warledger.link.fold import name_key
from warledger.link.parties import Lexicon, PartyIndex
from warledger.link.toponyms import Toponym, parse_toponym
from warledger.model import Place, content_id
from warledger.packs.conflicts import ConflictPack, KnownPlace

_IN = re.compile(r"(?:\b(?:in|near|from|outside|around|of|to|i|ved|fra|nær|à|de|en|dans|près|cerca|em|perto|bei|aus|nach|في|من|قرب|إلى|в|во|из|под|у|з|біля|до)|['’]da|['’]de)\s(?:the )?$", re.IGNORECASE)
EARTH_KM = 6371.0
SAME_KM = 12.0
"""A place of a pack and one of the gazetteer with one name within this distance are one."""
RADIUS_KM = {"country": 500.0, "region": 80.0, "city": 8.0, "town": 4.0, "village": 2.0, "district": 1.5, "county": 40.0, "area": 20.0, "site": 2.0}
STEP = {"N": (1, 0), "S": (-1, 0), "E": (0, 1), "W": (0, -1), "NE": (0.7, 0.7), "NW": (0.7, -0.7), "SE": (-0.7, 0.7), "SW": (-0.7, -0.7)}
COMPASS = {"N": "North", "S": "South", "E": "East", "W": "West", "NE": "Northeast", "NW": "Northwest", "SE": "Southeast", "SW": "Southwest", "C": "Central"}


def distance_km(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees.

    >>> round(distance_km((36.2, 37.16), (33.51, 36.29)))
    310
    """
    la, lb = math.radians(a[0]), math.radians(b[0])
    dlat, dlon = lb - la, math.radians(b[1] - a[1])
    inner = math.sin(dlat / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin(dlon / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(inner)))


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate for a name: a place, and what speaks for it."""

    place: Place
    population: int = 0
    region: str = ""
    whole: bool = False


class PackPlaces:
    """The places of one pack by name."""

    def __init__(self, pack: ConflictPack, gazetteer: Gazetteer) -> None:
        self.pack = pack
        self._gazetteer = gazetteer
        self._records = {p.id: p for p in pack.places}
        self._ids: dict[str, str] = {}
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
        found = next((self._exact[k] for k in key_forms(text) if k in self._exact), "")
        found = found or self._stems.get(stem_key(name_key(text)), "") or self._folds.get(fold(text, language), "")
        return self.place(found) if found else None

    def place(self, place_id: str) -> Place:
        """The record of a place of the pack; a town that the gazetteer has too bears the gazetteer's id."""
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
            twin = self._twin(record) if record.feature in ("city", "town", "village") else None
            self._ids[record.id] = gazetteer_place_id(twin) if twin else content_id("pl", f"conflicts/{self.pack.slug}", record.id)
        return self._ids[record.id]

    def _twin(self, record: KnownPlace) -> GazetteerPlace | None:
        if record.lat is None or record.lon is None:
            return None
        for name in (record.name, *(n.text for n in record.names)):
            for other in self._gazetteer.find(name):
                if other.feature in ("city", "town", "village") and distance_km((record.lat, record.lon), (other.lat, other.lon)) < SAME_KM:
                    return other
        return None


def gazetteer_place_id(record: GazetteerPlace) -> str:
    """Id of the `Place` that a gazetteer record makes."""
    return content_id("pl", record.id)


@dataclass(slots=True)
class Surroundings:
    """What is known of the places of one report while they are being resolved."""

    context: Context
    points: list[tuple[float, float]] = field(default_factory=list)
    parents: list[Place] = field(default_factory=list)
    regions: set[tuple[str, str]] = field(default_factory=set)


class PlaceResolver:
    """Resolves place names with the packs of a war where they apply and the gazetteer elsewhere."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._lexicon = lexicon
        self._packs: dict[str, PackPlaces] = {}
        self._made: dict[str, Found] = {}

    def resolve_all(self, names: Sequence[str], context: Context) -> dict[str, Place]:
        """The place of every name of a report. Names that mean one thing only are resolved first and help the rest."""
        around = Surroundings(context)
        out: dict[str, Place] = {}
        parsed = {n: parse_toponym(n, self._lexicon) for n in sorted(set(names))}
        found = {n: self._candidates(t, around) for n, t in parsed.items()}
        for name in sorted(parsed, key=lambda n: (len(found[n]) != 1, len(found[n]) == 0, n)):
            base = self._pick(parsed[name], found[name], around)
            if base is None:
                continue
            out[name] = base.place if base.whole else self._shape(parsed[name], base.place)
            self._remember(base, around)
        for name in sorted(set(parsed) - set(out)):
            out[name] = self._provisional(parsed[name], around)
        return out

    def country(self, code: str) -> Place | None:
        """The place of a country, None when the gazetteer lacks it."""
        record = self._gazetteer.country(code)
        return self._found(record).place if record else None

    def seat_meant(self, text: str, context: Context) -> str:
        """Country whose government a seat's name means in a report: it never stands after "in", "near" or the like."""
        found = self._lexicon.state_of(name_key(text), context.language)
        if not found or not self._lexicon.is_seat(*found):
            return ""
        return "" if any(_IN.search(context.text[max(0, m.start() - 12) : m.start()]) for m in re.finditer(re.escape(text), context.text)) else found[0]

    def holds(self, text: str, point: tuple[float, float], within_km: float, language: str, packs: Sequence[PartyIndex]) -> bool:
        """Whether some table has a place of this name near a point."""
        base = parse_toponym(text, self._lexicon).base
        for index in packs:
            for name in (text, base):
                found = self._pack_places(index).find(name, language)
                if found is not None and found.lat is not None and found.lon is not None and distance_km((found.lat, found.lon), point) <= within_km:
                    return True
        return any(distance_km((r.lat, r.lon), point) <= within_km for n in (text, base) for r in self._gazetteer.find(n))

    def _pack_places(self, index: PartyIndex) -> PackPlaces:
        if index.pack.slug not in self._packs:
            self._packs[index.pack.slug] = PackPlaces(index.pack, self._gazetteer)
        return self._packs[index.pack.slug]

    def _remember(self, found: Found, around: Surroundings) -> None:
        place = found.place
        if place.lat is not None and place.lon is not None and place.feature != "country":
            around.points.append((place.lat, place.lon))
            around.regions.add((place.country, found.region))
        around.parents.append(place)

    def _candidates(self, name: Toponym, around: Surroundings) -> list[Found]:
        """Places that may be meant: of the packs first, then the gazetteer's."""
        context = around.context
        for index in context.packs:
            places = self._pack_places(index)
            for text in (name.text, name.base):
                found = places.find(text, context.language)
                if found is not None and (text == name.text or not name.region):
                    return [Found(found, whole=text == name.text)]
        state = self._lexicon.state_of(name_key(name.base), context.language)
        if state and not self._lexicon.is_seat(state[0], state[1]):
            country = self._gazetteer.country(state[0])
            if country:
                return [self._found(country)]
        exact = [self._found(r) for r in self._gazetteer.find(name.base)]
        return exact or self._alike(name.base, around)

    def _alike(self, text: str, around: Surroundings) -> list[Found]:
        """Places of the countries at hand whose name sounds the same."""
        context = around.context
        tokens = fold(text, context.language)
        out = []
        for country in dict.fromkeys([context.country, *(c for c, _ in context.countries[:2])]):
            for record in self._gazetteer.find_alike(text, country, context.language) if country else ():
                if any(fold(n) == tokens for n in (record.name, *record.names)):
                    out.append(self._found(record))
        return out

    def _found(self, record: GazetteerPlace) -> Found:
        if record.id not in self._made:
            country = self._gazetteer.country(record.country)
            region = self._gazetteer.by_id(record.region) if record.region else None
            parents = tuple(gazetteer_place_id(p) for p in (region, country) if p is not None and p.id != record.id)
            place = Place(
                gazetteer_place_id(record), record.name, record.feature, record.lat, record.lon, RADIUS_KM.get(record.feature, 5.0),
                record.country, parents, source=record.id,
            )  # fmt: skip
            self._made[record.id] = Found(place, record.population, record.region or (record.id if record.feature == "region" else ""))
        return self._made[record.id]

    def _pick(self, name: Toponym, found: Sequence[Found], around: Surroundings) -> Found | None:
        """The candidate that fits the report best."""
        if name.region and any(f.place.feature in ("region", "county") for f in found):
            found = [f for f in found if f.place.feature in ("region", "county")]
        return max(found, key=lambda f: (self._score(name, f, around), f.place.id), default=None)

    def _score(self, name: Toponym, found: Found, around: Surroundings) -> float:
        place, context = found.place, around.context
        mentions = dict(context.countries)
        total = sum(mentions.values()) or 1
        score = 3.0 * (place.country == context.country) + 3.0 * mentions.get(place.country, 0) / total
        score += 0.45 * math.log10(found.population + 10)
        score += {"country": 6.0, "region": 0.6, "county": 0.0}.get(place.feature, 0.0)
        if name.hint and found.region and self._hinted(name.hint, found.region):
            score += 4.0
        if around.points and place.lat is not None and place.lon is not None and place.feature != "country":
            near = min(distance_km((place.lat, place.lon), p) for p in around.points)
            score += 3.0 * math.exp(-near / 80.0)
        return score + 1.0 * ((place.country, found.region) in around.regions and bool(found.region))

    def _hinted(self, hint: str, region: str) -> bool:
        """Whether what follows a comma ("Paris, Texas") names the region."""
        record = self._gazetteer.by_id(region)
        return record is not None and name_key(hint) in {name_key(n) for n in (record.name, record.admin1, *record.names)}

    def _shape(self, name: Toponym, base: Place) -> Place:
        """The place itself, or the part or surroundings of it that the words mean."""
        if name_key(base.name) == name_key(name.text) or not (name.part or name.around):
            return base
        compass, label = name.part, COMPASS.get(name.part, "")
        radius = base.radius_km or 5.0
        lat, lon = base.lat, base.lon
        off = name.outside or base.feature in ("country", "region")
        shift = radius * (2.0 if name.outside else 0.5)
        if lat is not None and lon is not None and compass in STEP:
            lat += STEP[compass][0] * shift / 111.0
            lon += STEP[compass][1] * shift / (111.0 * max(0.1, math.cos(math.radians(lat))))
        text = f"{label.lower()} of {base.name}" if name.outside and label else f"{label} {base.name}".strip()
        if name.around:
            text = f"{label + ' ' if label else ''}countryside of {base.name}"
        wide = radius * (2.0 if off or name.around else 0.75)
        return Place(
            content_id("pl", base.id, text), text, "area" if name.around or name.outside else "part",
            None if lat is None else round(lat, 4), None if lon is None else round(lon, 4), wide, base.country,
            base.parents if name.outside else (base.id, *base.parents), source=base.source,
        )  # fmt: skip

    def _provisional(self, name: Toponym, around: Surroundings) -> Place:
        """A place that no table knows, anchored in the place of the report that is most likely around it."""
        parent = _anchor(around.parents)
        if parent is None:
            record = self._gazetteer.country(around.context.country)
            parent = self._found(record).place if record else None
        tokens = fold(name.base, around.context.language)
        key = " ".join(map(skeleton, tokens)) or name_key(name.base)
        return Place(
            content_id("pl", "provisional", key, parent.id if parent else around.context.report_id), name.text,
            "district" if name.district else "", parent.lat if parent else None, parent.lon if parent else None,
            max(10.0, (parent.radius_km or 0.0) * 2) if parent else None, parent.country if parent else "",
            (parent.id, *parent.parents) if parent else (), provisional=True, source="report",
        )  # fmt: skip


def _anchor(places: Iterable[Place]) -> Place | None:
    """The settlement or region that a report names most; countries only when nothing smaller is named."""
    counted: dict[str, tuple[int, Place]] = {}
    for place in places:
        n, _ = counted.get(place.id, (0, place))
        counted[place.id] = (n + 1, place)
    rank = {"city": 3, "town": 3, "region": 2, "county": 2, "country": 0}
    ordered = sorted(counted.values(), key=lambda pair: (-rank.get(pair[1].feature, 1), -pair[0], pair[1].id))
    return ordered[0][1] if ordered else None
