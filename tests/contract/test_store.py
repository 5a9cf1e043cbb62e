"""What every back end must do."""

import dataclasses
from datetime import UTC, datetime

import pytest
from sqlalchemy import inspect, select

import handmade
from handmade import CLAIMS, CONCLUSIONS, IDS, QUTILU, TEXTS, TOOK
from warledger.model import Count, Issue, Judgement, RawPage, Rejection, StoreError
from warledger.store import Conclusions, Hit, Page, Put, Reading, schema, writer


def test_everything_comes_back_as_it_was_put(filled):
    with filled.view() as view:
        assert {r.name: r for r in view.reports()} == {name: handmade.report(name) for name in TEXTS}
        assert set(view.claims()) == set(CLAIMS)
        for kind in ("entities", "places", "origins", "linked", "stories", "echoes", "days", "matters", "incomparable", "control"):
            assert set(getattr(view, kind)()) == set(getattr(CONCLUSIONS, kind)), kind


def test_a_page_comes_back_with_its_bytes_and_time(filled):
    page = handmade.page("ar.txt")
    with filled.view() as view:
        assert view.page(page.id) == page
        assert view.page("pg-none") is None


def test_the_same_report_twice_changes_nothing(filled):
    before = list(filled.dump())
    assert filled.writer().put(handmade.reading("en.txt")) is Put.KNOWN
    assert filled.writer().know(handmade.page("en.txt")) is Put.KNOWN
    assert list(filled.dump()) == before


def test_order_of_reports_does_not_show(store, tmp_path):
    from warledger.store import open_store

    for name in reversed(TEXTS):
        store.writer().put(handmade.reading(name))
    store.writer().replace(CONCLUSIONS)
    with open_store(tmp_path / "other.db") as other:
        handmade.fill(other)
        assert list(other.dump()) == list(store.dump())


def _everything(store):
    """All rows of all tables but when changes were noted, and the indexes."""
    with store.connect() as connection:
        rows = {name: sorted(map(str, connection.execute(select(t)))) for name, t in schema.metadata.tables.items() if name != "changes"}
        inspector = inspect(connection)
        indexes = {name: sorted(i["name"] for i in inspector.get_indexes(name)) for name in schema.metadata.tables}
    return indexes, rows


def test_a_large_ledger_is_written_as_a_small_one(filled, monkeypatch):
    before = _everything(filled)
    assert any(before[0].values())
    filled.writer().replace(CONCLUSIONS)
    again = _everything(filled)
    monkeypatch.setattr(writer, "MANY", 0)
    filled.writer().replace(CONCLUSIONS)
    many = _everything(filled)
    assert many[0] == again[0] == before[0]
    assert {k: v for k, v in many[1].items() if k != "meta"} == {k: v for k, v in again[1].items() if k != "meta"}


def test_a_large_ledger_that_cannot_be_written_stays_as_it_was(filled, monkeypatch):
    monkeypatch.setattr(writer, "MANY", 0)
    before = _everything(filled)
    twice = dataclasses.replace(CONCLUSIONS, matters=(*CONCLUSIONS.matters, CONCLUSIONS.matters[0]))
    with pytest.raises(StoreError):
        filled.writer().replace(twice)
    assert _everything(filled) == before


@pytest.mark.parametrize("order", [("a", "b", "c"), ("c", "b", "a"), ("b", "c", "a")])
def test_the_same_bytes_under_several_names_are_kept_once_under_the_first(store, order):
    def named(name):
        reading = handmade.reading("en.txt")
        return dataclasses.replace(reading, page=RawPage(name, reading.page.content), report=dataclasses.replace(reading.report, name=name))

    puts = [store.writer().put(named(name)) for name in order]
    assert puts == [Put.NEW, Put.DUPLICATE, Put.DUPLICATE]
    with store.view() as view:
        assert [r.name for r in view.reports()] == ["a"]
        assert [(r.name, r.code) for r in view.rejections()] == [("b", "duplicate"), ("c", "duplicate")]
        assert all("as a;" in r.detail for r in view.rejections())
        assert len(view.claims()) == 4


def test_a_refused_page_leaves_its_reason_and_not_its_bytes(store):
    page = RawPage("x.bin", b"\x00\x01")
    refusal = Rejection("x.bin", "binary", "no text in it", page.id)
    assert store.writer().put(Reading(page, rejections=(refusal,))) is Put.REJECTED
    store.writer().put_rejection(Rejection("gone.txt", "unreadable", "cannot be read"))
    with store.view() as view:
        assert view.rejections() == [Rejection("gone.txt", "unreadable", "cannot be read"), refusal]
        assert view.rejections(code="binary") == [refusal]
        assert view.page(page.id).content == b""
        assert view.reports() == []


