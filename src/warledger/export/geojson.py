"""GeoJSON (RFC 7946): matters and who holds what, as points.

Takes a Job, gives a file. A record without coordinates has a null geometry.
"""

from __future__ import annotations

import json
from typing import Any

from warledger.export.incidents import Incident, spot_of
from warledger.export.job import Exported, Job
from warledger.export.precision import geo_precision
from warledger.export.shapes import control_shape, period_shape
from warledger.export.tables import veiled
from warledger.model import Control

RULES = ("one feature a matter (kind matter), one a place and day (kind control)", "coordinates are longitude, latitude, WGS 84")
CANNOT_SAY = ("the extent of a place: every feature is a point, geo_precision says how near it is",)


def write_geojson(job: Job) -> Exported:
    """One feature collection: matters by id, then control by place and day."""
    incidents = list(job.incidents())
    features = [matter_feature(i, job) for i in incidents]
    if not job.options.query.event and not job.options.query.standing:
        features += [control_feature(c, job) for c in job.view.control()]
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1)
    return Exported((text + "\n").encode("utf-8", "replace"), len(features), {}, tuple(i.matter.id for i in incidents))


def matter_feature(incident: Incident, job: Job) -> dict[str, Any]:
    """One matter as a feature."""
    matter, estimate = incident.matter, incident.matter.estimate
    point = job.point(incident)
    properties = {
        "kind": "matter",
        "what": incident.what,
        "event": matter.event,
        "subject": matter.group or None,
        "place": incident.spot.name or None,
        "country": incident.spot.country or None,
        "when": period_shape(matter.when),
        "standing": matter.standing,
        "independent_origins": len(incident.origins),
        "origins": list(incident.origins),
        "low": estimate.low if estimate else None,
        "best": estimate.best if estimate else None,
        "high": estimate.high if estimate else None,
        "denied_by": list(incident.denied_by),
        "outlets": list(incident.outlets),
        "quote": incident.quote,
        "geo_precision": geo_precision(incident.spot, coarse=job.coarse),
    }
    return _feature(matter.id, point, veiled(properties, job))


def control_feature(control: Control, job: Job) -> dict[str, Any]:
    """Who is said to hold a place on a day, as a feature."""
    shape = control_shape(control, job.lookup)
    spot = spot_of((control.place_id,), job.lookup)
    point = None if spot.lat is None or spot.lon is None else (job.veil.degree(spot.lat), job.veil.degree(spot.lon))
    record_id = shape.pop("id")
    return _feature(record_id, point, {"kind": "control", **veiled(shape, job), "geo_precision": geo_precision(spot, coarse=job.coarse)})


def _feature(record_id: str, point: tuple[float, float] | None, properties: dict[str, Any]) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [point[1], point[0]]} if point else None
    return {"type": "Feature", "id": record_id, "geometry": geometry, "properties": properties}
