"""Whose word it is when a sentence names who speaks for a body, an agency that was told, or nobody but "he" and "its"."""

import pytest

from warledger.claims import build_claims
from warledger.model import Annotation, Argument, Frame, Mention, OffsetMap, Report, Span
from warledger.packs import load_language


def source_of(code: str, text: str, trigger: str, mentions: tuple[tuple[str, str], ...] = (), **roles: str) -> str:
    """The source of the claim at a trigger, when the words of `roles` are marked; an earlier source may be given as `before`."""
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    earlier = roles.pop("before", "")
    frames = [Frame(at(trigger), "shelling", "asserts", 0.9, None, tuple(Argument(r, at(w), 0.9) for r, w in roles.items()))]
    if earlier:
        frames.append(Frame(Span(0, 1), "declaration", "asserts", 0.9, None, (Argument("source", at(earlier), 0.9),)))
    named = tuple(Mention(kind, at(words)) for kind, words in mentions)
    report = Report("rp", "pg", "n", text, text, OffsetMap.identity(len(text)), language=code)
    found = build_claims(report, Annotation("rp", "x", (Span(0, len(text)),), tuple(frames), named, ()), load_language(code))
    told = next(c for c in found if c.event == "shelling")
    return told.source.text if told.source else ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "body"),
    [
        ("nb", "Vi beskjøt mølla, sa juntaens talsmann Odd Lien.", "beskjøt", "juntaens talsmann", "juntaen"),
        ("sv", "Vi besköt kvarnen, sade rörelsens talesman Odd Lien.", "besköt", "rörelsens talesman", "rörelsen"),
        ("en", "We shelled the mill, said the junta's spokesman Odd Lien.", "shelled", "junta's spokesman", "junta"),
        ("tr", '"Değirmeni bombaladık" dedi cunta sözcüsü Ode Lin.', "bombaladık", "cunta sözcüsü", "cunta"),
    ],
)
def test_who_speaks_for_a_body_that_owns_the_office_gives_the_body(code: str, text: str, trigger: str, source: str, body: str) -> None:
    assert source_of(code, text, trigger, (("person", text[:-1].split(source)[1].strip()),), source=source) == body


def test_the_private_of_somebody_is_no_body() -> None:
    text = "They shelled the mill, said the farmer's son Odd Lien."
    assert source_of("en", text, "shelled", (("person", "Odd Lien"),), source="Odd Lien") == "Odd Lien"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "body"),
    [
        ("pt", "Caíram obuses, disse Alda Sena, porta-voz de assuntos externos da guerrilha.", "Caíram obuses", "guerrilha"),
        ("es", "Cayeron obuses, dijo Alda Sena, portavoz de asuntos exteriores de la coalición.", "Cayeron obuses", "coalición"),
        ("fr", "Des obus sont tombés, a dit Alda Sena, porte-parole des affaires extérieures du mouvement.", "obus", "mouvement"),
    ],
)
def test_the_body_may_stand_behind_the_field_of_the_office(code: str, text: str, trigger: str, body: str) -> None:
    assert source_of(code, text, trigger, (("person", "Alda Sena"),), source="Alda Sena", speaker="Alda Sena") in (body, f"la {body}")


