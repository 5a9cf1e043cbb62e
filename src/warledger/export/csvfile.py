"""Rows under fixed columns as CSV or TSV bytes.

Takes dicts, gives UTF-8. Cells that a spreadsheet would run are guarded in CSV; TSV holds no tabs and no line ends.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from warledger.export.flat import guard
from warledger.export.words import inert


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """CSV (RFC 4180) with a header line."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([guard(_cell(row.get(c))) for c in columns])
    return buffer.getvalue().encode("utf-8", "replace")


def tsv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> bytes:
    """Tab-separated lines with a header line, nothing quoted: readers of such files split at tabs."""
    lines = ["\t".join(columns)]
    lines += ["\t".join(guard(inert(_cell(row.get(c)))) for c in columns) for row in rows]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)
