"""What public files hold back: names, contacts, coordinates, long quotes; and what spreadsheets must not run."""

import csv
import dataclasses
import io
import json

import pytest

import handmade as hm
from warledger.export.formats import FORMATS, render
from warledger.export.job import ExportOptions
from warledger.export.policy import CONTACT, WITHHELD, Policy, Veil
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
    assert row[0] == f"'{evil}" and row[1] == "-12.5"


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
