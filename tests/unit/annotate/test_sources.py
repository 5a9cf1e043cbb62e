"""Sources that go on over sentences: "he added", "añadió que", "وأضاف أن"."""

import pytest

from warledger.annotate.sentences import split_sentences
from warledger.annotate.sources import with_sources
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def sources(code: str, text: str, body: str, *triggers: str) -> list[str]:
    """The source given to a frame at each trigger, when `body` is the only name and the first frame's source."""
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    first, *rest = triggers
    frames = [Frame(at(first), "killed", "asserts", 0.9, None, (Argument("source", at(body), 0.9),))]
    frames += [Frame(at(t), "shelling", "asserts", 0.9, None, ()) for t in rest]
    sentences = split_sentences(text, code, pack.abbreviations)
    out = with_sources(text, sentences, frames, [Mention("organisation", at(body))], pack)
    return [f.spans("source")[0].of(text) if f.spans("source") else "" for f in out]


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers"),
    [
        (
            "en",
            "Nine people were killed, the Doun Health Board said. It added that shells fell on Arda.",
            "Doun Health Board",
            ("killed", "shells fell"),
        ),
        (
            "es",
            "Nueve personas murieron, dijo la Cruz Azul. Añadió que cayeron obuses en Arda.",
            "Cruz Azul",
            ("murieron", "cayeron obuses"),
        ),
        ("ar", "قتل تسعة أشخاص وفق الهلال الأزرق. وأضاف أن القذائف سقطت على عردا.", "الهلال الأزرق", ("قتل", "القذائف سقطت")),
        (
            "ru",
            "Девять человек погибли, сообщил Синий Крест. Он отметил, что снаряды упали на Арду.",
            "Синий Крест",
            ("погибли", "снаряды упали"),
        ),
    ],
)
def test_a_sentence_that_goes_on(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert sources(code, text, body, *triggers) == [body, body]


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers"),
    [
        (
            "en",
            "Nine people were killed, the Doun Health Board said. Shells fell on Arda at dawn.",
            "Doun Health Board",
            ("killed", "Shells fell"),
        ),
        ("nb", "Ni mennesker ble drept, sa Blå Kors. Likevel er det meldt om granater over Arda.", "Blå Kors", ("drept", "granater")),
    ],
)
def test_a_sentence_that_does_not(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert sources(code, text, body, *triggers) == [body, ""]


def test_a_source_without_a_word_of_saying_needs_to_be_sure() -> None:
    text = "Rebels began the war in 1983, which killed 60,000 people. Health Ministry: 12 dead."
    pack = load_language("en")
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frames = [
        Frame(at("killed"), "killed", "asserts", 0.9, None, (Argument("source", at("Rebels"), 0.75),)),
        Frame(at("dead"), "killed", "asserts", 0.9, None, (Argument("source", at("Health Ministry"), 0.75),)),
    ]
    out = with_sources(text, split_sentences(text, "en"), frames, [], pack)
    assert [[s.of(text) for s in f.spans("source")] for f in out] == [[], ["Health Ministry"]]


@pytest.mark.parametrize(
    ("text", "actor", "told"),
    [
        ("The Doun Guard repelled an attack on Arda.", "Doun Guard", ""),
        ("The Doun Guard, four dead in Arda.", "", "Doun Guard"),
        ("Doun Guard: our men took Arda.", "Doun Guard", "Doun Guard"),
    ],
)
def test_who_did_it_is_no_source_of_it_without_a_word_of_saying(text: str, actor: str, told: str) -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    roles = [Argument("source", at("Doun Guard"), 0.99), *([Argument("actor", at(actor), 0.9)] if actor else [])]
    frame = Frame(at("Arda"), "attack", "asserts", 0.9, None, tuple(roles))
    (out,) = with_sources(text, split_sentences(text, "en"), [frame], [], load_language("en"))
    assert [s.of(text) for s in out.spans("source")] == ([told] if told else [])


def test_the_adjective_of_a_country_is_no_source() -> None:
    text = "Four civilians were reported killed in an alleged Ukrainian strike."
    pack = load_language("en")
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frames = [Frame(at("killed"), "killed", "relays", 0.9, None, ())]
    out = with_sources(text, split_sentences(text, "en"), frames, [Mention("organisation", at("Ukrainian"))], pack)
    assert not out[0].spans("source")


def told_by(code: str, text: str, names: tuple[str, ...], *triggers: str) -> list[str]:
    """The source given to a frame at each trigger, none of which has one; `names` are the names of the text."""
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frames = [Frame(at(t), "killed", "asserts", 0.9, None, ()) for t in triggers]
    out = with_sources(text, split_sentences(text, code, pack.abbreviations), frames, [Mention("organisation", at(n)) for n in names], pack)
    return [f.spans("source")[0].of(text) if f.spans("source") else "" for f in out]


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers"),
    [
        (
            "uk",
            "Обстріл Вільної\n\nУдень снаряди влучили у школу. Загинули двоє людей.\n\nПро це повідомив штаб «Дніпро».",
            "штаб «Дніпро»",
            ("влучили", "Загинули"),
        ),
        ("ru", "Погибли двое рыбаков. Об этом сообщили в управлении порта Вирна.", "управлении порта Вирна", ("Погибли",)),
        ("de", "Zwei Fischer kamen ums Leben. Das teilte die Hafenwache Orm am Montag mit.", "Hafenwache Orm", ("ums Leben",)),
        ("nb", "To fiskere ble drept. Det opplyser Orm havnevakt.", "Orm havnevakt", ("drept",)),
        ("uk", "Про це повідомив штаб «Дніпро».\n\nСнаряди влучили у школу.", "штаб «Дніпро»", ("влучили",)),
        ("ru", "Погибли двое рыбаков. Об этом пишет ТАСС со ссылкой на порт Вирна.", "порт Вирна", ("Погибли",)),
    ],
)
def test_a_sentence_that_says_who_told_what_stands_before_it(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert told_by(code, text, (body,), *triggers) == [body] * len(triggers)


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers"),
    [
        # an agency passes on; what an outlet recalls is its own; a headline too
        ("ru", "Погибли двое рыбаков. Об этом сообщает ТАСС.", "ТАСС", ("Погибли",)),
        ("uk", "Про це повідомив штаб «Дніпро».\n\nНагадаємо, торік снаряди влучили у школу.", "штаб «Дніпро»", ("влучили",)),
        ("uk", "Снаряди влучили у школу\n\nПро це повідомив штаб «Дніпро».", "штаб «Дніпро»", ("влучили",)),
        ("de", "Zwei Fischer kamen ums Leben. Das Ministerium Orm teilte seine Pläne mit.", "Ministerium Orm", ("ums Leben",)),
    ],
)
def test_a_sentence_that_does_not_say_who_told_it(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert told_by(code, text, (body,), *triggers) == [""] * len(triggers)


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers", "told"),
    [
        # a lone word for what was told reaches no further than its paragraph
        ("da", "To fiskere er døde. Det oplyser Orm Havnevagt.\nTre både er savnet.", "Orm Havnevagt", ("døde", "savnet"), 1),
        ("da", "To fiskere er døde. Det oplyser Orm Havnevagt. Tre både er savnet.", "Orm Havnevagt", ("døde", "savnet"), 2),
        # to somebody is not according to him; what took place found nothing; who said no told nothing
        ("nb", "To fiskere ble drept og fire kom til Orm Havnevakt.", "Orm Havnevakt", ("drept",), 0),
        ("nb", "Slaget mot Orm Havnevakt fant sted ved elva, der to ble drept.", "Orm Havnevakt", ("drept",), 0),
        ("nb", "Etter at Orm Havnevakt fant to døde, ble tre drept.", "Orm Havnevakt", ("ble tre drept",), 1),
        ("sv", "Orm Hamnvakt sade nej medan två dödades.", "Orm Hamnvakt", ("dödades",), 0),
        ("sv", "Två dödades, sade Orm Hamnvakt.", "Orm Hamnvakt", ("dödades",), 1),
        # after somebody is not according to them; verbs for saying that end a clause
        ("nn", "To fiskarar vart drepne etter at Orm Hamnevakt kom.", "Orm Hamnevakt", ("drepne",), 0),
        ("nn", "To fiskarar vart drepne, forklarar Orm Hamnevakt.", "Orm Hamnevakt", ("drepne",), 1),
        ("de", "Zwei Fischer starben, wie die Hafenwache Orm mitteilte.", "Hafenwache Orm", ("starben",), 1),
        # another clause with a subject of its own
        ("nb", "To fiskere er drept, og Orm Havnevakt melder om røyk.", "Orm Havnevakt", ("drept",), 0),
        ("nb", "To fiskere er drept, melder Orm Havnevakt, og tre er savnet.", "Orm Havnevakt", ("drept",), 1),
    ],
)
def test_how_far_a_source_reaches(code: str, text: str, body: str, triggers: tuple[str, ...], told: int) -> None:
    assert told_by(code, text, (body,), *triggers) == [body] * told + [""] * (len(triggers) - told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Zwei Fischer starben, teilte die Hafenwache Orm mit. Hunderte seien geflohen.", "Hafenwache Orm"),
        ("Zwei Fischer starben, teilte die Hafenwache Orm mit. Hunderte sind demnach geflohen.", "Hafenwache Orm"),
        ("Zwei Fischer starben, teilte die Hafenwache Orm mit. Hunderte sind geflohen.", ""),
        ('Zwei Fischer starben, "wir zählen noch", sagte die Hafenwache Orm. "Hunderte sind geflohen."', "Hafenwache Orm"),
        ('Zwei Fischer starben, "wir zählen noch", sagte die Hafenwache Orm.\n"Hunderte sind geflohen."', ""),
    ],
)
def test_what_is_told_on(text: str, told: str) -> None:
    assert sources("de", text, "Hafenwache Orm", "starben", "geflohen") == ["Hafenwache Orm", told]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ingen af de krigende parter har taget skylden for angrebet.", ""),
        ("Begge de krigende parter har taget skylden for angrebet.", "krigende parter"),
    ],
)
def test_nobody_is_no_source(text: str, told: str) -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    said = (Argument("source", at("krigende parter"), 0.9), Argument("cue", at("taget skylden"), 0.9))
    frame = Frame(at("angrebet"), "attack", "asserts", 0.9, None, said)
    (out,) = with_sources(text, split_sentences(text, "da"), [frame], [], load_language("da"))
    assert [s.of(text) for s in out.spans("source")] == ([told] if told else [])


