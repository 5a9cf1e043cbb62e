import json
import lzma
from pathlib import Path

import pytest
from linking import SHARED

from warledger.evaluate.names import evaluate_names
from warledger.evaluate.toponyms import evaluate_toponyms
from warledger.model import InputError

BENCHMARKS = SHARED / "benchmarks"


@pytest.mark.slow
@pytest.mark.shared
def test_names_across_scripts() -> None:
    file = BENCHMARKS / "names-wikidata-dev.jsonl.xz"
    if not file.is_file():
        pytest.skip("needs ../shared")
    found = evaluate_names(file, queries=150)["languages"]
    assert isinstance(found, dict)
    assert found["ru"]["rank_1"] >= 0.93
    assert found["ar"]["rank_1"] >= 0.88


@pytest.mark.slow
@pytest.mark.shared
def test_toponyms_and_incidents() -> None:
    if not (BENCHMARKS / "toponyms-lgl-en.jsonl.xz").is_file():
        pytest.skip("needs ../shared")
    found = evaluate_toponyms(BENCHMARKS / "toponyms-lgl-en.jsonl.xz")
    assert found["accuracy_161km"] >= 0.80  # type: ignore[operator]
    assert found["accuracy_exact"] >= 0.70  # type: ignore[operator]
    assert evaluate_toponyms(BENCHMARKS / "incidents-airwars-syria.jsonl.xz")["accuracy_10km"] >= 0.80  # type: ignore[operator]


def test_names_of_a_small_file(tmp_path: Path) -> None:
    file = tmp_path / "names.jsonl"
    rows = [("homs", "حمص"), ("hama", "حماة"), ("aleppo", "حلب"), ("saleh", "صالح")]
    file.write_text("".join(json.dumps({"language": "ar", "latin": a, "native": b}) + "\n" for a, b in rows), "utf-8")
    assert evaluate_names(file)["languages"]["ar"]["rank_1"] >= 0.75  # type: ignore[index]


@pytest.mark.parametrize("content", ["{}\n", "[1]\n", "not json\n", '{"language": "ar", "latin": 1, "native": "x"}\n'])
def test_files_of_another_kind(tmp_path: Path, content: str) -> None:
    file = tmp_path / "x.jsonl"
    file.write_text(content, "utf-8")
    with pytest.raises(InputError):
        evaluate_names(file)
    with pytest.raises(InputError):
        evaluate_toponyms(file)


def test_a_broken_archive(tmp_path: Path) -> None:
    file = tmp_path / "x.jsonl.xz"
    file.write_bytes(lzma.compress(b"{}")[:-6])
    with pytest.raises(InputError, match="cannot be read"):
        evaluate_names(file)
