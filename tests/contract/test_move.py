"""Moving a ledger between stores, and backing it up: everything arrives, or nothing."""

import dataclasses
import os
import sqlite3
import subprocess
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

import handmade
from warledger.model import Judgement, RawPage, Rejection, StoreError
from warledger.store import Reading, back_up, move_ledger, open_store


def fill(store):
    handmade.fill(store)
    for why in ("one", "two\0 \ud800"):
        store.writer().judge(Judgement("", "ma-took", "accept", "{}", "ana", datetime(2026, 1, 1, tzinfo=UTC), why))
    store.writer().put(Reading(RawPage("bad\0.bin", b"\0"), rejections=(Rejection("bad\0.bin", "binary", "no text"),)))


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def target(request, tmp_path):
    if request.param == "sqlite":
        yield str(tmp_path / "target.db")
        return
    import postgres

    server = postgres.server()
    if server is None:
        pytest.skip(postgres.ABSENT)
    url = server.create()
    yield url
    server.drop(url)


def test_everything_arrives(store, target):
    fill(store)
    with open_store(target) as other:
        rows = move_ledger(store, other)
        assert rows["judgements"] == 2
        assert rows["claims"] == len(handmade.CLAIMS)
        assert list(other.dump()) == list(store.dump())
        with other.view() as view, store.view() as before:
            assert list(view.check()) == []
            assert view.page(handmade.page("ar.txt").id) == handmade.page("ar.txt")
            for words in ("قتلوا", "ombattan", "sheikh SAEED"):
                assert set(view.search(words)) == set(before.search(words)) != set()
        other.writer().judge(Judgement("", "ma-x", "accept", "{}", "ana", datetime.now(UTC)))  # the chain goes on


def test_there_and_back_again(store, target, tmp_path):
    fill(store)
    with open_store(target) as middle, open_store(tmp_path / "back.db") as back:
        move_ledger(store, middle)
        move_ledger(middle, back)
        assert list(back.dump()) == list(store.dump())


def test_only_into_an_empty_ledger(filled, target):
    with open_store(target) as other:
        other.writer().put_rejection(Rejection("gone.txt", "unreadable", "cannot be read"))
        before = list(other.dump())
        with pytest.raises(StoreError, match="already holds rejections"):
            move_ledger(filled, other)
        with pytest.raises(StoreError, match="already holds"):
            move_ledger(filled, filled)
        assert list(other.dump()) == before


def test_a_row_that_arrives_otherwise_stops_the_move(filled, target, monkeypatch):
    from warledger.store.dialects import Sqlite
    from warledger.store.postgres import Postgres

    def spoil(self, connection, bodies):
        connection.execute(text("UPDATE claims SET event = 'other' WHERE start = 0"))

    monkeypatch.setattr(Sqlite, "add_texts", spoil)
    monkeypatch.setattr(Postgres, "add_texts", spoil)
    with open_store(target) as other:
        with pytest.raises(StoreError, match="copy of claims differs"):
            move_ledger(filled, other)
        assert list(other.dump()) == []


def test_a_row_that_is_lost_stops_the_move(filled, target, monkeypatch):
    from warledger.store.dialects import Sqlite
    from warledger.store.postgres import Postgres

    def lose(self, connection, bodies):
        connection.execute(text("DELETE FROM matters WHERE id = (SELECT max(id) FROM matters)"))

    monkeypatch.setattr(Sqlite, "add_texts", lose)
    monkeypatch.setattr(Postgres, "add_texts", lose)
    with open_store(target) as other:
        with pytest.raises(StoreError, match="copy of matters"):
            move_ledger(filled, other)
        assert list(other.dump()) == []


def test_a_backup_is_the_ledger(store, tmp_path):
    fill(store)
    rows = back_up(store, tmp_path / "backup.db")
    assert rows["reports"] == 3
    assert not (tmp_path / "backup.db.part").exists()
    with open_store(tmp_path / "backup.db", create=False) as backup:
        assert list(backup.dump()) == list(store.dump())
        with backup.view() as view:
            assert list(view.check()) == []
            assert view.search("Observatory")
    with pytest.raises(StoreError, match="exists"):
        back_up(store, tmp_path / "backup.db")


def test_a_backup_while_someone_writes(tmp_path):
    with open_store(tmp_path / "l.db") as store:
        handmade.fill(store)
        before = list(store.dump())
        with store.begin() as connection:
            connection.execute(text("DELETE FROM matters"))
            back_up(open_store(tmp_path / "l.db"), tmp_path / "backup.db")
        with open_store(tmp_path / "backup.db") as backup:
            assert list(backup.dump()) == before


def test_a_backup_to_a_folder_that_is_not_there(filled, tmp_path):
    with pytest.raises(StoreError) as caught:
        back_up(filled, tmp_path / "none" / "backup.db")
    assert "\n" not in str(caught.value)


@pytest.mark.postgres
def test_pg_dump_and_restore_give_the_same_ledger(database, tmp_path):
    import postgres

    server = postgres.server()
    if server.bin is None or not (server.bin / "pg_dump").exists():
        pytest.skip("no pg_dump here")
    with open_store(database) as store:
        fill(store)
        before = list(store.dump())
    file = tmp_path / "ledger.dump"
    subprocess.run([server.bin / "pg_dump", "-Fc", "-f", file, database], check=True, timeout=60)
    other = server.create()
    try:
        subprocess.run([server.bin / "pg_restore", "--no-owner", "--exit-on-error", "-d", other, file], check=True, timeout=60)
        with open_store(other, create=False) as restored:
            assert list(restored.dump()) == before
            with restored.view() as view:
                assert view.search("Observatory")
                assert list(view.check()) == []
    finally:
        server.drop(other)


def test_the_commands(tmp_path, capsys, monkeypatch):
    from typer.testing import CliRunner

    from warledger.cli.app import app

    with open_store(tmp_path / "l.db") as store:
        fill(store)
    call = CliRunner().invoke
    moved = call(app, ["move", str(tmp_path / "l.db"), str(tmp_path / "m.db")])
    assert moved.exit_code == 0
    assert "rows are equal" in moved.output
    made = call(app, ["backup", str(tmp_path / "b.db"), "--ledger", str(tmp_path / "m.db")])
    assert made.exit_code == 0
    assert "3 reports, 8 claims, 4 matters, 2 judgements" in made.output
    assert os.path.getsize(tmp_path / "b.db") > 1000
    with sqlite3.connect(tmp_path / "b.db") as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_large_pages_arrive(tmp_path, target):
    with open_store(tmp_path / "l.db") as store, open_store(target) as other:
        for i in range(45):
            page = RawPage(f"{i}.txt", os.urandom(30_000))
            report = dataclasses.replace(handmade.report("en.txt"), id=f"rp-{i}", page_id=page.id, name=page.name)
            store.writer().put(Reading(page, report))
        assert move_ledger(store, other)["pages"] == 45
