"""A rank names nobody: who has it does, and is the person of that name told of before."""

import pytest

from warledger.claims import build_claims
from warledger.model import Annotation, Argument, Frame, Mention, OffsetMap, Report, Span
from warledger.packs import load_language


def sources(code: str, text: str, people: list[str], *told: dict[str, str]) -> list[str]:
    """Sources of claims at the words "killed" or "tués", in order; each of `told` gives the roles of one, in its sentence."""
    sentences, start = [], 0
    for end in [n + 1 for n, ch in enumerate(text) if ch == "." and text[n + 1 : n + 2] in ("", " ") and text[n - 3 : n] != "Col"]:
        sentences.append(Span(start, end))
        start = end + 1
    frames = []
    for sentence, roles in zip(sentences, told, strict=True):
        at = lambda words, s=sentence: Span(text.index(words, s.start), text.index(words, s.start) + len(words))  # noqa: E731
        trigger = at("killed" if code == "en" else "tués")
        frames.append(Frame(trigger, "killed", "asserts", 0.9, None, tuple(Argument(r, at(w), 0.9) for r, w in roles.items())))
    names = tuple(Mention("person", Span(text.index(p), text.index(p) + len(p)), 0.9) for p in people)
    report = Report("rp", "pg", "n", text, text, OffsetMap.identity(len(text)), language=code)
    claims = build_claims(report, Annotation("rp", "x", tuple(sentences), tuple(frames), names, ()), load_language(code))
    return [c.source.text if c.source else "" for c in claims]


@pytest.mark.parametrize(
    ("code", "text", "rank"),
    [
        ("fr", "Dix hommes ont été tués, a détaillé le colonel Rami Dahl. Deux civils ont été tués, selon lui.", "colonel"),
        ("en", "Ten men were killed, said Colonel Rami Dahl. Two civilians were killed, according to him.", "Colonel"),
    ],
)
def test_who_has_a_rank_speaks(code: str, text: str, rank: str) -> None:
    pronoun = "lui" if code == "fr" else "him"
    found = sources(code, text, ["Rami Dahl"], {"source": rank, "speaker": "Rami Dahl"}, {"source": pronoun})
    assert found == ["Rami Dahl", "Rami Dahl"]


def test_a_rank_with_a_last_name_is_the_person_told_of_before() -> None:
    text = "Ten men were killed, said Rami Dahl of Doun Guard. Two were killed, Col. Dahl said."
    assert sources("en", text, ["Rami Dahl"], {"source": "Doun Guard", "speaker": "Rami Dahl"}, {"source": "Col. Dahl"}) == [
        "Doun Guard",
        "Doun Guard",
    ]


def test_an_office_is_no_rank() -> None:
    text = "Ten men were killed, said President Rami Dahl."
    assert sources("en", text, ["Rami Dahl"], {"source": "President", "speaker": "Rami Dahl"}) == ["President"]
