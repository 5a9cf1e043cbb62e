"""What the outlet tells itself in a sentence that has a source: what is condemned, asides about who speaks, clauses about things."""

import pytest

from warledger.annotate.ownvoice import with_own_voice
from warledger.annotate.sentences import split_sentences
from warledger.annotate.sources import with_sources
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def told(code: str, text: str, trigger: str, source: str, cue: str, event: str = "killed") -> str:
    """The source that is left to a frame."""
    pack = load_language(code)
    said = (Argument("source", span(text, source), 0.9), Argument("cue", span(text, cue), 0.9))
    frame = Frame(span(text, trigger), event, "asserts", 0.9, None, said)
    (out,) = with_own_voice(text, split_sentences(text, code, pack.abbreviations), [frame], pack)
    return out.spans("source")[0].of(text) if out.spans("source") else ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue"),
    [
        ("en", "The League condemned the air strike in Doun on Monday.", "air strike", "League", "condemned"),
        ("nb", "Forbundet fordømmer bomben som drepte ni i Doun.", "drepte", "Forbundet", "fordømmer"),
        ("es", "La Liga pidió una tregua tras los combates en Doun.", "combates", "Liga", "pidió"),
        ("tr", "Doun'daki çatışmaların ardından Birlik ateşkes çağrısında bulundu.", "çatışmaların", "Birlik", "çağrısında bulundu"),
        ("ar", "دعت الرابطة إلى هدنة بعد القصف في دون.", "القصف", "الرابطة", "دعت"),
        ("pt", "A Norlândia responde atacando Doun.", "atacando", "Norlândia", "responde"),
    ],
)
def test_what_is_taken_for_granted_is_the_outlets(code: str, text: str, trigger: str, source: str, cue: str) -> None:
    assert told(code, text, trigger, source, cue, "attack") == ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue"),
    [
        ("en", "The League responded that nine people were killed in Doun.", "killed", "League", "responded"),
        ("en", "“They killed nine of us,” the mayor responded.", "killed", "mayor", "responded"),
        ("nb", "Opprørerne svarer at ni ble drept av hæren.", "drept", "Opprørerne", "svarer"),
        ("ru", "Лига ответила, что в Доуне убиты девять человек.", "убиты", "Лига", "ответила"),
    ],
)
def test_what_is_said_with_such_a_verb_is_not(code: str, text: str, trigger: str, source: str, cue: str) -> None:
    assert told(code, text, trigger, source, cue) == source


def test_an_appeal_is_whose_it_is() -> None:
    assert told("en", "The League called for a truce in Doun.", "called for", "League", "called for", "appeal") == "League"
    assert told("en", "The League urged talks and warned of raids.", "warned", "League", "urged", "warning") == "League"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue"),
    [
        ("en", "The army, which shelled Doun on Monday, said nobody was hurt.", "shelled", "army", "said"),
        ("es", "Una vecina de Doun, que huyó de los combates, dijo que no queda nadie.", "combates", "vecina de Doun", "dijo"),
        ("uk", "Полк, який обстріляв Доун, повідомив, що ніхто не постраждав.", "обстріляв", "Полк", "повідомив"),
        ("en", "They hold Doun Ferry, which the army says it will retake.", "hold", "army", "says"),
        ("ar", "أسفر الهجوم على دون، الذي أعلن الفصيل مسؤوليته عنه، عن مقتل تسعة.", "مقتل", "الفصيل", "أعلن"),
    ],
)
def test_clauses_about_who_speaks_and_about_a_thing(code: str, text: str, trigger: str, source: str, cue: str) -> None:
    assert told(code, text, trigger, source, cue) == ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue"),
    [
        ("en", "The army, which admits nine were killed, blames the wind.", "killed", "army", "admits"),
        ("es", "El Gobierno, que reconoce nueve muertos, acusa a Doun.", "muertos", "Gobierno", "acusa"),
        ("de", "Neun Menschen wurden getötet, wie das Amt mitteilte.", "getötet", "Amt", "mitteilte"),
        ("en", "The raid, which the army blamed on rebels, came at dawn.", "raid", "army", "blamed"),
        ("ru", "Лига, по словам которой убиты девять человек, сообщила о рейде.", "рейде", "Лига", "сообщила"),
    ],
)
def test_what_the_source_says_there_stays(code: str, text: str, trigger: str, source: str, cue: str) -> None:
    assert told(code, text, trigger, source, cue) == source


def given(code: str, text: str, trigger: str, body: str) -> str:
    """The source that the tables give to a frame without one."""
    pack = load_language(code)
    frame = Frame(span(text, trigger), "killed", "asserts", 0.9)
    (out,) = with_sources(text, split_sentences(text, code, pack.abbreviations), [frame], [Mention("organisation", span(text, body))], pack)
    return out.spans("source")[0].of(text) if out.spans("source") else ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "body"),
    [
        ("tr", "Doun'da Kuzey Tugayı'nın da öldürüldüğü bildirildi.", "öldürüldüğü", "Kuzey Tugayı"),
        ("nb", "Det er meldt om drap på folk fra Nordbrigaden.", "drap", "Nordbrigaden"),
        ("sv", "Nio ur Nordbrigaden har dödats, uppges det.", "dödats", "Nordbrigaden"),
        ("ar", "قُتل تسعة في دون، وتقول الرابطة إن الوضع صعب.", "قُتل", "الرابطة"),
        ("en", "Nine people were killed in Doun after the League said it would strike.", "killed", "League"),
    ],
)
def test_nobody_is_named_as_the_teller(code: str, text: str, trigger: str, body: str) -> None:
    assert given(code, text, trigger, body) == ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "body"),
    [
        ("tr", "Kuzey Tugayı açıklamasında dokuz kişinin öldürüldüğü bildirildi.", "öldürüldüğü", "Kuzey Tugayı"),
        ("ru", "Убиты девять человек, говорится в сообщении Северной Лиги.", "Убиты", "Северной Лиги"),
        ("en", "Nine people were killed in Doun, the League said.", "killed", "League"),
    ],
)
def test_the_paper_of_a_body_names_it(code: str, text: str, trigger: str, body: str) -> None:
    assert body in given(code, text, trigger, body)


