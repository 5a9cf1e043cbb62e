"""Figures and places read from reports against incidents that others recorded.

Takes files in the formats of `incidents-airwars-syria` and `casualties-gva-en` and a reader of claims; gives shares.
Labels are weak: an incident sums up many reports, one report's figure should lie inside its range.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from warledger.evaluate.rows import iter_rows
from warledger.ledger import bounded
from warledger.model import Claim, Place
from warledger.model.geo import distance_km
from warledger.packs.words import fold

NEAR_KM = 10.0
LONGEST = 7
"""Days over which the figure of one incident may run."""


@dataclass(frozen=True, slots=True)
class Item:
    """One text to read. `published` is ISO or ""."""

    name: str
    text: str
    language: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class ReadItem:
    """What was read: claims, by claim id the places that each resolves to, and the days over which its figure runs, None where a
    side is open ("since the war began").
    """

    claims: tuple[Claim, ...]
    places: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    days: Mapping[str, int | None] = field(default_factory=dict)


ReadItems = Callable[[Sequence[Item]], Sequence[ReadItem]]


def evaluate_incidents(path: Path, read: ReadItems, limit: int | None = None) -> dict[str, Any]:
    """Share of reports whose killed figure lies in the incident's range, and share with a place within 10 km.

    A report's killed figure for an incident is the first that it tells of the incident's place, by name or within 10 km;
    where it tells none of it, the first that it tells; figures that run over more than a week ("since January") only where
    it tells no others. Groups that one wording tells apart ("four children and a man") are one figure. The killed share
    counts reports with a figure; the place share reports of incidents with coordinates.
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
            names = {fold(str(incident.get(key) or "")) for key in ("place_en", "place_ar")}
            told = [c for c in told if not _runs_on(got.days, c.id)] or told
            chosen = next((c for c in told if _named(c, names) or (at and _near(got.places.get(c.id, ()), at))), told[0])
            low, high = _bounds_of_all([chosen, *(c for c in told if _is_with(c, chosen))])
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


def _runs_on(days: Mapping[str, int | None], claim_id: str) -> bool:
    """Whether a figure is of more days than one incident lasts."""
    lasted = days.get(claim_id, 0)
    return lasted is None or lasted > LONGEST


def _named(claim: Claim, names: Iterable[str]) -> bool:
    """Whether a claim names a place as an incident does, with more or fewer words: "the village of Arman", "a house in Arman"."""
    own = [set(fold(place.text).split()) for place in claim.places]
    known = [set(name.replace(",", " ").split()) for name in names]
    return any(words and name and (words <= name or name <= words) for name in known for words in own)


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
