"""Whose word a figure is, and that one person is one: sentences read from the text up, with the model."""

from pathlib import Path

import pytest

from warledger.evaluate.incidents import Item
from warledger.run.measure import read_items

pytestmark = pytest.mark.model
EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


def figures(language: str, text: str) -> list[tuple[str, int | None, str]]:
    """Event, lower number and source ("" for the outlet) of each claim of a text."""
    (read,) = read_items([Item("a.txt", text, language, "2024-05-17")])
    return [(c.event, c.count.low if c.count else None, c.source.text if c.source else "") for c in read.claims]


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("en", "At least 16 soldiers were killed in the fighting, according to the news agency Reuters.", ("killed", 16, "")),
        ("sv", "16 militärer har dödats i strider om regionen, enligt nyhetsbyrån Reuters.", ("killed", 16, "")),
        ("ru", "По меньшей мере 16 человек погибли при взрыве, сообщает агентство «Рейтер».", ("killed", 16, "")),
        ("pt", "A província de Kivu registou cinco ataques com 12 mortos em julho.", ("killed", 12, "")),
        ("pt", "O Observatório de Orvik registou 12 mortos em Tavo.", ("killed", 12, "Observatório de Orvik")),
        ("es", "La televisión pública, que citó al Estado Mayor, elevó a 19 los soldados caídos.", ("killed", 19, "Estado Mayor")),
        ("de", "Die Armee spricht von 14 Gefallenen, die Rebellen von 90.", ("killed", 90, "Rebellen")),
        (
            "nb",
            "Hæren i Norvik hevder at 12 opprørere ble drept i kampene, mens Havunionen (HU) sier at 30 soldater mistet livet.",
            ("killed", 30, "Havunionen"),
        ),
        (
            "uk",
            "Генштаб Дауну заявив, що за добу вбито 120 військових, а Міноборони Норланду стверджує, що вбито 310 бійців.",
            ("killed", 310, "Міноборони Норланду"),
        ),
        (
            "tr",
            "Geçen yıl 200'den fazla askeri öldürülen Nijerya ordusu, operasyonda 38 militanın öldürüldüğünü duyurdu.",
            ("killed", 201, ""),
        ),
    ],
)
def test_whose_word_it_is(language: str, text: str, claim: tuple[str, int, str]) -> None:
    assert claim in figures(language, text)


def test_he_is_whom_the_last_he_was() -> None:
    text = (
        "The Defence Headquarters (DHQ) has said six commanders have surrendered in Borno State.\n\n"
        "The Director, Defence Media Operations, Major General Ben Onye, disclosed this during the biweekly update on the operations of "
        "the armed forces, covering the last two weeks of June and the first two weeks of July.\n\n"
        "He said the troops have continued to take the battle to the terrorists, where six top commanders surrendered in Gwoza after a "
        "long march through the hills, with their families and their weapons, and were handed over to the state for the programme.\n\n"
        "He added that about 3,858 terrorists and their families also surrendered between July 1 and July 14."
    )
    assert ("surrender", 3858, "Defence Headquarters") in figures("en", text)


def test_the_un_is_no_agency_of_it() -> None:
    text = (
        "L'agence pour les réfugiés de l'ONU (HCR) s'est dite alarmée du déplacement de 7000 réfugiés vers Tavo. "
        "Selon l'ONU, 182 000 habitants sont actuellement réfugiés à Orvik."
    )
    assert ("displacement", 182_000, "ONU") in figures("fr", text)


