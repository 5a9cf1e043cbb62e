import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from warledger.export.flat import flat, guard, iter_csv, unguard


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|x", "-2+3", "@SUM(A1)", "\tx", "\rx", "\0x", "- De later", "=HYPERLINK(1)", "+", "-"])
def test_formulas_are_made_harmless(cell):
    assert guard(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["-12", "+3", "-1.5", "12", "", "Aleppo", "حلب", "a=b", " =1"])
def test_numbers_and_words_stay(cell):
    assert guard(cell) == cell


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_the_guard_can_be_taken_off(cell):
    safe = guard(cell)
    assert unguard(safe) == cell
    assert not safe.startswith(("=", "@", "\t", "\r", "\0"))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12), min_size=1, max_size=4))
def test_csv_comes_back(cells):
    shape = {f"k{i}": c for i, c in enumerate(cells)}
    (row,) = csv.DictReader(io.StringIO("".join(iter_csv([shape])), newline=""))
    assert [unguard(v) for v in row.values()] == cells


def test_objects_become_columns():
    cells = flat(
        {
            "when": [None, "2016-12-12"], "count": {"low": 1, "high": None, "text": "at least one"}, "estimate": None,
            "accused": [{"by": "A", "whom": "B"}], "origins": [{"name": "X"}, {"name": "Y"}], "ok": True,
            "included": [{"subject": "children", "count": {"low": 3, "high": 3, "text": "three"}}],
        }
    )  # fmt: skip
    assert cells == {
        "when_from": "", "when_to": "2016-12-12", "count_low": "1", "count_high": "", "count_text": "at least one", "estimate_low": "",
        "estimate_best": "", "estimate_high": "", "accused": "A blames B", "origins": "X; Y", "ok": "yes", "included": "children 3..3",
    }  # fmt: skip


def test_no_shapes_no_lines():
    assert list(iter_csv([])) == []
