from __future__ import annotations

from pathlib import Path

import pytest

from warledger.model.errors import PackError
from warledger.packs.tables import read_toml, read_tsv
from warledger.packs.words import Habits, fold, tokens_of


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_know_their_line(tmp_path: Path) -> None:
    rows = read_tsv(write(tmp_path / "a.tsv", "\ufeffform\tnote\n# no\n\nx\ty\r\nz\n"), ("form", "sense", "note"))
    assert [(r.line, dict(r.values)) for r in rows] == [
        (4, {"form": "x", "sense": "", "note": "y"}),
        (5, {"form": "z", "sense": "", "note": ""}),
    ]


@pytest.mark.parametrize(
    ("text", "line"), [("form\tform\n", 1), ("form\nx\ty\n", 2), ("form\tnote\n\ty\n", 2), (b"form\nok\n\xff\n", 3), ("", None)]
)
def test_bad_tsv(tmp_path: Path, text: str | bytes, line: int | None) -> None:
    with pytest.raises(PackError) as error:
        read_tsv(write(tmp_path / "a.tsv", text), ("form", "note"))
    assert error.value.line == line


@pytest.mark.parametrize(("text", "line", "key"), [("a = 1\nb = 2\n", 2, "b"), ("a = \n", 1, None), ("a = 1\n[c]\nd = 1\n", 2, "c")])
def test_bad_toml(tmp_path: Path, text: str, line: int, key: str | None) -> None:
    with pytest.raises(PackError) as error:
        read_toml(write(tmp_path / "a.toml", text), ("a",))
    assert (error.value.line, error.value.key) == (line, key)


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        read_tsv(tmp_path / "none.tsv", ("form",))


def test_tokens_slice_the_text() -> None:
    text = "L'hôpital — 1 500 blessés, ٢٣ قتيلاً; F-16, 2016-12-12, 'п’ять'"
    for token in tokens_of(text, Habits(elisions=frozenset({"l"}))):
        assert text[token.start : token.end] == token.text
    assert fold("П’ЯТЬ") == "п'ять"


def test_long_runs_are_linear() -> None:
    assert len(tokens_of("1" * 50_000)) == 1
    assert len(tokens_of("1 " * 50_000)) == 50_000
    assert len(tokens_of("'" * 50_000)) == 0
