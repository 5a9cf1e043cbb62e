"""The commands about outlets: which are known, which are in the ledger, and putting right what is known of one."""

from __future__ import annotations

import getpass
from typing import Annotated

import typer

from warledger.cli.common import LEDGER, Format, FormatOption, LedgerOption, conclude, examples, open_ledger, write_list, write_table

COLUMNS = {"name": 3, "country": 0, "language": 0, "kind": 0, "owner": 4, "sides": 2, "wires": 2, "reports": 0}

outlets = typer.Typer(help="Outlets: what is known of them, and what people put right.", no_args_is_help=False)


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(outlets, name="outlets")


@outlets.callback(invoke_without_command=True, epilog=examples("warledger outlets", "warledger outlets --known --country SY --format csv"))
def show(
    context: typer.Context,
    known: Annotated[bool, typer.Option("--known", help="All that warledger knows, not those of the ledger.")] = False,
    country: Annotated[str, typer.Option("--country", help="Only of this country, e.g. SY.")] = "",
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Outlets with country, language, owner, side in a war and the wires whose copy they print; those of the ledger with their reports.

    What is wrong or missing is put right with `warledger outlets correct`.
    """
    if context.invoked_subcommand is not None:
        return
    from pathlib import Path

    from warledger.export.outlets import known_outlets, outlets_of

    if known and "://" not in ledger and not Path(ledger).exists():
        rows = known_outlets()
    else:
        with open_ledger(ledger) as store, store.view() as view:
            rows = known_outlets(view) if known else outlets_of(view)
    rows = [r for r in rows if not country or r["country"] == country.upper()]
    if form is Format.TABLE:
        from warledger.export.words import isolate

        cells = ([isolate("; ".join(v) if isinstance(v := r[c], list) else str(v)) for c in COLUMNS] for r in rows)
        write_table(COLUMNS, (tuple(c) for c in cells))
    else:
        write_list(rows, form)


@outlets.command(
    epilog=examples(
        "warledger outlets correct 'Le Courrier' owner 'Example Media'",
        "warledger outlets correct 'Le Courrier' side opposition --conflict syria",
        "warledger outlets correct 'Courrier (feed 2)' name 'Le Courrier'",
    )
)
def correct(
    outlet: Annotated[str, typer.Argument(help="Its name, as warledger outlets lists it.")],
    field: Annotated[str, typer.Argument(help="name, host, country, language, owner, kind, wires (with | between them) or side.")],
    value: Annotated[str, typer.Argument(help='The right value; "" takes a wrong one away.')],
    conflict: Annotated[str, typer.Option("--conflict", help="The conflict pack that a side belongs to, e.g. syria.")] = "",
    by: Annotated[str, typer.Option("--by", help="Who decides; your login name unless given.")] = "",
    why: Annotated[str, typer.Option("--why", help="Why, in a few words.")] = "",
    ledger: LedgerOption = LEDGER,
) -> None:
    """Put right what is known of an outlet; no rerun overrides it, and `warledger review undo` takes it back.

    The name of another outlet makes the two one; a host is a further domain, or a channel such as t.me/example, of the outlet.
    """
    from warledger.model import InputError
    from warledger.packs.outlet_book import RECORD
    from warledger.run.judging import Decision, judge

    given = {"field": field, "value": value} | ({"conflict": conflict} if conflict else {})
    with open_ledger(ledger) as store:
        try:
            sealed = judge(store, Decision(f"{RECORD}{outlet}", "set-outlet", given, by or getpass.getuser(), why))
        except InputError as error:
            raise typer.BadParameter(str(error)) from error
        conclude(store)
    typer.echo(f"{sealed.id}  {field} of {outlet}; undo with: warledger review undo {sealed.id}")
