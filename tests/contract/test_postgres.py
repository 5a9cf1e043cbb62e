"""What only a server can do to a ledger: go away, refuse, be shared by many at once."""

import random
import subprocess
import sys
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

import fakes
import handmade
from warledger.model import Judgement, StoreError
from warledger.run import Options, Pipeline
from warledger.store import Deletion, move_ledger, open_store

pytestmark = pytest.mark.postgres
HERE = str(Path(__file__).parent.parent)


def kill_sessions(url):
    """End every other session on the database, as a network or a restart would."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        own = "pid <> pg_backend_pid() AND datname = current_database()"
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {own}")


def draft(by="ana", number=0):
    return Judgement("", "ma-took", "accept", f'{{"n":{number}}}', by, datetime.now(UTC))


def test_the_same_ledger_as_in_a_file(database, tmp_path):
    folder = fakes.write_reports(tmp_path / "in")
    with open_store(database) as shared, open_store(tmp_path / "l.db") as file:
        for store in (shared, file):
            handmade.fill(store)
            Pipeline(fakes.stages(), store).run([str(folder)])
        assert list(shared.dump()) == list(file.dump())


def test_writing_goes_on_after_every_connection_is_lost(database):
    with open_store(database) as store:
        writer = store.writer()
        writer.put(handmade.reading("en.txt"))
        kill_sessions(database)
        writer.put(handmade.reading("fr.txt"))
        kill_sessions(database)
        writer.judge(draft())
        kill_sessions(database)
        with store.view() as view:
            assert len(view.reports()) == 2
            assert len(view.judgements()) == 1


def test_a_connection_lost_in_the_middle_of_a_transaction_is_tried_again(database, monkeypatch):
    from warledger.store.writer import Writer

    with open_store(database) as store:
        put_page, lost = Writer._put_page, []

        def lose_once(self, connection, page, **options):
            put_page(self, connection, page, **options)
            if not lost:
                lost.append(page.name)
                kill_sessions(database)

        monkeypatch.setattr(Writer, "_put_page", lose_once)
        handmade.fill(store)
        monkeypatch.undo()
        assert lost
        with open_store(":memory:") as other:
            handmade.fill(other)
            assert list(store.dump()) == list(other.dump())


def test_a_judgement_that_was_stored_though_nobody_said_so_is_not_stored_twice(database, monkeypatch):
    from warledger.store import Store
    from warledger.store.dialects import ConnectionLost

    with open_store(database) as store:
        begin, losses = Store.begin, iter([True])

        @contextmanager
        def unheard(self):
            with begin(self) as connection:
                yield connection
            if next(losses, False):  # committed, and then the answer was lost
                raise ConnectionLost("lost")

        monkeypatch.setattr(Store, "begin", unheard)
        sealed = store.writer().judge(draft())
        with store.view() as view:
            assert view.judgements() == [sealed]
            assert list(view.check()) == []


@contextmanager
def killing(url, seed, kills=30, apart=50):
    """Ends all sessions on a database before statements and commits that the seed chooses: so often, whatever the machine is doing."""
    rng = random.Random(seed)
    left, done = [rng.randrange(1, apart)], []

    def count(*_):
        left[0] -= 1
        if left[0] == 0 and len(done) < kills:
            kill_sessions(url)
            done.append(1)
            left[0] = rng.randrange(1, apart)

    for name in ("before_cursor_execute", "commit"):
        event.listen(Engine, name, count)
    try:
        yield done
    finally:
        for name in ("before_cursor_execute", "commit"):
            event.remove(Engine, name, count)


@pytest.mark.parametrize("seed", range(3))
def test_sessions_killed_at_random_during_a_run_cost_nothing(database, tmp_path, seed):
    folder = fakes.write_reports(tmp_path / "in", 60)
    with open_store(tmp_path / "l.db") as file:
        Pipeline(fakes.stages(), file).run([str(folder)])
        with killing(database, seed) as kills:
            store = until_done(lambda: open_store(database))
            until_done(lambda: Pipeline(fakes.stages(), store, Options(batch=3)).run([str(folder)]))
        assert len(kills) > 10
        with store:
            Pipeline(fakes.stages(), store).run([str(folder)])
            assert list(store.dump()) == list(file.dump())


def test_conclusions_are_drawn_again_when_the_server_goes_away_while_they_are(database, tmp_path, monkeypatch):
    """Sessions end in every phase of a run: while it looks what is new, reads what was stored, and writes what follows."""
    from warledger.run import pipeline

    folder = fakes.write_reports(tmp_path / "in", 12)
    conclude, lost = pipeline.conclude, []

    def lose(*given):
        if len(lost) < 2:
            lost.append(kill_sessions(database))
        return conclude(*given)

    with open_store(database) as store, open_store(tmp_path / "l.db") as file:
        Pipeline(fakes.stages(), file).run([str(folder)])
        monkeypatch.setattr(pipeline, "conclude", lose)
        Pipeline(fakes.stages(), store).run([str(folder)])
        assert len(lost) == 2
        assert list(store.dump()) == list(file.dump())
        monkeypatch.undo()
        assert Pipeline(fakes.stages(), store).run([str(folder)]).known == 12


def test_a_server_that_goes_away_time_and_again_ends_the_run_in_one_line(database, tmp_path, monkeypatch):
    from warledger.run import pipeline

    folder = fakes.write_reports(tmp_path / "in", 4)
    monkeypatch.setattr("warledger.store.opening.PAUSES_S", (0.01,) * 5)
    conclude, tries = pipeline.conclude, []

    def lose(*given):
        tries.append(kill_sessions(database))
        return conclude(*given)

    with open_store(database) as store:
        monkeypatch.setattr(pipeline, "conclude", lose)
        with pytest.raises(StoreError) as caught:
            Pipeline(fakes.stages(), store).run([str(folder)])
        assert "\n" not in str(caught.value)
        assert 1 < len(tries) < 6
        monkeypatch.undo()
        assert Pipeline(fakes.stages(), store).run([str(folder)]).known == 4
        with store.view() as view:
            assert len(view.reports()) == len(view.claims()) == 4


def judge_once(store, claim):
    with store.view() as view:
        if not view.judgements(record_id=claim):
            store.writer().judge(Judgement("", claim, "accept", "{}", "ana", datetime.now(UTC)))


def forget_once(store, page_id):
    with store.view() as view:
        there = view.reports(page_id=page_id)
    if there:
        Pipeline(fakes.stages(), store).forget(Deletion((page_id,), "ana", "asked for", datetime.now(UTC)))


def all_that_people_do(url, folder, to, again):
    """Read, judge, delete and move, each command given `again` until it ends by itself; the records of the ledger that comes out."""
    with again(lambda: open_store(url)) as store, open_store(to) as other:
        again(lambda: Pipeline(fakes.stages(), store).run([str(folder)]))
        pages, claim = again(lambda: looked_up(store))
        again(lambda: judge_once(store, claim))
        for page_id in pages:
            again(lambda page_id=page_id: forget_once(store, page_id))
        again(lambda: list(other.dump()) or move_ledger(store, other))
        with other.view() as view:
            assert list(view.check()) == []
            assert len(view.judgements(record_id=claim)) == 1
            assert len(view.reports()) == len(view.claims()) == 8
        return [line for line in other.dump() if not line.startswith('{"judgements"')]


def looked_up(store):
    with store.view() as view:
        reports = view.reports()
        return [reports[n].page_id for n in (1, 4)], view.claims(report_id=reports[0].id)[0].id


def until_done(call):
    for _ in range(60):
        try:
            return call()
        except StoreError as error:
            assert "\n" not in str(error)
    raise AssertionError("never let through")


@pytest.mark.parametrize("seed", range(3))
def test_sessions_killed_at_random_while_people_read_judge_delete_and_move_cost_nothing(database, tmp_path, seed):
    folder = fakes.write_reports(tmp_path / "in", 10)
    want = all_that_people_do(tmp_path / "a.db", folder, tmp_path / "b.db", lambda call: call())
    with killing(database, seed) as kills:
        got = all_that_people_do(database, folder, tmp_path / "c.db", until_done)
    assert len(kills) > 10
    assert got == want


def test_a_server_that_stops_is_one_line(database, monkeypatch):
    import postgres

    own = postgres.server()
    if own.folder is None:
        pytest.skip("the server is not ours to stop")
    monkeypatch.setattr("warledger.store.writer.PAUSES_S", (0.05,))
    with open_store(database) as store:
        own.control("-m", "fast", "-w", "stop")
        try:
            with pytest.raises(StoreError) as caught:
                store.writer().put(handmade.reading("en.txt"))
            with pytest.raises(StoreError, match="does not answer"):
                open_store(database)
        finally:
            own.control("-o", own.options, "-l", str(own.folder / "log"), "-w", "start")
        assert "\n" not in str(caught.value)
        store.writer().put(handmade.reading("en.txt"))
        with store.view() as view:
            assert len(view.reports()) == 1


JUDGE = """
import sys; from datetime import datetime, UTC
from warledger.model import Judgement
from warledger.store import open_store
with open_store(sys.argv[1]) as s:
    for i in range(25): s.writer().judge(Judgement('', 'ma-x', 'accept', '{}', sys.argv[2], datetime.now(UTC)))
