"""A description is no name of a place: the place named before it stands."""

from warledger.annotate.sentences import split_sentences
from warledger.claims import build_claims
from warledger.model import Annotation, Argument, Frame, OffsetMap, Report, Span
from warledger.packs import load_language


def places(code: str, text: str, *frames: tuple[str, list[str]]) -> list[list[str]]:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    report = Report("rp", "pg", "r.txt", text, text, OffsetMap.identity(len(text)), language=code)
    made = tuple(Frame(at(t), "attack", "asserts", 0.9, None, tuple(Argument("place", at(p), 0.9) for p in ps)) for t, ps in frames)
    found = build_claims(report, Annotation("rp", "test", split_sentences(text, code), made, ()), load_language(code))
    return [[p.text for p in c.places] for c in found]


def test_a_place_without_a_name_is_that_named_before() -> None:
    text = "La guerrilla atacó Orvik el lunes. Luego avanzó por el este de la ciudad. Un caza golpeó el hospital civil."
    told = places("es", text, ("atacó", ["Orvik"]), ("avanzó", ["este de la ciudad"]), ("golpeó", ["hospital civil"]))
    assert told == [["Orvik"], ["Orvik"], ["hospital civil"]]
    assert places("es", text, ("atacó", ["Orvik"]), ("avanzó", ["este de la ciudad", "Orvik"])) == [["Orvik"], ["Orvik"]]


def test_it_stands_where_none_was_named_and_where_letters_have_no_case() -> None:
    assert places("es", "La guerrilla avanzó por el este de la ciudad.", ("avanzó", ["este de la ciudad"])) == [["este de la ciudad"]]
    text = "قصفت الطائرات عردا. ثم تقدمت القوات في كفر زيتا."
    assert places("ar", text, ("قصفت", ["عردا"]), ("تقدمت", ["كفر زيتا"])) == [["عردا"], ["كفر زيتا"]]
