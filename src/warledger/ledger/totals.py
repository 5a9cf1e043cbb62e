"""Totals over an area and a period: estimates of matters that do not overlap, added up; the others named with the reason.

Takes matters with their places, gives a total. Only adds what nothing makes doubtful: a matter that may count the same
people as another is left out, so that a total claims too little rather than too much.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from warledger.model import Estimate, Matter, Period, Place
from warledger.model.reasons import say
from warledger.packs.ontology import Ontology

PLACE_BEFORE = say("place-before")
"""Among the reasons of a matter whose place no claim names: it may be another."""
OPEN, ANY = (0, 0), (-1, -1)
"""Stand for the month of what has no months, and of everything."""
OPEN_DAYS = 100_000
"""How long a running total is taken to be: longer than any stretch of days."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be added up. `place_id` "" is everywhere; `group` is one of the ontology; the period is closed, None open."""

    event: str
    group: str = "people"
    place_id: str = ""
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A matter that was not added. `reason`: plan, period, unplaced, place, group, or overlap with the matter `other_id`, which was."""

    matter_id: str
    reason: str
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class Total:
    """A total with what it is made of; `high` is None when one of the figures is open. The matters in the order of the days."""

    asked: Asked
    low: int
    best: int
    high: int | None
    matter_ids: tuple[str, ...]
    left_out: tuple[LeftOut, ...]


def add_up(matters: Iterable[Matter], asked: Asked, places: Mapping[str, Place], ontology: Ontology, plans: Collection[str] = ()) -> Total:
    """The total of what was asked; the same for any order of the matters. `plans` are ids of what has not happened yet.

    Of two matters that overlap the one that covers more is added: the longer period, then the wider place, then the wider
    group, then the greater figure. Near linear in the number of matters.
    """
    work = _Adding(asked, places, ontology, plans)
    near = [m for m in matters if m.estimate is not None and m.event == asked.event]
    for matter in sorted(near, key=work.rank):
        work.take(matter)
    taken = sorted(work.taken, key=lambda m: (str(m.when.start if m.when else ""), m.id))
    bounds = [m.estimate for m in taken if m.estimate is not None]
    high = None if any(b.high is None for b in bounds) else sum(b.high or 0 for b in bounds)
    left = tuple(sorted(work.left, key=lambda entry: entry.matter_id))
    return Total(asked, sum(b.low for b in bounds), sum(b.best for b in bounds), high, tuple(m.id for m in taken), left)


class _Adding:
    """One total under way."""

    def __init__(self, asked: Asked, places: Mapping[str, Place], ontology: Ontology, plans: Collection[str]) -> None:
        self.asked, self.places, self.ontology, self.plans = asked, places, ontology, plans
        self.taken: list[Matter] = []
        self.left: list[LeftOut] = []
        self._near: dict[tuple[str, int, int], list[Matter]] = defaultdict(list)

    def rank(self, matter: Matter) -> tuple[object, ...]:
        """Sorts what covers most first."""
        days = matter.when.days or OPEN_DAYS if matter.when else 0
        depth = min((len(self.places[p].parents) for p in matter.place_ids if p in self.places), default=99)
        narrower = sum(self.ontology.includes(other, matter.group) for other in self.ontology.groups) if matter.group else 0
        return (-days, depth, narrower, -_best(matter.estimate), matter.id)

    def take(self, matter: Matter) -> None:
        """Adds a matter, or notes why not; what lies elsewhere, or was of another time, is no part of the question."""
        if not self._touches(matter):
            return
        reason = self._unfit(matter)
        other = None if reason else next((m for m in self._candidates(matter) if self._overlap(matter, m)), None)
        if reason or other is not None:
            self.left.append(LeftOut(matter.id, reason or "overlap", other.id if other else ""))
            return
        self.taken.append(matter)
        for key in self._keys(matter, [ANY, *_months(matter.when)]):
            self._near[key].append(matter)

    def _touches(self, matter: Matter) -> bool:
        """Whether a matter has to do with the place and the period asked for."""
        asked, when = self.asked, matter.when
        if when is not None and (
            (asked.start and when.end and when.end < asked.start) or (asked.end and when.start and when.start > asked.end)
        ):
            return False
        if not asked.place_id or not matter.place_ids:
            return True
        around = set(self.places[asked.place_id].parents) if asked.place_id in self.places else set()
        return any(self._inside(p) or p in around for p in matter.place_ids)

    def _inside(self, place_id: str) -> bool:
        place = self.places.get(place_id)
        return not self.asked.place_id or place_id == self.asked.place_id or (place is not None and self.asked.place_id in place.parents)

    def _unfit(self, matter: Matter) -> str:
        """Why a matter cannot be added whatever else is: "" when it can."""
        when, asked = matter.when, self.asked
        if matter.id in self.plans:
            return "plan"
        if asked.start is None and asked.end is None:
            pass
        elif when is None or when.start is None or when.end is None:
            return "period"
        elif (asked.start and when.start < asked.start) or (asked.end and when.end > asked.end):
            return "period"
        if not matter.place_ids or PLACE_BEFORE in matter.reasons:
            return "unplaced"
        if not all(self._inside(p) for p in matter.place_ids):
            return "place"
        group = matter.group or "people"
        return "" if group == asked.group or self.ontology.includes(asked.group, group) else "group"

    def _keys(self, matter: Matter, months: Iterable[tuple[int, int]]) -> Iterator[tuple[str, int, int]]:
        """Where and in which months a matter is, and around its places, so that what holds it finds it."""
        around = {p for i in matter.place_ids if i in self.places for p in self.places[i].parents}
        for place_id in sorted({*matter.place_ids, *around}):
            yield from ((place_id, year, month) for year, month in months)

    def _candidates(self, matter: Matter) -> Iterator[Matter]:
        """Matters added so far that lie at the places of one, in them, or around them."""
        found: dict[str, Matter] = {}
        months = list(_months(matter.when))
        for key in self._keys(matter, [ANY] if OPEN in months else [OPEN, *months]):
            found |= {m.id: m for m in self._near.get(key, ())}
        return iter(found[i] for i in sorted(found))

    def _overlap(self, one: Matter, other: Matter) -> bool:
        """Whether two matters may count the same people."""
        if one.when is not None and other.when is not None and not one.when.overlaps(other.when):
            return False
        a, b = one.group or "people", other.group or "people"
        if not (a == b or self.ontology.includes(a, b) or self.ontology.includes(b, a)):
            return False
        return any(self._one_in_other(p, q) for p in one.place_ids for q in other.place_ids)

    def _one_in_other(self, one: str, other: str) -> bool:
        a, b = self.places.get(one), self.places.get(other)
        return one == other or (a is not None and other in a.parents) or (b is not None and one in b.parents)


def _best(estimate: Estimate | None) -> int:
    return estimate.best if estimate else 0


def _months(when: Period | None) -> Iterator[tuple[int, int]]:
    """Year and month of each month that a period touches; `OPEN` for one that is open or not known."""
    if when is None or when.start is None or when.end is None:
        yield OPEN
        return
    at = when.start.replace(day=1)
    while at <= when.end:
        yield at.year, at.month
        at = (at + timedelta(32)).replace(day=1)
