"""What must hold for every ledger: echoes change nothing, bounds are in order, order does not matter."""

from __future__ import annotations

import random
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from warledger.ledger import Basis, reconcile
from warledger.model import Claim, Count, DayOf, Echo, Entity, Linked, Named, Origin, Period, Place, Span, Story
from warledger.packs.ontology import load_ontology

ONTOLOGY = load_ontology()
DAY = date(2016, 12, 12)
PLACES = [
    Place("pl-syria", "Syria", "country", 35.0, 38.0),
    Place("pl-aleppo", "Aleppo", "city", 36.2, 37.1, parents=("pl-syria",)),
    Place("pl-saeed", "Sheikh Saeed", "district", 36.16, 37.13, parents=("pl-aleppo", "pl-syria")),
    Place("pl-palmyra", "Palmyra", "town", 34.56, 38.28, parents=("pl-syria",)),
]
ORIGINS = [
    Origin("or-sohr", "SOHR", "monitor"),
    Origin("or-state", "Syrian state", "state", "government"),
    Origin("or-opposition", "Syrian opposition", "armed_group", "opposition"),
    Origin("or-residents", "residents", "anonymous", weak=True),
]
REPORTS = [f"r{i}" for i in range(5)]

counts = st.one_of(
    st.none(),
    st.builds(lambda n: Count(n, n, str(n)), st.integers(1, 60)),
    st.builds(lambda n: Count(n, None, f"at least {n}"), st.integers(1, 60)),
    st.just(Count(20, 99, "dozens")),
    st.just(Count(None, 50, "up to 50")),
)
periods = st.one_of(
    st.none(),
    st.builds(lambda d: Period(DAY - timedelta(d), DAY - timedelta(d)), st.integers(0, 3)),
    st.just(Period(None, DAY, "open")),
    st.just(Period(DAY - timedelta(27), DAY, "days")),
)


@st.composite
def claims(draw, number):
    report = draw(st.sampled_from(REPORTS))
    origin = draw(st.sampled_from(["", *(o.id for o in ORIGINS)]))
    event = draw(st.sampled_from(["killed", "airstrike", "attack", "capture", "withdrawal", "control", "displacement"]))
    stance = draw(st.sampled_from(["asserts", "asserts", "asserts", "denies", "accuses", "relays", "expects"]))
    group = draw(st.sampled_from(["civilians", "people", "children", "fighters", "other"]))
    place = draw(st.sampled_from([(), *((p.id,) for p in PLACES)]))
    actor = draw(st.sampled_from(["", "or-state", "or-opposition"]))
    span = Span(number * 10, number * 10 + 8)
    claim = Claim(f"cl-{number}", report, span, f"words {number}", span, event, stance, source=Named(origin, span) if origin else None)
    claim = Claim(**{f: getattr(claim, f) for f in claim.__slots__ if f != "count"}, count=draw(counts))
    side = {"or-state": "government", "or-opposition": "opposition"}.get(actor, "")
    linked = Linked(
        claim.id, report, origin_id=origin, actor_id=actor, actor_origin_id=actor, actor_side=side, place_ids=place, group=group,
        when=draw(periods),
    )  # fmt: skip
    return claim, linked


told = st.integers(1, 14).flatmap(lambda n: st.tuples(*(claims(i) for i in range(n))))


def basis(echoes=()):
    days = {r: DayOf(r, DAY + timedelta(i % 3)) for i, r in enumerate([*REPORTS, "r9"])}
    stories = (Story("st-1", "", DAY, (*REPORTS[:4], "r9")), Story("st-2", "", DAY, (REPORTS[4],)))
    entities = [Entity(o.id, "body", o.name, origin_id=o.id, known="test") for o in ORIGINS]
    return Basis(ONTOLOGY, stories, tuple(echoes), days, PLACES, ORIGINS, entities)


def ledger(pairs, echoes=()):
    return reconcile([c for c, _ in pairs], [entry for _, entry in pairs], basis(echoes))


@settings(max_examples=40, deadline=None)
@given(told, st.randoms(use_true_random=False))
def test_order_does_not_matter(pairs, rng: random.Random):
    shuffled = list(pairs)
    rng.shuffle(shuffled)
    links = list(pairs)
    rng.shuffle(links)
    one = ledger(pairs)
    other = reconcile([c for c, _ in shuffled], [entry for _, entry in links], basis())
    assert one == other


@settings(max_examples=40, deadline=None)
@given(told)
def test_bounds_are_in_order_and_name_their_claims(pairs):
    for matter in ledger(pairs).matters:
        found = matter.estimate
        if found is None:
            continue
        assert found.low <= found.best
        assert found.high is None or found.best <= found.high
        assert {found.low_claim_id, found.best_claim_id, found.high_claim_id} <= set(matter.claim_ids)


@settings(max_examples=40, deadline=None)
@given(told)
def test_every_claim_is_in_one_matter_and_one_account(pairs):
    found = ledger(pairs)
    assert sorted(i for m in found.matters for i in m.claim_ids) == sorted(c.id for c, _ in pairs)
    for matter in found.matters:
        assert sorted(i for a in matter.accounts for i in a.claim_ids) == sorted(matter.claim_ids)
        assert len({m.id for m in found.matters}) == len(found.matters)


@settings(max_examples=40, deadline=None)
@given(told, st.data())
def test_an_echo_changes_no_standing_and_narrows_no_estimate(pairs, data):
    """A report that copies another word for word brings all its claims again, from the same sources."""
    copied = data.draw(st.sampled_from(sorted({c.report_id for c, _ in pairs})))
    again = []
    for claim, linked in pairs:
        if claim.report_id == copied:
            fields = {f: getattr(claim, f) for f in claim.__slots__} | {"id": f"{claim.id}-again", "report_id": "r9"}
            entry = {f: getattr(linked, f) for f in linked.__slots__} | {"claim_id": f"{claim.id}-again", "report_id": "r9"}
            again.append((Claim(**fields), Linked(**entry)))
    story = basis().stories[0]
    if copied not in story.report_ids:
        return
    before, after = ledger(pairs), ledger([*pairs, *again], [Echo("r9", copied, "copy", 1.0)])
    where = {i: m for m in after.matters for i in m.claim_ids}
    for matter in before.matters:
        now = where[matter.claim_ids[0]]
        assert {i for i in now.claim_ids if not i.endswith("-again")} == set(matter.claim_ids)
        assert (now.standing, now.origin_ids, now.denied_by) == (matter.standing, matter.origin_ids, matter.denied_by)
        if matter.estimate is not None:
            assert now.estimate is not None
            assert now.estimate.low <= matter.estimate.low
            assert now.estimate.high is None or (matter.estimate.high is not None and now.estimate.high >= matter.estimate.high)
