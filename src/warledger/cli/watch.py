"""The command that watches feeds: asks, reads, tells what changed, until it is stopped."""

from __future__ import annotations

import signal
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, examples, open_ledger

if TYPE_CHECKING:
    from warledger.run.watch import Round


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=examples("warledger watch feeds.toml", "warledger watch feeds.toml --once --ledger team.db"))(watch)


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="A TOML file: which feeds, how often, whom to tell.")],
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Ask feeds in turn, read what is new, tell what changed: standings, figures, denials, places that changed hands.

    Ends cleanly on Ctrl-C or SIGTERM: what was read is kept, and the next start goes on from there. When it is killed, the next
    start tells what could not be told.
    """
    import os

    from warledger.export.words import inert
    from warledger.model import ConfigError
    from warledger.run.default import default_stages
    from warledger.run.watch import Listeners, Said, Watcher, load_watch, watch_until

    options = load_watch(feeds)
    if options.webhook is not None and not os.environ.get(options.webhook.secret_env):
        raise ConfigError(f"the webhook needs its secret in the environment variable {options.webhook.secret_env}")
    if options.mail is not None:
        options.mail.password()
    stop = stop_when_told()
    said = Said(_say, lambda line: typer.echo(inert(line), err=True))
    with open_ledger(ledger, create=True) as store:
        memory = _state_file(ledger, feeds)
        watcher = Watcher(options, default_stages(options.conflicts), store, memory)
        watch_until(stop, watcher, Listeners.beside(memory, options), said, once=once)
    if stop.is_set():
        typer.echo("stopped; what was read is kept", err=True)


def stop_when_told() -> threading.Event:
    """An event that the first Ctrl-C or SIGTERM sets; a second one ends the process at once."""
    stop = threading.Event()

    def told(number: int, _: object) -> None:
        stop.set()
        signal.signal(number, signal.SIG_DFL)

    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, told)
    return stop


def _state_file(ledger: str, feeds: Path) -> Path:
    """Beside the ledger; beside the feeds file when the ledger is a database elsewhere."""
    return feeds.with_name(f"{feeds.name}.state.json") if "://" in ledger else Path(f"{ledger}.watch.json")


def _say(done: Round) -> None:
    """What a round found, to the terminal."""
    from warledger.export.words import inert

    when = f"{done.at:%Y-%m-%d %H:%M}Z "
    if done.resumed:
        typer.echo(f"{when} {len(done.changes)} changes of a round that was cut off")
    elif done.new_pages:
        typer.echo(f"{when} {done.summary.new} new reports, {done.summary.claims} claims, {len(done.changes)} changes")
    for change in done.changes:
        typer.echo(f"  {inert(change.sentence())}  [{change.record_id}]")
