"""Names marked in the project's own passages (`names/<language>.tsv`).

Each line holds a passage's id and its names by kind, as they stand in its text. Every occurrence as a whole word is a
name, the longest first; what is not listed is none. Arabic names also count with a particle written before them.
"""

import csv
import re
from pathlib import Path

KINDS = ("PER", "ORG", "LOC")
ATTACHED = "(?:[وف]?[بلك]?)"
SEPARATOR = "|"


def load_names(folder: Path) -> dict[str, dict[str, str]]:
    """Kind of each name by passage id.

    Raises:
        ValueError: A line has not four columns, or a name stands under two kinds.
    """
    out: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as f:
            for number, row in enumerate(csv.reader(f, delimiter="\t", quoting=csv.QUOTE_NONE), 1):
                if row[:1] == ["id"]:
                    continue
                if len(row) > len(KINDS) + 1:
                    raise ValueError(f"{path}:{number}: {len(row)} columns")
                named = out.setdefault(row[0], {})
                for kind, cell in zip(KINDS, row[1:], strict=False):
                    for name in filter(None, map(str.strip, cell.split(SEPARATOR))):
                        if named.setdefault(name, kind) != kind:
                            raise ValueError(f"{path}:{number}: {name!r} is {named[name]} and {kind}")
    return out


def find_names(text: str, names: dict[str, str], language: str) -> list[tuple[int, int, str]]:
    """Spans of all names with their kinds, without overlaps, the longest name first."""
    found: list[tuple[int, int, str]] = []
    before = rf"(?<!\w){ATTACHED}" if language == "ar" else r"(?<!\w)"
    for name in sorted(names, key=lambda n: (-len(n), n)):
        for m in re.finditer(rf"{before}({re.escape(name)})(?!\w)", text):
            if not any(m.start(1) < b and a < m.end(1) for a, b, _ in found):
                found.append((*m.span(1), names[name]))
    return sorted(found)
