"""Facts to matters: which claims answer the same question.

Takes facts that say something happened or will, gives groups of them. Denials are matched afterwards (`denials`).
Near linear: cells meet under keys of event family, place and day, and long lists are only compared with neighbours. What two
cells are to each other depends on them alone, so that cells which nothing joins can be worked on apart (`parts`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from warledger.ledger.cells import Cell, Key, build_cells, is_short, meeting_keys
from warledger.ledger.compare import NEAR_DAYS, Comparer
from warledger.ledger.facts import Fact

NEIGHBOURS = 40
"""In a list of cells under one key, how many followers each is compared with; equal cells of other stories are next to it."""
NEXT = 4
"""How many cells of other stories, next in time under a day or place, each is held against for looks."""
AGAIN = 30
"""Days within which one party's taking of a place may be confused with its taking it again."""
DEPTH = 4
"""How many times over what holds groups is looked at: a quarter in its city, both in their district, all in their province."""
SAMPLE = 8
"""How many cells of a group stand for it when groups are joined."""


@dataclass(slots=True)
class Partition:
    """Cells joined into groups."""

    cells: Sequence[Cell]
    root: list[int]
    members: dict[int, list[int]]

    def join(self, one: int, other: int) -> None:
        """Makes one group of the groups of two cells; the smaller index leads."""
        low, high = sorted((self.root[one], self.root[other]))
        if low == high:
            return
        moved = self.members.pop(high)
        for index in moved:
            self.root[index] = low
        self.members[low].extend(moved)

    def sample(self, root: int) -> list[int]:
        """Cells that stand for a group: the least by key of each kind."""
        return sorted(self.members[root])[:SAMPLE]


@dataclass(frozen=True, slots=True)
class Edge:
    """Two cells that answer one question, `one` before `other`; `inside` when one lies in the other. Sorts the surest first."""

    weight: float
    one: int
    other: int
    inside: bool


def join_cells(cells: Sequence[Cell], edges: Iterable[Edge], comparer: Comparer) -> Partition:
    """Groups of comparable cells. Cells are in the order of their keys; edges name them by their places, each once."""
    parts = Partition(cells, list(range(len(cells))), {i: [i] for i in range(len(cells))})
    ordered = sorted(edges, key=lambda e: (e.weight, e.one, e.other))
    _join_equal(parts, [(e.weight, e.one, e.other) for e in ordered if not e.inside], comparer)
    _join_nested(parts, [(e.weight, e.one, e.other) for e in ordered if e.inside], comparer)
    return parts


def partition_facts(facts: Iterable[Fact], comparer: Comparer) -> Partition:
    """Groups of comparable cells of facts that fit into memory, the same whatever the order of facts."""
    cells = build_cells(facts)
    lists: dict[Key, list[Entry]] = defaultdict(list)
    for index, cell in enumerate(cells):
        for key, own in sorted(set(meeting_keys(cell, comparer.family(cell.first), comparer.places))):
            lists[key].append((index, own))
    found = {pair for listed in lists.values() for pair in meetings(listed)}
    met = ((one, other, meet(cells[one], cells[other], comparer)) for one, other in sorted(found))
    return join_cells(cells, (Edge(verdict.weight, one, other, verdict.inside) for one, other, verdict in met if verdict.one), comparer)


Entry = tuple[int, bool]
"""A cell in a list under a key, by its place among all cells, and whether it is found there or only looks."""


def meetings(listed: Sequence[Entry]) -> Iterator[tuple[int, int]]:
    """Pairs of cells of one list that are held against each other, the smaller first; long lists only with the next ones."""
    for at, (one, own) in enumerate(listed):
        followers = listed[at + 1 : at + 1 + NEIGHBOURS]
        yield from ((min(one, o), max(one, o)) for o, theirs in followers if o != one and (own or theirs))


@dataclass(frozen=True, slots=True)
class Met:
    """What comes of two cells held against each other: they are `one`, with a `weight` (lower is surer), one lying `inside`

    the other or not; or they only look alike and differ in `apart`; or, with "" there, they have nothing to do with each other.
    """

    one: bool = False
    weight: float = 0.0
    inside: bool = False
    apart: str = ""


