"""Whether two cells may answer the same question, and if not, why.

Takes two cells, gives a reason: period, place, group, event or perpetrator; "" when they compare. Figures do not decide.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from anyascii import anyascii

from warledger.ledger.cells import UTTERED, Cell, is_short
from warledger.ledger.facts import ARMED, ARMS, LOST, WIDE, Fact
from warledger.model import Count, Period, Place
from warledger.packs.ontology import Ontology

NEAR_DAYS = 7
"""An undated "by now" of the ground meets what was said to happen up to a week before."""
BATTLE = timedelta(2)
"""Days between two words on one fall of one place."""
TELLING = 4
"""Letters by which words of two names are held against each other, however they end."""
_PART = re.compile(r"\w+")
OVERLAP = 0.6
"""Two long periods compare when they share this part of the days that either covers; a month against a week does not."""
HALF = 0.5
"""Two figures over 24 hours that begin a day apart share a day and are not of one period."""
FREED = frozenset({"released", "return", "aid"})
"""Who brought it about is told now of the one who held them, now of the one who fetched them."""
MEANS = frozenset({"airstrike", "missile_strike", "shelling", "drone_strike", "bombing"})


@dataclass(frozen=True, slots=True)
class Comparer:
    """Compares cells against an ontology and places by id."""

    ontology: Ontology
    places: Mapping[str, Place]

    def family(self, fact: Fact) -> str:
        """The family of events of a fact; cells of two families never meet."""
        return self.ontology.event(fact.event).family

    def reasons(self, one: Cell, other: Cell) -> tuple[str, ...]:
        """All reasons why two cells do not compare, the most telling first; empty when they do."""
        a, b = one.first, other.first
        found = []
        if not self.events(a, b) or a.planned != b.planned:
            found.append("event")
        if not self.placed(a, b):
            found.append("place")
        if (
            _others_people(a, b)
            or _armed_and_all(a, b)
            or _each_its_own(one, other)
            or (not self.groups(a.group, b.group) and not (_one_figure(a, b) and not (a.group and b.group)))
        ):
            found.append("group")
        if not self.periods(one, other):
            found.append("period")
        if not found and not self.same_happening(one, other):
            found.append("event")
        if not (self.perpetrators(a, b) or _same_word(one, other)):
            found.append("perpetrator")
        return tuple(found)

    def events(self, a: Fact, b: Fact) -> bool:
        """Whether the event types answer one question; what is held and what was taken only for one holder."""
        if a.event == b.event:
            return True
        return self.ontology.comparable(a.event, b.event) and (a.kind != "ground" or (a.bloc == b.bloc != ""))

    def placed(self, a: Fact, b: Fact) -> bool:
        """Whether the places fit: equal, or one inside the other; what happens to ground is of that ground alone."""
        if not a.places or not b.places:
            return self._may_lack_place(a, b)
        if set(a.places) & set(b.places):
            return not _other_ground(a, b)
        if a.kind == "ground":
            return _one_figure(a, b) and self.contained(a, b)
        return self.contained(a, b) or self._of_region(a, b) or self._one_told(a, b)

    def _may_lack_place(self, a: Fact, b: Fact) -> bool:
        """Whether one story stands in for a place that a claim does not name: one figure of one day, or one place told before.

        One story and one day do not say that 3,500 and 13,000 who fled are the same people.
        """
        one_number = _one_number(a, b) and bool(a.when and b.when)
        if a.story_id != b.story_id:
            return _losses_of_war(a, b)
        if a.kind == "ground" or one_number:
            return one_number or not (a.places or b.places)
        ours, theirs = a.places or a.told_at, b.places or b.told_at
        if a.places or b.places:
            return bool(set(ours) & set(theirs))
        if ours and theirs:
            return bool(set(ours) & set(theirs)) or self._any_inside(ours, theirs)
        return not (a.count and b.count) or _one_number(a, b) or a.origin.id == b.origin.id != ""

    def contained(self, a: Fact, b: Fact) -> bool:
        """Whether a place of one lies in a place of the other that is no wider than a city."""
        return self._any_inside(a.places, b.places)

    def _one_told(self, a: Fact, b: Fact) -> bool:
        """Whether places that may be spelt in two languages are one: one story gives one doer on one day, and one figure, for both."""
        if not self.spelt_otherwise(a, b) or a.when is None or a.when != b.when or not is_short(a.when):
            return False
        return a.body == b.body != "" and (_one_number(a, b) or not (a.count and b.count))

    def spelt_otherwise(self, a: Fact, b: Fact) -> bool:
        """Whether two reports of one story, in two languages, name places of which no table knows one: they may be one place,

        unless one of the two reports names both, or the one name is the other with a word more ("Upper Nabatieh").
        """
        if a.story_id != b.story_id or a.language == b.language or set(a.named) & set(b.places) or set(b.named) & set(a.places):
            return False
        named = [[name for p in fact.places if (own := self.places.get(p)) is not None for name in _named(own)] for fact in (a, b)]
        if any(_is_longer(one, other) or _is_longer(other, one) for one in named[0] for other in named[1]):
            return False
        unknown = [all((own := self.places.get(p)) is None or own.provisional for p in fact.places) for fact in (a, b)]
        return bool(a.places and b.places) and any(unknown)

    def _of_region(self, a: Fact, b: Fact) -> bool:
        """Whether one story counts those of one day in a region and in a place of it, and no fewer in the region."""
        if a.story_id != b.story_id or a.when != b.when or a.group != b.group or not (a.count and b.count and is_short(a.when)):
            return False
        for inner, outer in ((a, b), (b, a)):
            wide = {q for q in outer.places if q in self.places and self.places[q].feature == "region"}
            lies = any((own := self.places.get(p)) is not None and wide & set(own.parents) for p in inner.places)
            if lies and inner.count and outer.count and inner.count.point <= outer.count.point:
                return True
        return False

    def around(self, a: Fact, b: Fact) -> bool:
        """Whether a place of one lies in a place of the other, however wide."""
        pairs = [(p, q) for p in a.places for q in b.places]
        return any((own := self.places.get(inner)) and outer in own.parents for p, q in pairs for inner, outer in ((p, q), (q, p)))

    def _any_inside(self, ours: Sequence[str], theirs: Sequence[str]) -> bool:
        return any(self._inside(p, q) or self._inside(q, p) for p in ours for q in theirs)

    def _inside(self, inner: str, outer: str) -> bool:
        place, around = self.places.get(inner), self.places.get(outer)
        return place is not None and outer in place.parents and (around is None or around.feature not in WIDE)

    def groups(self, a: str, b: str) -> bool:
        """Whether the groups are equal, one holds the other, or one is not stated; "six districts" is not a district."""
        if a == b:
            return True
        if "places" in (a, b):
            return False
        return not a or not b or self.ontology.includes(a, b) or self.ontology.includes(b, a) or self._both_civil(a, b)

    def civil(self, group: str) -> bool:
        """Whether a group is of civilians."""
        return self.ontology.includes("civilians", group)

    def _both_civil(self, a: str, b: str) -> bool:
        return self.civil(a) and self.civil(b)

    def periods(self, one: Cell, other: Cell) -> bool:
        """Whether the periods fit: totals with totals, days with days, long stretches with nearly equal ones."""
        a, b = one.span, other.span
        if a is None or b is None:
            return _undated_fits(one, other)
        if _same_word(one, other):
            return True
        if one.first.running or other.first.running:
            return one.first.running == other.first.running
        if a.start is None or b.start is None or a.end is None or b.end is None:
            return _open_fits(a, b)
        if one.sums != other.sums:
            return False
        if _since_one_day(one, other):
            return True
        if is_short(a) and is_short(b) and (_one_battle(one, other) or _day_assumed(one, other)):
            return True
        if is_short(a) and is_short(b):
            counted = one.first.count is not None and other.first.count is not None
            return a.overlaps(b) and (not counted or _share(a, b) >= HALF)
        if is_short(a) or is_short(b):
            return one.first.count is None and other.first.count is None and a.overlaps(b) and one.story_id == other.story_id
        return _share(a, b) >= OVERLAP

    def same_happening(self, one: Cell, other: Cell) -> bool:
        """Whether what stories keep apart is one happening after all: figures must meet, and the place be of a town or less.

        What a report only adds to the news of its story is no matter of that story.
        """
        a = one.first
        if a.aside or other.first.aside or one.story_id == other.story_id or a.running or not is_short(one.span):
            return True
        if a.kind in ("ground", "words"):
            return True
        if any((place := self.places.get(p)) and place.feature in WIDE for p in a.places):
            return False
        return any(_figures_meet(x, y) for x in one.facts[:9] for y in other.facts[:9])

    def perpetrators(self, a: Fact, b: Fact) -> bool:
        """Whether the perpetrators fit: equal, one not stated, or in dispute between those who tell of it."""
        if a.event in UTTERED:
            return (a.body or a.origin.id) == (b.body or b.origin.id) and a.linked.target_id == b.linked.target_id
        if not a.bloc or not b.bloc or a.bloc == b.bloc or a.body == b.body:
            return True
        if a.event in FREED:
            return True
        if (a.vague or b.vague) and a.kind != "ground" and a.story_id == b.story_id:
            return True
        if a.worded and b.worded and a.worded != b.worded and a.story_id == b.story_id:
            return True
        if a.kind == "ground" or not (a.blames or b.blames) or _two_tolls(a, b):
            return False
        return set(a.places) == set(b.places) and a.story_id == b.story_id


def _is_longer(one: str, other: str) -> bool:
    """Whether a name is another with a word more, however both are spelt: "Nabatiyé al-Faouqa" and "Nabatieh" are two places."""
    first, second = _name_parts(one), _name_parts(other)
    return len(first) > len(second) > 0 and all(any(w[:TELLING] == v[:TELLING] for w in first) for v in second)


def _named(place: Place) -> list[str]:
    """The name of a place; of one that tables know also what reports call it ("Nabatieh" is filed as "Nabatîyé et Tahta")."""
    return [place.name, *(() if place.provisional else (form.text for form in place.forms))]


def _name_parts(name: str) -> list[str]:
    """The words of a name that tell it from others, what follows a comma left out, in Latin letters."""
    return [word for word in _PART.findall(anyascii(name.partition(",")[0]).casefold()) if len(word) >= TELLING]


def _losses_of_war(a: Fact, b: Fact) -> bool:
    """Whether two totals count one party's armed people over one stretch, wherever they fell, in whatever stories: since one day, or

    from one day to another.
    """
    if a.places or b.places or a.told_at or b.told_at or not a.whose or a.whose != b.whose or a.when is None or b.when is None:
        return False
    return a.when.start == b.when.start is not None and not (is_short(a.when) or is_short(b.when))


def _others_people(a: Fact, b: Fact) -> bool:
    """Whether the armed people of two parties are counted, or who came back to each."""
    return bool(a.whose and b.whose) and a.whose != b.whose


def _armed_and_all(a: Fact, b: Fact) -> bool:
    """Whether one counts the armed and the other everybody, in figures that do not meet: no other word for the same dead."""
    if a.event not in LOST or "people" not in (a.group, b.group) or not {a.group, b.group} & ARMS:
        return False
    return a.count is not None and b.count is not None and not a.count.meets(b.count)


def _each_its_own(one: Cell, other: Cell) -> bool:
    """Whether two parties of an exchange each count those who came back to it."""
    a, b = one.first, other.first
    if a.event != "released" or not a.count or not b.count or (a.bloc and a.bloc == b.bloc) or (a.target and a.target == b.target):
        return False
    first, second = _parties_telling(one), _parties_telling(other)
    return bool(first and second) and not first & second and not any(_figures_meet(x, y) for x in one.facts[:9] for y in other.facts[:9])


def _two_tolls(a: Fact, b: Fact) -> bool:
    """Whether two origins count otherwise what they lay on two parties: one deed only where those two put it on each other."""
    if a.origin.id == b.origin.id or a.count is None or b.count is None or a.count.meets(b.count):
        return False
    return not (a.bloc == b.origin_bloc and b.bloc == a.origin_bloc)


def _parties_telling(cell: Cell) -> set[str]:
    """The parties that tell of a cell, none when somebody else does too, or one tells of its own doing."""
    parties = all(f.origin.kind in ARMED and f.bloc != f.origin_bloc for f in cell.facts)
    return {f.origin.id for f in cell.facts} if parties else set()


def _one_battle(one: Cell, other: Cell) -> bool:
    """Whether two words on one change of the same ground are days apart only because some tell of it later: one story, two days."""
    a, b = one.first, other.first
    if a.kind != "ground" or a.event != b.event or a.event == "control" or a.count or b.count or a.story_id != b.story_id:
        return False
    if one.span is None or other.span is None or not (one.span.start and one.span.end and other.span.start and other.span.end):
        return False
    return set(a.places) == set(b.places) and max(one.span.start, other.span.start) - min(one.span.end, other.span.end) <= BATTLE


def _since_one_day(one: Cell, other: Cell) -> bool:
    """Whether two figures count from one day to the day on which each was said ("since Thursday"): the later one goes on."""
    a, b = one.span, other.span
    if a is None or b is None or a.start is None or a.start != b.start or not one.first.count or not other.first.count:
        return False
    return all(period.end is not None and period.end > a.start and _said_at_its_end(cell) for cell, period in ((one, a), (other, b)))


def _said_at_its_end(cell: Cell) -> bool:
    return any(fact.said_on == fact.when.end for fact in cell.facts[:9] if fact.when is not None)


def _same_word(one: Cell, other: Cell) -> bool:
    """Whether two stretches that overlap are one, since one origin gives one figure for both in one story."""
    a, b = one.first, other.first
    if one.story_id != other.story_id or one.span is None or other.span is None or not one.span.overlaps(other.span):
        return False
    if a.running or b.running or not a.count or not b.count:
        return False
    return any(_one_figure(x, y) and x.origin.id == y.origin.id != "" for x in one.facts[:9] for y in other.facts[:9])


def _day_assumed(one: Cell, other: Cell) -> bool:
    """Whether days differ only because one of two reports of a story, published later, gives none: it may tell of the day before."""
    if one.story_id != other.story_id or one.span is None or other.span is None:
        return False
    if one.span.start is None or other.span.start is None:
        return False
    late, early = (one, other) if one.span.start >= other.span.start else (other, one)
    if not late.first.assumed or late.span is None or early.span is None or not (late.span.start and early.span.end):
        return False
    return late.span.start - early.span.end <= BATTLE


def _undated_fits(one: Cell, other: Cell) -> bool:
    """Whether an undated cell may be of the happening of another: one story, one place, no figure of another origin against it,

    unless both count one stated group of people there, and the report itself has its day from its story.
    """
    a, b = one.first, other.first
    if a.story_id != b.story_id or set(a.places) != set(b.places) or a.running or b.running:
        return False
    if not a.count and not b.count:
        dated = one.span if other.span is None else other.span
        return (dated is None or is_short(dated) or a.kind != "harm") and (a.kind != "harm" or a.claim.report_id == b.claim.report_id)
    if not (a.count and b.count):
        return False
    dated = one.span or other.span
    from_story = all(f.undated for cell in (one, other) if cell.span is None for f in cell.facts)
    one_group = from_story and a.group == b.group != "" and bool(a.places) and a.event == b.event and (dated is None or is_short(dated))
    return one_group or any(_figures_meet(x, y) for x in one.facts[:9] for y in other.facts[:9])


def _other_ground(a: Fact, b: Fact) -> bool:
    """Whether two origins count districts or towns of one place and differ: they need not speak of the same ones."""
    counted = a.count is not None and b.count is not None and a.group == b.group == "places"
    return counted and a.kind == "ground" and a.origin.id != b.origin.id and not _one_number(a, b)


def _one_number(a: Fact, b: Fact) -> bool:
    """Whether two claims give one number, be it exact, "at least" or rounded ("more than 13,000" and 13,346)."""
    if a.count is None or b.count is None:
        return False
    return a.count.point == b.count.point or _rounds(a.count, b.count) or _rounds(b.count, a.count)


def _rounds(rough: Count, exact: Count) -> bool:
    """Whether a figure with no upper end is the other one, cut at its last round digit."""
    if rough.high is not None or rough.low is None or exact.high is None:
        return False
    floor = rough.low - (rough.low % 10 == 1)  # "more than 13,000" begins at 13,001
    unit = 1
    while floor and floor % (unit * 10) == 0:
        unit *= 10
    return unit > 1 and exact.point // unit * unit == floor


def _one_figure(a: Fact, b: Fact) -> bool:
    """Whether two claims give one figure, in whatever words."""
    return a.count is not None and b.count is not None and a.count.bounds == b.count.bounds


def _figures_meet(a: Fact, b: Fact) -> bool:
    """Whether two figures can be of one happening: equal ranges, none given, or one origin's later word."""
    if a.count is None or b.count is None:
        return True
    return a.count.meets(b.count) or (a.origin.id == b.origin.id != "" and a.said_on != b.said_on)


def _open_fits(a: Period, b: Period) -> bool:
    """Whether a period with an open side and another (uncounted) are near enough to be of one happening."""
    if not a.overlaps(b):
        return False
    ends = [p.end for p in (a, b) if p.end is not None]
    return len(ends) < 2 or abs(ends[0] - ends[1]) <= timedelta(NEAR_DAYS)


def _share(a: Period, b: Period) -> float:
    """Shared days over the days that either covers; both closed."""
    if a.start is None or a.end is None or b.start is None or b.end is None:
        return 0.0
    shared = (min(a.end, b.end) - max(a.start, b.start)).days + 1
    return max(0.0, shared / ((max(a.end, b.end) - min(a.start, b.start)).days + 1))
