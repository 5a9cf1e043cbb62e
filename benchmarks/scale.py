"""Time and memory a report, with claims injected after the reader: python -m benchmarks.scale [REPORTS ...].

Each size runs in a process of its own; times are of the processor, ratios are to the first size.
"""

import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.made import iter_readings
from warledger.run import Pipeline
from warledger.run.default import default_stages
from warledger.store import Store, Writer, open_store

BULK = 1_000
"""Reports a transaction."""


def fill(store: Store, number: int, claims_each: int = 4) -> None:
    """Put synthetic readings into a store, many a transaction."""
    readings = iter_readings(number, claims_each)
    while chunk := list(itertools.islice(readings, BULK)):
        with store.begin() as connection:

            @contextmanager
            def begun(held: Connection = connection) -> Iterator[Connection]:
                yield held

            writer = Writer(begun, store.dialect)
            for reading in chunk:
                writer.put(reading)
    with store.begin() as connection:
        store.dialect.settle(connection)


def one(number: int) -> None:
    """Fill, reconcile, and print seconds of processor time and megabytes."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "l.db") as store:
        began = time.process_time()
        fill(store, number)
        stored = time.process_time()
        Pipeline(default_stages(), store).reconcile()
        drawn = time.process_time()
        size = (Path(folder) / "l.db").stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    print(stored - began, drawn - stored, peak, size / 1e6)


def main(*sizes: int) -> None:
    base: tuple[float, float] | None = None
    for number in sizes or (1_000, 2_000, 4_000):
        done = subprocess.run([sys.executable, "-m", "benchmarks.scale", "--one", str(number)], capture_output=True, text=True, check=True)
        put, drawn, peak, size = map(float, done.stdout.split())
        each = (put / number, drawn / number)
        base = base or each
        print(
            f"{number:,} reports, {4 * number:,} claims: stored {1e3 * each[0]:.2f} ms ({each[0] / base[0]:.2f} x) and reconciled "
            f"{1e3 * each[1]:.2f} ms ({each[1] / base[1]:.2f} x) a report; peak {peak:,.0f} MB, file {size:,.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:]))
