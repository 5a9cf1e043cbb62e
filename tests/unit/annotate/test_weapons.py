"""What force was used: the plane and the rocket beside the verb tell it."""

import pytest

from warledger.annotate.sentences import split_sentences
from warledger.annotate.weapons import with_weapons
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def event(code: str, text: str, trigger: str, marked: str, **roles: str) -> str:
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frame = Frame(at(trigger), marked, "asserts", 0.9, None, tuple(Argument(r, at(w), 0.9) for r, w in roles.items()))
    (out,) = with_weapons(text, split_sentences(text, code, pack.abbreviations), [frame], [], pack)
    return out.event


@pytest.mark.parametrize(
    ("code", "text", "trigger", "told"),
    [
        ("es", "El ejército bombardeó Arda.", "bombardeó", "shelling"),
        ("es", "Dos aviones del ejército bombardearon Arda.", "bombardearon", "airstrike"),
        ("pt", "O bombardeio de Arda durou nove horas.", "bombardeio", "shelling"),
        ("pt", "O bombardeio aéreo de Arda durou nove horas.", "bombardeio aéreo", "airstrike"),
        ("fr", "L'armée a bombardé Arda toute la nuit.", "bombardé", "shelling"),
        ("fr", "Arda a été bombardée par des hélicoptères.", "bombardée", "airstrike"),
    ],
)
def test_to_bombard_is_to_shell_unless_something_flies(code: str, text: str, trigger: str, told: str) -> None:
    assert event(code, text, trigger, "airstrike") == told


def test_what_was_launched_tells_the_event() -> None:
    assert event("es", "La milicia lanzó 200 cohetes contra Arda.", "lanzó", "missile_strike", subject="cohetes") == "shelling"
    assert event("en", "The navy launched six missiles at Arda.", "launched", "shelling", subject="missiles") == "missile_strike"
    assert event("en", "The navy shelled two missile depots at Arda.", "shelled", "shelling", subject="missile depots") == "shelling"
    assert event("es", "La milicia destruyó 200 cohetes.", "destruyó", "damage", subject="cohetes") == "damage"


@pytest.mark.parametrize(
    ("code", "text", "party", "actor"),
    [
        ("es", "El Ejército repelió un ataque de las FLX en Arda.", "FLX", "FLX"),
        ("pt", "O Exército repeliu um ataque da FLX em Arda.", "FLX", "FLX"),
        ("es", "El Ejército repelió un ataque contra las FLX en Arda.", "FLX", "El Ejército"),
    ],
)
def test_an_attack_of_a_party_is_by_it(code: str, text: str, party: str, actor: str) -> None:
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    roles = (Argument("actor", at(text[:11].rstrip()), 0.9), Argument("target", at(party), 0.9))
    frame = Frame(at("ataque"), "attack", "asserts", 0.9, None, roles)
    (out,) = with_weapons(text, split_sentences(text, code), [frame], [Mention("organisation", at(party), 0.9)], pack)
    assert [s.of(text) for s in out.spans("actor")] == [actor]
    assert bool(out.spans("target")) == (actor != party)