"""
RUN = f"""
import sys; sys.path.insert(0, {HERE!r})
import fakes
from warledger.run import Pipeline
from warledger.store import open_store
with open_store(sys.argv[1]) as s: Pipeline(fakes.stages(), s).run(sys.argv[2:])
"""


def test_reviewers_and_runs_at_once_lose_nothing(database, tmp_path):
    folder = fakes.write_reports(tmp_path / "in", 30)
    files = sorted(map(str, folder.iterdir()))
    commands = [[JUDGE, database, f"r{n}"] for n in range(2)] + [[RUN, database, *files[n::2]] for n in range(2)]
    running = [subprocess.Popen([sys.executable, "-c", *c]) for c in commands]
    assert [r.wait(timeout=120) for r in running] == [0] * 4
    with open_store(database) as store:
        Pipeline(fakes.stages(), store).run([])
        with store.view() as view:
            assert len(view.judgements()) == 50
            assert list(view.check()) == []
            assert len(view.reports()) == len(view.claims()) == 30
        with open_store(tmp_path / "l.db") as file:
            Pipeline(fakes.stages(), file).run([str(folder)])
            about = ('{"judgements"', '{"issues"')  # the decisions, and that their matter is no record of this ledger
            kept = [line for line in store.dump() if not line.startswith(about)]
            assert kept == list(file.dump())


def test_two_that_create_at_once_take_turns(database):
    failures = []

    def create():
        try:
            open_store(database).close()
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=create) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_another_writer_that_does_not_end(database, monkeypatch):
    monkeypatch.setattr("warledger.store.postgres.WRITE_SQL", ("SET LOCAL lock_timeout = '100ms'", LOCK))
    with open_store(database) as store, open_store(database) as other, other.begin(), pytest.raises(StoreError, match="another warledger"):
        store.writer().put(handmade.reading("en.txt"))


LOCK = "SELECT pg_advisory_xact_lock(hashtext('warledger'), hashtext(coalesce(current_schema(), '')))"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda url: url.partition("?")[0] + "_none?" + url.partition("?")[2], "no such database"),
        (lambda url: "postgresql://u:secret@127.0.0.1:1/x", "does not answer"),
        (lambda url: "postgresql://u:secret@host.invalid/x", "host.invalid"),
    ],
)
def test_what_cannot_be_reached_says_so_without_the_password(database, change, said):
    with pytest.raises(StoreError) as caught:
        open_store(change(database))
    line = str(caught.value)
    assert said in line
    assert "secret" not in line
    assert "\n" not in line


def test_reading_does_not_make_a_ledger(database):
    with pytest.raises(StoreError, match="there is no ledger"):
        open_store(database, create=False)
    with open_store(database) as store:
        assert "user=postgres" in store.name or "postgresql://" in store.name
    open_store(database, create=False).close()


def test_another_database_is_no_ledger(database):
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE TABLE birds (name text)")
    with pytest.raises(StoreError, match="not a ledger"):
        open_store(database)


def test_a_database_in_another_encoding_is_refused(database):
    import psycopg

    import postgres

    server = postgres.server()
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'")
    try:
        with pytest.raises(StoreError, match="needs UTF8"):
            open_store(server.url("latin"))
    finally:
        server.drop(server.url("latin"))


def test_two_ledgers_in_two_schemas_of_one_database(database):
    import psycopg

    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA one")
        connection.execute("CREATE SCHEMA two")
        connection.execute("CREATE EXTENSION pg_trgm SCHEMA public")
    one, two = (f"{database}&options=-csearch_path%3D{name},public" for name in ("one", "two"))
    with open_store(one) as first, open_store(two) as second:
        handmade.fill(first)
        assert len(list(first.dump())) > 20
        assert list(second.dump()) == []


def test_a_reader_without_rights_to_write(database):
    import psycopg

    with open_store(database) as store:
        handmade.fill(store)
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute("DO $$ BEGIN CREATE ROLE looker LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
        connection.execute("GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker")
    with open_store(database.replace("user=postgres", "user=looker"), create=False) as store:
        with store.view() as view:
            assert len(view.search("Observatory")) > 0
        with pytest.raises(StoreError, match="your role may not"):
            store.writer().judge(draft())


def test_words_are_found_through_the_index(database):
    with open_store(database) as store:
        handmade.fill(store)
        with store.begin() as connection:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
            plan = connection.exec_driver_sql("EXPLAIN SELECT number FROM words WHERE body LIKE '%%حلب%%'").scalars().all()
            assert any("ix_words_body" in line for line in plan)
            assert connection.exec_driver_sql("SELECT cardinality(show_trgm('حلب'))").scalar() > 0


def test_letters_of_every_case_and_signs_of_like_are_found(database):
    import dataclasses

    with open_store(database) as store:
        reading = handmade.reading("en.txt")
        text = "АЛЕППО ПАЛА. 100%_sure \\o/ Straße."
        store.writer().put(dataclasses.replace(reading, report=dataclasses.replace(reading.report, title=text)))
        with store.view() as view:
            assert len(view.search("алеппо")) == len(view.search("100%_")) == len(view.search("STRASSE")) == len(view.search("\\o/")) == 1
            assert view.search("100_%") == view.search("1__%") == []


def test_the_desk_reads_a_server_as_it_reads_a_file(database):
    from starlette.testclient import TestClient

    from warledger.web.app import create_app

    with open_store(database) as store:
        handmade.fill(store)
        client = TestClient(create_app(store), base_url="http://127.0.0.1:8017")
        pages = ("/", "/matters", "/matters/ma-took", "/reports", "/stories", "/entities", "/matters?q=%00", "/search?q=Observ%00")
        assert {page: client.get(page).status_code for page in pages} == dict.fromkeys(pages, 200)
