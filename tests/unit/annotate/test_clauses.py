"""Sources of quotations, and of clauses that begin with another speaker."""

import pytest

from warledger.annotate.sentences import split_sentences
from warledger.annotate.sources import with_hearsay, with_sources
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def told_by(code: str, text: str, body: str, trigger: str, **roles: str) -> str:
    """The source given to a frame at a trigger, where `body` is the only name of the text."""
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frame = Frame(at(trigger), "killed", "asserts", 0.9, None, tuple(Argument(r, at(w), 0.9) for r, w in roles.items()))
    (out,) = with_sources(text, split_sentences(text, code, pack.abbreviations), [frame], [Mention("organisation", at(body))], pack)
    return out.spans("source")[0].of(text) if out.spans("source") else ""


@pytest.mark.parametrize(
    ("code", "text", "body", "trigger"),
    [
        ("en", "Two fishers died in the port, but Doun Guard said it was quiet.", "Doun Guard", "died"),
        ("en", "Two fishers died although Doun Guard said it held the port.", "Doun Guard", "died"),
        ("fr", "Deux pêcheurs sont morts alors que la Garde de Doun affirme tenir le port.", "Garde de Doun", "sont morts"),
        ("de", "Zwei Fischer starben, während die Hafenwache Orm erklärte, es sei ruhig.", "Hafenwache Orm", "starben"),
    ],
)
def test_another_clause_with_its_own_speaker_tells_nothing_of_what_stands_before(code: str, text: str, body: str, trigger: str) -> None:
    assert told_by(code, text, body, trigger) == ""


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Two fishers died in the port, Doun Guard said.", "died"),
        ("Two fishers died because of shells, Doun Guard said.", "died"),  # the word opens no clause of the speaker's
        ("But Doun Guard said two fishers died.", "died"),
    ],
)
def test_a_clause_that_ends_with_its_speaker_is_told_by_it(text: str, trigger: str) -> None:
    assert told_by("en", text, "Doun Guard", trigger) == "Doun Guard"


def test_who_did_it_and_only_stands_beside_a_word_for_saying_does_not_tell_it() -> None:
    text = "Um segundo ataque da Guarda Doun deixou dez mortos."
    assert told_by("pt", text, "Guarda Doun", "mortos", actor="Guarda Doun") == ""
    assert told_by("pt", "Segundo a Guarda Doun, há dez mortos.", "Guarda Doun", "mortos") == "Guarda Doun"


def test_a_quotation_is_told_by_who_is_named_behind_it() -> None:
    text = "Arda\n\n“Shells fell all night. Two fishers died. We stay,” said Doun Guard."
    assert told_by("en", text, "Doun Guard", "died") == "Doun Guard"
    assert told_by("en", text.replace("“", ""), "Doun Guard", "died") == ""


def test_a_quotation_goes_on_with_who_spoke_before_it() -> None:
    text = "“We stay,” said Doun Guard. “Two fishers died.”"
    assert told_by("en", text, "Doun Guard", "died") == "Doun Guard"
    assert told_by("en", text.replace(". “", ".\n\n“"), "Doun Guard", "died") == ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "stance"),
    [
        ("fr", "Des rebelles présumés ont tué treize villageois.", "ont tué", "asserts"),
        ("en", "Two alleged rebels killed a guard.", "killed", "asserts"),
        ("en", "Residents told of an alleged killing.", "killing", "relays"),
    ],
)
def test_a_doubt_about_people_is_none_about_the_deed(code: str, text: str, trigger: str, stance: str) -> None:
    at = text.index(trigger)
    pack = load_language(code)
    frame = Frame(Span(at, at + len(trigger)), "killed", "asserts", 0.9, None, ())
    (out,) = with_hearsay(text, split_sentences(text, code, pack.abbreviations), [frame], pack)
    assert out.stance == stance
