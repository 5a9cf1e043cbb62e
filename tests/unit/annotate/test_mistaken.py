"""Attributions that the network marks amiss: the doer of the deed, the accused, the end of a name, a verb that names nobody."""

import pytest

from marked import Text
from warledger.annotate.mistaken import without_mistaken
from warledger.annotate.sentences import split_sentences
from warledger.annotate.sources import with_sources
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def mended(code: str, text: str, trigger: str, event: str, **roles: str) -> Frame:
    pack = load_language(code)
    arguments = tuple(Argument(role, span(text, words), 0.9) for role, words in roles.items())
    frame = Frame(span(text, trigger), event, "asserts", 0.9, None, arguments)
    (out,) = without_mistaken(text, split_sentences(text, code, pack.abbreviations), [frame], (), pack)
    return out


def said(text: str, frame: Frame, role: str) -> list[str]:
    return [s.of(text) for s in frame.spans(role)]


def test_who_does_the_deed_is_no_source() -> None:
    text = "La milice compte 800 hommes à Orvik, selon un diplomate."
    frame = mended("fr", text, "compte", "deployment", source="milice", cue="compte", actor="milice")
    assert said(text, frame, "source") == []
    assert said(text, frame, "actor") == ["milice"]
    text = "La milice compte 800 blessés à Orvik."  # it counts them itself
    assert said(text, mended("fr", text, "compte", "injured", source="milice", cue="compte", actor="milice"), "source") == ["milice"]


def test_the_accused_does_not_speak() -> None:
    text = "Ines Prado acusou o ministro, Rui Valdo, de não querer a paz."
    assert said(text, mended("pt", text, "acusou", "accusation", speaker="Rui Valdo", cue="acusou", target="ministro"), "speaker") == []
    assert said(text, mended("pt", text, "acusou", "accusation", speaker="Ines Prado", cue="acusou", target="ministro"), "speaker") == [
        "Ines Prado"
    ]


@pytest.mark.parametrize(
    ("code", "text", "marked", "whole"),
    [
        ("fr", "Neuf morts, selon des bilans de presse.", "de presse", "bilans de presse"),
        ("pt", "A Agência de Imprensa Sarviana reconheceu nove mortos.", "de Imprensa Sarviana", "Agência de Imprensa Sarviana"),
        ("es", "Nueve muertos, dijo De la Torre.", "Torre", "Torre"),
    ],
)
def test_a_source_that_begins_with_of_has_its_noun(code: str, text: str, marked: str, whole: str) -> None:
    assert said(text, mended(code, text, text.split(",")[0].split()[-1], "killed", source=marked), "source") == [whole]


def told(code: str, text: str, names: list[str], *frames: tuple[str, str, dict[str, str]]) -> list[list[str]]:
    """The source of each frame after the sources were found; a frame is (trigger, event, roles)."""
    pack = load_language(code)
    made = [
        Frame(span(text, t), event, "asserts", 0.9, None, tuple(Argument(r, span(text, w), 0.9) for r, w in roles.items()))
        for t, event, roles in frames
    ]
    sentences = split_sentences(text, code, pack.abbreviations)
    out = with_sources(text, sentences, made, [Mention("organisation", span(text, n)) for n in names], pack)
    return [said(text, f, "source") for f in out]


FIRST = ("murieron", "killed", {"source": "Cruz Azul", "cue": "dijo"})


@pytest.mark.parametrize(
    "second",
    [
        ("Los aviones, agregó, bombardearon Arda.", "bombardearon", {"source": "Los aviones", "cue": "agregó"}),
        ('Los jefes "bombardearon Arda", ironizó.', "bombardearon", {"source": "Los jefes"}),
        ('"La Milicia bombardeó Arda", dijo en un comunicado.', "bombardeó", {"source": "La Milicia", "cue": "dijo en"}),
    ],
)
def test_a_verb_without_a_subject_goes_on_with_the_source_named_last(second: tuple[str, str, dict[str, str]]) -> None:
    more, trigger, roles = second
    text = f"Nueve personas murieron, dijo la Cruz Azul. {more}"
    if "cue" in roles and roles["cue"].startswith("dijo"):
        roles = {"source": roles["source"]}
    assert told("es", text, ["Cruz Azul"], FIRST, (trigger, "airstrike", roles)) == [["Cruz Azul"], ["Cruz Azul"]]


def test_a_verb_with_its_subject_keeps_it() -> None:
    text = 'Nueve personas murieron, dijo la Cruz Azul. "Los aviones bombardearon Arda", ironizó la Junta de Arda.'
    roles = {"source": "Junta de Arda", "cue": "ironizó"}
    assert told("es", text, ["Cruz Azul", "Junta de Arda"], FIRST, ("bombardearon", "airstrike", roles)) == [
        ["Cruz Azul"],
        ["Junta de Arda"],
    ]


def test_who_stands_behind_a_word_for_accusing_is_no_source() -> None:
    text = "Nueve personas murieron en Arda. Culpó a la Milicia de iniciar los combates."
    assert told("es", text, ["Milicia"], ("combates", "clash", {})) == [[]]


