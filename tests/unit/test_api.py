"""What the commands do, as Python calls."""

import json

import pytest

import fakes
import handmade
import warledger
from warledger.model import InputError, StoreError


@pytest.fixture
def ledger(tmp_path):
    with warledger.open_ledger(tmp_path / "l.db", create=True) as store:
        handmade.fill(store)
    return tmp_path / "l.db"


def test_lists_are_those_of_the_commands(ledger):
    assert len(warledger.list_claims(ledger)) == 8
    assert [m["standing"] for m in warledger.list_matters(ledger)][0] == "confirmed"
    assert {e["kind"] for e in warledger.list_entities(ledger)} == {"body", "anonymous", "place"}
    assert warledger.list_control(ledger)[0]["holder"] == "Syrian state"
    assert warledger.list_stories(ledger)[0]["on"] == "2016-12-12"
    json.dumps(warledger.list_matters(ledger))


def test_brief_page_and_check(ledger):
    assert warledger.make_brief(ledger).totals.claims == 8
    assert warledger.export_html(ledger).startswith("<!doctype html>")
    assert warledger.check_ledger(ledger) == []


def test_show(ledger):
    assert warledger.show_record("ma-took", ledger)["standing"] == "confirmed"
    with pytest.raises(InputError, match="8 records"):
        warledger.show_record("cl-", ledger)


def test_what_a_new_report_follows_is_looked_up(ledger):
    from dataclasses import replace

    index = warledger.index_echoes(ledger)
    with warledger.open_ledger(ledger) as store, store.view() as view:
        known = max(view.reports(), key=lambda r: len(r.text))
    (echo,) = index.find(replace(known, id="rp-new", credit="AFP", published_on=None, published_at=None))
    assert (echo.report_id, echo.of_id, echo.kind) == ("rp-new", known.id, "wire")
    assert index.find(replace(known, id="rp-new", text="Nothing of the kind was ever written before in this place.")) == ()


def test_evaluate(ledger, tmp_path):
    gold = tmp_path / "gold.jsonl"
    gold.write_text("\n".join(json.dumps(c) for c in warledger.list_claims(ledger)))
    assert warledger.evaluate_gold(gold, ledger).claims().f1 == 1.0


@pytest.mark.parametrize("workers", [0, 2])
def test_run(tmp_path, monkeypatch, workers):
    import warledger.run.default

    monkeypatch.setattr(warledger.run.default, "default_stages", lambda conflicts=(): fakes.stages())
    summary = warledger.run_reports([fakes.write_reports(tmp_path / "in", 3)], tmp_path / "l.db", workers=workers)
    assert summary.new == 3


def test_reading_makes_no_ledger(tmp_path):
    with pytest.raises(StoreError, match="no ledger"):
        warledger.list_claims(tmp_path / "none.db")
    assert not (tmp_path / "none.db").exists()


def test_the_version_is_that_of_the_project(tmp_path):
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert warledger.__version__ == project["project"]["version"]


def test_all_that_is_public_is_there_typed_and_listed():
    import ast
    import inspect
    from pathlib import Path

    from warledger import api

    functions = {name for name, f in inspect.getmembers(api, inspect.isfunction) if f.__module__ == api.__name__ and name[0] != "_"}
    stub = ast.parse(Path(warledger.__file__).with_suffix(".pyi").read_text())
    typed = {alias.name for node in stub.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert functions == set(warledger.__all__) == typed
    assert all(getattr(warledger, name) is getattr(api, name) for name in functions)
    with pytest.raises(AttributeError):
        warledger.nothing  # noqa: B018
