"""Names without what their language joins to them."""

import pytest

from warledger.claims.bare import bare_name
from warledger.packs import load_language

AR, TR = load_language("ar").habits, load_language("tr").habits


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("للقوات المسلحة", "القوات المسلحة"),
        ("والدورة", "الدورة"),
        ("بريف تافو", "ريف تافو"),
        ("وبريف تافو", "ريف تافو"),
        ("بوسلي", "بوسلي"),
        ("وزارة الصحة", "وزارة الصحة"),
        ("والي دارا", "والي دارا"),
        ("لبنان", "لبنان"),
    ],
)
def test_particles_go_only_before_an_article_or_a_word_that_stands_alone(name: str, bare: str) -> None:
    assert bare_name(name, AR, {"ريف"}) == bare


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Tavo'nun", "Tavo"),
        ("Tavo uçaklarının", "Tavo uçakları"),
        ("Arda hükümetinden", "Arda hükümeti"),
        ("Savunma Bakanlığının", "Savunma Bakanlığı"),
        ("Koalisyonun", "Koalisyon"),
        ("direnişçilerin", "direnişçiler"),
        ("yerel aktivist ağının", "yerel aktivist ağı"),
        ("Platformun", "Platform"),
        ("ile güvenlik güçleri arasında", "güvenlik güçleri"),
        ("Ormanın", "Ormanın"),
        ("Medine", "Medine"),
        ("Afrin", "Afrin"),
        ("kadın", "kadın"),
        ("Artvin Valiliği", "Artvin Valiliği"),
    ],
)
def test_case_endings_go_where_the_word_is_no_proper_name(name: str, bare: str) -> None:
    assert bare_name(name, TR, {"koalisyonun", "platform"}) == bare


def test_other_languages_join_nothing() -> None:
    assert bare_name("Bosnia's wounded", load_language("en").habits, ()) == "Bosnia's wounded"
