"""Shapes as rows and columns: CSV that a spreadsheet can open without running what strangers wrote.

Takes dicts of `shapes`, gives text. Does not choose what is shown.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

NUMBER = re.compile(r"(?<!\d)[+-]?\d+(\.\d+)?\Z")
BEGINNINGS = re.compile(r"(?<![^;\t\r\n])(?=['=+\-@\t\r\n\0\uff1d\uff0b\uff0d\uff20])")
"""Where a formula could begin: at the start, or after what may part cells elsewhere (a semicolon where the comma is decimal)."""
GUARDS = re.compile(r"(?<![^;\t\r\n])'")


def guard(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: a quote is put wherever one could begin; numbers stay.

    What begins with a quote gets one more, so that `unguard` gives back what was there.

    >>> guard("=HYPERLINK(1)"), guard("-12"), guard("- De later"), guard("Aleppo"), guard("a;=1+1")
    ("'=HYPERLINK(1)", '-12', "'- De later", 'Aleppo', "a;'=1+1")
    """
    return cell if NUMBER.match(cell) else BEGINNINGS.sub("'", cell)


def unguard(cell: str) -> str:
    """What a cell held before it was guarded.

    >>> unguard(guard("'a;=1;'b")), unguard("-12")
    ("'a;=1;'b", '-12')
    """
    return GUARDS.sub("", cell)


def flat(shape: Mapping[str, Any]) -> dict[str, str]:
    """A shape as cells: bounds and days get columns of their own, lists are joined with "; "."""
    cells: dict[str, str] = {}
    for key, value in shape.items():
        if key == "when":
            cells["when_from"], cells["when_to"] = (_cell(v) for v in value or (None, None))
        elif key == "count":
            cells |= {f"count_{k}": _cell((value or {}).get(k)) for k in ("low", "high", "text")}
        elif key == "estimate":
            cells |= {f"estimate_{k}": _cell((value or {}).get(k)) for k in ("low", "best", "high")}
        elif key == "canonical":
            cells |= {f"{k}_canonical": _cell(value.get(k)) for k in ("source", "actor", "target", "place", "origin")}
        else:
            cells[key] = _cell(value)
    return cells


def iter_csv(shapes: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """CSV lines (RFC 4180), the header first; nothing at all for no shapes."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for number, shape in enumerate(shapes):
        cells = flat(shape)
        if number == 0:
            writer.writerow(cells)
        writer.writerow([guard(c) for c in cells.values()])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(_cell(v) for v in value)
    if isinstance(value, Mapping):
        return _mapping_cell(value)
    return str(value)


def _mapping_cell(value: Mapping[str, Any]) -> str:
    """One line for an object inside a list: its name, or who blames whom, or a part of a count."""
    if "by" in value:
        return f"{value['by']} blames {value['whom']}"
    if "subject" in value and "count" in value:
        return f"{value['subject']} {_cell(value['count'])}"
    if "low" in value:
        return f"{_cell(value['low'])}..{_cell(value['high'])}"
    return str(value.get("name", ""))
