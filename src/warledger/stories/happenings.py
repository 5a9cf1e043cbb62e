"""What single claims of two reports tell of: whether one of each may be of one happening.

Takes claims with their links, gives `Happening`s and compares those of two reports. Does not look at wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import NamedTuple

from warledger.model import Claim, Linked, Place
from warledger.packs.ontology import CASUALTIES, FORCE

ATTACK = FORCE | CASUALTIES | {"missing", "interception", "damage"}
GROUND = frozenset({"capture", "withdrawal", "advance", "surrender", "control"})
TAKEN = frozenset({"abduction", "detention", "released"})
FAMILIES = {event: name for name, events in (("attack", ATTACK), ("ground", GROUND), ("captives", TAKEN)) for event in events}
LASTING = frozenset({"displacement", "missing", "besieged", "shortage", "aid", "aid_blocked", "return", "deployment", "warning", "appeal"})
"""Events that go on, or are words."""
WIDE = frozenset({"country", "region"})
HARM = CASUALTIES | {"missing"}
ARMED = frozenset({"soldiers", "fighters", "police"})
ANYBODY = frozenset({"", "people", "other", "prisoners"})
BATTLE = 2
"""Days within which one fall of a place is told of."""
HELD = 10
"""Days after which those who were taken may come free."""
ANSWERED = 5
"""Days before its report that a claim without a day may be of."""
LONGEST = 3
"""Days of the longest period that tells one happening."""


Days = tuple[int, int] | None
"""From one day to another, as numbers; None when neither the claim nor its report has a day."""


class Happening(NamedTuple):
    """One claim: what kind of thing, where (`around` holds it), from when to when (days as numbers, None: not told), to whom, by whom.

    `denier` is who denies it, `region` says that its report names no place narrower than a region.
    """

    event: str
    family: str
    places: frozenset[str]
    around: frozenset[str]
    first: int | None
    last: int | None
    group: str
    actor: str
    mapped: bool
    site: bool
    denier: str = ""
    region: bool = False


def happenings(entries: Sequence[Linked], claims: Mapping[str, Claim], known: Mapping[str, Place]) -> Iterator[Happening]:
    """The happenings that claims of a report tell of at a town or district, or at a region where nothing narrower is named."""
    wide = WIDE if any(_features(entry, known) - WIDE for entry in entries) else frozenset({"country"})
    hit = {group for entry in entries if (group := _group(entry.group))}
    one = next(iter(hit)) if len(hit) == 1 else ""
    for entry in sorted(entries, key=lambda e: (claims[e.claim_id].span.start if e.claim_id in claims else 0, e.claim_id)):
        claim = claims.get(entry.claim_id)
        named = [place for i in entry.place_ids if (place := known.get(i)) is not None and place.feature not in wide]
        if claim is None or not named or claim.stance == "expects":
            continue
        when = entry.when if entry.when is not None and entry.when.days is not None else None
        if (when is not None and (when.days or 0) > LONGEST) or (entry.when is not None and when is None):
            continue
        places = frozenset(key for place in named for key in (place.id, place.name.casefold()))
        around = frozenset(p for place in named for p in place.parents if p in known and known[p].feature not in WIDE)
        group = _group(entry.group)
        whose = one if claim.event in HARM else ""  # "people" beside civilians are those
        family = FAMILIES.get(claim.event, claim.event)
        first, last = (_number(when.start), _number(when.end)) if when is not None else (None, None)
        mapped = not any(place.provisional for place in named)
        site = any(place.feature == "site" for place in named)
        denier = entry.source_id if claim.stance == "denies" else ""
        region = any(place.feature in WIDE for place in named)
        yield Happening(claim.event, family, places, around, first, last, group or whose, entry.actor_id, mapped, site, denier, region)


def _features(entry: Linked, known: Mapping[str, Place]) -> set[str]:
    """What the places of a claim are."""
    return {place.feature for i in entry.place_ids if (place := known.get(i)) is not None}


def _group(group: str) -> str:
    """Whom a claim counts: a kind of armed people, civilians, or "" for anybody."""
    return "" if group in ANYBODY else group if group in ARMED else "civilians"


def _number(day: date | None) -> int | None:
    return day.toordinal() if day is not None else None


class Meeting(Enum):
    """How the happenings of two reports stand to each other, strongest first."""

    ONE = "a claim of each may be of one happening"
    UNKNOWN = "it is not told"
    OTHER = "at one place and about the same days, but of another kind or to other people"
    APART = "no claim of one is of the place and days of one of the other"


def shared(ours: Sequence[Happening], our_day: date | None, theirs: Sequence[Happening], their_day: date | None) -> Meeting:
    """Whether two reports tell of one happening. Reports without a happening at a known place tell nothing.

    A report belongs to the story of its main happening, the one that it tells first: what it adds of another day makes it one with none.
    """
    if not ours or not theirs:
        return Meeting.UNKNOWN
    found = set()
    for a in ours:
        for b in theirs:
            meeting = _meeting(a, _span(a, our_day), b, _span(b, their_day))
            added = meeting is Meeting.ONE and not (_main(a, ours[0]) and _main(b, theirs[0]))
            found.add(Meeting.OTHER if added else meeting)
    return next(meeting for meeting in Meeting if meeting in found)


def _main(told: Happening, first: Happening) -> bool:
    """Whether a happening may be of the days of the first that its report tells of."""
    return _overlap(_span(told, None), _span(first, None), 0)


def _meeting(a: Happening, when: Days, b: Happening, other: Days) -> Meeting:
    near = bool(a.places & b.places or a.places & b.around or b.places & a.around)
    if near and _one(a, when, b, other):
        return Meeting.ONE
    if a.region or b.region:
        return Meeting.UNKNOWN
    about = _overlap(when, other, max(_slack(a), _slack(b)))
    if near:
        untold = a.first is None or b.first is None or a.event in LASTING or b.event in LASTING  # who flees, flees from something
        if _overlap(when, other, 0) and (_in_fall(a, b) or _in_fall(b, a)):
            return Meeting.UNKNOWN
        return Meeting.UNKNOWN if untold else Meeting.OTHER if about else Meeting.APART
    named = (a.mapped and b.mapped) or a.site or b.site
    return Meeting.APART if named or not about else Meeting.UNKNOWN  # two names may be of one place


def _in_fall(dead: Happening, ground: Happening) -> bool:
    """Whether people die on the one day on which the place goes to other hands."""
    return ground.family == "ground" and dead.event in HARM and dead.first == dead.last is not None


def _slack(told: Happening) -> int:
    """Days around that of a claim to which what goes on for days may belong."""
    return 0 if told.family != "ground" and told.event not in LASTING else BATTLE + (told.event == "control")


def _span(told: Happening, published: date | None) -> Days:
    if told.first is not None and told.last is not None:
        return told.first, told.last
    return (published.toordinal() - ANSWERED, published.toordinal()) if published is not None else None


def _overlap(one: Days, other: Days, days: int) -> bool:
    return one is None or other is None or (one[0] <= other[1] + days and other[0] <= one[1] + days)


def _gainsays(a: Happening, b: Happening) -> bool:
    """Whether one denies that the place was taken, and the other says that who denies it took it: two falls of one place."""
    return (a.denier != "" and a.denier == b.actor != a.actor) or (b.denier != "" and b.denier == a.actor != b.actor)


def _one(a: Happening, when: Days, b: Happening, other: Days) -> bool:
    """Whether two claims at one place may be of one happening; what happens to ground is of that ground alone."""
    if a.family != b.family:
        return False
    if a.family == "ground":
        rivals = a.event == b.event == "capture" and (bool(a.actor and b.actor) and a.actor != b.actor or _gainsays(a, b))
        return bool(a.places & b.places) and _overlap(when, other, 0 if rivals else BATTLE)
    if a.region or b.region:
        counted = a.event == b.event in HARM and a.group == b.group != "" and None not in (a.first, b.first)
        return counted and _overlap(when, other, 0)
    if a.family == "captives" and "released" in (a.event, b.event) and a.event != b.event:
        taken, freed = (other, when) if a.event == "released" else (when, other)
        return taken is None or freed is None or 0 <= freed[0] - taken[0] <= HELD
    alike = not a.group or not b.group or a.group == b.group or (bool(a.actor) and a.actor == b.actor)
    return alike and _overlap(when, other, 0)
