"""Matters put together and taken apart by people."""

from dataclasses import replace

from ledger_rows import PUBLISHED, row
from warledger.ledger import reconcile
from warledger.model import Regrouping


def of(built, *decisions):
    """The matters of what a fixture built, with decisions, by the set of their claims."""
    found = reconcile(built.claims, built.linked, replace(built.basis, regroupings=decisions))
    return {frozenset(m.claim_ids): m for m in found.matters}


def test_matters_are_put_together_with_their_figures(ledger_of):
    built = ledger_of([row("a", n=5), row("b", "r2", n=9, when=["2016-12-20", "2016-12-20"], source="White Helmets")], published=PUBLISHED)
    assert set(of(built)) == {frozenset("a"), frozenset("b")}
    (matter,) = of(built, Regrouping(("a", "b"))).values()
    assert (matter.estimate.low, matter.estimate.high) == (5, 9)
    assert len(matter.origin_ids) == 2
    assert "put together by a reviewer" in matter.reasons


def test_claims_are_taken_out_of_a_matter_and_put_back_by_a_later_decision(ledger_of):
    built = ledger_of([row("a", n=5), row("b", "r2", n=9), row("c", "r3", n=7, source="White Helmets")], published=PUBLISHED)
    assert set(of(built)) == {frozenset("abc")}
    apart = of(built, Regrouping(("b",), apart=True))
    assert set(apart) == {frozenset("ac"), frozenset("b")}
    assert all("taken apart by a reviewer" in m.reasons for m in apart.values())
    assert set(of(built, Regrouping(("b",), apart=True), Regrouping(("a", "b")))) == {frozenset("abc")}


def test_a_denial_goes_with_its_matter_and_can_be_taken_out(ledger_of):
    denial = row("d", "r2", stance="denies", source="Syrian army", place=None, when=None, subject=None)
    built = ledger_of([row("a", n=5), denial], published=PUBLISHED)
    assert of(built)[frozenset("ad")].standing == "contested"
    assert of(built, Regrouping(("d",), apart=True))[frozenset("a")].standing == "single-source"


def test_decisions_on_claims_that_are_gone_change_nothing(ledger_of):
    built = ledger_of([row("a", n=5), row("b", "r2", n=9)], published=PUBLISHED)
    plain = of(built)
    assert of(built, Regrouping(("gone", "lost")), Regrouping(("gone",), apart=True), Regrouping(("a", "b"), apart=True)) == plain


def test_a_new_claim_joins_what_the_machine_finds_and_the_decision_holds(ledger_of):
    decision = Regrouping(("a", "b"))
    other = {"when": ["2016-12-20", "2016-12-20"]}
    rows = [row("a", n=5), row("b", "r2", n=9, **other), row("c", "r3", n=9, source="White Helmets", **other)]
    assert set(of(ledger_of(rows, published=PUBLISHED), decision)) == {frozenset("abc")}