def unsure(code: str, text: str, trigger: str, source: str, cue: str, prob: float) -> str:
    """The source that is left to a frame of the network whose cue it doubts."""
    pack = load_language(code)
    said = (Argument("source", span(text, source), 0.8), Argument("cue", span(text, cue), prob))
    frame = Frame(span(text, trigger), "killed", "asserts", 0.9, None, said)
    (out,) = with_own_voice(text, split_sentences(text, code, pack.abbreviations), [frame], pack)
    return out.spans("source")[0].of(text) if out.spans("source") else ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue"),
    [
        ("de", "Norland führt ein Bündnis, das die Hafenstadt Doun belagert.", "belagert", "Norland", "führt"),
        ("es", "La ofensiva que inició Norlandia debilitó a la Liga con la muerte de nueve jefes.", "muerte", "Norlandia", "debilitó"),
        ("uk", "Армія проводить рейди, що призводило до смертей у Доуні.", "смертей", "Армія", "призводило"),
    ],
)
def test_an_unsure_cue_that_is_no_word_for_saying(code: str, text: str, trigger: str, source: str, cue: str) -> None:
    assert unsure(code, text, trigger, source, cue, 0.8) == ""
    assert unsure(code, text, trigger, source, cue, 0.95) == source  # of what it is sure the network knows more than the lists


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue"),
    [
        ("de", "Norland nannte die Zahl von neun Toten in Doun.", "Toten", "Norland", "nannte"),
        ("ar", "وبحسب الرابطة خلف الهجوم تسعة قتلى.", "قتلى", "الرابطة", "خلف"),
        ("ru", "Рыбаки видели, как солдат застрелил капитана.", "застрелил", "Рыбаки", "видели"),
    ],
)
def test_where_such_a_word_stands_the_source_stays(code: str, text: str, trigger: str, source: str, cue: str) -> None:
    assert unsure(code, text, trigger, source, cue, 0.8) == source


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue"),
    [
        ("en", "Satellite images show nine bodies in Doun.", "bodies", "Satellite images", "show"),
        ("sv", "Satellitbilder visar nio döda i Doun.", "döda", "Satellitbilder", "visar"),
        ("uk", "Супутникові знімки показують дев'ять загиблих у Доуні.", "загиблих", "Супутникові знімки", "показують"),
    ],
)
def test_pictures_say_nothing_by_themselves(code: str, text: str, trigger: str, source: str, cue: str) -> None:
    assert told(code, text, trigger, source, cue) == ""


def test_who_shows_pictures_does() -> None:
    assert told("en", "The League shows nine bodies in Doun.", "bodies", "League", "shows") == "League"


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue", "stays"),
    [
        ("en", "Doun says it holds a truce; nine people were killed in an hour.", "killed", "Doun", "says", False),
        ("es", "Doun asegura que hay una tregua; nueve personas murieron en una hora.", "murieron", "Doun", "asegura", False),
        ("ru", "Лига объявила о перемирии; за час погибли девять человек.", "погибли", "Лига", "объявила", False),
        ("de", "Neun fielen, teilte die Liga mit; weitere 40 hätten sich getötet.", "getötet", "Liga", "teilte", True),
        ("en", "According to Doun nine fled; nine people were killed.", "killed", "Doun", "According to", True),
    ],
)
def test_behind_a_semicolon(code: str, text: str, trigger: str, source: str, cue: str, stays: bool) -> None:
    assert told(code, text, trigger, source, cue) == (source if stays else "")


SPEECH = "– They lied, and gave them time to take Dura, he went on.\n"


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        (SPEECH + "Rebels took Dura on Sunday.", False),
        (SPEECH + "Rebels took Dura on Sunday, residents said.", True),
        (SPEECH + "Rebels “took” Dura on Sunday.", True),
        (SPEECH + "– Rebels took Dura on Sunday.", True),
        (SPEECH.removeprefix("– ") + "Rebels took Dura on Sunday.", True),
    ],
)
def test_below_a_paragraph_of_speech(text: str, stays: bool) -> None:
    source = told("en", text, "took", "he", "went on", "capture")
    assert source == ("he" if stays else "")


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source", "cue", "stays"),
    [
        ("nb", "FN fordømte tirsdag angrepet der 14 barn ble drept, og krever gransking.", "drept", "FN", "krever", False),
        ("ru", "ООН осудила удар, при котором погибли 14 детей, и потребовала расследования.", "погибли", "ООН", "потребовала", False),
        ("nb", "FN fordømte angrepet og melder at 14 barn ble drept, og krever gransking.", "drept", "FN", "krever", True),
        ("en", "The UN said that 14 children were killed, and condemned the attack.", "killed", "UN", "said", True),
    ],
)
def test_what_is_condemned_is_taken_for_granted_whatever_verb_comes_next(
    code: str, text: str, trigger: str, source: str, cue: str, stays: bool
) -> None:
    assert told(code, text, trigger, source, cue) == (source if stays else "")
