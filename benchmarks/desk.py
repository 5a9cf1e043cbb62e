"""How long the desk takes for each page of a large ledger, at the server.

`python -m benchmarks.desk [reports] [file] [tries]`: with a file the ledger is kept there, and used again when it is there.
For each page the median and the 95th percentile of two figures: the time on the clock, and that of the processor, which other work
on the machine does not lengthen.
"""

import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi.testclient import TestClient

from benchmarks.desk_ledger import A_REPORT, fill, key
from warledger.store import Store, open_store
from warledger.web import Settings, create_app
from warledger.web.ask import STRETCH
from warledger.web.warming import warm_up

GOAL_MS = 300


def main(reports: int, kept: str, tries: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(kept or Path(folder) / "large.db")
        if "://" not in kept and not file.exists():
            began = time.process_time()
            fill(file, reports)
            print(f"{reports:,} reports, {reports * A_REPORT:,} claims written in {time.process_time() - began:.0f} s of processor")
        with open_store(kept if "://" in kept else file) as store:
            measure(store, Settings(follow=False), tries, {"page": PAGES, "page as data": data(), "API": API})
            measure(store, Settings(public=True), tries, {"public desk": PUBLIC})


def measure(store: Store, settings: Settings, tries: int, tables: Mapping[str, Sequence[str]]) -> None:
    """Print a table of each kind. Each page is asked for once before, but the very first: that one is told apart.

    `serve` loads what pages share in the background once it listens; here that comes after the first page.
    """
    app = create_app(store, settings)
    with TestClient(app, base_url="http://127.0.0.1") as client:
        first = _timed(client, "/now")
        print(f"first page of a desk that has loaded nothing: processor {first[1]:.0f} ms, clock {first[0]:.0f} ms")
        began = time.process_time()
        warm_up(app.state.desk)
        after = _timed(client, "/now")
        print(f"loading the rest: processor {(time.process_time() - began) * 1000:.0f} ms; the first page then {after[1]:.0f} ms")
        for name, paths in tables.items():
            print(f"\n| {name} | processor, ms | clock, ms |\n|---|---|---|")
            over = 0
            for path in paths:
                _timed(client, path)
                times = [_timed(client, path) for _ in range(tries)]
                clock, processor = (sorted(t[n] for t in times) for n in (0, 1))
                over += clock[_at(tries)] > GOAL_MS
                print(f"| `{_short(path)}` | {_both(processor)} | {_both(clock)} |", flush=True)
            print(f"\nover {GOAL_MS} ms by the clock at the 95th percentile: {over} of {len(paths)}", flush=True)


PAGES = (
    "/now", "/now?since=2016-01-01", "/changes", "/stories", "/stories?place=pl-0", "/stories?day=2016-03-01", f"/stories/{key('st', 0)}",
    "/matters", "/matters?page=20", "/matters?page=500", "/matters?standing=contested", "/matters?event=killed", "/matters?place=pl-0",
    "/matters?origin=or-1", "/matters?as=table", "/matters?as=map", "/matters?as=timeline", f"/matters?story={key('st', 0)}",
    f"/matters/{key('ma', 0)}", "/map", "/map?day=2016-06-01", "/figures", "/figures?by=side&page=9", "/figures?place=pl-0",
    "/figures?by=period&from=2016-03-01&to=2016-03-02", "/sources", "/sources?page=3", "/sources?side=state",
    "/sources/or-1",
    "/reports", "/reports?page=50", "/reports?outlet=Outlet%207", "/reports?language=ar", f"/reports/{key('rp', 0)}",
    f"/claims/{key('cl', 0)}", "/entities", "/entities?kind=place", "/entities?name=Body%20000007", "/entities/en-7?origin=body",
    "/entities/en-1",
    "/places/pl-0", "/review", "/review?skip=50", "/history", "/method", "/search?q=people", "/search?q=Place%2000007",
    "/search?q=Place%2000000&event=killed", "/search?q=Body%20000003&event=killed", "/search?q=nosuchword",
)  # fmt: skip
"""Every kind of page and filter, with what is largest of its kind: the place, the origin and the words that most claims share."""

API = (
    "/api/v1", "/api/v1/reports", "/api/v1/claims", "/api/v1/matters", "/api/v1/stories", "/api/v1/entities", "/api/v1/places",
    "/api/v1/origins", "/api/v1/control", "/api/v1/changes",
    "/api/v1/reports?outlet=Outlet%207", "/api/v1/reports?language=ar", "/api/v1/reports?published=2016-03-01", "/api/v1/claims?place=pl-0",
    "/api/v1/claims?origin=or-1", "/api/v1/claims?source=en-1", "/api/v1/claims?event=killed", "/api/v1/claims?stance=asserts",
    "/api/v1/claims?language=fr", "/api/v1/claims?place=pl-0&event=killed", f"/api/v1/claims?matter={key('ma', 0)}",
    f"/api/v1/claims?report={key('rp', 0)}", "/api/v1/matters?place=pl-0", "/api/v1/matters?origin=or-1",
    "/api/v1/matters?standing=contested", "/api/v1/matters?event=killed", f"/api/v1/matters?story={key('st', 0)}",
    "/api/v1/matters?format=geojson", "/api/v1/matters?format=csv", "/api/v1/stories?place=pl-0", "/api/v1/stories?day=2016-03-01",
    "/api/v1/entities?kind=body", "/api/v1/entities?side=state", "/api/v1/places?country=SY", "/api/v1/origins?kind=other",
    "/api/v1/control?on=2016-06-01", "/api/v1/control?place=pl-0", "/api/v1/control?format=geojson", "/api/v1/search?q=people",
    "/api/v1/search?q=Place%2000007", f"/api/v1/matters/{key('ma', 0)}", f"/api/v1/matters/{key('ma', 0)}/accounts",
    f"/api/v1/stories/{key('st', 0)}", f"/api/v1/reports/{key('rp', 0)}", f"/api/v1/claims/{key('cl', 0)}", "/api/v1/entities/en-1",
    "/api/v1/places/pl-0", "/api/v1/origins/or-1",
)  # fmt: skip
"""Every address of the API, and every filter with what most records pass."""

PUBLIC = (
    "/now", "/stories", f"/stories/{key('st', 0)}", "/matters", f"/matters/{key('ma', 0)}", "/map", f"/reports/{key('rp', 0)}",
    "/entities", "/places/pl-0", "/search?q=people", "/api/v1/claims?place=pl-0", "/api/v1/matters", "/api/v1/search?q=people",
)  # fmt: skip


def data() -> list[str]:
    """Each page without parameters as JSON, and the first rows of its CSV: a longer file is made, and sent, so many at a time."""
    plain = [p for p in PAGES if "?" not in p]
    rows = {"/now": "?per=12"}
    return [f"{p}.{form}" + (rows.get(p, f"?per={STRETCH}") if form == "csv" else "") for p in plain for form in ("json", "csv")]


def _short(path: str) -> str:
    return path if len(path) < 60 else f"{path[:57]}..."


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
