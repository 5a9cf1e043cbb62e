"""FollowTheMoney: entities as JSON lines, for Aleph and OpenAleph.

Takes a Job, gives a file. Written without the followthemoney library (it needs ICU); schemata: Article, Event, Person,
Organization, PublicBody, with the properties, required ones and longest values of followthemoney 4.11.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from warledger.export.incidents import Incident
from warledger.export.job import Exported, Job
from warledger.export.lookup import short_name
from warledger.export.words import shorten
from warledger.model import Entity, Report

NAME, STRING, ADDRESS, URL = 384, 1024, 250, 4096
"""The longest value of each type, in characters."""
SCHEMES = ("http://", "https://", "ftp://")
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
    file = job.veil.text(short_name(report.name))
    title = job.veil.quote(report.title) or file
    publisher = shorten(job.veil.text(job.lookup.outlet(report.id)), STRING)
    return _entity(
        report.id, "Article", fileName=shorten(file, STRING), name=shorten(title, NAME), title=shorten(title, STRING), publisher=publisher,
        sourceUrl=_url(job.veil.url(report.url)), publishedAt=on, language=_iso3(report.language),
    )  # fmt: skip


def _party(entity: Entity, job: Job) -> dict[str, Any]:
    origin = job.lookup.origins.get(entity.origin_id)
    schema = "Person" if entity.kind == "person" else SCHEMA_OF_KIND.get(origin.kind if origin else "", "Organization")
    forms = sorted({f.text for f in entity.forms} - {entity.name})
    names = [shorten(job.veil.text(n), NAME) for n in (entity.name, *forms)]
    return _entity(entity.id, schema, name=names[0], alias=names[1:], country=entity.country.lower() or None)


def _event(incident: Incident, known: list[str]) -> dict[str, Any]:
    matter, when = incident.matter, incident.when
    estimate = matter.estimate
    figure = f" Count {estimate.low} to {estimate.high if estimate.high is not None else 'open'}, best {estimate.best}." if estimate else ""
    origins = f" Independent origins: {'; '.join(incident.origins)}." if incident.origins else ""
    return _entity(
        matter.id, "Event", name=shorten(incident.what, NAME),
        summary=f"{matter.standing.capitalize()}.{figure}{origins}", startDate=when and when.start,
        endDate=when and when.end, location=shorten(", ".join(incident.spot.names), ADDRESS), country=incident.spot.country.lower() or None,
        involved=[p.id for p in (incident.actor, incident.target) if p.id in known], proof=[r.id for r in incident.reports],
        recordId=matter.id,
    )  # fmt: skip


def _url(address: str) -> str:
    """An address that the model takes; "" for a file name or one that is too long."""
    return address if address.lower().startswith(SCHEMES) and len(address) <= URL and " " not in address else ""


ISO3 = {
    "en": "eng", "fr": "fra", "nb": "nor", "nn": "nor", "no": "nor", "es": "spa", "pt": "por", "de": "deu", "ar": "ara", "ru": "rus",
    "uk": "ukr", "tr": "tur", "he": "heb", "fa": "fas", "it": "ita", "sv": "swe", "da": "dan", "pl": "pol", "nl": "nld", "fi": "fin",
    "am": "amh", "ps": "pus", "ur": "urd", "hy": "hye", "az": "aze", "ka": "kat", "be": "bel", "ro": "ron",
}  # fmt: skip
"""Languages that the model lists; it knows Norwegian as one."""


def _iso3(language: str) -> str:
    """FollowTheMoney writes languages in ISO 639-3; "" for those that it does not list."""
    return ISO3.get(language.split("-")[0], "")
