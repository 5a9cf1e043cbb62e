"""An affair that goes on breaks into stories that follow each other."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations, permutations

import numpy as np
import pytest

from warledger.model import Claim, Linked, OffsetMap, Period, Place, Report, Span, Story
from warledger.model.reasons import parse_reason
from warledger.stories import Aids, find_stories
from warledger.stories.storylines import chain_stories

FIRST = date(2031, 3, 3)
DAY_BY_DAY = [
    "Gunners of the Harrow Brigade shelled the grain port of Tessaly on Monday, hitting a warehouse on Lantern Quay.",
    "Families left the grain port of Tessaly for Oxmoor on Tuesday while the Harrow Brigade dug in above Lantern Quay.",
    "The Harrow Brigade sent boats into the grain port of Tessaly on Wednesday and Lantern Quay burned until noon.",
]
PLACES = [Place("pl-tessaly", "Tessaly", "city", 10.0, 10.0, country="XA"), Place("pl-ulm", "Ulmgate", "city", 20.0, 10.0, country="XA")]


def told(place_of=lambda at: "pl-tessaly"):
    """One report a day, each with a claim of that day."""
    reports, claims, linked = [], [], []
    for at, text in enumerate(DAY_BY_DAY):
        on, name = FIRST + timedelta(at), f"r{at}"
        reports.append(Report(name, name, name, text, text, OffsetMap.identity(len(text)), language="en", published_on=on))
        claims.append(Claim(f"c{at}", name, Span(0, 20), text[:20], Span(0, 7), "shelling"))
        linked.append(Linked(f"c{at}", name, place_ids=(place_of(at),), when=Period(on, on), when_basis="truth"))
    return reports, claims, linked


def test_a_siege_that_goes_on_is_a_chain_of_stories():
    reports, claims, linked = told()
    found = find_stories(reports, claims, linked, PLACES).stories
    by_report = {s.report_ids: s for s in found}
    first, second, third = (by_report[f"r{at}",] for at in range(3))
    assert (first.follows, second.follows, third.follows) == ("", first.id, second.id)
    reason = parse_reason(third.reasons[-1])
    assert (reason.code, reason.values) == ("follows-story", {"day": "2031-03-04"})


def test_chains_do_not_depend_on_order():
    reports, claims, linked = told()
    found = {find_stories(list(order), claims, linked, PLACES).stories for order in permutations(reports)}
    assert len(found) == 1


def test_towns_far_apart_are_no_storyline():
    reports, claims, linked = told(lambda at: PLACES[at % 2].id)
    by_report = {s.report_ids: s for s in find_stories(reports, claims, linked, PLACES).stories}
    assert by_report["r1",].follows == ""
    assert by_report["r2",].follows == by_report["r0",].id


def story(name, day, *reports):
    return Story(name, name, FIRST + timedelta(day) if day is not None else None, reports)


def chained(stories, *pairs):
    """Stories with what they follow, by the pairs of reports that are likely of one affair."""
    of = {report_id: at for at, story in enumerate(stories) for report_id in story.report_ids}
    ones, others = (np.array([of[pair[side]] for pair in pairs], dtype="i8") for side in (0, 1))
    return list(chain_stories(stories, ones, others))


@pytest.mark.parametrize(("day", "follows"), [(1, "st-a"), (30, "st-a"), (31, ""), (0, ""), (None, "")])
def test_what_follows_is_of_a_later_day_within_a_month(day, follows):
    stories = [story("st-a", 0, "a"), story("st-b", day, "b")]
    assert chained(stories, ("a", "b"))[1].follows == follows


def test_one_report_that_looks_back_is_no_storyline():
    earlier, later = ["a", "b"], ["c", "d", "e"]
    stories = [story("st-a", 0, *earlier), story("st-b", 1, *later)]
    assert chained(stories, ("a", "c"), ("b", "c"))[1].follows == ""
    assert chained(stories, *combinations([*earlier, *later], 2))[1].follows == "st-a"


def test_the_latest_of_two_is_followed():
    stories = [story("st-a", 0, "a"), story("st-b", 2, "b"), story("st-c", 3, "c")]
    assert [s.follows for s in chained(stories, ("a", "c"), ("b", "c"))] == ["", "", "st-b"]


def test_a_story_is_of_the_day_on_which_things_happened_though_ground_is_fought_over_for_days():
    reports, claims, linked = told()
    fell = [Claim(c.id, c.report_id, c.span, c.evidence, c.trigger, "capture") for c in claims[:1]]
    (story,) = find_stories(reports[:1], fell, linked[:1], PLACES).stories
    assert story.on == FIRST


@pytest.mark.parametrize(("sides", "day", "stories"), [(("a", "b"), 0, 1), (("a", "a"), 0, 2), (("a", ""), 0, 2), (("a", "b"), 4, 2)])
def test_an_exchange_of_prisoners_told_by_both_sides_is_one_story(sides, day, stories):
    reports, claims, linked = [], [], []
    for name, language, text, late in (
        (
            "r0",
            "en",
            "The Harrow Brigade said Bram Oakes, Tilda Venn and Ruben Saltway came home to Tessaly, where Mayor Quill met them.",
            0,
        ),
        ("r1", "ru", "Министр Горский в Ульмгейте встретил Петренко, Зубова и Лагутина, вернувшихся из плена через Северный мост.", day),
    ):
        on = FIRST + timedelta(late)
        reports.append(Report(name, name, name, text, text, OffsetMap.identity(len(text)), language=language, published_on=on))
        claims.append(Claim(f"c{name}", name, Span(0, 9), text[:9], Span(0, 4), "released"))
        linked.append(Linked(f"c{name}", name, f"en-{name}", f"or-{name}", when=Period(on, on), when_basis="truth"))
    aids = Aids(sides={f"or-r{at}": side for at, side in enumerate(sides)})
    assert len(find_stories(reports, claims, linked, (), aids).stories) == stories
