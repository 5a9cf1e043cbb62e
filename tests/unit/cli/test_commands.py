import csv
import io
import json
import subprocess
import sys

import pytest

import fakes
import handmade
from handmade import DEAD, IDS, TOOK

LISTS = ("claims", "matters", "entities", "control", "stories")


@pytest.mark.parametrize("command", LISTS)
def test_lists_in_every_format(cli, ledger, command):
    code, table, err = cli(command)
    assert (code, err) == (0, "")
    assert "\x1b" not in table
    assert all(len(line) <= 80 for line in table.splitlines())
    whole = json.loads(cli(command, "--format", "json")[1])
    lines = [json.loads(line) for line in cli(command, "--format", "jsonl")[1].splitlines()]
    rows = list(csv.DictReader(io.StringIO(cli(command, "--format", "csv")[1])))
    assert lines == whole
    assert [r["id"] for r in rows] == [r["id"] for r in whole]
    assert all(r["id"] in table for r in whole)
    assert len(json.loads(cli(command, "-f", "json", "-n", 1)[1])) == 1


def test_claims_hold_the_record_of_the_guidelines(cli, ledger):
    claims = {c["id"]: c for c in json.loads(cli("claims", "--format", "json")[1])}
    keys = {"report", "start", "end", "event", "stance", "source", "speaker", "via", "actor", "target", "subject", "count", "included"}
    for claim in claims.values():
        assert keys | {"place", "when", "id", "evidence", "canonical"} <= set(claim)
        assert handmade.TEXTS[claim["report"]][claim["start"] : claim["end"]] == claim["evidence"]
    took = claims[TOOK.id]
    assert took["source"] == ["state media", "SANA"]  # acceptable names, as in gold: as written, canonical
    assert took["canonical"]["source"] == "SANA"
    assert took["when"] == ["2016-12-12", "2016-12-12"]
    assert claims[DEAD.id]["count"] == {"low": 34, "high": None, "text": "At least 34"}
    assert claims[DEAD.id]["subject"] == "civilians"


def test_matters_hold_what_was_asked_for(cli, ledger):
    matters = {m["id"]: m for m in json.loads(cli("matters", "--format", "json")[1])}
    took, dead = matters["ma-took"], matters["ma-dead"]
    assert took["independent_origins"] == 3
    assert {o["name"]: o["sources"] for o in took["origins"]}["Syrian state"] == ["SANA"]
    assert took["languages"] == ["ar", "en", "fr"]
    assert [r["published_inferred"] for r in took["reports"]] == [False, False, True]
    assert took["reports"][2]["published"] == "2016-12-12"
    assert dead["estimate"] == {"low": 34, "best": 34, "high": None}
    assert dead["denied_by"] == ["Syrian Arab Army"]
    assert dead["accused"] == [{"by": "Syrian Observatory for Human Rights", "whom": "Syrian Arab Army"}]
    assert dead["when"] == ["2016-12-12", "2016-12-12"]
    assert matters["ma-all"]["when"] == [None, "2016-12-12"]


def test_filters(cli, ledger):
    assert len(json.loads(cli("claims", "--event", "capture", "-f", "json")[1])) == 3
    assert len(json.loads(cli("claims", "--report", "fr.txt", "-f", "json")[1])) == 2
    assert len(json.loads(cli("claims", "--matter", "ma-dead", "-f", "json")[1])) == 3
    assert len(json.loads(cli("matters", "--standing", "contested", "-f", "json")[1])) == 1
    assert {e["kind"] for e in json.loads(cli("entities", "--kind", "place", "-f", "json")[1])} == {"place"}


def test_brief_says_all_at_a_glance(cli, ledger):
    code, out, err = cli("brief")
    assert (code, err) == (0, "")
    first = " ".join(out.split("\n\n")[0].split())
    assert first == "3 reports (ar 1, en 1, fr 1) · 1 story · 8 claims · 5 sources · 4 independent origins"
    assert all(len(line) <= 80 for line in out.splitlines())
    assert not any(line != line.rstrip() for line in out.splitlines())
    assert out.index("CONFIRMED") < out.index("SINGLE-SOURCE") < out.index("CONTESTED")
    for needed in ("Sheikh Saeed captured", "728", "at least 2,201", "denied by Syrian Arab Army", "1 echo", "Who holds what",
                   "Not to be compared", "different period", "1 report dated by the story", "[government]"):  # fmt: skip
        assert needed in " ".join(out.split()), needed
    for record in ("st-one", "ma-took", "ma-24h", "ma-all", "ma-dead", "co-", "in-"):
        assert record in out


