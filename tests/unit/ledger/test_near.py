"""Matters that look alike and are kept apart, with the reason."""

from datetime import date

import pytest

from ledger_rows import PUBLISHED, row
from warledger.ledger import reconcile
from warledger.ledger.cells import build_cells, near_keys
from warledger.ledger.compare import _is_longer, _named
from warledger.ledger.facts import Basis, FactMaker
from warledger.model import Claim, Count, Form, Linked, Origin, Period, Place, Span, Story, Subject
from warledger.packs.ontology import load_ontology


def test_people_and_the_fighters_of_the_day_are_not_the_same_dead_unless_the_figures_meet(ledger_of):
    rebels = row("a", n=35, subject="rebels", source="Russia")
    built = ledger_of([row("b", "r2", n=9, subject="people"), rebels], published=PUBLISHED)
    assert [p.reason for p in built.ledger.incomparable] == ["group"]
    civilians = row("c", "r3", n=21, source="White Helmets")
    built = ledger_of([row("b", "r2", n=9, subject="people"), rebels, civilians], published=PUBLISHED)
    assert {frozenset(m.claim_ids) for m in built.ledger.matters} == {frozenset("a"), frozenset("bc")}
    all_dead = ledger_of([row("b", "r2", n=90, subject="people"), rebels], published=PUBLISHED).ledger
    assert [p.reason for p in all_dead.incomparable] == ["group"]
    (matter,) = ledger_of([row("b", "r2", n=35, subject="people"), rebels], published=PUBLISHED).ledger.matters
    assert {r.kind for r in matter.relations} == {"agree"}


def keys(lat, lon, feature="city", on=date(2016, 12, 12)):
    """The keys under which seven dead in a place are looked for beside others."""
    where = Place(f"pl-{lat}-{lon}", f"Town at {lat} {lon}", feature, lat=lat, lon=lon)
    claim = Claim("c", "r", Span(0, 1), "", Span(0, 1), "killed", "asserts", count=Count(7, 7, "7"))
    linked = Linked("c", "r", place_ids=(where.id,), when=Period(on, on, "day"))
    facts = FactMaker(Basis(load_ontology(), [Story("st", "", None, ("r",))], places=[where])).facts([claim], [linked])
    return set(near_keys(build_cells(facts)[0], {where.id: where}))


@pytest.mark.parametrize("other", [(40.12, 70.63), (39.1, 70.82), (40.99, 71.79)])
def test_towns_near_each_other_meet_whatever_border_is_between(other):
    assert keys(40.06, 70.82) & keys(*other)


def test_towns_far_apart_do_not_meet():
    assert not keys(40.06, 70.82) & keys(43.0, 74.0)
    assert not keys(40.06, 70.82) & keys(40.12, 70.63, on=date(2016, 12, 13))
    assert not keys(40.06, 70.82, "country") & keys(40.12, 70.63)


APART = [Story("s1", "", None, ("r1",)), Story("s2", "", None, ("r2",))]


def blow(key, report, place, who, whom, **more):
    return row(key, report, source=whom, actor=who, place=place, event="airstrike", subject=None) | {"count": None} | more


def test_two_parties_that_strike_each_other_on_one_day_are_two_happenings_near_each_other(ledger_of):
    rows = [blow("a", "r1", "Palmyra", "Russia", "Islamic State"), blow("b", "r2", "Raqqa", "Islamic State", "Russia")]
    built = ledger_of(rows, published=PUBLISHED, stories=APART)
    assert [p.reason for p in built.ledger.incomparable] == ["place"]


def test_blows_on_one_town_within_a_week_are_near_each_other(ledger_of):
    def reasons(day):
        later = blow("b", "r2", "Palmyra", "Russia", "Islamic State", when=[day, day])
        built = ledger_of([blow("a", "r1", "Palmyra", "Russia", "Islamic State"), later], published=PUBLISHED, stories=APART)
        return [p.reason for p in built.ledger.incomparable]

    assert reasons("2016-12-16") == ["period"]
    assert reasons("2017-01-16") == []


def test_what_befell_the_police_of_two_countries_on_one_day_in_towns_of_one_name_differs_in_the_place():
    towns = [Place("pl-1", "Balboa", "town", 2.0, -77.0, country="CO"), Place("pl-2", "Balboa", "town", 9.0, -79.6, country="PA")]
    claims = [
        Claim(f"c{n}", f"r{n}", Span(0, 1), "", Span(0, 1), "killed", subject=Subject("police", Span(0, 1), "police"), count=Count(3, 3))
        for n in (1, 2)
    ]
    day = Period(date(2016, 12, 12), date(2016, 12, 12), "day")
    linked = [
        Linked(
            f"c{n}", f"r{n}", origin_id=f"or-{n}", target_id=f"en-{n}", target_origin_id=f"or-{n}", place_ids=(f"pl-{n}",), group="police",
            when=day,
        )
        for n in (1, 2)
    ]  # fmt: skip
    basis = Basis(load_ontology(), APART, places=towns, origins=[Origin(f"or-{n}", f"State {n}", "state") for n in (1, 2)])
    ledger = reconcile(claims, linked, basis)
    assert [m.standing for m in ledger.matters] == ["confirmed", "confirmed"]
    assert [p.reason for p in ledger.incomparable] == ["place"]


