"""Rows of evaluation files: JSON lines, plain or compressed with xz.

Takes a path, gives dictionaries. Says which line is bad.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from warledger.model import InputError


def iter_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a JSON-lines file in order; `.xz` files are read through.

    Raises:
        InputError: the file cannot be read, or a line is no JSON object; says which.
    """
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _row(line, f"{path}:{number}")
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read: {error}") from error


def _row(line: str, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise InputError(f"{where}: not JSON: {error}") from error
    if not isinstance(row, dict):
        raise InputError(f"{where}: not a JSON object")
    return row