def test_a_comma_may_end_a_clause_about_who_speaks() -> None:
    text = "Orms regering, der støttes af Tavo, siger, at to fiskere er døde."
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    said = (Argument("source", at("Orms regering"), 0.9), Argument("cue", at("siger"), 0.9))
    frame = Frame(at("døde"), "killed", "asserts", 0.9, None, said)
    (out,) = with_sources(text, split_sentences(text, "da"), [frame], [], load_language("da"))
    assert out.spans("source") == (at("Orms regering"),)


def test_what_has_a_source_keeps_it() -> None:
    text = "Двоє людей загинули, сказав шпиталь Дубна. Троє поранені. Про це повідомив штаб «Дніпро»."
    assert told_by("uk", text, ("шпиталь Дубна", "штаб «Дніпро»"), "загинули", "поранені") == ["шпиталь Дубна", "штаб «Дніпро»"]


def test_a_source_is_a_whole_word() -> None:
    assert told_by("uk", "Загинули двоє. Про це повідомив прес-центр «Дніпро».", ("«Дніпро»",), "Загинули") == ["прес-центр «Дніпро»"]


@pytest.mark.parametrize(
    ("text", "told"),
    [("Tavo Birliği'ne göre 21 kişi öldü.", "Tavo Birliği"), ("İlk bilgilere göre 21 Tavo Birliği üyesi öldü.", "")],
)
def test_what_a_postposition_names_stands_before_it(text: str, told: str) -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frame = Frame(at("öldü"), "killed", "asserts", 0.9, None, ())
    pack = load_language("tr")
    (out,) = with_sources(
        text, split_sentences(text, "tr", pack.abbreviations), [frame], [Mention("organisation", at("Tavo Birliği"))], pack
    )
    assert [s.of(text) for s in out.spans("source")] == ([told] if told else [])


