"""The notebook in examples/ runs from its first cell to its last and draws what the ledger holds."""

import ast
import json
import shutil
import sys
from pathlib import Path

import pytest
from lxml import etree

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "examples" / "toll-and-control.ipynb"
SVG = "{http://www.w3.org/2000/svg}"


def cells():
    plain = json.loads(NOTEBOOK.read_text("utf-8"))
    assert plain["nbformat"] == 4 and len({c["id"] for c in plain["cells"]}) == len(plain["cells"])
    return ["".join(c["source"]) for c in plain["cells"] if c["cell_type"] == "code"]


def test_it_is_kept_without_outputs():
    plain = json.loads(NOTEBOOK.read_text("utf-8"))
    assert all(not c["outputs"] and c["execution_count"] is None for c in plain["cells"] if c["cell_type"] == "code")


def run(sources):
    """Cells in one fresh namespace; the values of their last lines, as a notebook shows them."""
    space, shown = {"__name__": "__main__"}, []
    for number, source in enumerate(sources):
        tree = ast.parse(source)
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, f"cell {number}", "exec"), space)
        if last is not None:
            shown.append(eval(compile(ast.Expression(last.value), f"cell {number}", "eval"), space))
    return space, shown


@pytest.mark.slow
def test_it_runs_and_draws_each_toll_and_each_place(tmp_path, monkeypatch):
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "pandas", None)
    monkeypatch.setitem(sys.modules, "polars", None)
    space, shown = run(cells())
    assert shown[0].new == len(list((ROOT / "examples" / "aleppo").glob("*.txt"))) and not shown[0].rejections
    drawn = [etree.fromstring(d._repr_svg_().encode()) for d in shown[1:3]]
    tolls, control = ([e.text or "" for e in d.iter(f"{SVG}text")] for d in drawn)
    assert space["counted"] and all(any(f"{m['estimate']['low']:,}" in t for t in tolls) for m in space["counted"])
    assert len(list(drawn[0].iter(f"{SVG}circle"))) == len(space["counted"])
    assert space["told"] and {c["place"] for c in space["told"]} <= set(control)
    assert all(0 <= float(e.get("cx")) <= 1120 for d in drawn for e in d.iter(f"{SVG}circle"))
    assert "pip install 'warledger[pandas]'" in shown[3], "the notebook needs neither library"
