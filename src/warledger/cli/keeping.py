"""The commands that keep a ledger safe: move, backup."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, examples, open_ledger

TOLD = ("reports", "claims", "matters", "judgements")
"""What is counted aloud after a copy."""


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog=examples("warledger move warledger.db postgresql://ana@db.example.org/warledger"))(move)
    app.command(epilog=examples("warledger backup warledger-2026-11-22.db", "warledger backup today.db --ledger postgresql:///team"))(
        backup
    )


def move(
    source: Annotated[str, typer.Argument(metavar="FROM", help="A ledger: a file or a database URL.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="Where to: a file or a database URL with no ledger in it yet.")],
) -> None:
    """Copy a whole ledger into another file or database, compared row by row; the old one stays as it is."""
    from warledger.store import move_ledger

    with open_ledger(source) as old, open_ledger(target, create=True) as new:
        rows = move_ledger(old, new)
        _tell(rows, f"from {old.name} to {new.name}")


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The backup to make: a ledger file, good for --ledger and move.")],
    ledger: LedgerOption = LEDGER,
) -> None:
    """Copy the ledger, while it may be in use, into one new file, compared row by row."""
    from warledger.store import back_up

    with open_ledger(ledger) as store:
        rows = back_up(store, file)
        _tell(rows, f"from {store.name} to {file}")


def _tell(rows: dict[str, int], where: str) -> None:
    counted = ", ".join(f"{rows[name]:,} {name}" for name in TOLD)
    typer.echo(f"copied {where}: {counted}; all {sum(rows.values()):,} rows are equal", err=True)
