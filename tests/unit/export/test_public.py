"""What public files hold back: names, contacts, coordinates, long quotes; and what spreadsheets must not run."""

import csv
import dataclasses
import io
import json
import re

import pytest

import handmade as hm
from warledger.export.flat import guard, unguard
from warledger.export.formats import FORMATS, render
from warledger.export.job import ExportOptions
from warledger.export.policy import CONTACT, WITHHELD, Policy, Veil, without_contacts
from warledger.model import Entity, Form
from warledger.store import open_store


@pytest.fixture
def store():
    """One back end is enough here: stores are compared in tests/contract."""
    with open_store(":memory:") as opened:
        yield opened


WITNESS = Entity("en-amina", "person", "Amina Khaled", (Form("أمينة خالد", "ar", 1), Form("Amina", "en", 2)), private=True)


@pytest.fixture
def with_witness(store):
    hm.fill(store)
    linked = tuple(dataclasses.replace(k, source_id=WITNESS.id) if k.claim_id == hm.DEAD.id else k for k in hm.CONCLUSIONS.linked)
    matters = tuple(dataclasses.replace(m, what="Amina Khaled killed in Aleppo") if m.id == "ma-dead" else m for m in hm.MATTERS)
    store.writer().replace(dataclasses.replace(hm.CONCLUSIONS, entities=(*hm.ENTITIES, WITNESS), linked=linked, matters=matters))
    return store


def content(store, name, table="claims", full=False):
    with store.view() as view:
        return render(view, name, ExportOptions(Policy(full=full), table=table))[0].content.decode("utf-8", "replace")


@pytest.mark.parametrize("name", [n for n in FORMATS if n not in ("html", "parquet", "evidence")])
def test_no_public_file_names_a_private_person(with_witness, name):
    for table in ("claims", "matters", "entities", "reports"):
        shown = content(with_witness, name, table)
        assert "Amina" not in shown and "أمينة" not in shown
    assert name == "ged" or "Amina" in content(with_witness, name, "matters", full=True)


def test_coordinates_are_the_middle_of_a_cell_and_said_to_be(filled):
    feature = next(f for f in json.loads(content(filled, "geojson"))["features"] if f["id"] == "ma-dead")
    assert feature["geometry"]["coordinates"] == [37.15, 36.25]
    assert feature["properties"]["geo_precision"] == 2
    exact = next(f for f in json.loads(content(filled, "geojson", full=True))["features"] if f["id"] == "ma-dead")
    assert exact["geometry"]["coordinates"] == [37.16, 36.2]


def test_contacts_are_withheld_and_days_and_figures_stay():
    veil = Veil(Policy(), [WITNESS])
    said = veil.text("Call +963 944 123 456 or amina.k@mail.example on 2016-12-12, said Amina; 1,200 of 2 200 fled")
    assert said == f"Call {CONTACT} or {CONTACT} on 2016-12-12, said {WITHHELD}; 1,200 of 2 200 fled"
    assert Veil(Policy(full=True), [WITNESS]).text("said Amina") == "said Amina"


def test_words_that_are_no_names_stay():
    wrong = [
        Entity(f"en-{n}", "person", name, private=True)
        for n, name in enumerate(("Israeli", "he", "(", "the officer", "المراسل", "Syrian Observatory"))
    ]
    army = Entity("en-army", "body", "Israeli army")
    veil = Veil(Policy(), [WITNESS, army, *wrong], ["Syrian Observatory for Human Rights"])
    said = "he and the officer of the Israeli army told the Syrian Observatory (المراسل)"
    assert veil.text(said) == said and not any(veil.hides(e.id) for e in wrong)
    assert veil.hides(WITNESS.id) and veil.text("Amina hoped") == f"{WITHHELD} hoped"


def test_quotes_are_cut(filled):
    veil = Veil(Policy(quote_chars=20), ())
    assert len(veil.quote("a word " * 50)) <= 20


@pytest.mark.parametrize("evil", ["=HYPERLINK(1)", "+1+2", "-2+3", "@SUM(A1)", "\tcmd", "\rcmd", "'=1"])
def test_cells_are_guarded_and_can_be_restored(evil):
    from warledger.export.csvfile import csv_bytes

    text = csv_bytes(("a", "b"), [{"a": evil, "b": -12.5}]).decode()
    row = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert unguard(row[0]) == evil and row[0].startswith("'") and row[1] == "-12.5"


@pytest.mark.parametrize("evil", ["a;=1+1", "a\t@SUM(1)", "a\n=1", "\uff1d1+1", ";;-x", "it's;'=1", "a; =1", "\r\n=1", "3;-4"])
def test_what_parts_cells_elsewhere_begins_no_formula(evil):
    cell = guard(evil)
    assert not re.search(r"(?<![^;\t\r\n])[=+\-@\uff1d]", cell) and unguard(cell) == evil


@pytest.mark.parametrize(
    "said",
    ["36.17904\n37.14911", "lat 36.17904 lon 37.14911", "36.17904N and 37.14911E", "q=36.17904,37.14911,15z", "٣٦٫١٧٩٠٤ و ٣٧٫١٤٩١١",
     "8G2Q35H5+XX", "37SCV1234567890", "+963.944.123.456"],
)  # fmt: skip
def test_a_spot_is_withheld_however_it_is_written(said):
    shown = without_contacts(f"He fell at {said}.")
    assert "withheld" in shown and not re.search(r"\d{4}|[٠-٩]{4}|G2Q", shown)


@pytest.mark.parametrize(
    "said",
    ["12.12.2016 - 14.12.2016", "13.346 e 12.345 civis", "1.250.000.000 dollars", "728 fighters and 13,346 civilians", "T-72, C++11"],
)
def test_figures_and_days_are_no_spots(said):
    assert without_contacts(said) == said


def test_each_table_is_csv_with_its_columns(filled):
    for table, column in (
        ("claims", "evidence"),
        ("matters", "standing"),
        ("control", "claimant"),
        ("entities", "forms"),
        ("places", "lat"),
    ):
        rows = list(csv.DictReader(io.StringIO(content(filled, "csv", table))))
        assert rows and column in rows[0]
    control = next(csv.DictReader(io.StringIO(content(filled, "csv", "control"))))
    assert (control["status"], control["n_independent"], control["date"]) == ("Syrian state", "2", "2016-12-12")


def test_parquet_has_types_and_no_guard(filled):
    duckdb = pytest.importorskip("duckdb")
    with filled.view() as view:
        made = render(view, "parquet", ExportOptions(Policy(full=True)))[0]
    import tempfile

    with tempfile.NamedTemporaryFile(suffix=".parquet") as file:
        file.write(made.content)
        file.flush()
        rows = duckdb.sql(
            f"SELECT count_low, when_from, prob, evidence FROM '{file.name}' WHERE event = 'killed' ORDER BY evidence"
        ).fetchall()
    assert rows[0][0] == 34 and rows[0][1].isoformat() == "2016-12-12" and rows[0][2] == 0.9
    assert len(rows) == 3


def test_parquet_without_duckdb_says_what_to_install(filled, monkeypatch):
    import sys

    from warledger.model import ConfigError

    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(ConfigError, match=r"pip install 'warledger\[parquet\]'"), filled.view() as view:
        render(view, "parquet")