@pytest.mark.parametrize(("prob", "name"), [(0.9, "Orm Harbour Board"), (0.5, "Harbour")])
def test_a_part_of_a_source_is_the_source(prob: float, name: str) -> None:
    text = "The Orm Harbour Board said two fishers died and three were hurt."
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    cue = Argument("cue", at("said"), 0.9)
    frames = [
        Frame(at("died"), "killed", "asserts", 0.9, None, (Argument("source", at("Orm Harbour Board"), prob), cue)),
        Frame(at("hurt"), "injured", "asserts", 0.9, None, (Argument("source", at("Harbour"), 0.6), cue)),
    ]
    out = with_sources(text, split_sentences(text, "en"), frames, [], load_language("en"))
    assert out[1].spans("source")[0].of(text) == name


FURTHER = [
    (
        "es",
        "Nueve personas murieron, dijo la Cruz Azul.{gap}Igualmente, cayeron obuses en Arda.",
        "Cruz Azul",
        ("murieron", "cayeron obuses"),
    ),
    ("pt", "Nove pessoas morreram, disse a Cruz Azul.{gap}Outras duas foram feridas em Arda.", "Cruz Azul", ("morreram", "feridas")),
    ("uk", "Дев'ятеро людей загинули, повідомив Синій Хрест.{gap}Також снаряди впали на Арду.", "Синій Хрест", ("загинули", "снаряди")),
]


