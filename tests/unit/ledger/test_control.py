"""Who holds what: districts take the state of their city, and what changed between two days."""

from datetime import date

import pytest

from ledger_rows import row
from warledger.ledger import control_changes, last_rows

DAYS = {"r1": "2016-12-01", "r2": "2016-12-05", "r3": "2016-12-09", "r4": "2016-12-13"}
ARMY, REBELS, MONITOR = "Syrian army", "Syrian opposition", "Syrian Observatory for Human Rights"


def took(key, report, place, actor, event="capture", **more):
    return row(key, report, event=event, actor=actor, place=place, subject=None, when=[DAYS[report]] * 2, source=MONITOR, **more)


def lines(ledger, name):
    """Day, holder or state, and whether it is inherited, of the rows of a place."""
    rows = [r for r in ledger.control if r.place_id == name]
    return [(r.on.day, r.holder or r.state, bool(r.inherited_from)) for r in sorted(rows, key=lambda r: r.on)]


@pytest.fixture
def built(ledger_of):
    def build(*rows):
        from warledger.model import content_id

        made = ledger_of([*rows], published=DAYS)
        return made.ledger, lambda name: content_id("pl", name)

    return build


def test_a_district_that_nobody_speaks_of_changes_hands_with_its_city_on_each_day(built):
    dead = row("d", "r2", n=3, place="Sukkari", when=["2016-12-05"] * 2)
    ledger, place = built(took("a", "r1", "East Aleppo", REBELS), took("b", "r3", "East Aleppo", ARMY), dead)
    found = lines(ledger, place("Sukkari"))
    assert [(day, inherited) for day, _, inherited in found] == [(1, True), (9, True)]
    assert found[0][1] != found[1][1]
    assert last_rows(ledger.control, date(2016, 12, 6))[place("Sukkari")].on == date(2016, 12, 1)


def test_what_is_said_of_a_district_stands_until_the_whole_city_is_said_to_be_held_later(built):
    rows = [took("a", "r1", "Aleppo", REBELS), took("b", "r2", "Sukkari", ARMY), took("c", "r3", "Aleppo", REBELS)]
    ledger, place = built(*rows[:2])
    assert [(day, inherited) for day, _, inherited in lines(ledger, place("Sukkari"))] == [(1, True), (5, False)]
    ledger, place = built(*rows)
    assert [(day, inherited) for day, _, inherited in lines(ledger, place("Sukkari"))] == [(1, True), (5, False), (9, True)]


def test_what_changed_between_two_days_names_who_held_it_before(built):
    ledger, place = built(took("a", "r1", "Palmyra", REBELS), took("b", "r3", "Palmyra", ARMY), took("c", "r4", "Aleppo", ARMY))
    assert control_changes(ledger.control, date(2016, 12, 2), date(2016, 12, 8)) == []
    ((old, new),) = control_changes(ledger.control, date(2016, 12, 2), date(2016, 12, 12))
    assert (new.place_id, old.on.day, new.on.day) == (place("Palmyra"), 1, 9)
    assert old.holder != new.holder
    first = control_changes(ledger.control, date(2016, 12, 9), date(2016, 12, 31))
    assert [(before, now.place_id) for before, now in first] == [(None, place("Aleppo"))]


def test_who_withdrew_holds_no_longer_and_nobody_is_known_to(built):
    ledger, place = built(took("a", "r1", "Palmyra", ARMY), took("b", "r4", "Palmyra", ARMY, event="withdrawal"))
    assert [state for _, state, _ in lines(ledger, place("Palmyra"))][-1] == "unknown"


def said(key, report, who, actor, on, event="capture", stance="asserts"):
    """What a party says of who took Palmyra, or left it, on a day of December."""
    held = {"event": event, "stance": stance, "when": [f"2016-12-{on:02}"] * 2, "place": "Palmyra"}
    return row(key, report, actor=actor, source=who, subject=None, **held)


ONE, OTHER, THIRD = "US National Security Council", "French Foreign Ministry", MONITOR


def test_a_place_that_one_party_says_is_lost_and_the_other_denies_having_is_contested_until_a_third_settles_it(built):
    lost, denied = said("a", "r1", ONE, OTHER, 1), said("b", "r1", OTHER, OTHER, 1, stance="denies")
    ledger, place = built(lost, denied)
    assert [(k.state, k.claim_ids) for k in ledger.control] == [("contested", ("a", "b"))]
    ledger, place = built(lost, denied, said("c", "r2", THIRD, OTHER, 3, event="control"))
    assert [state for _, state, _ in lines(ledger, place("Palmyra"))] == ["contested", "France"]


def test_a_withdrawal_that_the_foe_denies_is_contested_and_one_told_after_the_last_word_leaves_nobody(built):
    left = said("a", "r1", OTHER, OTHER, 1, event="withdrawal")
    ledger, place = built(left, said("b", "r1", ONE, OTHER, 1, event="withdrawal", stance="denies"))
    assert [k.state for k in ledger.control] == ["contested"]
    ledger, place = built(said("a", "r2", OTHER, OTHER, 5, event="withdrawal"), said("b", "r1", THIRD, OTHER, 4, event="control"))
    assert [k.state for k in ledger.control] == ["held", "unknown"]


def test_what_is_owned_to_later_of_an_earlier_day_undoes_a_denial_from_the_day_on_which_it_is_said(built):
    rows = [said("a", "r1", OTHER, OTHER, 1), said("b", "r2", ONE, OTHER, 4, stance="denies"), said("c", "r3", ONE, OTHER, 1)]
    ledger, place = built(*rows)
    assert lines(ledger, place("Palmyra")) == [(1, "France", False), (4, "contested", False), (9, "France", False)]


@pytest.mark.parametrize(("days", "holder"), [(5, "France"), (11, "unknown")])
def test_who_leaves_what_he_said_was_not_lost_leaves_it_to_the_one_who_took_it(built, days, holder):
    taken, denied = said("a", "r1", OTHER, OTHER, 1), said("b", "r1", ONE, OTHER, 2, stance="denies")
    ledger, place = built(taken, denied, said("c", "r4", ONE, ONE, 1 + days, event="withdrawal"))
    assert [state for _, state, _ in lines(ledger, place("Palmyra"))] == ["France", "contested", holder]


@pytest.mark.parametrize("told", [1, 5, 20])
def test_who_is_said_to_hold_a_place_since_a_day_holds_it_from_that_day_on(built, told):
    since = row("a", "r3", event="control", actor=OTHER, source=ONE, subject=None, when=["2016-11-02", f"2016-12-{told:02}"])
    ledger, place = built(since)
    assert lines(ledger, place("Palmyra")) == [(2, "France", False), (told, "France", False)]
    held = last_rows(ledger.control, date(2016, 11, 20))[place("Palmyra")]
    assert (held.on, held.state, held.claim_ids) == (date(2016, 11, 2), "held", ("a",))


def test_to_hold_a_place_since_a_day_outlives_the_withdrawal_before_and_gainsays_the_other_on_its_first_day(built):
    left = said("a", "r1", OTHER, OTHER, 1, event="withdrawal")
    since = row("b", "r4", event="control", actor=ONE, source=ONE, subject=None, when=["2016-12-03", "2016-12-13"])
    ledger, place = built(left, since)
    assert lines(ledger, place("Palmyra")) == [(1, "unknown", False), (3, "United States", False), (13, "United States", False)]
    ledger, place = built(said("a", "r1", OTHER, OTHER, 3, event="control"), since)
    assert lines(ledger, place("Palmyra")) == [(3, "contested", False), (13, "United States", False)]
