"""What the names of a reading tell its frames."""

from warledger.annotate.named import with_known_kinds, with_names
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language

ENGLISH = load_language("en")


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def sources(text: str, words: str, *mentions: Mention) -> list[str]:
    frame = Frame(at(text, "killed"), "killed", "asserts", 0.9, None, (Argument("source", at(text, words), 0.9),))
    (read,) = with_names(text, [frame], mentions, (), load_language("en"))
    return [s.of(text) for s in read.spans("source")]


def test_a_source_cut_in_the_midst_of_a_name_is_whole() -> None:
    text = "Two were killed, governor Ann Lee said."
    assert sources(text, "governor Ann", Mention("person", at(text, "Ann Lee"))) == ["governor Ann Lee"]
    assert sources(text, "governor", Mention("person", at(text, "Ann Lee"))) == ["governor"]


def test_a_platform_is_no_source() -> None:
    text = "Two were killed, Ann Lee said on Telegram."
    assert sources(text, "Telegram") == []
    assert with_known_kinds(text, [Mention("organisation", at(text, "Telegram"))], ENGLISH) == ()


def test_a_clock_is_no_source() -> None:
    text = "Two were killed, police said at noon local time."
    assert sources(text, "local time") == []
    assert sources(text, "police") == ["police"]


def test_an_armed_group_is_no_place_and_a_place_stays() -> None:
    text = "The Taliban took Tavo."
    named = [Mention("place", at(text, "Taliban")), Mention("place", at(text, "Tavo"))]
    assert [m.kind for m in with_known_kinds(text, named, ENGLISH)] == ["organisation", "place"]
