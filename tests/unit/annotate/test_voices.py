"""Whose voice a sentence is in, by the packs' words alone."""

from __future__ import annotations

import pytest

from warledger.annotate.sentences import split_sentences
from warledger.annotate.speakers import Speakers, is_parted_by_quote
from warledger.annotate.voices import voices_of
from warledger.model import Mention, Span
from warledger.packs import load_language


def voices(text: str, language: str, *names: tuple[str, str]) -> list[str]:
    """The words of the source of each sentence, "" where it has none."""
    pack = load_language(language)
    sentences = split_sentences(text, language, pack.abbreviations)
    found = tuple(Mention(kind, Span(at, at + len(name)), 0.9) for name, kind in names for at in [text.index(name)])
    looks = {s: Speakers.at(text, s, found, pack) for s in sentences}
    told = voices_of(text, looks, (), found, pack)
    return [next((a.span.of(text) for a in told.get(s, ()) if a.role == "source"), "") for s in sentences]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("fr", "Douze corps ont été comptés, a indiqué Amadou Sire. Selon lui, trois enfants sont blessés.", "Amadou Sire"),
        ("ru", "Пять человек погибли, сообщил Олег Лунин. По его данным, трое детей ранены.", "Олег Лунин"),
        ("de", "Fünf Menschen starben, sagte Jens Dorn. Ihm zufolge wurden drei Kinder verletzt.", "Jens Dorn"),
        ("tr", "Beş kişi öldü, dedi Kemal Doru. Ona göre üç çocuk yaralandı.", "Kemal Doru"),
    ],
)
def test_by_a_pronoun_who_spoke_last_is_meant(language: str, text: str, name: str):
    assert voices(text, language, (name, "person")) == [name, name]


def test_the_agency_that_was_told_does_not_speak():
    text = "Diez personas murieron, dijo Ko Tun. «Vinieron a bombardear el pueblo», dijo a la AFP, y agregó que once casas ardieron."
    assert voices(text, "es", ("Ko Tun", "person"), ("AFP", "organisation")) == ["Ko Tun", "Ko Tun"]


def test_who_is_named_within_a_quotation_does_not_tell_it():
    text = "La trêve est rompue, affirme Jean Koumba. « Les Forces du Sarand ont attaqué Tamba », indique le communiqué."
    assert voices(text, "fr", ("Jean Koumba", "person"), ("Forces du Sarand", "organisation")) == ["Jean Koumba", "Jean Koumba"]


def test_straight_marks_within_a_quotation_do_not_end_it():
    text = 'Стало известно о жертвах.\n\n"Били "Градом" по домам, по больнице. Все горит. Разрушен городок", - рассказал Олег Лунин.'
    assert voices(text, "ru", ("Олег Лунин", "person")) == ["", "Олег Лунин", "Олег Лунин", "Олег Лунин"]


@pytest.mark.parametrize(
    ("text", "cue", "name", "parted"),
    [
        ("“The Guard struck first,” the statement says", "says", "Guard", True),
        ("“We were struck by the Guard,” he says", "says", "Guard", True),
        ("says: “The Guard struck first”", "says", "Guard", True),
        ("сообщает «Заря», ссылаясь на врачей", "сообщает", "Заря", False),
        ('"Заря" сообщает о пятерых', "сообщает", "Заря", False),
        ("The Guard says “we held”", "says", "Guard", False),
    ],
)
def test_a_quotation_parts_a_name_from_its_cue(text: str, cue: str, name: str, parted: bool):
    spans = (Span(text.index(words), text.index(words) + len(words)) for words in (cue, name))
    assert is_parted_by_quote(text, *spans) is parted
