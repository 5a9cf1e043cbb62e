"""The command that watches feeds: asks, reads, tells what changed, until it is stopped."""

from __future__ import annotations

import signal
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, examples, open_ledger

if TYPE_CHECKING:
    from datetime import datetime

    from warledger.run.watch import Deliveries, Mail, Outbox, Round, WatchOptions
    from warledger.run.watch.config import Webhook

LONGEST_WAIT_S = 3600.0


def add_to(app: typer.Typer) -> None:
    """Register the command."""
    app.command(epilog=examples("warledger watch feeds.toml", "warledger watch feeds.toml --once --ledger team.db"))(watch)


def watch(
    feeds: Annotated[Path, typer.Argument(metavar="FEEDS", help="A TOML file: which feeds, how often, whom to tell.")],
    once: Annotated[bool, typer.Option("--once", help="One round, then end.")] = False,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Ask feeds in turn, read what is new, tell what changed: standings, figures, denials, places that changed hands.

    Ends cleanly on Ctrl-C or SIGTERM: what was read is kept, and the next start goes on from there.
    """
    import os

    from warledger.model import ConfigError
    from warledger.run.default import default_stages
    from warledger.run.watch import Deliveries, Outbox, Watcher, load_watch

    options = load_watch(feeds)
    if options.webhook is not None and not os.environ.get(options.webhook.secret_env):
        raise ConfigError(f"the webhook needs its secret in the environment variable {options.webhook.secret_env}")
    if options.mail is not None:
        options.mail.password()
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    with open_ledger(ledger, create=True) as store:
        memory = _state_file(ledger, feeds)
        watcher = Watcher(options, default_stages(options.conflicts), store, memory)
        beside = memory.name.removesuffix(".json")
        outbox = Outbox(memory.with_name(f"{beside}.mail.json"))
        deliveries = Deliveries.load(memory.with_name(f"{beside}.webhook.json"))
        while not stop.is_set():
            _tell(watcher.round(stop.is_set), options, outbox, deliveries)
            if once:
                break
            due = deliveries.next_in(time.time()) if options.webhook is not None else None
            stop.wait(min(max(1.0, watcher.next_in()), LONGEST_WAIT_S, LONGEST_WAIT_S if due is None else max(1.0, due)))
    if stop.is_set():
        typer.echo("stopped; what was read is kept", err=True)


def _state_file(ledger: str, feeds: Path) -> Path:
    """Beside the ledger; beside the feeds file when the ledger is a database elsewhere."""
    return feeds.with_name(f"{feeds.name}.state.json") if "://" in ledger else Path(f"{ledger}.watch.json")


def _tell(done: Round, options: WatchOptions, outbox: Outbox, deliveries: Deliveries) -> None:
    """What a round found: to the terminal, by mail, the Atom file, the webhook. A listener that fails does not end the watch."""
    from datetime import UTC, datetime

    from warledger.export.words import inert
    from warledger.run.watch.tell import write_atom

    now = datetime.now(UTC)
    for trouble in done.troubles:
        typer.echo(inert(trouble), err=True)
    if done.new_pages:
        typer.echo(f"{now:%Y-%m-%d %H:%M}Z  {done.summary.new} new reports, {done.summary.claims} claims, {len(done.changes)} changes")
    for change in done.changes:
        typer.echo(f"  {inert(change.sentence())}  [{change.record_id}]")
    if options.mail is not None:
        _mail(options.mail, done, outbox, now)
    if done.changes and options.atom is not None:
        write_atom(options.atom, done.changes, now)
    if options.webhook is not None:
        _post(options.webhook, done, deliveries, now)


def _post(hook: Webhook, done: Round, deliveries: Deliveries, now: datetime) -> None:
    """Send what changed, and what waits since a round in which the server did not take it."""
    import os

    from warledger.export.words import inert

    if done.changes:
        deliveries.add(done.changes, now)
    for line in deliveries.send(hook, os.environ.get(hook.secret_env, ""), now.timestamp()):
        typer.echo(inert(line), err=True)


def _mail(mail: Mail, done: Round, outbox: Outbox, now: datetime) -> None:
    """One digest of what changed and of what waits since a round whose digest was not taken."""
    from warledger.export.words import inert
    from warledger.model import WarledgerError
    from warledger.run.watch import MailFailed

    try:
        sent = outbox.post(mail, done.changes, now)
    except (MailFailed, WarledgerError) as error:
        typer.echo(f"mail: {inert(str(error))}; tried again after the next round", err=True)
    else:
        if sent:
            typer.echo(f"mailed what changed: {sent}")
