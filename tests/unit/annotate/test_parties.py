"""Whose the people harmed were, who denies, and what state an adjective stands for."""

import pytest

from warledger.annotate.rebuttals import with_denials
from warledger.annotate.sentences import split_sentences
from warledger.annotate.tidy import spelled_out, tidy_mentions, word_span
from warledger.annotate.victims import with_targets
from warledger.claims.wording import Wording
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import load_language


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def frame_of(text: str, trigger: str, event: str, stance: str = "asserts", **roles: str) -> Frame:
    return Frame(span(text, trigger), event, stance, 0.9, None, tuple(Argument(r, span(text, w), 0.9) for r, w in roles.items()))


@pytest.mark.parametrize(
    ("code", "text", "trigger", "subject", "party", "target"),
    [
        ("es", "Un comando capturó a cinco miembros de Marea Roja.", "capturó", "miembros", "Marea Roja", ["Marea Roja"]),
        ("pt", "Dez homens da FLX morreram no Uvo.", "morreram", "homens da FLX", "FLX", ["FLX"]),
        ("fr", "Neuf éléments du Front bleu ont été tués.", "tués", "éléments", "Front bleu", ["Front bleu"]),
        ("es", "Cinco víctimas de Marea Roja fueron halladas.", "halladas", "víctimas", "Marea Roja", []),
    ],
)
def test_members_of_a_party_name_whom_it_hit(code: str, text: str, trigger: str, subject: str, party: str, target: list[str]) -> None:
    pack = load_language(code)
    frame = frame_of(text, trigger, "killed", subject=subject)
    (out,) = with_targets(text, split_sentences(text, code), [frame], [Mention("organisation", span(text, party), 0.9)], pack)
    assert [s.of(text) for s in out.spans("target")] == target


def test_who_stands_before_the_word_for_denying_denies() -> None:
    text = "Según la policía de Arda, hubo escaramuzas con Marea Roja, que negó el secuestro de sus jefes."
    names = [Mention("organisation", span(text, w), 0.9) for w in ("policía de Arda", "Marea Roja")]
    frame = frame_of(text, "secuestro", "abduction", "denies", source="policía de Arda", cue="negó")
    out = with_denials(text, split_sentences(text, "es"), [frame], names, load_language("es"))
    assert [[s.of(text) for s in f.spans("source")] for f in out] == [["Marea Roja"]]
    text = "La policía de Arda negó el secuestro."
    frame = frame_of(text, "secuestro", "abduction", "denies", source="policía de Arda", cue="negó")
    out = with_denials(text, split_sentences(text, "es"), [frame], [], load_language("es"))
    assert [[s.of(text) for s in f.spans("source")] for f in out] == [["policía de Arda"]]


@pytest.mark.parametrize(
    ("words", "marked", "whole"), [("radio Médi-1 a dit", "1", "Médi-1"), ("le F-16 a tiré", "F", "F-16"), ("mai-9 juin", "9", "9")]
)
def test_a_figure_belongs_to_the_name_that_a_hyphen_joins_it_to(words: str, marked: str, whole: str) -> None:
    assert word_span(words, span(words, marked)).of(words) == whole


@pytest.mark.parametrize(
    ("code", "words", "state"),
    [("es", "ruso", "Rusia"), ("pt", "israelenses", "Israel"), ("fr", "rwandaises", "Rwanda"), ("es", "Kiev", ""), ("es", "rebelde", "")],
)
def test_a_lone_adjective_stands_for_its_state(code: str, words: str, state: str) -> None:
    assert Wording(load_language(code)).state_of(words) == state


@pytest.mark.parametrize(
    ("text", "marked", "whole"),
    [
        ("os da União Nova para a Defesa Total de Arda (UNDTA)", "Defesa Total de Arda", "União Nova para a Defesa Total de Arda"),
        ("o chefe do Banco Novo de Arda (ONG)", "Banco Novo de Arda", "Banco Novo de Arda"),
        ("o chefe do Banco Novo de Arda disse", "Banco Novo de Arda", "Banco Novo de Arda"),
    ],
)
def test_a_name_has_all_the_words_that_its_initials_stand_for(text: str, marked: str, whole: str) -> None:
    assert spelled_out(text, span(text, marked)).of(text) == whole


def test_a_name_that_initials_spell_out_goes_before_its_surest_part() -> None:
    text = "os da União Nova para a Defesa Total de Arda (UNDTA)"
    parts = [Mention("organisation", span(text, "União Nova"), 0.99), Mention("organisation", span(text, "Defesa Total de Arda"), 0.9)]
    assert [m.span.of(text) for m in tidy_mentions(text, parts)] == ["União Nova para a Defesa Total de Arda"]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "target"),
    [
        ("fr", "Le ministère parle de neuf tués et 20 blessés parmi les soldats rwandais.", "tués", ["soldats rwandais"]),
        ("fr", "Les combats ont fait neuf morts dans les rangs rebelles.", "morts", ["rebelles"]),
        ("en", "Nine were killed among the Syrian soldiers.", "killed", ["Syrian soldiers"]),
        ("fr", "Parmi les soldats, on dit que neuf villageois ont été tués.", "tués", []),
        ("en", "Nine were killed among the villagers.", "killed", []),
    ],
)
def test_those_among_whom_there_were_dead_are_whom_it_hit(code: str, text: str, trigger: str, target: list[str]) -> None:
    frame = frame_of(text, trigger, "killed")
    (out,) = with_targets(text, split_sentences(text, code), [frame], [], load_language(code))
    assert [s.of(text) for s in out.spans("target")] == target
