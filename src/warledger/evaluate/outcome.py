"""What was concluded on a set of reports, whoever concluded it.

Records and the alignment of found claims with those of a truth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from warledger.model import Claim, DayOf, Echo, Entity, Ledger, Linked, Origin, Place, Report, Story


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything concluded. `names` gives report ids their names in `reports.jsonl`."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    linked: tuple[Linked, ...]
    entities: tuple[Entity, ...]
    places: tuple[Place, ...]
    origins: tuple[Origin, ...]
    stories: tuple[Story, ...]
    echoes: tuple[Echo, ...]
    ledger: Ledger
    days: Mapping[str, DayOf] = field(default_factory=dict)

    @property
    def names(self) -> dict[str, str]:
        """Name of each report by id."""
        return {report.id: report.name for report in self.reports}


def find_words(text: str, words: str, which: int = 1) -> tuple[int, int]:
    """Where the n-th occurrence of some words stands in a text.

    Raises:
        ValueError: there are fewer.
    """
    at = -1
    for _ in range(which):
        at = text.find(words, at + 1)
        if at < 0:
            raise ValueError(f"words not in the report: {words!r}")
    return at, at + len(words)


def align_claims(outcome: Outcome, truth: Mapping[str, Mapping[str, Any]], texts: Mapping[str, str]) -> dict[str, str]:
    """Claim id of the truth to the found claim that says the same: same report and event, spans that meet, best first.

    Each found claim is used once. Spans of the truth count in the text as given; found ones are mapped back to it.
    """
    reports = {report.id: report for report in outcome.reports}
    ranked = []
    for key, row in sorted(truth.items()):
        start, end = find_words(texts[row["report"]], row["s"], row.get("n", 1))
        for claim in outcome.claims:
            report = reports[claim.report_id]
            if report.name != row["report"] or claim.event != row["event"]:
                continue
            span = report.offsets.to_captured(claim.span)
            shared = min(end, span.end) - max(start, span.start)
            if shared > 0:
                ranked.append((-_alike(claim, row), -shared / (max(end, span.end) - min(start, span.start)), key, claim.id))
    found: dict[str, str] = {}
    used: set[str] = set()
    for _, _, key, claim_id in sorted(ranked):
        if key not in found and claim_id not in used:
            found[key] = claim_id
            used.add(claim_id)
    return found


def _alike(claim: Claim, row: Mapping[str, Any]) -> int:
    """How many of figure, stance and source agree."""
    count = row.get("count")
    figures = (count["low"], count["high"]) if count else None
    ours = (claim.count.low, claim.count.high) if claim.count else None
    return 2 * int(figures == ours) + int(claim.stance == row["stance"]) + int(bool(claim.source) == bool(row.get("source")))
