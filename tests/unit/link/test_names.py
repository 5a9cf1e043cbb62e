import csv
from pathlib import Path

import pytest

from warledger.link.align import likeness, rank_alike
from warledger.link.names import THRESHOLDS, compare, joins

TABLE = Path(__file__).parent / "lookalikes.tsv"


def _pairs() -> list[dict[str, str]]:
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_lookalikes_are_kept_apart() -> None:
    pairs = _pairs()
    joined = [p for p in pairs if joins(p["a"], p["b"], p["kind"], p["a_language"], p["b_language"])]
    wrong = [(p["a"], p["b"]) for p in joined if p["same"] == "no"]
    same = [p for p in pairs if p["same"] == "yes"]
    assert len(pairs) >= 200
    assert 1 - len(wrong) / len(joined) >= 0.98, wrong
    assert sum(p["same"] == "yes" for p in joined) / len(same) >= 0.9


def test_compare_is_symmetric() -> None:
    for p in _pairs():
        one = compare(p["a"], p["b"], p["kind"], p["a_language"], p["b_language"]).score
        assert one == pytest.approx(compare(p["b"], p["a"], p["kind"], p["b_language"], p["a_language"]).score)


def test_compare_brings_its_reasons() -> None:
    match = compare("Homs", "حماة", "place", "en", "ar")
    assert match.score < THRESHOLDS["place"]
    assert "across scripts" in match.reasons[0]


@pytest.mark.parametrize("text", ["", "x", "😀", "a" * 10_000, "\u202e"])
def test_odd_names_join_with_nothing_else(text: str) -> None:
    assert not joins(text, "Bashar al-Assad", "person")


def test_learned_weights_rank_the_right_spelling_first() -> None:
    natives = ["حماة", "حلب", "حمص", "صالح", "سعيد"]
    assert natives[rank_alike("Homs", natives, "ar")[0][1]] == "حمص"
    assert likeness("hassan", "حسن", "ar") > likeness("hassan", "سعيد", "ar")  # type: ignore[operator]
    assert likeness("hassan", "חסן", "he") is None
