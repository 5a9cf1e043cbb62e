"""One command on a ledger, in a process that may be killed: fetch, run, migrate, move, backup or export. Fake stages, real store."""

import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).parent.parent))


def fetch(file, base, number):
    """Fetch pages of a server on loopback, which only this is let ask, and read them: fetching and storing take turns."""
    import fakes
    from warledger.collect import CollectOptions, FetchOptions
    from warledger.collect.web import iter_web
    from warledger.run import Options, Pipeline, Stages
    from warledger.store import open_store

    door = FetchOptions(delay_s=0.0, contact="mailto:desk@a.example", allowed=frozenset({("127.0.0.1", urlsplit(base).port)}))
    stages = Stages(lambda sources: iter_web(sources, CollectOptions(fetch=door)), fakes.slow_reading, fakes.reconciling)
    with open_store(file) as store:
        Pipeline(stages, store, Options(batch=3)).run([f"{base}/{n}.txt" for n in range(int(number))])


def migrate(file):
    """Bring a database up to date, slowly enough to be killed between any two of its tables."""
    from alembic import op

    from warledger.store import open_store

    create = op.create_table

    def slowly(*args, **more):
        time.sleep(0.03)
        return create(*args, **more)

    op.create_table = slowly
    open_store(file).close()


def main(what, *paths):
    import fakes
    from warledger.run import Options, Pipeline
    from warledger.store import back_up, move_ledger, open_store

    if what == "fetch":
        fetch(*paths)
    elif what == "migrate":
        migrate(*paths)
    elif what == "run":
        with open_store(paths[0]) as store:
            Pipeline(fakes.stages(fakes.slow_reading), store, Options(batch=3)).run([paths[1]])
    elif what == "move":
        with open_store(paths[0]) as old, open_store(paths[1]) as new:
            if not list(new.dump()):  # killed between the commit and the end: it is all there
                move_ledger(old, new)
    elif what == "backup":
        with open_store(paths[0]) as store:
            Path(paths[1]).unlink(missing_ok=True)  # the user would give another name
            back_up(store, Path(paths[1]))
    else:
        from warledger.export.whole import write_whole

        with open_store(paths[0]) as store:
            write_whole(Path(paths[1]), "\n".join(store.dump()))


if __name__ == "__main__":
    main(*sys.argv[1:])
