"""POLECAT: PLOVER events as TSV of 40 columns, and as JSON lines.

Takes a Job, gives a file. Columns after the POLECAT header, JSON keys after the PLOVER 2.0 manual.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from warledger.export.countries import country_of
from warledger.export.csvfile import tsv_bytes
from warledger.export.incidents import Incident
from warledger.export.job import Exported, Job
from warledger.export.plover import Actor, Coded, code_events
from warledger.export.precision import Spot

COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country", "Actor COW",
    "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID", "Recipient Name", "Recipient Country",
    "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID",
    "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
FEATURE_CODE = {"country": "PCLI", "region": "ADM1", "city": "PPL", "town": "PPL", "village": "PPL", "district": "PPLX", "part": "PPLX"}
FEATURE_CLASS = {"country": "A", "region": "A", **dict.fromkeys(("city", "town", "village", "district", "part"), "P")}
RESOLUTION = {"country": 1, "region": 2, "area": 3, "city": 4, "town": 4, "village": 4, "district": 5, "part": 5, "site": 5, "camp": 5}
"""PLOVER: 1 country, 2 province, 3 district, 4 city, 5 inside a city."""
SETTLEMENTS = ("city", "town", "village")

NO_TYPE = "its event type is none of PLOVER's, or lacks the recipient that it needs"

RULES = (
    "one row a matter; each accusation is a row of its own (ACCUSE allege), each denial too (REJECT, no mode)",
    "Event ID is the id of the matter, with .a or .d and a number for an accusation or denial",
    "Intensity is the score of the mode where the manual gives one, else of the type",
    "an actor that no report names has an empty name and the sector UNK",
)
CANNOT_SAY = (
    "counts of dead and injured (in the JSON form: size)",
    "standing, independent origins and ranges (in the JSON form: text)",
    "which event a denial negates, except by its Event ID",
)


def write_polecat(job: Job) -> Exported:
    """The TSV file, rows by matter id."""
    rows: list[dict[str, object]] = []
    out = _Kept()
    for incident, coded in _events(job, out):
        rows.append(_row(coded, incident, job))
    return Exported(tsv_bytes(COLUMNS, rows), len(rows), out.reasons(), tuple(out.kept))


def write_polecat_json(job: Job) -> Exported:
    """The JSON lines, one event a line."""
    out = _Kept()
    lines = [json.dumps(_json(coded, incident, job), ensure_ascii=False) for incident, coded in _events(job, out)]
    return Exported("".join(f"{line}\n" for line in lines).encode("utf-8", "replace"), len(lines), out.reasons(), tuple(out.kept))


class _Kept:
    """What went in and what was left out."""

    def __init__(self) -> None:
        self.kept: list[str] = []
        self.left: dict[str, list[str]] = {}

    def reasons(self) -> dict[str, tuple[str, ...]]:
        return {reason: tuple(ids) for reason, ids in self.left.items()}


def _events(job: Job, out: _Kept) -> Iterator[tuple[Incident, Coded]]:
    for incident in job.incidents():
        coded = code_events(incident)
        if incident.on is None:
            out.left.setdefault("no day is known", []).append(incident.matter.id)
        elif not coded:
            out.left.setdefault(incident.unheld or NO_TYPE, []).append(incident.matter.id)
        else:
            out.kept.append(incident.matter.id)
            yield from ((incident, event) for event in coded)


def _row(coded: Coded, incident: Incident, job: Job) -> dict[str, object]:
    return {
        "Event ID": coded.id,
        "Event Date": incident.on,
        "Event Type": coded.kind,
        "Event Mode": coded.mode,
        "Intensity": coded.intensity,
        "Quad Code": coded.quad,
        "Contexts": ";".join(coded.contexts),
        **_side("Actor", coded.actor),
        **_side("Recipient", coded.recipient),
        **_place(incident, job),
        "Source": ";".join(incident.outlets),
        "Publication Date": _published(incident, job),
        **_story(incident, job),
        "Language": ";".join(sorted({r.language for r in incident.reports})),
        "Version": _version(),
    }


def _side(role: str, party: Actor) -> dict[str, object]:
    return {
        f"{role} Name": party.name,
        f"{role} Country": party.iso3,
        f"{role} COW": party.cow,
        f"Primary {role} Sector": party.sector,
        f"{role} Sectors": party.sector,
        f"{role} Name Raw": party.name,
    }


def _place(incident: Incident, job: Job) -> dict[str, object]:
    spot, point, country = incident.spot, job.point(incident), country_of(incident.spot.country)
    return {
        "Placename": spot.name,
        "City": spot.name if spot.feature in SETTLEMENTS else "",
        "District": spot.admin[1] if len(spot.admin) > 1 else "",
        "Province": spot.admin[0] if spot.admin else "",
        "Country": country.iso3,
        "Latitude": point[0] if point else "",
        "Longitude": point[1] if point else "",
        "GeoNames ID": spot.geonames,
        "Raw Placename": "; ".join(spot.names),
        "Feature Type": FEATURE_CODE.get(spot.feature, ""),
    }


def _published(incident: Incident, job: Job) -> str:
    days = sorted(on for r in incident.reports if (on := job.lookup.published(r.id)[0]))
    return days[0].isoformat() if days else ""


def _story(incident: Incident, job: Job) -> dict[str, object]:
    """Names of all who speak or act in the matter."""
    linked = job.view.linked_of(c.id for c in incident.claims)
    ids = sorted({i for k in linked.values() for i in (k.source_id, k.speaker_id, k.actor_id, k.target_id) if i in job.lookup.entities})
    known = [job.lookup.entities[i] for i in ids]
    people = [job.veil.name(e.id, e.name) for e in known if e.kind == "person"]
    bodies = [job.veil.text(e.name) for e in known if e.kind == "body"]
    return {
        "Story People": ";".join(dict.fromkeys(people)),
        "Story Organizations": ";".join(dict.fromkeys(bodies)),
        "Story Locations": ";".join(incident.spot.names),
    }


def _json(coded: Coded, incident: Incident, job: Job) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": coded.id,
        "date": str(incident.on),
        "actor": [_entity(coded.actor)],
        "recipient": [_entity(coded.recipient)] if coded.recipient.name else [],
        "event": [coded.kind],
        "mode": [coded.mode] if coded.mode else [],
        "quad_code": coded.quad,
        "context": list(coded.contexts),
        "event_text": coded.text,
        "event_loc": [_location(incident, job)] if incident.spot.name else [],
        "text": incident.quote,
        "cite_info": [_citation(n, incident, job) for n in range(len(incident.reports))],
    }
    if incident.when and incident.when.end and incident.when.end != incident.on:
        found["enddate"] = incident.when.end.isoformat()
    if coded.id == incident.matter.id and (size := _size(incident)):
        found["size"] = size
    return found


def _entity(party: Actor) -> dict[str, str]:
    return {"code": party.iso3, "sector": party.sector or "UNK", "entity_text": party.name, "identifier_id": ""}


def _size(incident: Incident) -> dict[str, int]:
    """People killed, injured or arrested: the best figure."""
    name = {"killed": "dead", "injured": "injured", "detention": "arrested"}.get(incident.matter.event)
    estimate = incident.matter.estimate
    return {name: estimate.best} if name and estimate and not incident.things else {}


def _location(incident: Incident, job: Job) -> dict[str, Any]:
    spot: Spot = incident.spot
    point, country = job.point(incident), country_of(spot.country)
    return {
        "extracted_place": spot.name,
        "resolved_place": spot.name,
        "geonameid": spot.geonames,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "city": spot.name if spot.feature in SETTLEMENTS else "",
        "district": spot.admin[1] if len(spot.admin) > 1 else "",
        "province": spot.admin[0] if spot.admin else "",
        "country": country.name,
        "country_code": country.iso3,
        "feature_class": FEATURE_CLASS.get(spot.feature, "L"),
        "feature_code": FEATURE_CODE.get(spot.feature, ""),
        "resolution": RESOLUTION.get(spot.feature, 1),
    }


def _citation(number: int, incident: Incident, job: Job) -> dict[str, str]:
    report = incident.reports[number]
    on = job.lookup.published(report.id)[0]
    return {
        "corpus": "warledger",
        "url": job.veil.url(report.url),
        "title": job.veil.quote(report.title),
        "language": report.language.split("-")[0],
        "publication": job.veil.text(job.lookup.outlet(report.id)),
        "date": on.isoformat() if on else "",
        "coder": _version(),
        "codebook": "PLOVER",
        "version": "2.0",
    }


def _version() -> str:
    from warledger import __version__

    return f"warledger {__version__}, PLOVER 2.0"
