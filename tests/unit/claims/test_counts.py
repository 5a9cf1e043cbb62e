from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.claims.counts import find_counts, parse_count
from warledger.packs import load_language

EN = load_language("en")
ALL = [load_language(code) for code in ("ar", "de", "en", "fr", "nb", "ru", "tr")]


def found(text: str, code: str = "en") -> list[tuple[str, int | None, int | None]]:
    return [(span.of(text), count.low, count.high) for span, count in find_counts(text, load_language(code))]


def test_running_text() -> None:
    text = "At least 23 people were killed and dozens wounded on 15 November 2016, the 61-year-old director said."
    assert found(text) == [("At least 23", 23, None), ("dozens", 24, 99)]


@pytest.mark.parametrize(
    "text",
    [
        "on 15 November 2016",
        "at 14:32",
        "a man aged 61",
        "a 4-year-old boy"[2:],
        "$50 million was paid",
        "50 percent of them",
        "20 km north",
        "the 4th brigade",
        "an F-16",
        "in 2016",
        "12.12.2016",
        "24 hours",
        "UN resolution 2254",
        "several villagers",
        "a number of soldiers",
    ],
)
def test_what_is_no_count(text: str) -> None:
    assert [c for c in found(text) if c[1] != 1] == []


@pytest.mark.parametrize(
    ("code", "text", "count"),
    [
        ("en", "27 of the 31 drones", ("27 of the 31", 27, 27)),
        ("ru", "сбиты 27 из 31 беспилотника", ("27 из 31", 27, 27)),
        ("nb", "27 av 31 droner", ("27 av 31", 27, 27)),
        ("es", "más de 1.000 de los 2.500 milicianos", ("más de 1.000 de los 2.500", 1001, None)),
        ("ar", "27 من أصل 31 طائرة", ("27 من أصل 31", 27, 27)),
    ],
)
def test_a_part_of_a_whole_is_the_part(code: str, text: str, count: tuple[str, int, int | None]) -> None:
    assert found(text, code) == [count]


@pytest.mark.parametrize("words", ["several", "several of them", "a number of", "many"])
def test_vague_small_words_give_no_count(words: str) -> None:
    assert parse_count(words, EN) is None


@pytest.mark.parametrize(
    ("code", "text", "counts"),
    [
        ("nb", "728 opprørere har overgitt seg det siste døgnet", [("728", 728, 728)]),
        ("fr", "Six civils tués le 3 mai, a-t-il dit à 14 h", [("Six", 6, 6)]),
        ("ru", "32-летний сержант и двое солдат погибли 5 мая", [("двое", 2, 2)]),
        ("ar", "مقتل 23 شخصا في 15 تشرين الثاني", [("23", 23, 23)]),
        ("de", "Am 3. Mai starben zwölf Menschen", [("zwölf", 12, 12)]),
        ("ar", "دمرت القوات 12 دبابة و30 عربة ولـ5 مدافع", [("12", 12, 12), ("30", 30, 30), ("5", 5, 5)]),
        ("ar", "تحطمت طائرة من طراز ميغ29 على بعد 40 كلم", []),
        ("de", "Ein Großteil der Boote ist fort", []),
        ("nn", "Eit hittil ukjent talet på sivile er borte", []),
        ("nb", "Halvparten av landets 30 millioner innbyggere sulter", []),
        ("sv", "Hälften av de 1 200 skadade är barn", [("de 1 200", 1200, 1200)]),
        ("en", "Half of the 30 villages burned, 12 houses in all", [("12", 12, 12)]),
        ("da", "Fem faldt under to angreb", [("Fem", 5, 5), ("under to", 2, 2)]),
        ("nb", "Under 100 mennesker er igjen", [("Under 100", None, 99)]),
        ("sv", "Färre än fem soldater stupade", [("Färre än fem", None, 4)]),
        ("tr", "Kentten 20 binden fazla kişi kaçtı", [("20 binden fazla", 20001, None)]),
        ("tr", "Saldırıda fazla hasar yok, 20 bin kişi kaçtı", [("20 bin", 20000, 20000)]),
    ],
)
def test_other_languages(code: str, text: str, counts: list[tuple[str, int, int]]) -> None:
    assert found(text, code) == counts


