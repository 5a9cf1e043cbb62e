"""Two reviewers who decide opposite things at the same moment, and decisions that somebody changed behind the ledger's back."""

import json
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

import fakes
from warledger.model import Judgement
from warledger.run import Pipeline
from warledger.run.judged import Decisions
from warledger.store import open_store


def test_opposite_decisions_at_once_are_both_kept_in_one_chain(tmp_path):
    path = tmp_path / "t.db"
    open_store(path, create=True).close()
    start, errors = threading.Barrier(2), []

    def decide(who, action):
        try:
            with open_store(path) as store:
                start.wait(timeout=20)
                for number in range(10):
                    value = json.dumps({"number": number})
                    store.writer().judge(Judgement("", "cl-1", action, value, who, datetime(2026, 1, 1, tzinfo=UTC)))
        except Exception as error:  # noqa: BLE001 - an error in a thread must reach the test
            errors.append(error)

    threads = [threading.Thread(target=decide, args=given) for given in (("ana", "reject"), ("bo", "accept"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert errors == []
    with open_store(path) as store, store.view() as view:
        log = view.judgements()
        assert list(view.check()) == []
    assert sorted((j.by, json.loads(j.value)["number"]) for j in log) == sorted((w, n) for w in ("ana", "bo") for n in range(10))
    assert [j.previous for j in log] == ["", *(j.hash for j in log[:-1])]
    assert Decisions.of(log).rejected == ({"cl-1"} if log[-1].action == "reject" else set())


@pytest.mark.parametrize("change", ["replace(record, 'by hand', 'by chance')", "replace(record, '\"reject\"', '\"accept\"')"])
def test_an_edited_decision_is_told_of_at_every_run_and_nothing_else_is_lost(tmp_path, change):
    with open_store(tmp_path / "l.db", create=True) as store:
        Pipeline(fakes.stages(), store).run([str(fakes.write_reports(tmp_path / "in"))])
        with store.view() as view:
            first, second, *others = sorted(c.id for c in view.claims())
        for claim_id in (first, second):
            store.writer().judge(Judgement("", claim_id, "reject", "{}", "ana", datetime(2026, 1, 1, tzinfo=UTC), "by hand"))
        Pipeline(fakes.stages(), store).reconcile()
        with store.view() as view:
            assert not list(view.issues())
        with store.begin() as connection:
            connection.execute(text(f"UPDATE judgements SET record = {change} WHERE record_id = :it"), {"it": second})
        Pipeline(fakes.stages(), store).reconcile()
        with store.view() as view:
            assert "judgement-changed" in {i.code for i in view.issues()}
            assert len(view.claims()) == len(others) + 2
            used = {claim_id for m in view.matters() for claim_id in m.claim_ids}
            assert used >= set(others)
            assert first not in used
            assert [j.record_id for j in view.judgements()] == [first, second]
