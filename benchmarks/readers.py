"""Every file of a folder through the readers and the cleaner: python -m benchmarks.readers FOLDER [--pages N] [--seconds N].

For trying files that were not written here. Prints, for each ending, how many files were read, how many pages and refusals they
gave, and how many reports were cleaned of the first N pages of each; names each file at which a reader raised an exception, took
longer than it may, or gave nothing at all.
"""

from __future__ import annotations

import argparse
import signal
import sys
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from warledger.clean.report import clean_page
from warledger.collect.contract import CollectOptions, Input
from warledger.collect.dispatch import read_input
from warledger.model import RawPage, Rejection


class TooLong(BaseException):
    """A file took longer than it may; no reader catches it."""


@contextmanager
def limited(seconds: int) -> Iterator[None]:
    """Ends what takes longer, measured in time of the processor."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def read(path: Path, pages: int) -> Counter[str]:
    """What one file gives: pages, refusals by code, cleaned reports of its first pages, refusals of the cleaner."""
    found: Counter[str] = Counter()
    with path.open("rb") as stream:
        for item in read_input(Input(path.name, stream), CollectOptions()):
            if isinstance(item, Rejection):
                found[f"refused {item.code}"] += 1
                continue
            found["pages"] += 1
            if found["pages"] <= pages:
                found.update(_cleaned(item))
    return found


def _cleaned(page: RawPage) -> list[str]:
    report = clean_page(page)
    if isinstance(report, Rejection):
        return [f"not cleaned {report.code}"]
    cut = [i for i in range(0, len(report.text), 500) if not report.text[i : i + 10].isspace() and not _maps(report, i)]
    return ["reports"] + (["spans that do not map back"] if cut else [])


def _maps(report: object, start: int) -> bool:
    from warledger.model import Report, Span

    if not isinstance(report, Report):
        return False
    span = Span(start, min(start + 10, len(report.text)))
    back = report.offsets.to_captured(span)
    return 0 <= back.start < back.end <= len(report.captured)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--pages", type=int, default=2, help="clean so many pages of each file")
    options.add_argument("--seconds", type=int, default=20, help="seconds of the processor that a file may take")
    given = options.parse_args()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted(p for p in given.folder.rglob("*") if p.is_file()):
        counts, began = kinds[path.suffix.lower()], time.process_time()
        counts["files"] += 1
        try:
            with limited(given.seconds):
                found = read(path, given.pages)
        except TooLong:
            counts["TOO LONG"] += 1
            print(f"took more than {given.seconds} s: {path}", file=sys.stderr, flush=True)
            continue
        except Exception:  # noqa: BLE001 - the very thing that is sought
            counts["RAISED"] += 1
            print(f"raised: {path}\n{traceback.format_exc(limit=-4)}", file=sys.stderr, flush=True)
            continue
        if not found:
            print(f"neither page nor refusal: {path}", file=sys.stderr, flush=True)
            counts["NOTHING"] += 1
        counts.update(found)
        counts["slowest (ms)"] = max(counts["slowest (ms)"], round(1e3 * (time.process_time() - began)))
    for ending, counts in sorted(kinds.items()):
        print(f"{ending or '(none)'}: " + ", ".join(f"{what} {n:,}" for what, n in sorted(counts.items())))


if __name__ == "__main__":
    main()
