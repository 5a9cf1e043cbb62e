"""Which trigger a count belongs to, where two events stand in one sentence."""

from warledger.annotate.figures import with_figures
from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Span


def counts_of(text: str, frames: list[tuple[str, str, str]]) -> list[tuple[str, str]]:
    """(event, count) of each frame after the figures were settled; a frame is (trigger, event, count or "")."""
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    made = [Frame(at(t), e, "asserts", 0.9, None, (Argument("count", at(c), 0.9),) if c else ()) for t, e, c in frames]
    out = with_figures(split_sentences(text, "en"), made, (), ())
    return sorted((f.event, " ".join(s.of(text) for s in f.spans("count"))) for f in out)


def test_a_count_beside_another_trigger_is_that_ones() -> None:
    text = "Two children and three police were killed and seven others injured."
    frames = [("killed", "killed", "Two"), ("killed", "killed", "three"), ("killed", "killed", "seven"), ("injured", "injured", "seven")]
    assert counts_of(text, frames) == [("injured", "seven"), ("killed", "Two"), ("killed", "three")]


def test_a_trigger_without_a_count_takes_the_one_right_beside_it() -> None:
    text = "Killed were two villagers and wounded 5 others."
    frames = [("Killed", "killed", ""), ("wounded", "injured", "two"), ("wounded", "injured", "5")]
    assert counts_of(text, frames) == [("injured", "5"), ("killed", "two")]


def test_counts_that_both_events_share_stay_with_both() -> None:
    text = "12 soldiers and 3 civilians were killed or wounded."
    frames = [("killed", "killed", "12"), ("killed", "killed", "3"), ("wounded", "injured", "12"), ("wounded", "injured", "3")]
    assert len(counts_of(text, frames)) == 4


def test_counts_on_two_sides_of_a_trigger_are_of_the_event_on_their_side() -> None:
    text = "Five villagers were abducted and 11 lost their lives in the raid."
    frames = [(t, e, c) for t, e in (("abducted", "abduction"), ("lost their lives", "killed")) for c in ("Five", "11")]
    assert counts_of(text, frames) == [("abduction", "Five"), ("killed", "11")]
    text = "The raid killed nine and wounded four."
    frames = [(t, e, c) for t, e in (("killed", "killed"), ("wounded", "injured")) for c in ("nine", "four")]
    assert counts_of(text, frames) == [("injured", "four"), ("killed", "nine")]


def test_who_is_left_dead_did_not_leave() -> None:
    text = "The clash left ten people dead and drove 40 away."
    assert counts_of(text, [("left", "displacement", "ten"), ("dead", "killed", "ten"), ("drove", "displacement", "40")]) == [
        ("displacement", "40"),
        ("killed", "ten"),
    ]
    text = "Ten people died or fled."
    assert counts_of(text, [("died", "killed", "Ten"), ("fled", "displacement", "Ten")]) == [("displacement", "Ten"), ("killed", "Ten")]


def test_an_appeal_counts_nobody() -> None:
    text = "The families demanded that two hostages be released."
    frames = [("demanded", "appeal", "two"), ("released", "released", "two")]
    assert counts_of(text, frames) == [("appeal", ""), ("released", "two")]


def test_a_deed_of_force_has_the_count_right_before_it() -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    for text, told in (("The navy beat off four drone attacks.", ["four"]), ("The four ships beat off drone attacks.", [])):
        frame = Frame(at("drone attacks"), "drone_strike", "asserts", 0.9, None, ())
        (out,) = with_figures(split_sentences(text, "en"), [frame], [at("four")], ())
        assert [s.of(text) for s in out.spans("count")] == told


def test_each_verb_has_the_people_behind_it() -> None:
    def subjects(text: str, noun: str) -> list[tuple[str, list[str]]]:
        at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
        whom = Argument("subject", at("guide"), 0.9)
        made = [Frame(at(t), e, "asserts", 0.9, None, (whom,)) for t, e in (("Killed", "killed"), ("wounded", "injured"))]
        out = with_figures(split_sentences(text, "en"), made, (), [at("guide"), *([at(noun)] if noun else [])])
        return [(f.event, [s.of(text) for s in f.spans("subject")]) for f in out]

    assert subjects("Killed a guide and wounded porters.", "porters") == [("killed", ["guide"]), ("injured", ["porters"])]
    assert subjects("Killed was a guide and wounded too.", "") == [("killed", ["guide"]), ("injured", ["guide"])]
