"""Ledgers as every earlier schema left them, with data, still open and hold what they held.

`tests/fixtures/ledgers` has, for each migration: NUMBER.db.xz (SQLite), NUMBER.sql.xz (pg_dump --inserts) and what
`Store.dump` gave then. A new migration adds three files and changes none.
"""

import lzma
import sqlite3
import subprocess
from pathlib import Path

import pytest

from warledger.store import address_of, open_store
from warledger.store.migrate import REVISIONS

LEDGERS = Path(__file__).parent.parent / "fixtures" / "ledgers"


def unpacked(name):
    return lzma.decompress((LEDGERS / f"{name}.xz").read_bytes())


def check(url, revision):
    with open_store(url) as store, store.view() as view:
        assert set(unpacked(f"{revision}.jsonl").decode().splitlines()) <= set(store.dump())
        assert list(view.check()) == []
        assert len(view.judgements()) == 2
        for words in ("قتلوا", "ombattan", "Observatory"):
            assert view.search(words), words


def test_every_schema_has_its_fixtures():
    assert {f.name for f in LEDGERS.iterdir()} == {f"{r}.{kind}.xz" for r in REVISIONS for kind in ("db", "sql", "jsonl")}


@pytest.mark.parametrize("revision", REVISIONS)
def test_an_old_file_opens_with_everything_in_it(revision, tmp_path):
    (tmp_path / "l.db").write_bytes(unpacked(f"{revision}.db"))
    check(tmp_path / "l.db", revision)


def test_addresses_of_an_old_file_are_known_beside_its_reports(tmp_path):
    file = tmp_path / "l.db"
    file.write_bytes(unpacked("0003.db"))
    with sqlite3.connect(file) as old:
        old.execute("UPDATE reports SET record = json_set(record, '$.url', 'https://a.example/1#' || name)")
    old.close()
    with open_store(file) as store, store.view() as view:
        reports = view.reports()
        found = view.reports(address=address_of("https://a.example/1#other"))
        assert [r.id for r in found] == [r.id for r in reports] and len({r.url for r in reports}) == len(reports) > 1
        heads = view.overview.untold(r.id for r in reports)
        told = {(h.url, h.sha256, h.published_on, h.text) for h in heads.values()}
        assert told == {(r.url, r.sha256, r.published_on, "") for r in reports}
        assert view.reports(address=address_of("https://a.example/2")) == []


@pytest.mark.postgres
@pytest.mark.parametrize("revision", REVISIONS)
def test_an_old_database_opens_with_everything_in_it(revision, database):
    import postgres

    server = postgres.server()
    if server.bin is None or not (server.bin / "psql").exists():
        pytest.skip("no psql here")
    command = [server.bin / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", database]
    subprocess.run(command, input=unpacked(f"{revision}.sql"), check=True, timeout=60, stdout=subprocess.DEVNULL)
    check(database, revision)
