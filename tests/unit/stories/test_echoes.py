"""Who follows whom: copies, wires and translations."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from warledger.model import Claim, Count, Linked, Named, Place, Report, Span
from warledger.stories import find_stories
from warledger.stories.echo_index import EchoIndex
from warledger.stories.echoes import wording_tie
from warledger.stories.terms import shingles
from wires import OTHER, WIRE, report


def test_copy_follows_the_earlier_report_and_wire_needs_a_credit():
    found = find_stories([report("a", WIRE), report("b", WIRE, 11), report("c", WIRE, 12, credit="AFP"), report("d", OTHER, 9)])
    assert [(e.report_id, e.of_id, e.kind) for e in found.echoes] == [("b", "a", "copy"), ("c", "a", "wire")]
    assert found.echoes[0].score == 1.0
    assert "published first" in found.echoes[0].reasons[1]


def test_order_of_reports_does_not_matter():
    reports = [report("a", WIRE), report("b", WIRE + " " + OTHER, 11), report("d", OTHER, 9), report("c", WIRE, 12, credit="AFP")]
    assert find_stories(reports) == find_stories(reports[::-1])


def test_credit_decides_where_days_do_not():
    one, other = report("a", WIRE, credit="Reuters", published_at=None), report("b", WIRE, published_at=None)
    (echo,) = find_stories([one, other]).echoes
    assert (echo.report_id, echo.of_id, echo.kind) == ("a", "b", "wire")
    assert "credits Reuters" in echo.reasons[1]


def test_shared_quotation_is_no_copy():
    quote = '"We heard two blasts and then the lights went out," said the mayor.'
    found = find_stories([report("a", f"{quote} {OTHER}"), report("b", f"{WIRE} {quote}", 9)])
    assert found.echoes == ()


@pytest.mark.parametrize(("figure", "kind"), [(9, "translation"), (19, "translation")])
def test_translation_has_the_same_claims_in_order_even_if_one_figure_is_wrong(figure, kind):
    french = report(
        "f", "Des obus ont touché la gare routière de Port Sorrel, tuant neuf personnes et blessant quarante.", 10, language="fr"
    )
    reports = [report("a", WIRE), french]
    claims, linked = [], []
    for name, killed in (("a", 9), ("f", figure)):
        for at, (event, count) in enumerate([("shelling", None), ("killed", killed), ("injured", 40)]):
            span = Span(at * 10, at * 10 + 9)
            key = f"{name}{at}"
            claims.append(Claim(key, name, span, "", span, event, source=Named("x", span), count=count and Count(count, count)))
            linked.append(Linked(key, name, source_id="en-x", origin_id="or-x", place_ids=("pl-sorrel",)))
    found = find_stories(reports, claims, linked, [Place("pl-sorrel", "Port Sorrel", "city", 10.0, 10.0)])
    assert [(e.report_id, e.of_id, e.kind) for e in found.echoes] == [("f", "a", kind)]


def test_undated_report_without_a_dated_neighbour_stays_undated():
    days = find_stories([report("a", WIRE, published_on=None, published_at=None)]).days
    assert days["a"].on is None
    assert "neither" in days["a"].reason


def test_nothing_in_nothing_out():
    found = find_stories([])
    assert (found.stories, found.echoes, dict(found.days)) == ((), (), {})


def test_one_figure_of_one_source_in_two_languages_is_no_translation():
    norwegian = report("n", "24 mennesker ble drept i Port Sorrel, melder havnesjefen.", 10, language="nb")
    english = report("e", "Warplanes struck Port Sorrel and killed 24 people, the harbour master said.")
    claims, linked = [], []
    for name in "ne":
        for at, (event, count) in enumerate([("airstrike", None), ("killed", 24)]):
            span = Span(at * 10, at * 10 + 9)
            claims.append(Claim(f"{name}{at}", name, span, "", span, event, source=Named("x", span), count=count and Count(count, count)))
            linked.append(Linked(f"{name}{at}", name, source_id="en-x", origin_id="or-x", place_ids=("pl-sorrel",)))
    found = find_stories([norwegian, english], claims, linked, [Place("pl-sorrel", "Port Sorrel", "city", 10.0, 10.0)])
    assert found.echoes == ()


def stands(name, *told):
    """Claims of a report with their links: event, figure and source."""
    spans = [Span(at * 10, at * 10 + 9) for at in range(len(told))]
    claims = [
        Claim(f"{name}{at}", name, span, "", span, event, source=Named(source, span), count=figure and Count(figure, figure))
        for at, (span, (event, figure, source)) in enumerate(zip(spans, told, strict=True))
    ]
    linked = [Linked(c.id, name, origin_id=f"or-{c.source.text.split()[0]}", place_ids=("pl-sorrel",)) for c in claims]
    return claims, linked


SORREL = [Place("pl-sorrel", "Port Sorrel", "city", 10.0, 10.0)]


def edges_of(reports, *told):
    claims, linked = ([record for own in told for record in own[at]] for at in (0, 1))
    return [(e.report_id, e.of_id, e.kind) for e in find_stories(reports, claims, linked, SORREL).echoes]


def test_a_translation_may_order_the_words_of_a_sentence_anew():
    english = report("e", "Shells killed 26 people in Port Sorrel and injured 40, the harbour hospital said.")
    turkish = report("t", "Port Sorrel'de topçu ateşinde 26 kişi öldü, 40 kişi yaralandı, liman hastanesi bildirdi.", 10, language="tr")
    told = [("killed", 26, "hospital"), ("shelling", None, "hospital"), ("injured", 40, "hospital")]
    other = [told[1], told[0], told[2]]
    assert edges_of([english, turkish], stands("e", *told), stands("t", *other)) == [("t", "e", "translation")]


def test_two_who_credit_other_sources_for_like_figures_tell_each_on_his_own():
    english = report("e", "The Red Cross said 40 soldiers of one side and 35 of the other came free at Port Sorrel.")
    french = report("f", "Les deux armées ont compté 40 et 35 soldats libérés à Port Sorrel.", 10, language="fr")
    one = stands("e", ("released", 40, "Cross"), ("released", 35, "Cross"))
    other = stands("f", ("released", 40, "army"), ("released", 35, "rebels"))
    assert edges_of([english, french], one, other) == []


@pytest.mark.parametrize(
    ("credit", "source", "edges"),
    [("Sorrel Post", "hospital", True), ("", "Sorrel Post", True), ("Other Wire", "hospital", False), ("", "hospital", False)],
)
def test_one_figure_is_enough_for_a_translation_that_credits_whom_it_follows(credit, source, edges):
    english = report("e", "The Sorrel Post counted 300 displaced in Port Sorrel. Its harbour was open.", outlet="Sorrel Post")
    french = report("f", "300 déplacés comptés à Port Sorrel.", 10, language="fr", credit=credit)
    one = stands("e", ("displacement", 300, source), ("declaration", None, "mayor"))
    assert edges_of([english, french], one, stands("f", ("displacement", 300, source))) == [("f", "e", "translation")] * edges


@pytest.mark.parametrize(
    ("credit", "source", "days", "edges"),
    [
        ("Sorrel Wire", "mission", 1, True),
        ("Sorrel Wire", "mission", 4, False),
        ("Sorrel Wire", "mayor", 1, False),
        ("", "mission", 1, False),
    ],
)
def test_a_wire_without_a_figure_is_translated_where_each_claim_of_each_source_is_in_both(credit, source, days, edges):
    english = report("e", "Fighters left Port Sorrel, the mission said.", credit="Sorrel Wire")
    french = report("f", "Les combattants ont quitté Port Sorrel, selon la mission.", 10, language="fr", credit=credit)
    french = replace(french, published_on=english.published_on + timedelta(days), published_at=None)
    one, other = stands("e", ("withdrawal", None, "mission")), stands("f", ("withdrawal", None, source))
    assert edges_of([english, french], one, other) == [("f", "e", "translation")] * edges


def passed_on(told, *via):
    """Claims and links with those who pass the words on."""
    return [replace(claim, via=tuple(Named(name, claim.span) for name in via)) for claim in told[0]], told[1]


@pytest.mark.parametrize(("figure", "days", "edges"), [(27, 0, True), (72, 0, True), (72, 1, True), (72, 3, False)])
def test_who_is_passed_on_by_name_may_be_miscopied_within_a_day(figure, days, edges):
    english = report("e", "The hospital in Port Sorrel counted 27 dead.", outlet="Sorrel Post")
    turkish = report("t", "Sorrel Post, Port Sorrel'deki hastanenin ölü saydığını yazdı.", 10, language="tr")
    turkish = replace(turkish, published_on=english.published_on + timedelta(days), published_at=None)
    one, other = stands("e", ("killed", 27, "hospital")), passed_on(stands("t", ("killed", figure, "hospital")), "Sorrel Post")
    assert edges_of([english, turkish], one, other) == [("t", "e", "translation")] * edges


def test_one_wire_that_two_credit_may_have_one_figure_changed():
    french = report("f", "L'hôpital de Port Sorrel a compté 22 morts sous les obus.", credit="Agence Sorrel", language="fr")
    swedish = report("s", "Sjukhuset i Port Sorrel räknade 27 döda av granaterna.", 10, credit="Agence Sorrel", language="sv")
    one = stands("f", ("killed", 22, "hospital"), ("shelling", None, "hospital"))
    other = stands("s", ("killed", 27, "hospital"), ("shelling", None, "hospital"))
    assert edges_of([french, swedish], one, other) == [("s", "f", "translation")]


@pytest.mark.parametrize(("via", "edges"), [(("governor", "ministry"), True), (("ministry",), False), ((), False)])
def test_one_figure_through_the_same_chain_of_three_is_a_translation(via, edges):
    german = report(
        "g", "In Port Sorrel starben 28, so das Ministerium, das sich auf den Gouverneur und das Krankenhaus beruft.", language="de"
    )
    arabic = report("r", "قتل 28 في Port Sorrel", 10, language="ar")
    one = passed_on(stands("g", ("killed", 28, "hospital"), ("injured", 60, "hospital")), "governor", "ministry")
    assert edges_of([german, arabic], one, passed_on(stands("r", ("killed", 28, "hospital")), *via)) == [("r", "g", "translation")] * edges


def test_copies_of_one_day_and_length_follow_the_first_by_name():
    one, other = report("z", WIRE, published_at=None), report("y", WIRE, published_at=None)
    first, second = (Report(**{f: getattr(r, f) for f in r.__slots__} | {"name": name}) for r, name in ((one, "1.txt"), (other, "2.txt")))
    (echo,) = find_stories([second, first]).echoes
    assert (echo.report_id, echo.of_id) == ("y", "z")


def test_a_wire_that_a_hundred_outlets_copied_has_one_origin():
    copies = [report(f"r{at:03}", WIRE, published_at=datetime(2031, 3, 11, 9, at // 60, at % 60, tzinfo=UTC)) for at in range(1, 100)]
    found = find_stories([*copies, report("z", WIRE, 7), report("d", OTHER, 9)])
    assert {e.of_id for e in found.echoes} == {"z"}
    assert len(found.echoes) == len(copies)


def test_a_stock_phrase_of_one_sentence_is_no_copy():
    said = "Nepal's army said on Thursday that 46 Maoist rebels had been killed in Thawang on Wednesday."
    other = "Villagers said on Saturday that 19 civilians had been killed in Thawang on Wednesday."
    common = len(set(shingles(said)) & set(shingles(other)))
    assert not list(wording_tie("a", "b", (common, len(shingles(other))), lambda: common))
    assert list(wording_tie("a", "b", (10, len(shingles(said))), lambda: 10))


def test_who_takes_his_word_back_in_the_same_words_copies_nobody():
    words = "that a patrol boat of the northern fleet had fired on the harbour of Port Sorrel on Sunday evening"
    reports = [
        report("a", f"The navy denied on Monday {words}."),
        report("b", f"The navy owned on Tuesday {words}. It gave no reason.", 11),
    ]
    claims = [Claim(i, i, Span(0, 9), "", Span(0, 9), "shelling", stance) for i, stance in (("a", "denies"), ("b", "asserts"))]
    linked = [Linked(i, i, source_id="en-navy", origin_id="or-navy") for i in "ab"]
    assert find_stories(reports).echoes
    assert not find_stories(reports, claims, linked).echoes
    index = EchoIndex()
    index.add(reports[0], [(claims[0], linked[0])])
    assert not index.find(reports[1], [(claims[1], linked[1])])
    assert index.find(reports[1])


@pytest.mark.parametrize(("second", "edges"), [(31, [("g", "f", "translation")]), (32, [])])
def test_who_translates_may_add_a_paragraph_of_his_own(second, edges):
    french = report("f", "La mairie de Port Sorrel compte 19 morts et 31 blessés.", language="fr")
    german = report(
        "g", "Die Stadt Port Sorrel zählt 19 Tote und Verletzte. Die Armee bestreitet das und meldet Gefangene.", 10, language="de"
    )
    told = stands("f", ("killed", 19, "town"), ("injured", 31, "town"))
    followed = stands("g", ("killed", 19, "town"), ("injured", second, "town"), ("captured", None, "army"), ("control", None, "army"))
    assert edges_of([french, german], told, followed) == edges
