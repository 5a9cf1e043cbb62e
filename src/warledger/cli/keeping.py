"""The commands that keep a ledger safe, and people in it: move, backup, forget."""

from __future__ import annotations

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, examples, open_ledger

if TYPE_CHECKING:
    from warledger.store import Store, View

TOLD = ("reports", "claims", "matters", "judgements")
"""What is counted aloud after a copy."""


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog=examples("warledger move warledger.db postgresql://ana@db.example.org/warledger"))(move)
    app.command(epilog=examples("warledger backup warledger-2026-11-22.db", "warledger backup today.db --ledger postgresql:///team"))(
        backup
    )
    app.command(
        epilog=examples("warledger forget rp-2fk4 --why 'the witness asks for it'", "warledger forget ann.html --why 'a child is named'")
    )(forget)


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


def forget(
    records: Annotated[list[str], typer.Argument(metavar="REPORT ...", help="Reports: ids, the beginning of one, or names.")],
    why: Annotated[str, typer.Option("--why", help="Why; this is kept, so name nobody.")],
    by: Annotated[str, typer.Option("--by", help="Who decides; your login name unless given.")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask first.")] = False,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Delete reports for good: captured bytes, text, claims, words in the search, and what was concluded from them.

    A decision stays in the chain that says who deleted what, when and why, with the hash of the bytes; the same page is refused from
    then on, until that decision is undone. What exports and backups hold has to be deleted there.
    """
    from warledger.model import InputError
    from warledger.run import Options, Pipeline
    from warledger.run.default import default_stages
    from warledger.store import Deletion

    if not why.strip():
        raise InputError("say why: --why")
    with open_ledger(ledger) as store:
        with store.view() as view:
            pages = tuple(dict.fromkeys(_page(view, record) for record in records))
            _show(view, pages)
        if not yes:
            typer.confirm("Delete for good?", abort=True)
        wish = Deletion(pages, by or getpass.getuser(), why, datetime.now(UTC))
        for sealed in Pipeline(default_stages(), store, Options()).forget(wish):
            typer.echo(f"{sealed.id}  forget {sealed.record_id}")
        _clean_up(store, pages)


def _page(view: View, record: str) -> str:
    """The page of a report or refusal, or one that was deleted before.

    Raises:
        InputError: there is none, or several begin so.
    """
    from warledger.model import InputError, Rejection, Report

    if any(j.action == "forget" for j in view.judgements(record_id=record)):
        return record
    named = [view.record(hit) for hit in view.find(record)]
    found = {r.page_id for r in named if isinstance(r, Report | Rejection) and r.page_id}
    if len(found) != 1:
        raise InputError(f"{len(found) or 'no'} reports are named {record!r} or begin so")
    return found.pop()


def _show(view: View, pages: Sequence[str]) -> None:
    """What is about to be deleted, and what tells the same and stays."""
    there = [r for page_id in pages for r in view.reports(page_id=page_id)]
    ids = {r.id for r in there}
    echoes = [e for i in sorted(ids) for e in (*view.echoes(report_id=i), *view.echoes(of_id=i))]
    alike = {i for e in echoes for i in (e.report_id, e.of_id)} - ids
    for report in there:
        typer.echo(f"{report.id}  {report.name}")
    if alike:
        typer.echo(f"these share words with them and stay: {', '.join(sorted(alike))}")


def _clean_up(store: Store, pages: Sequence[str]) -> None:
    """Take what was deleted out of free space too, and say where copies are."""
    from warledger.model import StoreError
    from warledger.store import copies_beside

    for copy in copies_beside(store.dialect.file, pages) if store.dialect.file else ():
        typer.echo(f"{copy} holds it too: delete that file, or give the same command with --ledger {copy}", err=True)
    try:
        store.scrub()
    except StoreError:
        typer.echo("it is deleted, but the free space of the ledger may still hold its words; when that is mended, give:", err=True)
        typer.echo(f"  warledger forget {' '.join(pages)} --why again --yes --ledger {store.name}", err=True)
        raise


def _tell(rows: dict[str, int], where: str) -> None:
    counted = ", ".join(f"{rows[name]:,} {name}" for name in TOLD)
    typer.echo(f"copied {where}: {counted}; all {sum(rows.values()):,} rows are equal", err=True)
