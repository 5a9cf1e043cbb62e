"""A watch over a server on loopback, in a process that kills itself at a point that is named. Fake stages, real store."""

import os
import signal
import sys
import threading
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

import fakes
from warledger.collect import FetchOptions
from warledger.run import Options
from warledger.run.watch import FeedOptions, Listeners, Said, Watcher, WatchOptions, watch_until
from warledger.run.watch.config import Webhook
from warledger.run.watch.untold import Untold
from warledger.store import Writer, open_store

POINTS = {
    "before-a-report": (Writer, "put", False), "after-a-report": (Writer, "put", True),
    "before-reconciling": (Writer, "replace", False), "after-reconciling": (Writer, "replace", True),
    "before-noting": (Untold, "found", False), "after-noting": (Untold, "found", True),
    "before-keeping": (Listeners, "keep", False), "after-keeping": (Listeners, "keep", True),
    "before-told": (Watcher, "told", False), "after-told": (Watcher, "told", True),
    "before-sending": (Listeners, "send", False),
}  # fmt: skip


def die_at(point):
    """SIGKILL before or after a call."""
    owner, name, after = POINTS[point]
    call = getattr(owner, name)

    def dying(*args, **more):
        if after:
            call(*args, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    setattr(owner, name, dying)


def main(folder, base, hook, point=""):
    """One round, and what an earlier one left."""
    os.environ["HOOK_KEY"] = "key"
    if point:
        die_at(point)
    folder = Path(folder)
    webhook = Webhook(hook, "HOOK_KEY", local=True)
    options = WatchOptions((FeedOptions(f"{base}/feed", 60),), atom=folder / "c.atom", webhook=webhook)
    door = FetchOptions(delay_s=0.0, allowed=frozenset({("127.0.0.1", urlsplit(base).port)}))
    with open_store(folder / "l.db") as store:
        state = folder / "l.db.watch.json"
        watcher = Watcher(options, fakes.stages(), store, state, door, run=Options(batch=1))
        said = Said(lambda done: print(*(c.sentence() for c in done.changes), sep="\n"), lambda line: print(line, file=sys.stderr))
        watch_until(threading.Event(), watcher, Listeners.beside(state, options), said, once=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