@pytest.mark.parametrize(
    ("code", "text", "trigger"),
    [
        ("fr", "Des obus sont tombés, a affirmé à l'AFP Alda Sena.", "obus"),
        ("en", "Shells fell on the mill, Alda Sena told AFP.", "Shells fell"),
        ("sv", "Granater föll över kvarnen, sade Alda Sena till AFP.", "Granater"),
    ],
)
def test_who_told_an_agency_is_the_source_and_not_the_agency(code: str, text: str, trigger: str) -> None:
    assert source_of(code, text, trigger, (("person", "Alda Sena"),), source="AFP", speaker="Alda Sena") == "Alda Sena"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "pronoun"),
    [
        ("sv", "FN varnade. Granater föll, säger han. Olle Berg bor i Orvik.", "Granater", "han"),
        ("en", "The UN warned. Shells fell, he says. Olle Berg lives in Orvik.", "Shells fell", "he"),
        ("de", "Die UN warnten. Granaten fielen, sagt er. Olle Berg lebt in Orvik.", "Granaten", "er"),
    ],
)
def test_he_is_the_person_marked_as_the_speaker(code: str, text: str, trigger: str, pronoun: str) -> None:
    who = {"source": f" {pronoun}", "speaker": "Olle Berg"}
    assert source_of(code, text, trigger, (("person", "Olle Berg"),), before=text.split()[1 if code != "sv" else 0], **who) == "Olle Berg"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "own"),
    [
        ("es", "El Observatorio de Orvik habló. Según su versión, cayeron obuses.", "cayeron obuses", "su"),
        ("pt", "O Observatório de Orvik falou. Segundo sua versão, caíram obuses.", "caíram obuses", "sua"),
        ("fr", "L'Observatoire d'Orvik a parlé. Selon sa version, des obus sont tombés.", "obus", "sa"),
    ],
)
def test_its_version_is_that_of_who_spoke_before(code: str, text: str, trigger: str, own: str) -> None:
    body = next(w for w in ("Observatorio de Orvik", "Observatório de Orvik", "Observatoire d'Orvik") if w in text)
    assert source_of(code, text, trigger, before=body, source=f" {own} ") == body


def test_an_agency_may_have_its_noun_behind_it() -> None:
    text = "AP ajansı, değirmene top mermisi düştüğünü kaydetti."
    assert source_of("tr", text, "top mermisi", source="AP ajansı") == ""
    assert source_of("uk", "Снаряди впали на млин, пише АР.", "Снаряди", source="АР") == ""
    assert (
        source_of("tr", "Orvik ajansı, değirmene top mermisi düştüğünü kaydetti.", "top mermisi", source="Orvik ajansı") == "Orvik ajansı"
    )


@pytest.mark.parametrize(
    ("code", "text", "trigger", "office"),
    [
        ("uk", "Снаряди впали на млин, заявив прем'єр-міністр країни Олесь Вир.", "Снаряди", "прем'єр-міністр країни"),
        ("ru", "Снаряды упали на мельницу, заявил президент страны Олесь Вир.", "Снаряды", "президент страны"),
        ("pt", "Caíram obuses no moinho, disse o presidente do país, Olesh Vir.", "Caíram obuses", "presidente do país"),
        ("nb", "Granater falt, sa landets president Olesh Vir.", "Granater", "landets president"),
    ],
)
def test_an_office_of_the_country_is_who_holds_it(code: str, text: str, trigger: str, office: str) -> None:
    person = text.split(office)[1].strip(", .")
    assert source_of(code, text, trigger, (("person", person),), source=office, speaker=person) == person


def test_an_office_of_a_named_country_is_no_person() -> None:
    text = "Shells fell on the mill, said the president of Norland, Ann Vir."
    assert source_of("en", text, "Shells fell", (("person", "Ann Vir"),), source="president of Norland", speaker="Ann Vir") != "Ann Vir"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "told", "body"),
    [
        (
            "uk",
            'Як повідомив лідер "Турона" Олесь Вир, снаряди впали на млин, який тримає полк "Турон".',
            "снаряди",
            'лідер "Турона"',
            "Турон",
        ),
        (
            "ru",
            'Как сообщил лидер "Турона" Олесь Вир, снаряды упали на мельницу, где стоит полк "Турон".',
            "снаряды",
            'лидер "Турона"',
            "Турон",
        ),
    ],
)
def test_a_body_in_a_case_form_is_named_as_the_report_names_it_elsewhere(code: str, text: str, trigger: str, told: str, body: str) -> None:
    named = (("organisation", "Турона"), ("organisation", 'Турон"'), ("person", "Олесь Вир"))
    assert source_of(code, text, trigger, named, source=told, speaker="Олесь Вир") == body


