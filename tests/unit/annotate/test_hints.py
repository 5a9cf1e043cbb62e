"""Hints of names: what tables know, and how far it moves the network's scores."""

import numpy as np
import pytest
from tests.unit.annotate.test_neural import LABELS, Painter

from warledger.annotate.hints import AGAINST, NATIVE, Hint, find_hints, is_general
from warledger.annotate.mentions import find_mentions
from warledger.model import Span
from warledger.packs import load_language
from warledger.packs.nametables import bodies, persons, places, word_key, words


def hinted(text: str, language: str) -> set[tuple[str, str]]:
    return {(h.span.of(text), h.kind) for h in find_hints(text, load_language(language))}


def weight_of(text: str, language: str, name: str) -> float:
    return max(h.weight for h in find_hints(text, load_language(language)) if h.span.of(text) == name)


@pytest.mark.parametrize(
    ("language", "text", "name", "kind"),
    [
        ("en", "He was moved to Ohio last week.", "Ohio", "place"),
        ("en", "Talks in Saudi Arabia ended.", "Saudi Arabia", "place"),
        ("es", "El Ayuntamiento de Cuenca lo niega.", "Ayuntamiento de Cuenca", "organisation"),
        ("pt", "A Câmara Municipal de Braga respondeu.", "Câmara Municipal de Braga", "organisation"),
        ("tr", "Konya'da iki ev yandı.", "Konya", "place"),
        ("ar", "وصل الوفد إلى باريس مساء", "باريس", "place"),
        ("ar", "التقى وزيرا بباريس", "باريس", "place"),
        ("ar", "تقرير للأمم المتحدة عن الجفاف", "للأمم المتحدة", "organisation"),
        ("ar", "تحدث محمود طويلا", "محمود", "person"),
        ("ar", "رحب بوتين بالاتفاق", "بوتين", "person"),
        ("ar", "زار علي بن صالح القرية", "علي بن صالح", "person"),
        ("ar", "قال عبد الله ذلك", "عبد الله", "person"),
        ("ar", "أمطار شمال بغداد", "شمال", AGAINST),
        ("ar", "استقبل الشيخ محمود ضيوفه", "الشيخ", AGAINST),
        ("ar", "أرض فلسطين المحتلة", "المحتلة", AGAINST),
        ("ar", "الصحف الفرنسية كتبت", "الفرنسية", NATIVE),
    ],
)
def test_what_tables_know(language: str, text: str, name: str, kind: str) -> None:
    assert (name, kind) in hinted(text, language)


def test_small_letters_and_unknown_words_are_no_names() -> None:
    assert hinted("they moved a china cup to the georgia side", "en") == set()
    assert hinted("the Qwrtz left", "en") == set()
    assert hinted("", "ar") == set()


def test_a_word_with_the_article_that_is_a_place_is_no_adjective() -> None:
    assert ("السعودية", "place") in hinted("سافر إلى السعودية أمس", "ar")


def test_a_place_within_longer_words_counts_less() -> None:
    assert weight_of("She reads Paris Match daily.", "fr", "Paris") < weight_of("She lives in Paris now.", "fr", "Paris")
    assert weight_of("Yesterday Paris agreed.", "en", "Paris") == weight_of("She lives in Paris now.", "en", "Paris")


def test_a_place_at_the_head_of_a_line_before_a_day_counts_more() -> None:
    line = "Quito, 3 may (EFE). Llegaron a Quito."
    first, second = (h.weight for h in find_hints(line, load_language("es")) if h.span.of(line) == "Quito")
    assert first > second


def test_a_title_makes_a_name_likelier() -> None:
    assert weight_of("استقبل الشيخ محمود ضيوفه", "ar", "محمود") > weight_of("استقبل محمود ضيوفه", "ar", "محمود")


def test_a_kind_of_body_is_no_name() -> None:
    arabic = load_language("ar")
    assert is_general("المجلس", arabic)
    assert not is_general("حماس", arabic)
    assert not is_general("council", load_language("en"))


def test_vowel_signs_stay_within_the_span() -> None:
    text = "زار بِبَاريس"
    assert ("بَاريس", "place") in hinted(text, "ar")


def test_marks_alone_are_passed_over() -> None:
    assert hinted("ـ ــ ًٌ", "ar") == set()


def test_a_hint_moves_a_doubtful_name_and_no_sure_one() -> None:
    p = Painter("They left Cali today.")
    p.scores.entity[p.token("Cali"), LABELS.entities.index("O")] = 1
    assert find_mentions(p.text, p.window, p.scores, LABELS) == []
    hint = Hint(Span(10, 14), "place", 6.0)
    assert [m.kind for m in find_mentions(p.text, p.window, p.scores, LABELS, [hint])] == ["place"]
    p.scores.entity[p.token("Cali"), LABELS.entities.index("O")] = 20
    assert find_mentions(p.text, p.window, p.scores, LABELS, [hint]) == []


def test_a_hint_against_takes_a_doubtful_name() -> None:
    p = Painter("Don Ali spoke.")
    p.scores.entity[p.token("Don"), LABELS.entities.index("B-PER")] = 13
    p.scores.entity[p.token("Ali"), LABELS.entities.index("I-PER")] = 20
    p.scores.entity[p.token("Ali"), LABELS.entities.index("B-PER")] = 18
    hints = [Hint(Span(0, 3), AGAINST, 10.0)]
    assert [m.span.of(p.text) for m in find_mentions(p.text, p.window, p.scores, LABELS)] == ["Don Ali"]
    assert [m.span.of(p.text) for m in find_mentions(p.text, p.window, p.scores, LABELS, hints)] == ["Ali"]


def test_a_hint_leaves_the_scores_as_they_were() -> None:
    p = Painter("They left Cali today.")
    before = np.copy(p.scores.entity)
    find_mentions(p.text, p.window, p.scores, LABELS, [Hint(Span(10, 14), "place", 6.0), Hint(Span(0, 4), NATIVE, 1.0)])
    assert np.array_equal(before, p.scores.entity)


def test_tables() -> None:
    assert word_key("أمريكا") == word_key("امريكا")
    assert ("الامم", "المتحده") in bodies("ar")
    assert persons("arabic")[word_key("محمد")]
    assert ("northern", "africa") in places("en")
    assert (word_key("شمال"), word_key("أفريقيا")) not in places("ar")
    assert (word_key("جنوب"), word_key("أفريقيا")) in places("ar")
    assert words("xx", "plain") == frozenset()
    assert ("aleppo",) in places("xx")
