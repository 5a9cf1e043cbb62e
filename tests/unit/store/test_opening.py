"""Ledgers that cannot be opened or written say why in one line, and lose nothing."""

import os
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import handmade
from warledger.model import StoreError
from warledger.store import open_store
from warledger.store.dialects import Sqlite


def refusal(path, **options):
    with pytest.raises(StoreError) as caught:
        open_store(path, **options)
    line = str(caught.value)
    assert "\n" not in line
    assert str(path) in line or "://" in str(path)
    return line


@pytest.fixture
def ledger(tmp_path):
    path = tmp_path / "ledger.db"
    with open_store(path) as store:
        handmade.fill(store)
    return path


def test_a_text_file_is_no_ledger(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("these are my notes, do not touch")
    assert "not a ledger" in refusal(path)
    assert path.read_text() == "these are my notes, do not touch"


def test_another_database_is_no_ledger(tmp_path):
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name)")
    connection.close()
    assert "not a ledger" in refusal(path)


def test_a_folder_is_no_ledger(tmp_path):
    assert "folder" in refusal(tmp_path)


def test_a_folder_that_is_not_there(tmp_path):
    assert "does not exist" in refusal(tmp_path / "none" / "ledger.db")


def test_reading_does_not_make_a_ledger(tmp_path):
    path = tmp_path / "ledger.db"
    assert "no ledger" in refusal(path, create=False)
    assert not path.exists()


def test_an_empty_file_becomes_a_ledger(tmp_path):
    path = tmp_path / "ledger.db"
    path.touch()
    with open_store(path) as store, store.view() as view:
        assert view.reports() == []


@pytest.mark.parametrize("change", ["UPDATE alembic_version SET version_num = '9999'", "UPDATE meta SET value = '2' WHERE key = 'format'"])
def test_a_newer_ledger_is_refused_and_left_alone(ledger, change):
    with sqlite3.connect(ledger) as connection:
        connection.execute(change)
    connection.close()
    before = ledger.read_bytes()
    assert "up to date" in refusal(ledger)
    assert ledger.read_bytes() == before


def test_a_cut_off_ledger_says_so(ledger):
    data = ledger.read_bytes()
    ledger.write_bytes(data[:5000])
    with pytest.raises(StoreError) as caught, open_store(ledger) as store, store.view() as view:
        view.claims()
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("url", ["mysql://x/y", "nonsense://", "postgresql://localhost/x"])
def test_a_database_that_is_not_supported(url):
    with pytest.raises(StoreError):
        open_store(url)


def test_a_sqlite_url_is_a_file(tmp_path):
    with open_store(f"sqlite:///{tmp_path / 'l.db'}") as store:
        handmade.fill(store)
    assert (tmp_path / "l.db").exists()


def test_wal_and_full_synchronisation(ledger):
    with open_store(ledger) as store, store.begin() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2


