import dataclasses
import os
import random
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import fakes
from warledger.model import Judgement
from warledger.run import Options, Pipeline
from warledger.store import Deletion, open_store


def run(store, *sources, progress=None, batch=4):
    return Pipeline(fakes.stages(), store, Options(batch=batch)).run([str(s) for s in sources], progress)


def test_reports_are_read_and_reconciled(store, tmp_path):
    summary = run(store, fakes.write_reports(tmp_path / "in"))
    assert (summary.new, summary.claims, summary.readable) == (12, 12, 12)
    with store.view() as view:
        assert len(view.matters()) == 3
        assert view.unreconciled() == 0
        assert view.matters()[0].standing == "corroborated"


def test_a_second_run_changes_nothing(store, tmp_path):
    folder = fakes.write_reports(tmp_path / "in")
    (folder / "empty.txt").write_text(" ")
    run(store, folder)
    before = list(store.dump())
    again = run(store, folder)
    assert (again.new, again.known, len(again.rejections)) == (0, 12, 1)
    assert list(store.dump()) == before


def test_reading_again(store, tmp_path):
    folder = fakes.write_reports(tmp_path / "in")
    run(store, folder)
    before = list(store.dump())
    summary = Pipeline(fakes.stages(), store, Options(again=True)).run([str(folder)])
    assert (summary.new, summary.known) == (12, 0)
    assert list(store.dump()) == before


def test_one_bad_report_spoils_only_itself(store, tmp_path):
    folder = fakes.write_reports(tmp_path / "in", 3)
    (folder / "a.txt").write_text("CRASH CLEAN")
    (folder / "b.txt").write_text("CRASH ANNOTATE")
    (folder / "c.txt").write_text("CRASH CLAIMS")
    summary = run(store, folder)
    assert [(r.name, r.code) for r in summary.rejections] == [("a.txt", "failed")]
    assert "RuntimeError: clean broke" in summary.rejections[0].detail
    assert "\n" not in summary.rejections[0].detail
    assert sorted(i.stage for i in summary.issues) == ["annotate", "claims"]
    with store.view() as view:
        assert len(view.claims()) == 3
        assert len(view.reports()) == 5
        assert [i.code for i in view.issues()] == ["stage-failed"] * 2


def test_inputs_that_cannot_be_opened_are_taken_down(store, tmp_path):
    summary = run(store, tmp_path / "missing.txt", fakes.write_reports(tmp_path / "in", 2))
    assert summary.rejections[0].code == "unreadable"
    assert summary.new == 2


def test_nothing_at_all(store, tmp_path):
    (tmp_path / "in").mkdir()
    assert run(store, tmp_path / "in").readable == 0


def test_progress_is_told(store, tmp_path):
    steps = []
    run(store, fakes.write_reports(tmp_path / "in", 5), progress=steps.append, batch=2)
    assert [s.done for s in steps if s.doing == "read"] == [1, 2, 3, 4, 5]
    assert steps[-1].doing == "reconcile"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.randoms(use_true_random=False), st.integers(1, 7))
def test_order_and_runs_do_not_show(tmp_path_factory, rng, runs):
    base = tmp_path_factory.mktemp("order")
    folder = fakes.write_reports(base / "in")
    (folder / "zero-copy.txt").write_bytes((folder / "r000.txt").read_bytes())
    files = sorted(folder.iterdir())
    with open_store(base / "a.db") as whole, open_store(base / "b.db") as parts:
        run(whole, *files)
        rng.shuffle(files)
        for at in range(runs):
            run(parts, *files[at::runs])
        assert list(whole.dump()) == list(parts.dump())


def test_hash_seed_does_not_show(tmp_path):
    folder = fakes.write_reports(tmp_path / "in")
    dumps = []
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(fakes.__file__).parent)}
        subprocess.run([sys.executable, "-c", CHILD, str(tmp_path / f"{seed}.db"), str(folder)], env=environment, check=True, timeout=60)
        with open_store(tmp_path / f"{seed}.db") as store:
            dumps.append(list(store.dump()))
    assert dumps[0] == dumps[1] == dumps[2]


