"""A name in a case takes the base form that its report or the packs show, and no other."""

import pytest

from warledger.claims import build_claims
from warledger.claims.attested import attested
from warledger.claims.names import NameResolver
from warledger.claims.wording import wording_of
from warledger.model import Annotation, Argument, Frame, Mention, OffsetMap, Report, Span
from warledger.packs import load_language
from warledger.packs.known import party_names_in, place_names_in

FORMS = {
    "ru": {"рина", "рины", "вирн", "тарель", "гелей", "даро", "марот", "ольга", "линев"},
    "uk": {"рина", "рину", "вирн", "тарель", "гелей", "даро"},
    "sv": {"tavoland", "milisen"},
    "de": {"tavoland", "huthi"},
    "en": {"tavoland"},
}


@pytest.mark.parametrize(
    ("language", "name", "base"),
    [
        ("ru", "Рине", "Рина"),
        ("ru", "Вирна", "Вирн"),
        ("ru", "Тареля", "Тарель"),
        ("ru", "Гелея", "Гелей"),
        ("ru", "Ольги Рины", "Ольга Рина"),
        ("uk", "Дара", "Даро"),
        ("uk", "Вирном", "Вирн"),
        ("uk", "Тарелі", "Тарель"),
        ("sv", "Tavolands", "Tavoland"),
        ("sv", "FN:s", "FN"),
        ("de", "Tavolands", "Tavoland"),
    ],
)
def test_a_case_form_gives_way_to_the_base_form_of_the_report(language: str, name: str, base: str) -> None:
    assert attested(name, language, FORMS[language]) == base


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("ru", "Рина"),
        ("ru", "Вирны"),
        ("ru", "Линева Маротова"),
        ("ru", "Марота Дальнего"),
        ("ru", "рины"),
        ("uk", "Рині"),
        ("de", "Huthis"),
        ("sv", "Paris"),
        ("en", "Tavolands"),
    ],
)
def test_a_name_stays_where_the_report_shows_no_base_form(language: str, name: str) -> None:
    assert attested(name, language, FORMS[language]) == ""


@pytest.mark.parametrize("language", ["ru", "uk", "de", "sv", "nb", "nn", "da", "tr"])
def test_the_base_form_of_a_known_name_is_itself(language: str) -> None:
    """Also where the report has words that the name could be a case form of."""
    known = {*place_names_in(language).values(), *party_names_in(language).values()}
    wording = wording_of(load_language(language))
    shorter = " ".join(sorted({name[:-1].capitalize() for name in known if len(name) > 4}))
    names = NameResolver(f"{shorter} .", Annotation("rp", "x", (), (), (), ()), wording)
    assert len(known) > 40
    changed = {name: names.base(name, place=True) for name in known}
    assert {name: base for name, base in changed.items() if base != name and name[-1:] not in "'’"} == {}


def source_of(code: str, text: str, source: str, mentions: tuple[tuple[str, str], ...]) -> str:
    at = lambda words: Span(text.rindex(words), text.rindex(words) + len(words))  # noqa: E731
    trigger = Span(len(text) - 2, len(text) - 1)
    frame = Frame(trigger, "shelling", "asserts", 0.9, None, (Argument("source", at(source), 0.9),))
    report = Report("rp", "pg", "n", text, text, OffsetMap.identity(len(text)), language=code)
    named = tuple(Mention(kind, at(words)) for kind, words in mentions)
    (claim,) = build_claims(report, Annotation("rp", "x", (Span(0, len(text)),), (frame,), named, ()), load_language(code))
    return claim.source.text if claim.source else ""


@pytest.mark.parametrize(
    ("code", "text", "source", "mentions", "name"),
    [
        ("ru", "Олег Линев молчит. Так передает слова Линева РИА «Вирна»: обстрел.", "Линева РИА «",
         (("person", "Олег Линев"), ("person", "Линева"), ("organisation", "РИА «Вирна")), "Олег Линев"),
        ("en", "The words of Lee Reuters passed on tell of shelling.", "Lee Reuters", (("person", "Lee"),), "Lee"),
        ("ar", "ذكرت شبكة أطباء الوادي ذلك. وقال المتحدث باسم الشبكة أحمد الليل عن قصف.", "الشبكة أحمد الليل",
         (("organisation", "شبكة أطباء الوادي"), ("person", "أحمد الليل")), "شبكة أطباء الوادي"),
        ("es", "Bombardeo, dicen las fuentes de la región consultadas .", "fuentes de la región consultadas", (), "fuentes de la región"),
        ("fr", "Pilonnage, disent des habitants du port interrogés .", "habitants du port interrogés", (), "habitants du port"),
        ("pt", "Ataque, dizem moradores do porto ouvidos .", "moradores do porto ouvidos", (), "moradores do porto"),
        ("uk", "Так каже Вирнська ОВА, за даними Вирнської ОВА , обстріл.", "Вирнської ОВА", (), "Вирнська ОВА"),
    ],
)  # fmt: skip
def test_what_is_no_part_of_a_name_is_cut_off(code: str, text: str, source: str, mentions: tuple[tuple[str, str], ...], name: str) -> None:
    assert source_of(code, text, source, mentions) == name


@pytest.mark.parametrize(
    ("code", "text", "source", "mentions"),
    [
        ("ar", "ذكرت شبكة أطباء الوادي ذلك. وقال الطبيب أحمد الليل عن قصف.", "الطبيب أحمد الليل", (("person", "أحمد الليل"),)),
        ("es", "Bombardeo, dicen los habitantes desplazados .", "habitantes desplazados", ()),
        ("en", "The words of Lee Vane tell of shelling.", "Lee Vane", (("person", "Lee"),)),
    ],
)
def test_what_is_part_of_a_name_stays(code: str, text: str, source: str, mentions: tuple[tuple[str, str], ...]) -> None:
    assert source_of(code, text, source, mentions) == source
