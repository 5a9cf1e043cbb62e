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
