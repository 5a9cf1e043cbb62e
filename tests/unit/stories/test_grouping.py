"""Who is compared with whom, and what is joined: the same as by plain lists and by all pairs together."""

from __future__ import annotations

import random
from array import array
from collections import defaultdict
from datetime import date, timedelta

import pytest

from warledger.model import OffsetMap, Report
from warledger.stories import find_stories, grouping
from warledger.stories.grouping import Compared, find_pairs, join_reports
from warledger.stories.terms import build_traits

FIRST = date(2031, 3, 3)
TOWNS = ("Tessaly", "Ulmgate", "Harrow", "Oxmoor", "Lantern Quay", "Brimfold", "Sallow", "Wexley", "Corran", "Dunmere")
DONE = ("shelled the grain port", "bombed a market hall", "ambushed a water convoy", "freed nine prisoners", "burned two barges")


def reports(number, seed):
    """Reports of a few happenings each told several times, so that stories have members, repeats and days between them."""
    rng = random.Random(seed)
    for at in range(number):
        town, done, day = rng.choice(TOWNS), rng.choice(DONE), rng.randrange(12)
        text = f"The {rng.choice(TOWNS)} Brigade {done} of {town}, killing {day + 3} people near {rng.choice(TOWNS)} Bridge."
        on = FIRST + timedelta(day) if rng.random() < 0.9 else None
        name = f"r{at:04}"
        yield Report(name, name, name, text, text, OffsetMap.identity(len(text)), language="en", published_on=on)


def by_listing(traits):
    """The pairs that are worth comparing, found with a plain list of reports for each term."""
    ids = sorted(traits)
    in_time = sorted(ids, key=lambda i: (traits[i].on or date.min, i))
    lists = defaultdict(list)
    for rank, report_id in enumerate(in_time):
        for term in grouping._keys(traits[report_id]):
            lists[term].append(rank)
    for rank, report_id in enumerate(in_time):
        shared = defaultdict(float)
        for term in grouping._keys(traits[report_id]):
            at = lists[term].index(rank)
            near = slice(max(0, at - grouping.NEIGHBOURS), at + grouping.NEIGHBOURS + 1)
            for other in lists[term] if len(lists[term]) <= grouping.LISTED else lists[term][near]:
                shared[other] += traits[report_id].rarity[term]
        for other, weight in shared.items():
            other_id = in_time[other]
            one, two = traits[report_id].on, traits[other_id].on
            soon = one is None or two is None or abs((one - two).days) <= grouping.SOON_DAYS
            if other_id > report_id and weight >= (grouping.SHARED_SOON if soon else grouping.SHARED):
                yield ids.index(report_id), ids.index(other_id)


@pytest.mark.parametrize("seed", range(3))
def test_pairs_worth_comparing_are_those_of_plain_lists(seed):
    given = list(reports(200, seed))
    traits = {found.report_id: found for found in build_traits(given, {})}
    pairs = list(find_pairs(traits))
    assert 0 < len(pairs) < 200 * 199 / 2
    assert any(len(own) > grouping.LISTED for own in terms_of(traits).values())
    assert sorted(pairs) == sorted(set(by_listing(traits)))


def terms_of(traits):
    found = defaultdict(list)
    for own in traits.values():
        for term in grouping._keys(own):
            found[term].append(own.report_id)
    return found


def compared(scores):
    ones, others = zip(*scores, strict=True) if scores else ((), ())
    return Compared(array("I", ones), array("I", others), array("d", scores.values()))


def by_brute_force(number, scores):
    """Always the two groups of the highest average likeness, the least of equal ones, until none is enough."""
    groups = [[i] for i in range(number)]

    def mean(one, other):
        return sum(scores.get((min(a, b), max(a, b)), 0.0) for a in one for b in other) / (len(one) * len(other))

    while True:
        best = min(((-round(mean(a, b), 9), a[0], b[0], a, b) for a in groups for b in groups if a[0] < b[0]), default=None)
        if best is None or -best[0] < grouping.JOIN:
            return [min(g) for i in range(number) for g in groups if i in g]
        groups = sorted(sorted(g) for g in (*(g for g in groups if g not in best[3:]), best[3] + best[4]))


@pytest.mark.parametrize("seed", range(40))
def test_groups_joined_chain_by_chain_are_those_of_all_pairs_together(seed):
    rng = random.Random(seed)
    number = rng.randrange(2, 14)
    pairs = [(a, b) for a in range(number) for b in range(a + 1, number) if rng.random() < 0.4]
    scores = {pair: rng.choice((-1.0, 0.05, 0.25, 0.4, 0.6, 0.95, rng.random())) for pair in pairs}
    assert join_reports(number, compared(scores), never).tolist() == by_brute_force(number, scores)


def never(one, other):
    raise AssertionError(f"all pairs of a short chain were compared, {one} and {other} too")


WORDS = "driver nurse miller clerk baker porter smoke noise rescue fire night bridge market clinic tower harbour early sudden".split()


def told_by_many(number, seed):
    """One raid told by many outlets, each with another choice of its details, beside the small stories of `reports`."""
    rng = random.Random(seed)
    chosen = [rng.choices(WORDS, k=3) for _ in range(30)]
    details = [f"Mara Kell met a {who} near the {where} of Tolvane after the {what}." for who, where, what in chosen]
    for at in range(number):
        name = f"s{at:04}"
        text = "Raid on Tolvane\n\n" + " ".join(rng.sample(details, rng.randint(5, 9)))
        on = FIRST + timedelta(rng.randrange(3))
        yield Report(name, name, name, text, text, OffsetMap.identity(len(text)), title="Raid on Tolvane", language="en", published_on=on)


@pytest.mark.parametrize("number", [160, 240])
def test_a_story_that_very_many_tell_does_not_split(number):
    many = list(told_by_many(number, seed=1))
    traits = {found.report_id: found for found in build_traits([*many, *reports(150, 2)], {})}
    assert len([1 for one, other in find_pairs(traits) if min(one, other) >= 150]) < number * (number - 1) / 4  # most are not compared
    found = find_stories([*many, *reports(150, 2)]).stories
    (story,) = (s for s in found if any(i.startswith("s") for i in s.report_ids))
    assert len(story.report_ids) == number
