"""Whom a watch tells: the Atom file, the webhook, the mail.

Takes changes, puts them where they wait for each of them, and sends them on. A listener that fails costs a line, never the watch.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from warledger.model import WarledgerError
from warledger.run.watch.changes import Change
from warledger.run.watch.config import WatchOptions
from warledger.run.watch.hook import Deliveries
from warledger.run.watch.mail import MailFailed, Outbox
from warledger.run.watch.tell import write_atom


@dataclass(slots=True)
class Listeners:
    """Whom the options name, and the files in which what they have not taken waits."""

    options: WatchOptions
    outbox: Outbox
    deliveries: Deliveries

    @staticmethod
    def beside(state_file: Path, options: WatchOptions) -> Listeners:
        """The listeners of a watch whose memory is in a file; what waits for them is beside it."""
        name = state_file.name.removesuffix(".json")
        deliveries = Deliveries.load(state_file.with_name(f"{name}.webhook.json"))
        return Listeners(options, Outbox(state_file.with_name(f"{name}.mail.json")), deliveries)

    def keep(self, changes: Sequence[Change], at: datetime) -> None:
        """Put changes where each listener gets them; the same ones given again are kept once.

        Raises:
            InputError: they cannot be written there.
        """
        if not changes:
            return
        if self.options.atom is not None:
            write_atom(self.options.atom, changes, at)
        if self.options.webhook is not None:
            self.deliveries.add(changes, at)
        if self.options.mail is not None:
            self.outbox.add(changes)

    def send(self, stopping: Callable[[], bool] = lambda: False) -> Iterator[str]:
        """Send what waits; a line for each listener that did not take it.

        Raises:
            InputError: what still waits cannot be written.
        """
        hook, mail = self.options.webhook, self.options.mail
        if mail is not None and not stopping():
            try:
                self.outbox.send(mail, datetime.now(UTC))
            except (MailFailed, WarledgerError) as error:
                yield f"mail: {error}; tried again after the next round"
        if hook is not None:
            yield from self.deliveries.send(hook, os.environ.get(hook.secret_env, ""), time.time(), stopping=stopping)

    def next_in(self) -> float | None:
        """Seconds until the webhook is to be tried again, None when nothing waits for it."""
        return self.deliveries.next_in(time.time()) if self.options.webhook is not None else None
