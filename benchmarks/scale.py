"""Time and memory a report, with claims injected after the reader: python -m benchmarks.scale [--claims N] [REPORTS ...].

Each size runs in a process of its own; times are of the processor, ratios are to the first size. `--one` runs one size in this
process and says, as it goes, what each stage took.
"""

import argparse
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection

from benchmarks.made import iter_readings
from warledger.run import Pipeline
from warledger.run.default import default_stages
from warledger.run.stages import Reconciling, Stages
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


@dataclass
class Watch:
    """Processor time and memory by stage, told on standard error as each ends; what lies between stages is writing, mostly."""

    began: float = field(default_factory=time.process_time)
    spent: dict[str, float] = field(default_factory=dict)

    def tell(self, stage: str) -> None:
        """Says what passed since the last stage."""
        now = time.process_time()
        self.spent[stage] = self.spent.get(stage, 0.0) + now - self.began
        self.began = now
        print(f"{stage}: {self.spent[stage]:.1f} s, peak {peak_mb():,.0f} MB so far", file=sys.stderr, flush=True)

    def watched(self, stages: Stages) -> Stages:
        """The same stages; those that look at all reports together are timed."""
        made = stages.reconciling()

        def timed(name: str) -> object:
            def call(*given: object) -> object:
                self.tell("before")
                found = getattr(made, name)(*given)
                self.tell(name)
                return found

            return call

        watched: Reconciling = replace(made, **{name: timed(name) for name in ("link", "stories", "ledger")})  # type: ignore[arg-type]
        return replace(stages, reconciling=lambda: watched)


def peak_mb() -> float:
    """The most memory that this process held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def one(number: int, claims_each: int) -> None:
    """Fill, reconcile, and print seconds of processor time and megabytes."""
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "l.db") as store:
        began, watch = time.process_time(), Watch()
        fill(store, number, claims_each)
        watch.tell("filled")
        stored = time.process_time()
        Pipeline(watch.watched(default_stages()), store).reconcile()
        watch.tell("written")
        drawn = time.process_time()
        size = (Path(folder) / "l.db").stat().st_size
    print(stored - began, drawn - stored, peak_mb(), size / 1e6)


def several(sizes: list[int], claims_each: int) -> None:
    """One process a size; each is told beside the first."""
    base: tuple[float, float] | None = None
    for number in sizes:
        command = [sys.executable, "-m", "benchmarks.scale", "--one", "--claims", str(claims_each), str(number)]
        done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
        put, drawn, peak, size = map(float, done.stdout.split())
        each = (put / number, drawn / number)
        base = base or each
        print(
            f"{number:,} reports, {claims_each * number:,} claims: stored {1e3 * each[0]:.2f} ms ({each[0] / base[0]:.2f} x) and reconciled "
            f"{1e3 * each[1]:.2f} ms ({each[1] / base[1]:.2f} x) a report; peak {peak:,.0f} MB, file {size:,.0f} MB",
            flush=True,
        )


def main() -> None:
    parser = argparse.ArgumentParser(description="Time and memory a report, with claims injected after the reader.")
    parser.add_argument("reports", type=int, nargs="*", default=[1_000, 2_000, 4_000])
    parser.add_argument("--claims", type=int, default=4, help="claims a report")
    parser.add_argument("--one", action="store_true", help="the first size only, in this process, with the time of each stage")
    given = parser.parse_args()
    if given.one:
        one(given.reports[0], given.claims)
    else:
        several(given.reports, given.claims)


if __name__ == "__main__":
    main()
