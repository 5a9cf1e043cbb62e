"""What one word, one count and one sentence tell once: events of a word, counts of the harmed, the nearest of two sources."""

import pytest

from warledger.annotate.combine import Trust, combine_frames
from warledger.annotate.figures import with_figures
from warledger.annotate.sentences import split_sentences
from warledger.annotate.sources import with_sources
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def at(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def read_twice(first: str, second: str, known: str, counts: tuple[str, str] = ("two", "two")) -> list[str]:
    text = "They destroyed two tanks and two guns."
    word = at(text, "destroyed")
    figure = {"two": at(text, "two"), "other": Span(29, 32)}
    frames = [
        Frame(word, e, "asserts", 0.99, None, (Argument("count", figure[c], 0.9),)) for e, c in zip((first, second), counts, strict=True)
    ]
    packs = [Frame(word, known, "asserts", 0.5, None, ())] if known else []
    return [f.event for f in combine_frames(frames, packs, Trust())]


def test_one_word_that_counts_one_thing_is_one_event() -> None:
    assert read_twice("damage", "killed", "damage") == ["damage"]
    assert read_twice("damage", "interception", "") == ["damage"]
    assert read_twice("damage", "interception", "interception") == ["interception"]


def test_two_events_of_one_word_stand_where_each_has_its_count_or_nothing_tells_which() -> None:
    assert read_twice("damage", "killed", "damage", ("two", "other")) == ["damage", "killed"]
    assert read_twice("killed", "injured", "killed") == ["killed", "injured"]
    assert read_twice("damage", "killed", "") == ["damage", "killed"]


def test_who_was_driven_out_did_not_advance() -> None:
    word = Span(0, 9)
    loose = [Frame(word, "withdrawal", "asserts", 0.5, None, ())]
    read = Frame(word, "advance", "asserts", 0.99, None, ())
    assert [f.event for f in combine_frames([read], (), Trust(), loose)] == ["withdrawal"]
    assert [f.event for f in combine_frames([read], (), Trust(), ())] == ["advance"]


def test_a_noun_inside_the_words_for_taking_does_not_make_it_holding() -> None:
    loose = [Frame(Span(17, 25), "control", "asserts", 0.5, None, ())]  # "перешёл под их контроль"
    read = Frame(Span(0, 25), "capture", "asserts", 0.99, None, ())
    assert [f.event for f in combine_frames([read], (), Trust(), loose)] == ["capture"]


def events(text: str, frames: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    made = [Frame(at(text, t), e, "asserts", 0.9, None, (Argument("count", at(text, c), 0.9),) if c else ()) for t, e, c in frames]
    out = with_figures(split_sentences(text, "en"), made, [at(text, c) for _, _, c in frames if c], [])
    return [(f.event, f.spans("count")[0].of(text) if f.spans("count") else "") for f in out]


def test_fighting_counts_no_dead() -> None:
    text = "In clashes at Arda 18 fighters died."
    assert events(text, [("clashes", "clash", "18"), ("died", "killed", "18")]) == [("clash", ""), ("killed", "18")]
    text = "After 18 clashes five fighters died."
    assert events(text, [("clashes", "clash", "18"), ("died", "killed", "five")]) == [("clash", "18"), ("killed", "five")]


def test_attacks_beaten_off_took_no_ground() -> None:
    text = "The army beat off 12 attacks and took two hills."
    read = [("beat off", "capture", "12"), ("attacks", "attack", "12"), ("took", "capture", "two")]
    assert events(text, read) == [("attack", "12"), ("capture", "two")]


@pytest.mark.parametrize(
    ("code", "text", "first", "second", "cue", "told"),
    [
        ("en", "Orm said it shelled the port, and Vesta said that shells were shot down.", "Orm", "Vesta", "said", "Vesta"),
        ("ar", "أعلنت أورم أنها قصفت الميناء وأفادت فيستا أن القذائف أسقطت.", "أورم", "فيستا", "أعلنت", "فيستا"),
        # what is told behind a verb without "that" stays; a name that follows it at a distance is no speaker
        ("en", "Orm said it shelled the port when Vesta spoke of peace, and shells were shot down.", "Orm", "Vesta", "said", "Orm"),
    ],
)
def test_the_second_source_of_a_sentence_tells_what_follows_it(code: str, text: str, first: str, second: str, cue: str, told: str) -> None:
    pack = load_language(code)
    trigger = "أسقطت" if code == "ar" else "shot down"
    roles = (Argument("source", at(text, first), 0.9), Argument("cue", at(text, cue), 0.9))
    names = [Mention("organisation", at(text, n)) for n in (first, second)]
    frame = Frame(at(text, trigger), "interception", "asserts", 0.9, None, roles)
    (out,) = with_sources(text, split_sentences(text, code, pack.abbreviations), [frame], names, pack)
    assert out.spans("source")[0].of(text) == told


def test_two_events_that_share_two_counts_have_each_its_own() -> None:
    text = "They fired 1,100 rockets, 380 were shot down."
    read = [("rockets", "missile_strike", "1,100"), ("rockets", "missile_strike", "380")]
    read += [("shot down", "interception", "1,100"), ("shot down", "interception", "380")]
    assert events(text, read) == [("missile_strike", "1,100"), ("interception", "380")]


def test_whom_a_pronoun_stands_for_is_named_in_full() -> None:
    text = "Two died, the head of the Orm Harbour Board said. Three were hurt, he added."
    head, he = at(text, "head of the Orm Harbour Board"), text.index("he added")
    first = (Argument("source", head, 0.95), Argument("cue", at(text, "said"), 0.9))
    second = (
        Argument("source", Span(he, he + 2), 0.9),
        Argument("cue", at(text, "added"), 0.9),
        Argument("source_ref", at(text, "head"), 0.7),
    )
    frames = [Frame(at(text, t), e, "asserts", 0.9, None, r) for t, e, r in (("died", "killed", first), ("hurt", "injured", second))]
    out = with_sources(text, split_sentences(text, "en"), frames, [], load_language("en"))
    assert out[1].spans("source_ref") == (head,)


def test_a_word_that_says_what_force_was_used_bears_out_an_attack() -> None:
    word = Span(0, 6)
    read = Frame(word, "attack", "asserts", 0.5, None, ())
    known = lambda event: [Frame(word, event, "asserts", 0.5, None, ())]  # noqa: E731
    assert [f.event for f in combine_frames([read], (), Trust(), known("clash"))] == ["clash"]
    assert [f.event for f in combine_frames([read], (), Trust(), known("talks"))] == []
