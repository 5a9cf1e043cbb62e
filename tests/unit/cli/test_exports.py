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
