"""Bodies that no table knows, in several languages."""

import pytest
from linking import claim, report

from warledger.evaluate.given import _linker
from warledger.link.kin import KinParser
from warledger.link.names import compare

LINKER = _linker(None)
PARSE = KinParser(LINKER._lexicon)


@pytest.mark.parametrize(
    ("text", "language", "kind", "sound"),
    [
        ("Banso hospital", "en", "hospital", "bans"),
        ("Krankenhauses Banso", "de", "hospital", "bans"),
        ("hôpital de Banso", "fr", "hospital", "bans"),
        ("Orlikbrigaden", "sv", "brigade", "orlik"),
        ("бригада Орлик", "uk", "brigade", "orlik"),
        ("83e brigade", "fr", "brigade", "83"),
        ("83-я бригада", "ru", "brigade", "83"),
        ("Ostrovias armé", "sv", "army", "ostrov"),
        ("Kerrim brannvesen", "nb", "fire_service", "kerim"),
        ("Kerrim itfaiyesi", "tr", "fire_service", "kerim"),
        ("Kerrim sahil güvenliği", "tr", "coast_guard", "kerim"),
    ],
)
def test_kind_and_name(text, language, kind, sound):
    found = PARSE(text, language)
    assert (found.kind, found.sound) == (kind, sound)


@pytest.mark.parametrize(
    "forms",
    [
        {
            "en": "Southern Front",
            "de": "Südfront",
            "fr": "Front du Sud",
            "tr": "Güney Cephesi",
            "ru": "Южный фронт",
            "uk": "Південний фронт",
        },
        {
            "en": "Giants Brigades",
            "nb": "Gigantbrigadene",
            "ar": "ألوية العمالقة",
            "ru": "Бригады гигантов",
            "es": "Brigadas de los Gigantes",
        },
        {
            "en": "Martyrs' Brigade",
            "de": "Märtyrerbrigade",
            "fr": "Brigade des martyrs",
            "ru": "Бригада мучеников",
            "tr": "Şehitler Tugayı",
        },
        {"en": "Popular Front", "sv": "Folkfronten", "ar": "الجبهة الشعبية", "es": "Frente Popular", "ru": "Народный фронт"},
        {"en": "Emergency Lawyers", "fr": "Avocats d'urgence", "es": "Abogados de Emergencia", "tr": "Acil Durum Avukatları"},
        {"en": "Lions of the Homeland", "de": "Löwen der Heimat", "ru": "Львы Отечества"},
    ],
)
def test_a_name_of_two_common_words_is_one_in_every_language(forms):
    assert len({PARSE(text, language).kind for language, text in forms.items()}) == 1


@pytest.mark.parametrize(
    ("text", "language", "sound"),
    [("Estado Mayor marvano", "es", "marvan"), ("état-major marvanien", "fr", "marvan"), ("رئيس وزراء مرفانيا", "ar", "mrfan")],
)
def test_an_organ_is_owned_by_an_adjective_and_in_arabic_by_the_name_behind_it(text, language, sound):
    found = PARSE(text, language)
    assert found.owned and sound in {found.sound, *found.sounds}


@pytest.mark.parametrize("text", ["National Council", "Human Rights Watch", "residents", "the hospital"])
def test_more_or_less_than_a_kind_and_a_name_is_nothing(text):
    assert PARSE(text, "en") is None


@pytest.mark.parametrize(
    ("text", "language", "owned"),
    [
        ("Sarvenia's army", "en", True),
        ("Армія Сарвенії", "uk", True),
        ("presidente da Sarvénia", "pt", True),
        ("exército da Sarvénia", "pt", True),
        ("Hæren i Sarvenia", "nn", True),
        ("Sarvenias hær", "da", True),
        ("Army of Conquest", "en", False),
        ("President Tor", "en", False),
        ("президент Зеленский", "ru", False),
    ],
)
def test_whose_organ_it_is(text, language, owned):
    assert PARSE(text, language).owned is owned


def origins(*sources):
    """Origins and entities behind sources (text, language), each of a report of its own."""
    reports = [report(f"r{at}", f"{text}.", language) for at, (text, language) in enumerate(sources)]
    links = LINKER.link(reports, [claim(f"c{at}", f"r{at}", source=text) for at, (text, _) in enumerate(sources)])
    return [entry.origin_id for entry in links.linked], [entry.source_id for entry in links.linked]


def test_one_hospital_in_two_languages_and_two_hospitals_in_one():
    (one, same, other), _ = origins(("Banso hospital", "en"), ("Krankenhaus Banso", "de"), ("Kumbo hospital", "en"))
    assert one == same != other
    (church, hospital), _ = origins(("Banso hospital", "en"), ("église de Banso", "fr"))
    assert church != hospital


def test_the_organs_of_a_state_that_no_table_knows_speak_for_one():
    (army, president, name, other), (body, person, _, _) = origins(
        ("Sarvenia's army", "en"), ("presidente da Sarvénia", "pt"), ("Sarvenia", "en"), ("Ostrovia's army", "en")
    )
    assert army == president == name != other
    assert body != person


