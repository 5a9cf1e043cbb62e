"""Lists in running text: what stands side by side, and what holds what."""

import pytest

from warledger.model import Span
from warledger.packs import load_language
from warledger.packs.joints import lists_of


def found(code: str, text: str, *names: str) -> list[list[tuple[str, ...]]]:
    spans = [Span(text.index(n), text.index(n) + len(n)) for n in names]
    lists = lists_of(text, spans, load_language(code))
    return [[(m.span.of(text), *(h.of(text) for h in m.holders)) for m in members] for members in lists]


@pytest.mark.parametrize(
    ("code", "text", "names", "expected"),
    [
        ("en", "Shells hit Arda, Bela and Corin.", ("Arda", "Bela", "Corin"), [("Arda",), ("Bela",), ("Corin",)]),
        ("en", "in Arda in the Doun province, and Bela", ("Arda", "Doun", "Bela"), [("Arda", "Doun"), ("Bela",)]),
        ("en", "near Arda (Ardan), Bela, and in Corin", ("Arda", "Ardan", "Bela", "Corin"), [("Arda", "Ardan"), ("Bela",), ("Corin",)]),
        # what stands between commas holds the one before it, unless that stands in "in" itself
        ("es", "tomaron Arda, en Doun, y Bela, en Corin", ("Arda", "Doun", "Bela", "Corin"), [("Arda", "Doun"), ("Bela", "Corin")]),
        ("es", "contra Arda, en el centro de Doun, y en Bela", ("Arda", "Doun", "Bela"), [("Arda", "Doun"), ("Bela",)]),
        ("es", "en Arda, en Doun y en Bela", ("Arda", "Doun", "Bela"), [("Arda",), ("Doun",), ("Bela",)]),
        ("fr", "les villages d'Arda et de Bela", ("Arda", "Bela"), [("Arda",), ("Bela",)]),
        ("uk", "обстріляли Арду, Белу та Корін", ("Арду", "Белу", "Корін"), [("Арду",), ("Белу",), ("Корін",)]),
        ("ar", "قرى عردا والبيلة والكورين", ("عردا", "البيلة", "الكورين"), [("عردا",), ("البيلة",), ("الكورين",)]),
    ],
)
def test_a_list(code: str, text: str, names: tuple[str, ...], expected: list[tuple[str, ...]]) -> None:
    assert found(code, text, *names) == [expected]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("in Arda, Doun province", ("Arda", "Doun")),
        ("Arda fell and Bela held", ("Arda", "Bela")),
        ("Arda fell. And Bela held.", ("Arda", "Bela")),
        ("from Arda, where thousands had fled the fighting, to Bela", ("Arda", "Bela")),
    ],
)
def test_no_list(text: str, names: tuple[str, ...]) -> None:
    assert found("en", text, *names) == []


@pytest.mark.parametrize(
    ("code", "text", "names", "joined"),
    [
        ("en", "a man with his sons", ("man", "sons"), True),
        ("en", "a man with two knives and sons", ("man", "sons"), True),
        ("en", "a man with sons", ("man", "sons"), False),
        ("en", "a nurse along with two guards", ("nurse", "guards"), True),
        ("fr", "un homme avec ses enfants", ("homme", "enfants"), True),
        ("es", "una mujer con sus hijos", ("mujer", "hijos"), True),
        ("pt", "uma mulher com seus filhos", ("mulher", "filhos"), True),
        ("de", "ein Mann mit seinen Söhnen", ("Mann", "Söhnen"), True),
        ("nb", "en mann sammen med barna", ("mann", "barna"), True),
        ("sv", "en man tillsammans med barnen", ("man", "barnen"), True),
        ("ru", "мужчина вместе с детьми", ("мужчина", "детьми"), True),
        ("uk", "чоловік разом із дітьми", ("чоловік", "дітьми"), True),
        ("ar", "رجل مع أطفاله", ("رجل", "أطفاله"), True),
        ("ar", "رجل مع الجنود", ("رجل", "الجنود"), False),
        ("ar", "امرأة الجار وزوجها", ("امرأة", "وزوجها"), True),
    ],
)
def test_people_with_somebody_of_theirs_stand_in_a_list(code: str, text: str, names: tuple[str, str], joined: bool) -> None:
    spans = [Span(text.index(n), text.index(n) + len(n)) for n in names]
    assert bool(lists_of(text, spans, load_language(code), kin=True)) == joined
