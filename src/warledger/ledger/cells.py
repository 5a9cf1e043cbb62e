"""Cells: facts that say the same of the same, so that comparing is done once for all of them.

Takes facts, gives cells and the keys under which comparable cells meet. Does not decide what is comparable.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import floor

from warledger.ledger.facts import ARMED, SHORT_DAYS, WIDE, Fact
from warledger.model import Period, Place

Key = tuple[str, ...]

UTTERED = frozenset({"accusation", "warning", "appeal", "rejection", "proposal"})
"""Words are their speaker's: two bodies that warn do not corroborate one warning."""
NEAR_DEGREES = 1.0
"""Places this near to each other are taken for one by a hasty reader: about a hundred kilometres."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Facts of one event, group, place, period and perpetrator, told in one story.

    `counted` is the figure of ground events, which tells "six districts" from others; `blames`: see Fact. `span` is the
    period, the latest one for running totals. `sums` says that the figure adds up days that are told of one by one too.
    """

    key: Key
    facts: tuple[Fact, ...]
    span: Period | None
    sums: bool = False

    @property
    def first(self) -> Fact:
        """The fact with the smallest claim id; all facts of a cell share what is compared."""
        return self.facts[0]

    @property
    def story_id(self) -> str:
        """The story that the facts are told in."""
        return self.first.story_id


def cell_key(fact: Fact, sums: frozenset[str] = frozenset()) -> Key:
    """What facts must share to stand in one cell; `sums` are the claim ids of figures that add up days."""
    when = fact.when
    period: Key = ("none",)
    if fact.running:
        period = ("running",)
    elif when is not None:
        period = (str(when.start), str(when.end), *(("sum",) if fact.id in sums else ()), *(("assumed",) if fact.assumed else ()))
    if when is None and fact.kind == "harm":
        period = ("none", fact.claim.report_id)
    figure = str(fact.count.point) if fact.kind == "ground" and fact.count else ""
    perpetrator = (fact.bloc, f"blame{fact.worded}" if fact.blames else fact.worded)
    planned = "planned" if fact.planned else ""
    if fact.event in UTTERED:
        perpetrator = (fact.body or fact.origin.id, fact.linked.target_id)
    where = ",".join(sorted(fact.places))
    if not where and fact.kind != "ground":  # nothing says that two figures count the same
        where = f"~{','.join(sorted(fact.told_at))}~{fact.count.point if fact.count else ''}"
    return (fact.event, planned, fact.group, where, figure, fact.story_id, fact.whose, *perpetrator, *period)


def build_cells(facts: Iterable[Fact]) -> list[Cell]:
    """Cells in the order of their keys."""
    facts = list(facts)
    sums = find_sums(facts)
    found: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[cell_key(fact, sums)].append(fact)
    return [Cell(key, tuple(sorted(found[key], key=lambda f: f.id)), _span(found[key]), "sum" in key) for key in sorted(found)]


def find_sums(facts: Iterable[Fact]) -> frozenset[str]:
    """Claim ids of figures over several days where the same report and origin gives a smaller one for some of these days.

    "25 on Wednesday, 37 in the two days": 37 is no other word for the toll of either day.
    """
    told: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.count is not None and is_short(fact.when):
            told[fact.claim.report_id, fact.origin.id, fact.event, fact.group, *fact.places].append(fact)
    return frozenset(whole.id for own in told.values() if len(own) > 1 for whole in own if any(_is_part_of(part, whole) for part in own))


def _is_part_of(part: Fact, whole: Fact) -> bool:
    """Whether a figure is of fewer days within those of another, and smaller."""
    a, b = part.when, whole.when
    if a is None or b is None or a == b or part.count is None or whole.count is None:
        return False
    inside = (
        a.start is not None and b.start is not None and a.end is not None and b.end is not None and b.start <= a.start and a.end <= b.end
    )
    return inside and part.count.point < whole.count.point


def _span(facts: list[Fact]) -> Period | None:
    """The common period; for running totals the one with the latest end."""
    periods = [fact.when for fact in facts if fact.when is not None]
    return max(periods, key=lambda p: p.end or date.max) if periods else None


def is_short(period: Period | None) -> bool:
    """Whether a period is that of one happening."""
    return period is not None and period.days is not None and period.days <= SHORT_DAYS


