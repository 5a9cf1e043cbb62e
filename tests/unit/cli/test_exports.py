"""The commands export and outlets."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import handmade as hm
from warledger.cli.app import app
from warledger.cli.exports import NAMES, Table
from warledger.export.formats import FORMATS
from warledger.export.tables import TABLES
from warledger.model import ConfigError
from warledger.store import open_store


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_store(Path("warledger.db"), create=True) as store:
        hm.fill(store)
    return tmp_path


def call(*words):
    return CliRunner().invoke(app, list(words))


def test_the_command_knows_every_format_and_table():
    assert list(NAMES) == list(FORMATS) and [t.value for t in Table] == list(TABLES)


def test_a_format_is_written_with_its_sidecar(ledger):
    done = call("export", "ged", "--full")
    assert done.exit_code == 0 and "1 rows" in done.output
    beside = json.loads((ledger / "warledger.ged.csv.meta.json").read_text())
    assert beside["rows"] == 1 and beside["policy"]["mode"] == "full" and (ledger / "warledger.ged.csv").exists()


def test_standard_output_gets_the_file_alone(ledger):
    done = call("export", "csv", "--table", "places", "--output", "-")
    assert done.exit_code == 0 and done.stdout.startswith("id,kind,name")
    assert {p.name for p in ledger.iterdir()} == {"warledger.db"}


def test_an_evidence_package_is_named_after_its_record(ledger):
    assert call("export", "evidence", "ma-dead").exit_code == 0 and (ledger / "ma-dead.evidence.zip").exists()


@pytest.mark.parametrize("words", [("export", "acled", "--since", "yesterday"), ("run", "x.csv", "--column", "text")])
def test_wrong_options_are_told(ledger, words):
    assert isinstance(call(*words).exception, ConfigError)


def test_outlets_of_the_ledger_and_all_that_are_known(ledger):
    own = json.loads(call("outlets", "--format", "json").stdout)
    assert {o["name"] for o in own} == {"The Wire", "Le Courrier", "ar.txt"} and own[0]["reports"] == 1
    known = json.loads(call("outlets", "--known", "--country", "sy", "--format", "json").stdout)
    assert "SANA" in {o["name"] for o in known} and all(o["country"] == "SY" for o in known)


def outlet_rows(*more):
    return {o["name"]: o for o in json.loads(call("outlets", "--format", "json", *more).stdout)}


def test_a_correction_of_an_outlet_is_in_the_chain_survives_a_rerun_and_can_be_undone(ledger):
    made = call("outlets", "correct", "ar.txt", "name", "Le Courrier", "--by", "ana", "--why", "one newsroom")
    assert made.exit_code == 0, made.output
    assert call("outlets", "correct", "Le Courrier", "country", "sy").exit_code == 0
    assert call("outlets", "correct", "Le Courrier", "side", "opposition", "--conflict", "syria").exit_code == 0
    rows = outlet_rows()
    assert set(rows) == {"The Wire", "Le Courrier"} and rows["Le Courrier"]["reports"] == 2
    assert rows["Le Courrier"]["country"] == "SY" and rows["Le Courrier"]["sides"] == ["syria: opposition"]
    assert rows["Le Courrier"]["corrected"] == ["name", "country", "side"]
    with open_store(Path("warledger.db")) as store, store.view() as view:
        assert [j.record_id for j in view.judgements()] == ["outlet:ar.txt", "outlet:Le Courrier", "outlet:Le Courrier"]
        assert not [i for i in view.issues() if i.stage == "judgements"] and not list(view.check())
    assert "Le Courrier" in call("export", "csv", "--table", "reports", "--output", "-").stdout
    assert call("review", "undo", made.stdout.split()[0]).exit_code == 0
    assert set(outlet_rows()) == {"The Wire", "Le Courrier", "ar.txt"}
    assert "Le Courrier" in {o["name"] for o in json.loads(call("outlets", "--known", "--format", "json").stdout)}


@pytest.mark.parametrize(
    "words",
    [
        ("Nobody", "owner", "x"),
        ("The Wire", "colour", "x"),
        ("The Wire", "name", "The Wire"),
        ("The Wire", "side", "opposition"),
        ("", "owner", "x"),
    ],
)
def test_a_correction_that_does_not_fit_is_told(ledger, words):
    done = call("outlets", "correct", *words)
    assert done.exit_code == 2 and not outlet_rows()["The Wire"]["corrected"]
