"""Organs that are not the state's, offices that are, and places that no table knows."""

from importlib import resources

import pytest
from linking import claim, report

from warledger.evaluate.given import _linker
from warledger.link.context import read_context
from warledger.link.fold import name_key
from warledger.link.unknown_places import join_provisional
from warledger.model import OffsetMap, Place, Report
from warledger.packs import available_languages

LINKER = _linker(None)


def origin_of(text, around="", language="en"):
    whole = f"{around} {text}"
    report = Report("r", "r", "r", whole, whole, OffsetMap.identity(len(whole)), language=language)
    found = LINKER._resolver.resolve(text, read_context(report, (), LINKER._lexicon))
    return found.origin if found else None


@pytest.mark.parametrize(
    ("text", "around", "language", "origin"),
    [
        ("Tigray health bureau", "Ethiopia", "en", "Tigray authorities"),
        ("Abkhaz defence ministry", "Georgia", "en", "Abkhazia"),
        ("абхазские отряды", "Грузия", "ru", "Abkhazia"),
        ("Abhazya", "Gürcistan", "tr", "Abkhazia"),
        ("garde de Transnistrie", "Moldavie", "fr", "Transnistria"),
        ("un groupe armé", "Algérie", "fr", "un groupe armé"),
        ("banda armada", "Colombia", "es", "banda armada"),
        ("militias", "Indonesia", "en", "militias"),
        ("Indonesian militias", "Indonesia", "en", "Indonesian militants"),
        ("services de sécurité algériens", "Algérie", "fr", "Algerian state"),
        ("marine argentine", "Argentine", "fr", "Argentine state"),
        ("submarino británico", "Malvinas", "es", "British state"),
        ("جنود مغاربة", "المغرب", "ar", "Moroccan state"),
        ("израильских солдат", "Израиль", "ru", "Israeli state"),
        ("Nagorno-Karabakh presidency", "Azerbaijan", "en", "Nagorno-Karabakh authorities"),
        ("Bosnian Serb army", "Bosnia", "en", "Bosnian Serbs"),
        ("governador de Kaduna", "Nigéria", "pt", "Nigerian state"),
        ("gouverneur du Sud-Kivu", "", "fr", "Congolese state"),
        ("mayor of Kharkiv", "Ukraine", "en", "Ukrainian state"),
        ("Kyiv police", "Ukraine", "en", "Ukrainian state"),
        ("Niger's army", "Burkina Faso Burkina Faso", "en", "Nigerien state"),
        ("Deputy Defence Minister Hanna Maliar", "Ukraine", "en", "Ukrainian state"),
        ("National Police", "Colombia", "en", "Colombian state"),
        ("the army", "Sudan", "en", "Sudanese state"),
        ("Wa State Army", "Myanmar", "en", None),
        ("Tarquish defence ministry", "Russia", "en", None),
        ("Tarquish defense ministry", "Russia", "en", None),
        ("Gobierno de Tarquia", "Brenn", "es", None),
        ("Regierung von Galmudug", "Mogadischu", "de", "Galmudug authorities"),
        ("US-Verteidigungsministerium", "Somalia", "de", "US state"),
        ("misión de la ONU en Malí", "Malí", "es", "United Nations"),
    ],
)
def test_whose_organ_it_is(text, around, language, origin):
    assert origin_of(text, around, language) == origin


def place(place_id, *parents, country=""):
    return Place(place_id, "Tavo", country=country, parents=parents, provisional=True)


def joined(*places, names=None):
    names = names or {p.id: ("Tavo", "en") for p in places}
    return join_provisional({p.id: p for p in places}, names)


def test_an_unknown_place_without_surroundings_is_the_one_of_that_name():
    assert joined(place("a"), place("b", "town", "land", country="XX")) == {"a": "b", "b": "b"}


def test_unknown_places_of_one_name_in_two_countries_stay_apart():
    found = joined(place("a", "land", country="XX"), place("b", "other", country="YY"), place("c"))
    assert found == {"a": "a", "b": "b", "c": "c"}


def test_unknown_places_beside_two_towns_of_one_country_stay_apart():
    found = joined(place("a", "t1", "land", country="XX"), place("b", "t2", "land", country="XX"), place("c", "land", country="XX"))
    assert found == {"a": "a", "b": "b", "c": "c"}


def test_spellings_in_two_scripts_are_one_unknown_place():
    found = joined(place("a"), place("b"), names={"a": ("Zamzam", "en"), "b": ("زمزم", "ar")})
    assert found["a"] == found["b"]
    assert len(set(joined(place("a"), place("b"), names={"a": ("Tavo", "en"), "b": ("Tuva", "en")}).values())) == 2


