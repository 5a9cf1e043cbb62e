"""Which of two nouns for dead and wounded a count is of, and which of two words for the same dead holds it."""

import pytest

from warledger.annotate.figures import of_the_nearest
from warledger.annotate.wounded import with_own_nouns
from warledger.claims.counts import find_counts
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language

Told = tuple[str, str, str, str]
"""Trigger, event, count and subject, "" for none."""


def _frames(text: str, told: list[Told]) -> list[Frame]:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    return [
        Frame(at(t), e, "asserts", 0.9, None, tuple(Argument(r, at(w), 0.9) for r, w in (("count", c), ("subject", s)) if w))
        for t, e, c, s in told
    ]


def _told(text: str, frames: list[Frame] | tuple[Frame, ...]) -> list[Told]:
    first = lambda spans: spans[0].of(text) if spans else ""  # noqa: E731
    return [(f.trigger.of(text), f.event, first(f.spans("count")), first(f.spans("subject"))) for f in frames]


def own(code: str, text: str, told: list[Told]) -> list[Told]:
    pack = load_language(code)
    counts = [at for at, _ in find_counts(text, pack)]
    return _told(text, with_own_nouns(text, _frames(text, told), counts, pack))


@pytest.mark.parametrize(
    ("code", "text", "dead", "count", "wounded"),
    [
        ("ar", "قتيل وثلاثة جرحى في قرية تافو", "قتيل", "وثلاثة", "جرحى"),
        ("ar", "ضحية وخمسة مصابين في قرية تافو", "ضحية", "وخمسة", "مصابين"),
        ("fr", "Un mort et trois blessés à Tavo.", "mort", "trois", "blessés"),
        ("ru", "Погибший и трое раненых в Таво.", "Погибший", "трое", "раненых"),
    ],
)
def test_a_noun_for_the_wounded_counts_no_dead(code: str, text: str, dead: str, count: str, wounded: str) -> None:
    wrong = [(dead, "killed", count, wounded)]
    found = [(t, e, c.lstrip("و"), s) for t, e, c, s in own(code, text, wrong) if c not in ("Un", "")]
    assert found == [(wounded, "injured", count.lstrip("و"), wounded)]
    again = own(code, text, [*wrong, (wounded, "injured", "", wounded)])
    assert [(e, c == count or c == count.lstrip("و")) for _, e, c, _ in again] == [("killed", False), ("injured", True)]


def test_a_figure_of_both_and_the_object_of_a_verb_stay() -> None:
    both = [("قتيلا", "killed", "56", "قتيلا"), ("وجريحا", "injured", "56", "قتيلا")]
    assert own("ar", "مدينة تافو: 56 قتيلا وجريحا", both) == both
    verb = [("قتل", "killed", "ثلاثة", "جرحى")]
    assert own("ar", "قتل ثلاثة جرحى في مستشفى تافو", verb) == verb
    behind = [("Ölü", "killed", "23", "Ölü"), ("yaralı", "injured", "", "yaralı")]
    assert own("tr", "Tavo: Ölü 23, yaralı çok", behind) == behind


def test_a_count_is_of_the_nearer_word_for_the_dead() -> None:
    text = "56 dead, a massacre in Tavo."
    assert _told(text, of_the_nearest(_frames(text, [("dead", "killed", "56", "dead"), ("massacre", "killed", "56", "massacre")]))) == [
        ("dead", "killed", "56", "dead")
    ]
    text = "13 others were hurt by guards in the massacre."
    assert _told(text, of_the_nearest(_frames(text, [("hurt", "injured", "13", "others"), ("massacre", "killed", "13", "others")]))) == [
        ("hurt", "injured", "13", "others"),
        ("massacre", "killed", "", ""),
    ]
    pair = [("killed", "killed", "22", "guards"), ("wounded", "injured", "22", "guards")]
    text = "The raid killed and wounded 22 guards."
    assert _told(text, of_the_nearest(_frames(text, pair))) == pair
