"""Counts beside what is none of them, found by probes that put one wording of the wires in every language."""

from datetime import date

import pytest

from warledger.claims.counts import count_at, find_counts
from warledger.link.times import find_times, resolve_time
from warledger.model import Span
from warledger.packs import load_language


@pytest.mark.parametrize(
    ("code", "text", "bounds"),
    [
        # where a count came to is no upper bound
        ("ru", "число погибших выросло до 240 человек", (240, 240)),
        ("uk", "кількість загиблих зросла до понад 240", (241, None)),
        ("sv", "dödstalet har skrivits upp till över 240", (241, None)),
        ("ru", "в убежище могут войти до 240 человек", (None, 240)),
        # nor is where it came from a second figure
        ("ru", "увеличилось с 200 до 240 человек", (240, 240)),
        ("en", "the toll rose from 31 to at least 38", (38, None)),
        ("en", "the toll rose to 38 from 31", (38, 38)),
        ("de", "von 31 auf mindestens 38 gestiegen", (38, None)),
        ("en", "between 31 and 38 people died", (31, 38)),
        # a mark that was passed
        ("en", "the toll has passed 240", (241, None)),
        ("tr", "ölenlerin sayısının 240'ı aştığını açıkladı", (241, None)),
        # "another" counts one, or stands before a count
        ("en", "another five soldiers", (5, 5)),
        ("fr", "un autre soldat", (1, 1)),
        # what begins the next number's bound, or ends a verb, bounds nothing
        ("en", "the rebels handed over 12 prisoners", (12, 12)),
        ("en", "they took over three villages", (3, 3)),
        ("nn", "millionar svelt", (2000000, 9999999)),
        ("da", "millioner sulter", (2000000, 9999999)),
        ("sv", "två miljoner svälter", (2000000, 2000000)),
        ("sv", "miljoner svälter", (2000000, 9999999)),
        ("en", "over 30 prisoners", (31, None)),
        # a space that was lost
        ("de", "11Verletzte", (11, 11)),
        ("es", "6muertos", (6, 6)),
    ],
)
def test_a_count_is_read_with_the_words_around_it(code: str, text: str, bounds: tuple[int | None, int | None]) -> None:
    found = find_counts(text, load_language(code))
    assert [c.bounds for _, c in found] == [bounds]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "60% of the homes"),
        ("fr", "60 pour cent des maisons"),
        ("es", "60 por ciento de las casas"),
        ("pt", "60 por cento das casas"),
        ("ar", "70 في المئة من المنازل"),
        ("tr", "evlerin yüzde 70'i"),
        ("de", "90 Prozent der Bevölkerung"),
    ],
)
def test_so_many_in_a_hundred_are_no_count(code: str, text: str) -> None:
    assert find_counts(text, load_language(code)) == []
    figures = next(i for i, c in enumerate(text) if c.isdigit())
    assert count_at(text, Span(figures, figures + 2), load_language(code)) is None


def test_of_the_wounded_the_whole_counts_and_of_drones_those_shot_down() -> None:
    pack = load_language("en")
    assert [c.bounds for _, c in find_counts("five of the 10 wounded are children", pack)] == [(5, 5), (10, 10)]
    assert [c.bounds for _, c in find_counts("shot down 12 of 15 drones", pack)] == [(12, 12)]


@pytest.mark.parametrize(
    ("code", "text", "times", "count"),
    [
        ("tr", "yıl başından bu yana 8 bine yakın sivil öldü", ["yıl başından bu yana"], "8 bine yakın"),
        ("ru", "5 мая 12 человек погибли", ["5 мая"], "12"),
        ("ru", "В июне 12 человек погибли", ["В июне"], "12"),
        ("es", "El 6 de agosto 3 civiles murieron", ["El 6 de agosto"], "3"),
        ("tr", "5 Mayıs'ta 12 kişi öldü", ["5 Mayıs'ta"], "12"),
        ("en", "On May 5 25 civilians died", ["On May 5"], "25"),
        ("en", "More than 2000 people died", [], "More than 2000"),
        ("ru", "Ночью 5 мая 2016 года 12 человек погибли", ["Ночью 5 мая 2016 года"], "12"),
    ],
)
def test_a_time_eats_no_count_behind_it(code: str, text: str, times: list[str], count: str) -> None:
    pack = load_language(code)
    assert [s.of(text) for s in find_times(text, pack)] == times
    assert count in [s.of(text) for s, _ in find_counts(text, pack)]


@pytest.mark.parametrize(
    ("code", "text", "days"),
    [
        ("ru", "с 5 по 9 мая", ("2024-05-05", "2024-05-09")),
        ("uk", "з 5 по 9 травня", ("2024-05-05", "2024-05-09")),
        ("ru", "с 28 июня по 3 июля", ("2024-06-28", "2024-07-03")),
        ("ru", "с 5 мая", ("2024-05-05", "2024-08-06")),
    ],
)
def test_from_one_day_to_another(code: str, text: str, days: tuple[str, str]) -> None:
    found = resolve_time(text, load_language(code), date(2024, 8, 6))
    assert found is not None
    assert (str(found.start), str(found.end)) == days


@pytest.mark.parametrize(("code", "text"), [("de", "Es gab 17 Tote und mehr als 40 Verletzte"), ("es", "17 muertos y más de 40 heridos")])
def test_more_than_bounds_the_number_behind_it(code: str, text: str) -> None:
    assert [c.bounds for _, c in find_counts(text, load_language(code))] == [(17, 17), (41, None)]
