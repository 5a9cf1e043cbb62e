"""Sources that run on through a paragraph."""

import pytest

from warledger.annotate.paragraphs import with_paragraph_sources
from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language

BEFORE = "Shells on Arda\n\nArda, 3 May\n\n"
TOLD = "Nine people were killed in Arda, the Doun Health Board said. "


def source_of(behind: str, event: str = "injured", *, before: str = BEFORE, told: str = TOLD, time: str = "") -> str:
    """The source of an event whose trigger is "hit", told behind what the board said."""
    text = f"{before}{told}{behind}\n\nThe town lies in the hills."
    pack = load_language("en")

    def at(words: str) -> Span:
        start = text.rindex(words)
        return Span(start, start + len(words))

    board = Argument("source", at("Doun Health Board"), 0.9)
    frames = (Frame(at("killed"), "killed", "asserts", 0.9, None, (board,)), Frame(at("hit"), event, "asserts", 0.9, None, ()))
    sentences = split_sentences(text, "en", pack.abbreviations)
    *_, frame = with_paragraph_sources(text, sentences, frames, [at(time)] if time else [], pack)
    return frame.spans("source")[0].of(text) if frame.spans("source") else ""


def test_what_follows_in_the_paragraph_is_that_sources() -> None:
    assert source_of("Four more were hit.") == "Doun Health Board"
    assert source_of("The road was closed. Four more were hit.") == "Doun Health Board"


@pytest.mark.parametrize(
    "behind",
    [
        "\n\nFour more were hit.",  # another paragraph
        "Residents said that four more were hit.",  # another's word
        "A nurse said nobody could leave. Four more were hit.",  # another's word between
    ],
)
def test_another_paragraph_or_another_word_ends_it(behind: str) -> None:
    assert source_of(behind) == ""


def test_another_day_and_needs_are_the_outlets() -> None:
    assert source_of("In March 40 people were hit.", time="In March") == ""
    assert source_of("The valley is hit by hunger.", "shortage") == ""


def test_a_text_in_one_piece_tells_nothing() -> None:
    assert source_of("Four more were hit.", before="") == ""


def test_a_paragraph_of_two_sources_is_of_none() -> None:
    told = "Shells were fired from Tavo, the army said. " + TOLD
    text = f"{BEFORE}{told}Four more were hit.\n\nThe town lies in the hills."
    pack = load_language("en")

    def frame(word: str, event: str, source: str = "") -> Frame:
        start = text.rindex(word)
        named = (Argument("source", Span(text.index(source), text.index(source) + len(source)), 0.9),) if source else ()
        return Frame(Span(start, start + len(word)), event, "asserts", 0.9, None, named)

    frames = (frame("fired", "shelling", "army"), frame("killed", "killed", "Doun Health Board"), frame("hit", "injured"))
    *_, last = with_paragraph_sources(text, split_sentences(text, "en", pack.abbreviations), frames, [], pack)
    assert not last.spans("source")
