"""How near the places of two reports lie, and what that says of their stories."""

from __future__ import annotations

from datetime import date

import pytest

from warledger.model import Claim, Linked, Named, Period, Place, Span
from warledger.stories import find_stories
from warledger.stories.nearness import NAMESAKES, UNSURE, nearness_of
from wires import report


def place(key, name, lat=None, lon=None, feature="town", **more):
    return Place(key, name, feature, lat, lon, 3.0, more.pop("country", "XX"), more.pop("parents", ()), **more)


CITY, QUARTER = place("city", "Sorrel", 10.0, 10.0, "city"), place("quarter", "Quayside", 10.01, 10.0, "district", parents=("city",))
OTHER_QUARTER = place("other", "Millgate", 10.02, 10.0, "district", parents=("city",))
CLOSE, FAR = place("close", "Anders", 10.1, 10.0), place("far", "Holm", 14.0, 10.0)
NAMESAKE = place("namesake", "Anders", 30.0, 40.0, country="YY")
HERE, THERE = place("here", "Nsoh, Bui", feature="", provisional=True), place("there", "Nsoh, Mezam", feature="", provisional=True)
GUESSED, ELSEWHERE = (place(c, "Dahr", at, at, "", country=c, provisional=True) for c, at in (("XX", 10.0), ("YY", 40.0)))
LANDED = place("landed", "Anders, Zedland", 41.0, 40.0, feature="", country="ZZ", provisional=True)
KNOWN = (LANDED, CITY, QUARTER, OTHER_QUARTER, CLOSE, FAR, NAMESAKE, HERE, THERE, GUESSED, ELSEWHERE)


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (CITY, QUARTER, 1.0),  # one inside the other
        (QUARTER, OTHER_QUARTER, 0.0),  # strikes on two districts may be two stories
        (CITY, CLOSE, UNSURE),  # the next town is another place
        (CITY, FAR, -1.0),
        (CLOSE, NAMESAKE, NAMESAKES),  # told from each other in spite of the name
        (HERE, THERE, NAMESAKES),
        (CLOSE, LANDED, NAMESAKES),  # the words say in which country
        (GUESSED, ELSEWHERE, 1.0),  # where each lies is a guess
        (HERE, CITY, UNSURE),
    ],
)
def test_nearness_of_two_places(one, other, near):
    nearness = nearness_of(KNOWN)
    assert nearness(frozenset([one.id]), frozenset([other.id])) == nearness(frozenset([other.id]), frozenset([one.id])) == near


@pytest.mark.parametrize(("day", "stories"), [(12, 1), (24, 2)])
def test_who_holds_a_town_a_fortnight_after_its_fall_is_another_story(day, stories):
    fell = report(
        "a",
        "Rebels of the Northern Front captured the town of Anders, the monitor said.",
        published_on=date(2031, 3, 10),
        published_at=None,
    )
    held = report(
        "b",
        "The Northern Front holds Anders, according to the monitor.",
        published_on=date(2031, 3, day),
        published_at=None,
    )
    claims, linked = [], []
    for name, event, on in (("a", "capture", 10), ("b", "control", day)):
        claims.append(Claim(f"{name}0", name, Span(0, 9), "", Span(0, 9), event, source=Named("monitor", Span(0, 9))))
        when = Period(date(2031, 3, on), date(2031, 3, on))
        linked.append(Linked(f"{name}0", name, source_id="en-m", origin_id="or-m", place_ids=("close",), when=when))
    assert len(find_stories([fell, held], claims, linked, [CLOSE]).stories) == stories


@pytest.mark.parametrize(("event", "stories"), [("displacement", 1), ("killed", 2)])
def test_people_who_flee_the_next_day_belong_to_what_they_fled(event, stories):
    hit = report("a", "The army killed five people in Anders.", published_on=date(2031, 3, 12), published_at=None)
    fled = report("b", "Trois cents personnes à Anders.", language="fr", published_on=date(2031, 3, 13), published_at=None)
    claims, linked = [], []
    for name, what, on in (("a", "killed", 10), ("b", event, 12)):
        claims.append(Claim(f"{name}0", name, Span(0, 9), "", Span(0, 9), what, source=Named("army", Span(0, 9))))
        when = Period(date(2031, 3, on), date(2031, 3, on))
        linked.append(Linked(f"{name}0", name, source_id="en-m", origin_id="or-m", place_ids=("close",), when=when))
    assert len(find_stories([hit, fled], claims, linked, [CLOSE]).stories) == stories
