"""Words to places: districts, towns, regions, parts and surroundings, with a point and a radius.

Takes the words and what the report is about, gives `Place` records. Does not read text to find names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial

from warledger.link.choose import KNOWN, Found, choose, own_score
from warledger.link.context import POWERS, Context, words_of
from warledger.link.fold import fold, name_key, script_of, skeleton
from warledger.link.gazetteer import Gazetteer, GazetteerPlace, alias_keys
from warledger.link.pack_places import REMEMBERED, SETTLEMENTS, PackPlaces, gazetteer_place_id
from warledger.link.parties import Lexicon, PartyIndex
from warledger.link.shapes import RADIUS_KM, anchor, county, provisional, shape, site
from warledger.link.sites import bare_site
from warledger.link.terms import Glossary
from warledger.link.toponyms import Toponym, district_name, parse_toponym
from warledger.model import Place
from warledger.model.geo import distance_km

_IN = re.compile(
    r"(?:\b(?:in|near|from|outside|around|of|to|i|ved|fra|nær|à|de|en|dans|près|cerca|em|perto|bei|aus|nach|في|من|قرب|إلى|в|во|из|под|у|з"
    r"|біля|до)|['’]da|['’]de)\s(?:the )?$",
    re.IGNORECASE,
)

_TAIL = re.compile(r"^[^\W\d_A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'-]*\s+((?:[A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'-]*\s*)+)$")
"""A name behind a word in small letters that describes it: "oldtidsbyen Palmyra", "la ville Palmyre"."""
_BEHIND = re.compile(
    r"(?:\s{1,2}(?!(?:of|in|i|de|du|da|do|von|av|en|em|à|в|у)\s)([^\W\d_]+))?"
    r"(?:,?\s{1,2}(of|in|i|de|du|da|do|von|av|en|em|à|в|у))?\s{1,2}([A-ZÀ-ÞА-ЯЁІЇЄҐ][\w’'-]*)"
)
"""A word for a kind of place, "of" or "in", and a name in capitals."""
_YE = re.compile(r"\bY(?=[aeiouáéíóú])")
_SMALL = re.compile(r"^(?:[^\W\d_A-ZÀ-ÞА-ЯЁІЇЄҐ؀-ۿ]{1,3} )+")
"""Small words before the name of the town that a site bears."""
GENITIVE = frozenset({"sv", "nb", "nn", "no", "da", "de"})
"""Languages whose genitive is an "s" without an apostrophe."""
LEAST = 5
"""Letters of the longest Cyrillic name that is sought in a text without its cases."""
DISTRICT = {"en": ("district",), "ru": ("район",), "uk": ("район",)}
"""The word behind the name of a district under which tables file it."""
WITHIN_KM = 30.0
"""How far a district may lie from the point of its town."""
APART_KM = 100.0
"""How far a village may lie from the town that a report puts behind its name."""
_CASES = frozenset("аеиоуыюяіїє")
_BASES = ("", "а", "о", "я", "ь", "и", "ы", "е")
"""Endings of base forms that may stand in the place of a case ending."""
PARTS = frozenset({"region", "county", "area", "country"})
"""What may follow the comma behind the name of a village that no table knows."""
AROUND = 24
"""Code points beside a name in which a word for a village stands."""
VILLAGE = ("koyu", "kasaba", "kenti", "sehri")
"""How Turkish words for villages and towns begin, behind the name."""
CAMP = "camp"
"""The kind of site that a camp is."""
TOWNS = frozenset({"city", "town"})
"""What gives its name to the district or province around it."""
TOWN = 50_000
SURE = 3
"""Mentions of its country from which a report without a pack is surely about it."""


class PlaceResolver:
    """Resolves place names with the packs of a war where they apply and the gazetteer elsewhere."""

    def __init__(self, gazetteer: Gazetteer, lexicon: Lexicon) -> None:
        self._gazetteer = gazetteer
        self._world = PackPlaces(lexicon.world.pack, gazetteer)
        self._lexicon = lexicon
        self._site_of = lru_cache(REMEMBERED)(Glossary(lexicon.world).site)
        self._packs: dict[str, PackPlaces] = {}
        self._made: dict[str, Found] = {}
        self._finds: dict[str, list[GazetteerPlace]] = {}
        self._parse = lru_cache(REMEMBERED)(partial(parse_toponym, lexicon=lexicon))
        self._bared = lru_cache(REMEMBERED)(partial(bare_site, lexicon=lexicon))
        self._sounding = lru_cache(REMEMBERED)(self._alike_in)

    def resolve_all(self, names: Sequence[str], context: Context) -> dict[str, Place]:
        """The place of every name of a report; the names decide together which namesakes are meant.

        Wordings without a name in them ("an apartment block") are left out.
        """
        parsed = {n: self._parse(n) for n in sorted(set(names)) if name_key(n)}
        camps = {name for name in parsed if self._camp(name, context)}
        for name in list(parsed):
            bare = self._camp(name, context) or self._bare_site(name, parsed[name], context)
            if bare:
                toponym = self._parse(district_name(bare) if parsed[name].district else bare)
                parsed[name] = replace(toponym, district=parsed[name].district, county=parsed[name].county)
            else:
                del parsed[name]
        parsed = {name: self._with_town(toponym, context) for name, toponym in parsed.items()}
        counted = dict(context.countries)
        scored = {}
        for name, toponym in parsed.items():
            found = self._where_stated(self._candidates(toponym, context), toponym, context)
            found = [replace(f, foreign=True) if self._is_foreign(f, toponym, context) else f for f in found]
            scored[name] = [(own_score(f, counted, context.country, hinted=self._hinted(toponym.hint, f)), f) for f in found]
        sure = bool(context.packs) or counted.get(context.country, 0) >= SURE
        chosen = choose(scored, frozenset({"", *named_countries(context)}), sure=sure)
        out = {n: self._shaped(parsed[n], f, context) for n, f in chosen.items()}
        for name in camps.intersection(out):
            if out[name].feature in TOWNS:  # the camp is not the town whose name it bears
                out[name] = site(self._parse(name), CAMP, out[name])
        named = [chosen[n].place for n in names if n in chosen and not self.seat_meant(n, context)]
        around = anchor(named) or (None if context.guessed else self.country(context.country))
        for name in sorted(parsed.keys() - out.keys()):
            known = chosen.get(parsed[name].hint)
            outer = known.place if known is not None else self._stated(parsed[name], around, context)
            if outer is None and around is not None and around.feature in SETTLEMENTS and self._is_settlement(parsed[name].base, context):
                outer = self._land(around)
            out[name] = self._site(parsed[name], context) or provisional(parsed[name], outer or around, context)
        return out

    def _is_foreign(self, found: Found, name: Toponym, context: Context) -> bool:
        """Whether a place far from what the report names is called so in some other language only ("Base" is La Bassée to some).

        Powers that act in other countries' wars say nothing of where.
        """
        named = named_countries(context) - POWERS
        if not named or found.place.country in self._beside(named) or found.place.feature in PARTS or script_of(name.base) != "latin":
            return False
        return not found.own and not set(alias_keys(found.place.name)) & set(alias_keys(name.base))

    def _beside(self, countries: Iterable[str]) -> set[str]:
        """Countries and those beside them."""
        borders = self._lexicon.world.borders
        return {near for country in countries for near in (country, *borders.get(country, ()))}

    def _camp(self, text: str, context: Context) -> str:
        """The name of a refugee camp that tables do not have under its whole wording, "" when none is meant."""
        kind, proper = self._site_of(text.partition(",")[0], context.language)
        return _SMALL.sub("", proper) if kind == CAMP and proper and not self._is_known(text, context) else ""

    def _is_settlement(self, name: str, context: Context) -> bool:
        """Whether the text calls a name a village or town of its own ("the village of Olding", "Olding köyü"): no quarter of another."""
        for met in re.finditer(r"\b" + re.escape(name) + r"\b", context.text):
            before = words_of(context.text[max(0, met.start() - AROUND) : met.start()])[-2:]
            behind = words_of(context.text[met.end() : met.end() + AROUND])[:1]
            of = len(before) == 2 and self._lexicon.sense("of", before[1]) is not None
            beside = [*(before if of else before[-1:]), *behind]
            if any(self._lexicon.sense("settlement", w) is not None for w in beside) or any(w.startswith(VILLAGE) for w in behind):
                return True
        return False

    def _land(self, town: Place) -> Place | None:
        """The country of a town."""
        return self.country(town.country)

    def _shaped(self, name: Toponym, found: Found, context: Context) -> Place:
        """The place itself, or what around or in it the words mean."""
        if name.county and found.place.feature in TOWNS and not (name.hint and self._town(name.hint, context)):
            return county(found.place)
        return found.place if found.whole else shape(name, found.place)

    def _site(self, name: Toponym, context: Context) -> Place | None:
        """An airport, base or port that bears the name of a known place, in any language ("Tripoli International Airport")."""
        kind, proper = self._site_of(name.base, context.language)
        proper = _SMALL.sub("", proper)
        forms = [proper, *([proper[:-1]] if proper.endswith("s") and context.language[:2] in GENITIVE else [])] if kind and proper else []
        town = next((found for form in forms if (found := self.territory(form, context)) is not None), None)
        return site(name, kind, town) if town is not None else None

    def _stated(self, name: Toponym, around: Place | None, context: Context) -> Place | None:
        """What a name says that it lies in ("Nsoh, Bui"), known or not; None when it says nothing."""
        if not name.hint:
            return None
        great = self._great_city(name.hint, context)
        known = self.territory(name.hint, context) or great
        lands = self._beside(named_countries(context))
        if known is not None and (known.feature in PARTS or known.country in lands or (known.feature == "city" and not lands)):
            return known
        if great is not None:
            return great
        outer = provisional(self._parse(name.hint), None, replace(context, report_id=""))
        land = self.country(around.country) if around else None
        return outer if land is None else replace(outer, country=land.country, parents=(land.id,), lat=land.lat, lon=land.lon)

    def _great_city(self, name: str, context: Context) -> Place | None:
        """The city that a name means wherever it lies ("Rifai, Mosul", in a report that names but the United States); None else."""
        town = self._town(name, context)
        found = [f for f in self._candidates(self._parse(name), context) if town is not None and f.place.id == town.id]
        return town if any(f.population >= KNOWN for f in found) else None

    def _bare_site(self, text: str, toponym: Toponym, context: Context) -> str:
        """The wording as it is where tables know it, else the name of the place that the spot lies at."""
        return text if self._is_known(text, context) or toponym.part else self._bared(text, context.language)

    def _is_known(self, text: str, context: Context) -> bool:
        """Whether tables have a place under the whole wording."""
        return not text.islower() and bool(
            self._find(text) or any(self._pack_places(i).find(text, context.language) for i in context.packs)
        )

    def bare(self, text: str) -> str:
        """A name without the words around it: "Zamzam" of "Zamzam camp"."""
        parsed = self._parse(self._bared(text, "") or text)
        return parsed.filed or parsed.base

    def territory(self, name: str, context: Context) -> Place | None:
        """The known place, preferably a part of a country, that a name beside an organ means; None when it names none."""
        toponym = self._parse(name)
        found = self._candidates(toponym, context)
        counted = dict(context.countries)
        ranked = [(own_score(f, counted, context.country, hinted=False), f) for f in found]
        named = named_countries(context)
        near = [pair for pair in ranked if not context.country or pair[1].place.country in named]
        if not near and toponym.region:  # "the region of Belgorod" is the one that there is, in a war of its neighbour too
            near = ranked if len({found.place.id for _, found in ranked}) == 1 else []
        areas = [pair for pair in near if pair[1].place.feature in ("region", "county", "area")]
        chosen = choose({name: areas or near}).get(name)
        return chosen.place if chosen is not None else None

    def country(self, code: str) -> Place | None:
        """The place of a country, None when the gazetteer lacks it."""
        record = self._gazetteer.country(code)
        return self._found(record).place if record else None

    def seat_meant(self, text: str, context: Context) -> str:
        """Country whose government a seat's name means in a report: it never stands after "in", "near" or the like."""
        found = self._lexicon.state_of(name_key(text), context.language)
        if not found or not self._lexicon.is_seat(*found):
            return ""
        starts = (m.start() for m in re.finditer(re.escape(text), context.text))
        return "" if any(_IN.search(context.text[max(0, at - 12) : at]) for at in starts) else found[0]

    def holds(self, text: str, point: tuple[float, float], within_km: float, language: str, packs: Sequence[PartyIndex]) -> bool:
        """Whether some table has a place of this name near a point."""
        names = (text, self._parse(text).base)
        known = [p for index in packs for n in names if (p := self._pack_places(index).find(n, language)) is not None]
        points = [(p.lat, p.lon) for p in known if p.lat is not None and p.lon is not None]
        points += [(r.lat, r.lon) for n in names for r in self._find(n)]
        return any(distance_km(p, point) <= within_km for p in points)

    def _pack_places(self, index: PartyIndex) -> PackPlaces:
        if index.pack.slug not in self._packs:
            self._packs[index.pack.slug] = PackPlaces(index.pack, self._gazetteer)
        return self._packs[index.pack.slug]

    def _candidates(self, name: Toponym, context: Context) -> list[Found]:
        """Places that may be meant: of the packs first, then the gazetteer's; by the whole wording before the bare name."""
        for index in context.packs:
            for text in dict.fromkeys((name.text, name.base)):
                found = self._pack_places(index).find(text, context.language)
                if found is not None and (text == name.text or not name.region):
                    return [Found(found, whole=text == name.text)]
        area = self._world.find(name.text, context.language)
        if area is not None and not self._is_abroad(area, name, context):
            return [Found(area, whole=True)]
        whole = [self._found(r, whole=True, own=name_key(r.name) == name_key(name.text)) for r in self._find(name.text)]
        whole = [f for f in whole if not self._is_misread(f, name.text, context)]
        whole += self._state(name.text, whole, context)
        if whole and not any(f.place.country in named_countries(context) for f in whole):
            whole += self._inflected(name.base) + self._alike(name.base, context)  # a namesake elsewhere need not be the one
        if whole:
            return _city_first(list(dict.fromkeys((*whole, *self._seats(whole, name, context.language)))))
        bare = [self._found(r) for r in self._find(name.base)] + self._state(name.base, (), context)
        bare = [f for f in bare if not self._is_misread(f, name.base, context)]
        regions = [f for f in bare if f.place.feature in ("region", "county", "country")] if name.region else []
        if name.province and not regions:
            regions = self._capitals(bare)
        towns = list(dict.fromkeys((*bare, *self._seats(bare, name, context.language))))
        named = regions or (bare if name.region else _city_first(towns)) or self._inflected(name.base)
        named = named or self._alike(name.base, context, region=name.region)
        tail = _TAIL.search(name.base)
        named = named or self._respelt(name.base, context)
        return named or (self._candidates(self._parse(tail[1]), context) if tail else [])

    def _seats(self, found: Iterable[Found], name: Toponym, language: str) -> list[Found]:
        """Towns that sound as the region around them where tables have the spelling for the region only: the bare name is the town's."""
        if name.region:
            return []
        out: list[Found] = []
        for one in found:
            if one.place.feature == "region" and name_key(one.place.name) != name_key(name.base):
                forms = {name.base, *([one.place.name] if _bones(one.place.name, "") == _bones(name.base, language) else [])}
                towns = [town for form in sorted(forms) for town in self._sounding(form, one.place.country, language)]
                out += [town for town in towns if town.place.feature in ("city", "town") and town.region == one.region]
        return out

    def _is_misread(self, found: Found, text: str, context: Context) -> bool:
        """Whether a country bears a name in some far language only, which no table of states has ("Qana" of Ghana)."""
        if found.place.feature != "country" or found.own or script_of(text) != "latin":
            return False
        return found.place.country in self._lexicon.states and self._lexicon.state_of(name_key(text), context.language) is None

    def _respelt(self, text: str, context: Context) -> list[Found]:
        """Places of the countries named, if any are, whose Arabic name Spanish writes with a Y ("Yenín" is Jenin, "Yabalia" Jabalia)."""
        other = _YE.sub("J", text) if context.language[:2] == "es" else text
        named = named_countries(context)
        found = [self._found(r) for r in self._find(other) if r.country in named or not named] if other != text else []
        return _city_first(found)

    def _capitals(self, towns: Sequence[Found]) -> list[Found]:
        """The regions that bear the name of a town in them, which a table may lack in the language at hand ("provincia de Balj")."""
        records = [(f, self._gazetteer.by_id(f.region)) for f in towns if f.region and f.place.feature in TOWNS]
        return list(dict.fromkeys(self._found(r) for f, r in records if r is not None and name_key(r.name) == name_key(f.place.name)))

    def _is_abroad(self, town: Place, name: Toponym, context: Context) -> bool:
        """Whether a town that all reports know lies outside the countries of this one, which have one of that name themselves."""
        named = named_countries(context)
        return town.feature in SETTLEMENTS and town.country not in named and any(r.country in named for r in self._find(name.base))

    def _inflected(self, text: str) -> list[Found]:
        """Towns whose base form a Cyrillic case form may stand for: "Херсона" is Херсон, "Дніпрі" is Дніпро."""
        if script_of(text) != "cyrillic" or len(text) < 4 or text[-1].casefold() not in _CASES:
            return []
        found = [self._found(r) for e in _BASES for r in self._find(text[:-1] + e) if e != text[-1] and r.feature in SETTLEMENTS]
        return _city_first(list(dict.fromkeys(found)))

    def _find(self, text: str) -> list[GazetteerPlace]:
        if text not in self._finds:
            self._finds[text] = self._gazetteer.find(text)
        return self._finds[text]

    def _state(self, text: str, found: Sequence[Found], context: Context) -> list[Found]:
        """The country that a word means where the gazetteer has no country of that name ("Georgian", "الروسية")."""
        state = self._lexicon.state_of(name_key(text), context.language)
        if not state or self._lexicon.is_seat(*state) or any(f.place.feature == "country" for f in found):
            return []
        record = self._gazetteer.country(state[0])
        return [self._found(record, whole=True)] if record else []

    def _alike(self, text: str, context: Context, *, region: bool = False) -> list[Found]:
        """Places of the countries at hand whose name sounds the same; unless a `region` is meant the towns, where there are any."""
        countries = dict.fromkeys([context.country, *(c for c, _ in context.countries[:2])])
        found = [found for country in countries if country for found in self._sounding(text, country, context.language)]
        if region:
            return found
        towns = {f.place.country for f in found if f.place.feature in ("city", "town")}
        return [f for f in found if f.place.feature != "region" or f.place.country not in towns]

    def _alike_in(self, text: str, country: str, language: str) -> tuple[Found, ...]:
        tokens = fold(text, language)
        records = self._gazetteer.find_alike(text, country, language)
        return tuple(self._found(r) for r in records if any(fold(n) == tokens for n in (r.name, *r.names)))

    def _found(self, record: GazetteerPlace, *, whole: bool = False, own: bool = False) -> Found:
        if record.id not in self._made:
            country = self._gazetteer.country(record.country)
            region = self._gazetteer.by_id(record.region) if record.region else None
            parents = tuple(gazetteer_place_id(p) for p in (region, country) if p is not None and p.id != record.id)
            place = Place(
                gazetteer_place_id(record), record.name, record.feature, record.lat, record.lon, RADIUS_KM.get(record.feature, 5.0),
                record.country, parents, source=record.id,
            )  # fmt: skip
            self._made[record.id] = Found(place, record.population, record.region or (record.id if record.feature == "region" else ""))
        made = self._made[record.id]
        return Found(made.place, made.population, made.region, whole=whole, own=own) if whole else made

    def _with_town(self, name: Toponym, context: Context) -> Toponym:
        """A name with the town that the text names behind it ("Kirovskyi district of Donetsk"), if it is a district's or unknown."""
        if name.hint or script_of(name.base) not in ("latin", "cyrillic") or (not name.district and self._candidates(name, context)):
            return name
        for district, town in self._behind(name.base, context.text):
            if self._lexicon.state_of(name_key(town), context.language):
                continue  # "Kargil district in India" is no district of a town of that name
            if self._town(town, context) is not None and name_key(town) != name_key(name.base):
                return replace(name, hint=town)
            if district and self.territory(town, context) is None:
                return replace(name, hint=town, text=f"{name.text}, {town}")
        return name

    def _districts(self, base: str, country: str, language: str) -> Iterator[Found]:
        """Places of a country called so, or filed as the district of that name."""
        for words in (base, *(f"{base} {word}" for word in DISTRICT.get(language[:2], ()))):
            yield from self._sounding(words, country, language)

    def _town(self, name: str, context: Context) -> Place | None:
        """The town that a name means where it cannot mean the region that is called after it."""
        towns = [f for f in self._candidates(self._parse(name), context) if f.place.feature in ("city", "town")]
        counted = dict(context.countries)
        found = choose({name: [(own_score(f, counted, context.country, hinted=False), f) for f in towns]})
        return found[name].place if name in found else None

    def _behind(self, base: str, text: str) -> Iterator[tuple[bool, str]]:
        """Names that stand behind a name with "of" or "in", or in a case, and whether a word for a district stands with it."""
        ending = r"\w{0,4}" if script_of(base) == "cyrillic" else ""
        stems = [re.escape(w[:-2] if ending and len(w) > LEAST else w) + ending for w in base.split()]
        for met in re.finditer(r"\b" + r"\s+".join(stems) + r"\b", text):
            behind = _BEHIND.match(text, met.end())
            kind, of, town = behind.groups() if behind else ("", "", "")
            words = [kind or "", *re.findall(r"\w+", text[max(0, met.start() - 20) : met.start()])[-2:]]
            district = any(self._lexicon.sense("district", name_key(w)) is not None for w in words)
            if town and (of or (kind and ending)) and (district or not kind):
                yield district, town

    def _where_stated(self, found: list[Found], name: Toponym, context: Context) -> list[Found]:
        """The candidates in the country, the region or about the town that follows the comma ("Koro, Mali"): none elsewhere is meant,

        though it be called so.
        """
        town = self._town(name.hint, context) if name.hint and name.district else None
        if town is not None and town.lat is not None and town.lon is not None:
            point = (town.lat, town.lon)
            found = list(dict.fromkeys((*found, *self._districts(name.base, town.country, context.language))))
            points = [(f, (f.place.lat, f.place.lon)) for f in found if f.place.lat is not None and f.place.lon is not None]
            return [f for f, other in points if distance_km(other, point) <= WITHIN_KM]
        state = self._lexicon.state_of(name_key(name.hint), context.language) if name.hint else None
        region = self.territory(name.hint, context) if name.hint and state is None else None
        if region is not None and region.feature == "region" and not town and self._town(name.hint, context) is None:
            return [f for f in found if f.region == region.source or (not f.region and f.place.country == region.country)]
        if state is None or self._lexicon.is_seat(*state):
            return self._about(found, name, context) if name.hint else found
        if any(f.place.country == state[0] for f in found):
            return found
        return list(self._sounding(name.base, state[0], context.language))

    def _about(self, found: list[Found], name: Toponym, context: Context) -> list[Found]:
        """The candidates that may lie in what follows the comma. A namesake in a land that the report does not name is none of them

        where no table knows what follows ("Lipnica, Marovec"), nor is one far from every town of that name.
        """
        outer = self._candidates(self._parse(name.hint), context)
        points = [(o.place.lat, o.place.lon) for o in outer if o.place.lat is not None and o.place.lon is not None]
        lands = named_countries(context)

        def fits(one: Found) -> bool:
            place = one.place
            if self._hinted(name.hint, one) or place.source.startswith("conflicts/") or place.lat is None or place.lon is None:
                return True
            if not points:
                return place.country in lands
            wide = any(o.place.feature in PARTS and o.place.country == place.country for o in outer)
            return wide or any(distance_km((place.lat, place.lon), point) <= APART_KM for point in points)

        return [one for one in found if fits(one)]

    def _hinted(self, hint: str, found: Found) -> bool:
        """Whether what follows a comma ("Paris, Texas") names the region or country of a candidate."""
        if not hint:
            return False
        region = self._gazetteer.by_id(found.region) if found.region else None
        country = self._gazetteer.country(found.place.country)
        keys = {name_key(n) for r in (region, country) if r is not None for n in (r.name, r.admin1, *r.names)}
        return name_key(hint) in keys


def named_countries(context: Context) -> set[str]:
    """The countries that a report names, and those in which its war is fought: where the places of its pack lie."""
    fought = {place.country for index in context.packs for place in index.pack.places}
    return {context.country, *dict(context.countries), *fought} - {""}


def _bones(text: str, language: str) -> str:
    """The consonants of a name."""
    return " ".join(map(skeleton, fold(text, language)))


def _city_first(found: list[Found]) -> list[Found]:
    """Without the regions that share their name with a town inside them: the bare name is the town's.

    So it is with any town or city of a region of that very name, and with a village where it has grown large.
    """
    inside = {f.region for f in found if f.place.feature in ("city", "town") or (f.place.feature == "village" and f.population > TOWN)}
    great = {f.place.country for f in found if f.place.feature == "city" and f.population > 500_000}
    kept = [f for f in found if not (f.place.feature == "region" and (f.region in inside or f.place.country in great))]
    return kept or found
