"""Kills a command at a random moment, gives it again until it ends by itself, and looks at what it left."""

import random
import re
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


def one_web_life(folder, seed, pages=20, kills=3, longest=2.5):
    """Make a ledger's tables, then fetch into it from a server on loopback, both killed at random; error lines as above."""
    from warledger.store import open_store

    servers = _servers()
    with servers.serve() as site:
        for n in range(pages):
            text = f"Report {n}.\nSource{n % 4} said {n} killed in Place{n % 3}\nEnd of {n}."
            site.say(f"/{n}.txt", text.encode(), Content_Type="text/plain")
        file = folder / "w.db"
        died = killed_until_done(seed, ["migrate", file], longest, kills)
        died += killed_until_done(seed + 1, ["fetch", file, site.base, pages], longest, kills)
        asked = {path for path in site.paths if path != "/robots.txt"}
        command = [sys.executable, CHILD, "fetch", str(folder / "whole.db"), site.base, str(pages)]
        subprocess.run(command, check=True, timeout=300)  # nobody kills this one
    with open_store(folder / "whole.db") as whole, whole.view() as view:
        want, read = list(whole.dump()), len(view.reports())
    lost = [] if read == pages == len(asked) else [f"seed {seed}: {read} of {pages} pages were read without a kill"]
    if not holds(file, want):
        lost.append(f"seed {seed}: what was fetched is not the ledger of an uninterrupted run")
    return died, lost


def _servers():
    import importlib.util

    spec = importlib.util.spec_from_file_location("servers", Path(__file__).parents[1] / "unit" / "collect" / "servers.py")
    servers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(servers)
    return servers


def timeless(lines):
    """Records without the hour at which a server says that it answered."""
    return [re.sub(r'\["date","[^"]*"\]', '["date",""]', line) for line in lines]


def holds(file, want):
    """Whether a ledger holds exactly these records and is sound."""
    from warledger.store import open_store

    if not file.exists():
        return False
    with open_store(file) as store, store.begin() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    with open_store(file) as store, store.view() as view:
        return sound and timeless(store.dump()) == timeless(want) and not list(view.check())