@pytest.mark.parametrize(("code", "text", "body", "triggers"), FURTHER)
def test_a_sentence_that_adds_to_its_paragraph_is_told_by_who_told_that(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert sources(code, text.format(gap=" "), body, *triggers) == [body, body]
    assert sources(code, text.format(gap="\n"), body, *triggers) == [
        body,
        body if code == "es" else "",
    ]  # "also" and "another" do not go on


@pytest.mark.parametrize(
    ("text", "names", "told"),
    [
        # before the clause in which the source begins to speak
        ("Murieron dos pescadores; la Cruz Azul habla de cinco heridos.", ("Cruz Azul",), ["", "Cruz Azul"]),
        ("Murieron dos pescadores y la Cruz Azul dijo que hay cinco heridos.", ("Cruz Azul",), ["", "Cruz Azul"]),
        # behind it, and a source that ends its sentence
        ("La Cruz Azul dijo que murieron dos pescadores y hay cinco heridos.", ("Cruz Azul",), ["Cruz Azul", "Cruz Azul"]),
        ("Murieron dos pescadores y hay cinco heridos, dijo la Cruz Azul.", ("Cruz Azul",), ["Cruz Azul", "Cruz Azul"]),
        # a quotation with such a mark inside is one
        ("«Murieron dos pescadores; hay cinco heridos», dijo la Cruz Azul.", ("Cruz Azul",), ["Cruz Azul", "Cruz Azul"]),
    ],
)
def test_what_stands_before_the_clause_of_a_source_is_not_its(text: str, names: tuple[str, ...], told: list[str]) -> None:
    triggers = ("urieron", "heridos")
    assert told_by("es", text, names, *triggers) == told


def test_a_clause_that_describes_an_event_is_of_that_event_alone() -> None:
    text = "Dos pescadores resultaron heridos en un bombardeo que Vesta atribuyó a Norlandia."
    assert told_by("es", text, ("Vesta",), "heridos", "bombardeo") == ["", "Vesta"]


LED_IN = "Vesta Muhafızları'nın açıklamasında yer alan bilgiler şöyle{mark}\n\nArda'da iki balıkçı öldü.\n\nLimanda üç kişi yaralandı."


def test_paragraphs_that_a_statement_is_led_in_for_are_told_by_who_put_it_out() -> None:
    names = ("Vesta Muhafızları",)
    assert told_by("tr", LED_IN.format(mark=":"), names, "öldü", "yaralandı") == ["Vesta Muhafızları"] * 2
    assert told_by("tr", LED_IN.format(mark="."), names, "öldü", "yaralandı") == ["", ""]


def test_a_paragraph_led_in_ends_where_another_source_speaks() -> None:
    text = "La Cruz Azul dijo:\n\nMurieron dos pescadores.\n\nSegún Vesta, tres resultaron heridos.\n\nEl puerto cayó."
    assert told_by("es", text, ("Cruz Azul", "Vesta"), "Murieron", "heridos", "cayó") == ["Cruz Azul", "Vesta", ""]


def test_a_quotation_that_is_led_in_is_all_that_was_said() -> None:
    text = "La Cruz Azul dijo:\n\n«No sabemos nada».\n\nMurieron dos pescadores."
    assert told_by("es", text, ("Cruz Azul",), "Murieron") == [""]


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers"),
    [
        ("uk", "Двоє рибалок загинули, повідомив порт Вирна. Зокрема, снаряд влучив у човен.", "порт Вирна", ("загинули", "влучив")),
        ("es", "Dos pescadores murieron, dijo la Cruz Azul. Otros cuatro fueron heridos.", "Cruz Azul", ("murieron", "heridos")),
        ("en", "Two fishers died, Blue Cross said. Another four drowned.", "Blue Cross", ("died", "drowned")),
        # a quotation is told by whom the words behind it name
        ("ru", "«Погибли двое. Сгорели три лодки. Мы уходим», — рассказал порт Вирна.", "порт Вирна", ("Погибли", "Сгорели")),
    ],
)
def test_what_is_added_or_quoted_has_the_source_beside_it(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert told_by(code, text, (body,), *triggers) == [body] * len(triggers)


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers"),
    [
        # another paragraph adds what the outlet knows; a quotation that has ended is not the next one's
        ("uk", "Двоє рибалок загинули, повідомив порт Вирна.\n\nТакож снаряд влучив у човен.", "порт Вирна", ("влучив",)),
        ("ru", "Погибли двое. «Мы уходим», — рассказал порт Вирна.", "порт Вирна", ("Погибли",)),
        ("ru", "«Красная звезда» сгорела. Погибли двое. Мост закрыт, рассказал порт Вирна.", "порт Вирна", ("Погибли",)),
    ],
)
def test_what_is_not_added_has_none(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert told_by(code, text, (body,), *triggers) == [""] * len(triggers)


@pytest.mark.parametrize(
    ("code", "text", "name", "kept"),
    [
        ("uk", "Спілка рибалок, яка рахує човни, повідомила, що двоє загинули.", "Спілка рибалок", True),
        ("es", "Dos pescadores, añadió, murieron en la Cruz Azul.", "Cruz Azul", False),
    ],
)
def test_a_verb_before_that_has_its_subject(code: str, text: str, name: str, kept: bool) -> None:
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    cue = "повідомила" if code == "uk" else "añadió"
    roles = (Argument("source", at(name), 0.9), Argument("cue", at(cue), 0.9))
    frame = Frame(at("загинули" if code == "uk" else "murieron"), "killed", "asserts", 0.9, None, roles)
    (out,) = with_sources(text, split_sentences(text, code, pack.abbreviations), [frame], [], pack)
    assert bool(out.spans("source")) is kept


@pytest.mark.parametrize(
    ("text", "source", "via"),
    [
        ("Residents said that two fishers died, according to Reuters.", "Residents", "Reuters"),
        ("Two fishers died, according to Reuters.", "Reuters", ""),
    ],
)
def test_who_told_an_agency_is_the_source(text: str, source: str, via: str) -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    roles = (Argument("source", at("Reuters"), 0.9), Argument("cue", at("according to"), 0.9))
    frame = Frame(at("died"), "killed", "asserts", 0.9, None, roles)
    names = [Mention("organisation", at("Reuters"))]
    (out,) = with_sources(text, split_sentences(text, "en"), [frame], names, load_language("en"))
    assert [s.of(text) for s in out.spans("source")] == [source]
    assert [s.of(text) for s in out.spans("via")] == ([via] if via else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Um segundo ataque da Vesta deixou 35 mortos em Arda.", ""),
        ("Segundo a Vesta, o ataque deixou 35 mortos em Arda.", "Vesta"),
    ],
)
def test_a_second_attack_is_told_by_nobody(text: str, told: str) -> None:
    assert told_by("pt", text, ("Vesta",), "mortos") == [told]


