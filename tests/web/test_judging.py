# ruff: noqa: E501
"""Decisions: made, shown, undone, never overwriting."""

import json

import pytest

import handmade


def rows(desk):
    return desk.get("/history.json").json()["rows"]


def test_a_decision_is_kept_shown_and_undone(desk, send, store, ledger):
    got = send(record=ledger.SUKKARI34.id, action="reject", by="Ann", why="misread", next="/matters/ma-sukkari?x=1")
    assert got.status_code == 303 and got.headers["location"].startswith("/matters/ma-sukkari?x=1&done=ju-")
    assert "misread" in desk.get("/matters/ma-sukkari").text
    [made] = rows(desk)
    assert (made["action"], made["by"], made["record"]) == ("reject", "Ann", ledger.SUKKARI34.id)
    assert send(record=ledger.SUKKARI34.id, action="undo", judgement=made["id"], by="Bob", next="/history").status_code == 303
    assert "misread" not in desk.get("/matters/ma-sukkari").text
    undo, first = rows(desk)
    assert first["undone"] and undo["value"] == {"judgement": made["id"]}
    assert send(record=ledger.SUKKARI34.id, action="undo", judgement=made["id"], by="Bob").status_code == 400
    assert send(record=ledger.SUKKARI34.id, action="undo", judgement=undo["id"], by="Bob").status_code == 303
    assert "misread" in desk.get("/matters/ma-sukkari").text
    with store.view() as view:
        assert not [i for i in view.check() if i.code.startswith("judgement")]
        assert len(view.judgements()) == 3


def test_corrections_are_checked(desk, send, ledger):
    claim = ledger.SUKKARI34.id
    assert send(record=claim, action="correct", field="count", value="34-40", by="Ann").status_code == 303
    assert rows(desk)[0]["value"] == {"field": "count", "low": 34, "high": 40}
    for field, value in (
        ("count", "many"),
        ("count", "9-3"),
        ("count", ""),
        ("password", "x"),
        ("count", "9" * 40),
        ("event", "joy"),
        ("stance", "sings"),
        ("when", "monday"),
        ("when", "2016-13-01"),
    ):
        assert send(record=claim, action="correct", field=field, value=value, by="Ann").status_code == 400
    assert "34" in desk.get("/method").text and len(desk.get("/method.json").json()["corrections"]) == 1


@pytest.mark.parametrize("fields", [{"action": "delete"}, {"action": "accept", "record": "cl-none"}, {"action": ""}, {"action": "merge", "with": "en-sohr"},
                                    {"action": "undo", "judgement": "ju-x"}])  # fmt: skip
def test_decisions_that_do_not_fit_are_refused(desk, send, ledger, fields):
    assert send(**{"record": ledger.SUKKARI34.id, "by": "Ann", **fields}).status_code == 400
    assert rows(desk) == []


def test_merge_and_split(desk, send):
    assert send(record="en-sohr", action="merge", **{"with": "en-army"}, by="Ann").status_code == 303
    assert send(record="en-sohr", action="merge", **{"with": "en-witness"}, by="Ann").status_code == 400
    assert send(record="en-sohr", action="split", form="3", by="Ann").status_code == 303
    assert send(record="en-sohr", action="split", form="4", by="Ann").status_code == 400
    assert [json.dumps(r["value"], ensure_ascii=False) for r in rows(desk)] == [
        '{"form": "المرصد", "language": "ar"}',
        '{"name": "Syrian Arab Army", "with": "en-army"}',
    ]


def test_the_queue_moves_on_and_a_second_person_disagrees(desk, send, ledger):
    first = desk.get("/review.json").json()["rows"]
    assert first[0]["claim"] == ledger.FARDOUS60.id and first[0]["reasons"][:2] == ["low confidence", "anonymous origin"]
    send(record=ledger.FARDOUS60.id, action="accept", by="Ann")
    assert ledger.FARDOUS60.id not in {r["claim"] for r in desk.get("/review.json").json()["rows"]}
    assert desk.get("/review.json?mode=second").json()["rows"] == []  # Ann does not review herself
    desk.cookies.set("warledger_by", "Bob", domain="127.0.0.1", path="/")
    assert [r["claim"] for r in desk.get("/review.json?mode=second").json()["rows"]] == [ledger.FARDOUS60.id]
    send(record=ledger.FARDOUS60.id, action="reject", by="Bob")
    assert "reviewers disagree" in desk.get(f"/claims/{ledger.FARDOUS60.id}").text
    assert "of which they agree on 0" in desk.get("/review").text


def test_keys_can_be_turned_off(desk, send):
    assert 'data-keys="off"' not in desk.get("/review").text
    assert send(path="/keys", keys="off", next="/review").status_code == 303
    assert 'data-keys="off"' in desk.get("/review").text


