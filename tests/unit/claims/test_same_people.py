"""People told by two words are counted once."""

import pytest
from tests.unit.claims.test_assemble import claims


def figures(code: str, text: str, roles: dict[str, list[str] | str], trigger: str, event: str = "killed") -> list[tuple[str, int | None]]:
    found = claims(text, [(trigger, event, roles)], code=code)
    return [(c.subject.text if c.subject else "", c.count.low if c.count else None) for c in found]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "words", "told"),
    [
        ("ar", "قتل شابان شقيقان في تافو", "قتل", ["شابان", "شقيقان"], [("شابان", 2)]),
        ("ar", "قتلت امرأة مسنة في تافو", "قتلت", ["امرأة", "مسنة"], [("امرأة", 1)]),
        ("ar", "استشهدت طفلة وامرأة في تافو", "استشهدت", ["طفلة", "وامرأة"], [("طفلة", 1), ("وامرأة", 1)]),
        ("en", "A nurse and a child were killed in Tavo.", "killed", ["A nurse", "a child"], [("A nurse", 1), ("a child", 1)]),
    ],
)
def test_two_words_side_by_side_are_the_same_people(
    code: str, text: str, trigger: str, words: list[str], told: list[tuple[str, int]]
) -> None:
    assert figures(code, text, {"count": words, "subject": words}, trigger) == told


def test_who_is_listed_in_brackets_is_counted_before_them() -> None:
    text = "Three civilians (a man and his wife) were killed in Tavo."
    assert figures("en", text, {"count": ["Three", "a man"], "subject": ["civilians", "man"]}, "killed") == [("civilians", 3)]
    text = "قتل مدنيان اثنان (رجل مسن وفتى) في تافو"
    assert figures("ar", text, {"count": ["مدنيان", "رجل", "وفتى"], "subject": ["مدنيان", "رجل", "وفتى"]}, "قتل") == [("مدنيان", 2)]
    text = "Three civilians and a man were killed (all in Tavo)."
    assert len(figures("en", text, {"count": ["Three", "a man"], "subject": ["civilians", "man"]}, "killed")) == 2


@pytest.mark.parametrize(
    ("code", "text", "trigger", "noun", "count"),
    [
        ("ar", "مقتل وإصابة 16 مدنيا في تافو", "مقتل", "مدنيا", 16),
        ("ar", "مقتل أكثر من 120 مسلحا في تافو", "مقتل", "مسلحا", 121),
        ("ar", "مقتل مسلح في تافو", "مقتل", "مسلح", 1),
    ],
)
def test_a_singular_behind_a_number_is_not_one(code: str, text: str, trigger: str, noun: str, count: int) -> None:
    assert figures(code, text, {"subject": noun}, trigger) == [(noun, count)]


def test_a_number_that_another_event_has_is_not_taken() -> None:
    text = "مقتل 47 جنديا وأسر سبعة في تافو"
    found = claims(
        text,
        [("مقتل", "killed", {"count": "47", "subject": "جنديا"}), ("وأسر", "detention", {"subject": "جنديا"})],
        code="ar",
    )
    assert [(c.event, c.count and c.count.low) for c in found] == [("killed", 47), ("detention", None)]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "noun"),
    [
        ("ar", "مجزرة بحق عائلة في تافو", "مجزرة", "عائلة"),
        ("ar", "مقتل عائلة كاملة في تافو", "مقتل", "عائلة"),
        ("de", "Eine Familie wurde in Tavo getötet.", "getötet", "Familie"),
        ("es", "Murió una familia en Tavo.", "Murió", "familia"),
        ("fr", "Une famille a été tuée à Tavo.", "tuée", "famille"),
        ("nb", "En familie ble drept i Tavo.", "drept", "familie"),
        ("pt", "Morreu uma família em Tavo.", "Morreu", "família"),
        ("ru", "В Таво погибла семья.", "погибла", "семья"),
        ("tr", "Tavo'da bir aile öldü.", "öldü", "aile"),
        ("uk", "У Таво загинула родина.", "загинула", "родина"),
    ],
)
def test_a_family_is_no_person(code: str, text: str, trigger: str, noun: str) -> None:
    assert figures(code, text, {"subject": noun}, trigger) == [(noun, None)]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "count", "noun", "bounds"),
    [
        ("ar", "مقتل تاجر مع عائلته في تافو", "مقتل", "تاجر", "تاجر", (2, None)),
        ("ar", "مقتل تاجر وعائلته في تافو", "مقتل", "تاجر", "تاجر", (2, None)),
        ("ar", "مقتل تاجر من عائلة عمر", "مقتل", "تاجر", "تاجر", (1, 1)),
        ("en", "Shells killed a trader and his family in Tavo.", "killed", "a", "trader", (2, None)),
        ("en", "Shells killed a trader along with members of her family in Tavo.", "killed", "a", "trader", (2, None)),
        ("en", "Shells killed a trader and wounded his family.", "killed", "a", "trader", (1, 1)),
        ("en", "Shells killed a trader of a rich family.", "killed", "a", "trader", (1, 1)),
        ("fr", "Un obus a tué un homme et sa famille.", "tué", "un", "homme", (2, None)),
        ("de", "Granaten haben einen Mann und seine Familie getötet.", "getötet", "einen", "Mann", (2, None)),
    ],
)
def test_somebody_with_his_family_is_more_than_one(
    code: str, text: str, trigger: str, count: str, noun: str, bounds: tuple[int, int | None]
) -> None:
    (found,) = claims(text, [(trigger, "killed", {"count": count, "subject": noun})], code=code)
    assert found.count and found.count.bounds == bounds


def test_a_number_with_an_article_is_of_the_noun_before_it() -> None:
    text = "استشهاد أب وأطفاله الأربعة وزوجته في تافو"
    people = ["أب", "وأطفاله", "وزوجته"]
    assert figures("ar", text, {"count": "الأربعة", "subject": people}, "استشهاد") == [("وأطفاله", 4), ("أب", 1), ("وزوجته", 1)]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "noun", "count"),
    [
        ("ar", "مقتل جنود من قوات #النظام_السوري في تافو", "مقتل", "السوري", None),
        ("ar", "مقتل السوري عمر في تافو", "مقتل", "السوري", 1),
        ("fr", "L'attaque du régime syrien a tué des villageois.", "tué", "syrien", None),
        ("es", "El régimen palestino ha matado.", "matado", "palestino", None),
        ("es", "Han matado a un palestino.", "matado", "palestino", 1),
    ],
)
def test_the_adjective_of_a_land_is_nobody(code: str, text: str, trigger: str, noun: str, count: int | None) -> None:
    assert figures(code, text, {"subject": noun}, trigger) == [(noun, count)]


def test_families_are_counted() -> None:
    assert figures("en", "Three families fled Tavo.", {"count": "Three", "subject": "families"}, "fled", "displacement") == [
        ("families", 3)
    ]
    assert figures("en", "A family was killed in Tavo.", {"count": "A", "subject": "family"}, "killed") == [("family", None)]
