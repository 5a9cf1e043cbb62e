"""States and their soldiers in every language."""

import pytest

from warledger.link.context import words_of
from warledger.link.parties import Lexicon
from warledger.packs.world import load_world

LEXICON = Lexicon(load_world())


@pytest.mark.parametrize(
    ("text", "language", "country"),
    [
        ("Ministério da Defesa do Equador", "pt", "EC"),
        ("exército do Benim", "pt", "BJ"),
        ("Südafrikas Armee", "de", "ZA"),
        ("Южно-Африканская Республика", "ru", "ZA"),
        ("República Dominicana", "es", "DO"),
        ("Macaristan ordusu", "tr", "HU"),
        ("Гвінея-Бісау", "uk", "GW"),
        ("Papua New Guinea", "en", "PG"),
        ("Turquemenistão", "pt", "TM"),
    ],
)
def test_a_state_is_known_by_its_name_in_every_language(text, language, country):
    assert next(found for _, _, found, _ in LEXICON.states_in(words_of(text), language)) == country


@pytest.mark.parametrize(
    ("text", "language"),
    [("la gana de luchar", "es"), ("the island was shelled", "en"), ("der gina war da", "de"), ("oma", "de")],
)
def test_a_word_that_is_a_state_in_another_language_is_none(text, language):
    assert not list(LEXICON.states_in(words_of(text), language))


@pytest.mark.parametrize("text", ["soldados", "helicóptero", "офицеры", "topçusu", "aviões", "drönare", "ضباط", "вертольоти"])
def test_words_for_soldiers_and_aircraft_are_the_army_s_and_name_no_body(text):
    (token,) = words_of(text)
    assert LEXICON.organ_in([token]).kind == "army"
    assert not LEXICON.is_organ_word(token)


def test_civil_aviation_is_no_air_force():
    assert LEXICON.organ_in(words_of("civil aviation authority")).id == "civil_aviation"
    assert LEXICON.organ_in(words_of("aviation croate")).id == "air_force"
