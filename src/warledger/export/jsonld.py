"""JSON-LD: claims, the articles that they stand in and the origins that make them, in schema.org terms.

Takes a Job, gives a file. Gives no rating: whether a claim is true is for a reviewer to say.
"""

from __future__ import annotations

import json
from typing import Any

from warledger.export.incidents import Incident
from warledger.export.job import Exported, Job
from warledger.export.shapes import period_shape
from warledger.model import Report

CONTEXT: dict[str, Any] = {
    "@vocab": "https://schema.org/",
    "wl": "urn:warledger:term:",
    "standing": "wl:standing",
    "independentOrigins": "wl:independentOrigins",
    "deniedBy": "wl:deniedBy",
    "sha256": "wl:sha256",
}
RULES = (
    "a matter is a Claim whose hasPart are the claims of single reports; each has its appearance (NewsArticle) and its author (origin)",
    "standing, independentOrigins, deniedBy and sha256 are terms of warledger",
    "a ClaimReview can point at any Claim here with itemReviewed: its @id does not change",
)
CANNOT_SAY = ("a verdict: schema.org's reviewRating is left to whoever reviews",)


def write_jsonld(job: Job) -> Exported:
    """One document: articles by id, then a Claim a matter."""
    incidents = list(job.incidents())
    reports = {r.id: r for i in incidents for r in i.reports}
    graph = [_article(reports[r], job) for r in sorted(reports)] + [_matter(i, job) for i in incidents]
    text = json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1)
    return Exported((text + "\n").encode("utf-8", "replace"), len(incidents), {}, tuple(i.matter.id for i in incidents))


def _urn(record_id: str) -> str:
    return f"urn:warledger:{record_id}"


def _without_gaps(node: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in node.items() if v not in (None, "", [], {})}


def _article(report: Report, job: Job) -> dict[str, Any]:
    on, _ = job.lookup.published(report.id)
    return _without_gaps(
        {
            "@id": _urn(report.id),
            "@type": "NewsArticle",
            "headline": job.veil.quote(report.title),
            "inLanguage": report.language,
            "datePublished": on.isoformat() if on else None,
            "url": job.veil.url(report.url),
            "publisher": {"@type": "Organization", "name": job.veil.text(job.lookup.outlet(report.id))},
            "sha256": report.sha256,
        }
    )


def _matter(incident: Incident, job: Job) -> dict[str, Any]:
    matter, point = incident.matter, job.point(incident)
    place = {"@type": "Place", "name": incident.spot.name, "addressCountry": incident.spot.country}
    if point:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": point[0], "longitude": point[1]}  # type: ignore[assignment]
    when = period_shape(matter.when)
    linked = job.view.linked_of(c.id for c in incident.claims)
    return _without_gaps({
        "@id": _urn(matter.id),
        "@type": "Claim",
        "name": incident.what,
        "claimInterpreter": [{"@type": "Organization", "name": o} for o in incident.origins],
        "about": _without_gaps({"@type": "Event", "name": incident.what, "startDate": when and when[0], "endDate": when and when[1],
                                "location": _without_gaps(place) if incident.spot.name else None}),
        "standing": matter.standing,
        "independentOrigins": len(incident.origins),
        "deniedBy": list(incident.denied_by),
        "hasPart": [
            _without_gaps({
                "@id": _urn(c.id),
                "@type": "Claim",
                "text": job.veil.quote(c.evidence),
                "appearance": {"@id": _urn(c.report_id)},
                "author": _author(job, linked[c.id].source_id if c.id in linked else "", c.source.text if c.source else ""),
            })
            for c in incident.claims
        ],
    })  # fmt: skip


def _author(job: Job, source_id: str, said: str) -> dict[str, str] | None:
    name = job.veil.name(source_id, job.lookup.name(source_id)) if source_id else job.veil.text(said)
    entity = job.lookup.entities.get(source_id)
    return {"@type": "Person" if entity and entity.kind == "person" else "Organization", "name": name} if name else None
