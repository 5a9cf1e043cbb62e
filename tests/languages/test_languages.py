"""Runs the cases of every language: `counts.tsv` and `times.tsv` in the folders beside this file."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from warledger.claims.counts import parse_count
from warledger.link.times import is_same_period, resolve_time
from warledger.packs import LanguagePack, load_language
from warledger.packs.tables import Row, read_tsv

HERE = Path(__file__).parent
TEN = ("ar", "de", "en", "es", "fr", "nb", "pt", "ru", "tr", "uk")
CASES = 60


@cache
def pack(code: str) -> LanguagePack:
    return load_language(code)


def known_failures() -> set[tuple[str, str, str]]:
    return {(r["language"], r["kind"], r["text"]) for r in read_tsv(HERE / "_known_failures.tsv", ("language", "kind", "text", "reason"))}


def cases(kind: str, columns: tuple[str, ...]) -> list[object]:
    failing = known_failures()
    found: list[object] = []
    for folder in sorted(f for f in HERE.iterdir() if (f / f"{kind}.tsv").exists()):
        for row in read_tsv(folder / f"{kind}.tsv", columns):
            marks = [pytest.mark.xfail(strict=True)] if (folder.name, kind, row["text"]) in failing else []
            found.append(pytest.param(folder.name, row, marks=marks, id=f"{folder.name}-{row.line}"))
    return found


@pytest.mark.parametrize(("code", "row"), cases("counts", ("text", "low", "high")))
def test_count(code: str, row: Row) -> None:
    found = parse_count(row["text"], pack(code))
    if not row["low"] and not row["high"]:  # words too vague to be compared
        assert found is None, row["text"]
        return
    wanted = (int(row["low"]) if row["low"] else None, int(row["high"]) if row["high"] else None)
    assert found is not None, row["text"]
    assert (found.low, found.high) == wanted, row["text"]
    assert found.text == row["text"]


@pytest.mark.parametrize(("code", "row"), cases("times", ("text", "published", "from", "to")))
def test_time(code: str, row: Row) -> None:
    found = resolve_time(row["text"], pack(code), date.fromisoformat(row["published"]))
    if row["from"] == "same":
        assert found is None
        assert is_same_period(row["text"], pack(code))
        return
    assert found is not None, row["text"]
    day = (found.start.isoformat() if found.start else "", found.end.isoformat() if found.end else "")
    assert day == (row["from"], row["to"]), row["text"]


@pytest.mark.parametrize("code", TEN)
@pytest.mark.parametrize("kind", ["counts", "times"])
def test_enough_cases(code: str, kind: str) -> None:
    lines = (HERE / code / f"{kind}.tsv").read_text(encoding="utf-8").splitlines()
    assert len(lines) > CASES


def test_known_failures_name_cases() -> None:
    for code, kind, text in known_failures():
        rows = (HERE / code / f"{kind}.tsv").read_text(encoding="utf-8").splitlines()
        assert any(line.split("\t")[0] == text for line in rows), (code, kind, text)
