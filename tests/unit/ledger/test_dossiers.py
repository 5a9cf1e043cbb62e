"""The project's own dossiers, claims given: floors that must not be undercut."""

from __future__ import annotations

from pathlib import Path

import pytest

from warledger.evaluate.dossiers import evaluate_ledger, find_folders
from warledger.model import InputError

DOSSIERS = Path(__file__).resolve().parents[3] / "evals" / "ledger"
FLOORS = dict.fromkeys(
    "matters stories lineage lineage_kind entities origin independent_origins standing relation denial accusation incomparable control "
    "estimate".split(), 0.95
)  # fmt: skip
# Near pairs that no rule tells yet: a region or a town that no table has, a town spelt in three ways, two reasons at once.
FLOORS["incomparable"] = 0.94


@pytest.fixture(scope="module")
def scores():
    return evaluate_ledger([DOSSIERS])["given"]["scores"]


def test_there_are_forty_dossiers():
    assert len(find_folders([DOSSIERS])) >= 40


@pytest.mark.parametrize("measure", sorted(FLOORS))
def test_floor(scores, measure):
    assert scores[measure]["score"] >= FLOORS[measure]


def test_a_folder_without_dossiers_is_an_error(tmp_path):
    with pytest.raises(InputError, match="holds no dossier"):
        evaluate_ledger([tmp_path])


def test_a_broken_dossier_is_an_error(tmp_path):
    (tmp_path / "truth.json").write_text("{", encoding="utf-8")
    (tmp_path / "reports.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="not a dossier"):
        evaluate_ledger([tmp_path])
