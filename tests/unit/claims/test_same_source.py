"""'The same source' is who was named last, and an NGO named only as such goes on with who was named before."""

import pytest

from warledger.claims import build_claims
from warledger.model import Annotation, Argument, Frame, OffsetMap, Report, Span
from warledger.packs import load_language


@pytest.mark.parametrize(
    ("language", "text", "first", "again", "trigger"),
    [
        ("fr", "L'Observatoire d'Orvik a annoncé un retrait. Trois civils ont péri, d'après la même source.",
         "Observatoire d'Orvik", "même source", "ont péri"),
        ("es", "El Observatorio de Orvik informó de una retirada. Tres civiles murieron, añadió la ONG.",
         "Observatorio de Orvik", "ONG", "murieron"),
    ],
)  # fmt: skip
def test_the_same_source_is_who_was_named_last(language, text, first, again, trigger):
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    report = Report("rp", "pg", "n", text, text, OffsetMap.identity(len(text)), language=language)
    told = Frame(
        at("retrait" if language == "fr" else "retirada"), "withdrawal", "asserts", 0.9, None, (Argument("source", at(first), 0.9),)
    )
    killed = Frame(at(trigger), "killed", "asserts", 0.9, None, (Argument("source", at(again), 0.9),))
    end = text.index(". ") + 1
    found = build_claims(
        report, Annotation("rp", "x", (Span(0, end), Span(end + 1, len(text))), (told, killed), (), ()), load_language(language)
    )
    assert [c.source.text for c in found if c.event == "killed"] == [first]
