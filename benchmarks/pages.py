"""How long the store takes for what pages ask, with many claims: python -m benchmarks.pages [REPORTS [URL]].

Without a URL: in a file. Prints the 50th and 95th percentile of each question, in milliseconds.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.made import PLACES
from benchmarks.scale import fill
from warledger.store import Page, Store, View, open_store

TRIES = 40


def questions(rng: random.Random, number: int) -> dict[str, Callable[[View], object]]:
    """What pages of a list, a search and a record ask."""
    with_claims = 4 * number
    return {
        "first page of claims": lambda v: v.claims(Page(50)),
        "a page of claims in the middle": lambda v: v.claims(Page(50, rng.randrange(with_claims))),
        "claims of one event": lambda v: v.claims(Page(50), event="killed"),
        "claims of one report": lambda v: v.claims(report_id=v.reports(Page(1, rng.randrange(number)))[0].id),
        "reports of one outlet": lambda v: v.reports(Page(50), outlet=f"Outlet {rng.randrange(40)}"),
        "search for a rare word": lambda v: v.search(f"{rng.choice(PLACES)} {rng.randrange(400)}."),
        "counts of everything": lambda v: v.counts(),
        "a record by the start of its id": lambda v: v.find(v.claims(Page(1, rng.randrange(with_claims)))[0].id[:9]),
    }


def ask(store: Store, number: int) -> None:
    """Time each question on a view of its own, as a page has."""
    for what, question in questions(random.Random(0), number).items():
        times = []
        for _ in range(TRIES):
            began = time.monotonic()
            with store.view() as view:
                question(view)
            times.append(1e3 * (time.monotonic() - began))
        times.sort()
        print(f"{what}: median {times[TRIES // 2]:.1f} ms, 95 % {times[int(TRIES * 0.95) - 1]:.1f} ms", flush=True)


def main(number: int = 5_000, url: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(url or Path(folder) / "l.db") as store:
        began = time.monotonic()
        fill(store, number)
        print(f"{store.dialect.name}, {number:,} reports, {4 * number:,} claims, filled in {time.monotonic() - began:.0f} s")
        ask(store, number)


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 5_000, *sys.argv[2:3])
