"""How well pages are cleaned, beside trafilatura alone: python -m benchmarks.extraction FOLDER [--worst N].

FOLDER is `tests` of a checkout of github.com/adbar/trafilatura: `evaldata.json` says for each page which passages belong to its
text and which do not, the pages lie in `cache` and `eval`. Passages are sought with white space made even, as trafilatura's own
evaluation does. Both readers see the same bytes in the same run. Nothing of the folder is kept.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import trafilatura

from warledger.clean.extract import extract
from warledger.clean.report import clean_page
from warledger.model import RawPage, Rejection

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page:
    """One annotated page."""

    url: str
    content: bytes
    wanted: Sequence[str]
    unwanted: Sequence[str]


@dataclass(slots=True)
class Tally:
    """Passages found rightly, found wrongly, missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    seconds: float = 0.0

    def add(self, page: Page, text: str) -> tuple[int, int]:
        """Counts one page; its passages found wrongly and missed."""
        found = even(text)
        right = sum(even(w) in found for w in page.wanted)
        wrong = sum(even(w) in found for w in page.unwanted)
        self.right, self.wrong, self.missed = self.right + right, self.wrong + wrong, self.missed + len(page.wanted) - right
        return wrong, len(page.wanted) - right

    def line(self) -> str:
        """Precision, recall and F."""
        precision = self.right / max(1, self.right + self.wrong)
        recall = self.right / max(1, self.right + self.missed)
        whole = 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)
        return f"precision {precision:.4f}  recall {recall:.4f}  F {whole:.4f}  {self.seconds:.0f} s"


def even(text: str) -> str:
    """Text with white space made even, in NFC."""
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text).strip())


def load_pages(folder: Path) -> list[Page]:
    """The annotated pages of a folder whose bytes are there."""
    pages = []
    for url, item in sorted(json.loads((folder / "evaldata.json").read_text("utf-8")).items()):
        file = next((f for part in ("cache", "eval") if (f := folder / part / item["file"]).is_file()), None)
        if file is not None:
            pages.append(Page(url, file.read_bytes(), item["with"], item["without"]))
    return pages


def theirs(page: Page) -> str:
    """Trafilatura alone, as its own evaluation calls it."""
    return trafilatura.extract(page.content, include_comments=False, include_tables=True, include_formatting=False) or ""


def ours(page: Page) -> str | None:
    """The text of the report in a page; None when its language has no pack."""
    report = clean_page(RawPage(page.url, page.content, "text/html", page.url))
    if isinstance(report, Rejection):
        return None if report.code == "language" else ""
    return report.text


def extracted(page: Page) -> str:
    """What lies before the cleaning of lines, for pages in languages without a pack."""
    said = extract(RawPage(page.url, page.content, "text/html", page.url))
    return "" if isinstance(said, Rejection) else said.text


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("folder", type=Path)
    options.add_argument("--worst", type=int, default=0, help="print so many pages on which trafilatura alone does better")
    options.add_argument("--every", type=int, default=1, help="read only every so manieth page")
    given = options.parse_args()
    pages = load_pages(given.folder)[:: given.every]
    known = {"trafilatura": Tally(), "warledger": Tally()}
    everything = {"trafilatura": Tally(), "warledger": Tally()}
    losses = []
    in_pack = 0
    for page in pages:
        alone, alone_s = timed(theirs, page)
        clean, clean_s = timed(ours, page)
        tallies: list[Mapping[str, Tally]] = [everything] if clean is None else [everything, known]
        in_pack += clean is not None
        text = extracted(page) if clean is None else clean
        for tally in tallies:
            tally["trafilatura"].seconds += alone_s
            tally["warledger"].seconds += clean_s
            their_faults, our_faults = tally["trafilatura"].add(page, alone), tally["warledger"].add(page, text)
        losses.append((sum(our_faults) - sum(their_faults), page.url, our_faults, their_faults))
    for what, number, tally in (("languages with a pack", in_pack, known), ("all", len(pages), everything)):
        print(f"{number} pages, {what}")
        for name, counts in tally.items():
            print(f"  {name:12} {counts.line()}")
    for _, url, mine, other in sorted(losses, reverse=True)[: given.worst]:
        print(f"wrong, missed {mine}, trafilatura {other}: {url}", file=sys.stderr)


def timed(reader: Callable[[Page], T], page: Page) -> tuple[T, float]:
    """What a reader makes of a page, and its seconds."""
    began = time.monotonic()
    return reader(page), time.monotonic() - began


if __name__ == "__main__":
    main()
