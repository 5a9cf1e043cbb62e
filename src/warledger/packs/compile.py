"""Compiles language folders to one JSON file each: `python -m warledger.packs.compile`.

Takes `data/languages/<code>/`, writes `data/languages/compiled/<code>.json`. A test rebuilds and compares.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warledger.model.errors import PackError
from warledger.packs.languages import TABLES
from warledger.packs.ontology import load_ontology
from warledger.packs.sources import read_language

FLOORS = {
    "required": {"reporting": 15, "numbers": 20, "quantities": 15, "groups": 20, "events": 60, "times": 40, "words": 15},
    "usable": {"reporting": 60, "numbers": 30, "quantities": 40, "units": 15, "groups": 80, "events": 150, "times": 70, "words": 40},
    "complete": {
        "reporting": 120, "numbers": 35, "quantities": 50, "units": 30, "groups": 150, "events": 300, "times": 100, "words": 70,
        "demonyms": 40,
    },
}  # fmt: skip
"""How many forms a pack needs in each table for a level."""


def language_folder() -> Path:
    """The source folder of the language packs in a checkout."""
    return Path(__file__).resolve().parent.parent / "data" / "languages"


def compile_languages(folder: Path) -> dict[str, str]:
    """The compiled JSON text of each language folder, by code; fallbacks merged in.

    Raises:
        PackError: a folder breaks the contract, or falls back to a language that is not there.
    """
    ontology = load_ontology()
    sources = {f.name: read_language(f, ontology) for f in sorted(folder.iterdir()) if (f / "pack.toml").exists()}
    merged = {code: _merged(table, sources) for code, table in sources.items()}
    return {code: _text({**table, "level": level_of(table)}) for code, table in merged.items()}


def level_of(table: Mapping[str, Any]) -> str:
    """The level that a pack reaches by what it holds; one that leans on a fallback is "usable" at most."""
    reached = "incomplete"
    for level, floors in FLOORS.items():
        if level == "complete" and table["fallback"]:
            return reached
        if any(len(table["tables"][name]) < least for name, least in floors.items()):
            return reached
        reached = level
    return reached


def _merged(table: Mapping[str, Any], sources: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """A pack with the entries of its fallback for forms that it does not have itself, but for those that mean something else in it."""
    merged = dict(table)
    foreign = frozenset(merged.pop("foreign"))
    if table["fallback"]:
        if table["fallback"] not in sources:
            raise PackError(f"falls back to {table['fallback']!r}, which is not there", f"{table['code']}/pack.toml", None, "fallback")
        other = sources[table["fallback"]]
        merged["tables"] = {name: _over(table["tables"][name], other["tables"][name], foreign) for name in TABLES}
        for key in ("boilerplate", "abbreviations"):
            merged[key] = sorted({*table[key], *other[key]})
    return merged


def _over(own: list[list[str]], other: list[list[str]], foreign: frozenset[str]) -> list[list[str]]:
    """Own rows, then those of the fallback whose form the pack does not have and that is not foreign to it."""
    known = {row[0] for row in own} | foreign
    return [*own, *(row for row in other if row[0] not in known)]


def _text(table: Mapping[str, Any]) -> str:
    """JSON text of a compiled pack: one row a line, so that a change shows as one line."""
    head = {k: v for k, v in sorted(table.items()) if k != "tables"}
    lines = [json.dumps(head, ensure_ascii=False, sort_keys=True)[:-1] + ', "tables": {']
    for number, name in enumerate(TABLES):
        rows = ",\n".join(json.dumps(row, ensure_ascii=False) for row in table["tables"][name])
        lines.append(f'"{name}": [\n{rows}\n]' + ("," if number < len(TABLES) - 1 else ""))
    return "\n".join(lines) + "\n}}\n"


def main() -> int:
    """Writes the compiled packs of a checkout; 1 when a pack breaks its contract."""
    folder = language_folder()
    try:
        compiled = compile_languages(folder)
    except PackError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    (folder / "compiled").mkdir(exist_ok=True)
    for code, text in compiled.items():
        (folder / "compiled" / f"{code}.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