def test_the_group_is_not_who_spoke_before_it_in_the_sentence() -> None:
    text = "أعلن التحالف العسكري بقيادة السعودية مقتل 115 مسلحا من الحوثيين في مأرب، فيما أعلنت الجماعة أنها قتلت 30 جنديا."
    assert ("killed", 30, "الحوثيين") in figures("ar", text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("nb", "Lederen ble drept i et flyangrep i Tavo."),
        ("nb", "Han ble drept i et flyangrep i forrige uke."),
        ("da", "Journalisten blev dræbt i Tavo i går."),
        ("es", "El comandante fue abatido en Tavo."),
        ("ru", "Арутюнян погиб в бою под Тавой."),
        ("ar", "قتل القائد أحمد النور في غارة على تافو."),
        ("tr", "Komutan Ali Kaya Tavo'da öldürüldü."),
    ],
)
def test_one_person_is_one(language: str, text: str) -> None:
    assert ("killed", 1) in [claim[:2] for claim in figures(language, text)]


def test_a_scrap_of_anothers_count_is_none() -> None:
    found = figures("nb", "Flere millioner er drevet på flukt, og over 20 millioner jemenitter er blitt avhengige av humanitær hjelp.")
    assert [low for event, low, _ in found if event == "displacement"] == [2_000_000]


def test_a_sure_source_is_no_short_form_for_one_named_before() -> None:
    text = (
        "Mindst 23 mennesker blev dræbt, da et missil torsdag ramte et supermarked i Orvik, oplyser byens borgmester, Danylo Prystaj.\n"
        '"57 er såret," skriver han. Norland siger omvendt, at angrebet dræbte 40 udenlandske lejesoldater.'
    )
    assert ("killed", 40, "Norland") in figures("da", text)


def test_an_arabic_outlet_passes_on_from_whom_it_names() -> None:
    text = "نقلت وكالة الأنباء السورية الرسمية عن الجيش قوله إن الغارات أسفرت عن مقتل 50 مسلحاً في تافو."
    assert ("killed", 50, "الجيش") in figures("ar", text)


def test_who_heads_a_monitor_named_before_speaks_for_it() -> None:
    text = (EXAMPLES / "aleppo" / "01-monitor-en.txt").read_text(encoding="utf-8")
    captures = {source for event, _, source in figures("en", text) if event == "capture"}
    assert captures == {"Syrian Observatory for Human Rights"}


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        # a clause about who speaks stands between the name and its verb
        (
            "de",
            "Bewohner berichteten von einem Angriff auf das Lager. Das norländische Militär, das im Lager vergangene Woche zwei Mann "
            "verlor, teilte mit, es habe vier bewaffnete Männer getötet.",
            ("killed", 4, "norländische Militär"),
        ),
        # who asked for something, or fled, is still the one who told what stands before
        ("pt", "Sete soldados foram mortos perto de Tavo, disse uma fonte militar que pediu anonimato.", ("killed", 7, "fonte militar")),
        ("es", "«Mataron a siete vecinos», contó entre sollozos una mujer que huyó de la aldea.", ("killed", 7, "mujer")),
        # "the same" goes on with whoever spoke last, whatever noun it has
        (
            "de",
            "Ein norländischer Militärvertreter sagte, 19 Kämpfer seien gefallen. Derselben Quelle zufolge wurden fünf Soldaten verletzt.",
            ("injured", 5, "norländischer Militärvertreter"),
        ),
        (
            "tr",
            "Adının açıklanmasını istemeyen Norlandlı bir güvenlik yetkilisi, patlamada 11 polisin öldüğünü söyledi. Aynı yetkili, 26 "
            "kişinin yaralandığını aktardı.",
            ("injured", 26, "Norlandlı bir güvenlik yetkilisi"),
        ),
        # who is cited, also where no table has the word
        (
            "da",
            "Ni mennesker blev i går dræbt af granater i Tovik, meddelte norlandsk radio, som citerede byens lægevagt.",
            ("killed", 9, "byens lægevagt"),
        ),
        ("sv", "Norländsk statlig radio, som hänvisar till armén, talar om två stupade soldater.", ("killed", 2, "armén")),
        # an agency by the words left of it
        ("fr", "L'agence de presse russe Interfax rapporte que sept habitants de Tavo ont été blessés.", ("injured", 7, "")),
        # "according to" before its name, and behind it
        ("nb", "Ifølge det iranske grensepolitiet er 21 personer såret.", ("injured", 21, "det iranske grensepolitiet")),
        (
            "de",
            "Die norländische Regierung hat Menschenrechtlern zufolge Luftangriffe auf Tavo geflogen. Dabei starben 12 Menschen.",
            ("airstrike", None, "Menschenrechtler"),
        ),
        # who tells what stands before, and no table has the body
        (
            "da",
            "Onsdag morgen har Norland skudt to kampfly ned.\n\nDet oplyser det norlandske militær.",
            ("interception", 2, "det norlandske militær"),
        ),
        # words that hide a word for blame or for a passive
        (
            "fr",
            "La Ligue des droits recense 120 arrestations. L'organisation dénonce par ailleurs l'enlèvement de 8 enseignants.",
            ("abduction", 8, "Ligue des droits"),
        ),
        # a state, and a few words between two commas before its verb
        ("es", "El ministerio habló de 16 muertos. Norlandia, por su parte, reconoció 7 fallecidos.", ("killed", 7, "Norlandia")),
    ],
)
def test_whose_word_it_is_where_words_stand_between(language: str, text: str, claim: tuple[str, int | None, str]) -> None:
    assert claim in figures(language, text)


