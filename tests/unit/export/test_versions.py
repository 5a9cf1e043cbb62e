"""What updates of one page did to its claims."""

import dataclasses
import json
from datetime import UTC, datetime

import pytest

import handmade as hm
from warledger.export.lookup import Lookup
from warledger.export.versions import compare_claims, versions_of, versions_shape
from warledger.model import Count, RawPage, Span, content_id
from warledger.store import Conclusions, Reading, open_store

URL = "https://a.example/news/1"
TEXTS = (
    "At least 34 civilians were killed in Aleppo, the Observatory said. The army took Sheikh Saeed overnight.",
    "At least 41 civilians were killed in Aleppo, the Observatory said. 728 fighters surrendered. The army took Sheikh Saeed overnight.",
    "At least 41 civilians were killed in Aleppo, the Observatory said. 728 fighters surrendered.",
)


def claim(report, words, event, count=None):
    start = report.text.index(words)
    span = Span(start, start + len(words))
    made = dataclasses.replace(hm.DEAD if event == "killed" else hm.TOOK, report_id=report.id, span=span, trigger=span, evidence=words)
    return dataclasses.replace(
        made, id=content_id("cl", report.id, words), event=event, count=Count(count, count, str(count)) if count else None
    )


def reading(number, url=URL):
    text = TEXTS[number]
    page = RawPage(url, text.encode(), identity=url, captured_at=datetime(2016, 12, 12, 10 + number, tzinfo=UTC))
    base = hm.report("fr.txt")
    report = dataclasses.replace(
        base, id=content_id("rp", page.id), page_id=page.id, name=url, captured=text, text=text, url=url, sha256=page.sha256, language="en"
    )
    claims = [claim(report, w, "capture") for w in ("The army took Sheikh Saeed overnight",) if w in text]
    claims += [claim(report, text.partition(",")[0], "killed", 34 if "34" in text else 41)]
    claims += [claim(report, w, "surrender", 728) for w in ("728 fighters surrendered",) if w in text]
    marks = dataclasses.replace(hm.reading("fr.txt").annotation, report_id=report.id, sentences=(Span(0, len(text)),))
    return Reading(page, report, marks, tuple(claims))


@pytest.fixture
def view():
    with open_store(":memory:") as store:
        for made in (reading(2), reading(0), reading(1), reading(0, "https://a.example/news/2")):
            store.writer().put(made)
        store.writer().replace(Conclusions())
        with store.view() as opened:
            yield opened


@pytest.mark.parametrize("asked", [0, 1, 2])
def test_versions_are_in_the_order_of_capture_whichever_is_asked(view, asked):
    found = versions_of(view, reading(asked).report)
    assert [v.report.id for v in found] == [reading(n).report.id for n in range(3)], "another page is no version"
    first, second, third = (v.update for v in found)
    assert first is None
    assert [c.event for c in second.added] == ["surrender"] and not second.dropped and second.kept == 1
    (change,) = second.changed
    assert change.fields == ("figure", "wording") and (change.before.count.low, change.after.count.low) == (34, 41)
    assert not third.added and not third.changed and [c.event for c in third.dropped] == ["capture"] and third.kept == 2


def test_the_shape_is_json(view):
    shape = json.loads(json.dumps(versions_shape(view, Lookup.of(view), reading(0).report)))
    assert shape["url"] == URL and [v["claims"] for v in shape["versions"]] == [2, 3, 2]
    assert shape["versions"][0]["changes"] is None and shape["versions"][1]["changes"]["changed"][0]["after"]["count"]


def test_a_report_without_address_has_one_version(view):
    alone = dataclasses.replace(reading(0).report, url="", name="a.txt")
    assert len(versions_of(view, alone)) == 1


def test_the_most_alike_are_one_claim_and_strangers_are_none():
    old = reading(0)
    killed = next(c for c in old.claims if c.event == "killed")
    far = dataclasses.replace(killed, id="cl-far", evidence="Shelling in Idlib left a dozen people dead, medics told us on Monday")
    near = dataclasses.replace(killed, id="cl-near", evidence="At least 36 civilians were killed in Aleppo", source=None)
    found = compare_claims([killed], [far, near])
    assert [c.id for c in found.added] == ["cl-far"] and found.changed[0].after.id == "cl-near"
    assert compare_claims([], []).kept == 0 and compare_claims([killed], [killed]).changed == ()


def test_the_command_prints_and_writes_them(tmp_path, monkeypatch, capsys):
    import sys

    from warledger.cli import main

    path = tmp_path / "l.db"
    with open_store(path, create=True) as store:
        for n in range(3):
            store.writer().put(reading(n))
        store.writer().replace(Conclusions())
    for words in (["--versions"], ["--versions", "--format", "json"]):
        monkeypatch.setattr(sys, "argv", ["warledger", "show", reading(1).report.id, *words, "--ledger", str(path)])
        with pytest.raises(SystemExit) as end:
            main()
        assert not end.value.code
    out = capsys.readouterr().out
    text, _, plain = out.partition("\n{")
    assert "3 versions" in text and "34" in text and "→" in text and "- " in text and "+ " in text
    assert len(json.loads("{" + plain)["versions"]) == 3


def test_python_asks_for_them_too(tmp_path):
    import warledger
    from warledger.model import InputError

    with open_store(tmp_path / "l.db", create=True) as store:
        store.writer().put(reading(0))
    found = warledger.show_versions(reading(0).report.id, tmp_path / "l.db")
    assert [v["report"] for v in found["versions"]] == [reading(0).report.id]
    with pytest.raises(InputError):
        warledger.show_versions("rp-none", tmp_path / "l.db")


def test_where_no_capture_is_known_the_page_says_which_version_is_later():
    def saved(number, changed):
        made = reading(number)
        page = dataclasses.replace(made.page, captured_at=None)
        report = dataclasses.replace(made.report, published_at=datetime(2016, 12, 12, 8, tzinfo=UTC), modified_at=changed)
        return dataclasses.replace(made, page=page, report=report)

    later, first = saved(0, datetime(2016, 12, 12, 18, tzinfo=UTC)), saved(1, datetime(2016, 12, 12, 9, tzinfo=UTC))
    unchanged = saved(2, None)
    with open_store(":memory:") as store:
        for made in (later, unchanged, first):
            store.writer().put(made)
        store.writer().replace(Conclusions())
        with store.view() as view:
            assert [v.report.id for v in versions_of(view, first.report)] == [r.report.id for r in (unchanged, first, later)]
