"""Story grouping measured on reports with known incidents.

Takes a file in the format of casualties-gva-en (JSON lines, plain or xz: `report` with doc_id, title, dct, content; `incident`
with incident_uri), gives pair precision, recall and F1 of `find_stories` on the texts alone.
"""

from __future__ import annotations

import json
import lzma
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from warledger.model import InputError, OffsetMap, Report
from warledger.stories import find_stories

Pairs = set[tuple[str, str]]


def evaluate_stories(path: str | Path) -> dict[str, Any]:
    """Pair precision, recall and F1, with the counts behind them. A report named for two incidents belongs to both.

    Raises:
        InputError: the file cannot be read, or a line is not of the format.
    """
    reports, incidents = load_incidents(Path(path))
    found = find_stories(reports)
    told = pairs_of(story.report_ids for story in found.stories)
    return {
        **score_pairs(pairs_of(incidents.values()), told),
        "reports": len(reports),
        "stories": len(found.stories),
        "incidents": len(incidents),
    }


def load_incidents(path: Path) -> tuple[list[Report], dict[str, set[str]]]:
    """Reports by id and the report ids of each incident.

    Raises:
        InputError: the file cannot be read, or a line is not of the format.
    """
    reports: dict[str, Report] = {}
    incidents: dict[str, set[str]] = defaultdict(set)
    for number, line in enumerate(_lines(path), start=1):
        try:
            row = json.loads(line)
            report = _report(row["report"])
            incidents[str(row["incident"]["incident_uri"])].add(report.id)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{path}:{number}: not a row with a report and its incident ({error})") from error
        reports[report.id] = report
    return list(reports.values()), dict(incidents)


def _lines(path: Path) -> list[str]:
    """Lines of a plain or xz file, empty ones left out."""
    try:
        raw = lzma.open(path).read() if path.suffix == ".xz" else path.read_bytes()
        return [line for line in raw.decode("utf-8").splitlines() if line.strip()]
    except (OSError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def _report(row: Mapping[str, Any]) -> Report:
    """A report of nothing but what the file gives."""
    text, name = str(row["content"]), str(row["doc_id"])
    day = date.fromisoformat(row["dct"]) if row.get("dct") else None
    language = str(row.get("language") or "en")
    return Report(name, name, name, text, text, OffsetMap.identity(len(text)), title=str(row["title"]), language=language, published_on=day)


def pairs_of(groups: Iterable[Iterable[str]]) -> Pairs:
    """All pairs of ids within groups."""
    return {pair for group in groups for pair in combinations(sorted(set(group)), 2)}


def score_pairs(truth: Pairs, told: Pairs) -> dict[str, float]:
    """Precision, recall and F1 over pairs; 1 where there is nothing to find and nothing was told."""
    right = len(truth & told)
    precision = right / len(told) if told else float(not truth)
    recall = right / len(truth) if truth else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1, "right": right, "told": len(told), "true": len(truth)}
