"""The command about outlets: which are known, and which are in the ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from warledger.cli.common import LEDGER, Format, FormatOption, LedgerOption, examples, open_ledger, write_list, write_table

COLUMNS = {"name": 3, "country": 0, "language": 0, "kind": 0, "owner": 4, "wires": 2, "reports": 0}


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=examples("warledger outlets", "warledger outlets --known --country SY --format csv"))(outlets)


def outlets(
    known: Annotated[bool, typer.Option("--known", help="All that warledger knows, not those of the ledger.")] = False,
    country: Annotated[str, typer.Option("--country", help="Only of this country, e.g. SY.")] = "",
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Outlets with country, language, owner and the wires whose copy they print; those of the ledger with their reports.

    An outlet whose owner or country is not known yet can be added to a conflict pack (outlets.tsv).
    """
    from warledger.export.outlets import known_outlets, outlets_of

    if known:
        rows = known_outlets()
    else:
        with open_ledger(ledger) as store, store.view() as view:
            rows = outlets_of(view)
    rows = [r for r in rows if not country or r["country"] == country.upper()]
    if form is Format.TABLE:
        from warledger.export.words import isolate

        cells = ([isolate("; ".join(v) if isinstance(v := r[c], list) else str(v)) for c in COLUMNS] for r in rows)
        write_table(COLUMNS, (tuple(c) for c in cells))
    else:
        write_list(rows, form)
