"""What SECURITY.md names as shown by a test is there: every item of the list, every file, every test."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROWS = {
    cells[1].strip(): re.findall(r"`([^`]+)`", cells[3])
    for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    if len(cells := line.split("|")) > 3 and re.fullmatch(r" T\d+ ", cells[1])
}
TESTS = {name for file in (ROOT / "tests").rglob("test_*.py") for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.M)}


def test_no_item_is_left_out():
    assert list(ROWS) == [f"T{number}" for number in range(1, 27)]


@pytest.mark.parametrize("item", ROWS)
def test_what_shows_an_item_is_there(item):
    shown = [name for name in ROWS[item] if name.endswith((".py", "/")) and "://" not in name]
    assert [name for name in shown if not (ROOT / "tests" / name).exists() and not (ROOT / name).exists()] == []
    named = [name for name in ROWS[item] if re.fullmatch(r"[a-z]+(_[a-z]+)+", name)]
    assert [name for name in named if not any(name in test for test in TESTS)] == []
    assert shown or named or item == "T24"
