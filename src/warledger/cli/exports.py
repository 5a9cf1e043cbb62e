"""The command that writes the ledger in other formats: export."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, examples, open_ledger

if TYPE_CHECKING:
    from warledger.export.job import ExportOptions

NAMES = ("html", "acled", "ged", "polecat", "polecat-json", "geojson", "csv", "parquet", "jsonld", "ftm", "evidence")
"""Formats in the order of help; a test holds them to `export.formats.FORMATS`, which is slow to load."""
ExportFormat = StrEnum("ExportFormat", {name.upper().replace("-", "_"): name for name in NAMES})  # type: ignore[misc]
Table = StrEnum(  # type: ignore[misc]
    "Table", {name.upper(): name for name in ("claims", "matters", "control", "entities", "places", "stories", "reports")}
)
DEFAULT_TABLE = Table("claims")


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(
        epilog=examples(
            "warledger export acled --output syria.csv", "warledger export csv --table control", "warledger export evidence ma-2cjx5p5"
        )
    )(export)


def export(
    form: Annotated[ExportFormat, typer.Argument(metavar="FORMAT", help=", ".join(NAMES), show_choices=False)],
    record: Annotated[str, typer.Argument(metavar="[ID]", help="For evidence: the claim, matter or report.")] = "",
    output: Annotated[Path | None, typer.Option("--output", "-o", help="File to write; - is standard output, without a sidecar.")] = None,
    full: Annotated[bool, typer.Option("--full", help="Private names, exact coordinates, whole quotes: not for publication.")] = False,
    table: Annotated[Table, typer.Option("--table", help="For csv and parquet: which table.")] = DEFAULT_TABLE,
    event: Annotated[str, typer.Option("--event", help="Only this event type.")] = "",
    standing: Annotated[str, typer.Option("--standing", help="Only matters of this standing.")] = "",
    since: Annotated[str, typer.Option("--since", metavar="DAY", help="Only matters of this day (2016-12-31) or later.")] = "",
    until: Annotated[str, typer.Option("--until", metavar="DAY", help="Only matters of this day or earlier.")] = "",
    numeric: Annotated[bool, typer.Option("--numeric", help="For acled: inter1, inter2 and interaction as numbers.")] = False,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Write the ledger in another format, with a sidecar that says what is in it and what it cannot say.

    Without --full, names of private persons are left out, coordinates are coarse and quotes short.
    """
    from warledger.export.formats import FORMATS, export_file, render

    options = _options(full=full, table=table.value, record=record, query=(event, standing, since, until), numeric=numeric)
    kind = FORMATS[form.value]
    with open_ledger(ledger) as store, store.view() as view:
        if output is not None and str(output) == "-":
            sys.stdout.buffer.write(render(view, kind.name, options)[0].content)
            return
        target = output or Path(f"{record or 'warledger'}{kind.suffix}")
        exported = export_file(view, kind.name, target, options)
    left = sum(len(ids) for ids in exported.left_out.values())
    beside = f"; {target}.meta.json says what is in it" if kind.sidecar else ""
    aside = f", {left:,} matters left out" if left else ""
    typer.echo(f"wrote {target}: {exported.rows:,} rows{aside}{beside}" if kind.sidecar else f"wrote {target}", err=True)


def _options(*, full: bool, table: str, record: str, query: tuple[str, str, str, str], numeric: bool) -> ExportOptions:
    from datetime import date

    from warledger.export.incidents import Query
    from warledger.export.job import ExportOptions
    from warledger.export.policy import Policy
    from warledger.model import ConfigError

    event, standing, since, until = query
    try:
        days = [date.fromisoformat(d) if d else None for d in (since, until)]
    except ValueError as error:
        raise ConfigError(f"not a day: {error}; write it as 2016-12-31") from error
    return ExportOptions(Policy(full=full), Query(event, standing, days[0], days[1]), table, record, numeric)
