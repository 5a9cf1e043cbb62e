from dataclasses import replace
from datetime import date

import pytest
from linking import claim, report

from warledger.evaluate.given import _linker
from warledger.link.context import read_context
from warledger.link.fold import name_key
from warledger.link.gazetteer import Gazetteer
from warledger.link.parties import Lexicon, PartyIndex
from warledger.link.places import PlaceResolver
from warledger.link.precision import acled_precision, ucdp_precision
from warledger.link.toponyms import parse_toponym
from warledger.link.unknown_places import by_sound, join_provisional, sounding_like
from warledger.model import Place
from warledger.model.geo import distance_km
from warledger.packs.conflicts import available_conflicts, load_conflict
from warledger.packs.world import load_world

LEXICON = Lexicon(load_world())
PACKS = [PartyIndex(load_conflict(s)) for s in available_conflicts()]


@pytest.fixture(scope="module")
def resolver(gazetteer: Gazetteer) -> PlaceResolver:
    return PlaceResolver(gazetteer, LEXICON)


def resolve(resolver: PlaceResolver, names: list[str], text: str, language: str = "en", day: date | None = None) -> dict[str, Place]:
    return resolver.resolve_all(names, read_context(report("r", text, language, day), PACKS, LEXICON))


@pytest.mark.parametrize(
    ("text", "base", "part", "outside", "around"),
    [
        ("north of Palmyra", "Palmyra", "N", True, False),
        ("eastern Aleppo", "Aleppo", "E", False, False),
        ("Øst-Aleppo", "Aleppo", "E", False, False),
        ("Alep-Est", "Alep", "E", False, False),
        ("شرق حلب", "حلب", "E", False, False),
        ("ريف إدلب الغربي", "إدلب", "W", False, True),
        ("countryside of Hama", "Hama", "", False, True),
        ("al sur de Cartagena", "Cartagena", "S", True, False),
        ("Bustan al-Qasr", "Bustan al-Qasr", "", False, False),
        ("Sheikh Saeed district", "Sheikh Saeed", "", False, False),
        ("Paris, Texas", "Paris", "", False, False),
        ("Halep yakınlarında", "Halep", "", False, True),
        ("Tolmar açıklarında Yıldız", "Tolmar", "", False, True),
    ],
)
def test_names_are_taken_apart(text: str, base: str, part: str, outside: bool, around: bool) -> None:
    found = parse_toponym(text, LEXICON)
    assert (found.base, found.part, found.outside, found.around) == (base, part, outside, around)


@pytest.mark.parametrize(
    "name", ["Sheikh Saeed", "Cheikh Saïd", "Sjeik Said", "Шейх-Саид", "الشيخ سعيد", "حي الشيخ سعيد", "Sheikh Saeed, Aleppo", "Jeque Said"]
)
def test_one_district_many_spellings(resolver: PlaceResolver, name: str) -> None:
    place = resolve(resolver, [name], "Syria, Syria, Aleppo, Assad", day=date(2016, 12, 12))[name]
    assert (place.name, place.source) == ("Sheikh Saeed", "conflicts/syria")


def test_parts_have_a_parent_and_a_radius(resolver: PlaceResolver) -> None:
    names = ["East Aleppo", "north of Palmyra", "Aleppo", "countryside of Hama", "northern Syria"]
    found = resolve(resolver, names, "Syria Syria Aleppo Palmyra Hama")
    assert found["East Aleppo"].within(found["Aleppo"].id)
    north = found["north of Palmyra"]
    assert (north.feature, north.radius_km) == ("area", 15.0)
    assert north.lat is not None
    assert north.lat > 34.6
    assert found["countryside of Hama"].radius_km == 25.0
    assert found["northern Syria"].country == "SY"
    assert [acled_precision(found[n]) for n in names] == [2, 2, 1, 2, 3]
    assert [ucdp_precision(found[n]) for n in names] == [2, 2, 1, 2, 5]


def test_unknown_places_are_anchored_and_kept_apart(resolver: PlaceResolver) -> None:
    here = resolve(resolver, ["Qaltat Zzyzx", "Idlib"], "Syria Syria Idlib")["Qaltat Zzyzx"]
    there = resolve(resolver, ["Qaltat Zzyzx", "Kunduz"], "Afghanistan Afghanistan")["Qaltat Zzyzx"]
    assert here.provisional
    assert there.provisional
    assert here.id != there.id
    assert here.country == "SY"
    assert here.radius_km is not None
    assert here.radius_km >= 10


