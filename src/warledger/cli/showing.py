"""The command that opens one record: its words highlighted in the report, its lineage, its echoes, its versions."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, console, examples, open_ledger, write_json

if TYPE_CHECKING:
    from warledger.export.lookup import Lookup
    from warledger.store import Hit, View

CANDIDATES = 10


class ShowFormat(StrEnum):
    """How a record is written."""

    TEXT = "text"
    JSON = "json"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog=examples("warledger show cl-4x7", "warledger show report.txt --removed", "warledger show rp-2k7 --versions"))(show)


def show(
    record_id: Annotated[str, typer.Argument(metavar="ID", help="Any id, or as much of one as is unique; or the name of a report.")],
    removed: Annotated[bool, typer.Option("--removed", help="Of a report: the lines that were kept aside, and why.")] = False,
    versions: Annotated[bool, typer.Option("--versions", help="Of a report: what updates of its page did to its claims.")] = False,
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
        if versions:
            _show_versions(view, lookup, hit, form)
        elif form is ShowFormat.JSON:
            write_json(record_shape(view, lookup, hit))
        else:
            print_record(view, lookup, hit, console(), removed=removed)


def _show_versions(view: View, lookup: Lookup, hit: Hit, form: ShowFormat) -> None:
    """The versions of a report, or of the report of a claim."""
    from warledger.cli.versions import print_versions
    from warledger.export.versions import versions_of, versions_shape
    from warledger.model import Claim, Report

    record = view.record(hit)
    report = lookup.reports.get(record.report_id) if isinstance(record, Claim) else record
    if not isinstance(report, Report):
        raise typer.BadParameter("reports and claims have versions", param_hint="--versions")
    if form is ShowFormat.JSON:
        write_json(versions_shape(view, lookup, report))
    else:
        print_versions(report.url, versions_of(view, report), console())
