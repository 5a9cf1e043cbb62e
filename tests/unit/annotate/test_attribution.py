"""Source, cue and content of attributions by rule, in sentences of this project's own."""

import pytest

from warledger.annotate.attribution import find_attributions
from warledger.annotate.sentences import split_sentences
from warledger.packs import load_language


def found(code: str, text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    pack = load_language(code)
    attributions = find_attributions(text, split_sentences(text, code, pack.abbreviations), (), pack)
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
