"""Made to, managed to: told as done, unless a modal or a negation stands before."""

import pytest

from warledger.annotate.outcomes import with_outcomes
from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language


def read(language: str, text: str, trigger: str, cue: str = "", source: str = "") -> Frame:
    """The frame of an event that the network reads as expected, after the rule."""
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    told = tuple(Argument(role, at(words)) for role, words in (("cue", cue), ("source", source)) if words)
    frame = Frame(at(trigger), "withdrawal", "expects", 0.9, None, told)
    (found,) = with_outcomes(text, split_sentences(text, language, ()), [frame], load_language(language))
    return found


@pytest.mark.parametrize(
    ("language", "text", "trigger", "stance"),
    [
        ("en", "The shelling forced the brigade to withdraw from Tavo.", "withdraw", "asserts"),
        ("en", "The brigade could be forced to withdraw from Tavo.", "withdraw", "expects"),
        ("en", "The brigade was not forced to withdraw from Tavo.", "withdraw", "expects"),
        ("en", "The forces want to withdraw from Tavo. Shelling forced delays.", "withdraw", "expects"),
        ("en", "The brigade plans to force the police to withdraw from Tavo.", "withdraw", "expects"),
        ("en", "The brigade, forced to surrender in Kufa, will withdraw from Tavo.", "withdraw", "expects"),
        ("nb", "Soldatene klarte å trekke seg ut av Tavo.", "trekke seg ut", "asserts"),
        ("nb", "Soldatene kan bli tvunget til å trekke seg ut.", "trekke seg ut", "expects"),
        ("de", "Die Brigade wurde gezwungen, sich aus Tavo zurückzuziehen.", "zurückzuziehen", "asserts"),
        ("es", "El bombardeo obligó a la brigada a retirarse de Tavo.", "retirarse", "asserts"),
        ("uk", "Обстріл змусив бригаду відступити з Таво.", "відступити", "asserts"),
        ("ar", "أجبر القصف اللواء على الانسحاب من تافو", "الانسحاب", "asserts"),
        ("tr", "Bombardıman tugayı Tavo'dan çekilmeye zorladı.", "çekilmeye", "asserts"),
    ],
)
def test_what_was_forced_or_managed_is_told_as_done(language, text, trigger, stance):
    assert read(language, text, trigger).stance == stance


def test_who_forces_does_not_speak():
    found = read("nb", "Hæren tvang brigaden til å trekke seg ut.", "trekke seg ut", cue="tvang", source="Hæren")
    assert not found.spans("source")
    told = read("nb", "Hæren sier at den tvang brigaden til å trekke seg ut.", "trekke seg ut", cue="sier", source="Hæren")
    assert told.spans("source")
