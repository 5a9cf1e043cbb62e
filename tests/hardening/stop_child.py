"""A watch over a server on loopback that goes on until it is told to stop, as the command does. Fake stages, real store."""

import os
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))

import fakes
from warledger.cli.watch import stop_when_told
from warledger.collect import FetchOptions
from warledger.run import Options
from warledger.run.watch import FeedOptions, Listeners, Said, Watcher, WatchOptions, watch_until
from warledger.run.watch.config import Webhook
from warledger.store import open_store


def slow(call):
    """A stage that takes its time, and says that it has begun."""

    def slowly(*given):
        print("reading", flush=True)
        time.sleep(2.0)
        return call(*given)

    return slowly


def main(folder, base, hook, slowly=""):
    """Rounds until SIGTERM; each round is said on standard output."""
    os.environ["HOOK_KEY"] = "key"
    folder, stop = Path(folder), stop_when_told()
    options = WatchOptions((FeedOptions(f"{base}/feed", 60),), atom=folder / "c.atom", webhook=Webhook(hook, "HOOK_KEY", local=True))
    door = FetchOptions(delay_s=0.0, total_s=300.0, idle_s=300.0, allowed=frozenset({("127.0.0.1", urlsplit(base).port)}))
    stages = fakes.stages()
    if slowly:
        fakes.find_stories = slow(fakes.find_stories)
        stages = fakes.stages()
    with open_store(folder / "l.db") as store:
        state = folder / "l.db.watch.json"
        watcher = Watcher(options, stages, store, state, door, run=Options(batch=1))
        said = Said(lambda done: print("round", len(done.changes), flush=True), lambda line: print(line, file=sys.stderr, flush=True))
        watch_until(stop, watcher, Listeners.beside(state, options), said)
    print("ended", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