def linked_places(*told):
    """Names of the places that claims of reports (text, language, place) are linked to."""
    reports = [report(f"r{at}", text, language) for at, (text, language, _) in enumerate(told)]
    claims = [claim(f"c{at}", f"r{at}", places=(name,)) for at, (_, _, name) in enumerate(told)]
    links = LINKER.link(reports, claims)
    return [links.place(entry.place_ids[0]) for entry in links.linked]


def test_a_spelling_that_no_table_has_is_the_town_that_another_report_names():
    known, spelt = linked_places(("Shells fell on Tskhinvali.", "en", "Tskhinvali"), ("Tote in Zchinwali.", "de", "Zchinwali"))
    assert spelt.id == known.id
    assert not known.provisional
    abroad = "Rusya ve Rusya ordusu: Rusya askerleri Tskhinvali'de."
    assert len({p.id for p in linked_places(("Shells fell on Tskhinvali.", "en", "Tskhinvali"), (abroad, "tr", "Tskhinvali"))}) == 1


def test_villages_of_one_name_in_two_districts_are_two():
    one, other, again = linked_places(
        ("Cameroon: dead in Nsoh in Bui.", "en", "Nsoh, Bui"), ("Morts à Nsoh, dans la Momo.", "fr", "Nsoh, Momo"),
        ("Tote in Nsoh im Bezirk Bui.", "de", "Nsoh, Bui"),
    )  # fmt: skip
    assert one.id == again.id != other.id
    assert other.country != "IT"


@pytest.mark.parametrize(
    ("text", "language", "origin"),
    [
        ("polícia moçambicana", "pt", "Mozambican state"),
        ("kambodschanische Armee", "de", "Cambodian state"),
        ("ejército centroafricano", "es", "Central African state"),
        ("вірменська армія", "uk", "Armenian state"),
        ("шри-ланкийская армия", "ru", "Sri Lankan state"),
        ("الجيش الأوغندي", "ar", "Ugandan state"),
        ("Tayland ordusu", "tr", "Thai state"),
        ("ryska armén", "sv", "Russian state"),
        ("Donezker Volksrepublik", "de", "Donetsk People's Republic"),
        ("власти Южной Осетии", "ru", "South Ossetia"),
    ],
)
def test_states_and_bodies_in_many_languages(text, language, origin):
    assert origin_of(text, "", language) == origin


@pytest.mark.parametrize(
    ("word", "language"),
    [
        ("services", "en"),
        ("servicio", "es"),
        ("даними", "uk"),
        ("belgeledi", "tr"),
        ("camarógrafos", "es"),
        ("المالية", "ar"),
        ("car", "en"),
    ],
)
def test_common_words_are_no_states(word, language):
    assert LINKER._lexicon.state_of(name_key(word), language) is None


def test_a_place_lies_in_either_of_the_two_countries_that_its_report_names():
    one, other = linked_places(
        ("India's army fired at Pakistani troops in Gorvat valley. India said so.", "en", "Gorvat valley"),
        ("Pakistans Armee: ein Toter im Gorvat-Tal.", "de", "Gorvat-Tal"),
    )
    assert one.id == other.id
    far, near = linked_places(("Mali: dead in Gorvat.", "en", "Gorvat"), ("Pakistans Armee: ein Toter in Gorvat.", "de", "Gorvat"))
    assert far.id != near.id


def test_one_spelling_is_one_place_however_languages_sound_it():
    one, other = linked_places(("Bomben auf Jorzani.", "de", "Jorzani"), ("Bombas en Jorzani.", "es", "Jorzani"))
    assert one.id == other.id


@pytest.mark.parametrize(
    ("text", "language", "origin"),
    [
        ("Ministério da Saúde do Sudão do Sul", "pt", "South Sudanese state"),
        ("قيادة العمليات المشتركة العراقية", "ar", "Iraqi state"),
        ("Nineveh's health directorate", "en", "Iraqi state"),
    ],
)
def test_whose_organ_it_is_by_more_words(text, language, origin):
    assert origin_of(text, "", language) == origin


def test_a_case_ending_makes_no_other_place():
    one, other = linked_places(("Тела под Гревжаком.", "ru", "Гревжаком"), ("Dead near Grevzhak.", "en", "Grevzhak"))
    assert one.id == other.id