def test_places_that_no_table_knows_are_near_each_other_by_the_parties_of_their_war(ledger_of):
    rows = [row("a", "r1", n=4, place="Onor", source="SANA", actor="Russia"), row("b", "r2", n=9, place="Ostel", source="White Helmets")]
    apart = ledger_of(rows, published=PUBLISHED, stories=APART)
    assert apart.ledger.incomparable == ()
    one_war = [*rows, row("d", "r2", place="Ostel", source="Russia", actor="Russia", stance="denies")]
    assert [p.reason for p in ledger_of(one_war, published=PUBLISHED, stories=APART).ledger.incomparable] == ["place"]


def ground(key, report, place, who, event="capture", on="2016-12-12", whom="Syrian army"):
    """Who took, holds or left a place, by word of `whom`."""
    rows = row(key, report, source=whom, actor=who, place=place, event=event, subject=None, when=[on, on])
    return rows | {"count": None}


@pytest.mark.parametrize("event", ["capture", "withdrawal", "control"])
@pytest.mark.parametrize("reports", [("r1", "r1"), ("r1", "r2")])
def test_two_towns_said_to_change_hands_on_one_day_differ_in_the_place(ledger_of, event, reports):
    rows = [ground(key, report, town, "Syrian army", event) for key, report, town in zip("ab", reports, ("Palmyra", "Raqqa"), strict=True)]
    built = ledger_of(rows, published=PUBLISHED, stories=APART if reports[1] == "r2" else None)
    assert [p.reason for p in built.ledger.incomparable] == ["place"]


def test_one_town_taken_again_within_a_month_differs_in_the_days_and_long_after_is_not_near(ledger_of):
    def reasons(on):
        rows = [ground("a", "r1", "Palmyra", "Syrian army"), ground("b", "r2", "Palmyra", "Syrian army", on=on)]
        return [p.reason for p in ledger_of(rows, published=PUBLISHED, stories=APART).ledger.incomparable]

    assert reasons("2016-12-17") == reasons("2016-12-28") == ["period"]
    assert reasons("2017-03-02") == []


@pytest.mark.parametrize(
    ("event", "first", "then"),
    [
        ("capture", {}, {"who": "Islamic State", "on": "2017-01-09"}),
        ("control", {}, {"who": "Islamic State", "on": "2018-03-01"}),
        ("withdrawal", {"stance": "expects"}, {"on": "2016-12-28"}),
        ("capture", {"stance": "expects"}, {"who": "Islamic State", "on": "2017-02-01"}),
    ],
)
@pytest.mark.parametrize("stories", [None, APART])
def test_a_town_that_goes_to_other_hands_or_was_to_differs_in_the_days_whenever_that_is(ledger_of, event, first, then, stories):
    rows = [
        ground("a", "r1", "Palmyra", "Syrian army", event) | first,
        ground("b", "r2", "Palmyra", then.get("who", "Syrian army"), event, on=then["on"]),
    ]
    built = ledger_of(rows, published=PUBLISHED, stories=stories)
    assert [p.reason for p in built.ledger.incomparable] == ["period"]


@pytest.mark.parametrize(
    ("one", "other", "longer"),
    [
        ("Nabatiyé al-Faouqa", "Nabatieh", True),
        ("Upper Tolmar", "Tolmar, Sarvenia", True),
        ("Deir Hafer", "Dayr Hafir", False),
        ("Hardub", "Гардуб", False),
    ],
)
def test_a_name_with_a_word_more_is_another_place_and_no_other_spelling(one, other, longer):
    assert _is_longer(one, other) is longer


def test_a_town_that_is_filed_under_two_words_is_told_from_the_village_above_it_by_what_reports_call_it():
    town = Place("pl-1", "Nabatîyé et Tahta", "city", 33.4, 35.5, 8.0, "LB", forms=(Form("Nabatiye", "es", 1),))
    assert any(_is_longer("Nabatieh al-Fawqa", name) for name in _named(town))
    unknown = Place("pl-2", "Zamzam", "", None, None, None, "", provisional=True, forms=(Form("Zamzam camp", "en", 1),))
    assert _named(unknown) == ["Zamzam"]


def test_a_town_planned_to_be_left_on_the_day_on_which_it_was_is_no_pair_of_two_days(ledger_of):
    rows = [ground("a", "r1", "Palmyra", "Syrian army", "withdrawal") | {"stance": "expects"}]
    rows.append(ground("b", "r2", "Palmyra", "Syrian army", "withdrawal"))
    assert [p.reason for p in ledger_of(rows, published=PUBLISHED, stories=APART).ledger.incomparable] == []


def test_two_towns_hit_by_two_parties_on_one_day_of_one_story_differ_in_the_place(ledger_of):
    blow = {"event": "shelling", "subject": None, "stance": "accuses"}
    first = row("a", **blow, source="Syrian opposition", actor="Syrian army", place="Palmyra")
    second = row("b", "r2", **blow, source="Syrian army", actor="Syrian opposition forces", place="Aleppo")
    ledger = ledger_of([first, second], published=PUBLISHED).ledger
    assert [p.reason for p in ledger.incomparable] == ["place"]