def meet(one: Cell, other: Cell, comparer: Comparer) -> Met:
    """Whether two cells answer one question; `one` is the first of them in the order of cells."""
    reasons = _telling(one, other, comparer)
    if not reasons and _outgrown(one, other, comparer):
        reasons = ("group",)
    elif not reasons and _crossed(one, other, comparer):
        reasons = ("place",)
    if not reasons:
        strength, inside = _strength(one, other, comparer)
        return Met(True, -strength, inside)
    reasons = _of_two_places(one, other, reasons)
    return Met(apart=reasons[0] if _is_near(one, other, reasons) else "")


def look_alike(one: Cell, other: Cell, comparer: Comparer) -> str:
    """The one thing in which two cells that are near in day or place differ; "" when they do not look alike, or have met in one story.

    What befell two places differs in the place, whoever is said to have done it and to whom; blows on one place that count nobody
    are near for a week, a place that one party takes again for a month, and one that goes to other hands, or was to, whenever it does.
    """
    if one.story_id == other.story_id and one.first.planned == other.first.planned:
        return ""  # they have met
    reasons = _of_two_places(one, other, _telling(one, other, comparer))
    if len(reasons) != 1 or not _is_near(one, other, reasons):
        return ""
    a, b = one.first, other.first
    other_hands = _same_ground(a, b) and (a.bloc != b.bloc or a.planned != b.planned)
    within = AGAIN if _same_ground(a, b) else NEAR_DAYS
    return reasons[0] if a.count or other_hands or _days_apart(one, other) <= within else ""


def _of_two_places(one: Cell, other: Cell, reasons: tuple[str, ...]) -> tuple[str, ...]:
    """Reasons, the place alone where two places were hit by two parties, or whose people were hit differs with it."""
    parties = {"perpetrator", *(("group",) if one.first.group == other.first.group else ())}
    return ("place",) if reasons[:1] == ("place",) and set(reasons[1:]) <= parties else reasons


def _telling(one: Cell, other: Cell, comparer: Comparer) -> tuple[str, ...]:
    """Why two cells do not compare; of a town's day and its region's week, or of a day's figure and a total, the days are the reason.

    That a claim names no place is none where there is another.
    """
    reasons = comparer.reasons(one, other)
    if len(reasons) > 1 and not (one.first.places and other.first.places):
        reasons = tuple(reason for reason in reasons if reason != "place")
    if set(reasons) <= {"event", "period", "perpetrator"} and "period" in reasons and _same_ground(one.first, other.first):
        return ("period",)  # a place that changes hands again goes to another, now planned, now done
    if reasons == ("group", "period") and comparer.groups(one.first.group, other.first.group):
        return ("period",)  # the day's dead fighters would be among the dead of the week
    if reasons != ("place", "period"):
        return reasons
    if one.span is None and other.span is None:
        return ("place",)  # no day tells them apart
    total = bool(one.first.count and other.first.count) and is_short(one.span) != is_short(other.span)
    return ("period",) if total or comparer.around(one.first, other.first) else reasons


def _same_ground(a: Fact, b: Fact) -> bool:
    """Whether two words are on one change of one place, which nobody counts."""
    return a.kind == b.kind == "ground" and a.event == b.event and bool(set(a.places) & set(b.places)) and not (a.count or b.count)


def _days_apart(one: Cell, other: Cell) -> int:
    """Days between the beginnings of the periods of two cells; none are given as no days."""
    starts = [cell.span.start for cell in (one, other) if cell.span is not None and cell.span.start is not None]
    return abs((starts[0] - starts[1]).days) if len(starts) == 2 else 0


def _crossed(one: Cell, other: Cell, comparer: Comparer) -> bool:
    """Whether one is wider by place and the other by group ("people of a district", "civilians of its city"): no part of another."""
    a, b = one.first, other.first
    if _share_place(a, b) or not (a.group and b.group) or a.group == b.group:
        return False
    first_outer = _holds(one, other, comparer)
    outer, inner = (a, b) if first_outer else (b, a)
    return comparer.ontology.includes(inner.group, outer.group)


