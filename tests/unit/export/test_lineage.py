"""Whom a report follows, and what the follower made of it."""

import dataclasses

import pytest

import handmade as hm
from warledger.export.lineage import compare_tellings, lineage_of, lineage_shape
from warledger.export.lookup import Lookup
from warledger.model import Claim, Count, Named, Span
from warledger.store import open_store


def claim(key, event, words, count=None, **more):
    figure = Count(count, count, str(count)) if count else None
    return Claim(key, "r", Span(0, len(words)), words, Span(0, 1), event, count=figure, **more)


SAID = claim("a", "killed", "21 people were killed in Oxmoor, the rescue service said", 21)
DENIED = claim("b", "missile_strike", "the governor denied that rockets had struck Oxmoor", stance="denies")
HURT = claim("c", "injured", "38 people were hurt, the service added", 38)


def names(claims):
    return [c.id for c in claims]


def test_what_a_copy_keeps_changes_and_drops():
    copied = dataclasses.replace(SAID, id="x", evidence=SAID.evidence.replace("21", "27"), count=Count(27, 27, "27"))
    found = compare_tellings([SAID, DENIED, HURT], [copied, HURT])
    assert (names(found.dropped), names(found.added), found.kept) == (["b"], [], 1)
    assert [(r.before.id, r.after.id, r.fields) for r in found.changed] == [("a", "x", ("figure", "wording"))]


def test_a_translation_keeps_what_it_says_in_other_words():
    told = claim("x", "killed", "21 Menschen starben in Oxmoor", 21, source=Named("Rettungsdienst", Span(0, 3)))
    more = claim("y", "appeal", "Der Bürgermeister bat um Hilfe")
    other = claim("z", "injured", "40 wurden verletzt", 40)
    found = compare_tellings([SAID, DENIED, HURT], [told, more, other])
    assert (names(found.dropped), names(found.added), found.kept) == (["b"], ["y"], 1)
    assert [(r.before.id, r.after.id, r.fields) for r in found.changed] == [("c", "z", ("figure",))]


def test_a_denial_is_no_other_telling_of_a_claim():
    found = compare_tellings([DENIED], [dataclasses.replace(DENIED, id="x", stance="asserts", evidence="Raketen trafen Oxmoor")])
    assert (names(found.dropped), names(found.added), found.kept) == (["b"], ["x"], 0)


@pytest.fixture
def view():
    with open_store(":memory:") as store:
        hm.fill(store)
        with store.view() as opened:
            yield opened


def test_the_lineage_of_a_report_both_ways(view):
    lookup = Lookup.of(view)
    first, follower = (lookup.reports[hm.IDS[name]] for name in ("en.txt", "ar.txt"))
    down = lineage_of(view, lookup, first)
    up = lineage_of(view, lookup, follower)
    assert down.first is None and up.followers == ()
    assert [f.report.id for f in down.followers] == [follower.id]
    assert up.first is not None and up.first.report.id == first.id
    shape = lineage_shape(up)
    assert shape["follows"]["kind"] == "translation"
    assert set(shape["follows"]["changes"]) == {"added", "dropped", "changed", "kept"}
    total = sum(len(part) for part in (shape["follows"]["changes"]["dropped"], shape["follows"]["changes"]["changed"]))
    assert total + shape["follows"]["changes"]["kept"] == len(view.claims(report_id=first.id))
