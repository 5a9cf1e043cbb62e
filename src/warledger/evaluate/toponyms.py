"""Measures place resolution on texts whose place names have coordinates.

Takes a file in the format of `toponyms-lgl-en` (text, toponyms with phrase, lat, lon) or `incidents-airwars-syria`
(an incident with its place and a report), gives accuracies. Does not find names in text.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from warledger.link.context import read_context
from warledger.link.gazetteer import Gazetteer, open_gazetteer
from warledger.link.parties import Lexicon, PartyIndex
from warledger.link.places import PlaceResolver
from warledger.model import InputError, Place, Report
from warledger.model.geo import distance_km
from warledger.model.spans import OffsetMap
from warledger.packs.conflicts import available_conflicts, load_conflict
from warledger.packs.world import load_world

NEAR_KM = 161.0
EXACT_KM = 10.0


def evaluate_toponyms(path: Path) -> dict[str, object]:
    """Accuracy at 161 km and within 10 km over all toponyms that have coordinates; unresolved ones count as wrong.

    For incidents: the share of reports whose text names the place where it resolves within 10 km, over those whose
    place the gazetteer or a pack holds within 10 km under that name.

    Raises:
        InputError: the file cannot be read or is of neither format.
    """
    lexicon = Lexicon(load_world())
    gazetteer = open_gazetteer()
    resolver = PlaceResolver(gazetteer, lexicon)
    packs = [PartyIndex(load_conflict(slug)) for slug in available_conflicts()]
    rows = list(read_rows(path))
    if rows and "incident" in rows[0]:
        return _incidents(rows, resolver, gazetteer, lexicon, packs)
    if rows and "toponyms" in rows[0]:
        return _toponyms(rows, resolver, lexicon, packs)
    raise InputError(f"{path}: neither toponyms nor incidents: a line needs the key 'toponyms' or 'incident'")


def read_rows(path: Path) -> Iterator[Mapping[str, Any]]:
    """JSON lines of a file, plain or compressed with xz.

    Raises:
        InputError: the file is missing, or a line is not a JSON object; with its number.
    """
    try:
        with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _row(line, path, number)
    except (OSError, EOFError, lzma.LZMAError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error


def _row(line: str, path: Path, number: int) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"{path}:{number}: not JSON ({error.msg})") from error
    if not isinstance(row, dict):
        raise InputError(f"{path}:{number}: not a JSON object")
    return row


def _report(number: int, text: str, language: str, day: date | None = None, title: str = "") -> Report:
    name = f"row-{number:05}"
    return Report(name, name, name, text, text, OffsetMap.identity(len(text)), title=title, language=language, published_on=day)


def _toponyms(rows: Iterable[Mapping[str, Any]], resolver: PlaceResolver, lexicon: Lexicon, packs: list[PartyIndex]) -> dict[str, object]:
    total = near = exact = found = 0
    for number, row in enumerate(rows):
        report = _report(number, row["text"], "en")
        names = [t["phrase"] for t in row["toponyms"]]
        places = resolver.resolve_all(names, read_context(report, packs, lexicon))
        for toponym in row["toponyms"]:
            if toponym.get("lat") in (None, ""):
                continue
            total += 1
            place = places[toponym["phrase"]]
            found += not place.provisional
            far = _distance(place, float(toponym["lat"]), float(toponym["lon"]))
            near += far <= NEAR_KM
            exact += far <= EXACT_KM
    return {
        "toponyms": total,
        "resolved": _share(found, total),
        "accuracy_161km": _share(near, total),
        "accuracy_exact": _share(exact, total),
    }


def _distance(place: Place, lat: float, lon: float) -> float:
    return 1e9 if place.lat is None or place.lon is None else distance_km((place.lat, place.lon), (lat, lon))


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def _incidents(
    rows: Iterable[Mapping[str, Any]], resolver: PlaceResolver, gazetteer: Gazetteer, lexicon: Lexicon, packs: list[PartyIndex]
) -> dict[str, object]:
    total = held = right = 0
    for number, row in enumerate(rows):
        incident, text = row["incident"], row["report"]["text"]
        if incident["lat"] is None:
            continue
        total += 1
        name = incident["place_ar"] if row["report"]["lang"] == "ar" else incident["place_en"]
        point = (float(incident["lat"]), float(incident["lon"]))
        report = _report(number, text, row["report"]["lang"], date.fromisoformat(incident["date"]), row["report"].get("title") or "")
        if not name or name not in f"{report.title}\n{text}" or not resolver.holds(name, point, EXACT_KM, report.language, packs):
            continue
        held += 1
        places = resolver.resolve_all([name, *_named_beside(report, incident)], read_context(report, packs, lexicon))
        right += _distance(places[name], *point) <= EXACT_KM
    return {"incidents": total, "held": held, "accuracy_10km": _share(right, held)}


def _named_beside(report: Report, incident: Mapping[str, Any]) -> list[str]:
    """Other place names of the report that the incident's record lists, when the text has them."""
    return [n for n in (incident.get("region") or "").split(",") if n.strip() and n.strip() in report.text]
