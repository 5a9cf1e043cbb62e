"""What is counted over many records: how an origin fares, which claims deserve a second look, what stands in a list of figures.

Takes records of `warledger.model`, gives small ones. Pure; `summary` stores them, `overview` reads them.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from warledger.model import Matter

FEW_DAYS = 3
"""A matter told of more days than this marks none of them: it is a running total."""

WEIGHTS = {
    "low confidence": 2.0,
    "anonymous origin": 1.0,
    "source not recognised": 1.2,
    "figures conflict": 1.6,
    "contested": 0.8,
    "decides a bound": 0.7,
    "reviewers disagree": 3.0,
}
"""What a second look at a claim is worth, by why it is."""
UNSURE_PROB = 0.5


@dataclass(slots=True)
class Fare:
    """How one origin fares over all matters. `events` counts its accounts by event; `admitted` its claims against its own side,
    of which `admissions` names some.
    """

    origin_id: str
    side: str = ""
    name: str = ""
    weak: bool = False
    matters: int = 0
    alone: int = 0
    contradicted: int = 0
    first: int = 0
    denies: int = 0
    accuses: int = 0
    admitted: int = 0
    events: Counter[str] = field(default_factory=Counter)
    admissions: tuple[str, ...] = ()

    def count(self, matter: Matter, stance: str) -> None:
        """Take in one account of the origin."""
        self.matters += 1
        self.alone += matter.origin_ids == (self.origin_id,)
        self.contradicted += _is_contradicted(matter, self.origin_id)
        self.first += self.origin_id == _first(matter)
        self.denies += stance == "denies"
        self.accuses += stance == "accuses"
        self.events[matter.event] += 1


@dataclass(frozen=True, slots=True)
class BarAt:
    """Where a counted matter stands in a list of figures; with an origin, where that origin's account stands."""

    matter_id: str
    origin_id: str
    heading: str


@dataclass(frozen=True, slots=True)
class SecondLook:
    """A claim in the queue: how much a second look is worth, and why; `matter_id` is "" when it is in none."""

    claim_id: str
    score: float
    reasons: tuple[str, ...]
    matter_id: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What in a matter makes its claims worth a second look."""

    contested: bool
    conflicting: frozenset[str]
    bounds: frozenset[str]

    @staticmethod
    def of(matter: Matter) -> Doubt | None:
        """The doubts of a matter; None when there are none."""
        conflicting = {o for r in matter.relations if r.kind == "conflict" for o in (r.origin_id, r.other_id)}
        e = matter.estimate
        bounds = {e.low_claim_id, e.best_claim_id, e.high_claim_id} if e else set()
        found = Doubt(matter.standing == "contested", frozenset(conflicting), frozenset(bounds))
        return found if found.contested or conflicting or bounds else None


def look_at(prob: float, origin_id: str, *, sourced: bool, weak: bool, doubt: Doubt | None, claim_id: str) -> tuple[float, tuple[str, ...]]:  # noqa: PLR0913
    """What a second look at a claim is worth, and why. `sourced`: it credits someone; `weak`: its origin is anonymous."""
    signs = {
        "low confidence": prob < UNSURE_PROB,
        "anonymous origin": weak,
        "source not recognised": sourced and not origin_id,
        "contested": doubt is not None and doubt.contested,
        "figures conflict": doubt is not None and origin_id in doubt.conflicting,
        "decides a bound": doubt is not None and claim_id in doubt.bounds,
    }
    reasons = tuple(name for name, is_so in signs.items() if is_so)
    return round(sum(WEIGHTS[r] for r in reasons) + 1 - prob, 3), reasons


def fold(text: str) -> str:
    """A spelling without case, marks, Arabic article and punctuation.

    >>> fold("Alep") == fold("ALEP"), fold("Chéikh-Saïd"), fold("الشَّيخ")
    (True, 'cheikh said', 'الشيخ')
    """
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c) and c != "\u0640")
    return " ".join(re.sub(r"[\W_]+", " ", bare).split())


def days_of_harm(matter: Matter) -> Iterator[date]:
    """The days of a matter that is told of one day or a few; a running total marks none."""
    when = matter.when
    if when is not None and when.start is not None and when.days is not None and when.days <= FEW_DAYS:
        yield from (when.start + timedelta(n) for n in range(when.days))


def bars_of(matter: Matter, place: str, sides: Mapping[str, str]) -> Iterator[tuple[str, str, int, str]]:
    """(grouping, heading, size, origin id) of each bar of a counted matter: one a grouping, by side one an account.

    `place` is the name of its place, `sides` those of origins by id.
    """
    estimate, when = matter.estimate, matter.when
    if estimate is None:
        return
    size = estimate.best or estimate.low or estimate.high or 0
    yield "place", place, size, ""
    yield "group", matter.group, size, ""
    yield "period", f"{when.start or '…'} – {when.end or '…'}" if when else "", size, ""
    for account in matter.accounts:
        if account.count is not None:
            figure = account.count.low or account.count.high or 0
            yield "side", sides.get(account.origin_id, ""), figure, account.origin_id


def _first(matter: Matter) -> str:
    """The origin that spoke before all others; "" when it was alone or none was before the others."""
    days = sorted((a.said_on, a.origin_id) for a in matter.accounts if a.said_on and a.origin_id)
    return days[0][1] if len(days) > 1 and days[0][0] < days[1][0] else ""


def _is_contradicted(matter: Matter, origin_id: str) -> bool:
    """Whether another origin denies what this one says, or gives a figure that cannot be reconciled with it."""
    if origin_id in matter.origin_ids and any(d != origin_id for d in matter.denied_by):
        return True
    return any(r.kind == "conflict" and origin_id in (r.origin_id, r.other_id) for r in matter.relations)
