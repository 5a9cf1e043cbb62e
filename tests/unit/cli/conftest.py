import sys

import pytest

import handmade


@pytest.fixture
def ledger(tmp_path, monkeypatch):
    """The hand-made ledger, as the ledger of every command."""
    from warledger.store import open_store

    path = tmp_path / "ledger.db"
    with open_store(path) as store:
        handmade.fill(store)
    monkeypatch.setenv("WARLEDGER_LEDGER", str(path))
    return path


@pytest.fixture
def cli(monkeypatch, capsys):
    """Run a command line as from a pipe: exit code, standard output, standard error."""
    from warledger.cli import main

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["warledger", *map(str, words)])
        monkeypatch.setenv("COLUMNS", "80")
        try:
            main()
            code = 0
        except SystemExit as end:
            code = end.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return call
