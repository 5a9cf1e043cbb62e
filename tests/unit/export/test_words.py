import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.export.words import inert, isolate, shorten

NASTY = "\x1b[2J\x1b]0;title\x07a\r\nb\x00\u202egpj\u2066x\u2069\u200f\u0085\u2028c\ud800"


@given(st.text(st.characters(exclude_categories=()), max_size=60))
def test_nothing_that_moves_the_cursor_or_turns_the_line_is_left(text):
    safe = inert(text)
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in safe)
    assert not any(c in safe for c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def test_nasty_words():
    assert inert(NASTY) == "[2J ]0;title a b [U+202E]gpj[U+2066]x[U+2069][U+200F] c"


def test_joiners_that_letters_need_are_kept():
    assert inert("می\u200cخواهم") == "می\u200cخواهم"


@pytest.mark.parametrize("text", ["حلب", "Aleppo حلب", "עזה"])
def test_right_to_left_words_are_isolated(text):
    assert isolate(text) == f"\u2068{text}\u2069"


@pytest.mark.parametrize("text", ["Aleppo", "Алеппо", "Øst-Aleppo", "", "123"])
def test_left_to_right_words_are_not(text):
    assert isolate(text) == text


@given(st.text(max_size=200), st.integers(2, 80))
def test_shortened_text_fits(text, length):
    assert len(shorten(text, length)) <= length
    assert len(text) > length or shorten(text, length) == text
