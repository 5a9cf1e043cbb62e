"""A report that is deleted for good leaves a hash and a reason, and nothing else: in every ledger, its search, its files, its chain."""

import dataclasses
import json
import threading
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from typer.testing import CliRunner

import fakes
import handmade
from warledger.cli.app import app
from warledger.model import Judgement
from warledger.run import Options, Pipeline
from warledger.run.default import default_stages
from warledger.store import Deletion, Outdated, Page, Put, open_store

SECRET = "Xaviera Quintrell"
AT = datetime(2026, 11, 22, tzinfo=UTC)


def pipeline(store):
    return Pipeline(fakes.stages(), store, Options(batch=4))


def folder_of(tmp_path, name="in"):
    folder = fakes.write_reports(tmp_path / name)
    (folder / "secret.txt").write_text(f"{SECRET} said 77 killed in Quagmire\n")
    (folder / "copy of secret.txt").write_text(f"{SECRET} said 77 killed in Quagmire\n")
    return folder


def wish(view, why="asked for"):
    (report,) = view.reports(name="copy of secret.txt")
    return report, Deletion((report.page_id,), "ana", why, AT)


def decide(store, record_id, action, value, why=""):
    return store.writer().judge(Judgement("", record_id, action, json.dumps(value), "ana", AT, why))


def without_judgements(store):
    return [line for line in store.dump() if not line.startswith('{"judgements"')]


def everything(store):
    """All that all tables hold, captured bytes too."""
    with store.connect() as connection:
        names = connection.dialect.get_table_names(connection)
        return "\n".join(str(tuple(row)) for name in names for row in connection.execute(text(f"SELECT * FROM {name}")))


def test_nothing_of_it_is_left_and_the_rest_is_as_if_it_had_never_been_there(store, tmp_path):
    folder = folder_of(tmp_path)
    pipeline(store).run([str(folder)])
    with store.view() as view:
        report, deletion = wish(view)
        (claim,) = view.claims(report_id=report.id)
        assert view.search("Xaviera")
        assert view.rejections(code="duplicate")
    decide(store, claim.id, "correct", {"field": "source", "value": SECRET}, f"it was {SECRET}")
    assert SECRET in everything(store)
    (stone,) = pipeline(store).forget(deletion)
    store.scrub()
    left = everything(store)
    assert not any(word in left for word in (*SECRET.split(), "Quagmire", "secret.txt"))
    with store.view() as view:
        assert view.search("Xaviera") == view.search("Quagmire") == []
        assert (stone.action, stone.record_id, stone.by, stone.why) == ("forget", report.page_id, "ana", "asked for")
        assert json.loads(stone.value)["sha256"] == report.sha256
        assert [i.code for i in view.check()] == [i.code for i in view.issues()] == []
    for name in ("secret.txt", "copy of secret.txt"):
        (folder / name).unlink()
    with open_store(":memory:") as other:
        pipeline(other).run([str(folder)])
        assert without_judgements(store) == without_judgements(other)


def test_what_changed_with_it_is_not_told(store):
    """A figure that it raised, and that its deletion lowers again, would say what it said."""
    handmade.fill(store)
    dead, all_ = handmade.MATTERS[1], handmade.MATTERS[3]

    def concluded(low_dead, low_all):
        figures = {dead.id: low_dead, all_.id: low_all}
        matters = (
            dataclasses.replace(m, estimate=dataclasses.replace(m.estimate, low=figures[m.id])) if m.id in figures else m
            for m in handmade.MATTERS
        )
        return dataclasses.replace(handmade.CONCLUSIONS, matters=tuple(matters))

    store.writer().replace(concluded(1234, 2300))
    with store.view() as view:
        assert {c.record_id for c in view.overview.changes_after(0, Page())} >= {dead.id, all_.id}
    store.writer().forget(Deletion((), "ana", "asked for", AT), concluded(34, 2300))
    with store.view() as view:
        left = view.overview.changes_after(0, Page())
    assert [c.after[0] for c in left if c.record_id == all_.id] == [2300]
    assert dead.id not in {c.record_id for c in left}


