"""What each set of conclusions changes is written down with it."""

import dataclasses
from datetime import UTC, date, datetime, timedelta

import pytest

import handmade as hm
from warledger.model import Control, Estimate, Story
from warledger.store import Page, open_store


@pytest.fixture
def store():
    with open_store(":memory:") as opened:
        hm.fill(opened)
        yield opened


def changes_of(store, **replaced):
    """What is noted when these conclusions come in the place of the hand-made ones."""
    with store.view() as view:
        last = view.overview.last_change()
    store.writer().replace(dataclasses.replace(hm.CONCLUSIONS, **replaced))
    with store.view() as view:
        return view.overview.changes_after(last, Page())


def with_matter(matter_id, **changed):
    return tuple(dataclasses.replace(m, **changed) if m.id == matter_id else m for m in hm.MATTERS)


def test_the_same_conclusions_change_nothing(store):
    assert changes_of(store) == []


def test_a_first_set_of_conclusions_is_new(store):
    with store.view() as view:
        noted = view.overview.changes_after(0, Page())
    assert {c.kind for c in noted} == {"new-matter", "new-story"}
    assert {c.record_id for c in noted if c.kind == "new-matter"} == {m.id for m in hm.MATTERS if m.standing != "single-source"}
    assert {c.record_id for c in noted if c.kind == "new-story"} == {s.id for s in hm.CONCLUSIONS.stories}
    assert [c.number for c in noted] == list(range(1, len(noted) + 1))


@pytest.mark.parametrize(
    ("changed", "kind", "before", "after"),
    [
        ({"standing": "corroborated"}, "standing-rose", "single-source", "corroborated"),
        ({"standing": "unattributed"}, "standing-fell", "single-source", "unattributed"),
        ({"standing": "contested"}, "contested", "single-source", "contested"),
        ({"estimate": Estimate(900, 950, None, "", "", "")}, "figure-revised", [728, 728, 728], [900, 950, None]),
        ({"denied_by": ("or-state",)}, "denied", None, ["or-state"]),
    ],
)
def test_what_moves_in_a_matter_is_noted(store, changed, kind, before, after):
    (noted,) = changes_of(store, matters=with_matter("ma-24h", **changed))
    assert (noted.kind, noted.record_id, noted.before, noted.after) == (kind, "ma-24h", before, after)
    assert timedelta(0) <= datetime.now(UTC) - noted.at < timedelta(minutes=5)


def test_a_matter_under_another_id_is_the_one_that_held_its_claims_and_keeps_its_history(store):
    (rose,) = changes_of(store, matters=with_matter("ma-24h", id="ma-later", standing="corroborated"))
    assert (rose.kind, rose.record_id) == ("standing-rose", "ma-later")
    store.writer().replace(dataclasses.replace(hm.CONCLUSIONS, matters=with_matter("ma-24h", id="ma-last", standing="corroborated")))
    with store.view() as view:
        assert [c.record_id for c in view.overview.changes_after(rose.number - 1, Page())] == ["ma-last"]


def test_who_denies_under_another_id_but_the_same_name_denies_nothing_new(store):
    denied = with_matter("ma-24h", denied_by=("or-state",))
    assert [c.kind for c in changes_of(store, matters=denied)] == ["denied"]
    origins = tuple(dataclasses.replace(o, id="or-state2") if o.id == "or-state" else o for o in hm.CONCLUSIONS.origins)
    assert changes_of(store, matters=with_matter("ma-24h", denied_by=("or-state2",)), origins=origins) == []


def test_a_place_changes_hands_by_its_own_last_word_only(store):
    later = Control("pl-saeed", date(2016, 12, 13), "Syrian opposition", "held", "single-source", ("or-rebels",), (hm.SAYTARA.id,))
    inherited = dataclasses.replace(later, on=date(2016, 12, 14), holder="nobody", inherited_from="pl-aleppo")
    before = Control("pl-saeed", date(2016, 12, 1), "Syrian opposition", "held", "single-source", ("or-rebels",), (hm.SAYTARA.id,))
    assert changes_of(store, control=(*hm.CONCLUSIONS.control, before, inherited)) == []
    (noted,) = changes_of(store, control=(*hm.CONCLUSIONS.control, before, inherited, later))
    assert (noted.kind, noted.before, noted.after, noted.place_id) == ("changed-hands", "Syrian state", "Syrian opposition", "pl-saeed")


def test_a_story_that_grew_is_not_new(store):
    first, *others = hm.CONCLUSIONS.stories
    grown = dataclasses.replace(first, id="st-grown")
    assert changes_of(store, stories=(grown, *others)) == []
    noted = changes_of(store, stories=(first, *others, Story("st-fresh", "Fresh", date(2016, 12, 14), ("rp-unknown",))))
    assert [(c.kind, c.record_id) for c in noted] == [("new-story", "st-fresh")]


def test_changes_after_a_moment_the_latest_first(store):
    with store.view() as view:
        moment = datetime.now(UTC)
        assert view.overview.changes(moment, Page()) == [] and view.overview.change_counts(moment) == {}
    changes_of(store, matters=with_matter("ma-24h", standing="corroborated"))
    changes_of(store, matters=with_matter("ma-24h", standing="confirmed"))
    with store.view() as view:
        assert [c.after for c in view.overview.changes(moment, Page())] == ["confirmed", "corroborated"]
        assert view.overview.change_counts(moment) == {"standing-rose": 2}
        assert view.overview.changes(moment, Page(), "denied") == []
