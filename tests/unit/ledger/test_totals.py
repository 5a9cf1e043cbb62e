"""Totals over an area and a period add only what cannot count the same people twice."""

import time
from dataclasses import replace
from datetime import date, timedelta

import pytest

from warledger.ledger.totals import PLACE_BEFORE, Asked, add_up
from warledger.model import Estimate, Matter, Period, Place
from warledger.packs import load_ontology

ONTOLOGY = load_ontology()
PLACES = {
    p.id: p
    for p in (
        Place("land", "Land", "country"), Place("city", "City", "city", parents=("land",)),
        Place("east", "East", "part", parents=("city", "land")), Place("west", "West", "part", parents=("city", "land")),
        Place("far", "Far", "town", parents=("land",)),
    )
}  # fmt: skip
DAY = date(2016, 12, 1)


def matter(key, n, place="east", days=(0, 0), group="civilians", event="killed", high=-1):
    start, end = (DAY + timedelta(d) if d is not None else None for d in days)
    when = Period(start, end, "days") if days != (None, None) else None
    bounds = Estimate(n, n, n if high == -1 else high, "c", "c", "c")
    return Matter(key, "st", event, key, (place,) if place else (), group, when, "single-source", (), (), (key,), estimate=bounds)


def asked(**more):
    return Asked("killed", **{"group": "people", "place_id": "city", "start": DAY, "end": DAY + timedelta(30)} | more)


def total(*matters, **more):
    return add_up(matters, asked(**more), PLACES, ONTOLOGY)


def left(found):
    return {out.matter_id: (out.reason, out.other_id) for out in found.left_out}


def test_happenings_of_other_days_and_districts_are_added():
    found = total(matter("a", 3), matter("b", 4, days=(1, 1)), matter("c", 5, place="west"))
    assert (found.low, found.best, found.high) == (12, 12, 12)
    assert found.matter_ids == ("a", "c", "b")
    assert found.left_out == ()


def test_a_part_is_left_out_where_the_whole_is_added():
    found = total(matter("day", 30), matter("month", 415, place="city", days=(0, 20)), matter("children", 9, group="children"))
    assert found.best == 415
    assert left(found) == {"day": ("overlap", "month"), "children": ("overlap", "month")}


def test_fighters_and_civilians_are_added_and_people_are_not_added_to_either():
    assert total(matter("a", 3), matter("b", 4, group="fighters")).best == 7
    found = total(matter("a", 3), matter("b", 4, group="people"))
    assert (found.best, left(found)) == (4, {"a": ("overlap", "b")})


def test_what_cannot_be_placed_in_time_space_or_group_is_named():
    found = total(
        matter("running", 300, days=(None, 3)), matter("undated", 2, days=(None, None)), matter("long", 9, days=(-9, 3)),
        matter("wide", 50, place="land"), matter("nowhere", 6, place=""), matter("all", 8, group="people"), group="civilians",
    )  # fmt: skip
    assert found.best == 0
    assert left(found) == {
        "running": ("period", ""), "undated": ("period", ""), "long": ("period", ""), "wide": ("place", ""), "nowhere": ("unplaced", ""),
        "all": ("group", ""),
    }  # fmt: skip


def test_what_lies_elsewhere_or_is_another_event_is_no_part_of_it():
    found = total(matter("far", 9, place="far"), matter("later", 9, days=(60, 60)), matter("hurt", 9, event="injured"))
    assert (found.best, found.left_out) == (0, ())


def test_one_open_figure_leaves_the_total_open_and_plans_are_not_added():
    found = add_up([matter("a", 3, high=None), matter("b", 4, days=(1, 1)), matter("c", 9, days=(2, 2))], asked(), PLACES, ONTOLOGY, {"c"})
    assert (found.low, found.high, left(found)) == (7, None, {"c": ("plan", "")})


def test_order_does_not_matter_and_many_matters_take_little_time():
    many = [matter(f"m{i:05}", 1 + i % 7, place=("east", "west", "far")[i % 3], days=(i % 900, i % 900)) for i in range(9000)]
    start = time.process_time()
    found = total(*many, end=None)
    assert time.process_time() - start < 20
    assert found == total(*reversed(many), end=None)
    assert len(found.matter_ids) == 600


def test_where_no_period_is_asked_for_a_running_total_holds_the_days_in_it():
    rows = (
        matter("running", 300, days=(None, 3)),
        matter("day", 2),
        matter("later", 4, days=(9, 9)),
        matter("undated", 1, days=(None, None)),
    )
    found = total(*rows, start=None, end=None)
    assert found.best == 304
    assert left(found) == {"day": ("overlap", "running"), "undated": ("overlap", "later")}


@pytest.mark.parametrize("place", ["east", "city", "land", ""])
def test_a_wider_place_holds_no_less(place):
    many = [matter(f"m{i}", 2, place=("east", "west", "far")[i % 3], days=(i, i)) for i in range(9)]
    assert total(*many, place_id=place).best == {"east": 6, "city": 12, "land": 18, "": 18}[place]


def test_a_matter_whose_place_no_claim_names_is_not_added():
    one = matter("a", 7)
    assert total(one).matter_ids == ("a",)
    assert left(total(replace(one, reasons=(PLACE_BEFORE,)))) == {"a": ("unplaced", "")}