@pytest.mark.parametrize(
    ("names", "text", "country"),
    [
        (["Tripoli"], "Libya, Libyan rebels, Gaddafi", "LY"),
        (["Tripoli", "Beirut"], "Lebanon, Lebanese army in Beirut", "LB"),
        (["Hama"], "Syria Syrian army", "SY"),
        (["Paris, Texas"], "A fire in town", "US"),
        (["Tiro"], "The Indonesian army in Indonesia", "ID"),  # which the tables of all wars know in Lebanon
        (["Tiro"], "El ejército libanés en el Líbano", "LB"),
    ],
)
def test_namesakes_are_told_apart(resolver: PlaceResolver, names: list[str], text: str, country: str) -> None:
    assert resolve(resolver, names, text)[names[0]].country == country


def test_names_of_one_report_support_each_other(resolver: PlaceResolver) -> None:
    names = ["Paris", "Dallas", "Texas", "Bonham"]
    found = resolve(resolver, names, "A man from Paris was arrested near Bonham, north of Dallas, Texas")
    assert found["Paris"].country == "US"


def test_a_region_and_its_city_are_two(resolver: PlaceResolver) -> None:
    text = "Украина ВСУ Харьков Украина"
    found = resolve(resolver, ["Харьков", "Харьковская область", "в Харькове"], text, "ru", date(2023, 1, 1))
    assert found["Харьков"].feature == "city"
    assert found["Харьковская область"].feature == "region"


def test_distance() -> None:
    assert distance_km((0, 0), (0, 0)) == 0
    assert distance_km((36.2, 37.16), (33.51, 36.29)) == pytest.approx(310, abs=3)


def test_a_capital_that_means_its_government_is_not_where_unnamed_places_lie(resolver: PlaceResolver) -> None:
    names = ["Aleppo", "eastern districts", "Damascus"]
    found = resolve(resolver, names, "Aleppo: many died in the eastern districts. Damascus denies this. Assad", day=date(2016, 12, 13))
    assert found["Aleppo"].id in found["eastern districts"].parents
    there = resolve(resolver, names[1:], "Many died in the eastern districts, in Damascus. Syria, Assad", day=date(2016, 12, 13))
    assert there["Damascus"].id in there["eastern districts"].parents


def test_a_city_goes_before_a_greater_one_that_some_language_calls_so(resolver: PlaceResolver) -> None:
    assert resolve(resolver, ["Dili"], "The army denied that anybody had been killed in a church in Dili.")["Dili"].country == "TL"
    assert resolve(resolver, ["Kiev"], "Shells fell on Kiev.")["Kiev"].country == "UA"


def test_long_vowels_of_an_arabic_name_are_no_consonants() -> None:
    known = by_sound([("town", ("Churachandpur", "en")), ("other", ("Shahrstan", "en"))])
    assert sounding_like(("تشوراتشاندبور", "ar"), known) == {"town"}


@pytest.mark.parametrize(
    ("name", "text", "language", "found"),
    [
        ("Altren", "Shells fell on the Altren district of Sovelmar on Sunday.", "en", "Altren, Sovelmar"),
        ("Альтрен", "Снаряди впали в районі Альтрен у Совельмарі.", "uk", "Альтрен, Совельмарі"),
        ("Altren", "Shells fell on Altren on Sunday.", "en", "Altren"),
    ],
)
def test_the_town_behind_a_district(resolver: PlaceResolver, name: str, text: str, language: str, found: str) -> None:
    assert resolve(resolver, [name], text, language)[name].name == found


def test_a_district_is_not_its_namesake_far_from_the_town(resolver: PlaceResolver) -> None:
    text = "Утром обстреляли школу в Ленинском районе Донецка, сообщили власти. Украина молчит."
    place = resolve(resolver, ["Ленинский район"], text, "ru", date(2015, 2, 4))["Ленинский район"]
    assert place.country == "UA"
    assert distance_km((place.lat or 0, place.lon or 0), (48.0, 37.8)) < 30


