"""A ledger worked on part by part, story by story and from disk is the ledger of the whole."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.ledger import Basis, parts, reconcile, reconcile_stories
from warledger.model import Claim, Count, DayOf, Echo, Linked, Named, Origin, Period, Place, Regrouping, Report, Span, Story
from warledger.packs.ontology import load_ontology

DAY = date(2016, 12, 12)
PLACES = (
    Place("pl-syria", "Syria", "country", 35.0, 38.0),
    Place("pl-aleppo", "Aleppo", "city", 36.2, 37.1, parents=("pl-syria",)),
    Place("pl-saeed", "Sheikh Saeed", "district", 36.16, 37.13, parents=("pl-aleppo", "pl-syria")),
    Place("pl-sukkari", "Sukkari", "district", 36.18, 37.14, parents=("pl-aleppo", "pl-syria")),
    Place("pl-unknown", "Sukkari", provisional=True),
    Place("pl-palmyra", "Palmyra", "town", 34.56, 38.28, parents=("pl-syria",)),
)
ORIGINS = (
    Origin("or-sohr", "SOHR", "monitor"),
    Origin("or-state", "Syrian state", "state", "government"),
    Origin("or-opposition", "Syrian opposition", "armed_group", "opposition"),
    Origin("or-residents", "residents", "anonymous", weak=True),
)
EVENTS = ("killed", "killed", "injured", "airstrike", "chemical_attack", "attack", "capture", "withdrawal", "control", "warning")
STANCES = ("asserts", "asserts", "asserts", "asserts", "denies", "accuses", "relays", "expects")
COUNTS = (None, Count(3, 3, "3"), Count(4, 4, "4"), Count(30, 30, "30"), Count(12, None, "at least 12"), Count(20, 99, "dozens"))
BODIES = ("", "or-state", "or-opposition")


def made(seed: int) -> tuple[list[Claim], list[Linked], Basis]:
    """Claims of up to forty reports in a few stories, drawn from few places and days so that many meet."""
    rng = random.Random(seed)
    reports = [f"rp-{i:02}" for i in range(rng.randint(1, 40))]
    stories: dict[int, list[str]] = {}
    for report in reports:
        stories.setdefault(rng.randrange(1 + len(reports) // 2), []).append(report)
    claims, linked = [], []
    for at in range(rng.randint(1, 90)):
        claim, link = _claim(rng, at, rng.choice(reports))
        claims.append(claim)
        linked.append(link)
    followers = [(one, rng.choice(reports[:at])) for at, one in enumerate(reports) if at and rng.random() < 0.2]
    asked = [tuple(sorted({c.id for c in rng.choices(claims, k=3)})) for _ in range(rng.choice([0, 0, 1, 3]))]
    basis = Basis(
        load_ontology(),
        tuple(Story(f"st-{number}", "", DAY, tuple(own)) for number, own in stories.items()),
        tuple(Echo(one, other, "copy", 0.9) for one, other in followers),
        {r: DayOf(r, DAY + timedelta(rng.randrange(4))) for r in reports},
        PLACES,
        ORIGINS,
        regroupings=tuple(Regrouping(ids, apart=rng.random() < 0.5) for ids in asked),
    )
    return claims, linked, basis


def _claim(rng: random.Random, at: int, report: str) -> tuple[Claim, Linked]:
    span = Span(at * 10, at * 10 + rng.choice([8, 14]))
    origin, actor, target = rng.choice(["", *(o.id for o in ORIGINS)]), rng.choice(BODIES), rng.choice(BODIES)
    claim = Claim(
        f"cl-{at:03}", report, span, f"words {at % 7}", span, rng.choice(EVENTS), rng.choice(STANCES),
        source=Named(origin, span) if origin else None, count=rng.choice(COUNTS),
    )  # fmt: skip
    side = {"or-state": "government", "or-opposition": "opposition", "": ""}
    day = DAY + timedelta(rng.randrange(4))
    when = rng.choice([None, Period(day, day), Period(day, day), Period(day, day + timedelta(1)), Period(None, day, "open")])
    places = rng.choice([(), *((p.id,) for p in PLACES), ("pl-saeed", "pl-sukkari")])
    group = rng.choice(["civilians", "people", "children", "fighters"])
    link = Linked(
        claim.id, report, origin_id=origin, actor_id=actor, actor_origin_id=actor, actor_side=side[actor], target_id=target,
        target_origin_id=target, target_side=side[target], place_ids=places, group=group,
        when=when, when_basis="day of report" if rng.random() < 0.3 else "",
    )  # fmt: skip
    return claim, link


def by_story(claims, linked, basis, rng):
    """The same claims in batches of whole stories, in any order."""
    links = {entry.claim_id: entry for entry in linked}
    told = []
    for story in basis.stories:
        own = [c for c in claims if c.report_id in story.report_ids]
        rng.shuffle(own)
        told.append((own, [links[c.id] for c in own]))
    rng.shuffle(told)
    return told


def in_one_part(number, pairs):
    """All cells in one part: what a reconciliation without parts would do."""
    return np.zeros(number, dtype="i8")


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9))
def test_parts_and_stories_and_the_disk_change_nothing(seed):
    claims, linked, basis = made(seed)
    found = reconcile(claims, linked, basis)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "least_joined", in_one_part)
        assert reconcile(claims, linked, basis) == found
    told = by_story(claims, linked, basis, random.Random(seed))
    spilt = reconcile_stories(told, basis, held=0)
    assert tuple(spilt.matters) == found.matters
    assert (tuple(spilt.incomparable), spilt.control) == (found.incomparable, found.control)


def test_cells_of_one_question_are_cut_into_many_parts():
    """The cut is no pretence: what nothing joins is worked on apart."""
    counted = []

    class Counting(parts.Parts):
        def __init__(self, *given):
            super().__init__(*given)
            counted.append((len(self), len(given[0])))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "Parts", Counting)
        for seed in range(4):
            reconcile(*made(seed))
    assert all(1 < number for number, cells in counted if cells > 9)
    assert any(number < cells for number, cells in counted)


def test_times_of_day_of_reports_order_what_was_said():
    claims, linked, basis = made(3)
    reports = [Report(i, "", i, "", "", None, language="en") for i in sorted({c.report_id for c in claims})]
    assert reconcile(claims, linked, replace(basis, reports=reports)) == reconcile(claims, linked, replace(basis, reports=reports[::-1]))
