"""Kinds of people, offices and bodies that speak, in every language: beside a word for saying they are the source."""

import pytest

from warledger.annotate.sentences import split_sentences
from warledger.annotate.sources import with_sources
from warledger.claims.wording import Wording
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language


def told_by(code: str, text: str, trigger: str) -> str:
    """The source that a frame at a trigger gets, when no name is known."""
    pack = load_language(code)
    at = Span(text.index(trigger), text.index(trigger) + len(trigger))
    frame = Frame(at, "shelling", "asserts", 0.9, None, ())
    (out,) = with_sources(text, split_sentences(text, code, pack.abbreviations), [frame], [], pack)
    return " + ".join(s.of(text) for s in out.spans("source"))


@pytest.mark.parametrize(
    ("code", "text", "trigger", "source"),
    [
        ("en", "Shells fell on the mill, a health official said.", "Shells fell", "a health official"),
        ("en", "The federation said shells fell on the mill.", "shells fell", "The federation"),
        ("de", "Granaten trafen die Mühle, sagte ein Sanitäter.", "Granaten", "ein Sanitäter"),
        ("de", "Nach Angaben von Anwohnern trafen Granaten die Mühle.", "Granaten", "Anwohnern"),
        ("es", "Cayeron obuses en el molino, según un alto cargo.", "Cayeron obuses", "un alto cargo"),
        ("pt", "Caíram obuses no moinho, segundo uma fonte hospitalar.", "Caíram obuses", "uma fonte hospitalar"),
        ("fr", "Des obus sont tombés sur le moulin, selon un humanitaire.", "obus", "un humanitaire"),
        ("nb", "Granater traff mølla, sa en redningsarbeider.", "Granater", "en redningsarbeider"),
        ("nn", "Granatar trefte mølla, sa ein hjelpearbeidar.", "Granatar", "ein hjelpearbeidar"),
        ("da", "Granater ramte møllen, sagde en nødhjælpsarbejder.", "Granater", "en nødhjælpsarbejder"),
        ("sv", "Granater träffade kvarnen, sade en hjälparbetare.", "Granater", "en hjälparbetare"),
        ("tr", 'Yüksek rütbeli bir subay, "Değirmene top mermileri düştü" dedi.', "top mermileri", "Yüksek rütbeli bir subay"),
        ("ar", "وقال مسؤول صحي إن القذائف سقطت على الطاحونة.", "القذائف", "مسؤول صحي"),
        ("ru", "Снаряды попали в мельницу, сообщили спасатели.", "Снаряды", "спасатели"),
        ("uk", "Снаряди влучили в млин, повідомили рятувальники.", "Снаряди", "рятувальники"),
    ],
)
def test_a_kind_of_people_beside_a_word_for_saying_is_the_source(code: str, text: str, trigger: str, source: str) -> None:
    assert told_by(code, text, trigger) == source


@pytest.mark.parametrize(
    ("code", "words", "base"),
    [
        ("ru", "спасателям", "спасатели"),
        ("uk", "рятувальників", "рятувальники"),
        ("tr", "görgü tanıklarına", "görgü tanıkları"),
        ("ar", "مسؤولين محليين", "مسؤولون محليون"),
        ("de", "Sicherheitskreisen", "Sicherheitskreise"),
    ],
)
def test_a_kind_of_people_in_another_case_stands_in_its_base_form(code: str, words: str, base: str) -> None:
    assert Wording(load_language(code)).lemma(words) == base


@pytest.mark.parametrize(
    ("code", "text", "trigger"),
    [
        ("ar", "وقال إن القصف أدى إلى مقتل مدنيين.", "القصف"),
        ("es", "Dijo que los obuses mataron a soldados.", "obuses"),
        ("en", "Shells fell near soldiers, it was said.", "Shells fell"),
    ],
)
def test_whom_it_befell_is_no_source(code: str, text: str, trigger: str) -> None:
    assert told_by(code, text, trigger) == ""


@pytest.mark.parametrize(
    ("code", "text", "trigger", "marked", "source"),
    [
        ("sv", "Den norska tidningen skriver att granater föll över kvarnen.", "granater", "Den norska", "tidningen"),
        ("da", "Den norske avis skriver, at granater faldt over møllen.", "granater", "Den norske", ""),
        ("nb", "Et norsk sykehus sies å ha blitt truffet av granater.", "granater", "Et norsk", ""),
        ("de", "Die russische Mühle soll von Granaten getroffen worden sein.", "Granaten", "Die russische", ""),
    ],
)
def test_the_adjective_of_a_country_is_no_source_but_the_body_behind_it_is(
    code: str, text: str, trigger: str, marked: str, source: str
) -> None:
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    frame = Frame(at(trigger), "shelling", "asserts", 0.9, None, (Argument("source", at(marked), 0.95),))
    (out,) = with_sources(text, split_sentences(text, code, pack.abbreviations), [frame], [], pack)
    assert " + ".join(s.of(text) for s in out.spans("source")) == source
