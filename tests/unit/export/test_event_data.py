"""ACLED, GED and POLECAT files, read back by readers written from the codebooks."""

import dataclasses
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import handmade as hm
from warledger.export.acled import COLUMNS as ACLED_COLUMNS
from warledger.export.formats import FORMATS, export_file, render
from warledger.export.ged import COLUMNS as GED_COLUMNS
from warledger.export.incidents import Query
from warledger.export.job import ExportOptions
from warledger.export.polecat import COLUMNS as POLECAT_COLUMNS
from warledger.export.policy import Policy
from warledger.export.precision import Spot, date_prec, geo_precision, priogrid, time_precision, where_prec
from warledger.model import Period
from warledger.store import open_store

sys.path.insert(0, str(Path(__file__).parent))
import codebooks


@pytest.fixture
def store():
    """One back end is enough here: stores are compared in tests/contract."""
    with open_store(":memory:") as opened:
        yield opened


FULL = ExportOptions(Policy(full=True))


def file_of(store, name, options=FULL):
    with store.view() as view:
        return render(view, name, options)


def test_the_columns_are_those_of_the_codebooks():
    assert (len(ACLED_COLUMNS), len(GED_COLUMNS), len(POLECAT_COLUMNS)) == (31, 49, 40)
    assert list(ACLED_COLUMNS) == codebooks.ACLED
    assert list(GED_COLUMNS) == codebooks.GED
    assert list(POLECAT_COLUMNS) == codebooks.POLECAT


def test_acled_rows_come_back_as_the_codebook_reads_them(filled):
    exported, beside = file_of(filled, "acled")
    rows = {r["tags"].removeprefix("warledger="): r for r in codebooks.read_acled(exported.content)}
    assert set(rows) == {"ma-took", "ma-dead", "ma-24h"}
    dead = rows["ma-dead"]
    assert (dead["event_date"], dead["time_precision"], dead["fatalities"]) == ("2016-12-12", "1", "34")
    assert (dead["country"], dead["iso"], dead["region"], dead["location"]) == ("Syria", "760", "Middle East", "Aleppo")
    assert (dead["actor2"], dead["inter2"], dead["civilian_targeting"]) == ("Civilians (Syria)", "Civilians", "Civilian targeting")
    assert dead["geo_precision"] == "1" and float(dead["latitude"]) == 36.2
    assert "Count: low 34, best 34, high open." in dead["notes"]
    assert "Syrian Observatory for Human Rights" in dead["notes"] and "Denied by" in dead["notes"]
    assert dead["source"] == "ar.txt; The Wire"
    took = rows["ma-took"]
    assert took["geo_precision"] == "2", "the district has no coordinates of its own"
    assert beside["rows"] == 3
    assert beside["left_out"] == {"a total over more than a month: ACLED codes events": ["ma-all"]}, "a running total is no event"
    assert file_of(filled, "geojson")[1]["do_not_sum"] == [["ma-24h", "ma-all", "different period"]]


def test_acled_codes_can_be_numbers(filled):
    exported, _ = file_of(filled, "acled", ExportOptions(Policy(full=True), numeric=True))
    rows = codebooks.read_acled(exported.content, numeric=True)
    assert {r["interaction"] for r in rows} >= {"37"}


def test_ged_rows_come_back_as_the_codebook_reads_them(filled):
    exported, beside = file_of(filled, "ged")
    (row,) = codebooks.read_ged(exported.content)
    assert row["relid"] == "ma-dead"
    assert (row["best"], row["low"], row["high"], row["deaths_civilians"]) == ("34", "34", "34", "34")
    assert (row["type_of_violence"], row["side_b"], row["country_id"]) == ("3", "Civilians", "652")
    assert (row["number_of_sources"], row["source_original"]) == ("1", "Syrian Observatory for Human Rights")
    assert (row["where_prec"], row["date_prec"], row["code_status"]) == ("1", "1", "Check")
    assert sum(map(len, beside["left_out"].values())) == 3


def test_polecat_rows_hold_events_accusations_and_denials(filled):
    exported, _ = file_of(filled, "polecat")
    rows = {r["Event ID"]: r for r in codebooks.read_polecat(exported.content)}
    assert rows["ma-dead"]["Event Type"] == "ASSAULT" and rows["ma-dead"]["Event Mode"] == "targeted"
    assert rows["ma-dead.a1"]["Event Type"] == "ACCUSE" and rows["ma-dead.a1"]["Recipient Name"] == "Syrian Arab Army"
    assert rows["ma-dead.d1"]["Event Type"] == "REJECT" and rows["ma-dead.d1"]["Actor Name"] == "Syrian Arab Army"
    assert rows["ma-24h"]["Event Mode"] == "disarm"
    assert rows["ma-dead"]["Country"] == "SYR" and rows["ma-dead"]["Language"] == "ar;en"


def test_polecat_json_keeps_the_figure(filled):
    exported, _ = file_of(filled, "polecat-json")
    rows = {r["id"]: r for r in codebooks.read_polecat_json(exported.content)}
    assert rows["ma-dead"]["size"] == {"dead": 34}
    assert rows["ma-dead"]["event_loc"][0]["resolution"] == 4


def test_two_exports_of_a_ledger_are_one_file(filled):
    for name, kind in FORMATS.items():
        if name != "evidence":
            options = ExportOptions()
            assert file_of(filled, name, options)[0].content == file_of(filled, name, options)[0].content, kind


