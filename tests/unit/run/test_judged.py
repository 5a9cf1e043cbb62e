import json
from datetime import UTC, date, datetime

from warledger.model import Claim, Count, Entity, Form, Judgement, Linked, Named, Origin, Period, Place, Regrouping, Span
from warledger.run.judged import Decisions, JudgedLinks, check_gone
from warledger.store.judgements import in_force

AT = datetime(2026, 1, 1, tzinfo=UTC)


def judgement(number: int, record: str, action: str, **value: object) -> Judgement:
    return Judgement(f"ju-{number}", record, action, json.dumps(value), "ana", AT)


def claim(claim_id: str = "cl-1", source: str = "Watch") -> Claim:
    named = Named(source, Span(0, 5))
    return Claim(claim_id, "rp", Span(0, 20), "Watch: 12 were killed", Span(13, 19), "killed", source=named, count=Count(12, 12, "12"))


LINKS = JudgedLinks(
    (
        Entity("en-1", "body", "Watch", (Form("Watch", "en", 2), Form("Veille", "fr", 1)), "or-1"),
        Entity("en-2", "body", "The Watch", (Form("The Watch", "en", 1),), "or-2"),
    ),
    (Place("pl-1", "Tavo", provisional=True),),
    (Origin("or-1", "Watch"), Origin("or-2", "The Watch")),
    (Linked("cl-1", "rp", source_id="en-1", origin_id="or-1", actor_id="en-2", actor_origin_id="or-2", place_ids=("pl-1",)),),
)


def test_a_rejected_claim_is_left_out_until_the_rejection_is_undone() -> None:
    log = [judgement(1, "cl-1", "reject")]
    assert Decisions.of(log).claims([claim()]) == ()
    log.append(judgement(2, "cl-1", "undo", judgement="ju-1"))
    assert Decisions.of(log).claims([claim()]) == (claim(),)
    log.append(judgement(3, "cl-1", "undo", judgement="ju-2"))
    assert Decisions.of(log).claims([claim()]) == ()


def test_corrections_change_the_fields_named_and_the_later_one_wins() -> None:
    log = [
        judgement(1, "cl-1", "correct", field="count", low=3, high=9),
        judgement(2, "cl-1", "correct", field="count", low=3, high=4),
        judgement(3, "cl-1", "correct", field="place", value="Arna"),
        judgement(4, "cl-1", "correct", field="source", value="outlet"),
        judgement(5, "cl-1", "correct", field="when", value="2016-11-15..2016-12-12"),
    ]
    decided = Decisions.of(log)
    (fixed,) = decided.claims([claim()])
    assert fixed.count == Count(3, 4, "corrected")
    assert [p.text for p in fixed.places] == ["Arna"]
    assert fixed.source is None
    (dated,) = decided.dated(LINKS.linked)
    assert dated.when == Period(date(2016, 11, 15), date(2016, 12, 12), "days")
    assert decided.issues == []


def test_merged_entities_are_one_with_all_spellings_and_one_origin() -> None:
    decided = Decisions.of([judgement(1, "en-2", "merge", **{"with": "en-1"})])
    got = decided.links(LINKS, [claim()])
    assert [e.id for e in got.entities] == ["en-1"]
    assert {f.text for f in got.entities[0].forms} == {"Watch", "Veille", "The Watch"}
    assert got.linked[0].actor_id == "en-1"


def test_a_merge_in_a_circle_is_an_issue_and_changes_nothing() -> None:
    decided = Decisions.of([judgement(1, "en-2", "merge", **{"with": "en-1"}), judgement(2, "en-1", "merge", **{"with": "en-2"})])
    assert [i.code for i in decided.issues] == ["judgement-unusable"]
    assert decided.root("en-2") == "en-1"


def test_a_split_spelling_is_an_entity_and_an_origin_of_its_own() -> None:
    decided = Decisions.of([judgement(1, "en-1", "split", form="Veille", language="fr")])
    other = claim(source="Veille")
    got = decided.links(LINKS, [other])
    assert {tuple(f.text for f in e.forms) for e in got.entities} == {("Watch",), ("Veille",), ("The Watch",)}
    assert got.linked[0].source_id not in ("en-1", "en-2")
    assert got.linked[0].origin_id not in ("or-1", "or-2")