def test_show_opens_every_id_that_the_brief_shows(cli, ledger):
    import re

    ids = set(re.findall(r"\b(?:st|ma|co|in)-\w+", cli("brief")[1]))
    assert len(ids) == 7
    for record in ids:
        code, out, _ = cli("show", record)
        assert code == 0
        assert record in out


def test_show_a_claim_with_its_words_and_lineage(cli, ledger):
    code, out, _ = cli("show", TOOK.id[:9])
    flat = " ".join(out.split())
    assert code == 0
    assert "⟦The army took Sheikh Saeed overnight⟧, state media said." in flat
    assert "16 to 52 of the captured text" in flat  # the share button before it counts
    assert "written as state media is SANA" in flat.replace("en-sana ", "")
    assert "Syrian state (state, government) or-state" in flat
    assert handmade.page("en.txt").sha256 in flat
    assert "ma-took" in flat


def test_show_an_echo(cli, ledger):
    out = cli("show", DEAD.id)[1]
    assert "(echo)" in out
    assert "ar.txt" in out


def test_show_a_report_and_what_was_removed(cli, ledger):
    text, removed = cli("show", "en.txt")[1], cli("show", IDS["en.txt"], "--removed")[1]
    assert "Share this page" not in text
    assert text.count("⟦") == 4
    assert "share button: Share this page" in removed
    assert "inferred from its story" in cli("show", "fr.txt")[1]


@pytest.mark.parametrize("record", ["en-sohr", "pl-saeed", "or-state", "st-one", "ma-dead"])
def test_show_other_kinds(cli, ledger, record):
    code, out, _ = cli("show", record)
    assert code == 0
    assert record in out
    assert json.loads(cli("show", record, "--format", "json")[1])["id"] == record


def test_show_a_report_says_whom_it_follows_and_what_it_made_of_it(cli, ledger):
    flat = " ".join(cli("show", "ar.txt")[1].split())
    assert f"follows en.txt {IDS['en.txt']} translation: same figure keeps" in flat
    assert f"followed by ar.txt {IDS['ar.txt']} translation" in " ".join(cli("show", "en.txt")[1].split())
    assert json.loads(cli("show", "ar.txt", "--format", "json")[1])["lineage"]["follows"]["name"] == "en.txt"


def test_show_gives_the_days_of_a_total_that_rises(cli, tmp_path):
    text = "The Omar hospital said that {} people had been killed in Kano since the siege began."
    told = {"2017-06-10": 58, "2017-06-24": 69}
    lines = [{"name": on, "language": "en", "published": on, "text": text.format(n)} for on, n in told.items()]
    (tmp_path / "two.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    book = ("--ledger", tmp_path / "two.db")
    assert cli("run", tmp_path / "two.jsonl", *book)[0] == 0
    (matter,) = (m for m in json.loads(cli("matters", *book, "--format", "json")[1]) if m["event"] == "killed")
    flat = " ".join(cli("show", matter["id"], *book)[1].split())
    assert "asserts 69 on 24 Jun 2017, before: 58 on 10 Jun 2017 (cl-" in flat
    assert "revised from 58 to 69" in flat


def test_show_says_once_why_two_matters_do_not_compare(cli, ledger):
    flat = " ".join(cli("show", "ma-24h")[1].split())
    assert "not with ma-all: 24 hours against the whole battle" in flat


def test_show_says_when_an_id_is_unknown_or_not_unique(cli, ledger):
    code, out, err = cli("show", "cl-")
    assert (code, out) == (3, "")
    assert err.startswith("warledger: 8 records begin with cl-: cl-")
    assert cli("show", "zz-none")[0] == 3


def test_export_html(cli, ledger, tmp_path):
    target = tmp_path / "page.html"
    code, out, err = cli("export", "html", "--output", target)
    assert (code, out) == (0, "")
    assert err.startswith(f"wrote {target}: ") and err.endswith("page.html.meta.json says what is in it\n")
    assert target.read_text().startswith("<!doctype html>")
    assert cli("export", "html", "-o", "-")[1] == target.read_text()
    assert cli("export", "html", "-o", tmp_path / "none" / "x.html")[0] == 5
    assert sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("ledger.db")) == ["page.html", "page.html.meta.json"]
    assert cli("export", "pdf")[0] == 2