def test_a_query_takes_only_what_is_asked_and_is_told(filled):
    options = ExportOptions(Policy(full=True), Query(event="surrender", since=date(2016, 12, 1)))
    exported, beside = file_of(filled, "acled", options)
    assert {r["tags"] for r in codebooks.read_acled(exported.content)} == {"warledger=ma-24h"}
    assert beside["query"] == {"event": "surrender", "since": "2016-12-01"}


def test_the_sidecar_stands_beside_the_file_with_its_hash(filled, tmp_path):
    import hashlib
    import json

    with filled.view() as view:
        export_file(view, "ged", tmp_path / "x.csv")
    beside = json.loads((tmp_path / "x.csv.meta.json").read_text())
    assert beside["sha256"] == hashlib.sha256((tmp_path / "x.csv").read_bytes()).hexdigest()
    assert beside["policy"]["mode"] == "public" and beside["cannot_say"] and beside["rules"] and beside["licence"]
    assert sorted(p.name for p in tmp_path.iterdir() if "ledger" not in p.name) == ["x.csv", "x.csv.meta.json"]


def test_an_empty_ledger_gives_files_with_headers_only(store):
    for name in FORMATS:
        if name != "evidence":
            assert file_of(store, name)[0].content or name in ("polecat-json", "ftm")


DAY = date(2020, 2, 1)


@pytest.mark.parametrize(("days", "acled", "ged"), [(1, 1, 1), (2, 2, 2), (6, 2, 2), (7, 2, 3), (8, 3, 4), (30, 3, 4), (200, 3, 5)])
def test_codes_of_time(days, acled, ged):
    when = Period(DAY, DAY + timedelta(days - 1))
    assert (time_precision(when), date_prec(when)) == (acled, ged)


def test_open_and_unknown_times_are_the_least_exact():
    for when in (None, Period(None, DAY), Period(DAY, None)):
        assert (time_precision(when), date_prec(when)) == (3, 5)


@pytest.mark.parametrize(
    ("spot", "acled", "ged"),
    [
        (Spot("x", feature="town", lat=1, lon=1), 1, 1),
        (Spot("x", feature="town", lat=1, lon=1, own=False), 2, 2),
        (Spot("x", feature="road", lat=1, lon=1), 2, 5),
        (Spot("x", feature="region", admin=("x",), level=1), 3, 4),
        (Spot("x", feature="region", admin=("y", "x"), level=2), 3, 3),
        (Spot("x", feature="country"), 3, 6),
        (Spot(), 3, 6),
    ],
)
def test_codes_of_place(spot, acled, ged):
    assert (geo_precision(spot), where_prec(spot)) == (acled, ged)


def test_coarse_coordinates_are_never_called_exact():
    spot = Spot("x", feature="town", lat=1, lon=1)
    assert (geo_precision(spot, coarse=True), where_prec(spot, coarse=True)) == (2, 2)


@pytest.mark.parametrize(("lat", "lon", "cell"), [(34.53, 69.17, 179779), (-89.9, -179.9, 1), (89.9, 179.9, 259200), (90, 180, 259200)])
def test_priogrid(lat, lon, cell):
    assert priogrid(lat, lon) == cell


@given(st.floats(-89.99, 89.99), st.floats(-179.99, 179.99))
def test_coarsening_keeps_the_priogrid_cell(lat, lon):
    from warledger.export.policy import Veil

    veil = Veil(Policy(), ())
    moved = veil.degree(lat), veil.degree(lon)
    assert abs(moved[0] - lat) <= 0.0501 and abs(moved[1] - lon) <= 0.0501
    edge = min(abs(v * 2 - round(v * 2)) for v in (lat, lon)) < 1e-6
    assert edge or priogrid(*moved) == priogrid(lat, lon)


def test_civilians_hit_by_a_state_are_one_sided_violence_and_state_forces(store):
    entities = tuple(dataclasses.replace(e, country="SY") if e.id == "en-army" else e for e in hm.ENTITIES)
    linked = tuple(dataclasses.replace(k, actor_id="en-army") if k.claim_id == hm.DEAD.id else k for k in hm.CONCLUSIONS.linked)
    hm.fill(store)
    store.writer().replace(dataclasses.replace(hm.CONCLUSIONS, entities=entities, linked=linked))
    rows = {r["tags"]: r for r in codebooks.read_acled(file_of(store, "acled")[0].content)}
    assert rows["warledger=ma-dead"]["interaction"] == "State Forces-Civilians"
    (row,) = codebooks.read_ged(file_of(store, "ged")[0].content)
    assert (row["side_a"], row["gwnoa"], row["dyad_name"]) == ("Syrian Arab Army", "652", "Syrian Arab Army - Civilians")


def test_what_is_only_expected_or_denied_is_no_event(store):
    hm.fill(store)
    matters = tuple(dataclasses.replace(m, claim_ids=(hm.DENIED.id,), estimate=None) if m.id == "ma-dead" else m for m in hm.MATTERS)
    store.writer().replace(dataclasses.replace(hm.CONCLUSIONS, matters=matters))
    _, beside = file_of(store, "acled")
    assert beside["left_out"]["only denials of it are known"] == ["ma-dead"]
    rows = codebooks.read_polecat(file_of(store, "polecat")[0].content)
    assert {r["Event ID"] for r in rows if r["Event ID"].startswith("ma-dead")} == {"ma-dead.a1", "ma-dead.d1"}
