"""Source, cue and content of attributions by rule, in sentences of this project's own."""

import pytest

from warledger.annotate.attribution import find_attributions
from warledger.annotate.sentences import split_sentences
from warledger.model import Mention, Span
from warledger.packs import load_language

PEOPLE = ("Ann Lee", "Tom Hale", "Ilse Brandt")


def names_of(text: str) -> list[Mention]:
    return [Mention("person", Span(at, at + len(n))) for n in PEOPLE if (at := text.find(n)) >= 0]


def found(code: str, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    pack = load_language(code)
    attributions = find_attributions(text, split_sentences(text, code, pack.abbreviations), (), names_of(text), pack)
    return [(a.source.of(text), a.cue.of(text), tuple(c.of(text) for c in a.content)) for a in attributions if a.source and a.cue]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Ilse Brandt said the bridge would reopen.", [("Mayor Ilse Brandt", "said", ("the bridge would reopen",))]),
        ("The bridge would reopen, according to Mayor Brandt.", [("Mayor Brandt", "according to", ("The bridge would reopen",))]),
        ("According to the port office, two cranes fell.", [("the port office", "According to", ("two cranes fell",))]),
        ('"We lost two cranes," said Tom Hale.', [("Tom Hale", "said", ('"We lost two cranes,"',))]),
        ('"We lost two," he said. "Both were new."', [("he", "said", ('"We lost two,"', '"Both were new."'))]),
        (
            "Ann Lee, head of the clinic, has also said that beds ran out.",
            [("Ann Lee, head of the clinic,", "has also said", ("that beds ran out",))],
        ),
        (
            "The union said wages fell and insisted that strikes would follow.",
            [("The union", "said", ("wages fell",)), ("The union", "insisted", ("that strikes would follow",))],
        ),
    ],
)
def test_english(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert found("en", text) == expected


@pytest.mark.parametrize(
    ("code", "text", "source"),
    [
        ("fr", "Selon le bureau du port, deux grues sont tombées.", "le bureau du port"),
        ("ru", "По данным администрации порта, упали два крана.", "администрации порта"),
        ("es", "El sindicato dijo que los salarios bajaron.", "El sindicato"),
    ],
)
def test_other_languages(code: str, text: str, source: str) -> None:
    assert source in [s for s, _, _ in found(code, text)]


def test_no_attribution_without_a_source() -> None:
    assert found("en", "Rain fell on the harbour all night.") == []


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("But Tom Hale never said that the road was safe.", "Tom Hale", "never said"),
        ("She's claiming that the well is dry.", "She", "'s claiming"),
        ("Ann Lee sharply criticized the ferry office.", "Ann Lee", "sharply criticized"),
        ("The council said: two wells are dry.", "The council", "said:"),
        ("Ann Lee complained about the ferry office.", "Ann Lee", "complained about"),
        ("Tom Hale went on to praise the harbour pilots.", "Tom Hale", "went on to praise"),
        ("The delay was first reported by the Harbour Post.", "the Harbour Post", "was first reported by"),
        ("On Friday Ann Lee said that the school would close.", "Ann Lee", "said"),
        ("Mr. Dale and Mrs. Orr said the school would close.", "Mr. Dale and Mrs. Orr", "said"),
        ("Teachers and parents in Lund said the school would close.", "Teachers and parents in Lund", "said"),
        ("Rep. Ida Moss (D-Lund), who runs the clinic, said beds ran out.", "Rep. Ida Moss (D-Lund), who runs the clinic,", "said"),
        ("Ann Lee, at a hearing, said beds ran out.", "Ann Lee", "said"),
        ('"Beds ran out," said Ann Lee, the head of the clinic.', "Ann Lee, the head of the clinic", "said"),
        ('"Beds ran out," said Ann Lee in an interview.', "Ann Lee", "said"),
        ("The nurse who said beds ran out was moved.", "who", "said"),
        ("The mayor's claim that the bridge held was wrong.", "The mayor's", "claim"),
        ("Ann Lee left the hall early, saying that nobody had listened.", "Ann Lee", "saying"),
    ],
)
def test_spans_of_source_and_cue(text: str, source: str, cue: str) -> None:
    assert (source, cue) in [(s, c) for s, c, _ in found("en", text)]


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("He told reporters that beds ran out.", ("that beds ran out",)),
        ("He told Ann Lee on Friday beds had run out.", ("beds had run out",)),
        ("Ann Lee said on Friday that beds ran out.", ("that beds ran out",)),
        ("Ann Lee said beds ran out, though the office denied it.", ("beds ran out",)),
        ("Ann Lee said beds ran out, which worried the town.", ("beds ran out, which worried the town",)),
        ("The beds, Ann Lee said, ran out in May.", ("The beds", "ran out in May")),
        ("Ann Lee said there is “no room” left.", ("there is “no room” left",)),
        ("''Beds ran out,'' said Ann Lee. ''Then came more.''", ("''Beds ran out,''", "''Then came more.''")),
        ("“It was late. Beds ran out,” Ann Lee said.", ("“It was late. Beds ran out,”",)),
        ("“Why now?” Ann Lee asked.", ("“Why now?”",)),
        ("“It was late. Nobody came.” ― Ann Lee", ("“It was late. Nobody came.”",)),
        ("Ann Lee: the beds ran out.", ("the beds ran out",)),
    ],
)
def test_what_was_said(text: str, content: tuple[str, ...]) -> None:
    assert content in [c for _, _, c in found("en", text)]


@pytest.mark.parametrize(
    "text",
    [
        "In the swing states nobody voted early.",
        "The plan of the port office was late.",
        "Today: the beds ran out.",
        "Wide open - the gate of the port",
        "The beds were reported lost in May.",
    ],
)
def test_nouns_dates_and_passives_tell_nothing(text: str) -> None:
    assert found("en", text) == []


def test_what_is_told_within_anothers_words_is_part_of_them() -> None:
    text = "Ann Lee said the union believes that beds ran out. “I think so,” Tom Hale said."
    assert [(s, c) for s, c, _ in found("en", text)] == [("Ann Lee", "said"), ("Tom Hale", "said")]


def test_a_verb_of_ones_own_behind_a_semicolon_has_its_own_content() -> None:
    text = "Ann Lee said beds ran out; Tom Hale believes that more are coming."
    assert [(s, c) for s, _, c in found("en", text)] == [("Ann Lee", ("beds ran out",)), ("Tom Hale", ("that more are coming",))]
