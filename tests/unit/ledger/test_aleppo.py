"""The ledger over the gold claims of the four reports is that of aleppo.matters.json."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.shared


@pytest.fixture
def aleppo(ledger_of, aleppo_rows):
    return ledger_of(aleppo_rows, published={row["report"]: "2016-12-12" for row in aleppo_rows})


def matter_with(built, claim_id):
    (found,) = [m for m in built.ledger.matters if claim_id in m.claim_ids]
    return found


def reports_of(matter, rows):
    return {row["report"] for row in rows if row["id"] in matter.claim_ids}


def test_capture_is_confirmed_by_both_sides_and_the_monitor(aleppo, aleppo_rows):
    matter = matter_with(aleppo, "aleppo-en-wire-19")
    assert matter.event == "capture"
    assert matter.what == "Sheikh Saeed, Aleppo captured by Syrian army, 12 Dec 2016"
    assert len(reports_of(matter, aleppo_rows)) == 4
    assert set(matter.origin_ids) == {aleppo.origin(n) for n in ("SOHR", "Syrian opposition", "Syrian state")}
    assert matter.standing == "confirmed"
    assert any("opposing sides" in r for r in matter.reasons)
    assert any("hurts" in r for r in matter.reasons)


def test_withdrawal_from_six_districts_rests_on_the_monitor_alone(aleppo, aleppo_rows):
    matter = matter_with(aleppo, "aleppo-no-02")
    assert matter.standing == "single-source"
    assert matter.origin_ids == (aleppo.origin("SOHR"),)
    assert reports_of(matter, aleppo_rows) == {"aleppo-en-memo.txt", "aleppo-no.txt", "aleppo-fr.txt"}
    assert matter.what.endswith("withdrew from six districts of East Aleppo, 12 Dec 2016")


def test_end_of_battle_is_one_declaration_of_one_origin(aleppo, aleppo_rows):
    matter = matter_with(aleppo, "aleppo-no-01")
    assert (matter.event, matter.standing, len(matter.origin_ids)) == ("declaration", "single-source", 1)
    assert len(reports_of(matter, aleppo_rows)) == 3
    assert "aleppo-en-memo-07" not in matter.claim_ids, "what should end soon is not over"


def test_surrender_in_a_day_is_not_the_total(aleppo, aleppo_rows):
    matter = matter_with(aleppo, "aleppo-no-05")
    assert (matter.estimate.low, matter.estimate.best, matter.estimate.high) == (728, 728, 728)
    assert matter.standing == "single-source"
    assert len(reports_of(matter, aleppo_rows)) == 2


def test_palmyra_fell_on_the_word_of_outlets(aleppo, aleppo_rows):
    matter = matter_with(aleppo, "aleppo-no-22")
    assert (matter.standing, matter.origin_ids) == ("unattributed", ())
    assert len(reports_of(matter, aleppo_rows)) == 2


def test_gas_attack_is_accused_and_denied(aleppo):
    matter = matter_with(aleppo, "aleppo-en-wire-30")
    assert matter.standing == "contested"
    assert set(matter.denied_by) == {aleppo.origin("Russia"), aleppo.origin("Syrian state")}
    assert [(a.by_origin_id, a.whom_id) for a in matter.accusations] == [(aleppo.origin("Islamic State"), aleppo.origin("Russia"))]


def test_mass_arrests_are_accused_and_denied(aleppo):
    matter = matter_with(aleppo, "aleppo-en-memo-18")
    assert matter.standing == "contested"
    assert matter.denied_by == (aleppo.origin("Syrian state"),)
    assert [(a.by_origin_id, a.whom_id) for a in matter.accusations] == [
        (aleppo.origin("Syrian opposition"), aleppo.origin("Syrian state"))
    ]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("aleppo-en-wire-34", "aleppo-en-memo-15", "period"),
        ("aleppo-en-wire-36", "aleppo-en-memo-16", "period"),
        ("aleppo-en-wire-38", "aleppo-en-wire-40", "place"),
        ("aleppo-en-wire-38", "aleppo-en-wire-39", "group"),
    ],
)
def test_look_alike_figures_are_kept_apart_with_the_reason(aleppo, one, other, reason):
    ids = {matter_with(aleppo, one).id, matter_with(aleppo, other).id}
    assert len(ids) == 2
    (pair,) = [p for p in aleppo.ledger.incomparable if {p.matter_id, p.other_id} == ids]
    assert pair.reason == reason


def test_control_of_the_district_and_of_palmyra(aleppo):
    rows = {(next(p.name for p in aleppo.basis.places if p.id == c.place_id), str(c.on)): c for c in aleppo.ledger.control}
    assert (rows["Sheikh Saeed, Aleppo", "2016-12-12"].state, rows["Sheikh Saeed, Aleppo", "2016-12-12"].holder) == ("held", "Syrian state")
    assert rows["Palmyra", "2016-12-11"].holder == "Islamic State"
    assert rows["Palmyra", "2016-03-31"].holder == "Syrian state"


def test_every_claim_is_in_one_matter(aleppo, aleppo_rows):
    ids = sorted(i for m in aleppo.ledger.matters for i in m.claim_ids)
    assert ids == sorted(row["id"] for row in aleppo_rows)


def test_what_names_the_figure_the_cause_and_the_place(aleppo):
    what = matter_with(aleppo, "aleppo-en-wire-28").what
    assert what == "At least 34 people killed in air strikes north of Palmyra, 12 Dec 2016"