CHILD = """
import sys, fakes
from warledger.run import Pipeline, Options
from warledger.model import Judgement
from warledger.store import Deletion, open_store
with open_store(sys.argv[1]) as store:
    Pipeline(fakes.stages(fakes.slow_reading), store, Options(batch=3)).run([sys.argv[2]])
"""


@pytest.mark.parametrize("seed", range(6))
def test_killed_at_any_point_and_run_again(tmp_path, seed):
    folder = fakes.write_reports(tmp_path / "in", 40)
    environment = {**os.environ, "PYTHONPATH": str(Path(fakes.__file__).parent)}
    command = [sys.executable, "-c", CHILD, str(tmp_path / "killed.db"), str(folder)]
    rng, kills = random.Random(seed), 0
    for _ in range(3):
        child = subprocess.Popen(command, env=environment)
        try:
            child.wait(timeout=rng.uniform(0.3, 1.6))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            kills += 1
    assert subprocess.run(command, env=environment, timeout=60, check=False).returncode == 0
    with open_store(tmp_path / "whole.db") as whole, open_store(tmp_path / "killed.db") as killed:
        run(whole, folder)
        assert list(whole.dump()) == list(killed.dump())
        with killed.begin() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    print(kills, "kills")


@pytest.mark.slow
def test_thousands_of_tiny_files(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for i in range(4_000):
        (folder / f"{i}.txt").write_text(f"A said {i} killed in B" if i % 10 == 0 else f"{i % 50}" if i % 10 < 5 else "")
    with open_store(":memory:") as store:
        summary = run(store, folder, batch=64)
        assert summary.new + summary.duplicates + len(summary.rejections) == 4_000
        assert summary.claims == 400
        with store.view() as view:
            assert view.unreconciled() == 0


def test_conclusions_are_drawn_only_when_something_changed(store, tmp_path):
    """New reports, another reading, another name, a deletion, a decision, other rules; and never because somebody ran it again."""
    drawn, edition = [], ["rules 1"]
    plain = fakes.stages()

    def reconciling():
        drawn.append(1)
        return plain.reconciling()

    stages = dataclasses.replace(plain, reconciling=reconciling, edition=lambda: edition[0])

    def times(sources, **options):
        drawn.clear()
        Pipeline(stages, store, Options(**options)).run([str(s) for s in sources])
        return len(drawn)

    folder = fakes.write_reports(tmp_path / "in", 4)
    assert [times([folder]) for _ in range(3)] == [1, 0, 0]
    (folder / "new.txt").write_text("A said 3 killed in B")
    before = list(store.dump())
    assert [times([folder]), times([folder])] == [1, 0]
    assert list(store.dump()) != before
    assert [times([folder], again=True), times([folder])] == [1, 0]
    (folder / "a.txt").write_bytes((folder / "new.txt").read_bytes())
    assert [times([folder]), times([folder])] == [1, 0]
    edition[0] = "rules 2"
    assert [times([folder]), times([folder])] == [1, 0]
    with store.view() as view:
        claim, report = view.claims()[0], view.reports(name="a.txt")[0]
    store.writer().judge(Judgement("", claim.id, "reject", "{}", "ana", datetime(2026, 1, 1, tzinfo=UTC)))
    assert [times([folder]), times([folder])] == [1, 0]
    Pipeline(stages, store).forget(Deletion((report.page_id,), "ana", "asked for", datetime(2026, 1, 2, tzinfo=UTC)))
    assert [times([folder]), times([folder])] == [1, 0]
    edition[0] = ""
    assert [times([folder]), times([folder])] == [1, 1]


def test_what_did_not_fit_is_told_again_though_nothing_is_drawn(store, tmp_path):
    stages = dataclasses.replace(fakes.stages(), edition=lambda: "rules")
    folder = fakes.write_reports(tmp_path / "in", 2)
    Pipeline(stages, store).run([str(folder)])
    store.writer().judge(Judgement("", "cl-gone", "reject", "{}", "ana", datetime(2026, 1, 1, tzinfo=UTC)))
    first, second = (Pipeline(stages, store).run([str(folder)]) for _ in range(2))
    assert [i.code for i in first.issues] == [i.code for i in second.issues] == ["judgement-without-record"]


def test_the_edition_of_the_stages_that_are_shipped():
    from warledger.run.default import default_stages

    assert default_stages().edition() == default_stages().edition() != default_stages(("syria",)).edition()
