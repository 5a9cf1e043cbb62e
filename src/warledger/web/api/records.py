"""Single records by id, the start page of the API, and what is not there."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from warledger.export.job import Job
from warledger.export.records import record_shape
from warledger.export.shapes import Shape, entity_shape, place_shape
from warledger.export.tables import veiled
from warledger.model import Entity, Matter, Place, Report
from warledger.store import Hit
from warledger.store.codec import to_plain
from warledger.web.api.answers import Asked, Problem, answer, error_answer, open_job, stretch_of
from warledger.web.api.lists import entity_answer, place_answer
from warledger.web.stretches import CLAIMS_TOLD, told

KINDS = ("reports", "claims", "matters", "stories", "entities", "places", "origins", "control")
FOLLOWERS = 25
"""Reports that follow one report and are compared with it; how many there are is said beside."""
Id = Annotated[str, Path(max_length=64, pattern=r"^[\w-]+$")]


class MatterQuery(BaseModel):
    """Which claims of a matter."""

    model_config = ConfigDict(extra="forbid")
    cursor: str = Field("", max_length=300, description="`next` of the answer before: the claims after those that it told.")


def add_to(router: APIRouter) -> None:
    """Register the start page, one address a kind, and accounts."""
    router.add_api_route("", start, methods=["GET"], response_class=Response)
    router.add_api_route("/matters/{record_id}", one_matter, methods=["GET"], response_class=Response)
    for kind in KINDS:
        if kind == "matters":
            continue
        router.add_api_route(f"/{kind}/{{record_id}}", _endpoint(kind), methods=["GET"], response_class=Response, name=f"one_of_{kind}")
    router.add_api_route("/matters/{record_id}/accounts", accounts, methods=["GET"], response_class=Response)


def add_rest(router: APIRouter) -> None:
    """Register what answers everything else; must come last."""
    router.add_api_route("/{rest:path}", nothing, methods=["GET"], response_class=Response, include_in_schema=False)


def start(request: Request) -> Response:
    """What is in the ledger and where to find it."""
    from warledger import __version__

    with open_job(request) as job:
        counts = job.view.counts()
        body = {
            "warledger": __version__,
            "api": "v1",
            "ledger": counts,
            "unreconciled_reports": job.view.unreconciled(),
            "policy": job.options.policy.statement(),
            "lists": [f"/api/v1/{kind}" for kind in (*KINDS, "search", "changes")],
        }
        return answer(request, json.dumps(body, ensure_ascii=False))


def nothing(rest: str) -> Response:
    """There is no such address."""
    return error_answer(404, "not-found", "there is no such address")


def _endpoint(kind: str):  # type: ignore[no-untyped-def] # FastAPI reads the signature of the function inside
    def one(request: Request, record_id: Id) -> Response:
        with open_job(request) as job:
            record = _record(job, kind, record_id)
            return answer(request, json.dumps(_shape(job, kind, record_id, record), ensure_ascii=False))

    one.__doc__ = f"One of the {kind}, by its id."
    one.__name__ = f"one_of_{kind}"
    return one


def one_matter(request: Request, record_id: Id, asked: Annotated[MatterQuery, Query()]) -> Response:
    """One of the matters, by its id, with its first claims and the reports and sources of these; `next` leads to the others."""
    with open_job(request) as job:
        stretch = stretch_of(Asked.model_validate({"cursor": asked.cursor, "limit": CLAIMS_TOLD}))
        matter = _record(job, "matters", record_id)
        if not isinstance(matter, Matter):
            raise Problem(404, "not-found", "there is no such matter")
        claims = matter.claim_ids[stretch.page.offset :][: stretch.page.limit]
        found, following = stretch.cut([(c, c) for c in claims])
        shape = told(job.view, job.lookup, [matter], len(found), stretch.start)[0]
        return answer(request, json.dumps({**veiled(shape, job), "next": following or None}, ensure_ascii=False))


def accounts(request: Request, record_id: Id) -> Response:
    """The accounts of a matter: each origin's answer with its revisions, and how they stand to each other."""
    with open_job(request) as job:
        matter = _record(job, "matters", record_id)
        if not isinstance(matter, Matter):
            raise Problem(404, "not-found", "there is no such matter")
        rows = [veiled({**to_plain(a), "origin": job.lookup.name(a.origin_id)}, job) for a in matter.accounts]
        relations = [veiled(to_plain(r), job) for r in matter.relations]
        return answer(request, json.dumps({"data": rows, "relations": relations, "next": None}, ensure_ascii=False))


def _record(job: Job, kind: str, record_id: str) -> object:
    record = job.view.record(Hit(kind, record_id))
    if record is None:
        raise Problem(404, "not-found", "there is no such record")
    return record


def _shape(job: Job, kind: str, record_id: str, record: object) -> Shape:
    if isinstance(record, Entity):
        return entity_answer(entity_shape(record), job)
    if isinstance(record, Place):
        return place_answer(place_shape(record), job)
    shape = veiled(record_shape(job.view, job.lookup, Hit(kind, record_id), FOLLOWERS), job)
    if isinstance(record, Report) and job.coarse:
        shape.pop("text", None)  # whole texts belong to their publishers
    return shape
