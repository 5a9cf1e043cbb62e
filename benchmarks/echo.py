"""Finding what a new report follows, among many: python -m benchmarks.echo [REPORTS ...].

Reports of 300 made words, common ones more often, with the furniture of their outlet around them; one in five copies another in part.
Times are of the look-up alone, for reports of which some are copies and some are not; making the index is told beside it.
"""

import random
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from warledger.model import OffsetMap, Report
from warledger.stories.echo_index import EchoIndex

WORDS = 300
TRIES = 200
SPELLINGS = 40_000
COPIED = 0.2


def iter_reports(number: int, seed: int = 0) -> Iterator[Report]:
    """Reports that are the same for the same seed."""
    rng = random.Random(seed)
    spellings = ["".join(rng.choices("abcdefghilmnoprstuv", k=rng.randrange(3, 10))) for _ in range(SPELLINGS)]
    weights = [1 / (rank + 3) for rank in range(SPELLINGS)]
    furniture = [" ".join(rng.choices(spellings, k=25)).capitalize() + "." for _ in range(40)]
    recent: list[list[str]] = []
    for at in range(number):
        words = rng.choices(spellings, weights, k=WORDS)
        if recent and rng.random() < COPIED:
            other = rng.choice(recent)
            words[: len(other) // 2] = other[: len(other) // 2]
        recent = [*recent[-400:], words]
        yield made(f"r{at}", f"{' '.join(words)}.\n{furniture[at % 40]}", date(2016, 1, 1) + timedelta(at * 300 // number))


def made(name: str, text: str, day: date) -> Report:
    """A report of a text."""
    return Report(name, name, name, text, text, OffsetMap.identity(len(text)), language="en", published_on=day)


def measure(number: int) -> str:
    """One line on an index of so many reports."""
    reports = list(iter_reports(number))
    rng = random.Random(7)
    asked = [
        rng.choice(reports) if at % 2 else made("", " ".join(rng.sample(reports[at].text.split(), WORDS)), date(2016, 6, 1))
        for at in range(TRIES)
    ]
    index = EchoIndex()
    began = time.process_time()
    while reports:
        index.add(reports.pop())
    filled = time.process_time() - began
    cpu, wall, found = [], [], 0
    for at, report in enumerate(asked):
        new = made(f"new{at}", report.text, report.published_on or date(2016, 6, 1))
        began, clock = time.process_time(), time.perf_counter()
        found += bool(index.find(new))
        cpu.append(1e3 * (time.process_time() - began))
        wall.append(1e3 * (time.perf_counter() - clock))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000
    return (
        f"{number:,} reports: look-up {_spread(cpu)} ms of processor, {_spread(wall)} ms by the clock (median / p95 / worst); "
        f"{found} of {TRIES} had echoes; making the index {1e3 * filled / number:.2f} ms a report; peak {peak:,.0f} MB"
    )


def _spread(times: list[float]) -> str:
    ordered = sorted(times)
    return f"{statistics.median(ordered):.1f} / {ordered[int(0.95 * len(ordered))]:.1f} / {ordered[-1]:.1f}"


if __name__ == "__main__":
    for size in map(int, sys.argv[1:] or ("1000", "10000", "100000")):
        print(measure(size), flush=True)