def test_each_according_to_has_the_source_behind_it() -> None:
    text = "Houve 31 mortes, segundo o projeto Arda, e 80 deslocados, de acordo com as autoridades ucranianas."
    pack = load_language("pt")
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frames = [
        Frame(at(trigger), "killed", "asserts", 0.9, None, (Argument("source", at("projeto Arda"), 0.9), Argument("cue", at(cue), 0.9)))
        for trigger, cue in (("mortes", "segundo"), ("deslocados", "de acordo com"))
    ]
    out = with_sources(text, split_sentences(text, "pt"), frames, [Mention("organisation", at("projeto Arda"))], pack)
    assert [f.spans("source")[0].of(text) for f in out] == ["projeto Arda", "as autoridades ucranianas"]


def test_a_verb_behind_a_word_that_adds_goes_on_with_the_one_named_last() -> None:
    text = "La Cruz Azul dijo que murieron dos pescadores.\n\nAsimismo denunció el bombardeo de Arda."
    assert told_by("es", text, ("Cruz Azul",), "murieron", "bombardeo") == ["Cruz Azul", "Cruz Azul"]
    text = text.replace("denunció", "Vesta denunció")
    assert told_by("es", text, ("Cruz Azul", "Vesta"), "murieron", "bombardeo") == ["Cruz Azul", "Vesta"]


