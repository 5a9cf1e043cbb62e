"""Whom a report follows and who follows it, and what each added, dropped or changed on the way.

Takes a View and a report, gives its ties to other reports. In another language claims are one when event, stance and figure are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from warledger.export.lookup import Lookup
from warledger.export.shapes import Shape, count_shape
from warledger.export.versions import Rewritten, Update, compare_claims
from warledger.model import Claim, Echo, Report
from warledger.store import Page, View

WORDS_ONLY = frozenset({"wording", "time", "subject", "place", "source", "actor", "target"})
"""What may differ though a follower says the same: other words, and all that is named in another language."""


@dataclass(frozen=True, slots=True)
class Followed:
    """One tie of a lineage: the report that follows or is followed, the echo edge, and what the follower made of the claims."""

    report: Report
    echo: Echo
    update: Update


@dataclass(frozen=True, slots=True)
class Lineage:
    """The report that one follows, None when it is the first, and those that follow it."""

    first: Followed | None = None
    followers: tuple[Followed, ...] = ()
    total: int = 0
    """All that follow it, also where not each of them was compared."""


def lineage_of(view: View, lookup: Lookup, report: Report, most: int | None = None) -> Lineage:
    """The ties of a report, followers in the order of their names; at most so many of them."""
    own = tuple(view.claims(report_id=report.id))

    def tie(echo: Echo, other_id: str) -> Followed:
        other = tuple(view.claims(report_id=other_id))
        before, after = (own, other) if echo.of_id == report.id else (other, own)
        return Followed(lookup.reports[other_id], echo, compare_tellings(before, after))

    followed = [tie(e, e.of_id) for e in view.echoes(Page(1), report_id=report.id) if e.of_id in lookup.reports]
    following = view.echoes(of_id=report.id)
    followers = [tie(e, e.report_id) for e in following[:most] if e.report_id in lookup.reports]
    ordered = sorted(followers, key=lambda f: (f.report.name, f.report.id))
    return Lineage(followed[0] if followed else None, tuple(ordered), len(following))


def compare_tellings(before: Sequence[Claim], after: Sequence[Claim]) -> Update:
    """What a follower made of the claims of the report it follows: what is told in other words is kept."""
    update = compare_claims(before, after)
    changed = [r for r in update.changed if not WORDS_ONLY.issuperset(r.fields)]
    kept = update.kept + len(update.changed) - len(changed)
    dropped, added = list(update.dropped), list(update.added)
    kept += len(_pair(dropped, added, lambda c: (c.event, c.stance, c.count.bounds if c.count else None)))
    figures = _pair(dropped, added, lambda c: (c.event, c.stance) if c.count else (c.id,))
    changed += [Rewritten(a, b, ("figure",)) for a, b in figures]
    return Update(tuple(added), tuple(dropped), tuple(sorted(changed, key=lambda r: r.after.span)), kept)


def _pair(dropped: list[Claim], added: list[Claim], key: Callable[[Claim], object]) -> list[tuple[Claim, Claim]]:
    """Takes claims of one key out of both lists, in the order of the texts, and gives them in pairs."""
    pairs = []
    for one in list(dropped):
        other = next((c for c in added if key(c) == key(one)), None)
        if other is not None:
            pairs.append((one, other))
            dropped.remove(one)
            added.remove(other)
    return pairs


def lineage_shape(lineage: Lineage) -> Shape:
    """A lineage as JSON."""
    first = _tie_shape(lineage.first) if lineage.first else None
    return {"follows": first, "followed_by": [_tie_shape(f) for f in lineage.followers], "followed_by_total": lineage.total}


def _tie_shape(tie: Followed) -> Shape:
    update = tie.update
    changed = [{"before": _side(r.before), "after": _side(r.after), "fields": list(r.fields)} for r in update.changed]
    told = {name: [_side(c) for c in part] for name, part in (("added", update.added), ("dropped", update.dropped))}
    return {
        "report": tie.report.id,
        "name": tie.report.name,
        "kind": tie.echo.kind,
        "score": round(tie.echo.score, 3),
        "reasons": list(tie.echo.reasons),
        "changes": {**told, "changed": changed, "kept": update.kept},
    }


def _side(claim: Claim) -> Shape:
    return {"id": claim.id, "event": claim.event, "stance": claim.stance, "count": count_shape(claim.count)}
