"""Force that is named but in passing beside a toll is no claim."""

import pytest

from warledger.annotate.passing import without_passing
from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language


@pytest.mark.parametrize(
    ("text", "roles", "stands"),
    [
        ("Twelve died in the fighting.", {}, False),
        ("Twelve died in the fighting in Arda.", {"place": "Arda"}, True),
        ("Twelve died in the fighting with rebels.", {"target": "rebels"}, True),
        ("Twelve died. The fighting went on.", {}, True),
    ],
)
def test_a_battle_beside_a_toll_needs_to_say_where_or_who(text: str, roles: dict[str, str], stands: bool) -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    toll = Frame(at("died"), "killed", "asserts", 0.9, None, ())
    battle = Frame(at("fighting"), "clash", "asserts", 0.9, None, tuple(Argument(r, at(w), 0.9) for r, w in roles.items()))
    out = without_passing(text, split_sentences(text, "en"), [toll, battle], load_language("en"))
    assert (battle in out) == stands
    assert toll in out


@pytest.mark.parametrize(("text", "trigger", "stands"), [("Two died as it was hit.", "hit", False), ("Two died in a raid.", "raid", True)])
def test_an_attack_named_by_a_noun_stands(text: str, trigger: str, stands: bool) -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    toll, attack = Frame(at("died"), "killed", "asserts", 0.9, None, ()), Frame(at(trigger), "attack", "asserts", 0.9, None, ())
    out = without_passing(text, split_sentences(text, "en"), [toll, attack], load_language("en"))
    assert (attack in out) == stands
