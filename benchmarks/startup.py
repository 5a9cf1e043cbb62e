"""How long commands that read nothing take to start, beside Python itself: python -m benchmarks.startup."""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from warledger.store import open_store

TRIES = 7
LEDGER = "LEDGER"
"""Stands for a ledger that is made here."""
COMMANDS = {
    "python -c pass": ["-c", "pass"],
    "warledger --version": ["-m", "warledger.cli", "--version"],
    "warledger --help": ["-m", "warledger.cli", "--help"],
    "warledger run --help": ["-m", "warledger.cli", "run", "--help"],
    "warledger matters, an empty ledger": ["-m", "warledger.cli", "matters", "--ledger", LEDGER],
    "warledger stories, an empty ledger": ["-m", "warledger.cli", "stories", "--ledger", LEDGER],
    "warledger doctor, an empty ledger": ["-m", "warledger.cli", "doctor", "--ledger", LEDGER],
}


def best(arguments: list[str]) -> tuple[float, float]:
    """The shortest of several tries, in seconds, and the least processor time of one."""
    times, spent = [], []
    for _ in range(TRIES):
        began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], capture_output=True, check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        times.append(time.monotonic() - began)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(times), min(spent)


def main() -> None:
    base = 0.0
    with tempfile.TemporaryDirectory() as folder:
        ledger = str(Path(folder) / "l.db")
        open_store(ledger).close()
        for name, arguments in COMMANDS.items():
            took, spent = best([ledger if a == LEDGER else a for a in arguments])
            base = base or took
            print(f"{name}: {1e3 * took:.0f} ms, {took / base:.1f} x Python itself; {1e3 * spent:.0f} ms of processor", flush=True)


if __name__ == "__main__":
    main()
