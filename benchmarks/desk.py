"""How long the desk takes for each page of a large ledger, at the server.

`python -m benchmarks.desk [reports] [file] [tries]`: with a file the ledger is kept there, and used again when it is there.
For each page the median and the 95th percentile of two figures: the time on the clock, and that of the processor, which other work
on the machine does not lengthen.
"""

import sys
import tempfile
import time
from pathlib import Path

from fastapi.testclient import TestClient

from benchmarks.desk_ledger import A_REPORT, fill, key
from warledger.store import Store, open_store
from warledger.web import Settings, create_app

GOAL_MS = 300


def main(reports: int, kept: str, tries: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(kept or Path(folder) / "large.db")
        if not file.exists():
            began = time.process_time()
            fill(file, reports)
            print(f"{reports:,} reports, {reports * A_REPORT:,} claims written in {time.process_time() - began:.0f} s of processor")
        print(f"{file.stat().st_size / 1e6:,.0f} MB")
        with open_store(file) as store:
            measure(store, tries)


def measure(store: Store, tries: int) -> None:
    """Print the table. Each page is asked for once before, but the very first: that one is told apart."""
    with TestClient(create_app(store, Settings(follow=False)), base_url="http://127.0.0.1") as client:
        first = _timed(client, "/now")
        print(f"{'page':<40}{'processor ms':>24}{'clock ms':>24}")
        print(f"{'/now, the first of a desk':<40}{first[1]:>24.0f}{first[0]:>24.0f}")
        worst = 0.0
        for path in pages():
            _timed(client, path)
            times = [_timed(client, path) for _ in range(tries)]
            clock, processor = (sorted(t[n] for t in times) for n in (0, 1))
            worst = max(worst, processor[_at(tries)])
            print(f"{path[:38]:<40}{_both(processor):>24}{_both(clock):>24}", flush=True)
        print(f"slowest 95th percentile of the processor: {worst:.0f} ms; the goal is {GOAL_MS}")


def pages() -> tuple[str, ...]:
    """Every kind of page, with what is largest of its kind: the place, the origin and the words that most claims share."""
    lists = (
        "/now /stories /stories?place=pl-0 /matters /matters?page=20 /matters?standing=contested /matters?event=killed /matters?place=pl-0"
    )
    more = "/matters?origin=or-1 /reports /reports?page=50 /reports?outlet=Outlet%207 /sources /sources?page=3 /entities /review /history"
    counted = (
        "/map /map?day=2016-06-01 /figures /figures?by=side&page=9 /figures?by=period&from=2016-03-01&to=2016-03-02 /figures?place=pl-0"
    )
    one = (f"/stories/{key('st', 0)}", f"/matters/{key('ma', 0)}", f"/reports/{key('rp', 0)}", f"/claims/{key('cl', 0)}")
    named = "/sources/or-1 /entities?name=Body%20000007 /entities/en-7?origin=body /places/pl-0 /review?skip=50 /method"
    words = "/search?q=people /search?q=Place%2000007 /search?q=Body%20000003&event=killed /search?q=nosuchword"
    data = "/now.json /matters.csv?per=40 /api/v1/matters /api/v1/claims?place=pl-0 /api/v1/search?q=people"
    return (*lists.split(), *more.split(), *counted.split(), *one, *named.split(), *words.split(), *data.split())


def _both(sorted_ms: list[float]) -> str:
    return f"{sorted_ms[len(sorted_ms) // 2]:.0f} / {sorted_ms[_at(len(sorted_ms))]:.0f}"


def _at(tries: int) -> int:
    return min(tries - 1, round(tries * 0.95))


def _timed(client: TestClient, path: str) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    return (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 100_000, given[1] if len(given) > 1 else "", int(given[2]) if len(given) > 2 else 5)