@pytest.mark.parametrize(
    ("code", "text", "body", "triggers"),
    [
        (
            "es",
            "Nueve personas murieron, dijo la Cruz Azul. Así, ha dicho que cayeron obuses en Arda.",
            "Cruz Azul",
            ("murieron", "obuses"),
        ),
        ("es", "Nueve personas murieron, dijo la Cruz Azul. Afirmó haber visto caer obuses en Arda.", "Cruz Azul", ("murieron", "obuses")),
        (
            "es",
            "Nueve personas murieron, dijo la Cruz Azul. Horas después, indicó en un comunicado publicado en Orvik que cayeron obuses.",
            "Cruz Azul",
            ("murieron", "obuses"),
        ),
        ("pt", "Nove pessoas morreram, disse a Cruz Azul. Afirmou ter visto cair obuses em Arda.", "Cruz Azul", ("morreram", "obuses")),
        ("pt", "Nove pessoas morreram, disse a Cruz Azul. Mais tarde disse que caíram obuses.", "Cruz Azul", ("morreram", "obuses")),
        ("ar", "قتل تسعة أشخاص وفق الهلال الأزرق. وفي وقت لاحق أضاف أن القذائف سقطت على عردا.", "الهلال الأزرق", ("قتل", "القذائف سقطت")),
    ],
)
def test_a_verb_without_a_subject_goes_on(code: str, text: str, body: str, triggers: tuple[str, ...]) -> None:
    assert sources(code, text, body, *triggers) == [body, body]


def test_a_verb_with_its_subject_behind_it_is_another_s() -> None:
    text = "Nueve personas murieron, dijo la Cruz Azul. Así, ha dicho el alcalde que cayeron obuses en Arda."
    assert sources("es", text, "Cruz Azul", "murieron", "obuses")[1] != "Cruz Azul"


def test_a_verb_behind_an_apposition_has_a_subject() -> None:
    text = "Nach Behördenangaben starben neun Menschen. Der Leiter der Wache, Egon Dorn, erklärte, Granaten seien auf Arda gefallen."
    pack = load_language("de")
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frames = [Frame(at("starben"), "killed", "asserts", 0.9, None, (Argument("source", at("Behördenangaben"), 0.9),))]
    frames += [Frame(at("Granaten"), "shelling", "asserts", 0.9, None, ())]
    out = with_sources(text, split_sentences(text, "de", pack.abbreviations), frames, [Mention("person", at("Egon Dorn"))], pack)
    assert out[1].spans("source")[0].of(text).endswith("Egon Dorn")
