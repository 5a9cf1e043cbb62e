"""Two reviewers who decide opposite things at the same moment."""

import json
import threading
from datetime import UTC, datetime

from warledger.model import Judgement
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