def test_a_state_that_no_table_knows_is_accused_by_its_bare_name():
    reports = [report("a", "Morvenien ...", "sv"), report("b", "Morvenia's army ...", "en")]
    links = LINKER.link(reports, [claim("1", "a", actor="Morvenien"), claim("2", "b", source="Morvenia's army")])
    accused, army = links.linked
    assert accused.actor_origin_id == army.origin_id != ""


@pytest.mark.parametrize(
    "names",
    [
        (
            ("Orvay Liberation Army", "en"),
            ("Orvays befrielsearmé", "sv"),
            ("Exército de Libertação de Orvay", "pt"),
            ("جيش تحرير أورفاي", "ar"),
        ),
        (
            ("People's Front of Dremmar", "en"),
            ("Народный фронт Дреммара", "ru"),
            ("Dremmars folkefront", "da"),
            ("Dremmar Halk Cephesi", "tr"),
        ),
        (("Orlik-Armee", "de"), ("Orlikhæren", "nb"), ("Ejército de Orlik", "es"), ("armée d'Orlik", "fr")),
        (("міська лікарня Ольвеська", "uk"), ("Olvesk şehir hastanesi", "tr"), ("Olvesk city hospital", "en"), ("hôpital d'Olvesk", "fr")),
        (("Libyan Red Crescent", "en"), ("Croissant-Rouge libyen", "fr"), ("الهلال الأحمر الليبي", "ar"), ("Libya Kızılayı", "tr")),
    ],
)
def test_names_that_translate_each_other_word_by_word_are_one(names):
    found, bodies = origins(*names)
    assert len(set(found)) == 1
    assert len(set(bodies)) == 1


@pytest.mark.parametrize(
    ("text", "language", "name"),
    [
        ("Oromos befrielsearmé", "sv", "Oromo Liberation Army"),
        ("Huthirörelsen", "sv", "Houthis"),
        ("M23-Rebellen", "de", "M23"),
        ("talibanerna", "sv", "Taliban"),
        ("Ejército de Arakán", "es", "Arakan Army"),
        ("ministère de la Santé houthi", "fr", "Houthis"),
    ],
)
def test_a_translation_that_no_table_has_finds_the_body_that_one_knows(text, language, name):
    links = LINKER.link([report("a", f"{text} sagt etwas in Myanmar.", language)], [claim("1", "a", source=text)])
    assert [links.origin(entry.origin_id).name for entry in links.linked] == [name]


def test_a_ministry_of_an_armed_group_is_not_the_group():
    (ministry, same, group), (one, other, body) = origins(
        ("Houthi health ministry", "en"), ("وزارة الصحة التابعة للحوثيين", "ar"), ("Houthis", "en")
    )
    assert ministry == same == group
    assert one == other != body


def test_another_kind_or_another_name_is_another_body():
    found, _ = origins(
        ("Orvay Liberation Army", "en"), ("Front de libération d'Orvay", "fr"), ("Befreiungsarmee Dremmar", "de"), ("Orvays hær", "nb")
    )
    assert len(set(found)) == 4


@pytest.mark.parametrize(
    ("text", "around", "language", "origin"),
    [
        ("Назначенная Москвой администрация Херсонской области", "в Украине", "ru", "Russian state"),
        ("Russian-installed authorities of Kherson", "in Ukraine", "en", "Russian state"),
        ("Georgiens säkerhetsråd", "i Georgien", "sv", "Georgian state"),
        ("омбудсмен Грузии", "", "ru", "Georgian state"),
        ("Moldovas ombudsmann", "", "nb", "Moldovan state"),
        ("Georgiens indenrigsministerium", "", "da", "Georgian state"),
        ("Lviv provincial council", "in Ukraine", "en", "Ukrainian state"),
        ("Georgia Monitoring Mission", "in Georgia", "en", "Georgia Monitoring Mission"),
        ("Organização Internacional para as Migrações", "", "pt", "United Nations"),
        ("Internationale Organisation für Migration", "", "de", "United Nations"),
        ("bosnisk-serbiske hæren", "", "nb", "Bosnian Serbs"),
        ("Уряд Ічкерії", "у Росії", "uk", "Chechen Republic of Ichkeria"),
    ],
)
def test_whom_an_office_speaks_for(text, around, language, origin):
    links = LINKER.link([report("a", f"{text} {around}.", language)], [claim("1", "a", source=text)])
    assert [links.origin(entry.origin_id).name for entry in links.linked] == [origin]


def spoken(*sources):
    """Origin names of claims (source, language, place), each in a report of its own."""
    reports = [report(f"r{at}", f"{text}. {place}.", language) for at, (text, language, place) in enumerate(sources)]
    claims = [claim(f"c{at}", f"r{at}", places=(place,), source=text) for at, (text, _, place) in enumerate(sources)]
    links = LINKER.link(reports, claims)
    return [links.origin(entry.origin_id) for entry in links.linked]


