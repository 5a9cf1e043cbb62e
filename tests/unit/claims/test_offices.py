"""Sources told by an office, a department, a count of people, a paper or an adjective: whose word it is, under its own name."""

import pytest
from tests.unit.claims.test_whose_word import source_of

from warledger.claims.wording import wording_of
from warledger.packs import load_language

LIEN = ("person", "Odd Lien")


@pytest.mark.parametrize(
    ("code", "words", "kind"),
    [
        ("en", "at least two residents", "residents"),
        ("en", "one of the witnesses", "witness"),
        ("fr", "au moins deux habitants", "habitants"),
        ("fr", "l'un des témoins", "témoin"),
        ("nb", "et av vitnene", "vitne"),
        ("nn", "minst to innbyggjarar", "innbyggjarar"),
        ("sv", "ett av vittnena", "vittne"),
        ("da", "et af øjenvidnerne", "øjenvidne"),
        ("es", "una de las fuentes", "fuente"),
        ("pt", "pelo menos dois moradores", "moradores"),
        ("de", "einer der Zeugen", "Zeuge"),
        ("de", "mindestens zwei Bewohnern", "Bewohner"),
        ("ar", "أحد المسؤولين المحليين", "مسؤول محلي"),
        ("ru", "трех местных врачей", "местные врачи"),
        ("ru", "одного из свидетелей", "свидетель"),
        ("uk", "щонайменше двох мешканців", "мешканці"),
        ("uk", "одного з очевидців", "очевидець"),
        ("tr", "en az iki köylü", "köylü"),
        ("tr", "görgü tanıklarından biri", "görgü tanıkları"),
    ],
)
def test_how_many_of_a_kind_speak_is_no_part_of_its_name(code: str, words: str, kind: str) -> None:
    assert wording_of(load_language(code)).kind_counted(words) == kind


@pytest.mark.parametrize(
    ("code", "words"), [("en", "another security source"), ("en", "Two Rivers Media"), ("ru", "70-летний житель"), ("fr", "autre témoin")]
)
def test_what_counts_nobody_stays(code: str, words: str) -> None:
    assert wording_of(load_language(code)).kind_counted(words) == ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "body"),
    [
        ("en", "Shells fell, said Odd Lien, the head of the information department of the Torvan commission.", "Shells fell",
         "head of the information department of the Torvan commission", "Torvan commission"),
        ("en", "The Director, Army Public Relations, Odd Lien, said shells fell.", "shells fell", "Director, Army Public Relations",
         "Army"),
        ("en", "The director of public relations of the Torvan army, Odd Lien, said shells fell.", "shells fell",
         "director of public relations", "Torvan army"),
        ("fr", "Des obus sont tombés, a dit Odd Lien, directeur de l'information et des relations publiques des armées (DT).", "obus",
         "directeur de l'information et", "armées"),
        ("es", "Cayeron obuses, dijo la oficina de comunicaciones de la guerrilla.", "Cayeron", "oficina de comunicaciones de la guerrilla",
         "guerrilla"),
        ("pt", "Caíram obuses, disse o diretor de comunicação da polícia, Odd Lien.", "Caíram", "diretor de comunicação", "polícia"),
        ("de", "Granaten fielen, teilte die Presseabteilung der Torvaner Miliz mit.", "Granaten", "Presseabteilung der Torvaner Miliz",
         "Torvaner Miliz"),
        ("nb", "Granater falt, sa lederen for informasjonsavdelingen i hæren, Odd Lien.", "Granater",
         "lederen for informasjonsavdelingen i hæren", "hæren"),
        ("nn", "Granatar fall, seier presseavdelinga til torvahæren.", "Granatar", "presseavdelinga til torvahæren", "torvahæren"),
        ("sv", "Granater föll, sade chefen för informationsavdelningen vid polisen, Odd Lien.", "Granater",
         "chefen för informationsavdelningen vid polisen", "polisen"),
        ("da", "Granater faldt, siger chefen for presseafdelingen i hæren, Odd Lien.", "Granater", "chefen for presseafdelingen i hæren",
         "hæren"),
        ("ru", "По словам главы информационного отдела торванской части совместной комиссии, упали снаряды.", "снаряды",
         "отдела торванской части совместной комиссии", "торванская часть совместной комиссии"),
        ("uk", "За словами керівника інформаційного відділу торванської поліції, впали снаряди.", "снаряди",
         "керівника інформаційного відділу торванської поліції", "торванська поліція"),
        ("ar", "قالت مديرية التوجيه المعنوي للجيش التورفي إن القصف مستمر", "القصف", "مديرية التوجيه المعنوي للجيش التورفي",
         "الجيش التورفي"),
        ("tr", "Torva Ordusu Basın Dairesi mermi düştüğünü açıkladı.", "mermi", "Torva Ordusu Basın Dairesi", "Torva Ordusu"),
    ],
)  # fmt: skip
def test_a_department_gives_the_body_it_speaks_for(code: str, text: str, trigger: str, source: str, body: str) -> None:
    people = (LIEN,) if "Odd Lien" in text else ()
    assert source_of(code, text, trigger, people, source=source) == body


