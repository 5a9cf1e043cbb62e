"""Watches feeds: asks them in turn, reads what is new into the ledger, tells what changed."""

from warledger.run.watch.changes import Change, changes_since
from warledger.run.watch.config import FeedOptions, WatchOptions, load_watch
from warledger.run.watch.hook import Deliveries
from warledger.run.watch.listeners import Listeners
from warledger.run.watch.loop import Said, watch_until
from warledger.run.watch.mail import Mail, MailFailed, Outbox
from warledger.run.watch.rounds import Round, Watcher
from warledger.run.watch.state import WatchState

__all__ = [
    "Change", "Deliveries", "FeedOptions", "Listeners", "Mail", "MailFailed", "Outbox", "Round", "Said", "WatchOptions",
    "WatchState", "Watcher", "changes_since", "load_watch", "watch_until",
]  # fmt: skip
