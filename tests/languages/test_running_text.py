"""Time spans of running text, future tense, granularity and hostile wordings."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.link.times import find_times, is_same_period, resolve_time
from warledger.packs import load_language

MONDAY = date(2016, 12, 12)


@pytest.mark.parametrize(
    ("code", "text", "spans"),
    [
        (
            "en",
            "The army said on Monday that 728 fighters had left over the previous 24 hours.",
            ["on Monday", "over the previous 24 hours"],
        ),
        ("en", "They may return. He met six men.", []),
        ("fr", "Six personnes ont été tuées lundi et deux autres depuis le 15 novembre.", ["lundi", "depuis le 15 novembre"]),
        ("nb", "Natt til mandag rykket styrkene inn i Aleppo.", ["Natt til mandag"]),
        ("ru", "В ночь на воскресенье погибли двое солдат.", ["В ночь на воскресенье"]),
        ("ar", "قتل 5 أشخاص فجر الأحد في حلب", ["فجر الأحد"]),
    ],
)
def test_find_times(code: str, text: str, spans: list[str]) -> None:
    assert [s.of(text) for s in find_times(text, load_language(code))] == spans


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Sunday", "2016-12-18", "2016-12-18"),
        ("by Friday", "2016-12-16", "2016-12-16"),
        ("until Friday", "2016-12-12", "2016-12-16"),
        ("within 48 hours", "2016-12-12", "2016-12-14"),
        ("on 3 January", "2017-01-03", "2017-01-03"),
        ("in March", "2017-03-01", "2017-03-31"),
    ],
)
def test_future(text: str, start: str, end: str) -> None:
    found = resolve_time(text, load_language("en"), MONDAY, "future")
    assert found is not None
    assert (found.start, found.end) == (date.fromisoformat(start), date.fromisoformat(end))


@pytest.mark.parametrize(
    ("text", "granularity"),
    [
        ("on Monday", "day"),
        ("overnight", "days"),
        ("last week", "week"),
        ("in July", "month"),
        ("in 2014", "year"),
        ("since the war began", "open"),
        ("so far", "open"),
    ],
)
def test_granularity(text: str, granularity: str) -> None:
    found = resolve_time(text, load_language("en"), MONDAY)
    assert found is not None
    assert found.granularity == granularity


@pytest.mark.parametrize("text", ["", "the general", "40 km", "99/99/9999", "31 February", "9999999", "-", "of of of"])
def test_no_time(text: str) -> None:
    assert resolve_time(text, load_language("en"), MONDAY) is None
    assert not is_same_period(text, load_language("en"))


@given(st.text(max_size=50), st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)))
@settings(max_examples=60)
def test_any_text_on_any_day(text: str, day: date) -> None:
    for code in ("ar", "en", "ru"):
        pack = load_language(code)
        for span in find_times(text, pack):
            assert span.of(text)
        resolve_time(text, pack, day)


@pytest.mark.parametrize("text", ["since " * 3000, "1 " * 6000, "Monday " * 3000, "12." * 4000, "last 9 years ago " * 1000])
def test_hostile_text_is_read_in_time(text: str) -> None:
    start = time.process_time()
    resolve_time(text, load_language("en"), MONDAY)
    find_times(text[:6000], load_language("en"))
    assert time.process_time() - start < 5
