"""Sources told in a list: each tells the same for itself."""

import pytest

from warledger.annotate.listed import with_each_source
from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def told_by(code: str, text: str, trigger: str, source: str, names: tuple[str, ...] = (), cue: str = "") -> list[str]:
    """Sources of the frames that come of one frame."""
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    arguments = [Argument("source", at(source), 0.9)] + ([Argument("cue", at(cue), 0.9)] if cue else [])
    frame = Frame(at(trigger), "killed", "asserts", 0.9, None, tuple(arguments))
    pack = load_language(code)
    mentions = [Mention("organisation", at(name)) for name in names]
    out = with_each_source(text, split_sentences(text, code, pack.abbreviations), [frame], mentions, pack)
    return [s.of(text) for f in out for s in f.spans("source")]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "names", "cue", "sources"),
    [
        ("en", "Four died, Arda Radio and the Blue Crescent said.", "died", "Blue Crescent", ("Arda Radio",), "said", 2),
        ("en", "Arda Radio, Doun News and Tavo TV reported four killed.", "killed", "Tavo TV", ("Arda Radio", "Doun News"), "reported", 3),
        ("en", "Four died, the Doun Monitor and medics said.", "died", "Doun Monitor and medics", (), "said", 2),
        ("ru", "«Арда» и «Синий крест» сообщили о гибели четырёх.", "гибели", "Арда", ("Синий крест",), "сообщили", 2),
    ],
)
def test_each_source_of_a_list_tells_it(code, text, trigger, source, names, cue, sources) -> None:
    assert len(set(told_by(code, text, trigger, source, names, cue))) == sources


@pytest.mark.parametrize(
    ("text", "trigger", "source", "names", "cue"),
    [
        ("Arda Radio said four died and Tavo TV said six.", "died", "Arda Radio", ("Tavo TV",), "said"),
        ("Talks with Arda Radio and Tavo TV killed the idea.", "killed", "Arda Radio", ("Tavo TV",), ""),
        ("Four died, Arda Radio said, and Tavo TV closed.", "died", "Arda Radio", ("Tavo TV",), "said"),
    ],
)
def test_names_that_do_not_speak_together_are_no_list(text, trigger, source, names, cue) -> None:
    assert told_by("en", text, trigger, source, names, cue) == [source]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "cue", "names"),
    [
        (
            "tr",
            "Üç sivilin öldüğünü söyleyen platform, Arda ve Tavo’nun saldırısında yolun kesildiğini bildirdi.",
            "öldüğünü",
            "söyleyen",
            1,
        ),
        ("tr", "Üç sivilin öldüğünü platform, Arda ve Tavo bildirdi.", "öldüğünü", "bildirdi", 3),
        ("tr", "Üç sivil öldü, platform, Arda ve Tavo’nun saldırısında yolun da kesildiğini dün bildirdi.", "öldü", "bildirdi", 1),
        ("tr", "Platform ile Arda ve Tavo’nun bildirdiğine göre üç sivil öldü.", "öldü", "bildirdiğine göre", 3),
        ("en", "Three died, said the platform, Arda and Tavo’s shells having cut the road.", "died", "said", 1),
        ("en", "Three died, said the platform, Arda and Tavo.", "died", "said", 3),
    ],
)
def test_a_list_that_an_ending_ties_to_other_words_is_none_of_sources(code, text, trigger, cue, names) -> None:
    assert len(set(told_by(code, text, trigger, "latform", ("Arda", "Tavo"), cue))) == names


def test_people_that_are_counted_are_no_source() -> None:
    text = "Houve 31 mortes, segundo o projeto Arda, e 80 deslocados."
    assert told_by("pt", text, "mortes", "projeto Arda", (), "segundo") == ["projeto Arda"]
    text = "Houve 31 mortes, segundo o projeto Arda e deslocados."
    assert told_by("pt", text, "mortes", "projeto Arda", (), "segundo") == ["projeto Arda", "deslocados"]
