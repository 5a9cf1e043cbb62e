"""Dead and wounded counted by a noun, and words for holding ground that only say which place is meant."""

import pytest

from warledger.annotate.counted import with_counted_nouns
from warledger.annotate.mistaken import without_mistaken
from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language


def found(code: str, text: str, count: str, noun: str, event: str = "injured", *, told: tuple[Frame, ...] = ()) -> list[str]:
    """What is counted beyond what the network told, where the packs see `count` and `noun`."""
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    known = Frame(at(noun), event, "asserts", 0.5, None, (Argument("count", at(count), 1.0), Argument("source", Span(0, 1), 1.0)))
    out = with_counted_nouns(text, told, [known], load_language(code))
    assert not any(f.spans("source") for f in out)
    return [f.spans("count")[0].of(text) for f in out if f not in told]


@pytest.mark.parametrize(
    ("code", "text", "count", "noun", "event"),
    [
        ("en", "There were dozens of injuries in Arda.", "dozens of", "injuries", "injured"),
        ("en", "Rescuers spoke of 14 deaths in Arda.", "14", "deaths", "killed"),
        ("ar", "استقبل المشفى تسع إصابات في عردا.", "تسع", "إصابات", "injured"),
    ],
)
def test_a_counted_noun_for_them_tells_of_them(code: str, text: str, count: str, noun: str, event: str) -> None:
    assert found(code, text, count, noun, event) == [count]


@pytest.mark.parametrize(
    ("text", "count", "noun"),
    [
        ("It was a massacre in Arda.", "a", "massacre"),
        ("Zero deaths in Arda.", "Zero", "deaths"),
        ("Three of the many deaths.", "Three", "deaths"),  # not beside each other
        ("Two guards died.", "Two guards", "died"),  # a verb is the network's
    ],
)
def test_one_none_and_what_is_no_counted_noun_tell_nothing(text: str, count: str, noun: str) -> None:
    assert found("en", text, count, noun, "killed") == []


def test_what_is_told_is_not_told_twice() -> None:
    text = "There were dozens of injuries in Arda."
    at = Span(text.index("injuries"), text.index("injuries") + 8)
    assert found("en", text, "dozens of", "injuries", told=(Frame(at, "injured", "asserts", 0.9, None, ()),)) == []


@pytest.mark.parametrize(("text", "word", "kept"), [("Shells hit rebel-held Arda.", "rebel-held", 0), ("Rebels held Arda.", "held", 1)])
def test_a_word_that_says_which_place_is_meant_is_no_news_of_it(text: str, word: str, kept: int) -> None:
    frame = Frame(Span(text.index(word), text.index(word) + len(word)), "control", "asserts", 0.95, None, ())
    assert len(without_mistaken(text, split_sentences(text, "en"), [frame], (), load_language("en"))) == kept
