"""low, best and high of a matter, each with the claim behind it.

Takes accounts, gives an estimate after the definitions of UCDP GED: low is the most conservative comparable account,
high the highest, best the account that stands strongest, then the latest. Never an average.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.ledger.accounts import Told, vague
from warledger.ledger.compare import Comparer
from warledger.ledger.facts import Fact
from warledger.ledger.relations import is_part
from warledger.model import Count, Estimate

RULE = (
    "low: most conservative account; high: highest account; best: an admission, else the strongest origin, else the latest, "
    "never a mere ceiling where another figure is told; superseded, miscopied and partial figures bound nothing"
)


def estimate_count(told: Sequence[Told], comparer: Comparer) -> Estimate | None:
    """The estimate over comparable accounts; None when nobody who supports the matter gives a figure."""
    supporting = [t for t in told if t.supports and t.figures]
    figures = [(t, f) for t in supporting for f in t.figures]
    whole = [(t, f) for t, f in figures if not any(is_part(f, other, comparer) for _, other in figures)] or figures
    if not whole:
        return None
    low = min((f for _, f in whole), key=lambda f: (_point(f), f.order))
    high = max((f for _, f in whole), key=lambda f: (_top(f), f.order))
    best = max(whole, key=lambda pair: _rank(*pair))[1]
    points = _point(low), _point(best), _top(high)
    is_open = high.count is not None and high.count.high is None
    return Estimate(points[0], points[1], None if is_open else points[2], low.id, best.id, high.id, RULE)


def _count(fact: Fact) -> Count:
    return fact.count or Count(0, 0)


def _point(fact: Fact) -> int:
    """The figure that stands for a count."""
    return _count(fact).point


def _top(fact: Fact) -> int:
    """The upper end of a count; its point when it is open."""
    count = _count(fact)
    return count.point if count.high is None else count.high


def _rank(told: Told, fact: Fact) -> tuple[object, ...]:
    """Strength of a figure: more than a ceiling ("up to 50"), admission, firm origin, any origin, a number before a word such as
    "dozens", then the latest word of its own, then the lower figure.

    A figure is as old as its first telling: an echo of Tuesday does not make Monday's figure later than Tuesday's.
    """
    admission = told.strong and any(f.hurts for f in told.facts)
    said = min(f.order for f in told.facts if f.count is not None and f.count.point == _point(fact))
    return (
        _count(fact).low is not None,
        admission,
        told.strong,
        bool(told.account.origin_id),
        not vague(_count(fact)),
        said[:2],
        fact is told.figures[0],
        -_point(fact),
        fact.id,
    )
