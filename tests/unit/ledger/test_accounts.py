"""Revisions, corrections, miscopied figures, blame and near pairs, on small made-up rows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from warledger.ledger.accounts import _copied
from warledger.model import Echo

ROW = {
    "event": "killed", "stance": "asserts", "source": "Syrian Observatory for Human Rights", "actor": None, "target": None,
    "subject": "civilians", "count": None, "included": [], "place": "Palmyra", "when": ["2016-12-12", "2016-12-12"],
    "start": 0, "end": 10, "evidence": "",
}  # fmt: skip
PUBLISHED = {"r1": "2016-12-12", "r2": "2016-12-13", "r3": "2016-12-14"}


def row(key, report="r1", n=None, **more):
    count = {"low": n, "high": n, "text": str(n)} if n is not None else None
    return ROW | {"id": key, "report": report, "count": count, "evidence": f"words of {key}"} | more


@pytest.fixture
def one_matter(ledger_of):
    def build(*rows, **given):
        built = ledger_of(rows, published=PUBLISHED, **given)
        (matter,) = built.ledger.matters
        return built, matter

    return build


def bounds(matter):
    return (matter.estimate.low, matter.estimate.best, matter.estimate.high)


def test_later_larger_figure_is_a_revision(one_matter):
    _, matter = one_matter(row("a", n=12), row("b", "r2", n=19))
    assert bounds(matter) == (19, 19, 19)
    assert [(r.kind, r.reason) for r in matter.relations] == [("revise", "revised from 12 to 19")]
    assert matter.accounts[0].superseded[0][0] == "a"


def test_later_lower_figure_is_a_correction(one_matter):
    _, matter = one_matter(row("a", n=19), row("b", "r2", n=15))
    assert bounds(matter) == (15, 15, 15)
    assert matter.relations[0].reason == "corrected from 19 to 15"


def test_miscopied_figure_bounds_nothing(one_matter):
    words = "at least 19 civilians were killed in raids on the town, the Observatory said"
    rows = row("a", n=19, evidence=words), row("b", "r2", n=91, evidence=words.replace("19", "91"))
    _, matter = one_matter(*rows, echoes=(Echo("r2", "r1", "copy", 0.9),))
    assert bounds(matter) == (19, 19, 19)
    assert matter.accounts[0].superseded[0][0] == "b"


@pytest.mark.parametrize(
    ("language", "words", "copied"), [("de", "dreizehn", True), ("es", "cayeron al mar trece viejos", False), ("es-MX", "tres", True)]
)
def test_a_report_of_one_lineage_in_another_language_has_the_same_passage(language, words, copied):
    told = (("es", "tres"), (language, words))
    one, other = (SimpleNamespace(language=code, claim=SimpleNamespace(evidence=f"{said} aviones")) for code, said in told)
    assert _copied(one, other) is copied


def test_denial_contests(one_matter):
    built, matter = one_matter(row("a", n=5), row("b", "r2", stance="denies", source="Syrian army", place=None, when=None, subject=None))
    assert matter.standing == "contested"
    assert matter.denied_by == (built.origin("Syrian state"),)


@pytest.mark.parametrize(("teller", "stance"), [("Syrian government", "denies"), ("Syrian army", "asserts")])
def test_what_another_of_one_state_tells_takes_nothing_from_its_denial(one_matter, teller, stance):
    chemical = {"event": "chemical_attack", "subject": None}
    built, matter = one_matter(row("a", **chemical, source=teller), row("b", stance="denies", source="Syrian army", **chemical))
    (account,) = matter.accounts
    assert account.origin_id == built.origin("Syrian state")
    assert account.stance == stance


def test_two_parties_blame_each_other(one_matter):
    built, matter = one_matter(
        row("a", event="shelling", subject=None, stance="accuses", source="Syrian army", actor="rebels"),
        row("b", "r2", event="shelling", subject=None, stance="accuses", source="Syrian opposition official", actor="Syrian army"),
    )
    assert matter.standing == "contested"
    pairs = {(a.by_origin_id, a.whom_id) for a in matter.accusations}
    state, opposition = built.origin("Syrian state"), built.origin("Syrian opposition")
    assert pairs == {(state, opposition), (opposition, state)}


def test_anonymous_source_does_not_corroborate(one_matter):
    _, matter = one_matter(row("a", n=5), row("b", "r2", n=5, source="residents"))
    assert matter.standing == "single-source"
    assert len(matter.origin_ids) == 2


def test_two_monitors_corroborate(one_matter):
    _, matter = one_matter(row("a", n=5), row("b", "r2", n=9, source="White Helmets"))
    assert matter.standing == "corroborated"
    assert bounds(matter) == (5, 9, 9)
    assert [r.kind for r in matter.relations] == ["conflict"]


def test_planned_is_not_done(ledger_of):
    built = ledger_of([row("a", n=5), row("b", "r2", n=5, stance="expects")], published=PUBLISHED)
    assert len(built.ledger.matters) == 2


def test_figures_of_24_hours_and_totals_are_near_and_apart(ledger_of):
    rows = row("a", n=5), row("b", n=500, when=[None, "2016-12-12"])
    built = ledger_of(rows, published=PUBLISHED)
    assert len(built.ledger.matters) == 2
    assert [p.reason for p in built.ledger.incomparable] == ["period"]


def test_running_totals_form_one_curve(one_matter):
    totals = [row(f"t{i}", f"r{i}", n=100 * i, when=[None, PUBLISHED[f"r{i}"]]) for i in (1, 2, 3)]
    _, matter = one_matter(*totals)
    assert bounds(matter) == (300, 300, 300)
    assert len(matter.accounts[0].superseded) == 2


def test_one_report_that_tells_of_two_happenings_makes_two_matters(ledger_of):
    rows = row("a", n=3), row("b", n=40, start=50, end=60)
    built = ledger_of(rows, published=PUBLISHED)
    assert len(built.ledger.matters) == 2
    assert [p.reason for p in built.ledger.incomparable] == ["event"]


def test_a_figure_of_dead_and_injured_together_is_at_most_that_of_each(ledger_of):
    shared = row("a", n=14), row("b", n=14, event="injured")
    built = ledger_of([*shared, row("c", "r2", n=5, source="White Helmets")], published=PUBLISHED)
    matter = next(m for m in built.ledger.matters if m.event == "killed")
    assert bounds(matter) == (5, 5, 14)
    assert not [r for r in matter.relations if r.kind == "conflict"]


def test_more_than_so_many_dead_and_injured_together_bounds_neither(ledger_of):
    count = {"low": 36, "high": None, "text": "over 35"}
    shared = row("a") | {"count": count}, row("b", event="injured") | {"count": count}
    built = ledger_of([*shared, row("c", "r2", n=5, source="White Helmets")], published=PUBLISHED)
    matter = next(m for m in built.ledger.matters if m.event == "killed")
    assert bounds(matter) == (5, 5, 5)
    assert not [r for r in matter.relations if r.kind == "conflict"]


def test_equal_figures_of_dead_and_injured_told_apart_are_exact(ledger_of):
    rows = row("a", n=14), row("b", n=14, event="injured", start=20, end=30), row("c", "r2", n=5, source="White Helmets")
    matter = next(m for m in ledger_of(rows, published=PUBLISHED).ledger.matters if m.event == "killed")
    assert [r.kind for r in matter.relations] == ["conflict"]


def test_a_figure_of_no_stated_group_is_revised_by_a_later_one(ledger_of):
    first = row("a", n=29, subject="missiles")
    built = ledger_of([first, row("b", "r2", n=12, subject="people")], published=PUBLISHED)
    (matter,) = built.ledger.matters
    assert [r.kind for r in matter.relations] == ["revise"]
    assert (matter.estimate.low, matter.estimate.high) == (12, 12)
    assert "missile" not in matter.what
    (alone,) = ledger_of([first], published=PUBLISHED).ledger.matters
    assert alone.what == "29 people killed in Palmyra, 12 Dec 2016"


def test_who_denies_in_the_end_gives_no_figure(ledger_of):
    said = row("a", n=43, source="Russia")
    denied = row("b", "r2", stance="denies", source="Russia")
    (matter,) = ledger_of([said, row("c", n=64), denied], published=PUBLISHED).ledger.matters
    (account,) = (a for a in matter.accounts if a.stance == "denies")
    assert (account.count, [c.point for _, c in account.superseded]) == (None, [43])
    assert (matter.estimate.low, matter.estimate.high) == (64, 64)
    assert {r.kind for r in matter.relations} == {"conflict"}


def test_what_was_hit_is_no_number_of_attacks(ledger_of):
    hit = row("a", n=2, event="attack", subject="vehicles")
    (matter,) = ledger_of([hit], published=PUBLISHED).ledger.matters
    assert matter.what == "Attacks on Palmyra, 12 Dec 2016"
    (matter,) = ledger_of([hit | {"subject": None}], published=PUBLISHED).ledger.matters
    assert matter.what == "2 attacks on Palmyra, 12 Dec 2016"


def test_the_words_of_an_old_bulletin_with_a_new_figure_are_an_update_and_no_miscopy(ledger_of):
    words = {"evidence": "so many people had been killed in Palmyra since the siege began, the Observatory said"}
    first = row("a", n=58, when=[None, "2016-12-12"]) | words
    echo = [Echo("r3", "r1", "copy", 0.9, ())]
    later = row("b", "r3", n=69, when=[None, "2016-12-14"]) | words
    (matter,) = ledger_of([first, later], published=PUBLISHED, echoes=echo).ledger.matters
    assert (matter.estimate.best, [r.kind for r in matter.relations]) == (69, ["revise"])
    soon = [Echo("r2", "r1", "copy", 0.9, ())]
    (matter,) = ledger_of([first, later | {"report": "r2"}], published=PUBLISHED, echoes=soon).ledger.matters
    assert matter.estimate.best == 58
