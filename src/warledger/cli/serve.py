"""The command that opens the desk: the web app over a ledger."""

from __future__ import annotations

from typing import Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, examples, open_ledger
from warledger.cli.users import AccountsOption, accounts_file


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=examples("warledger serve", "warledger serve --ledger team.db --port 9000", "warledger serve --public"))(serve)


def serve(
    host: Annotated[str, typer.Option("--host", help="Address to listen on; others than this machine need a password.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", "-p", min=1, max=65535, help="Port to listen on.")] = 8017,
    allow_host: Annotated[list[str] | None, typer.Option("--allow-host", help="A further name by which the desk may be called.")] = None,
    public: Annotated[bool, typer.Option("--public", help="For reading only; private persons and exact spots hidden.")] = False,
    user: Annotated[str, typer.Option("--user", help="The name that goes with the password.")] = "desk",
    password: Annotated[str, typer.Option("--password", envvar="WARLEDGER_PASSWORD", show_default=False, show_envvar=True,
                                          help="Ask for it; give it by the variable, not on the command line.")] = "",
    accounts: AccountsOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:  # fmt: skip
    """Open the desk in a browser: see, check and correct the ledger. It listens on this machine only.

    Where people were let in by name (warledger user add), everyone must log in.
    """
    from warledger.store.accounts import Accounts
    from warledger.web import Settings
    from warledger.web import serve as run

    settings = Settings(host, port, tuple(allow_host or ()), public, user, password)
    file = accounts_file(accounts, ledger)
    known = Accounts(file) if accounts or file.exists() else None
    settings.check(has_users=bool(known and known.users()))
    with open_ledger(ledger) as store:
        shown = f"[{host}]" if ":" in host else host
        typer.echo(f"The desk is open at http://{shown}:{port}/  (Ctrl-C closes it)", err=True)
        run(store, settings, known)
