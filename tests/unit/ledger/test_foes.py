"""Who fights whom is read off the ledger where no conflict pack says it, for both sides alike."""

import pytest

from ledger_rows import PUBLISHED, row
from warledger.model import Story

ONE, OTHER = "US National Security Council", "French Foreign Ministry"  # bodies without a side
APART = [Story("s1", "", None, ("r1",)), Story("s2", "", None, ("r2",)), Story("s3", "", None, ("r3",))]


def ground(key, report, who, whom, event="control", **more):
    return row(key, report, source=who, actor=whom, event=event, place="Palmyra", subject=None) | {"count": None} | more


def strike(key, report, who, whom):
    return row(key, report, source=who, actor=who, target=whom, event="airstrike", place="Aleppo", subject=None) | {"count": None}


def standing_of(built, claim):
    return next(m.standing for m in built.ledger.matters if claim in m.claim_ids)


@pytest.mark.parametrize(("one", "other"), [(ONE, OTHER), (OTHER, ONE)])
def test_who_says_that_its_foe_holds_a_place_owns_to_a_loss(ledger_of, one, other):
    told = ground("a", "r1", one, other)
    assert standing_of(ledger_of([told], published=PUBLISHED), "a") == "single-source"
    built = ledger_of([told, strike("b", "r2", other, one)], published=PUBLISHED, stories=APART)
    assert standing_of(built, "a") == "confirmed"
    assert [c.standing for c in built.ledger.control if c.on and c.claim_ids == ("a",)] == ["confirmed"]


def test_who_says_in_one_report_that_it_took_the_place_too_owns_to_nothing(ledger_of):
    rows = [ground("a", "r1", ONE, OTHER), ground("b", "r1", ONE, ONE), strike("c", "r2", OTHER, ONE)]
    assert standing_of(ledger_of(rows, published=PUBLISHED), "a") != "confirmed"


@pytest.mark.parametrize("event", ["violation", "airstrike"])
def test_parties_of_a_war_that_agree_confirm_and_bystanders_corroborate(ledger_of, event):
    both = [row("a", "r1", source=ONE, event="agreement", count=None), row("b", "r2", source=OTHER, event="agreement", count=None)]
    both = [each | {"count": None, "subject": None} for each in both]
    broken = row("c", "r3", source=ONE, actor=OTHER, event=event, stance="accuses", subject=None) | {"count": None}
    built = ledger_of([*both, broken], published=PUBLISHED)
    assert standing_of(built, "a") == ("confirmed" if event == "violation" else "corroborated")


def test_who_denies_and_then_blames_another_still_denies(ledger_of):
    rows = [
        row("a", "r1", source=ONE, actor=OTHER, stance="accuses"),
        row("b", "r2", source=OTHER, actor=OTHER, stance="denies") | {"count": None},
        row("c", "r3", source=OTHER, actor=ONE, stance="accuses") | {"count": None},
    ]
    built = ledger_of(rows, published={"r1": "2016-12-12", "r2": "2016-12-13", "r3": "2016-12-14"})
    (matter,) = built.ledger.matters
    assert (matter.standing, matter.denied_by) == ("contested", (built.origin("France"),))
    assert {(a.by_origin_id, a.whom_id) for a in matter.accusations} == {
        (built.origin("United States"), built.origin("France")), (built.origin("France"), built.origin("United States"))
    }  # fmt: skip


def test_the_soldiers_of_two_armies_are_two_groups(ledger_of):
    def dead(key, whose, n):
        return row(key, "r1", source=whose, target=whose, subject="soldiers", n=n)

    built = ledger_of([dead("a", ONE, 180), dead("b", OTHER, 200)], published=PUBLISHED)
    assert [p.reason for p in built.ledger.incomparable] == ["group"]
    assert [m.standing for m in built.ledger.matters] == ["confirmed", "confirmed"]
