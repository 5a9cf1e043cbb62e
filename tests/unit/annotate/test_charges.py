"""Accusations of what is no single deed: "accused both sides of war crimes"."""

import pytest

from marked import Text
from warledger.annotate.charges import PROB, with_charges, without_accuser


@pytest.mark.parametrize(
    ("code", "text", "charge", "accuser"),
    [
        ("en", "Amnesty International accused both sides of committing war crimes in Orvik.", "war crimes", "Amnesty International"),
        ("fr", "La Ligue accuse la milice de nettoyage ethnique.", "nettoyage ethnique", "La Ligue"),
        ("de", "Die Liga wirft der Miliz ethnische Säuberungen vor.", "ethnische Säuberungen", "Die Liga"),
        ("nb", "Opposisjonen ga regjeringen skylden for at samtalene brøt sammen.", "samtalene brøt sammen", "Opposisjonen"),
        ("ru", "Армия обвиняет группировку в использовании жителей как живого щита.", "живого щита", "Армия"),
        ("ar", "يتهم الجيش الجماعة باستخدام المدنيين دروعا بشرية في رمسا.", "دروعا بشرية", "الجيش"),
        ("tr", "Liga, orduyu savaş suçu işlemekle suçladı.", "savaş suçu", "Liga"),
    ],
)
def test_a_charge_that_is_no_deed_is_an_accusation(code: str, text: str, charge: str, accuser: str) -> None:
    t = Text(code, text)
    (frame,) = with_charges(t.text, t.sentences, [], t.names(accuser), t.pack)
    assert (frame.event, frame.stance, frame.trigger.of(text)) == ("accusation", "asserts", charge)
    assert t.said(frame, "source") == [accuser]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "A general accused of war crimes was seen in Orvik."),
        ("es", "Un general acusado de crímenes de guerra fue visto en Orvik."),
        ("en", "The League accused the army of lying, and held a day on war."),
        ("uk", "У музеї розповідають про геноцид."),
    ],
)
def test_nobody_accuses(code: str, text: str) -> None:
    t = Text(code, text)
    assert with_charges(t.text, t.sentences, [], t.names(), t.pack) == ()


def test_a_deed_told_by_the_same_word_is_enough() -> None:
    t = Text("en", "The League accused the army of shelling the port, a war crime.")
    frames = [t.frame("shelling", "shelling", "accuses", source="The League", cue="accused")]
    assert list(with_charges(t.text, t.sentences, frames, [], t.pack)) == frames


@pytest.mark.parametrize(
    ("code", "text"), [("en", "The League accused the army of genocide."), ("da", "Ligaen anklager hæren for folkedrab.")]
)
def test_a_charge_read_as_a_deed_is_an_accusation(code: str, text: str) -> None:
    t = Text(code, text)
    (frame,) = with_charges(t.text, t.sentences, [t.frame(text.rstrip(".").split()[-1], "abduction", "accuses")], [], t.pack)
    assert (frame.event, frame.stance) == ("accusation", "asserts")


def test_an_accusation_that_nobody_makes_is_left_out() -> None:
    t = Text("en", "In May the League was named, and accused them of war crimes.")
    frame = t.frame("war crimes", "accusation", prob=PROB, cue="accused")
    assert without_accuser([frame]) == ()
    assert len(without_accuser([t.frame("war crimes", "accusation", prob=PROB, cue="accused", source="the League")])) == 1
    assert len(without_accuser([t.frame("war crimes", "accusation")])) == 1
