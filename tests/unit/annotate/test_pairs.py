"""A figure told of the dead and the wounded together goes to both."""

import pytest

from warledger.annotate.pairs import with_pairs
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language


def told(code: str, text: str, frames: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    """(trigger, event, count) of each frame afterwards; a frame is (trigger, event, count or "")."""
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    made = [Frame(at(t), e, "asserts", 0.9, None, (Argument("count", at(c), 0.9),) if c else ()) for t, e, c in frames]
    out = with_pairs(text, made, load_language(code))
    return [(f.trigger.of(text), f.event, " ".join(s.of(text) for s in f.spans("count"))) for f in out]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "words", "count"),
    [
        ("es", "La patrulla mató o hirió a nueve guerrilleros.", "hirió", ("mató", "hirió"), "nueve"),
        ("en", "The shells killed or wounded 30 villagers.", "killed", ("killed", "wounded"), "30"),
        ("fr", "Le raid a fait 40 morts et blessés.", "morts", ("morts", "blessés"), "40"),
        ("ar", "أسفر القصف عن مقتل وإصابة ٢٠ مدنياً", "مقتل", ("مقتل", "وإصابة"), "٢٠"),
    ],
)
def test_the_count_of_a_pair_goes_to_both(code: str, text: str, trigger: str, words: tuple[str, str], count: str) -> None:
    pair = [(words[0], "killed", count), (words[1], "injured", count)]
    assert told(code, text, [(trigger, "killed", count)]) == pair
    assert told(code, text, pair) == pair


@pytest.mark.parametrize(
    ("code", "text", "trigger", "words", "count"),
    [
        ("ar", "مجزرة راح ضحيتها ٢٠ مدنياً بين قتيل وجريح", "مجزرة", ("قتيل", "وجريح"), "٢٠"),
        ("es", "La masacre dejó 20 vecinos entre muertos y heridos.", "masacre", ("muertos", "heridos"), "20"),
        ("fr", "Le massacre a fait 20 victimes, entre morts et blessés.", "massacre", ("morts", "blessés"), "20"),
    ],
)
def test_a_count_before_between_is_of_both(code: str, text: str, trigger: str, words: tuple[str, str], count: str) -> None:
    assert told(code, text, [(trigger, "killed", count)]) == [(words[0], "killed", count), (words[1], "injured", count)]


def test_each_of_a_pair_keeps_a_count_of_its_own() -> None:
    text = "Nine were killed and wounded were 30."
    frames = [("killed", "killed", "Nine"), ("wounded", "injured", "30")]
    assert told("en", text, frames) == frames


def test_a_count_of_another_event_is_not_that_of_the_pair() -> None:
    text = "El comando capturó a cinco y mató o hirió a otros diez."
    frames = [("capturó", "detention", "cinco"), ("mató", "killed", "cinco"), ("hirió", "killed", "diez")]
    assert told("es", text, frames) == [("capturó", "detention", "cinco"), ("mató", "killed", "diez"), ("hirió", "injured", "diez")]


def test_a_word_for_wounds_beside_the_dead_without_a_figure_adds_nothing() -> None:
    assert len(told("fr", "Nul villageois n'a été tué ou blessé.", [("tué", "killed", "")])) == 2
    frames = [("égorgés", "killed", "")]
    assert told("fr", "Des villageois ont été égorgés et brûlés.", frames) == frames


def test_a_word_that_counts_one_alone_counts_no_other() -> None:
    frames = [("قتيل", "killed", "قتيل"), ("وجرحى", "injured", "")]
    assert told("ar", "قتيل وجرحى بانفجار في الميناء", frames) == frames
    frames = [("قتيلاً", "killed", "9"), ("وجريحاً", "injured", "")]
    assert told("ar", "أوقع الانفجار 9 قتيلاً وجريحاً", frames) == [("قتيلاً", "killed", "9"), ("وجريحاً", "injured", "9")]