def test_a_spokesman_s_body_behind_his_name() -> None:
    text = "Rundt 323.000 mennesker har blitt fordrevet siden september, sa talsperson Stian Dahl i FN sent torsdag."
    assert ("displacement", 323000, "FN") in figures("nb", text)


def test_the_last_names_of_a_spokesman_of_the_army_are_the_army() -> None:
    text = (
        "نفى الجيش النورلاندي سيطرة المتمردين على تافو.\nجاء ذلك في تسجيل لمتحدث الجيش العميد نبيل عبد الله، نشر على فيسبوك.\n"
        'وقال عبد الله: "قتلنا 12 من المتمردين في تافو".'
    )
    assert ("killed", 12, "الجيش النورلاندي") in figures("ar", text)


def test_a_ministry_is_not_the_outlet_that_passed_its_words_on() -> None:
    text = (
        "Міністерство охорони здоров’я Дауну заявило про 1 078 загиблих від початку боїв.\n\nПро це повідомляє Times of Israel.\n\n"
        "За даними відомства, поранень зазнали 490 людей."
    )
    assert ("injured", 490, "Міністерство охорони здоров’я Дауну") in figures("uk", text)


def test_the_group_is_the_monitor_that_spoke_which_is_no_press() -> None:
    text = (
        "Mandag trakk opprørere seg ut av seks bydeler, opplyser Syrian Observatory for Human Rights (SOHR).\n\n"
        "Bydelen Tovik ble inntatt av regjeringsstyrkene natt til mandag, ifølge SOHR. Lederen for gruppa, Rami Dahl, "
        "sier at slaget om byen er over."
    )
    assert ("declaration", None, "Syrian Observatory for Human Rights") in figures("nb", text)


def test_the_number_of_each_is_its_own_in_turkish() -> None:
    text = (
        "Sağlık Bakanlığı, saldırılarda hayatını kaybedenlerin sayısının 62 bin 64'e, yaralananların sayısının ise 156 bin 573'e "
        "yükseldiğini açıkladı."
    )
    found = {(event, low) for event, low, _ in figures("tr", text)}
    assert {("killed", 62064), ("injured", 156573)} <= found
    assert ("injured", 62064) not in found


def test_lives_that_are_claimed_are_deaths_and_no_demand() -> None:
    found = figures("de", "Der Angriff forderte 14 Menschenleben, teilte die Polizei mit.")
    assert ("killed", 14, "Polizei") in found
    assert not any(event == "appeal" for event, _, _ in found)


def test_drones_that_air_defences_hit_were_shot_down() -> None:
    text = "Savunma Bakanlığı, 160 insansız hava aracının hava savunma sistemleri tarafından vurulduğunu bildirdi."
    assert ("interception", 160) in {(event, low) for event, low, _ in figures("tr", text)}


