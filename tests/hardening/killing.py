"""Kills a command at a random moment, gives it again until it ends by itself, and looks at what it left."""

import random
import subprocess
import sys
from pathlib import Path

CHILD = str(Path(__file__).with_name("kill_child.py"))


def killed_until_done(seed, command, longest, kills):
    """How often a command was killed (SIGKILL) before it was let through."""
    rng, done = random.Random(seed), 0
    for _ in range(kills):
        child = subprocess.Popen([sys.executable, CHILD, *map(str, command)], stderr=subprocess.PIPE)
        try:
            child.wait(timeout=rng.uniform(0.1, longest))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            done += 1
        finally:
            child.stderr.close()
        if child.returncode == 0:
            return done
    subprocess.run([sys.executable, CHILD, *map(str, command)], check=True, timeout=300)
    return done


def one_life(folder, seed, reports=40, kills=4, longest=2.5):
    """Run, move, back up and export, each killed at random; an error line for each thing that is not as it must be."""
    import fakes
    from warledger.run import Pipeline
    from warledger.store import open_store

    source = fakes.write_reports(folder / "in", reports)
    with open_store(folder / "whole.db") as whole:
        Pipeline(fakes.stages(), whole).run([str(source)])
        want = list(whole.dump())
    lost, died = [], killed_until_done(seed, ["run", folder / "a.db", source], longest, kills)
    died += killed_until_done(seed + 1, ["move", folder / "a.db", folder / "b.db"], longest / 2, kills)
    died += killed_until_done(seed + 2, ["backup", folder / "b.db", folder / "c.db"], longest / 2, kills)
    died += killed_until_done(seed + 3, ["export", folder / "c.db", folder / "d.txt"], longest / 2, kills)
    for name in ("a.db", "b.db", "c.db"):
        if not holds(folder / name, want):
            lost.append(f"seed {seed}: {name} is not the ledger of an uninterrupted run")
    if (folder / "d.txt").read_text() != "\n".join(want):
        lost.append(f"seed {seed}: the export is not whole")
    return died, lost


def holds(file, want):
    """Whether a ledger holds exactly these records and is sound."""
    from warledger.store import open_store

    if not file.exists():
        return False
    with open_store(file) as store, store.begin() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    with open_store(file) as store, store.view() as view:
        return sound and list(store.dump()) == want and not list(view.check())

