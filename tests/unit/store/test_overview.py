"""What is counted over a whole ledger says what going through all of it would say."""

from datetime import date

import pytest

import handmade as h
from warledger.store import BarFilter, Page, open_store
from warledger.store.summed import Doubt, fold, look_at


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("o") / "l.db") as store:
        h.fill(store)
        with store.view() as view:
            yield view


def test_fares_are_counted_from_all_matters(view):
    fares = view.overview.fares(Page())
    assert {f.origin_id for f in fares} == {o.id for o in view.origins()}
    for fare in fares:
        own = [(m, a) for m in view.matters() for a in m.accounts if a.origin_id == fare.origin_id]
        assert fare.matters == len(own)
        assert fare.denies == sum(a.stance == "denies" for _, a in own)
        assert fare.alone == sum(m.origin_ids == (fare.origin_id,) for m, _ in own)
        assert view.overview.fare(fare.origin_id) == fare
    assert [(f.weak, -f.matters, f.name) for f in fares] == sorted((f.weak, -f.matters, f.name) for f in fares)
    assert view.overview.fares(Page(1, 1)) == fares[1:2]


def test_bars_hold_every_counted_matter_once_a_grouping(view):
    counted = sorted(m.id for m in view.matters() if m.estimate)
    events = tuple({m.event for m in view.matters()})
    assert counted
    for grouping in ("place", "group", "period"):
        assert sorted(b.matter_id for b in view.overview.bars(BarFilter(grouping, events), Page())) == counted
    by_side = view.overview.bars(BarFilter("side", events), Page())
    assert len(by_side) == sum(a.count is not None for m in view.matters() if m.estimate for a in m.accounts)


def test_bars_of_a_period_are_those_that_share_a_day_with_it(view):
    events = tuple({m.event for m in view.matters()})
    days = sorted(d for m in view.matters() if m.estimate and m.when for d in (m.when.start, m.when.end) if d)
    for day in days:
        told = {b.matter_id for b in view.overview.bars(BarFilter("place", events, since=str(day), until=str(day)), Page())}
        wanted = {
            m.id for m in view.matters()
            if m.estimate and m.when and (m.when.start or date.min) <= day <= (m.when.end or date.max)
        }  # fmt: skip
        assert told == wanted


def test_bars_of_a_place_are_those_in_it(view):
    events = tuple({m.event for m in view.matters()})
    places = {p.id: p for p in view.places()}
    for place in {p for m in view.matters() for i in m.place_ids if i in places for p in (i, *places[i].parents)}:
        told = {b.matter_id for b in view.overview.bars(BarFilter("place", events, place_id=place), Page())}
        inside = {m.id for m in view.matters() if m.estimate and any(i in places and places[i].within(place) for i in m.place_ids)}
        assert told == inside


def test_every_spelling_finds_its_record(view):
    for record in (*view.entities(), *view.places()):
        for spelling in (record.name, *(f.text for f in record.forms)):
            assert record.id in view.overview.named(fold(spelling))
            assert record.id in view.overview.named(fold(spelling)[:3], begins=True)
    private = {e.id for e in view.entities() if e.private}
    assert not private & set(view.overview.named("", begins=True, public=True, most=10_000))


def test_the_queue_is_in_the_order_of_what_a_second_look_is_worth(view):
    looks = view.overview.second_looks()
    assert {k.claim_id for k in looks} <= {c.id for c in view.claims()} and looks
    assert [k.score for k in looks] == sorted((k.score for k in looks), reverse=True)
    doubts = {c: Doubt.of(m) for m in view.matters() for c in m.claim_ids}
    weak = {o.id for o in view.origins() if o.weak}
    links = view.linked_of(k.claim_id for k in looks)
    for look in looks:
        claim = view.claim(look.claim_id)
        origin = links[claim.id].origin_id if claim.id in links else ""
        expected = look_at(
            claim.prob, origin, sourced=claim.source is not None, weak=origin in weak, doubt=doubts.get(claim.id), claim_id=claim.id
        )
        assert (look.score, look.reasons) == expected


def test_the_last_word_on_a_place_is_that_of_the_day(view):
    days = view.overview.control_days()
    assert days == sorted({k.on for k in view.control() if k.on})
    for day in days:
        last = {}
        for record in view.control():  # by place and day
            if record.on and record.on <= day:
                last[record.place_id] = record
        assert {k.place_id: k for k in view.overview.control_at(day, Page())} == last


def test_facts_of_claims_are_those_of_their_records(view):
    claims = view.claims()
    facts = view.overview.claim_facts([c.id for c in claims])
    links, matters = view.linked_of(c.id for c in claims), {c: m for m in view.matters() for c in m.claim_ids}
    for claim in claims:
        told = facts[claim.id]
        assert told.event == claim.event and told.report_id == claim.report_id
        assert told.language == view.report(claim.report_id).language
        assert told.origin_id == links[claim.id].origin_id and set(told.place_ids) == set(links[claim.id].place_ids)
        assert told.standing == (matters[claim.id].standing if claim.id in matters else "")


def test_heads_are_reports_without_their_texts(view):
    for report in view.reports():
        head = view.overview.heads([report.id])[report.id]
        assert (head.title, head.outlet, head.language, head.page_id) == (report.title, report.outlet, report.language, report.page_id)
    assert sum(view.overview.claims_in(r.id for r in view.reports()).values()) == len(view.claims())


def test_a_search_with_a_limit_gives_the_latest_where_there_are_more(view):
    everything = view.search("combat") or view.search("ombat")
    assert len(everything) > 1
    assert view.search("ombat", len(everything)) == everything
    assert len(view.search("ombat", 1)) == 1