def test_a_better_reading_replaces_the_old(filled):
    before = list(filled.dump())
    filled.writer().judge(draft())
    old = handmade.reading("en.txt")
    fewer = dataclasses.replace(old, claims=old.claims[:1], report=dataclasses.replace(old.report, title="Another title"))
    assert filled.writer().put_again(fewer) is Put.NEW
    with filled.view() as view:
        assert view.claims(report_id=old.report.id) == list(fewer.claims)
        assert view.report(old.report.id).title == "Another title"
        assert view.search("728 fighters") == [Hit("reports", old.report.id)]
        assert view.search("Another title") == [Hit("reports", old.report.id)]
        assert len(view.judgements()) == 1
    refused = Reading(old.page, rejections=(Rejection("en.txt", "no-text", "none", old.page.id),))
    assert filled.writer().put_again(refused) is Put.KNOWN
    assert filled.writer().put_again(old) is Put.NEW
    assert [line for line in filled.dump() if not line.startswith('{"judgements"')] == before


def test_a_refusal_is_taken_back_when_the_input_is_read_after_all(store):
    reading = handmade.reading("en.txt")
    refusal = Rejection("en.txt", "language", "no pack for it yet", reading.page.id)
    store.writer().put(Reading(reading.page, rejections=(refusal,)))
    store.writer().put_rejection(Rejection("en.txt", "unreadable", "cannot be read"))
    store.writer().put_rejection(Rejection("fr.txt", "unreadable", "cannot be read"))
    assert store.writer().put(reading) is Put.NEW
    with store.view() as view:
        assert [r.name for r in view.rejections()] == ["fr.txt"]


def test_a_report_that_could_not_be_annotated_is_read_again(store):
    whole = handmade.reading("en.txt")
    failed = Reading(whole.page, whole.report, issues=(Issue(whole.report.id, "annotate", "stage-failed", "broke"),))
    store.writer().put(failed)
    with store.view() as view:
        assert [i.code for i in view.issues()] == ["stage-failed"]
        assert view.claims() == []
    assert store.writer().know(whole.page) is None
    assert store.writer().put(whole) is Put.NEW
    with store.view() as view:
        assert view.issues() == []
        assert len(view.claims()) == 4
        assert len(view.search("Observatory")) == 1


def test_conclusions_replace_the_old_as_a_whole(filled):
    filled.writer().replace(Conclusions(entities=CONCLUSIONS.entities[:1], issues=(Issue("cl-x", "ledger", "odd", "odd"),)))
    with filled.view() as view:
        assert len(view.entities()) == 1
        assert view.matters() == []
        assert view.linked() == []
        assert [i.code for i in view.issues()] == ["odd"]
        assert len(view.claims()) == len(CLAIMS)
        assert view.unreconciled() == 3
    filled.writer().replace(CONCLUSIONS)
    with filled.view() as view:
        assert view.issues() == []
        assert view.unreconciled() == 0


def test_a_failed_write_leaves_everything_as_it_was(filled):
    before = list(filled.dump())
    twice = dataclasses.replace(CONCLUSIONS, entities=(CONCLUSIONS.entities[0], CONCLUSIONS.entities[0]))
    with pytest.raises(StoreError):
        filled.writer().replace(twice)
    page = RawPage("new.txt", b"new")
    report = dataclasses.replace(handmade.report("en.txt"), id="rp-new", page_id=page.id, name="new.txt")
    with pytest.raises(StoreError):
        filled.writer().put(Reading(page, report, None, (TOOK,)))  # a claim of another report, already there
    assert list(filled.dump()) == before


def test_filters(filled):
    with filled.view() as view:
        assert [c.event for c in view.claims(event="capture", language="en")] == ["capture"]
        assert {c.id for c in view.claims(matter_id="ma-took")} == set(handmade.MATTERS[0].claim_ids)
        assert len(view.claims(origin_id="or-monitor")) == 3
        assert len(view.claims(source_id="en-mod")) == 2
        assert len(view.claims(place_id="pl-saeed")) == 3
        assert [c.report_id for c in view.claims(report_id=IDS["fr.txt"])] == [IDS["fr.txt"]] * 2
        assert [m.id for m in view.matters(claim_id=TOOK.id)] == ["ma-took"]
        assert [m.id for m in view.matters(standing="contested")] == ["ma-dead"]
        assert [m.id for m in view.matters(place_id="pl-saeed")] == ["ma-took"]
        assert len(view.incomparable(matter_id="ma-all")) == len(view.incomparable(matter_id="ma-24h")) == 1
        assert len(view.control(claim_id=TOOK.id)) == 1
        assert len(view.stories(report_id=IDS["ar.txt"])) == 1
        assert [r.name for r in view.reports(language="fr")] == ["fr.txt"]
        assert view.claims(event="nothing") == []
        with pytest.raises(StoreError, match="no filter"):
            view.claims(colour="red")


def test_order_and_paging(filled):
    with filled.view() as view:
        assert [m.standing for m in view.matters()] == ["confirmed", "single-source", "single-source", "contested"]
        assert [r.name for r in view.reports()] == sorted(TEXTS)
        every = view.claims()
        assert [c for at in range(0, 8, 3) for c in view.claims(Page(3, at))] == every
        assert view.claims(Page(0)) == []
        assert view.claims(Page(offset=7)) == every[7:]
        assert view.claims_of([QUTILU.id, "cl-none", TOOK.id]) == [QUTILU, TOOK]
        assert set(view.linked_of([TOOK.id])) == {TOOK.id}