def test_evaluate(cli, ledger, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text(cli("claims", "--format", "jsonl")[1])
    code, out, _ = cli("evaluate", gold)
    assert code == 0
    assert "F1 1.000" in out
    numbers = json.loads(cli("evaluate", gold, "--json")[1])
    assert numbers["claims"]["f1"] == numbers["figures"]["f1"] == 1.0
    assert set(numbers["by_language"]) == {"ar", "en", "fr"}
    gold.write_text("not json")
    code, _, err = cli("evaluate", gold)
    assert code == 5
    assert "gold.jsonl:1" in err
    assert cli("evaluate", tmp_path / "none.jsonl")[0] == 5


def test_doctor(cli, ledger):
    code, out, _ = cli("doctor", "--hashes")
    assert code == 0
    assert "0 faults" in out
    import sqlite3

    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE pages SET content = X'00'")
    connection.close()
    code, out, _ = cli("doctor", "--hashes")
    assert code == 4
    assert out.count("hash differs") == 3


def test_doctor_without_a_ledger(cli, tmp_path):
    code, out, _ = cli("doctor", "--ledger", tmp_path / "none.db")
    assert code == 0
    assert "no ledger" in " ".join(out.split())


@pytest.mark.parametrize("command", [*LISTS, "brief", "show", "export", "evaluate"])
def test_commands_without_a_ledger_say_what_to_do(cli, tmp_path, command):
    extra = {"show": ["ma-1"], "export": ["html"], "evaluate": [__file__]}.get(command, [])
    code, out, err = cli(command, *extra, "--ledger", tmp_path / "none.db")
    assert (code, out) == (4, "")
    assert "warledger run FILES" in err
    assert err.count("\n") == 1


@pytest.fixture
def fake_run(monkeypatch):
    import warledger.run.default

    monkeypatch.setattr(warledger.run.default, "default_stages", lambda conflicts=(): fakes.stages())


def test_run_prints_the_brief_and_tells_what_was_refused(cli, fake_run, tmp_path):
    folder = fakes.write_reports(tmp_path / "in")
    (folder / "empty.txt").write_text("")
    (folder / "bad.txt").write_text("CRASH ANNOTATE")
    code, out, err = cli("run", folder, "--ledger", tmp_path / "l.db")
    assert code == 0
    assert out.startswith("13 reports (en 13)")
    assert "1 input refused" in out
    assert "refused empty.txt: nothing in it" in err
    assert "annotate failed" in err
    assert cli("run", folder, "--ledger", tmp_path / "l.db", "--strict", "-q")[0:2] == (3, "")
    doctor = cli("doctor", "--ledger", tmp_path / "l.db")[1]
    assert "refused empty.txt" in doctor
    assert "annotate failed" in doctor


def test_run_in_processes(cli, fake_run, tmp_path):
    folder = fakes.write_reports(tmp_path / "in", 3)
    code, out, _ = cli("run", folder, "--engine", "processes", "-j", 2, "--ledger", tmp_path / "l.db")
    assert code == 0
    assert out.startswith("3 reports")


def test_run_that_reads_nothing(cli, fake_run, tmp_path):
    (tmp_path / "empty.txt").write_text("")
    code, out, err = cli("run", tmp_path / "empty.txt", tmp_path / "none.txt", "--ledger", tmp_path / "l.db")
    assert (code, out) == (3, "")
    assert err.count("refused") == 2


def test_run_into_a_file_that_is_no_ledger(cli, fake_run, tmp_path):
    (tmp_path / "notes.txt").write_text("my notes")
    code, _, err = cli("run", tmp_path / "notes.txt", "--ledger", tmp_path / "notes.txt")
    assert code == 4
    assert "not a ledger" in err


def test_wrong_use(cli, ledger):
    assert cli("claims", "--format", "pdf")[0] == 2
    assert cli("run")[0] == 2
    assert cli("nothing")[0] == 2
    assert cli("claims", "--event", "killed", "--limit", "0")[0] == 2


def test_version_and_help(cli):
    assert cli("--version")[1].startswith("warledger ")
    assert "Exit codes" in cli("--help")[1]


def test_a_broken_pipe_is_no_error(ledger):
    command = f"{sys.executable} -m warledger.cli claims --format jsonl --ledger {ledger} | head -c 10"
    done = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert done.stderr == ""


HEAVY = ("alembic", "babel", "httpx", "jinja2", "lxml", "numpy", "onnxruntime", "sqlalchemy", "starlette", "tokenizers")
"""What commands that read nothing need not wait for; how long they take is told by `python -m benchmarks.startup`."""


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["run", "--help"], ["claims", "--help"]])
def test_commands_that_read_nothing_load_nothing_heavy(words):
    code = f"import sys; sys.argv = ['warledger', *{words!r}]\nfrom warledger.cli import main\ntry: main()\nexcept SystemExit: pass\n"
    code += f"print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([sys.executable, "-m", "warledger", "--version"], check=True, capture_output=True, text=True)
    assert done.stdout.split()[-1][0].isdigit()