def test_pins_origins_and_sides_are_set() -> None:
    log = [
        judgement(1, "pl-1", "pin", lat=36.2, lon=37.1, radius_km=2),
        judgement(2, "en-1", "set-origin", origin="or-2"),
        judgement(3, "or-2", "set-side", side="north"),
    ]
    got = Decisions.of(log).links(LINKS, [claim()])
    assert (got.places[0].lat, got.places[0].radius_km, got.places[0].provisional) == (36.2, 2.0, False)
    assert got.linked[0].origin_id == "or-2"
    assert got.linked[0].actor_side == "north"
    assert {o.id: o.side for o in got.origins}["or-2"] == "north"


def test_what_cannot_be_used_is_an_issue_and_the_rest_goes_on() -> None:
    log = [
        judgement(1, "pl-1", "pin", lat=136.2, lon=37.1),
        judgement(2, "cl-1", "correct", value="no field"),
        Judgement("ju-3", "cl-1", "correct", "not json", "ana", AT),
        judgement(4, "cl-9", "reject"),
        judgement(5, "cl-1", "correct", field="count", low=9, high=3),
    ]
    decided = Decisions.of(log)
    assert decided.claims([claim()]) == (claim(),)
    assert len(decided.issues) == 4


def test_standing_keeps_the_order_of_the_chain() -> None:
    log = [judgement(1, "a", "accept"), judgement(2, "b", "reject"), judgement(3, "a", "undo", judgement="ju-1")]
    assert [j.id for j in in_force(log)] == ["ju-2"]


def test_matters_are_merged_and_split_by_the_claims_they_had() -> None:
    log = [
        judgement(1, "ma-1", "merge", **{"with": "ma-2", "claims": ["cl-1", "cl-2"]}),
        judgement(2, "ma-1", "split", claims=["cl-2"]),
        judgement(3, "ma-1", "merge", **{"with": "ma-2"}),
    ]
    decided = Decisions.of(log)
    assert decided.regroupings == [Regrouping(("cl-1", "cl-2")), Regrouping(("cl-2",), apart=True)]
    assert [(i.record_id, i.code) for i in decided.issues] == [("ju-3", "judgement-unusable")]
    undone = [*log, judgement(4, "ma-1", "undo", judgement="ju-2")]
    assert Decisions.of(undone).regroupings == [Regrouping(("cl-1", "cl-2"))]


def test_a_decision_on_a_matter_lives_as_long_as_its_claims() -> None:
    log = [judgement(1, "ma-1", "merge", **{"with": "ma-2", "claims": ["cl-1", "cl-2"]})]
    assert check_gone(log, {"cl-2", "ma-9"}) == []
    assert [i.code for i in check_gone(log, {"ma-9"})] == ["judgement-without-record"]


def test_two_reviewers_who_decide_opposite_things_are_both_kept_and_the_later_one_holds() -> None:
    log = [judgement(1, "cl-1", "reject"), judgement(2, "cl-1", "accept")]
    assert Decisions.of(log).claims([claim()]) == (claim(),)
    assert Decisions.of(log[::-1]).claims([claim()]) == ()


def test_a_pin_or_a_value_that_makes_no_sense_is_an_issue_and_stops_nothing() -> None:
    log = [
        judgement(1, "pl-1", "pin", lat=36.0, lon=37.0, radius_km="wide"),
        judgement(2, "pl-1", "pin", lat=360.0, lon=37.0),
        judgement(3, "cl-1", "correct", field="count", low=9, high=3),
        judgement(4, "cl-1", "correct", field="when", value="2016-13-45"),
        judgement(5, "cl-1", "correct", field="event", value="teleported"),
        judgement(6, "cl-1", "correct", field="stance", value="hopes"),
        Judgement("ju-7", "cl-1", "correct", "not json", "ana", AT),
    ]
    decided = Decisions.of(log)
    kept = decided.claims([claim()])
    decided.dated(LINKS.linked)
    assert decided.links(LINKS, kept).places == LINKS.places
    assert kept == (claim(),)
    assert {i.code for i in decided.issues} == {"judgement-unusable"}
    assert len(decided.issues) == 7
