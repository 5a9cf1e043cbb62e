"""Conclusions follow decisions: at once where that is quick, in the background else."""

import threading

import pytest
from fastapi.testclient import TestClient

from warledger.model import StoreError
from warledger.run.following import Following
from warledger.web import Settings, create_app


def test_a_quick_conclusion_is_waited_for():
    done = []
    follower = Following(lambda: done.append(1), soon_s=10)
    assert follower.changed() and done == [1] and follower.wait(10) and not follower.is_behind


def test_changes_that_come_meanwhile_are_drawn_together():
    gate, runs = threading.Event(), []

    def conclude():
        runs.append(1)
        gate.wait(10)

    follower = Following(conclude, soon_s=0)
    assert [follower.changed() for _ in range(5)] == [False] * 5
    assert follower.is_behind
    gate.set()
    assert follower.wait(10) and not follower.is_behind
    assert 1 <= len(runs) <= 2  # the first, and one for all that came while it ran


@pytest.mark.parametrize(("error", "told"), [(StoreError("the disk is full"), "the disk is full"), (ValueError("odd"), "ValueError: odd")])
def test_what_goes_wrong_is_told_and_the_next_one_heals_it(error, told):
    errors = [error]

    def conclude():
        if errors:
            raise errors.pop()

    follower = Following(conclude, soon_s=10)
    assert follower.changed() and follower.problem == told
    assert follower.changed() and follower.problem == ""


@pytest.fixture
def live(store):
    """A desk whose conclusions follow, by the stages as shipped."""
    app = create_app(store, Settings())
    with TestClient(app, base_url="http://127.0.0.1:8017", follow_redirects=False) as client:
        client.settled = lambda: app.state.desk.following.wait(300)
        yield client


def claims_of_matters(desk):
    return {c for row in desk.get("/matters.json").json()["rows"] for c in desk.get(f"/matters/{row['id']}.json").json()["claims"]}


def test_a_rejected_claim_leaves_the_conclusions_and_comes_back_when_undone(live, send, ledger):
    claim = ledger.SUKKARI34.id
    page = send(live, record=claim, action="correct", field="count", value="39", by="Ann", next="/matters/ma-sukkari")
    assert page.status_code == 303 and live.settled()
    assert page.headers["location"].startswith(("/matters/ma-sukkari?", f"/claims/{claim}?"))
    assert live.get("/updating").json() == {"behind": False, "problem": ""}
    [mine] = [m for m in live.get("/matters.json").json()["rows"] if claim in live.get(f"/matters/{m['id']}.json").json()["claims"]]
    assert '"text": "corrected"' in live.get(f"/api/v1/matters/{mine['id']}/accounts").text
    assert claim in claims_of_matters(live)
    send(live, record=claim, action="reject", by="Ann")
    assert live.settled() and claim not in claims_of_matters(live)
    [rejection] = [r for r in live.get("/history.json").json()["rows"] if r["action"] == "reject"]
    send(live, record=claim, action="undo", judgement=rejection["id"], by="Ann")
    assert live.settled() and claim in claims_of_matters(live)


def test_a_page_that_is_gone_with_the_decision_is_not_gone_to(live, send, ledger):
    send(live, record=ledger.SUKKARI34.id, action="reject", by="Ann")
    assert live.settled()  # the hand-made matters have other ids than those of the stages
    page = send(live, record=ledger.SUKKARI34.id, action="correct", field="count", value="39", by="Ann", next="/matters/ma-sukkari")
    assert page.headers["location"].startswith(f"/claims/{ledger.SUKKARI34.id}?done=")
    assert "decided anew" in live.get("/matters/ma-sukkari").text