def test_a_namesake_outside_the_country_behind_the_comma_is_not_meant(resolver: PlaceResolver) -> None:
    assert resolve(resolver, ["Paris, Mali"], "Shells fell on Paris, in Mali.")["Paris, Mali"].country == "ML"


def test_small_words_are_lookup_keys() -> None:
    assert [w for words in load_world().words.values() for w in words if name_key(w) != w] == []


@pytest.mark.parametrize(
    ("latin", "native", "language", "same"),
    [
        ("Goma", "غوما", "ar", True),
        ("Djibo", "جيبو", "ar", True),
        ("Herat", "Герат", "ru", True),  # "г" is an "h" in foreign names
        ("Kabo", "كوبو", "ar", False),
        ("Hama", "حمص", "ar", False),
        ("Wau", "غاو", "ar", False),
    ],
)
def test_a_short_name_is_known_across_scripts_where_every_letter_agrees(latin: str, native: str, language: str, same: bool) -> None:
    assert bool(sounding_like((native, language), by_sound([("town", (latin, "en"))]))) is same


def test_a_name_that_no_table_has_is_one_across_scripts_and_guessed_countries() -> None:
    place = Place("pl-1", "Hardub", "", None, None, 10.0, "AZ", ("pl-az",), provisional=True)
    other = replace(place, id="pl-2", name="Гардуб", country="AM", parents=("pl-am",))
    names = {"pl-1": ("Hardub", "en"), "pl-2": ("Гардуб", "ru")}
    assert len(set(join_provisional({"pl-1": place, "pl-2": other}, names, {"pl-2": {"AZ", "AM"}}).values())) == 1
    assert len(set(join_provisional({"pl-1": place, "pl-2": other}, names).values())) == 2


@pytest.mark.parametrize(
    ("stated", "neighbours", "places"),
    [("", True, 1), ("", False, 2), (", Armenia", True, 2)],
)
def test_each_side_of_a_border_war_names_itself_beside_a_village_that_no_table_knows(stated: str, neighbours: bool, places: int) -> None:
    village = Place("pl-1", "Hardub", "", None, None, 10.0, "AZ", ("pl-az",), provisional=True)
    other = replace(village, id="pl-2", name=f"Hardub{stated}", country="AM", parents=("pl-am",))
    nowhere = replace(village, id="pl-3", country="", parents=())
    met = {place.id: place for place in (village, other, nowhere)}
    borders = {"AM": {"AZ"}, "AZ": {"AM"}} if neighbours else {}
    found = join_provisional(met, dict.fromkeys(met, ("Hardub", "en")), {}, borders)
    assert len({found["pl-1"], found["pl-2"]}) == places
    assert (found["pl-3"] in (found["pl-1"], found["pl-2"])) is (places == 1)


@pytest.mark.parametrize(
    ("region", "town", "language"),
    [
        ("North Kivu", "Goma", "en"), ("Tigré", "Mekelle", "fr"), ("Cabo Delgado", "Pemba", "pt"), ("أمهرة", "Gondar", "ar"),
        ("Rakhine", "Sittwe", "de"), ("Crimée", "Simferopol", "fr"), ("Ituri", "Bunia", "ru"),
    ],
)  # fmt: skip
def test_the_towns_of_a_region_that_a_pack_names_lie_in_it(resolver, region, town, language):
    outer = resolve(resolver, [region], f"{region}.", language)[region]
    inner = resolve(resolver, [town, region], f"{town}, {region}.", language)[town]
    assert outer.id in inner.parents


@pytest.mark.parametrize("name", ["Ленинский район", "Ленинского района", "в Ленинском районе", "Ленинскому району"])
def test_a_district_is_one_in_every_case(resolver: PlaceResolver, name: str) -> None:
    found = resolve(resolver, [name, "Ленинский район"], f"Снаряды упали на школу: {name}, Украина.", "ru")
    assert found[name].id == found["Ленинский район"].id


def test_upper_and_alto_are_one_word_of_a_name() -> None:
    filed = [parse_toponym(text, LEXICON).filed for text in ("Alto Cenepa", "Upper Cenepa", "Верхняя Кама", "Alto")]
    assert filed == ["Upper Cenepa", "Upper Cenepa", "Upper Кама", "Alto"]