def _buckets(period: Period | None, running: bool) -> Iterator[Key]:
    """Names of the stretches of time that a period touches; periods that can be compared share one."""
    if period is None:
        return
    if running:
        yield ("running",)
    elif period.start is not None and period.end is not None and is_short(period):
        for offset in range((period.end - period.start).days + 1):
            yield ("day", str(period.start + timedelta(offset)))
    else:
        end = period.end or period.start
        if end is not None:
            yield ("long", f"{end.year}-{end.month}")
        if period.start is not None:  # a total that goes on ends later each time that it is told
            yield ("since", str(period.start))


def stretch_of(key: Key) -> Key:
    """What keys share under which the same cells meet again and again: event and stretch of time; () for keys of no time."""
    return (*key[1:3], key[-1]) if len(key) > 4 else ()


PARTIES = 3
"""Parties of a story by which it is known for one of their war."""


def warring(facts: Iterable[Fact]) -> dict[str, tuple[str, ...]]:
    """The parties that each story tells of most."""
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for fact in facts:
        own = fact.origin_bloc if fact.origin.kind in ARMED else ""
        told[fact.story_id].update({party for party in (fact.bloc, fact.target, own) if party})
    return {story_id: tuple(sorted(met, key=lambda p: (-met[p], p))[:PARTIES]) for story_id, met in told.items()}


def near_keys(cell: Cell, places: Mapping[str, Place], parties: Sequence[str] = ()) -> Iterator[Key]:
    """Keys under which cells are found that look alike but lie in other stories: a place, a day in one country or near by, in the

    war of one of the `parties` of their stories, or two parties that strike each other on one day.
    """
    when, first = cell.span, cell.first
    if when is None or when.end is None or when.start is None:
        return
    event, day = cell.key[:2], str(when.start)
    blamed = sorted({first.bloc, first.origin_bloc})
    if all(blamed) and len(blamed) == 2 and first.kind in ("force", "harm"):  # each tells of the other's blow
        yield ("parties", *event, *blamed, day)
    if first.count is None and first.kind not in ("force", "ground"):
        return
    if first.places:
        yield from (("war", *event, party, day) for party in parties)
    if first.count is not None:
        yield from (("total", *event, place_id) for place_id in _wider(first.places, places, total=not is_short(when)))
    for place_id in first.places:
        yield ("place", *(event[:1] if first.kind == "ground" else event), place_id)
        place = places.get(place_id)
        if place is None:
            continue
        name = place.name.partition(",")[0].casefold()  # of one name, in two districts or two countries
        yield from (("named", *event, name, str(on)) for on in {when.start, when.end})
        if place.parents:
            yield ("day", *event, place.parents[-1], day)
        yield from (("tile", *event, tile, day) for tile in _tiles(place))


def _wider(place_ids: Sequence[str], places: Mapping[str, Place], *, total: bool) -> Iterator[str]:
    """Where a total meets the figures of its days: at its own place and its country, where they look at all that lies around them."""
    for place_id in place_ids:
        parents = places[place_id].parents if place_id in places else ()
        yield from dict.fromkeys((place_id, *(parents[-1:] if total else parents)))


def _tiles(place: Place) -> Iterator[str]:
    """Names of the squares that a place lies in. Places less than `NEAR_DEGREES` apart share one, whatever border is between."""
    if place.lat is None or place.lon is None or place.feature in WIDE:
        return
    north, east = place.lat / (2 * NEAR_DEGREES), place.lon / (2 * NEAR_DEGREES)
    for up, along in ((0.0, 0.0), (0.0, 0.5), (0.5, 0.0), (0.5, 0.5)):
        yield f"{up},{along}:{floor(north + up)},{floor(east + along)}"


def meeting_keys(cell: Cell, family: str, places: Mapping[str, Place]) -> Iterator[tuple[Key, bool]]:
    """Keys that a cell is looked up under, and whether it is also found there (by its own place) or only looks (around it)."""
    head = (family, cell.key[1])
    yield ("story", *head, cell.story_id), True
    if cell.first.whose and not cell.first.places and not is_short(cell.span) and cell.span is not None and cell.span.start is not None:
        yield ("losses", *head, cell.first.whose, str(cell.span.start)), True
    for place_id in cell.first.places:
        place = places.get(place_id)
        for bucket in _buckets(cell.span, cell.first.running):
            yield ("place", *head, place_id, *bucket), True
            for around in place.parents if place else ():
                yield ("place", *head, around, *bucket), False