@pytest.mark.parametrize(("words", "base"), [("Flüchtlingshilfswerks", "Flüchtlingshilfswerk"), ("Senders", "Sender")])
def test_german_bodies_stand_without_the_ending_of_the_genitive(words: str, base: str) -> None:
    text = f"Granaten fielen, sagte ein Mann des {words} dort."
    assert source_of("de", text, "Granaten", source=words) == base


def test_an_office_with_nothing_behind_it_leaves_the_person() -> None:
    text = "We shelled the mill, said Odd Lien, a spokesman for (we leave the name out)."
    assert source_of("en", text, "shelled", (("person", "Odd Lien"),), source="Odd Lien") == "Odd Lien"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "before", "named"),
    [
        ("fr", "L'Union a parlé. Celle-ci dit qu'on a bombardé le moulin.", "bombardé", "Celle-ci", "Union", "Union"),
        ("fr", "Les femmes ont parlé. Dix d'entre elles disent qu'on a bombardé.", "bombardé", "entre elles", "femmes", "femmes"),
        ("en", "The Union spoke. By the count of the ombudsman they shelled the mill.", "shelled", "ombudsman", "Union", "ombudsman"),
    ],
)
def test_the_latter_and_one_of_them_are_who_spoke_and_an_office_is_not(
    code: str, text: str, trigger: str, source: str, before: str, named: str
) -> None:
    assert source_of(code, text, trigger, (("organisation", before),), source=source, before=before) == named


@pytest.mark.parametrize(
    ("code", "text", "trigger", "kin"),
    [
        ("es", "Cayeron obuses en la calle, dice su marido Omar Daran.", "Cayeron obuses", "marido"),
        ("fr", "Des obus sont tombés, ajoute son voisin Omar Daran.", "obus", "voisin"),
        ("da", "Granater ramte gaden, siger hendes mand, Omar Daran.", "Granater", "hendes mand"),
        ("uk", "Снаряди влучили в дім, додає її сусід Omar Daran.", "Снаряди", "її сусід"),
    ],
)
def test_somebody_s_kin_who_is_named_is_the_source(code: str, text: str, trigger: str, kin: str) -> None:
    assert source_of(code, text, trigger, (("person", "Omar Daran"),), source=kin, speaker="Omar Daran") == "Omar Daran"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "kin", "hurt"),
    [
        ("pt", "Segundo a mãe, Ilian, de 17 anos, foi atingido a tiro.", "foi atingido", "mãe", "Ilian"),
        ("en", "According to his mother, Ilian, 17, was shot.", "was shot", "mother", "Ilian"),
    ],
)
def test_somebody_s_kin_is_the_source_where_who_was_hurt_is_named(code: str, text: str, trigger: str, kin: str, hurt: str) -> None:
    assert source_of(code, text, trigger, (("person", hurt),), source=kin, speaker=hurt, subject=hurt) == kin


@pytest.mark.parametrize(
    ("code", "text", "trigger", "body"),
    [
        ("de", "Das sagte Eva Lund, Sprecherin des Hilfswerks. Granaten trafen die Mühle, sagte Lund.", "Granaten", "Hilfswerks"),
        ("pt", "Isto disse Eva Lund, porta-voz da agência da ONU. Caíram obuses, precisou Lund.", "Caíram obuses", "agência da ONU"),
        ("uk", "Так сказала Eva Lund, речниця агентства допомоги. Снаряди влучили в млин, сказала Lund.", "Снаряди", "агентство допомоги"),
    ],
)
def test_a_surname_told_again_gives_the_body_that_the_person_was_named_with(code: str, text: str, trigger: str, body: str) -> None:
    names = (("person", "Eva Lund"), *((("organisation", body),) if code == "de" else ()))
    told = source_of(code, text, trigger, names, source=text[text.rindex("Lund") :].rstrip("."), speaker="Eva Lund")
    assert told.rstrip("s") == body.rstrip("s")
