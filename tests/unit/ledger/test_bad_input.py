"""Matters of many claims, and figures and days that cannot be."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ledger_rows import PUBLISHED, row
from warledger.ledger import Basis, reconcile
from warledger.model import Claim, Count, DayOf, Linked, Named, Origin, Period, Place, Span, Story, Subject
from warledger.packs import load_ontology

DAY = date(2016, 12, 12)
ONTOLOGY = load_ontology()


def many(number, origins=40, days=3):
    """Claims of one matter: several origins, three days of revisions, five claims a report, one in seven a denial."""
    claims, linked = [], []
    for at in range(number):
        report, span = f"rp-{at // 5:06}", Span(at % 5 * 50, at % 5 * 50 + 40)
        count = Count(10 + at % 9, 10 + at % 9, str(10 + at % 9))
        stance = "denies" if at % 7 == 0 else "asserts"
        claims.append(
            Claim(f"cl-{at:06}", report, span, f"{count.text} civilians were killed", span, "killed", stance=stance,
                  source=Named("x", span), count=count, subject=Subject("civilians", span, "civilians"))
        )  # fmt: skip
        linked.append(
            Linked(f"cl-{at:06}", report, "", f"or-{at % origins}", place_ids=("pl-1",), group="civilians", when=Period(DAY, DAY))
        )
    reports = sorted({c.report_id for c in claims})
    said = {r: DayOf(r, DAY + timedelta(i % days)) for i, r in enumerate(reports)}
    origins_of = [Origin(f"or-{i}", f"Origin {i}", side=("", "a", "b")[i % 3]) for i in range(origins)]
    basis = Basis(ONTOLOGY, (Story("st-1", "", None, tuple(reports)),), (), said, (Place("pl-1", "Town", "town"),), origins_of)
    return claims, linked, basis


def seconds(number):
    claims, linked, basis = many(number)
    start = time.process_time()
    ledger = reconcile(claims, linked, basis)
    assert len(ledger.matters) == 1
    assert len(ledger.matters[0].claim_ids) == number
    return time.process_time() - start


def test_a_matter_of_many_claims_is_near_linear():
    seconds(1000)
    small, large = seconds(2000), seconds(50_000)
    assert large < 60 * max(small, 0.2)  # 25 times as many; the square would be 625


def test_days_without_end_and_figures_beyond_measure_stop_nothing(ledger_of):
    rows = [row("a", n=5), row("b", "r2", n=10**15), row("c", "r3", n=0, source="White Helmets")]
    built = ledger_of(rows, published=PUBLISHED)
    odd = {
        "a": Period(date(2016, 12, 14), date(2016, 12, 14), "days"),
        "b": Period(date.min, date.max, "days"),
        "c": Period(None, date.max, "open"),
    }
    linked = [replace(k, when=odd[k.claim_id]) for k in built.linked]
    ledger = reconcile(built.claims, linked, built.basis)
    assert sorted(c for m in ledger.matters for c in m.claim_ids) == ["a", "b", "c"]


def test_a_period_that_ends_before_it_begins_cannot_be_made():
    with pytest.raises(ValueError, match="begin|end|before"):
        Period(date(2016, 12, 14), date(2016, 12, 1), "days")
