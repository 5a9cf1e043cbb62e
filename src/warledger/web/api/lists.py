"""Lists: reports, claims, matters, stories, entities, places, origins, control, search."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from warledger.export.geojson import control_feature, matter_feature
from warledger.export.incidents import incident_of
from warledger.export.job import Job
from warledger.export.shapes import Shape, control_shape, entity_shape, iter_claims, place_shape, report_shape, story_shape
from warledger.export.tables import veiled
from warledger.model import Matter
from warledger.store import control_id
from warledger.store import where as where_
from warledger.web.api.answers import Asked, AskedOnMap, Day, DeskJob, Problem, Word, list_answer, map_answer, open_job, stretch_of
from warledger.web.finding import hits_shown
from warledger.web.names import load_ahead, load_untold, name_ahead
from warledger.web.stretches import CLAIMS_IN_LISTS, leading_ids, told

MOST_HITS = 1000
"""Hits of one search, over all its pages."""


class ReportsQuery(Asked):
    """Filters of reports."""

    language: Word = ""
    outlet: Word = Field("", description="The outlet, by any of its names.")
    published: Day = None
    name: Word = ""


class ClaimsQuery(Asked):
    """Filters of claims."""

    event: Word = ""
    stance: Literal["", "asserts", "denies", "accuses", "relays", "expects"] = ""
    language: Word = ""
    report: Word = ""
    matter: Word = ""
    place: Word = ""
    origin: Word = ""
    source: Word = ""


class MattersQuery(AskedOnMap):
    """Filters of matters."""

    event: Word = ""
    standing: Literal["", "confirmed", "corroborated", "single-source", "unattributed", "contested"] = ""
    story: Word = ""
    place: Word = ""
    origin: Word = ""
    claim: Word = ""


class StoriesQuery(Asked):
    """Filters of stories."""

    day: Day = None
    place: Word = ""
    report: Word = ""


class EntitiesQuery(Asked):
    """Filters of entities."""

    kind: Literal["", "person", "body", "group", "anonymous"] = ""
    name: Word = ""
    side: Word = ""
    origin: Word = ""


class PlacesQuery(Asked):
    """Filters of places."""

    name: Word = ""
    feature: Word = ""
    country: Word = ""


class OriginsQuery(Asked):
    """Filters of origins."""

    name: Word = ""
    kind: Word = ""
    side: Word = ""


class ControlQuery(AskedOnMap):
    """Filters of control. `on` gives the last word on each place up to that day."""

    on: Day = Field(None, description="The day: the last word on each place up to then.")
    place: Word = ""
    holder: Word = ""


class SearchQuery(Asked):
    """What to search for."""

    q: Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]


def add_to(router: APIRouter) -> None:
    """Register the lists."""
    for path, endpoint in (
        ("/reports", reports), ("/claims", claims), ("/matters", matters), ("/stories", stories), ("/entities", entities),
        ("/places", places), ("/origins", origins), ("/control", control), ("/search", search),
    ):  # fmt: skip
        router.add_api_route(path, endpoint, methods=["GET"], response_class=Response)


def reports(request: Request, asked: Annotated[ReportsQuery, Query()]) -> Response:
    """Reports by name."""
    where: where_.Reports = {}
    if asked.language:
        where["language"] = asked.language
    if asked.name:
        where["name"] = asked.name
    if asked.published:
        where["published_on"] = asked.published.isoformat()
    with open_job(request) as job:
        if job.keeps_back(asked.name):
            return list_answer(request, [], "", asked.format)
        if asked.outlet:
            where["publisher"] = job.index.publisher(asked.outlet)
        stretch = stretch_of(asked)
        found, following = stretch.cut([(r.id, r) for r in job.view.reports(stretch.page, **where)])
        return list_answer(request, [veiled(report_shape(r, job.lookup), job) for r in found], following, asked.format)


def claims(request: Request, asked: Annotated[ClaimsQuery, Query()]) -> Response:
    """Claims by report and position."""
    where = asked.filters(
        event="event", stance="stance", language="language", report="report_id", matter="matter_id", place="place_id", origin="origin_id",
        source="source_id",
    )  # fmt: skip
    with open_job(request) as job:
        stretch = stretch_of(asked)
        found, following = stretch.cut([(c.id, c) for c in job.view.claims(stretch.page, **where)])
        load_ahead(job.lookup, job.view, [c.report_id for c in found])
        shapes = [veiled(s, job) for s in iter_claims(job.view, job.lookup, found)]
        return list_answer(request, shapes, following, asked.format)


def matters(request: Request, asked: Annotated[MattersQuery, Query()]) -> Response:
    """Matters, the strongest standing first."""
    where = asked.filters(
        event="event", standing="standing", story="story_id", place="place_id", origin="origin_id", claim="claim_id"
    )  # fmt: skip
    with open_job(request) as job:
        stretch = stretch_of(asked)
        found, following = stretch.cut([(m.id, m) for m in job.view.matters(stretch.page, **where)])
        if asked.format == "geojson":
            return map_answer(request, list(_features(job, found)), following)
        shapes = [veiled(s, job) for s in told(job.view, job.lookup, found, CLAIMS_IN_LISTS)]
        return list_answer(request, shapes, following, asked.format)


def _features(job: DeskJob, matters: Sequence[Matter]) -> Iterator[Shape]:
    """Matters as points; their claims, and what those name, are read at once."""
    leading = {m.id: leading_ids(m) for m in matters}
    ids = [c for m in matters for c in leading[m.id]]
    claims, linked = {c.id: c for c in job.view.claims_of(ids)}, job.view.linked_of(ids)
    load_ahead(job.lookup, job.view, [c.report_id for c in claims.values()])
    name_ahead(job.lookup, job.view, linked.values())
    for matter in matters:
        said = [claims[c] for c in leading[matter.id] if c in claims]
        incident = incident_of(matter, (said, {c.id: linked[c.id] for c in said if c.id in linked}), job.lookup, job.ontology, job.veil)
        yield matter_feature(incident, job)


def stories(request: Request, asked: Annotated[StoriesQuery, Query()]) -> Response:
    """Stories, the latest first."""
    where = asked.filters(place="place_id", report="report_id")
    if asked.day:
        where["day"] = asked.day.isoformat()
    with open_job(request) as job:
        stretch = stretch_of(asked)
        found, following = stretch.cut([(s.id, s) for s in job.view.stories(stretch.page, **where)])
        load_untold(job.lookup, job.view, [r for s in found for r in s.report_ids])
        return list_answer(request, [veiled(story_shape(s, job.lookup), job) for s in found], following, asked.format)


def entities(request: Request, asked: Annotated[EntitiesQuery, Query()]) -> Response:
    """People, bodies and groups, by kind and name."""
    where = asked.filters(kind="kind", name="name", side="side", origin="origin_id")
    with open_job(request) as job:
        if job.keeps_back(asked.name):
            return list_answer(request, [], "", asked.format)
        stretch = stretch_of(asked)
        found, following = stretch.cut([(e.id, e) for e in job.view.entities(stretch.page, **where)])
        return list_answer(request, [entity_answer(entity_shape(e), job) for e in found], following, asked.format)


def entity_answer(shape: Shape, job: Job) -> Shape:
    """An entity as it may be told: of a private person only that there is one."""
    if job.veil.hides(shape["id"]):
        return shape | {"name": job.veil.name(shape["id"], ""), "forms": [], "reasons": []}
    return veiled(shape, job)


def places(request: Request, asked: Annotated[PlacesQuery, Query()]) -> Response:
    """Places by name."""
    where = asked.filters(name="name", feature="feature", country="country")
    with open_job(request) as job:
        if job.keeps_back(asked.name):
            return list_answer(request, [], "", asked.format)
        stretch = stretch_of(asked)
        found, following = stretch.cut([(p.id, p) for p in job.view.places(stretch.page, **where)])
        return list_answer(request, [place_answer(place_shape(p), job) for p in found], following, asked.format)


def place_answer(shape: Shape, job: Job) -> Shape:
    """A place with coordinates as they may be told."""
    return veiled(shape, job) | {axis: None if shape[axis] is None else job.veil.degree(shape[axis]) for axis in ("lat", "lon")}


def origins(request: Request, asked: Annotated[OriginsQuery, Query()]) -> Response:
    """Origins by name."""
    where = asked.filters(name="name", kind="kind", side="side")
    with open_job(request) as job:
        if job.keeps_back(asked.name):
            return list_answer(request, [], "", asked.format)
        stretch = stretch_of(asked)
        found, following = stretch.cut([(o.id, o) for o in job.view.origins(stretch.page, **where)])
        shapes = [veiled({"id": o.id, "name": o.name, "kind": o.kind, "side": o.side, "weak": o.weak}, job) for o in found]
        return list_answer(request, shapes, following, asked.format)


def control(request: Request, asked: Annotated[ControlQuery, Query()]) -> Response:
    """Who is said to hold what; with `on`, the last word on each place up to that day."""
    where: where_.Control = {}
    if asked.place:
        where["place_id"] = asked.place
    if asked.holder:
        where["holder"] = asked.holder
    with open_job(request) as job:
        if job.keeps_back(asked.holder):
            return list_answer(request, [], "", asked.format)
        stretch = stretch_of(asked)
        said = job.view.overview.last_words(asked.on, stretch.page, **where) if asked.on else job.view.control(stretch.page, **where)
        found, following = stretch.cut([(control_id(c), c) for c in said])
        if asked.format == "geojson":
            return map_answer(request, [control_feature(c, job) for c in found], following)
        return list_answer(request, [veiled(control_shape(c, job.lookup), job) for c in found], following, asked.format)


def search(request: Request, asked: Annotated[SearchQuery, Query()]) -> Response:
    """Reports and claims that hold every word of `q`, the best first; of more than a thousand, the thousand that were read last."""
    with open_job(request) as job:
        if not any(len(word) > 2 for word in asked.q.split()):
            raise Problem(422, "bad-parameter", "q: a word of three letters or more is needed")
        stretch = stretch_of(asked)
        hits = [] if job.keeps_back(asked.q) else hits_shown(job.view, job.index.veil, asked.q, MOST_HITS)
        found, following = stretch.cut([(h.id, h) for h in hits[stretch.page.offset :][: stretch.page.limit]])
        words = {c.id: c.evidence for c in job.view.claims_of([h.id for h in found if h.kind == "claims"])}
        words |= {i: h.title for i, h in job.view.overview.heads(h.id for h in found if h.kind == "reports").items()}
        shapes = [{"id": h.id, "kind": h.kind, "words": job.veil.quote(words.get(h.id, ""))} for h in found]
        return list_answer(request, shapes, following, asked.format)
