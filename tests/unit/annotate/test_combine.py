"""Which frames of the network stand: those that the packs see too, or whose word they know."""

from dataclasses import replace

import pytest

from warledger.annotate.combine import Trust, combine_frames, plain_deeds, plain_tolls
from warledger.annotate.packreader import PackReader
from warledger.annotate.sentences import split_sentences
from warledger.claims.counts import find_counts
from warledger.model import Frame, Span
from warledger.packs import load_language


def stands(text: str, trigger: str, event: str, prob: float) -> bool:
    """Whether the network's frame at a word stands beside what the tables read."""
    pack = load_language("nb")
    known = PackReader(lambda words, pack: (), lambda words, pack: ()).read(text, split_sentences(text, "nb"), pack)
    start = text.index(trigger)
    frame = Frame(Span(start, start + len(trigger)), event, "asserts", prob, None, ())
    return combine_frames([frame], known.frames, Trust(), known.loose) == (frame,)


def test_an_event_word_without_what_it_needs_alone_still_bears_the_network_out() -> None:
    assert stands("Begge parter bekreftet angrepet.", "angrepet", "attack", 0.5)


def test_a_word_of_another_event_or_of_none_does_not() -> None:
    assert not stands("Begge parter bekreftet angrepet.", "angrepet", "killed", 0.5)
    assert not stands("Begge parter bekreftet planen.", "planen", "attack", 0.5)
    assert stands("Begge parter bekreftet planen.", "planen", "attack", 0.9)


def test_a_word_for_force_bears_out_force_of_any_kind() -> None:
    assert stands("Begge parter bekreftet angrepet.", "angrepet", "airstrike", 0.5)
    assert not stands("Begge parter bekreftet angrepet.", "angrepet", "damage", 0.5)


def test_words_for_holding_ground_are_certain() -> None:
    pack = load_language("ar")
    for word, event in (("تسيطر", "control"), ("سيطرت", "capture")):
        known = Frame(Span(0, len(word)), pack.events.get(word)[0].parts[0], "asserts", 0.5, None, ())
        read = Frame(Span(0, len(word)), "capture", "asserts", 0.99, None, ())
        assert [f.event for f in combine_frames([read], [known], Trust())] == [event]
    words = [Frame(Span(0, 12), "control", "asserts", 0.5, None, ())]
    read = Frame(Span(4, 11), "capture", "asserts", 0.99, None, ())
    assert [f.event for f in combine_frames([read], (), Trust(), words)] == ["control"]
    assert [f.event for f in combine_frames([read], (), Trust(), [*words, replace(words[0], event="capture")])] == ["capture"]
    held = Frame(Span(0, 6), "control", "asserts", 0.99, None, ())
    assert combine_frames([held], [Frame(Span(0, 6), "capture", "asserts", 0.5, None, ())], Trust())[0].event == "control"


def test_who_leaves_takes_nothing() -> None:
    left = Frame(Span(0, 8), "withdrawal", "asserts", 0.5, None, ())
    (found,) = combine_frames([Frame(Span(0, 8), "capture", "asserts", 0.99, None, ())], [left], Trust())
    assert found.event == "withdrawal"


def test_words_for_ground_mean_too_much_else() -> None:
    assert not stands("Styrkene holder fast.", "holder", "control", 0.8)


def test_a_word_for_any_attack_does_not_undo_what_with() -> None:
    for known, told in (("attack", "airstrike"), ("shelling", "shelling")):
        read = Frame(Span(0, 6), "airstrike", "asserts", 0.9, None, ())
        assert [f.event for f in combine_frames([read], [Frame(Span(0, 6), known, "asserts", 0.5, None, ())], Trust())] == [told]


def test_words_for_wounds_and_for_death_are_certain() -> None:
    for known, read, told in (("injured", "killed", "injured"), ("killed", "injured", "killed"), ("attack", "killed", "killed")):
        frames = combine_frames([frame_of(read)], [Frame(Span(0, 6), known, "asserts", 0.5, None, ())], Trust())
        assert [f.event for f in frames] == [told]


def frame_of(event: str) -> Frame:
    """The network's frame, sure of its event."""
    return Frame(Span(0, 6), event, "asserts", 0.99, None, ())


def test_a_wording_of_which_control_is_a_part_tells_of_a_gain() -> None:
    regained = Frame(Span(0, 19), "capture", "asserts", 0.5, None, ())
    held = Frame(Span(9, 16), "control", "asserts", 0.99, None, ())
    assert combine_frames([held], [regained], Trust())[0].event == "capture"
    assert combine_frames([held], (), Trust(), [regained])[0].event == "capture"
    assert combine_frames([replace(held, trigger=regained.trigger)], [regained], Trust())[0].event == "control"


def test_who_takes_leaves_nothing() -> None:
    taken = Frame(Span(0, 7), "capture", "asserts", 0.5, None, ())
    (found,) = combine_frames([Frame(Span(0, 7), "withdrawal", "asserts", 0.99, None, ())], [taken], Trust())
    assert found.event == "capture"


@pytest.mark.parametrize(
    ("code", "text", "tolls"),
    [
        ("ar", "أسفر الهجوم عن مقتل 12 شخصا وإصابة 35 آخرين.", 2),
        ("de", "Die Zahl der Todesopfer stieg auf 240.", 1),
        ("uk", "14 журналістів загинули.", 1),
        ("en", "One man was killed and no one was injured.", 0),
        ("sv", "Inga uppgifter om skadade eller dödade finns.", 0),
    ],
)
def test_plain_tolls_stand_on_the_packs_alone(code: str, text: str, tolls: int) -> None:
    pack = load_language(code)
    known = PackReader(find_counts, lambda words, pack: ()).read(text, split_sentences(text, code, pack.abbreviations), pack)
    told = plain_tolls(text, known.frames, pack)
    assert len(told) == tolls
    assert [f.event for f in combine_frames((), known.frames, Trust(), (), told) if f in told] == [f.event for f in told]


@pytest.mark.parametrize(
    ("code", "text", "event"),
    [
        ("en", "Vedia invaded its neighbour in 2022.", "attack"),
        ("de", "Vedia marschierte im Februar 2022 in das Nachbarland ein.", "attack"),
        ("ar", "غزت فيديا جارتها في فبراير.", "attack"),
        ("da", "Der raser voldsomme kampe om byen Selmar.", "clash"),
        ("en", "Vedia attacked the idea of a truce.", ""),
        ("uk", "Ведія відкинула вторгнення як вигадку.", ""),
    ],
)
def test_plain_words_of_force_stand_on_the_packs_alone(code: str, text: str, event: str) -> None:
    pack = load_language(code)
    sentences = split_sentences(text, code, pack.abbreviations)
    known = PackReader(lambda words, pack: (), lambda words, pack: ()).read(text, sentences, pack)
    told = plain_deeds(text, sentences, (*known.frames, *known.loose), pack)
    assert {f.event for f in combine_frames((), known.frames, Trust(), known.loose, told) if f in told} == ({event} - {""})


def test_who_lays_siege_has_not_taken_the_town() -> None:
    siege = Frame(Span(0, 8), "besieged", "asserts", 0.5, None, ())
    for read in ("capture", "advance", "withdrawal"):
        (found,) = combine_frames([Frame(Span(0, 8), read, "asserts", 0.99, None, ())], [siege], Trust())
        assert found.event == "besieged"
    (left,) = combine_frames([Frame(Span(0, 8), "attack", "asserts", 0.99, None, ())], [siege], Trust())
    assert left.event == "attack"
