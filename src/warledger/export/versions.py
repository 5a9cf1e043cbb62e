"""Versions of one page: which claims an update added, dropped, or changed in figure or wording.

Takes a View and a report, gives its versions in their order, each compared with the one before. Reports are versions
of one another when they have one address; a report without an address has one version. How its words changed is in `rewording`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from typing import Any

from warledger.export.lookup import Lookup
from warledger.export.shapes import claim_shape, count_shape
from warledger.model import Claim, Report
from warledger.store import View, address_of

ALIKE = 0.55
"""Share of equal wording from which two claims of one event are one claim that was rewritten."""
COMPARED = ("figure", "event", "stance", "source", "actor", "target", "subject", "place", "time", "wording")
FIRST = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A claim and what became of it; `fields` are those of COMPARED that differ."""

    before: Claim
    after: Claim
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Update:
    """What one version changed against the one before; `kept` claims say the same in the same words."""

    added: tuple[Claim, ...] = ()
    dropped: tuple[Claim, ...] = ()
    changed: tuple[Rewritten, ...] = ()
    kept: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """A page as it stood once."""

    report: Report
    captured_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a page with its claims. `update` is None for the first."""

    report: Report
    captured_at: datetime | None
    claims: tuple[Claim, ...]
    update: Update | None


def states_of(view: View, report: Report) -> list[State]:
    """Every state of the page of a report by its capture; where that is not known, by what it says of its last change or of its day."""
    address = address_of(report.url)
    same = view.reports(address=address) if address else [report]
    moments = view.overview.captured(r.page_id for r in same)
    same.sort(key=lambda r: (_stood_at(r, moments.get(r.page_id)), _aware(r.modified_at), r.id))
    return [State(r, moments.get(r.page_id)) for r in same]


def versions_of(view: View, report: Report) -> list[Version]:
    """Every state of the page of a report, each compared with the one before."""
    found: list[Version] = []
    for state in states_of(view, report):
        claims = tuple(view.claims(report_id=state.report.id))
        update = compare_claims(found[-1].claims, claims) if found else None
        found.append(Version(state.report, state.captured_at, claims, update))
    return found


def compare_claims(before: Sequence[Claim], after: Sequence[Claim]) -> Update:
    """What became of the claims of one text in another: equal ones first, then the most alike of one event."""
    pairs = _matched(before, after)
    old, new = {c.id for c, _ in pairs}, {c.id for _, c in pairs}
    rewritten = [Rewritten(a, b, fields) for a, b in pairs if (fields := _differences(a, b))]
    return Update(
        tuple(c for c in after if c.id not in new),
        tuple(c for c in before if c.id not in old),
        tuple(sorted(rewritten, key=lambda r: r.after.span)),
        len(pairs) - len(rewritten),
    )


def versions_shape(view: View, lookup: Lookup, report: Report) -> dict[str, Any]:
    """The versions of a report as JSON."""
    return {"url": report.url, "versions": [_version_shape(v, view, lookup) for v in versions_of(view, report)]}


def _version_shape(version: Version, view: View, lookup: Lookup) -> dict[str, Any]:
    report, update = version.report, version.update
    shape: dict[str, Any] = {
        "report": report.id, "name": report.name, "title": report.title, "sha256": report.sha256, "claims": len(version.claims),
        "captured_at": version.captured_at.isoformat() if version.captured_at else None,
        "published": report.published_at.isoformat() if report.published_at else str(report.published_on or "") or None,
    }  # fmt: skip
    if update is None:
        return shape | {"changes": None}
    links = view.linked_of(c.id for c in (*update.added, *update.dropped))
    whole = [[claim_shape(c, links.get(c.id), lookup) for c in part] for part in (update.added, update.dropped)]
    changed = [{"fields": list(r.fields), "before": _side(r.before), "after": _side(r.after)} for r in update.changed]
    return shape | {"changes": {"added": whole[0], "dropped": whole[1], "changed": changed, "kept": update.kept}}


def _side(claim: Claim) -> dict[str, Any]:
    return {"id": claim.id, "count": count_shape(claim.count), "evidence": claim.evidence}


def _matched(before: Sequence[Claim], after: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Pairs that speak of one thing; each claim is in one pair at most."""
    scored = sorted((-_likeness(a, b), m, n) for m, a in enumerate(before) for n, b in enumerate(after) if _may_be_one(a, b))
    old: set[int] = set()
    new: set[int] = set()
    pairs = []
    for score, m, n in scored:
        if -score >= ALIKE and m not in old and n not in new:
            old.add(m)
            new.add(n)
            pairs.append((before[m], after[n]))
    return sorted(pairs, key=lambda p: p[0].span)


def _may_be_one(a: Claim, b: Claim) -> bool:
    """Quick bounds before wording is compared: the same event, or the very same words read as another."""
    return a.event == b.event or a.evidence == b.evidence


def _likeness(a: Claim, b: Claim) -> float:
    """How alike two claims are in 0..about 1.4: their wording without figures, and whether their fields agree."""
    one, two = _words(a), _words(b)
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    wording = 1.0 if one == two else matcher.ratio() if matcher.quick_ratio() >= ALIKE / 2 else 0.0
    agreed = sum(_field(a, f) == _field(b, f) for f in ("figure", "source", "subject", "place"))
    return wording + 0.1 * agreed


def _words(claim: Claim) -> list[str]:
    return ["#" if any(ch.isdigit() for ch in word) else word for word in claim.evidence.casefold().split()]


def _differences(a: Claim, b: Claim) -> tuple[str, ...]:
    return tuple(name for name in COMPARED if _field(a, name) != _field(b, name))


def _field(claim: Claim, name: str) -> object:
    if name == "figure":
        parts = tuple((i.subject.group, i.count.low, i.count.high) for i in claim.included)
        return (claim.count.low, claim.count.high, parts) if claim.count else (None, None, parts)
    if name == "place":
        return tuple(p.text for p in claim.places)
    if name == "wording":
        return " ".join(claim.evidence.split())
    value = getattr(claim, name)
    return value if isinstance(value, str) else value.text if value is not None else ""


def _stood_at(report: Report, captured_at: datetime | None) -> datetime:
    """A moment at which the page stood so."""
    day = datetime.combine(report.published_on, datetime.min.time(), UTC) if report.published_on else None
    return _aware(captured_at or report.modified_at or report.published_at or day)


def _aware(moment: datetime | None) -> datetime:
    return FIRST if moment is None else moment if moment.tzinfo else moment.replace(tzinfo=UTC)
