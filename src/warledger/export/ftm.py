"""FollowTheMoney: entities as JSON lines, for Aleph and OpenAleph.

Takes a Job, gives a file. Written without the followthemoney library (it needs ICU); schemata: Article, Event, Person,
Organization, PublicBody, with the properties of the model of 2025.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from warledger.export.incidents import Incident
from warledger.export.job import Exported, Job
from warledger.model import Entity, Report

SCHEMA_OF_KIND = {"state": "PublicBody", "international": "Organization"}
RULES = (
    "a matter is an Event; actor and target are its involved, its reports its proof",
    "an Event's summary gives standing, count and independent origins in words",
    "a private person is an entity without a name and is left out in public mode",
)
CANNOT_SAY = (
    "which origin says what: an Event has no statement of its own source",
    "ranges and standings, except in words",
    "coordinates: Event has a location in words only",
)


def write_ftm(job: Job) -> Exported:
    """One entity a line: articles, people and bodies, events."""
    incidents = list(job.incidents())
    reports = {r.id: r for i in incidents for r in i.reports}
    parties = sorted({p.id for i in incidents for p in (i.actor, i.target) if p.id in job.lookup.entities and not job.veil.hides(p.id)})
    entities = [_article(reports[r], job) for r in sorted(reports)]
    entities += [_party(job.lookup.entities[p], job) for p in parties]
    entities += [_event(i, parties) for i in incidents]
    lines = [json.dumps(e, ensure_ascii=False, sort_keys=True) for e in entities]
    content = "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")
    return Exported(content, len(lines), {}, tuple(i.matter.id for i in incidents))


def _entity(record_id: str, schema: str, **values: object) -> dict[str, Any]:
    """An entity; every property is a list of strings, empty ones left out."""
    properties = {name: _strings(value) for name, value in values.items()}
    return {"id": record_id, "schema": schema, "properties": {k: v for k, v in properties.items() if v}}


def _strings(value: object) -> list[str]:
    values: Iterable[object] = value if isinstance(value, list | tuple) else (value,)
    return [str(v) for v in values if v not in (None, "")]


def _article(report: Report, job: Job) -> dict[str, Any]:
    on, _ = job.lookup.published(report.id)
    title = job.veil.quote(report.title) or report.name
    return _entity(
        report.id, "Article", name=title, title=title, publisher=job.veil.text(job.lookup.outlet(report.id)), sourceUrl=report.url,
        publishedAt=on, language=_iso3(report.language),
    )  # fmt: skip


def _party(entity: Entity, job: Job) -> dict[str, Any]:
    origin = job.lookup.origins.get(entity.origin_id)
    schema = "Person" if entity.kind == "person" else SCHEMA_OF_KIND.get(origin.kind if origin else "", "Organization")
    forms = sorted({f.text for f in entity.forms} - {entity.name})
    return _entity(
        entity.id, schema, name=job.veil.text(entity.name), alias=[job.veil.text(f) for f in forms], country=entity.country.lower() or None
    )


def _event(incident: Incident, known: list[str]) -> dict[str, Any]:
    matter, when = incident.matter, incident.when
    estimate = matter.estimate
    figure = f" Count {estimate.low} to {estimate.high if estimate.high is not None else 'open'}, best {estimate.best}." if estimate else ""
    origins = f" Independent origins: {'; '.join(incident.origins)}." if incident.origins else ""
    return _entity(
        matter.id, "Event", name=incident.what, summary=f"{matter.standing.capitalize()}.{figure}{origins}", startDate=when and when.start,
        endDate=when and when.end, location="; ".join(incident.spot.names), country=incident.spot.country.lower() or None,
        involved=[p.id for p in (incident.actor, incident.target) if p.id in known], proof=[r.id for r in incident.reports],
        recordId=matter.id,
    )  # fmt: skip


ISO3 = {
    "en": "eng", "fr": "fra", "nb": "nob", "nn": "nno", "es": "spa", "pt": "por", "de": "deu", "ar": "ara", "ru": "rus", "uk": "ukr",
    "tr": "tur", "he": "heb", "fa": "fas", "it": "ita", "sv": "swe", "da": "dan",
}  # fmt: skip


def _iso3(language: str) -> str:
    """FollowTheMoney writes languages in ISO 639-3; "" for those that are not listed here."""
    return ISO3.get(language.split("-")[0], "")
