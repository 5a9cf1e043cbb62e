"""`doctor --hashes` finds whatever was changed behind warledger's back, and says where."""

import sqlite3
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

import handmade
from warledger.cli.app import app
from warledger.model import Judgement
from warledger.store import open_store

CHANGES = {
    "a judgement": "UPDATE judgements SET record = replace(record, 'why 2', 'why not') WHERE number = 2",
    "the author of a judgement": "UPDATE judgements SET record = replace(record, 'ana', 'bob') WHERE number = 3",
    "a judgement taken out": "DELETE FROM judgements WHERE number = 2",
    "the first judgement taken out": "DELETE FROM judgements WHERE number = 1",
    "two judgements in another order": "UPDATE judgements SET number = CASE number WHEN 2 THEN 93 ELSE 92 END WHERE number IN (2, 3)",
    "captured bytes": "UPDATE pages SET content = X'6f74686572' WHERE name = 'fr.txt'",
    "captured bytes taken out": "UPDATE pages SET content = NULL WHERE name = 'fr.txt'",
    "captured bytes with their hash": "UPDATE pages SET content = X'6f74686572', sha256 = "
    "'d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa' WHERE name = 'fr.txt'",
    "the words of a claim": "UPDATE claims SET record = replace(record, 'overnight', 'yesterday')",
    "the text of a report": "UPDATE reports SET record = replace(record, '34 civilians', '43 civilians') WHERE name = 'en.txt'",
}


@pytest.fixture
def ledger(tmp_path):
    with open_store(tmp_path / "l.db") as store:
        handmade.fill(store)
        for n in range(1, 4):
            store.writer().judge(Judgement("", "ma-took", "accept", "{}", "ana", datetime(2026, 1, n, tzinfo=UTC), f"why {n}"))
    return tmp_path / "l.db"


def doctor(ledger):
    return CliRunner().invoke(app, ["doctor", "--hashes", "--ledger", str(ledger)])


def test_a_sound_ledger_is_sound(ledger):
    done = doctor(ledger)
    assert done.exit_code == 0, done.output
    assert "0 faults" in done.output


@pytest.mark.parametrize("what", CHANGES)
def test_what_was_changed_is_found(ledger, what):
    with sqlite3.connect(ledger) as connection:
        assert connection.execute(CHANGES[what]).rowcount
    connection.close()
    done = doctor(ledger)
    assert done.exit_code == 4, (what, done.output)
    assert "✘" in done.output