def test_words_are_found_in_every_script(filled):
    with filled.view() as view:
        assert Hit("claims", QUTILU.id) in view.search("قتلوا")
        assert Hit("reports", IDS["fr.txt"]) in view.search("ombattan")
        assert Hit("claims", TOOK.id) in view.search("SHEIKH saeed")
        assert view.search("Sheikh combattants") == []
        assert view.search("no such words") == []


QUERIES = ['"', "a AND", "NEAR(", "*", "", "ab", "'; DROP TABLE claims; --", "col:word", "\0\0\0\0", "-- --", "(((("]


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_breaks_the_search(filled, query):
    with filled.view() as view:
        view.search(query)
        assert len(view.claims()) == len(CLAIMS)


def test_ids_are_found_by_what_begins_them(filled):
    with filled.view() as view:
        assert view.find("ma-to") == [Hit("matters", "ma-took")]
        assert view.find("took") == [Hit("matters", "ma-took")]
        assert view.find("MA-TOOK") == [Hit("matters", "ma-took")]
        assert view.find("fr.txt") == [Hit("reports", IDS["fr.txt"])]
        assert len(view.find("cl-")) == len(CLAIMS)
        assert view.find("zz") == view.find("") == view.find("%") == view.find("_") == []
        for hit in view.find("ma-"):
            assert view.record(hit).id == hit.id


def test_a_report_is_found_without_its_folder(store):
    reading = handmade.reading("en.txt")
    page, report = (dataclasses.replace(r, name="day_1/a%b/en.txt") for r in (reading.page, reading.report))
    store.writer().put(dataclasses.replace(reading, page=page, report=report))
    with store.view() as view:
        for name in ("en.txt", "a%b/en.txt", "day_1/a%b/en.txt"):
            assert view.find(name) == [Hit("reports", reading.report.id)]
        assert view.find("n.txt") == view.find("axb/en.txt") == []


def test_a_view_does_not_see_later_writes(tmp_path):
    from warledger.store import open_store

    with open_store(tmp_path / "l.db") as store:
        handmade.fill(store)
        with store.view() as early:
            store.writer().replace(Conclusions())
            assert len(early.matters()) == 4
        with store.view() as late:
            assert late.matters() == []


def draft(record_id="ma-took", why=""):
    return Judgement("", record_id, "accept", "{}", "ana", datetime(2026, 1, 1, tzinfo=UTC), why)


def test_judgements_are_chained_and_outlive_reconciliation(filled):
    first, second = filled.writer().judge(draft()), filled.writer().judge(draft("ma-dead"))
    assert first.previous == ""
    assert second.previous == first.hash
    filled.writer().replace(CONCLUSIONS)
    filled.writer().put(handmade.reading("en.txt"))
    with filled.view() as view:
        assert view.judgements() == [first, second]
        assert view.judgements(record_id="ma-dead") == [second]
        assert list(view.check()) == []


def test_a_ledger_that_was_tampered_with_is_found_out(filled):
    from sqlalchemy import text

    for why in ("one", "two", "three"):
        filled.writer().judge(draft(why=why))
    with filled.begin() as connection:
        connection.execute(text("UPDATE judgements SET record = replace(record, 'two', '2') WHERE number = 2"))
        connection.execute(text("UPDATE pages SET content = :other WHERE name = 'fr.txt'"), {"other": b"other"})
        connection.execute(text("UPDATE claims SET record = replace(record, 'overnight', 'yesterday')"))
    with filled.view() as view:
        assert sorted(i.code for i in view.check()) == ["evidence-moved", "judgement-changed", "page-changed"]
    with filled.begin() as connection:
        connection.execute(text("DELETE FROM judgements WHERE number = 2"))
    with filled.view() as view:
        assert "judgement-missing" in [i.code for i in view.check()]


def test_a_file_name_that_is_not_utf8(store):
    name = b"caf\xe9.txt".decode("utf-8", "surrogateescape")
    reading = handmade.reading("en.txt")
    odd = dataclasses.replace(reading, page=RawPage(name, reading.page.content), report=dataclasses.replace(reading.report, name=name))
    assert store.writer().put(odd) is Put.NEW
    assert store.writer().put(odd) is Put.KNOWN
    with store.view() as view:
        assert view.rejections() == []


def test_text_that_no_database_likes(store):
    nasty = "a\0b \ud800 \U0001f3f4 ' \" \\ %s ? :x \u202e"
    reading = handmade.reading("en.txt")
    report = dataclasses.replace(reading.report, title=nasty)
    claim = dataclasses.replace(reading.claims[0], count=Count(1, 2, nasty))
    store.writer().put(dataclasses.replace(reading, report=report, claims=(claim,)))
    with store.view() as view:
        assert view.reports()[0].title == nasty
        assert view.claims()[0].count.text == nasty


def test_what_a_database_says_is_one_line_wherever_it_is_said(filled):
    with filled.view() as view:
        view._connection.exec_driver_sql("SELECT 1")
        table = view._connection.exec_driver_sql
        with pytest.raises(StoreError) as caught:
            table("SELECT a FROM no_such_table")
    assert "\n" not in str(caught.value)
    assert "no_such_table" in str(caught.value)
