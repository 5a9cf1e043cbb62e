"""The command that opens one record: its words highlighted in the report, its lineage, its echoes."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, console, examples, open_ledger, write_json

CANDIDATES = 10


class ShowFormat(StrEnum):
    """How a record is written."""

    TEXT = "text"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog=examples("warledger show cl-4x7", "warledger show report.txt --removed"))(show)


def show(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="Any id, or as much of one as is unique; or the name of a report.")],
    removed: Annotated[bool, typer.Option("--removed", help="Of a report: the lines that were kept aside, and why.")] = False,
    form: Annotated[ShowFormat, typer.Option("--format", "-f", help="How to write it.")] = ShowFormat.TEXT,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Open one record: the words in the report, who says so, its echoes."""
    from warledger.cli.pages import print_record
    from warledger.export.lookup import Lookup
    from warledger.export.records import record_shape
    from warledger.export.words import inert

    with open_ledger(ledger) as store, store.view() as view:
        hits = view.find(record_id)
        if len(hits) > 1 and not any(h.id == record_id for h in hits):
            few = " ".join(h.id for h in hits[:CANDIDATES])
            typer.echo(f"warledger: {len(hits)} records begin with {inert(record_id)}: {few}", err=True)
            raise typer.Exit(3)
        hit = next((h for h in hits if h.id == record_id), hits[0] if hits else None)
        if hit is None:
            typer.echo(f"warledger: nothing in {ledger} has the id {inert(record_id)}", err=True)
            raise typer.Exit(3)
        lookup = Lookup.of(view)
        if form is ShowFormat.JSON:
            write_json(record_shape(view, lookup, hit))
        else:
            print_record(view, lookup, hit, console(), removed=removed)