def test_it_does_not_come_back_by_itself(store, tmp_path):
    folder = folder_of(tmp_path)
    pipeline(store).run([str(folder)])
    with store.view() as view:
        report, deletion = wish(view)
    whole = list(without_judgements(store))
    (stone,) = pipeline(store).forget(deletion)
    before = list(store.dump())
    for again in (False, True):
        summary = Pipeline(fakes.stages(), store, Options(again=again)).run([str(folder)])
        assert [r.code for r in summary.rejections] == ["forgotten"] * 2
        assert list(store.dump()) == before
    with pytest.raises(StopIteration):
        next(iter(pipeline(store).forget(deletion)))  # there is nothing left to delete, and nothing more to say
    decide(store, report.page_id, "undo", {"judgement": stone.id})
    assert pipeline(store).run([str(folder)]).new == 1
    assert without_judgements(store) == whole


def test_a_reader_who_had_it_in_hand_cannot_put_it_back(store, tmp_path):
    """Its page was being read, and conclusions were being drawn from it, when it was deleted."""
    pipeline(store).run([str(folder_of(tmp_path))])
    with store.view() as view:
        report, deletion = wish(view)
        page, annotation, days = view.page(report.page_id), view.annotation(report.id), view.days()
    pipeline(store).forget(deletion)
    before = list(store.dump())
    from warledger.store import Conclusions, Reading

    assert store.writer().put(Reading(page, report, annotation)) is Put.FORGOTTEN
    with pytest.raises(Outdated):
        store.writer().replace(Conclusions(days=tuple(days)))
    assert list(store.dump()) == before


def test_conclusions_are_drawn_again_when_a_report_is_deleted_meanwhile(tmp_path):
    folder = folder_of(tmp_path)
    with open_store(tmp_path / "l.db") as store:
        pipeline(store).run([str(folder)])
        with store.view() as view:
            report, deletion = wish(view)
        drawn, gone = threading.Event(), threading.Event()
        plain, tries = fakes.stages(), []

        def slowly():
            made = plain.reconciling()

            def ledger(*given):
                tries.append(1)
                drawn.set()
                assert gone.wait(30)
                return made.ledger(*given)

            return dataclasses.replace(made, ledger=ledger)

        work = threading.Thread(target=Pipeline(dataclasses.replace(plain, reconciling=slowly), store).reconcile)
        work.start()
        assert drawn.wait(30)
        pipeline(store).forget(deletion)
        before = list(store.dump())
        gone.set()
        work.join(30)
        assert len(tries) == 2
        assert list(store.dump()) == before


def test_the_chain_says_who_emptied_what_and_no_one_else_may(store, tmp_path):
    pipeline(store).run([str(folder_of(tmp_path))])
    with store.view() as view:
        report, deletion = wish(view)
        (claim,) = view.claims(report_id=report.id)
        other = next(c for c in view.claims() if c.report_id != report.id)
    first = decide(store, claim.id, "correct", {"field": "source", "value": SECRET})
    decide(store, other.id, "accept", {}, "right")
    decide(store, claim.id, "reject", {}, SECRET)
    (stone,) = pipeline(store).forget(deletion)
    decide(store, other.id, "reject", {}, "wrong after all")
    assert len(json.loads(stone.value)["emptied"]) == 2

    def faults():
        with store.view() as view:
            return [i.code for i in view.check()]

    assert faults() == []
    with store.begin() as connection:  # who decided it is changed in a judgement that was emptied
        connection.execute(
            text('UPDATE judgements SET record = replace(record, \'"by":"ana"\', \'"by":"bob"\') WHERE id = :i'), {"i": first.id}
        )
    assert faults() == ["judgement-changed"]
    with store.begin() as connection:
        connection.execute(
            text('UPDATE judgements SET record = replace(record, \'"by":"bob"\', \'"by":"ana"\') WHERE id = :i'), {"i": first.id}
        )
    assert faults() == []
    with store.begin() as connection:  # one that no deletion names is emptied
        connection.execute(text("UPDATE judgements SET record = replace(record, ',\"why\":\"right\"', '') WHERE number = 2"))
    assert faults() == ["judgement-changed"]


