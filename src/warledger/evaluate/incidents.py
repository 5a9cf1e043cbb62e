"""Figures and places read from reports against incidents that others recorded.

Takes files in the formats of `incidents-airwars-syria` and `casualties-gva-en` and a reader of claims; gives shares.
Labels are weak: an incident sums up many reports, one report's figure should lie inside its range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from warledger.evaluate.rows import iter_rows
from warledger.ledger import bounded
from warledger.model import Claim, Period, Place
from warledger.model.geo import distance_km
from warledger.packs.words import fold

NEAR_KM = 10.0
LONGEST = 7
"""Days over which the figure of one incident may run."""
DAY_OFF = 1
"""Days by which a report may date an incident otherwise: at night, or by when it was written."""
KINDS = frozenset(
    fold(word)
    for word in (
        "al el the of in near at vicinity outskirts village town city district area camp house countryside neighborhood neighbourhood"
        " القرية قرية بلدة مدينة حي منطقة ناحية مخيم منزل ريف محيط أطراف قرب"
    ).split()
)
"""Words for what kind of place something is, in the languages of the incidents."""
FIGHTERS = frozenset({"soldiers", "fighters"})
"""Groups of which no civilian is."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text to read. `published` is ISO or ""."""

    name: str
    text: str
    language: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What was read: claims, by claim id the places that each resolves to, and the days that its figure is of."""

    claims: tuple[Claim, ...]
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    when: Mapping[str, Period] = field(default_factory=dict)


ReadItems = Callable[[Sequence[Item]], Sequence[ReadItem]]


def evaluate_incidents(path: Path, read: ReadItems, limit: int | None = None) -> dict[str, Any]:
    """Share of reports whose killed figure lies in the incident's range, and share with a place within 10 km.

    A report may tell of many deaths. Its killed figure for an incident is, of those that it tells, one of few days (not "since
    January"); of people who may be civilians, whom alone the range counts; of the incident's place, by name or within 10 km; of its
    day, or a day before or after; of no place that lies elsewhere; of what holds the incident's place by name ("Arman, Suwayda");
    and a number rather than "dozens". Each of these in turn narrows the choice where it leaves any; what is told first of the rest
    is taken. Groups that one wording tells apart ("four children and a man") are one figure. The killed share counts reports with a
    figure; the place share reports of incidents with coordinates.
    """
    rows = [row for number, row in enumerate(iter_rows(path)) if limit is None or number < limit]
    items = [_item(row, "text", "source_id") for row in rows]
    figures, inside, placed, near = 0, 0, 0, 0
    for row, got in zip(rows, read(items), strict=True):
        incident = row["incident"]
        at = (float(incident["lat"]), float(incident["lon"])) if incident.get("lat") is not None else None
        told = _told(got.claims, "killed")
        if told:
            figures += 1
            low, high = _bounds_of_all(_figure_of(incident, at, told, got))
            inside += _in_range(low, high, incident.get("civ_killed_min"), incident.get("civ_killed_max"))
        if at:
            placed += 1
            near += any(_near(places, at) for places in got.places.values())
    return {
        "measure": "incidents",
        "rows": len(rows),
        "killed_in_range": _share(inside, figures),
        "with_figure": figures,
        "place_within_10_km": _share(near, placed),
        "with_coordinates": placed,
    }


def evaluate_casualties(path: Path, read: ReadItems, limit: int | None = None) -> dict[str, Any]:
    """Share of reports whose highest killed and injured figures are the incident's; no figure read counts as none."""
    rows = [row for number, row in enumerate(iter_rows(path)) if limit is None or number < limit]
    items = [_item(row, "content", "doc_id") for row in rows]
    right = {"killed": 0, "injured": 0}
    found = {"killed": 0, "injured": 0}
    for row, got in zip(rows, read(items), strict=True):
        for event in right:
            known = [_bounds(c) for c in _told(got.claims, event)]
            truth = int(row["incident"][f"num_{event}"])
            found[event] += bool(known)
            right[event] += any(low == truth for low, _ in known) if known else truth == 0
    return {
        "measure": "casualties",
        "rows": len(rows),
        **{f"{event}_right": _share(right[event], len(rows)) for event in right},
        **{f"{event}_with_figure": found[event] for event in found},
    }


def _item(row: Mapping[str, Any], key: str, name: str) -> Item:
    report = row["report"]
    published = str(report.get("pub_date") or report.get("dct") or row["incident"].get("date") or "")[:10]
    text = str(report.get(key) or "")
    title = str(report.get("title") or "")
    return Item(str(report[name]), text if title in text else f"{title}\n{text}", str(report.get("lang") or "en"), published)


def _told(claims: Iterable[Claim], event: str) -> list[Claim]:
    """Claims that give a figure for an event, in the order told.

    Denials and plans are left out, and figures that dead and injured share ("14 killed or wounded"): they are of neither.
    """
    claims = list(claims)
    own = bounded(claims)
    told = [c for c in claims if c.event == event and c.count is not None and c.stance in ("asserts", "accuses", "relays")]
    return [c for c in told if own[c.id].count == c.count]


def _figure_of(incident: Mapping[str, Any], at: tuple[float, float] | None, told: Sequence[Claim], got: ReadItem) -> list[Claim]:
    """The claims that are a report's killed figure for an incident."""
    names = [str(incident.get(key) or "").replace("،", ",").split(",") for key in ("place_en", "place_ar")]
    day = date.fromisoformat(incident["date"]) if incident.get("date") else None

    def is_of_place(claim: Claim) -> bool:
        return _named(claim, [name[0] for name in names]) or (at is not None and _near(got.places.get(claim.id, ()), at))

    def is_of_its_holder(claim: Claim) -> bool:
        return _named(claim, [part for name in names for part in name[1:]])

    def is_of_few_days(claim: Claim) -> bool:
        lasted = got.when[claim.id].days if claim.id in got.when else 0
        return lasted is not None and lasted <= LONGEST

    def is_of_civilians(claim: Claim) -> bool:
        return claim.subject is None or claim.subject.group not in FIGHTERS

    def is_of_day(claim: Claim) -> bool:
        return day is None or claim.id not in got.when or got.when[claim.id].overlaps(_around(day))

    def may_be_there(claim: Claim) -> bool:
        return at is None or is_of_place(claim) or not _is_elsewhere(got.places.get(claim.id, ()), at)

    def is_number(claim: Claim) -> bool:
        low, high = claim.count.bounds if claim.count is not None else (None, None)
        return low is None or high is None or low == high

    for is_fit in (is_of_few_days, is_of_civilians, is_of_place, is_of_day, may_be_there, is_of_its_holder, is_number):
        told = [claim for claim in told if is_fit(claim)] or told
    return [told[0], *(claim for claim in told if _is_with(claim, told[0]))]


def _around(day: date) -> Period:
    """A day, the one before and the one after."""
    return Period(day - timedelta(DAY_OFF), day + timedelta(DAY_OFF))


def _is_elsewhere(places: Sequence[Place], at: tuple[float, float]) -> bool:
    """Whether all places that something is told of lie away from a point, however wide they may be."""
    known = [(distance_km((p.lat, p.lon), at), p.radius_km or 0) for p in places if p.lat is not None and p.lon is not None]
    return bool(known) and all(apart > NEAR_KM + radius for apart, radius in known)


def _named(claim: Claim, names: Iterable[str]) -> bool:
    """Whether a claim names a place as an incident does, with more or fewer words: "Arman", "a house in the village of Arman"."""
    own = [_words_of(place.text) for place in claim.places]
    known = [_words_of(name) for name in names]
    return any(words and name and (words <= name or name <= words) for name in known for words in own)


def _words_of(name: str) -> set[str]:
    """The words of a name that say which place it is, without those for what kind of place and Arabic articles."""
    words = fold(name).replace(",", " ").replace("-", " ").split()
    bare = [word.removeprefix("ب") if word.removeprefix("ب") in KINDS else word for word in words]
    return {word.removeprefix("ال") for word in bare if word not in KINDS}


def _is_with(claim: Claim, chosen: Claim) -> bool:
    """Whether a claim tells of another group by the same wording ("four children and a man"), not a headline that is told twice."""
    same = (claim.event, _where(claim), claim.stance) == (chosen.event, _where(chosen), chosen.stance)
    group, other = claim.subject, chosen.subject
    apart = group is not None and other is not None and fold(group.text) != fold(other.text)
    return same and apart and (claim.span.start == chosen.span.start or claim.span.end == chosen.span.end)


def _where(claim: Claim) -> list[str]:
    return [fold(place.text) for place in claim.places]


def _bounds_of_all(claims: Sequence[Claim]) -> tuple[int, int | None]:
    bounds = [_bounds(claim) for claim in claims]
    tops = [high for _, high in bounds]
    return sum(low for low, _ in bounds), None if None in tops else sum(t for t in tops if t is not None)


def _bounds(claim: Claim) -> tuple[int, int | None]:
    return (claim.count.low or 0, claim.count.high) if claim.count is not None else (0, None)


def _in_range(low: int, high: int | None, least: int | None, most: int | None) -> bool:
    """Whether a figure meets a range (None is an open bound); "at least" figures reach only to their low bound."""
    top = low if high is None else high
    return (most is None or low <= most) and (least is None or top >= least)


def _near(places: Iterable[Place], at: tuple[float, float]) -> bool:
    return any(p.lat is not None and p.lon is not None and distance_km((p.lat, p.lon), at) <= NEAR_KM for p in places)


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0