def test_who_went_to_the_place_did_not_surrender() -> None:
    assert not figures("fr", "Des volontaires se sont rendus sur place pour aider les habitants.")


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        # the next sentence names the author
        (
            "en",
            "Twelve people were killed in the shelling of Tarim. The figures were given by the harbour authority.",
            ("killed", 12, "harbour authority"),
        ),
        (
            "de",
            "Bei dem Beschuss von Tarim sind zwölf Menschen getötet worden. Die Zahlen stammen vom Gesundheitsministerium.",
            ("killed", 12, "Gesundheitsministerium"),
        ),
        (
            "nb",
            "Tolv mennesker ble drept da Tarim ble beskutt mandag. Tallene kommer fra helsedepartementet.",
            ("killed", 12, "helsedepartementet"),
        ),
        ("ar", "قتل 12 شخصا في قصف على بلدة تريم الاثنين. جاء ذلك في بيان صادر عن وزارة الصحة.", ("killed", 12, "وزارة الصحة")),
        ("ru", "При обстреле Тарима погибли 54 мирных жителя. Об этом говорится в сообщении Минобороны.", ("killed", 54, "Минобороны")),
        # data of nobody
        ("en", "According to the latest figures, 12 people were killed in the strike on Tarim.", ("killed", 12, "")),
        ("es", "Según datos preliminares, 12 personas murieron en el ataque contra Tarim.", ("killed", 12, "")),
        ("nb", "Ifølge de siste tallene ble tolv mennesker drept i angrepet på Tarim.", ("killed", 12, "")),
        # another's clause, whose subject no table knows
        ("nb", "Helsedepartementet melder om 14 drepte, mens legeforeningen oppgir at 31 er drept.", ("killed", 31, "legeforeningen")),
        # an office, not its place
        ("fr", "Anton Reva, maire d'Alep, a déclaré que douze personnes avaient été tuées dans l'attaque.", ("killed", 12, "maire d'Alep")),
        # "another" is one
        ("en", "Two soldiers were killed and another was wounded by a mine near Tarim, the governor said.", ("injured", 1, "governor")),
        ("da", "To soldater blev dræbt og en anden blev såret af en mine nær Tarim, sagde guvernøren.", ("injured", 1, "guvernøren")),
        # the next place goes without its verb
        ("en", "Three people were killed in Tarim and five in Balda, the regional governor said.", ("killed", 5, "regional governor")),
        ("sv", "Tre personer dödades i Tarim och fem i Balda, uppger regionens guvernör.", ("killed", 5, "regionens guvernör")),
    ],
)
def test_what_probes_of_every_language_found(language: str, text: str, claim: tuple[str, int, str]) -> None:
    assert claim in figures(language, text)


@pytest.mark.parametrize(
    ("language", "text", "told"),
    [
        ("en", "The rebels tried to capture Idlib on Monday, the army said.", ("attack", "asserts")),
        ("ru", "Боевики попытались захватить Идлиб, заявила армия.", ("attack", "asserts")),
        ("tr", "Ordu, isyancıların İdlib'i ele geçirmeye çalıştığını açıkladı.", ("attack", "asserts")),
        ("de", "Die Rebellen haben Idlib nicht eingenommen, erklärte die Armee.", ("capture", "denies")),
        ("fr", "L'armée ne s'est pas retirée d'Idlib, a déclaré un porte-parole.", ("withdrawal", "denies")),
        ("en", "The group denied any involvement in the attack on Idlib.", ("attack", "denies")),
        ("ru", "Армия опровергла обстрел Идлиба и обвинила боевиков.", ("shelling", "denies")),
    ],
)
def test_what_was_tried_or_denied_is_not_told_as_done(language: str, text: str, told: tuple[str, str]) -> None:
    (read,) = read_items([Item("a.txt", text, language, "2024-05-17")])
    assert [(c.event, c.stance) for c in read.claims] == [told]
