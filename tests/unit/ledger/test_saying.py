"""Claims as a reader gives them: the day of saying for the day of the event, another word for the means, an actor left out."""

from __future__ import annotations

import pytest
from tests.ledger_rows import PUBLISHED, row

from warledger.model import Story

ACCUSED = row("a", event="airstrike", stance="accuses", source="Syrian opposition", actor="Russia", subject=None)


def denial(**more):
    fields = {"event": "airstrike", "stance": "denies", "source": "Russia", "actor": "Russia", "subject": None}
    return row("d", "r2", **fields | {"when": ["2016-12-13", "2016-12-13"]} | more)


def denied(ledger_of, *rows):
    """Whether somebody denies what claim `a` says."""
    matters = ledger_of(rows, published=PUBLISHED).ledger.matters
    (matter,) = (m for m in matters if "a" in m.claim_ids)
    return bool(matter.denied_by)


def test_a_denial_of_its_own_day_answers_what_was_said_of_the_day_before(ledger_of):
    assert denied(ledger_of, ACCUSED, denial())


def test_a_denial_of_a_stated_other_day_does_not(ledger_of):
    assert not denied(ledger_of, ACCUSED, denial(when=["2016-12-09", "2016-12-09"]))


@pytest.mark.parametrize(("event", "answers"), [("capture", True), ("airstrike", False)])
def test_a_denial_in_another_story_answers_what_was_said_of_ground_the_day_before_for_that_lasts(ledger_of, event, answers):
    said = {"event": event, "subject": None, "actor": None}
    rows = [row("a", **said, source="Russia"), row("d", "r2", **said, stance="denies", source="Syrian opposition", when=["2016-12-13"] * 2)]
    stories = [Story("s1", "", None, ("r1",)), Story("s2", "", None, ("r2",))]
    matters = ledger_of(rows, published=PUBLISHED, stories=stories).ledger.matters
    assert bool(next(m for m in matters if "a" in m.claim_ids).denied_by) is answers


def test_a_denial_of_one_day_answers_no_total_of_many(ledger_of):
    assert not denied(ledger_of, ACCUSED | {"when": ["2016-11-01", "2016-12-12"]}, denial())


def test_a_denial_of_its_own_day_rather_answers_what_was_said_of_that_day(ledger_of):
    assert not denied(ledger_of, ACCUSED, denial(), ACCUSED | {"id": "b", "report": "r2", "when": ["2016-12-13", "2016-12-13"]})


def test_the_accused_denies_an_attack_by_another_means(ledger_of):
    assert denied(ledger_of, ACCUSED, denial(event="shelling"))


def test_who_is_not_accused_does_not(ledger_of):
    assert not denied(ledger_of, ACCUSED, denial(event="shelling", source="Syrian army", actor="Syrian army"))


def standing_of_withdrawal(ledger_of, source, actor=None):
    rows = [row("w", event="withdrawal", source=source, actor=actor, subject=None)]
    (matter,) = ledger_of(rows, published=PUBLISHED).ledger.matters
    return matter.standing


def test_an_army_that_says_it_withdrew_admits_it_though_the_actor_is_not_read(ledger_of):
    assert standing_of_withdrawal(ledger_of, "Syrian army") == "confirmed"


def test_a_monitor_that_tells_of_a_withdrawal_admits_nothing(ledger_of):
    assert standing_of_withdrawal(ledger_of, "Syrian Observatory for Human Rights") == "single-source"


def test_an_army_that_tells_of_the_withdrawal_of_others_admits_nothing(ledger_of):
    assert standing_of_withdrawal(ledger_of, "Syrian army", actor="rebels") == "single-source"


def ground(key, report, actor, day="2016-12-12"):
    target = "Syrian opposition forces" if actor == "Syrian army" else "Syrian army"
    told = {"event": "capture", "source": "Syrian army", "place": "Palmyra", "subject": None, "when": [day, day]}
    return row(key, report, actor=actor, target=target, **told)


@pytest.mark.parametrize(("own", "standing"), [("r1", "single-source"), ("r2", "confirmed")])
def test_who_says_in_the_same_report_that_he_took_a_place_admits_no_loss_of_it(ledger_of, own, standing):
    ledger = ledger_of([ground("a", "r1", "Syrian opposition forces"), ground("b", own, "Syrian army")], published=PUBLISHED).ledger
    assert next(m.standing for m in ledger.matters if "a" in m.claim_ids) == standing


def test_a_place_lost_on_one_day_and_taken_back_on_another_is_an_admission(ledger_of):
    rows = [ground("a", "r1", "Syrian opposition forces", "2016-12-08"), ground("b", "r1", "Syrian army", "2016-12-12")]
    ledger = ledger_of(rows, published=PUBLISHED).ledger
    assert next(m.standing for m in ledger.matters if "a" in m.claim_ids) == "confirmed"


def test_who_denies_one_figure_and_gives_another_of_other_people_does_not_deny_his_own(ledger_of):
    claim = {"source": "Syrian opposition", "subject": "people", "when": ["2016-12-10", "2016-12-14"]}
    own = row("o", "r2", n=38, subject="rebels", source="Russia", actor="Russia", when=["2016-12-10", "2016-12-14"])
    no = row("d", "r2", n=500, stance="denies", source="Russia", subject="people", when=None)
    matters = ledger_of([row("a", n=500, **claim), own, no], published=PUBLISHED).ledger.matters
    assert {frozenset(m.claim_ids) for m in matters} == {frozenset("ad"), frozenset("o")}