def test_according_to_goes_before_a_verb() -> None:
    text = "La Milice compte 800 hommes à Orvik, selon la Croix-Bleue."
    assert told("fr", text, ["Milice", "Croix-Bleue"], ("compte", "deployment", {})) == [["Croix-Bleue"]]


def places(code: str, text: str, *frames: tuple[str, str, str]) -> list[list[str]]:
    """The places of each frame afterwards; a frame is (trigger, event, place)."""
    pack = load_language(code)
    made = [Frame(span(text, t), e, "asserts", 0.9, None, (Argument("place", span(text, p), 0.9),)) for t, e, p in frames]
    return [said(text, f, "place") for f in without_mistaken(text, split_sentences(text, code, pack.abbreviations), made, (), pack)]


def test_a_strike_does_not_hit_the_place_that_it_came_from() -> None:
    text = "Un bombardeo lanzado desde la región de Arda dejó nueve muertos."
    assert places("es", text, ("bombardeo", "shelling", "región de Arda"), ("muertos", "killed", "región de Arda")) == [[], []]
    text = "Six shells fired from Arda hit Orvik."
    assert places("en", text, ("shells", "shelling", "Arda"), ("hit", "shelling", "Orvik")) == [[], ["Orvik"]]


def test_where_people_left_or_were_found_stays() -> None:
    text = "Nine bodies were recovered from Arda and 40 people fled from Orvik."
    assert places("en", text, ("bodies", "killed", "Arda"), ("fled", "displacement", "Orvik")) == [["Arda"], ["Orvik"]]


@pytest.mark.parametrize(
    ("code", "text", "cue", "actor", "trigger"),
    [
        ("de", "Die Brigade soll Berichten zufolge neun Fischer getötet haben.", "soll", "Brigade", "getötet"),
        ("en", "The brigade is said to have killed nine fishermen.", "is said to", "brigade", "killed"),
        ("nb", "Brigaden skal ha drept ni fiskere.", "skal ha", "Brigaden", "drept"),
    ],
)
def test_who_is_said_to_have_done_it_does_not_speak(code: str, text: str, cue: str, actor: str, trigger: str) -> None:
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    roles = (("source", actor), ("actor", actor), ("cue", cue))
    frame = Frame(at(trigger), "killed", "relays", 0.9, None, tuple(Argument(role, at(words), 0.9) for role, words in roles))
    (out,) = without_mistaken(text, [Span(0, len(text))], [frame], (), load_language(code))
    assert (out.spans("source"), out.stance) == ((), "relays")
    assert out.spans("actor")[0].of(text) == actor


@pytest.mark.parametrize(("first", "kept"), [("About 30", ["20"]), ("20", ["20"])])
def test_a_number_before_who_did_it_counts_no_victims(first: str, kept: list[str]) -> None:
    text = "About 30 fighters hold 20 hostages."
    pack = load_language("en")
    shared = (Argument("actor", span(text, "fighters"), 0.9), Argument("subject", span(text, "hostages"), 0.9))

    def counting(words: str) -> Frame:
        return Frame(span(text, "hold"), "abduction", "asserts", 0.9, None, (*shared, Argument("count", span(text, words), 0.9)))

    frames = [counting(first), counting("20")]
    out = without_mistaken(text, split_sentences(text, "en", pack.abbreviations), frames, (), pack)
    assert sorted({s.of(text) for f in out for s in f.spans("count")}) == kept
    alone = without_mistaken(text, split_sentences(text, "en", pack.abbreviations), [counting("About 30")], (), pack)
    assert len(alone) == 1  # nobody else is counted: it stands


@pytest.mark.parametrize(
    ("code", "text", "trigger", "stance"),
    [
        ("sv", "Armén har beordrat invånarna i östra Sadra att lämna sina hem.", "lämna", "expects"),
        ("ar", "أمر الجيش سكان شرق سدرة بإخلاء منازلهم", "بإخلاء", "expects"),
        ("fr", "L'armée a émis de nouveaux ordres d'évacuation pour Sadra.", "ordres d'évacuation", "expects"),
        ("en", "After the army ordered residents to go, 2,000 people fled Sadra.", "fled", "asserts"),
        ("en", "2,000 people fled Sadra.", "fled", "asserts"),
    ],
)
def test_who_is_told_to_leave_has_not_left(code: str, text: str, trigger: str, stance: str) -> None:
    assert mended(code, text, trigger, "displacement").stance == stance


@pytest.mark.parametrize(
    ("code", "text", "trigger", "stance"),
    [
        ("en", "The army called on residents to leave before an attack on the area.", "attack", "expects"),
        ("fr", "L'armée a appelé les habitants à partir avant une attaque dans le secteur.", "attaque", "expects"),
        ("ru", "Армия призвала жителей покинуть дома перед ударом по району.", "ударом", "expects"),
        ("en", "The army called on residents to leave after an attack on the area.", "attack", "asserts"),
        ("de", "Die Armee meldete zwei Tote vor dem Angriff.", "Angriff", "asserts"),
    ],
)
def test_force_before_which_people_are_told_to_leave_is_to_come(code: str, text: str, trigger: str, stance: str) -> None:
    t = Text(code, text)
    frames = without_mistaken(t.text, t.sentences, [t.frame(trigger, "attack")], [], t.pack)
    assert [f.stance for f in frames] == [stance]