@pytest.mark.parametrize(
    "sources",
    [
        [("village hospital", "en", "Ostrel"), ("hôpital du village", "fr", "Ostrel"), ("Krankenhaus Ostrel", "de", "Ostrel")],
        [("міська лікарня", "uk", "Херсон"), ("городская больница", "ru", "Херсон"), ("Stadtkrankenhaus", "de", "Cherson")],
        [("diócesis local", "es", "Goma"), ("lokala stiftet", "sv", "Goma"), ("diocese of Goma", "en", "Goma")],
        [("مستشفى المدينة", "ar", "غوما"), ("yerel hastane", "tr", "Goma"), ("hospital municipal", "pt", "Goma")],
        [("byens sygehus", "da", "Goma"), ("det lokale sjukehuset", "nn", "Goma"), ("det lokale sykehuset", "nb", "Goma")],
    ],
)
def test_an_institution_without_a_name_is_that_of_the_place(sources):
    found = spoken(*sources)
    assert len({origin.id for origin in found}) == 1
    assert not found[0].weak


def test_the_institutions_of_two_places_are_two():
    assert len({origin.id for origin in spoken(("village hospital", "en", "Goma"), ("village hospital", "en", "Bunia"))}) == 2
    assert len({origin.id for origin in spoken(("village hospital", "en", "Goma"), ("local diocese", "en", "Goma"))}) == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [("Tigreanska folkets befrielsefront", "sv"), ("Tigrayische Volksbefreiungsfront", "de"), ("جبهة تحرير شعب تيغراي", "ar")],
)
def test_a_front_of_a_land_is_known_by_the_adjective_of_the_land(text, language):
    assert spoken((text, language, "Kobo"))[0].name == "TPLF"


@pytest.mark.parametrize("text", ["local hospitals", "hospital officials", "hospital", "local council", "Banso hospital"])
def test_what_is_no_institution_of_a_place(text):
    assert not PARSE.is_local(text, "en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Baloch Liberation Army", "en"), ("Ejército de Liberación Baluche", "es")),
        (("Kurdish Freedom Movement", "en"), ("Kurdische Freiheitsbewegung", "de")),
        (("syndicat des pêcheurs du lac", "fr"), ("Gewerkschaft der Fischer am See", "de")),
        (("Sulman army", "en"), ("Sulmas armé", "sv")),
        (("Catholic mission in Torsk", "en"), ("mission catholique de Torsk", "fr")),
    ],
)
def test_a_body_of_a_people_or_a_calling_is_one_in_two_languages(one, other):
    assert set(PARSE(*one).keys) & set(PARSE(*other).keys)


def test_an_army_is_of_the_state_of_its_name_where_that_has_a_government():
    (government, army, other), _ = origins(("Nahran's government", "en"), ("Nahran ordusu", "tr"), ("Torvan ordusu", "tr"))
    assert government == army != other


def test_a_union_is_a_body_and_fishermen_are_not():
    links = LINKER.link(
        [report("r1", "x", "fr")], [claim("c1", "r1", source="syndicat des pêcheurs du lac"), claim("c2", "r1", source="pêcheurs")]
    )
    kinds = {e.name: e.kind for e in links.entities}
    assert kinds["syndicat des pêcheurs du lac"] == "body" and "anonymous" in kinds.values()


def test_the_acronym_that_one_report_gives_a_known_force_names_it_in_another():
    reports = [
        report("r1", "Côte d'Ivoire. Les Forces républicaines (FRCI) avancent.", "fr"),
        report("r2", "FRCI. Kot d'Ivuar.", "en"),
    ]
    claims = [claim("c1", "r1", source="Forces républicaines", actor="Forces républicaines"), claim("c2", "r2", source="FRCI")]
    one, other = LINKER.link(reports, claims).linked
    assert one.source_id == other.source_id and one.origin_id == other.origin_id


def test_who_kills_the_soldiers_of_the_one_state_that_is_named_is_not_its_army():
    text = "The army said it had killed 40 Senegalese soldiers in Bissau."
    made = claim("c1", "r1", source="army", actor="army", target="Senegalese soldiers", places=("Bissau",))
    links = LINKER.link([report("r1", text)], [made])
    (entry,) = links.linked
    assert entry.origin_id and entry.origin_id != entry.target_origin_id


def test_the_army_in_the_words_of_a_state_that_no_table_knows_is_its_own():
    text = "Kalvorias generalstab oplyste, at hæren havde trukket sig ud."
    made = claim("c1", "r1", "withdrawal", source="Kalvorias generalstab", actor="hæren")
    (entry,) = LINKER.link([report("r1", text, "da")], [made]).linked
    assert entry.actor_id == entry.source_id


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("İşkar Cephesi", "tr"), ("Ishkarfronten", "sv")),
        (("Kürdistan Demokrat Partisi", "tr"), ("Partido Democrático do Curdistão", "pt")),
    ],
)
def test_a_body_is_one_in_two_languages_though_letters_differ(one, other):
    a, b = PARSE(*one), PARSE(*other)
    assert set(a.keys) & set(b.keys)


def test_an_arabic_name_that_begins_with_a_low_hamza_sounds_with_an_i():
    assert compare("إشكار", "Ishkar", "place", "ar", "sv").score > 0.85