def test_judgements_outlive_a_rerun(desk, send, store):
    send(record=handmade.DEAD.id, action="accept", by="Ann")
    store.writer().replace(handmade.CONCLUSIONS)
    assert len(rows(desk)) == 1


@pytest.mark.parametrize(
    ("record", "fields", "kept"),
    [
        ("pl-sukkari", {"action": "pin", "lat": "36.17", "lon": "37,15", "radius": "2"}, {"lat": 36.17, "lon": 37.15, "radius_km": 2.0}),
        ("pl-sukkari", {"action": "pin", "lat": "-36", "lon": "0"}, {"lat": -36.0, "lon": 0.0, "radius_km": 1.0}),
        ("en-sohr", {"action": "set-origin", "origin": "or-army"}, None),
        ("or-monitor", {"action": "set-side", "side": "  the  opposition "}, {"side": "the opposition"}),
        ("or-monitor", {"action": "set-side", "side": ""}, {"side": ""}),
    ],
)
def test_pins_origins_and_sides(desk, send, store, record, fields, kept):
    if fields["action"] == "set-origin":
        with store.view() as view:
            origin = view.origins()[0]
        fields, kept = {**fields, "origin": origin.id}, {"origin": origin.id, "name": origin.name}
    got = send(record=record, by="Ann", next="/history", **fields)
    assert got.status_code == 303 and rows(desk)[0]["value"] == kept


@pytest.mark.parametrize(
    ("record", "fields"),
    [
        ("pl-sukkari", {"action": "pin", "lat": "91", "lon": "0"}),
        ("pl-sukkari", {"action": "pin", "lat": "nan", "lon": "0"}),
        ("pl-sukkari", {"action": "pin", "lat": "1e400", "lon": "0"}),
        ("pl-sukkari", {"action": "pin", "lat": "", "lon": "0"}),
        ("pl-sukkari", {"action": "pin", "lat": "1", "lon": "1", "radius": "-3"}),
        ("en-sohr", {"action": "pin", "lat": "1", "lon": "1"}),
        ("en-sohr", {"action": "set-origin", "origin": "or-none"}),
        ("pl-sukkari", {"action": "set-origin", "origin": "or-monitor"}),
        ("or-monitor", {"action": "set-side", "side": "x" * 81}),
        ("en-sohr", {"action": "set-side", "side": "opposition"}),
        ("ma-sukkari", {"action": "correct", "field": "count", "value": "9"}),
        ("ma-sukkari", {"action": "merge", "with": "ma-sukkari"}),
        ("ma-sukkari", {"action": "merge", "with": "en-army"}),
        ("ma-sukkari", {"action": "split", "claims": ""}),
        ("ma-sukkari", {"action": "split", "claims": "cl-none"}),
    ],
)
def test_what_does_not_fit_is_refused(desk, send, record, fields):
    assert send(record=record, by="Ann", **fields).status_code == 400
    assert rows(desk) == []


def test_matters_are_put_together_and_taken_apart(desk, send, store):
    with store.view() as view:
        one, other = view.matter("ma-sukkari"), view.matter("ma-dead")
    page = desk.get("/matters/ma-sukkari").text
    assert page.count('form="split" name="claims"') == len(one.claim_ids) > 1
    assert send(record=one.id, action="merge", **{"with": "http://127.0.0.1:8017/matters/ma-dead?x=1"}, by="Ann").status_code == 303
    assert rows(desk)[0]["value"] == {"with": other.id, "claims": [*one.claim_ids, *other.claim_ids]}
    assert send(record=one.id, action="split", claims=[one.claim_ids[0]], by="Ann").status_code == 303
    assert rows(desk)[0]["value"] == {"claims": [one.claim_ids[0]]}
    assert send(record=one.id, action="split", claims=list(one.claim_ids), by="Ann").status_code == 400


def test_forms_say_what_can_be_decided(desk):
    assert 'name="lat"' in desk.get("/places/pl-sukkari").text and 'name="side"' in desk.get("/sources/or-monitor").text
    assert '<option value="or-monitor">' in desk.get("/entities/en-sohr?origin=observatory").text


@pytest.mark.parametrize("name", ["ليلى قباني", "Аня", "Håkon", "a%2Fb"])
def test_names_of_every_script_decide_and_are_remembered(desk, send, ledger, name):
    got = send(record=ledger.SUKKARI34.id, action="accept", by=name)
    assert got.status_code == 303
    assert desk.get("/history.json").json()["rows"][0]["by"] == name
    assert f'name="by" value="{name}"' in desk.get("/review").text
