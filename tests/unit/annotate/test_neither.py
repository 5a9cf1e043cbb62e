"""Neither dead nor damage: both halves are denied."""

import pytest

from marked import Text
from warledger.annotate.neither import with_both_halves


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event", "stance", "halves"),
    [
        ("en", "A shell fell; no casualties or damage were reported.", "casualties", "killed", "denies", ["killed", "damage"]),
        ("es", "No se reportaron víctimas ni daños.", "víctimas ni daños", "injured", "denies", ["killed", "damage"]),
        ("de", "Opfer oder Schäden wurden nicht gemeldet.", "Schäden", "damage", "asserts", ["killed", "damage"]),
        ("nb", "Det er ikke meldt om skadde eller skader.", "skadde", "injured", "denies", ["injured", "damage"]),
        ("ar", "ولم ترد أنباء عن وقوع إصابات أو أضرار.", "إصابات", "injured", "denies", ["injured", "damage"]),
    ],
)
def test_what_or_joins_is_denied_together(code: str, text: str, trigger: str, event: str, stance: str, halves: list[str]) -> None:
    t = Text(code, text)
    out = with_both_halves(t.text, t.sentences, [t.frame(trigger, event, stance)], t.pack)
    assert [(f.event, f.stance) for f in out] == [(h, "denies") for h in halves]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "event"),
    [
        ("en", "The shelling caused casualties and damage.", "casualties", "killed"),
        ("en", "Casualties or damage are likely.", "Casualties", "killed"),
        ("en", "They have not killed or wounded anybody.", "killed", "killed"),
        ("fr", "Pas de tirs, des victimes ou des dégâts sont signalés.", "victimes", "killed"),
    ],
)
def test_harm_that_nobody_denies_stays(code: str, text: str, trigger: str, event: str) -> None:
    t = Text(code, text)
    frame = t.frame(trigger, event)
    assert with_both_halves(t.text, t.sentences, [frame], t.pack) == (frame,)