def test_a_quarter_of_a_town_that_no_table_knows_is_no_namesake_elsewhere(resolver: PlaceResolver) -> None:
    found = resolve(resolver, ["Lipnica, Marovec"], "Hubo muertos en el barrio de Lipnica, en Marovec.", "es")["Lipnica, Marovec"]
    assert found.provisional and not found.country


def test_a_barracks_lies_in_the_city_that_its_name_puts_behind_it(resolver: PlaceResolver) -> None:
    text = "Mataram 40 soldados senegaleses em Bissau e tomaram o quartel de Brá, em Bissau."
    found = resolve(resolver, ["Brá, Bissau", "Bissau"], text, "pt")
    assert found["Brá, Bissau"].country == found["Bissau"].country == "GW"
    far = resolve(resolver, ["Rifai, Mosul"], "The United States said that it had struck Rifai in Mosul.")
    assert far["Rifai, Mosul"].country == "IQ"


def test_a_place_without_its_country_is_that_which_others_name_with_both() -> None:
    reports = [
        report("r1", "أعلن الجيش العراقي أنه سيطر على مدينة الخفجي.", "ar"),
        report("r2", "Saudi Arabia said that Iraq had withdrawn from Khafji."),
    ]
    links = _linker(None).link(reports, [claim("c1", "r1", "capture", ("الخفجي",)), claim("c2", "r2", "withdrawal", ("Khafji",))])
    one, other = (entry.place_ids for entry in links.linked)
    assert one == other


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("Jenin camp", "en"),
        ("camp de Jénine", "fr"),
        ("مخيم جنين", "ar"),
        ("лагерь Дженин", "ru"),
        ("Lager Dschenin", "de"),
        ("Jenin-leiren", "nb"),
    ],
)
def test_the_camp_of_a_town_is_one_place_in_it_in_every_language(gazetteer, name, language):
    palestine = {"en": "Palestine", "fr": "Palestine", "ar": "فلسطين", "ru": "Палестина", "de": "Palästina", "nb": "Palestina"}[language]
    resolver = PlaceResolver(gazetteer, LEXICON)
    camp = resolver.resolve_all([name], read_context(report("r", f"{palestine}. {name}.", language, None), (), LEXICON))[name]
    english = resolver.resolve_all(["Jenin"], read_context(report("r", "Palestine. Jenin.", "en", None), (), LEXICON))["Jenin"]
    assert (camp.feature, camp.parents[0]) == ("site", english.id)


@pytest.mark.parametrize(("name", "feature"), [("provincia de Balj", "region"), ("Balj", "city")])
def test_a_province_that_a_table_lacks_in_a_language_is_that_of_its_capital(gazetteer, name, feature):
    resolver = PlaceResolver(gazetteer, LEXICON)
    context = read_context(report("r", f"Afganistán: {name}", "es", None), (), LEXICON)
    assert resolver.resolve_all([name], context)[name].feature == feature


def test_a_town_lies_in_the_district_that_bears_its_name():
    reports = [report("r1", "In Kargil district in India 11 died, in Kargil six"), report("r2", "Kargil in India was shelled")]
    claims = [claim("c1", "r1", places=("Kargil district",)), claim("c2", "r2", places=("Kargil",))]
    links = _linker(None).link(reports, claims)
    district, town = (links.place(row.place_ids[0]) for row in links.linked)
    assert (district.name, district.feature) == ("Kargil district", "county")
    assert district.id in town.parents


@pytest.mark.parametrize(
    ("text", "language", "inside"),
    [
        ("Hindistan: Kargil yakınlarındaki Olding köyünü vurdu", "tr", False),
        ("India: shells hit the village of Olding near Kargil", "en", False),
        ("India: shells hit Olding in Kargil", "en", True),
    ],
)
def test_a_village_that_no_table_knows_is_no_part_of_the_town_beside_it(gazetteer, text, language, inside):
    resolver = PlaceResolver(gazetteer, LEXICON)
    places = resolver.resolve_all(["Olding", "Kargil"], read_context(report("r", text, language, None), (), LEXICON))
    assert (places["Kargil"].id in places["Olding"].parents) is inside


def test_spanish_writes_a_y_for_a_j(gazetteer):
    context = read_context(report("r", "siete civiles en Yenín", "es", None), (), LEXICON)
    assert PlaceResolver(gazetteer, LEXICON).resolve_all(["Yenín"], context)["Yenín"].country == "PS"