@pytest.mark.parametrize(
    ("code", "text", "low"),
    [
        ("da", "halvanden million mennesker", 1_500_000),
        ("sv", "ett dussintal soldater", 12),
        ("sv", "ett 50-tal byar", 50),
        ("da", "et 20-tal landsbyer", 20),
        ("sv", "knappt 200 soldater", 200),
        ("da", "knap 200 soldater", 200),
        ("sv", "en och en halv miljon människor", 1_500_000),
        ("de", "ein halbes Dutzend Soldaten", 6),
        ("es", "media docena de soldados", 6),
        ("ru", "два десятка солдат", 20),
        ("ru", "полтора десятка солдат", 15),
        ("uk", "два десятки солдатів", 20),
        ("uk", "десятки солдатів", 24),
        ("nb", "et halvt dusin soldater", 6),
    ],
)
def test_words_for_tens_and_halves(code: str, text: str, low: int) -> None:
    assert found(text, code)[-1][1] == low


def test_article_counts_only_before_a_lone_person_or_thing() -> None:
    assert found("A child died in a fire in the village") == [("A", 1, 1)]


def test_no_count() -> None:
    assert parse_count("", EN) is None
    assert parse_count("the weather", EN) is None
    assert parse_count("children", EN) is None


@pytest.mark.parametrize("text", ["9" * 26, "1 " * 5000, "one " * 5000, "1-" * 5000, "and " * 5000, "12,345," * 3000])
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    for pack in ALL:
        parse_count(text, pack)
        find_counts(text[:4000], pack)
    assert time.process_time() - start < 5


@given(st.text(max_size=60))
def test_spans_slice_and_bounds_hold(text: str) -> None:
    for pack in ALL:
        for span, count in find_counts(text, pack):
            assert count.text == span.of(text)
            assert (count.low or 0) <= (count.high if count.high is not None else count.low or 0)
        parse_count(text, pack)


@given(st.integers(min_value=0, max_value=10**9))
def test_figures_round_trip(number: int) -> None:
    for pack in ALL:
        plain = [] if 1900 <= number <= 2099 else [str(number)]
        for text in (*plain, f"{number:,}", f"{number:,}".replace(",", " "), f"{number:,}".replace(",", ".")):
            count = parse_count(text, pack)
            assert count is not None and (count.low, count.high) == (number, number), (pack.code, text)


def test_four_figures_alone_are_a_year_unless_they_count_a_noun() -> None:
    assert parse_count("2023", load_language("en")) is None
    assert parse_count("2,023", load_language("en")) is not None
    assert parse_count("2023 people", load_language("en")) is not None


@pytest.mark.parametrize(
    ("code", "text", "counts"),
    [
        ("de", "in zwei Dörfern mindestens 55 Zivilisten", [(2, 2), (55, None)]),
        ("es", "en dos aldeas al menos 55 civiles", [(2, 2), (55, None)]),
        ("de", "zwei Soldaten mindestens", [(2, None)]),
    ],
)
def test_a_modifier_before_a_number_is_of_that_number(code: str, text: str, counts: list[tuple[int, int | None]]) -> None:
    assert [(count.low, count.high) for _, count in find_counts(text, load_language(code))] == counts


@pytest.mark.parametrize(("words", "told"), [("مدنيَّين", 2), ("مواطنَين", 2), ("مدنيين", None), ("مدنيّين", None)])
def test_a_written_vowel_tells_the_arabic_dual_from_the_plural(words: str, told: int | None) -> None:
    count = parse_count(words, load_language("ar"))
    assert (count and count.low) == told


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ar", "أطفال من عائلة واحدة"),
        ("en", "children of one family"),
        ("ru", "дети из одной семьи"),
        ("en", 'the channel "Tavo 24" said'),
        ("ar", "شبكة “تافو 24” المحلية"),
        ("en", "children aged 8, 10, 12 years"),
        ("en", "boys of eight and 10 years"),
        ("ru", "мальчики 8 и 10 лет"),
        ("ar", "منطقة تافو شمال شرق سوريا"),
    ],
)
def test_one_of_a_body_a_number_in_a_name_and_ages_in_a_list_are_no_count(code: str, text: str) -> None:
    assert found(text, code) == []


@pytest.mark.parametrize(
    ("code", "text", "numbers"),
    [
        ("en", 'He said "at least 24" were killed.', [24]),
        ("en", 'The police told of "five dead and 24" hurt.', [5, 24]),
        ("en", "It killed five, 12 years after the war.", [5]),
        ("en", "It killed 4 children, 2 women and 3 men.", [4, 2, 3]),
        ("en", "Three families fled.", [3]),
        ("ar", "12 سوريا قتلوا", [12]),
    ],
)
def test_what_looks_like_these_is_a_count(code: str, text: str, numbers: list[int]) -> None:
    assert [low for _, low, _ in found(text, code)] == numbers
