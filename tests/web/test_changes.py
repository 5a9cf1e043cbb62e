"""What changed since someone looked last: on the page Now, as a page of its own, through the API."""

import dataclasses
import json
from datetime import UTC, datetime, timedelta

import desk_ledger as dl
import pytest
from fastapi.testclient import TestClient

from warledger.store import Change
from warledger.web import Settings, create_app
from warledger.web.changing import folded
from warledger.web.desk import SEEN_COOKIE

AGO = (datetime.now(UTC) - timedelta(hours=2)).isoformat(timespec="seconds")


def change(number, kind, record, before=None, after=None, place=""):
    return Change(number, datetime(2026, 1, 1, tzinfo=UTC), kind, record, before, after, place)


def conclude(store, **changed):
    matters = tuple(dataclasses.replace(m, **changed) if m.id == "ma-fardous" else m for m in dl.CONCLUSIONS.matters)
    store.writer().replace(dataclasses.replace(dl.CONCLUSIONS, matters=matters))


def test_now_tells_what_moved_since_the_last_look_and_nothing_at_the_first(desk, store):
    assert "What changed since" not in desk.get("/now").text
    before = datetime.now(UTC)
    conclude(store, standing="contested", denied_by=("or-state",))
    desk.cookies.clear()
    desk.cookies.set(SEEN_COOKIE, f"{before.isoformat()}~{datetime.now(UTC).isoformat()}")
    page = desk.get("/now").text
    told = page.split('<ul class="plain changes">')[1].split("</ul>")[0]
    assert told.count("<li>") == 2 and told.index("Denied") < told.index("Now contested") and "/matters/ma-fardous" in told
    assert "2 changes" in page and "/changes?since=" in page
    assert "What changed since" not in TestClient(desk.app, base_url="http://127.0.0.1").get("/now").text


def test_a_look_within_half_an_hour_is_the_same_look(desk, store):
    conclude(store, standing="contested")
    desk.cookies.clear()
    desk.cookies.set(SEEN_COOKIE, f"{AGO}~{datetime.now(UTC).isoformat()}")
    assert "Now contested" in desk.get("/now").text and "Now contested" in desk.get("/now").text


@pytest.mark.parametrize(("ui", "word"), [("fr", "Désormais contesté"), ("nb", "Nå omstridt"), ("ar", "صار موضع خلاف")])
def test_it_is_told_in_the_language_of_the_interface(desk, store, ui, word):
    conclude(store, standing="contested")
    page = desk.get(f"/changes?kind=contested&ui={ui}").text
    assert word in page and "60 civilians killed" not in page


def test_changes_as_a_page_and_as_data(desk, store):
    first = desk.get("/changes.json").json()["rows"]
    assert {r["kind"] for r in first} == {"new-matter", "new-story"}
    moment = datetime.now(UTC).isoformat()
    conclude(store, standing="contested")
    rows = desk.get("/changes.json", params={"since": moment}).json()["rows"]
    assert [(r["kind"], r["record"], r["before"], r["after"]) for r in rows] == [("contested", "ma-fardous", "single-source", "contested")]
    assert rows[0]["sentence"].startswith("contested: 60 civilians killed in Fardous: single-source → contested")
    assert "Now contested" in desk.get("/changes", params={"since": moment}).text
    assert desk.get("/changes", params={"kind": "denied", "since": moment}).text.count("<li>") < 15
    assert len(desk.get("/changes.csv").text.splitlines()) == len(first) + 2
    assert desk.get("/changes.json?since=yesterday").status_code == 400 and desk.get("/changes.json?kind=joy").status_code == 400


def test_what_is_no_longer_there_is_not_told(desk, store):
    conclude(store, standing="contested")
    gone = tuple(m for m in dl.CONCLUSIONS.matters if m.id != "ma-fardous")
    store.writer().replace(dataclasses.replace(dl.CONCLUSIONS, matters=gone))
    assert "ma-fardous" not in desk.get("/changes.json").text


def test_a_version_outlives_the_app(store):
    def api():
        return TestClient(create_app(store, Settings(follow=False)), base_url="http://127.0.0.1")

    version = api().get("/api/v1/changes").json()["version"]
    conclude(store, standing="contested")
    after = api().get("/api/v1/changes", params={"since": version}).json()
    assert [c["kind"] for c in after["data"]] == ["contested"] and after["version"] != version
    assert api().get("/api/v1/changes", params={"since": after["version"]}).json()["data"] == []
    for wrong in ("v99999", "v-1", "v١", "x1", "v1e3"):
        assert api().get("/api/v1/changes", params={"since": wrong}).status_code == 410


def test_changes_come_in_stretches(store):
    with TestClient(create_app(store, Settings(follow=False)), base_url="http://127.0.0.1") as api:
        met, since = [], "v0"
        while data := (got := api.get("/api/v1/changes", params={"since": since, "limit": 2}).json())["data"]:
            met, since = [*met, *data], got["version"]
        assert json.dumps(met) == json.dumps(api.get("/api/v1/changes", params={"since": "v0"}).json()["data"]) and len(met) > 4


def test_steps_are_told_as_one():
    steps = [
        change(5, "standing-rose", "ma-a", "corroborated", "confirmed"), change(4, "standing-fell", "ma-b", "confirmed", "corroborated"),
        change(3, "standing-rose", "ma-b", "corroborated", "confirmed"), change(2, "contested", "ma-c", "confirmed", "contested"),
        change(1, "standing-rose", "ma-a", "single-source", "corroborated"),
    ]  # fmt: skip
    assert [(c.record_id, c.kind, c.before, c.after) for c in folded(steps)] == [
        ("ma-a", "standing-rose", "single-source", "confirmed"), ("ma-c", "contested", "confirmed", "contested"),
    ]  # fmt: skip


def test_of_what_is_new_only_that_is_told():
    steps = [change(2, "standing-rose", "ma-a", "corroborated", "confirmed"), change(1, "new-matter", "ma-a", None, "corroborated")]
    assert [(c.kind, c.after) for c in folded(steps)] == [("new-matter", "confirmed")]


def test_a_place_that_went_back_and_forth_did_not_change_hands():
    there = change(1, "changed-hands", "co-1", "a", "b", "pl-x")
    assert folded([change(2, "changed-hands", "co-2", "b", "a", "pl-x"), there]) == []
    assert [c.after for c in folded([change(2, "changed-hands", "co-2", "b", "c", "pl-x"), there])] == ["c"]