@pytest.mark.parametrize(
    ("words", "target"), [("Russian soldiers", "Russian Army"), ("soldiers", ""), ("young soldiers", ""), ("PKK militants", "PKK")]
)
def test_forces_that_are_counted_are_who_was_hit_where_they_say_whose_they_are(words, target):
    told = report("r", f"In Turkey 18 {words} were killed.")
    links = LINKER.link([told], [claim("c", "r", subject=f"{words}:soldiers")])
    found = links.entity(links.linked[0].target_id)
    assert (found.name if found else "") == target


@pytest.mark.parametrize("code", available_languages())
def test_every_state_that_a_language_pack_names_is_one(code):
    """The first form of each row of the demonyms is the name of the state in that language."""
    table = resources.files("warledger") / "data" / "languages" / code / "demonyms.tsv"
    lines = table.read_text(encoding="utf-8").splitlines() if table.is_file() else []
    forms = [line.partition("\t")[0].split("|")[0] for line in lines if "\t" in line and not line.startswith(("#", "form\t"))]
    assert {form: origin_of(form, "", code) for form in forms if not str(origin_of(form, "", code)).endswith("state")} == {}


@pytest.mark.parametrize(
    ("name", "language", "origin"),
    [
        ("Saudi Arabia", "en", "Saudi state"),
        ("United Arab Emirates", "en", "Emirati state"),
        ("le Burkina Faso", "fr", "Burkinabe state"),
        ("Democratic Republic of the Congo", "en", "Congolese state"),
        ("Южный Судан", "ru", "South Sudanese state"),
        ("Северной Кореи", "ru", "North Korean state"),
        ("Saudi-Arabien", "de", "Saudi state"),
    ],
)
def test_states_of_several_words(name, language, origin):
    assert origin_of(name, "", language) == origin


@pytest.mark.parametrize("name", ["Ben Tarfa", "Bin Tarfa", "Bentarfa"])
def test_a_son_of_is_written_apart_or_together(name):
    assert joined(place("a"), place("b"), names={"a": ("بن طرفة", "ar"), "b": (name, "fr")}) in ({"a": "a", "b": "a"}, {"a": "b", "b": "b"})
    assert joined(place("a"), place("b"), names={"a": ("بن طرفة", "ar"), "b": ("Bensalem", "fr")}) == {"a": "a", "b": "b"}


def test_a_district_lies_in_the_town_that_its_name_says_in_any_spelling():
    town, cyrillic, district = linked_places(
        ("Shells fell on Ostrel.", "en", "Ostrel"), ("Обстріляно місто Острел.", "uk", "Острел"),
        ("Combates em Kaiven, em Ostrel.", "pt", "Kaiven, Ostrel"),
    )  # fmt: skip
    assert town.id == cyrillic.id != district.id
    assert district.within(town.id)


@pytest.mark.parametrize(
    ("text", "around", "language", "origin"),
    [
        ("Gouverneur der Region Kursk", "Ukraine", "de", "Russian state"),
        ("Kursk region governor", "Ukraine", "en", "Russian state"),
        ("Kommando der tschetschenischen Kämpfer", "Russland", "de", "Chechen Republic of Ichkeria"),
        ("Çeçen savaşçıların komutanlığı", "Rusya", "tr", "Chechen Republic of Ichkeria"),
        ("troupes gouvernementales", "Cambodge", "fr", "Cambodian state"),
        ("soldados do governo", "Camboja", "pt", "Cambodian state"),
        ("хорватские гвардейцы", "Хорватия", "ru", "Croatian state"),
        ("FSB", "Le FSB", "fr", "Russian state"),
        ("ISPR", "the ISPR", "en", "Pakistani state"),
    ],
)
def test_who_is_whose(text, around, language, origin):
    assert origin_of(text, around, language) == origin


def test_a_mayor_is_of_the_state_in_which_his_town_lies_whatever_state_the_report_names():
    said = claim("c", "r", "shelling", ("Kargil",), source="Bürgermeister von Kargil", actor="pakistanische Armee")
    text = "Der Bürgermeister von Kargil beschuldigte die pakistanische Armee"
    whole = Report("r", "r", "r", text, text, OffsetMap.identity(len(text)), language="de")
    links = LINKER.link([whole], [said])
    assert links.origin(links.linked[0].origin_id).name == "Indian state"


def test_the_unit_of_the_one_who_speaks_is_that_of_his_source():
    said = claim("c", "r", "abduction", ("Кизляр",), source="чеченські бойовики", speaker="Салман Радуєв", actor="загін Радуєва")
    text = "Командир чеченських бойовиків Салман Радуєв заявив, що його загін захопив у Кизлярі заручників"
    links = LINKER.link([Report("r", "r", "r", text, text, OffsetMap.identity(len(text)), language="uk")], [said])
    assert links.linked[0].actor_id == links.linked[0].source_id != ""
