"""The versions of a report on its page: what an update did to its claims and to its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from warledger.export.rewording import Passage, reword
from warledger.export.shapes import Shape
from warledger.export.versions import State, compare_claims, states_of
from warledger.model import Claim, Report
from warledger.web.ask import Ask, BadQuery
from warledger.web.pages.common import claim_parts

MOST_LISTED = 50
"""Versions of one page that are listed: those around the one that is looked at."""
SHOWN_WORDS = 40_000
"""Characters of a changed passage that a page shows."""


def versions(ask: Ask, report: Report, claims: Sequence[Claim]) -> dict[str, Any] | None:
    """Every version of the page of a report, and what changed from the one before, or from the one that is asked for; None of one alone.

    Raises:
        BadQuery: what it shall be set against is no version of this page.
    """
    states = states_of(ask.view, report)
    at = next((n for n, s in enumerate(states) if s.report.id == report.id), 0)
    against = _against(ask, states, at)
    if len(states) < 2:
        return None
    numbers = ask.view.overview.claims_in(s.report.id for s in states)
    first = max(0, min(at - MOST_LISTED // 2, len(states) - MOST_LISTED))
    listed = [_listed(s, n, numbers, at) for n, s in enumerate(states)][first : first + MOST_LISTED]
    return {
        "listed": listed,
        "number": at + 1,
        "total": len(states),
        "against": against + 1 if against is not None else None,
        "against_id": states[against].report.id if against is not None else "",
        **(_changes(ask, states[against].report, report, claims) if against is not None else {}),
    }


def _against(ask: Ask, states: list[State], at: int) -> int | None:
    """Which version this one is compared with: the one before it unless another is asked for; None for the first."""
    asked = ask.text("against")
    if not asked:
        return at - 1 if at else None
    found = next((n for n, s in enumerate(states) if s.report.id == asked and n != at), None)
    if found is None:
        raise BadQuery("against must be another version of this page")
    return found


def _listed(state: State, number: int, claims: dict[str, int], at: int) -> Shape:
    report = state.report
    return {
        "number": number + 1,
        "id": report.id,
        "title": report.title or report.name,
        "language": report.language,
        "captured_at": state.captured_at,
        "modified_at": report.modified_at or report.published_at,
        "claims": claims.get(report.id, 0),
        "here": number == at,
    }


def _changes(ask: Ask, before: Report, after: Report, claims: Sequence[Claim]) -> dict[str, Any]:
    """What became of the claims and, where whole texts may be shown, of the words."""
    update = compare_claims(ask.view.claims(report_id=before.id), claims)
    rewritten = [c for r in update.changed for c in (r.before, r.after)]
    parts = {p.shape["id"]: p for p in claim_parts(ask, [*update.added, *update.dropped, *rewritten])}
    return {
        "came": [parts[c.id] for c in update.added],
        "went": [parts[c.id] for c in update.dropped],
        "changed": [(r.fields, parts[r.before.id], parts[r.after.id]) for r in update.changed],
        "kept": update.kept,
        "passages": [] if ask.settings.public else [_shown(p) for p in reword(_words(before), _words(after))],
    }


def _words(report: Report) -> str:
    return f"{report.title}\n{report.text}"


def _shown(passage: Passage) -> Passage:
    """The passage as far as a page shows it."""
    left, pieces = SHOWN_WORDS, []
    for kind, words in passage.pieces:
        pieces.append((kind, words[:left] + ("…" if len(words) > left else "")))
        left -= len(words)
        if left <= 0:
            break
    return Passage(passage.changed, passage.paragraphs, tuple(pieces))


def versions_document(found: dict[str, Any] | None) -> Shape | None:
    """The same as data."""
    if found is None:
        return None
    listed = [
        {
            "report": v["id"], "title": v["title"], "claims": v["claims"],
            "captured_at": v["captured_at"].isoformat() if v["captured_at"] else None,
        }
        for v in found["listed"]
    ]  # fmt: skip
    shape = {"number": found["number"], "total": found["total"], "versions": listed, "against": found["against_id"] or None}
    if found["against"] is None:
        return {**shape, "changes": None}
    changed = [{"fields": list(fields), "before": before.shape, "after": after.shape} for fields, before, after in found["changed"]]
    claims = {"added": [p.shape for p in found["came"]], "dropped": [p.shape for p in found["went"]], "changed": changed}
    text = [[{"kind": kind, "words": words} for kind, words in p.pieces] for p in found["passages"] if p.changed]
    return {**shape, "changes": {**claims, "kept": found["kept"], "text": text}}