def _outgrown(one: Cell, other: Cell, comparer: Comparer) -> bool:
    """Whether more fighters are counted than people: "nine people" and "35 rebels" do not count the same, whoever is wrong.

    Civilians are left out of this: "people" is a looser word for them, and two figures of them may conflict.
    """
    a, b = one.first, other.first
    if a.group == b.group or not (a.group and b.group) or not (a.count and b.count):
        return False
    outer, inner = (one, other) if comparer.ontology.includes(a.group, b.group) else (other, one)
    if not comparer.ontology.includes(outer.first.group, inner.first.group) or comparer.civil(inner.first.group):
        return False
    tops = [f.count.high for f in outer.facts[:SAMPLE] if f.count]
    least = min((f.count.point for f in inner.facts[:SAMPLE] if f.count), default=0)
    return all(top is not None and top < least for top in tops)


def _strength(one: Cell, other: Cell, comparer: Comparer) -> tuple[float, bool]:
    """How surely two comparable cells are one (higher first), and whether one lies inside the other by place or group."""
    a, b = one.first, other.first
    same_place = set(a.places) == set(b.places)
    same_group = a.group == b.group or not a.group or not b.group
    figures = any(x.count and y.count and x.count.meets(y.count) for x in one.facts[:SAMPLE] for y in other.facts[:SAMPLE])
    strength = 4.0 * same_place + 3.0 * (a.group == b.group) + 2.0 * figures
    strength += (one.span == other.span) + (a.bloc == b.bloc) + (a.story_id == b.story_id) + (a.event == b.event)
    civil = comparer.ontology.includes("civilians", a.group or "civilians") and comparer.ontology.includes(
        "civilians", b.group or "civilians"
    )
    return strength, not _share_place(a, b) or not (same_group or civil)


def _share_place(a: Fact, b: Fact) -> bool:
    """Whether they have a place in common, or one of them has none."""
    return bool(set(a.places) & set(b.places)) or not (a.places and b.places)


def _join_equal(parts: Partition, edges: Sequence[tuple[float, int, int]], comparer: Comparer) -> None:
    """Joins cells of equal place and group, strongest first, when the groups do not gainsay each other."""
    for _, one, other in edges:
        a, b = parts.root[one], parts.root[other]
        if a != b and _fit(parts, a, b, comparer):
            parts.join(a, b)


def _fit(parts: Partition, a: int, b: int, comparer: Comparer) -> bool:
    """Whether every cell that stands for one group compares with every one of the other.

    A cell without a day is of the days of those that it was joined with.
    """
    samples = parts.sample(a), parts.sample(b)
    dated = [any(parts.cells[x].span is not None for x in sample) for sample in samples]
    return all(_compare(parts.cells[x], parts.cells[y], dated, comparer) for x in samples[0] for y in samples[1])


def _compare(one: Cell, other: Cell, dated: Sequence[bool], comparer: Comparer) -> bool:
    """Whether two cells of two groups compare; `dated` says which of the groups gives days."""
    joined_to_days = (one.span is None and dated[0]) or (other.span is None and dated[1])
    reasons = set(comparer.reasons(one, other))
    if one.first.event == other.first.event:
        reasons.discard("event")
    if joined_to_days:
        reasons.discard("period")
    return not reasons


def _join_nested(parts: Partition, edges: Sequence[tuple[float, int, int]], comparer: Comparer) -> None:
    """Joins what lies inside (children in civilians, district in city) to what holds it.

    What holds two things that do not compare with each other (two districts struck on one day; civilians and fighters)
    is joined to neither: nobody can say which of them it speaks of. A camp and its city are one to the province around them.
    """
    inner: dict[int, list[int]] = defaultdict(list)
    for _, one, other in edges:
        outer, inside = (one, other) if _holds(parts.cells[one], parts.cells[other], comparer) else (other, one)
        a, b = parts.root[outer], parts.root[inside]
        if a != b and b not in inner[a]:
            inner[a].append(b)
    waiting = sorted(inner)
    for _ in range(DEPTH):
        waiting = [outer for outer in waiting if not _takes_in(parts, outer, inner[outer], comparer)]


