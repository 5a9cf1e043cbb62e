"""How long the desk takes for each page of a large ledger, at the server.

`python -m benchmarks.desk [reports] [claims a report] [file]`: with a file the ledger is kept there, and used again when it is there.
Two figures a page: the time on the clock, and that of the processor, which other work on the machine does not lengthen.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path

from fastapi.testclient import TestClient

from warledger.model import (
    Account,
    Annotation,
    Claim,
    Control,
    Count,
    DayOf,
    Entity,
    Estimate,
    Form,
    Linked,
    Matter,
    Named,
    OffsetMap,
    Origin,
    Period,
    Place,
    RawPage,
    Report,
    Segment,
    Span,
    Story,
    Subject,
    content_id,
)
from warledger.store import Conclusions, Reading, Store, Writer, open_store
from warledger.web import Settings, create_app

A_STORY, ORIGINS, PLACES, AT_ONCE = 20, 200, 500, 2000
FIRST = date(2016, 1, 1)


def main(reports: int, a_report: int, kept: str = "") -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(kept or Path(folder) / "large.db")
        made = not file.exists()
        with open_store(file) as store:
            if made:
                began = time.perf_counter()
                fill(store, reports, a_report)
                print(f"{reports:,} reports, {reports * a_report:,} claims written in {time.perf_counter() - began:.0f} s")
            measure(store)


def measure(store: Store) -> None:
    with TestClient(create_app(store, Settings(follow=False)), base_url="http://127.0.0.1") as client:
        clock, processor = _timed(client, "/now")
        print(f"{'page':<36}{'clock ms':>10}{'processor ms':>14}\n{'/now, the first after a change':<36}{clock:10.0f}{processor:14.0f}")
        (story, matter, report) = (client.get(f"/{kind}.json?per=1").json()["rows"][0]["id"] for kind in ("stories", "matters", "reports"))
        for path in (
            "/now", "/stories", f"/stories/{story}", "/matters", "/matters?standing=contested", f"/matters/{matter}", "/reports",
            f"/reports/{report}", "/map", "/figures", "/sources", "/sources/or-7", "/entities", "/places/pl-7", "/search?q=Place%207",
            "/review", "/history", "/method", "/api/v1/matters", "/api/v1/claims?place=pl-7",
        ):  # fmt: skip
            times = [_timed(client, path) for _ in range(5)]
            clock, processor = (sorted(t[n] for t in times)[2] for n in (0, 1))
            print(f"{path[:34]:<36}{clock:10.0f}{processor:14.0f}")


def _timed(client: TestClient, path: str) -> tuple[float, float]:
    """Milliseconds on the clock and of the processor."""
    began, used = time.perf_counter(), time.process_time()
    response = client.get(path)
    if response.status_code != 200:
        raise SystemExit(f"{path}: {response.status_code}")
    return (time.perf_counter() - began) * 1000, (time.process_time() - used) * 1000


def fill(store, reports: int, a_report: int) -> None:
    claims, days, made = [], [], []
    for report, own in _put(store, reports, a_report):
        days.append(DayOf(report.id, report.published_on))
        made.append(report)
        claims.append(own)
    stories, matters, linked = [], [], []
    for at in range(0, reports, A_STORY):
        part = made[at : at + A_STORY]
        story = Story(content_id("st", at), f"Story {at}", part[0].published_on, tuple(r.id for r in part), (f"pl-{at % PLACES}",))
        stories.append(story)
        for k in range(a_report):
            own = [c[k] for c in claims[at : at + A_STORY]]
            matters.append(_matter(story, k, own))
            linked += [
                Linked(c.id, c.report_id, f"en-{i % ORIGINS}", f"or-{i % ORIGINS}", place_ids=(f"pl-{at % PLACES}",), when=matters[-1].when)
                for i, c in enumerate(own)
            ]
    store.writer().replace(
        Conclusions(
            entities=tuple(Entity(f"en-{i}", "body", f"Body {i}", (Form(f"Body {i}", "en", 9),), f"or-{i}") for i in range(ORIGINS)),
            places=tuple(Place(f"pl-{i}", f"Place {i}", "town", 30 + i % 20 / 2, 35 + i // 20 / 2, 2, "SY") for i in range(PLACES)),
            origins=tuple(Origin(f"or-{i}", f"Origin {i}", "other", ("government", "opposition", "")[i % 3]) for i in range(ORIGINS)),
            linked=tuple(linked),
            days=tuple(days),
            stories=tuple(stories),
            matters=tuple(matters),
            control=tuple(
                Control(f"pl-{i}", FIRST + timedelta(d * 30), f"Origin {d}", "held", "single-source", ("or-1",), (linked[0].claim_id,))
                for i in range(PLACES)
                for d in range(6)
            ),
        )
    )


def _put(store: Store, reports: int, a_report: int) -> Iterator[tuple[Report, tuple[Claim, ...]]]:
    """Reports as they are written, many in one transaction: one each would take hours."""
    for at in range(0, reports, AT_ONCE):
        with store.begin() as connection:
            writer = Writer(lambda held=connection: nullcontext(held), store.dialect)
            for n in range(at, min(at + AT_ONCE, reports)):
                page, report, own = _report(n, a_report)
                writer.put(Reading(page, report, Annotation(report.id, "bench", (Span(0, len(report.text)),)), own))
                yield report, own


def _report(n: int, a_report: int) -> tuple[RawPage, Report, tuple[Claim, ...]]:
    lines = [
        f"Body {(n + k) % ORIGINS} said that {n + k} people were killed in Place {n // A_STORY % PLACES} on that day."
        for k in range(a_report)
    ]
    text = "\n".join(lines)
    page = RawPage(f"{n:06}.txt", text.encode())
    on = FIRST + timedelta(days=n // A_STORY % 365)
    report = Report(
        content_id("rp", page.id),
        page.id,
        page.name,
        text,
        text,
        OffsetMap((Segment(0, len(text), 0, len(text)),)),
        title=f"Report {n}",
        language=("en", "fr", "ar")[n % 3],
        published_on=on,
        outlet=f"Outlet {n % 50}",
        sha256=page.sha256,
    )
    claims, start = [], 0
    for k, line in enumerate(lines):
        span = Span(start, start + len(line))
        start += len(line) + 1
        claims.append(
            Claim(
                content_id("cl", report.id, k),
                report.id,
                span,
                line,
                span,
                "killed",
                source=Named(f"Body {k}", span),
                count=Count(n + k, n + k, str(n + k)),
                subject=Subject("people", span, "people"),
                reader="bench",
                prob=0.5 + k / 50,
            )
        )
    return page, report, tuple(claims)


def _matter(story: Story, k: int, claims: list[Claim]) -> Matter:
    made = content_id("ma", story.id, k)
    accounts = tuple(
        Account(content_id("ac", made, i), made, f"or-{i % ORIGINS}", "asserts", (c.id,), (), c.count, c.id, said_on=story.on)
        for i, c in enumerate(claims)
    )
    first, last = claims[0], claims[-1]
    return Matter(
        made,
        story.id,
        "killed",
        f"people killed, {k}",
        story.place_ids,
        "people",
        Period(story.on, story.on),
        ("corroborated", "single-source", "contested")[k % 3],
        ("made for the benchmark",),
        tuple(a.origin_id for a in accounts),
        tuple(c.id for c in claims),
        accounts,
        (),
        Estimate(first.count.low, last.count.low, last.count.low, first.id, last.id, last.id),
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    main(int(given[0]) if given else 100_000, int(given[1]) if len(given) > 1 else 10, given[2] if len(given) > 2 else "")