def test_disk_full_keeps_what_was_stored(ledger):
    with open_store(ledger) as store:
        before = list(store.dump())
        with store.begin() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        limited = open_store(ledger)
        from sqlalchemy import event

        event.listen(limited._engine, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={pages}"))
        with pytest.raises(StoreError, match="disk is full"):
            for i in range(50):
                limited.writer().put(large_reading(i))
        limited.close()
        kept = list(store.dump())
        assert set(before) <= set(kept)
        assert store.writer().put(large_reading(99)).value == "new"  # goes on when there is room again


def large_reading(number):
    import dataclasses

    from warledger.model import RawPage
    from warledger.store import Reading

    page = RawPage(f"large{number}.txt", os.urandom(20_000))
    report = dataclasses.replace(handmade.report("en.txt"), id=f"rp-large{number}", page_id=page.id, name=page.name)
    return Reading(page, report)


def test_a_real_full_disk(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2M", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("cannot mount a small disk here")
    try:
        with open_store(disk / "l.db") as store:
            handmade.fill(store)
            before = list(store.dump())
            with pytest.raises(StoreError, match="full"):
                for i in range(200):
                    store.writer().put(large_reading(i))
            assert set(before) <= set(store.dump())
            with store.begin() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_file_size_limit(tmp_path):
    script = (
        f"import resource, sys; sys.path[:0] = [{str(Path(handmade.__file__).parent)!r}, {str(Path(__file__).parent)!r}]\n"
        "import handmade, importlib.util\n"
        f"spec = importlib.util.spec_from_file_location('helpers', {str(Path(__file__))!r})\n"
        "helpers = importlib.util.module_from_spec(spec); spec.loader.exec_module(helpers)\n"
        "from warledger.model import StoreError\nfrom warledger.store import open_store\n"
        f"store = open_store({str(tmp_path / 'l.db')!r}); handmade.fill(store)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1_500_000, 1_500_000))\n"
        "try:\n    [store.writer().put(helpers.large_reading(i)) for i in range(200)]\n"
        "except StoreError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert "what was stored is kept" in done.stdout
    with open_store(tmp_path / "l.db") as store, store.view() as view:
        assert len(view.claims()) == 8


def test_a_read_only_ledger_can_be_read_and_says_that_it_cannot_be_written(ledger, monkeypatch):
    monkeypatch.setattr("warledger.store.dialects.may_write", lambda _: False)
    with open_store(ledger, create=False) as store:
        with store.view() as view:
            assert len(view.reports()) == 3
        with pytest.raises(StoreError, match="may not be written"):
            store.writer().replace(handmade.CONCLUSIONS)


def test_two_that_create_at_once_take_turns(tmp_path):
    failures = []

    def create():
        try:
            open_store(tmp_path / "l.db").close()
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_writers_in_several_processes_lose_nothing(tmp_path):
    path = tmp_path / "l.db"
    open_store(path).close()
    script = (
        "import sys; from datetime import datetime, UTC\nfrom warledger.model import Judgement\nfrom warledger.store import open_store\n"
        "with open_store(sys.argv[1]) as s:\n"
        "    for i in range(25): s.writer().judge(Judgement('', 'ma-x', 'accept', '{}', sys.argv[2], datetime.now(UTC)))\n"
    )
    workers = [subprocess.Popen([sys.executable, "-c", script, str(path), str(n)]) for n in range(4)]
    assert [w.wait(timeout=120) for w in workers] == [0] * 4
    with open_store(path) as store, store.view() as view:
        assert len(view.judgements()) == 100
        assert list(view.check()) == []


def test_another_writer_that_does_not_end(ledger, monkeypatch):
    monkeypatch.setattr("warledger.store.dialects.WAIT_S", 0.1)
    blocker = sqlite3.connect(ledger, isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    with open_store(ledger) as store, pytest.raises(StoreError, match="another warledger is writing"):
        store.writer().replace(handmade.CONCLUSIONS)
    blocker.execute("ROLLBACK")
    blocker.close()


def test_every_known_error_has_a_line_that_fits():
    from sqlalchemy.exc import OperationalError

    for said in ("database or disk is full", "disk I/O error", "attempt to write a readonly database", "unable to open database file"):
        line = Sqlite(Path("l.db")).explain(OperationalError("x", {}, sqlite3.OperationalError(said)))
        assert line.startswith("l.db: ")
        assert len(line) < 160


@pytest.mark.parametrize("look", [lambda v: v.report_shelf()[0], lambda v: next(iter(v.claims_by_report().shelf))])
def test_a_ledger_that_cannot_be_read_any_further_says_so_in_one_line(ledger, look):
    with open_store(ledger) as store, store.view() as view:
        raw = view._connection.connection.dbapi_connection
        raw.set_progress_handler(lambda: 1, 1)
        try:
            with pytest.raises(StoreError, match="interrupted"):
                look(view)
        finally:
            raw.set_progress_handler(None, 0)
