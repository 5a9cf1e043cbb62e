"""Parts of a count: "22 killed, 11 of them children" is one claim."""

import pytest

from warledger.annotate.figures import with_figures
from warledger.annotate.packreader import PackReader
from warledger.annotate.sentences import split_sentences
from warledger.claims.counts import find_counts
from warledger.model import Argument, Frame, Span
from warledger.packs import load_language


def figures(code: str, text: str, trigger: str, *counts: str) -> list[tuple[list[str], list[str]]]:
    """Counts and included counts of the frames of one trigger, each marked with one of the counts."""
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    sentences = split_sentences(text, code, pack.abbreviations)
    known = PackReader(find_counts, lambda words, pack: ()).read(text, sentences, pack)
    frames = [Frame(at(trigger), "killed", "asserts", 0.9, None, (Argument("count", at(c), 0.9),)) for c in counts]
    nouns = [span for span, _ in pack.groups.find(text)]
    out = with_figures(sentences, frames, known.counts, nouns, known.parts)
    return [([s.of(text) for s in f.spans("count")], [s.of(text) for s in f.spans("included_count")]) for f in out]


@pytest.mark.parametrize(
    ("code", "text", "trigger", "counts", "figure"),
    [
        ("tr", "Saldırıda 11'i çocuk en az 22 sivil öldü.", "öldü", ("11", "22"), [(["en az 22"], ["11"])]),
        # what was said of a part alone
        ("en", "It sent 60 guards, of which 12 were killed.", "killed", ("60", "12"), [(["12"], [])]),
        ("de", "Es waren 60 Kinder, von denen 12 getötet wurden.", "getötet", ("60", "12"), [(["12"], [])]),
        ("en", "22 people, including 11 children, were killed.", "killed", ("22",), [(["22"], [])]),
        ("tr", "Çatışmada biri yüzbaşı 2 asker öldü.", "öldü", ("biri yüzbaşı 2",), [(["2"], [])]),
        ("tr", "Saldırıda 11 çocuk ve 22 asker öldü.", "öldü", ("11", "22"), [(["11"], []), (["22"], [])]),
        ("tr", "Yaralıların 3'ü çocuk, öldü.", "öldü", ("3",), [(["3"], [])]),
        ("en", "Five guards, including one boy, were killed.", "killed", ("Five", "one"), [(["Five"], ["one"])]),
        ("uk", "Зокрема загинули 7 дітей та 94 дорослих.", "загинули", ("7", "94"), [(["7"], []), (["94"], [])]),
        ("en", "A nurse was among them, three guards killed.", "killed", ("three", "A"), [(["three"], []), (["A"], [])]),
    ],
)
def test_a_part_goes_to_its_whole(code, text, trigger, counts, figure) -> None:
    assert figures(code, text, trigger, *counts) == figure


@pytest.mark.parametrize(
    ("code", "text", "trigger", "people", "part", "figure"),
    [
        ("en", "Shells left six people, including one girl, dead.", "dead", "people", "one", (["six"], ["one"])),
        ("es", "Dejaron seis personas, entre ellas una niña, muertas.", "muertas", "personas", "una", (["seis"], ["una"])),
        ("en", "Shells left people, including one girl, dead.", "dead", "people", "one", (["one"], [])),
    ],
)
def test_a_part_that_was_taken_for_the_whole_gives_way(code, text, trigger, people, part, figure) -> None:
    pack = load_language(code)
    at = lambda words: Span(text.index(words), text.index(words) + len(words))  # noqa: E731
    sentences = split_sentences(text, code, pack.abbreviations)
    known = PackReader(find_counts, lambda words, pack: ()).read(text, sentences, pack)
    frame = Frame(at(trigger), "killed", "asserts", 0.9, None, (Argument("count", at(part), 0.9), Argument("subject", at(people), 0.9)))
    (out,) = with_figures(sentences, [frame], known.counts, [span for span, _ in pack.groups.find(text)], known.parts)
    assert ([s.of(text) for s in out.spans("count")], [s.of(text) for s in out.spans("included_count")]) == figure


def test_no_name_begins_inside_a_word() -> None:
    text = "Tavo'da iki kişinin yaşamını yitirdiğini söyledi"
    known = PackReader(find_counts, lambda words, pack: ()).read(text, split_sentences(text, "tr"), load_language("tr"))
    assert not [m.span.of(text) for m in known.mentions if m.span.of(text).startswith("ğ")]


def test_a_number_in_the_name_of_a_day_counts_nobody() -> None:
    text = "مجزرة في أورفيك يوم الاثنين قتل فيها تسعة مدنيين"
    pack = load_language("ar")
    at = text.index("الاثنين")
    known = PackReader(find_counts, lambda words, pack: (Span(at - 4, at + 7),)).read(text, split_sentences(text, "ar"), pack)
    assert [c.of(text) for c in known.counts] == ["تسعة"]


def test_a_day_is_not_so_many_of_what_follows() -> None:
    text = "انسحب المقاتلون يوم الاثنين من ستة أحياء"
    at = text.index("يوم")
    pack = load_language("ar")
    known = PackReader(find_counts, lambda words, pack: (Span(at, at + 11),)).read(text, split_sentences(text, "ar"), pack)
    assert [c.of(text) for c in known.counts] == ["ستة"]
