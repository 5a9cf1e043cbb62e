"""Who is accused, by whom, and who says that a deed was theirs."""

import pytest

from warledger.annotate.blame import with_blame
from warledger.annotate.sentences import split_sentences
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def blamed(code: str, text: str, frame: Frame, *bodies: str) -> tuple[str, str, str]:
    """Stance, source and actor (of an accusation its target) of the frame."""
    pack = load_language(code)
    names = [Mention("organisation", span(text, body)) for body in bodies]
    (out,) = with_blame(text, split_sentences(text, code, pack.abbreviations), [frame], names, pack)
    first = lambda role: out.spans(role)[0].of(text) if out.spans(role) else ""  # noqa: E731
    return out.stance, first("source"), first("target" if frame.event == "accusation" else "actor")


def accusing(text: str, trigger: str, cue: str, accused: str, event: str = "shelling") -> Frame:
    """A frame as the network marks it: the subject of the sentence taken for its source."""
    said = (Argument("source", span(text, accused), 0.9), Argument("cue", span(text, cue), 0.9))
    return Frame(span(text, trigger), event, "accuses" if event != "accusation" else "asserts", 0.9, None, said)


@pytest.mark.parametrize(
    ("code", "text", "trigger", "cue", "accused", "agent"),
    [
        ("en", "The army has been accused by the Fjord League of shelling Doun.", "shelling", "accused", "army", "Fjord League"),
        ("fr", "L'armée est accusée par la Ligue d'avoir pilonné Doun.", "pilonné", "accusée", "armée", "Ligue"),
        ("nb", "Hæren anklages av Fjordligaen for å ha beskutt Doun.", "beskutt", "anklages", "Hæren", "Fjordligaen"),
        (
            "de",
            "Der Armee wird von der Fjordliga vorgeworfen, Doun beschossen zu haben.",
            "beschossen",
            "vorgeworfen",
            "Armee",
            "Fjordliga",
        ),
        ("tr", "Ordu, Fiyort Ligi tarafından Doun'u bombalamakla suçlandı.", "bombalamakla", "suçlandı", "Ordu", "Fiyort Ligi"),
    ],
)
def test_who_stands_behind_by_accuses(code: str, text: str, trigger: str, cue: str, accused: str, agent: str) -> None:
    assert blamed(code, text, accusing(text, trigger, cue, accused), agent) == ("accuses", agent, accused)


@pytest.mark.parametrize(
    ("code", "text", "trigger", "cue", "accused"),
    [
        ("en", "The army has been accused of shelling Doun.", "shelling", "accused", "army"),
        ("es", "El Ejército ha sido acusado de bombardear Doun.", "bombardear", "acusado", "Ejército"),
        ("ru", "Бригада обвиняется в обстреле Доуна.", "обстреле", "обвиняется", "Бригада"),
        ("sv", "Brigaden anklagas för att ha beskjutit Doun.", "beskjutit", "anklagas", "Brigaden"),
    ],
)
def test_without_one_nobody_does(code: str, text: str, trigger: str, cue: str, accused: str) -> None:
    assert blamed(code, text, accusing(text, trigger, cue, accused)) == ("accuses", "", accused)


@pytest.mark.parametrize(
    ("code", "text", "trigger", "cue", "source"),
    [
        ("en", "The army accused the Fjord League of shelling Doun.", "shelling", "accused", "army"),
        ("de", "Die Armee hat der Fjordliga vorgeworfen, Doun beschossen zu haben.", "beschossen", "vorgeworfen", "Armee"),
        ("es", "El Ejército ha acusado a la Liga de bombardear Doun.", "bombardear", "acusado", "Ejército"),
        ("en", "Mines had been laid. Vidar accused the army of shelling Doun.", "shelling", "accused", "Vidar"),
    ],
)
def test_who_accuses_stays(code: str, text: str, trigger: str, cue: str, source: str) -> None:
    assert blamed(code, text, accusing(text, trigger, cue, source))[:2] == ("accuses", source)


def test_an_accusation_has_the_accused_for_its_target() -> None:
    text = "Norland has been accused by the Fjord League of backing the rebels."
    frame = accusing(text, "accused", "accused", "Norland", "accusation")
    assert blamed("en", text, frame, "Fjord League") == ("asserts", "Fjord League", "Norland")


@pytest.mark.parametrize(
    ("code", "text", "trigger", "actor"),
    [
        ("en", "The Northern Front claimed responsibility for the car bomb in Doun.", "car bomb", "Northern Front"),
        ("sv", "Norra fronten har tagit på sig dådet.", "dådet", "Norra fronten"),
        ("tr", "Saldırıyı Kuzey Cephesi üstlendi.", "Saldırıyı", "Kuzey Cephesi"),
        ("ru", "Ответственность за взрыв в Доуне взял на себя Северный фронт.", "взрыв", "Северный фронт"),
        ("fr", "L'attentat a été revendiqué par le Front du Nord.", "attentat", "Front du Nord"),
        ("ar", "تبنت جبهة الشمال الهجوم على دون.", "الهجوم", "جبهة الشمال"),
    ],
)
def test_who_claims_a_deed_tells_it(code: str, text: str, trigger: str, actor: str) -> None:
    frame = Frame(span(text, trigger), "bombing", "accuses", 0.9, None, (Argument("actor", span(text, actor), 0.9),))
    assert blamed(code, text, frame) == ("asserts", actor, actor)


def test_of_its_dead_he_says_nothing() -> None:
    text = "The Northern Front claimed responsibility for the bombing that killed nine people in Doun."
    pack = load_language("en")
    said = (Argument("source", span(text, "Northern Front"), 0.9), Argument("cue", span(text, "claimed responsibility"), 0.9))
    frames = [Frame(span(text, t), e, "asserts", 0.9, None, said) for t, e in (("bombing", "bombing"), ("killed", "killed"))]
    out = with_blame(text, split_sentences(text, "en", pack.abbreviations), frames, [], pack)
    assert [bool(f.spans("source")) for f in out] == [True, False]


@pytest.mark.parametrize(
    ("code", "text", "trigger"),
    [
        ("en", "Nobody has claimed responsibility for the attack in Doun.", "attack"),
        ("es", "Ningún grupo ha reivindicado el atentado; no se sabe más.", "atentado"),
        ("nb", "Ingen har tatt på seg ansvaret for angrepet i Doun.", "angrepet"),
    ],
)
def test_nobody_claims_it(code: str, text: str, trigger: str) -> None:
    frame = Frame(span(text, trigger), "attack", "asserts", 0.9, None, ())
    assert blamed(code, text, frame)[:2] == ("asserts", "")
