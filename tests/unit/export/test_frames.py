"""Records as data frames. With neither pandas nor polars here only what is said of their absence is looked at."""

import sys
from datetime import date

import pytest

import handmade
import warledger
from warledger.export.frames import Records
from warledger.model import ConfigError, StoreError

ODD = Records([
    {"id": "a", "count": {"low": 3, "high": None, "text": "at least 3"}, "when": ["0987-01-02", None], "private": True, "lat": 36.5},
    {"id": "b", "count": None, "when": None, "private": False, "forms": ["Halep", "حلب"], "lat": -0.25},
])  # fmt: skip


@pytest.fixture
def war(tmp_path):
    with warledger.open_ledger(tmp_path / "l.db", create=True) as store:
        handmade.fill(store)
    with warledger.open(tmp_path / "l.db") as opened:
        yield opened


@pytest.fixture
def without(monkeypatch):
    return lambda *names: [monkeypatch.setitem(sys.modules, name, None) for name in names]


def test_an_open_ledger_answers_as_the_calls_do(war):
    path = war.store.name
    assert war.claims() == warledger.list_claims(path) and war.matters() == warledger.list_matters(path)
    assert war.entities() == warledger.list_entities(path) and war.stories() == warledger.list_stories(path)
    assert war.control(on=date(2016, 12, 12)) == warledger.list_control(path, on=date(2016, 12, 12))
    assert war.show("ma-took") == warledger.show_record("ma-took", path)
    assert {c["report"] for c in war.claims()} == {r["name"] for r in war.reports()}
    took = war.matters(event="capture")
    assert took and len(took) < len(war.matters()) and {m["event"] for m in took} == {"capture"}


def test_it_is_closed_with_its_block_and_makes_no_ledger(war, tmp_path):
    with pytest.raises(StoreError, match="no ledger"):
        warledger.open(tmp_path / "none.db")
    with pytest.raises(StoreError, match="filter"):
        war.claims(colour="red")


def test_pandas(war):
    pandas = pytest.importorskip("pandas", reason="pandas is not installed: pip install 'warledger[pandas]'")
    for records in (war.claims(), war.matters(), war.control(), war.entities(), war.stories(), war.reports()):
        assert len(records) and list(records.to_pandas()["id"]) == [r["id"] for r in records]
    claims = war.claims().to_pandas()
    assert [int(n) for n in claims["count_low"].dropna()] == [c["count"]["low"] for c in war.claims() if c["count"] and c["count"]["low"]]
    assert str(claims["count_low"].dtype) == "Int64" and claims["start"].max() > 0
    odd = ODD.to_pandas()
    assert odd["count_high"].isna().all() and odd["count_low"].sum() == 3 and list(odd["private"]) == [True, False]
    assert odd["when_from"][0] == pandas.Timestamp("0987-01-02").as_unit("s") and pandas.isna(odd["when_from"][1])
    assert odd["forms"][1] == "Halep; حلب" and pandas.isna(odd["forms"][0]) and odd["lat"].min() == -0.25
    assert isinstance(ODD.frame(), pandas.DataFrame) and list(Records().frame().columns) == ["id"]


def test_polars(war, without):
    polars = pytest.importorskip("polars", reason="polars is not installed: pip install 'warledger[polars]'")
    for records in (war.claims(), war.matters(), war.control(), war.entities(), war.stories(), war.reports()):
        assert len(records) and list(records.to_polars()["id"]) == [r["id"] for r in records]
    odd = ODD.to_polars()
    assert odd["when_from"].to_list() == [date(987, 1, 2), None] and odd["count_low"].to_list() == [3, None]
    assert odd["private"].to_list() == [True, False] and odd["forms"].to_list() == [None, "Halep; حلب"]
    without("pandas")
    assert isinstance(ODD.frame(), polars.DataFrame) and Records().frame().columns == ["id"]


def test_what_is_missing_is_named(without):
    without("pandas", "polars")
    with pytest.raises(ConfigError, match=r"pandas or polars.*warledger\[pandas\]"):
        ODD.frame()
    with pytest.raises(ConfigError, match=r"pandas.*warledger\[pandas\]"):
        ODD.to_pandas()
    with pytest.raises(ConfigError, match=r"polars.*warledger\[polars\]"):
        ODD.to_polars()