def test_no_byte_of_it_is_left_in_the_files(tmp_path):
    ledger = tmp_path / "l.db"
    with open_store(ledger) as store:
        pipeline(store).run([str(folder_of(tmp_path))])
        with store.view() as view:
            report, deletion = wish(view)
        assert SECRET.encode() in b"".join(f.read_bytes() for f in tmp_path.glob("l.db*"))
        pipeline(store).forget(deletion)
        store.scrub()
        files = {f.name: f.read_bytes() for f in tmp_path.glob("l.db*")}
        assert not any(SECRET.encode() in held or b"Quagmire" in held for held in files.values()), files.keys()
        with store.connect() as connection:
            connection.execute(text("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, words, row)"))
            terms = set(connection.scalars(text("SELECT term FROM temp.terms")))
        assert {"kil", "lle"} <= terms
        assert not terms & {"xav", "vie", "qua", "gmi"}


@pytest.mark.postgres
def test_no_byte_of_it_is_left_in_the_tables_of_a_server(database, tmp_path):
    import postgres

    server = postgres.server()
    if server.folder is None:
        pytest.skip("the server's files are not here")
    with open_store(database) as store:
        pipeline(store).run([str(folder_of(tmp_path))])

        def held():
            with store.begin() as connection:
                (number,) = connection.execute(text("SELECT oid FROM pg_database WHERE datname = current_database()")).one()
            with store.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                connection.execute(text("CHECKPOINT"))
            return b"".join(f.read_bytes() for f in (server.folder / "data" / "base" / str(number)).iterdir())

        with store.view() as view:
            _, deletion = wish(view)
        assert SECRET.encode() in held()
        pipeline(store).forget(deletion)
        store.scrub()
        after = held()
        assert SECRET.encode() not in after and SECRET.casefold().encode() not in after and b"quagmire" not in after.lower()


def test_the_command(tmp_path):
    source, ledger = tmp_path / "in", tmp_path / "l.db"
    source.mkdir()
    for at in range(3):
        (source / f"r{at}.txt").write_text(f"Published: 2016-12-1{at}\nAt least {at + 5} civilians were killed in Aleppo, residents said.")
    (source / "secret.txt").write_text(f"Published: 2016-12-12\nShelling killed 9 civilians in Homs, {SECRET} said.")
    call = lambda *given: CliRunner().invoke(app, [*given, "--ledger", str(ledger)])  # noqa: E731
    with open_store(ledger) as store:
        Pipeline(default_stages(), store).run([str(source)])
    assert call("backup", str(tmp_path / "b.db")).exit_code == 0
    assert call("forget", "secret.txt", "--why", "asked for").exit_code == 1, "nobody said yes"
    done = call("forget", "secret.txt", "--why", "asked for", "--yes")
    assert done.exit_code == 0, done.output
    assert "b.db holds it too" in done.output
    log = call("review", "log").output
    assert "forget" in log and "asked for" in log and SECRET not in log
    assert call("doctor", "--hashes").exit_code == 0
    assert SECRET.encode() not in ledger.read_bytes()
    assert call("forget", "secret.txt", "--why", "again", "--yes").exit_code != 0
    with open_store(ledger) as store, store.view() as view:
        (stone,) = view.judgements()
    assert call("forget", stone.record_id, "--why", "again", "--yes").exit_code == 0
    with open_store(ledger) as store, store.view() as view:
        assert len(view.judgements()) == 1
        assert len(view.reports()) == 3
