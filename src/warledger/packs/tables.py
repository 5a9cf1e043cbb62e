"""Reads the two file formats of packs: TSV for long lists, TOML for structure.

Takes paths (or package resources), gives rows and tables that know their file and line. Does not know what the
columns mean; whatever is not expected is a PackError with file, line and key.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from warledger.model.errors import PackError

Source = Path | Traversable

MAX_BYTES = 16_000_000
"""A pack file larger than this is refused: the largest real one is well under 1 MB."""

_TOML_LINE = re.compile(r"\(at line (\d+)")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a TSV file: values by column name (stripped, NFC; "" when empty), with where it stands."""

    file: str
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def error(self, message: str, key: str | None = None) -> PackError:
        """The error that points at this line."""
        return PackError(message, self.file, self.line, key)


def read_text(path: Source) -> str:
    """Text of a pack file: UTF-8, NFC, a byte order mark dropped.

    Raises:
        PackError: the file is missing, too large or not UTF-8.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise PackError(f"cannot be read ({type(error).__name__})", str(path)) from error
    if len(raw) > MAX_BYTES:
        raise PackError(f"larger than {MAX_BYTES} bytes", str(path))
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise PackError("not UTF-8: save the file as UTF-8", str(path), line) from error
    return unicodedata.normalize("NFC", text)


def read_tsv(path: Source, columns: Iterable[str], required: Iterable[str] | None = None) -> list[Row]:
    """Rows of a TSV file whose first line names its columns; blank lines and lines that start with # are left out.

    `columns` are all columns that the file may have, `required` those that it must have (the first of `columns` when
    not given). Columns that the file leaves out, and cells that a line leaves out at its end, are "".

    Raises:
        PackError: an unknown, doubled or missing column, a line with more cells than columns, an empty first cell.
    """
    known = tuple(columns)
    needed = known[:1] if required is None else tuple(required)
    header: list[str] | None = None
    rows: list[Row] = []
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        line = line.rstrip("\r")
        if not line.strip() or line.startswith("#"):
            continue
        cells = [c.strip() for c in line.split("\t")]
        if header is None:
            header = _header(cells, known, needed, str(path), number)
            continue
        if len(cells) > len(header):
            raise PackError(f"{len(cells)} cells in a table of {len(header)} columns", str(path), number)
        cells += [""] * (len(header) - len(cells))
        if not cells[0]:
            raise PackError("the first cell is empty", str(path), number, header[0])
        rows.append(Row(str(path), number, {**dict.fromkeys(known, ""), **dict(zip(header, cells, strict=True))}))
    if header is None:
        raise PackError("no header line", str(path))
    return rows


def _header(cells: list[str], known: tuple[str, ...], needed: tuple[str, ...], file: str, line: int) -> list[str]:
    """Column names of a file, checked."""
    for name in cells:
        if name not in known:
            raise PackError(f"unknown column; known are {', '.join(known)}", file, line, name)
        if cells.count(name) > 1:
            raise PackError("column named twice", file, line, name)
    for name in needed:
        if name not in cells:
            raise PackError("column is missing", file, line, name)
    return cells


def read_toml(path: Source, allowed: Iterable[str]) -> dict[str, Any]:
    """A TOML file as a table, its top-level keys checked against `allowed`.

    Tables below are checked by the caller with `check_keys`.

    Raises:
        PackError: the file is not TOML, or has a key that is not allowed; both with the line.
    """
    text = read_text(path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = _TOML_LINE.search(str(error))
        raise PackError(f"not TOML: {error}", str(path), int(found[1]) if found else None) from error
    check_keys(table, allowed, path, text)
    return table


def check_keys(table: Mapping[str, Any], allowed: Iterable[str], path: Source, text: str | None = None, within: str = "") -> None:
    """Raises for a key of a TOML table that is not allowed; `within` names the table that holds it ("" at the top).

    Raises:
        PackError: with the line of the key where it can be found.
    """
    known = set(allowed)
    for key in table:
        if key not in known:
            text = read_text(path) if text is None else text
            name = f"{within}.{key}" if within else key
            raise PackError(f"unknown key; known are {', '.join(sorted(known))}", str(path), line_of_key(text, key, within), name)


def line_of_key(text: str, key: str, within: str = "") -> int | None:
    """First line of TOML text where `key` is set, or opens a table; None when it is not found.

    With `within` the search starts at the header of that table, when there is one.
    """
    lines = text.split("\n")
    start = 0
    if within:
        start = next((i for i, line in enumerate(lines) if line.strip().strip("[]").strip() == within), 0)
    for number, line in enumerate(lines[start:], start=start + 1):
        bare = line.strip()
        if bare.startswith("["):
            name = bare.strip("[]").strip()
            if name == key or name.endswith("." + key) or name.startswith(key + "."):
                return number
        elif bare.partition("=")[0].strip().strip("\"'") == key and "=" in bare:
            return number
    return None
