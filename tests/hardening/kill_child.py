"""One command on a ledger, in a process that may be killed: run, move, backup or export. Fake stages, real store."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))


def main(what, *paths):
    import fakes
    from warledger.run import Options, Pipeline
    from warledger.store import back_up, move_ledger, open_store

    if what == "run":
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
