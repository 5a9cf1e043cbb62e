"""Commands for a team's desk: who may log in and as what, keys for programs, the trail of what was done."""

from __future__ import annotations

import getpass
import re
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, console, examples

if TYPE_CHECKING:
    from warledger.store.accounts import Accounts

user = typer.Typer(help="Let people log in to the desk, and programs use its API.", no_args_is_help=True)
AccountsOption = Annotated[
    Path | None,
    typer.Option("--accounts", envvar="WARLEDGER_ACCOUNTS", help="The accounts file; beside the ledger unless given."),
]
StdinOption = Annotated[bool, typer.Option("--password-stdin", help="Take the password from standard input instead of asking.")]
NAME = re.compile(r"[\w.@+-]{1,64}")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(user, name="user")


def accounts_file(accounts: Path | None, ledger: str) -> Path:
    """Where the accounts of a ledger are.

    >>> str(accounts_file(None, "team.db")), str(accounts_file(None, "postgresql://db/team"))
    ('team.accounts', 'warledger.accounts')
    """
    if accounts is not None:
        return accounts
    return Path("warledger.accounts") if "://" in ledger or ledger == ":memory:" else Path(ledger).with_suffix(".accounts")


@user.command(epilog=examples("warledger user add ana --role reviewer", "warledger user add ben --role admin --password-stdin < file"))
def add(
    name: str,
    role: Annotated[str, typer.Option("--role", help="reader, reviewer, editor or admin, from least to most.")] = "reader",
    password_stdin: StdinOption = False,
    accounts: AccountsOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Let someone log in; the password is asked for. Once there is a user, the desk asks everyone to log in."""
    from warledger.web.passwords import hash_password

    if not NAME.fullmatch(name):
        raise typer.BadParameter("letters, digits and . @ + - _, at most 64", param_hint="NAME")
    _check_role(role)
    opened = _open(accounts, ledger)
    if opened.user(name):
        raise typer.BadParameter(f"there is already a user {name}", param_hint="NAME")
    opened.add(name, role, hash_password(_password(password_stdin), name))
    _noted(opened, "user added", f"{name} {role}")
    typer.echo(f"{name} may log in as {role}; accounts are in {opened.file}", err=True)


@user.command(name="list", epilog=examples("warledger user list"))
def list_users(accounts: AccountsOption = None, ledger: LedgerOption = LEDGER) -> None:
    """Who may log in, and as what."""
    for one in _open(accounts, ledger).users():
        console().print(f"{one.name}  {one.role}  since {one.made_at:%Y-%m-%d}", highlight=False, markup=False)


@user.command(epilog=examples("warledger user role ana editor"))
def role(name: str, role: str, accounts: AccountsOption = None, ledger: LedgerOption = LEDGER) -> None:
    """Give someone another role; it holds from the next page on."""
    _check_role(role)
    opened = _open(accounts, ledger)
    opened.set_role(name, role)
    _noted(opened, "role changed", f"{name} {role}")


@user.command(epilog=examples("warledger user password ana"))
def password(name: str, password_stdin: StdinOption = False, accounts: AccountsOption = None, ledger: LedgerOption = LEDGER) -> None:
    """Give someone another password; they are logged out everywhere."""
    from warledger.web.passwords import hash_password

    opened = _open(accounts, ledger)
    if opened.user(name) is None:
        raise typer.BadParameter(f"there is no user {name}", param_hint="NAME")
    opened.set_secret(name, hash_password(_password(password_stdin), name))
    _noted(opened, "password changed", name)


@user.command(epilog=examples("warledger user remove ana"))
def remove(name: str, accounts: AccountsOption = None, ledger: LedgerOption = LEDGER) -> None:
    """Let someone in no more; they are logged out at once. Their decisions stay."""
    opened = _open(accounts, ledger)
    opened.remove(name)
    _noted(opened, "user removed", name)


@user.command(epilog=examples("warledger user token newsroom-bot", "warledger user token archive --scope full --days 30"))
def token(
    label: str,
    scope: Annotated[str, typer.Option("--scope", help="read: no private names, coarse places, no whole texts; full: all.")] = "read",
    days: Annotated[int, typer.Option("--days", min=1, max=3660, help="How long it holds.")] = 90,
    accounts: AccountsOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Make a key with which a program reads the API of the desk; it is shown once."""
    from warledger.store.accounts import Token
    from warledger.web.passwords import TOKEN_PREFIX, key_hash, new_key
    from warledger.web.roles import SCOPES

    if scope not in SCOPES:
        raise typer.BadParameter(f"one of {', '.join(SCOPES)}", param_hint="--scope")
    if not NAME.fullmatch(label):
        raise typer.BadParameter("letters, digits and . @ + - _, at most 64", param_hint="LABEL")
    key, opened = new_key(TOKEN_PREFIX), _open(accounts, ledger)
    opened.add_token(Token(label, scope, getpass.getuser(), datetime.now(UTC) + timedelta(days=days), key_hash(key)))
    _noted(opened, "token made", f"{label} {scope}")
    typer.echo(key)


@user.command(epilog=examples("warledger user tokens"))
def tokens(accounts: AccountsOption = None, ledger: LedgerOption = LEDGER) -> None:
    """Keys of programs: what each opens and until when."""
    for one in _open(accounts, ledger).tokens():
        console().print(f"{one.label}  {one.scope}  until {one.until:%Y-%m-%d}  made by {one.made_by}", highlight=False, markup=False)


@user.command(epilog=examples("warledger user revoke newsroom-bot"))
def revoke(label: str, accounts: AccountsOption = None, ledger: LedgerOption = LEDGER) -> None:
    """Let a program in no more."""
    opened = _open(accounts, ledger)
    opened.remove_token(label)
    _noted(opened, "token revoked", label)


@user.command(epilog=examples("warledger user trail --limit 50"))
def trail(
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, help="How many lines.")] = 50,
    accounts: AccountsOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Who logged in and what was changed, the latest first."""
    for note in _open(accounts, ledger).trail(limit):
        line = f"{note.at:%Y-%m-%d %H:%M:%S}  {note.who}  {note.what}  {note.detail}  {note.address}"
        console().print(line.rstrip(), highlight=False, markup=False)


def _open(accounts: Path | None, ledger: str) -> Accounts:
    from warledger.store.accounts import Accounts

    return Accounts(accounts_file(accounts, ledger))


def _check_role(role: str) -> None:
    from warledger.web.roles import GIVEN

    if role not in GIVEN:
        raise typer.BadParameter(f"one of {', '.join(GIVEN)}", param_hint="ROLE")


def _password(from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\n")
    return str(typer.prompt("Password, at least 12 characters", hide_input=True, confirmation_prompt=True))


def _noted(accounts: Accounts, what: str, detail: str) -> None:
    accounts.note(getpass.getuser(), what, detail, "command line")
