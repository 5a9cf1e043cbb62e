"""Two frames on the two parts of one verb are one."""

from warledger.annotate.apart import with_whole_verbs
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language

TEXT = "Mandag trakk opprørerne seg ut av seks bydeler, og tre ble drept."


def at(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def frame(words: str, event: str, prob: float, **roles: str) -> Frame:
    return Frame(at(words), event, "asserts", prob, None, tuple(Argument(role, at(w), prob) for role, w in roles.items()))


def whole(*frames: Frame) -> tuple[Frame, ...]:
    return with_whole_verbs(TEXT, [Span(0, len(TEXT))], frames, load_language("nb"))


def test_what_the_second_part_knows_goes_to_the_first() -> None:
    killed = frame("drept", "killed", 0.9, count="tre")
    (told, other) = whole(frame("trakk", "withdrawal", 0.8, actor="opprørerne"), frame("seg ut", "withdrawal", 0.9, count="seks"), killed)
    assert other == killed
    assert told.trigger == at("trakk")
    assert told.prob == 0.9
    assert [(a.role, a.span.of(TEXT)) for a in told.arguments] == [("actor", "opprørerne"), ("count", "seks")]


def test_two_events_stay_two() -> None:
    frames = (frame("trakk", "withdrawal", 0.8), frame("seg ut", "deployment", 0.9))
    assert whole(*frames) == frames


def test_a_second_part_alone_stays() -> None:
    frames = (frame("seg ut", "withdrawal", 0.9, count="seks"),)
    assert whole(*frames) == frames