@pytest.mark.parametrize(
    ("code", "source"),
    [("en", "Ministry of Information"), ("en", "Minister of Information"), ("fr", "ministre de la communication du Torva")],
)
def test_a_ministry_of_information_is_no_department(code: str, source: str) -> None:
    assert source_of(code, f"The {source} said that shells fell.", "shells fell", source=source) == source


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "state", "office"),
    [
        ("en", "The human rights ombudsman of the Torvan Republic said shells fell.", "shells fell",
         "human rights ombudsman of the Torvan Republic", "Torvan Republic", "human rights ombudsman of the Torvan Republic"),
        ("en", "A spokesman for the mayor of Torva Council said shells fell.", "shells fell", "spokesman for the mayor of Torva Council",
         "Torva Council", "mayor of Torva Council"),
        ("fr", "Le procureur de la République torvane a parlé d'obus.", "obus", "procureur de la République torvane",
         "République torvane", "procureur de la République torvane"),
        ("es", "La defensora del pueblo de la República de Torva habló de obuses.", "obuses",
         "defensora del pueblo de la República de Torva", "República de Torva", "defensora del pueblo de la República de Torva"),
        ("de", "Der Ombudsmann der Republik Torva sprach von Granaten.", "Granaten", "Ombudsmann der Republik Torva", "Republik Torva",
         "Ombudsmann der Republik Torva"),
        ("ru", "По словам прокурора Торванской Республики, упали снаряды.", "снаряды", "прокурора Торванской Республики",
         "Торванской Республики", "прокурор Торванской Республики"),
        ("uk", "За словами омбудсмена Торванської Республіки, впали снаряди.", "снаряди", "омбудсмена Торванської Республіки",
         "Торванської Республіки", "омбудсмен Торванської Республіки"),
        ("ar", "قال المدعي العام في جمهورية تورفا إن القصف مستمر", "القصف", "المدعي العام في جمهورية تورفا", "جمهورية تورفا",
         "المدعي العام في جمهورية تورفا"),
    ],
)  # fmt: skip
def test_an_office_that_speaks_for_no_state_stays(code: str, text: str, trigger: str, source: str, state: str, office: str) -> None:
    assert source_of(code, text, trigger, (("organisation", state),), source=source) == office


@pytest.mark.parametrize(
    ("code", "text", "noun", "trigger"),
    [
        ("en", "Shells fell, the newspapers Aurora and Norden wrote.", "newspapers", "Shells fell"),
        ("fr", "Des obus sont tombés, écrivent les journaux Aurora et Norden.", "journaux", "obus"),
        ("de", "Granaten fielen, schreiben die Zeitungen Aurora und Norden.", "Zeitungen", "Granaten"),
        ("sv", "Granater föll, skriver tidningarna Aurora och Norden.", "tidningarna", "Granater"),
        ("ru", "Упали снаряды, сообщили издания Aurora, Norden и Sever.", "издания", "снаряды"),
        ("uk", "Впали снаряди, пишуть видання «Aurora» і «Norden».", "видання", "снаряди"),
    ],
)
def test_the_noun_for_an_outlet_gives_the_name_behind_it(code: str, text: str, noun: str, trigger: str) -> None:
    assert source_of(code, text, trigger, (("organisation", "Aurora"), ("organisation", "Norden")), source=noun) == "Aurora"


@pytest.mark.parametrize(
    ("code", "text", "before", "paper", "trigger"),
    [
        ("es", "El ejército informó. Según el reporte castrense, cayeron obuses.", "ejército", "reporte castrense", "obuses"),
        ("fr", "L'armée l'a dit. Selon ce communiqué, des obus sont tombés.", "armée", "communiqué", "obus"),
        ("de", "Die Armee sagte es. Laut der Verlautbarung fielen Granaten.", "Armee", "Verlautbarung", "Granaten"),
        ("pt", "O exército disse. Segundo o boletim militar, caíram obuses.", "exército", "boletim militar", "obuses"),
    ],
)
def test_the_paper_of_a_body_told_by_its_noun_alone_gives_the_body(code: str, text: str, before: str, paper: str, trigger: str) -> None:
    assert source_of(code, text, trigger, before=before, source=paper) == before


def test_the_same_source_is_the_army_that_spoke_last_though_another_was_named_before() -> None:
    text = "O governo da região informou. Segundo o exército, houve mortos. Caíram obuses, informou a mesma fonte."
    assert source_of("pt", text, "Caíram obuses", before="exército", source="mesma fonte") == "exército"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "words", "source"),
    [
        ("pt", "As autoridades da nação africana falaram de obuses.", "obuses", "africana", "autoridades da nação africana"),
        ("fr", "Les autorités de la nation africaine parlent d'obus.", "obus", "africaine", "autorités de la nation africaine"),
        ("de", "Die Internationale Torvagruppe sprach von Granaten.", "Granaten", "Internationale", "Internationale Torvagruppe"),
    ],
)
def test_an_adjective_that_was_marked_alone_takes_its_noun(code: str, text: str, trigger: str, words: str, source: str) -> None:
    assert source_of(code, text, trigger, source=words) == source


def test_a_named_person_does_not_speak_for_kinds_of_people_told_elsewhere() -> None:
    text = "Cayeron obuses, dijo Odd Lien. Las fuentes locales dijeron lo mismo."
    assert source_of("es", text, "Cayeron", (LIEN,), source="fuentes locales", speaker="Odd Lien") == "fuentes locales"
    assert source_of("es", text, "Cayeron", (LIEN,), source="Odd Lien", speaker="Odd Lien") == "Odd Lien"


@pytest.mark.parametrize(
    ("code", "text", "trigger"),
    [
        ("da", "Granater faldt, siger Odd Lien, der er talsmand for ministeriet, til Reuters.", "Granater"),
        ("sv", "Granater föll, säger Odd Lien, som är talesman för ministeriet.", "Granater"),
        ("fr", "Des obus sont tombés, a dit Odd Lien, qui est porte-parole du ministère.", "obus"),
    ],
)
def test_who_is_told_to_be_a_spokesman_gives_the_body(code: str, text: str, trigger: str) -> None:
    assert source_of(code, text, trigger, (LIEN,), source="Odd Lien", speaker="Odd Lien") in ("ministeriet", "ministère")
