"""The command that lets an assistant read the ledger: mcp."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, examples, open_ledger


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=examples("warledger mcp --ledger team.db"))(mcp)


def mcp(
    full: Annotated[bool, typer.Option("--full", help="Also names of private persons and whole quotes.")] = False,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Answer an assistant over the Model Context Protocol (standard input and output): read-only, always with sources."""
    from warledger.mcp import serve

    with open_ledger(ledger) as store:
        serve(store, sys.stdin, sys.stdout, full=full)
