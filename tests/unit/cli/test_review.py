import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from warledger.cli.app import app

REPORT = "At least 23 people were killed in shelling of Omdurman on Tuesday, the Sudan Doctors' Union said.\n"
runner = CliRunner()


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    (tmp_path / "a.txt").write_text("14 March 2024\n" + REPORT)
    path = str(tmp_path / "t.db")
    assert runner.invoke(app, ["run", str(tmp_path / "a.txt"), "--ledger", path, "-q"]).exit_code == 0
    return path


def claim_ids(ledger: str) -> list[str]:
    out = runner.invoke(app, ["claims", "--format", "csv", "--ledger", ledger]).output
    return [line.split(",")[0] for line in out.splitlines()[1:] if line.startswith("cl-")]


def test_a_rejection_changes_the_conclusions_and_undo_brings_them_back(ledger: str) -> None:
    before = runner.invoke(app, ["matters", "--format", "json", "--ledger", ledger]).output
    for claim in claim_ids(ledger):
        done = runner.invoke(app, ["review", "reject", claim, "--by", "ana", "--why", "a test", "--ledger", ledger])
        assert done.exit_code == 0, done.output
    assert runner.invoke(app, ["matters", "--format", "json", "--ledger", ledger]).output.strip() == "[]"
    log = runner.invoke(app, ["review", "log", "--ledger", ledger]).output
    ids = [line.split()[0] for line in log.splitlines() if line.startswith("ju-")]
    for judgement in ids:
        assert runner.invoke(app, ["review", "undo", judgement, "--ledger", ledger]).exit_code == 0
    assert runner.invoke(app, ["matters", "--format", "json", "--ledger", ledger]).output == before


def test_a_corrected_count_survives_a_rerun(ledger: str, tmp_path: Path) -> None:
    shown = {c: runner.invoke(app, ["show", c, "--ledger", ledger]).output for c in claim_ids(ledger)}
    killed = next(c for c, text in shown.items() if "killed" in text.split("\n")[0])
    assert runner.invoke(app, ["review", "correct", killed, "count", "23-30", "--ledger", ledger]).exit_code == 0
    (tmp_path / "b.txt").write_text("15 March 2024\nThe army denied shelling Omdurman.\n")
    assert runner.invoke(app, ["run", str(tmp_path / "b.txt"), "--ledger", ledger, "-q"]).exit_code == 0
    assert '"high": 30' in runner.invoke(app, ["matters", "--format", "json", "--ledger", ledger]).output


def matters(ledger: str) -> dict[frozenset[str], dict[str, object]]:
    rows = json.loads(runner.invoke(app, ["matters", "--format", "json", "--ledger", ledger]).output)
    return {frozenset(row["claims"]): row for row in rows}


def test_matters_are_merged_and_split_and_neither_a_rerun_nor_more_reports_override_it(ledger: str, tmp_path: Path) -> None:
    (tmp_path / "c.txt").write_text(
        "20 March 2024\nThe army said it had shelled Bahri on Monday. Residents said 4 people were injured there.\n"
    )
    assert runner.invoke(app, ["run", str(tmp_path / "c.txt"), "--ledger", ledger, "-q"]).exit_code == 0
    before = matters(ledger)
    one, other = sorted(str(row["id"]) for row in before.values())[:2]
    done = runner.invoke(app, ["review", "merge", one, other, "--by", "ana", "--ledger", ledger])
    assert done.exit_code == 0, done.output
    (merged,) = [(claims, row) for claims, row in matters(ledger).items() if "put together by a reviewer" in row["reasons"]]
    assert len(matters(ledger)) == len(before) - 1
    (tmp_path / "d.txt").write_text("21 March 2024\nThe army denied shelling Omdurman.\n")
    assert runner.invoke(app, ["run", str(tmp_path / "d.txt"), "--ledger", ledger, "-q"]).exit_code == 0
    assert any(merged[0] <= claims for claims in matters(ledger))
    claim = min(merged[0])
    assert runner.invoke(app, ["review", "split", str(merged[1]["id"]), claim, "--ledger", ledger]).exit_code == 0
    assert frozenset([claim]) in matters(ledger)


@pytest.mark.parametrize(
    "args",
    [["reject", "cl-none"], ["correct", "cl-none", "colour", "red"], ["pin", "pl-none", "120", "5"], ["undo", "ju-none"]],
)
def test_what_does_not_fit_is_refused_in_one_line(ledger: str, args: list[str]) -> None:
    assert runner.invoke(app, ["review", *args, "--ledger", ledger]).exit_code == 2


def test_the_queue_lists_claims_and_packs_are_scaffolded_and_checked(ledger: str, tmp_path: Path) -> None:
    assert "cl-" in runner.invoke(app, ["review", "--ledger", ledger]).output
    for kind in ("conflict", "language"):
        folder = tmp_path / kind
        assert runner.invoke(app, ["pack", "new", kind, str(folder)]).exit_code == 0
        assert "sound" in runner.invoke(app, ["pack", "check", str(folder)]).output
        assert runner.invoke(app, ["pack", "new", kind, str(folder)]).exit_code == 2


def test_a_record_shows_what_was_decided_on_it_and_what_of_it_was_taken_back(ledger: str) -> None:
    claim = claim_ids(ledger)[0]
    undecided = runner.invoke(app, ["show", claim, "--ledger", ledger]).output
    assert "Decisions" not in undecided
    done = runner.invoke(app, ["review", "correct", claim, "count", "21-25", "--by", "ana", "--why", "a typo", "--ledger", ledger])
    (judgement,) = [word for word in done.output.split() if word.startswith("ju-")][:1]
    shown = " ".join(runner.invoke(app, ["show", claim, "--ledger", ledger]).output.split())
    assert "Decisions ana correct count: 21 to 25" in shown
    assert "a typo" in shown
    assert runner.invoke(app, ["review", "undo", judgement, "--by", "ben", "--ledger", ledger]).exit_code == 0
    assert "(taken back)" in runner.invoke(app, ["show", claim, "--ledger", ledger]).output
    log = " ".join(runner.invoke(app, ["review", "log", "--ledger", ledger]).output.split())
    assert "correct count: 21 to 25 (a typo)" in log
