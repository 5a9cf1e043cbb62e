import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from warledger.clean.segments import join_lines, split_lines
from warledger.model import Span


def test_a_decomposed_letter_maps_to_its_whole_cluster() -> None:
    captured = "Le blesse\u0301 est mort"
    text, offsets = join_lines(captured, split_lines(captured))
    assert text == "Le blessé est mort"
    at = text.index("é")
    assert offsets.to_captured(Span(at, at + 1)).of(captured) == "e\u0301"
    assert offsets.to_captured(Span(at + 2, at + 5)).of(captured) == "est"


@given(st.text(alphabet=st.sampled_from("aé e\u0301أبш\u064b\n\r\t .ﬁ😀\u0308u"), max_size=80))
def test_every_kept_span_maps_to_the_captured_words(captured: str) -> None:
    text, offsets = join_lines(captured, split_lines(captured))
    assert "\r" not in text
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + 6) + 1):
            words = text[start:end]
            if "\n" in words or unicodedata.combining(words[0]) or (end < len(text) and unicodedata.combining(text[end])):
                continue
            behind = offsets.to_captured(Span(start, end)).of(captured)
            assert unicodedata.normalize("NFC", behind) == words


def test_lines_of_every_ending_are_split_and_trimmed() -> None:
    captured = "\ufeffOne\r\nTwo \n\n\u2028 Three\x0cFour"
    assert [s.of(captured) for s in split_lines(captured)] == ["One", "Two", "Three", "Four"]


def test_asterisks_inside_words_go_and_the_map_still_finds_the_captured_word() -> None:
    captured = "Five were kil*led and 3 wou*nded *"
    text, offsets = join_lines(captured, split_lines(captured))
    assert text == "Five were killed and 3 wounded *"
    at = text.index("killed")
    assert offsets.to_captured(Span(at, at + 6)).of(captured) == "kil*led"
    assert offsets.to_captured(Span(text.index("3"), text.index("3") + 1)).of(captured) == "3"