def _takes_in(parts: Partition, outer: int, inner: Sequence[int], comparer: Comparer) -> bool:
    """Joins a cell with the one group that lies inside it, if that is one; whether nothing of it is left to join."""
    held = {parts.root[i] for i in inner} - {parts.root[outer]}
    if len(held) == 1:
        (inside,) = held
        if _fit(parts, parts.root[outer], inside, comparer) and not _gainsaid(parts, outer, inside):
            parts.join(parts.root[outer], inside)
            return True
    return not held


def _holds(one: Cell, other: Cell, comparer: Comparer) -> bool:
    """Whether the first of two nested cells is the one that holds the other, by place first, then by group."""
    a, b = one.first, other.first
    if not set(a.places) & set(b.places) and a.places and b.places:
        return any((place := comparer.places.get(p)) and set(place.parents) & set(a.places) for p in b.places)
    return not a.group or (bool(b.group) and comparer.ontology.includes(a.group, b.group))


def _gainsaid(parts: Partition, outer: int, inside: int) -> bool:
    """Whether one report of one origin gives a part that is larger than its whole, so that they are two happenings."""
    wholes: dict[tuple[str, str], int] = {}
    for index in parts.members[parts.root[outer]]:
        for fact in parts.cells[index].facts:
            if fact.count is not None and fact.count.high is not None:
                wholes[fact.claim.report_id, fact.origin.id] = fact.count.high
    return any(
        fact.count is not None and fact.count.point > wholes.get((fact.claim.report_id, fact.origin.id), fact.count.point)
        for index in parts.members[inside]
        for fact in parts.cells[index].facts
    )


def _is_near(one: Cell, other: Cell, reasons: Sequence[str]) -> bool:
    """Whether a reader might set two cells side by side: one event type, and one thing that differs (two in one story)."""
    a, b = one.first, other.first
    if a.event != b.event or (a.planned != b.planned and reasons != ("period",)):
        return False
    counted = a.count is not None and b.count is not None
    if (a.count is None) != (b.count is None):
        return False
    if reasons[0] == "place" and not (a.places and b.places) and not (counted and a.story_id == b.story_id):
        return False
    return len(reasons) == 1 or (len(reasons) == 2 and a.story_id == b.story_id and counted)


def split_facts(facts: Sequence[Fact]) -> list[list[Fact]]:
    """Facts of one group cut where one origin, in one report, gives several figures that cannot be of one happening."""
    seeds = _seeds(facts)
    if len(seeds) < 2:
        return [list(facts)]
    found: list[list[Fact]] = [[] for _ in seeds]
    for fact in facts:
        found[_nearest(fact, seeds)].append(fact)
    return [part for part in found if part]


def _seeds(facts: Sequence[Fact]) -> list[int]:
    """The figures of the report that tells most happenings apart, rising; fewer than two when none does."""
    told: dict[tuple[str, str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.count is not None and fact.origin.id and not fact.running and is_short(fact.when):
            told[fact.claim.report_id, fact.origin.id, fact.group].append(fact)
    best: list[int] = []
    for key in sorted(told):
        apart: list[Fact] = []
        for fact in sorted(told[key], key=lambda f: f.order):
            if all(_apart(fact, other) for other in apart):
                apart.append(fact)
        if len(apart) > max(1, len(best)):
            best = sorted(f.count.point for f in apart if f.count)
    return best


def _apart(one: Fact, other: Fact) -> bool:
    """Whether two figures of one report stand in different sentences and share no number."""
    return bool(one.count and other.count and not one.count.meets(other.count)) and not one.claim.span.overlaps(other.claim.span)


def _nearest(fact: Fact, seeds: Sequence[int]) -> int:
    """The seed that a figure is nearest to; what gives no figure goes with the greatest."""
    if fact.count is None:
        return len(seeds) - 1
    point = fact.count.point
    return min(range(len(seeds)), key=lambda i: (abs(point - seeds[i]) / (point + seeds[i] + 1), i))
