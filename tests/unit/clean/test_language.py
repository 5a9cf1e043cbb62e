"""Which language a report is taken to be in."""

import pytest

from warledger.clean.language import identify


@pytest.mark.parametrize(
    ("text", "declared", "found"),
    [
        # one sentence of Russian reads as Bulgarian by a hair: what was declared stands
        ("Три человека погибли в Тариме и пятеро в Балде, сообщил губернатор.", "ru", "ru"),
        # but no page is believed that declares another language than it is in
        ("Israeli strikes killed twelve people in the town, the ministry said on Monday evening.", "fr", "en"),
        ("Мешканці повідомили про вибухи в місті, влада закликала лишатися в укриттях.", "ru", "uk"),
        ("Мешканці повідомили про вибухи в місті, влада закликала лишатися в укриттях.", "", "uk"),
        ("12 killed", "en", "en"),
        ("12", "", "und"),
    ],
)
def test_what_is_declared_decides_short_and_doubtful_texts(text: str, declared: str, found: str) -> None:
    assert identify(text, declared) == found
