"""What several commands share: the ledger option, the console, JSON and CSV on standard output."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, cast

import typer

if TYPE_CHECKING:
    from rich.console import Console

    from warledger.collect import CollectOptions
    from warledger.store import Store

WIDEST = 110
"""Columns beyond which lines are hard to read."""


FILLING = re.compile(r"(?<![ \t])[ \t]+(?=\n|\Z)")


class Format(StrEnum):
    """How a list is written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"


LedgerOption = Annotated[
    str, typer.Option("--ledger", envvar="WARLEDGER_LEDGER", metavar="FILE|URL", help="The ledger to use.", rich_help_panel="Ledger")
]
FormatOption = Annotated[Format, typer.Option("--format", "-f", help="How to write it.")]
LimitOption = Annotated[int | None, typer.Option("--limit", "-n", min=1, help="At most so many.")]
LEDGER = "warledger.db"


def examples(*lines: str) -> str:
    """The end of a command's help."""
    return "[bold]Examples[/bold]\n\n" + "\n\n".join(line.replace("[", "\\[") for line in lines)


def open_ledger(ledger: str, *, create: bool = False) -> Store:
    """The ledger that a command was given."""
    from warledger.store import open_store

    return open_store(ledger if "://" in ledger or ledger == ":memory:" else Path(ledger), create=create)


def collect_options(columns: list[str]) -> CollectOptions:
    """Options of reading, with the CSV columns that were named (FIELD=NAME).

    Raises:
        ConfigError: one is written otherwise, or names a field that a page does not have.
    """
    from warledger.collect import CollectOptions
    from warledger.collect.rows import SYNONYMS
    from warledger.model import ConfigError

    found = {}
    for given in columns:
        field, equals, name = given.partition("=")
        if not equals or field not in SYNONYMS or not name.strip():
            raise ConfigError(f"--column {given}: write FIELD=NAME with one of {', '.join(SYNONYMS)}")
        found[field] = name
    return CollectOptions(columns=found)


class _Trimmed(io.TextIOBase):
    """Standard output without the spaces that fill lines up: they are noise in a pipe."""

    def write(self, text: str) -> int:
        return sys.stdout.write(FILLING.sub("", text))

    def flush(self) -> None:
        sys.stdout.flush()


def console() -> Console:
    """Where people read: rich on a terminal, plain text of 80 columns (or $COLUMNS) when piped."""
    from rich.console import Console

    found = Console(highlight=False, emoji=False, markup=False)
    if not found.is_terminal:
        return Console(highlight=False, emoji=False, markup=False, width=found.width, file=cast("IO[str]", _Trimmed()))
    return Console(highlight=False, emoji=False, markup=False, width=min(found.width, WIDEST))


def write_json(value: object) -> None:
    """One JSON document."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def write_list(shapes: Iterable[Mapping[str, Any]], form: Format) -> None:
    """A list as JSON, JSON lines or CSV."""
    if form is Format.JSON:
        write_json(list(shapes))
    elif form is Format.JSONL:
        for shape in shapes:
            sys.stdout.write(json.dumps(shape, ensure_ascii=False) + "\n")
    else:
        from warledger.export.flat import iter_csv

        sys.stdout.writelines(iter_csv(shapes))


def write_table(columns: Mapping[str, int], rows: Iterable[tuple[str, ...]]) -> None:
    """Rows of printable cells under headings; columns share what is left by the number given, those with 0 are as wide as they must be."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    to = console()
    table = Table(box=box.SIMPLE_HEAD if to.is_terminal else None, pad_edge=False, header_style="bold", expand=True)
    for name, share in columns.items():
        table.add_column(name, ratio=share or None, no_wrap=not share, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    to.print(table)


def conclude(store: Store) -> None:
    """Draw the conclusions of a ledger anew, after a decision."""
    from warledger.run import Options, Pipeline
    from warledger.run.default import default_stages

    Pipeline(default_stages(), store, Options()).reconcile()
