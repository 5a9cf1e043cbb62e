"""What changed in the ledger since a caller last asked.

A caller gets a `version` with every answer and gives it back as `since`. Changes are kept in the ledger, so a version outlives
the app that gave it.
"""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from warledger.export.tables import veiled
from warledger.run.watch.changes import told_of
from warledger.store import Page
from warledger.web.api.answers import MOST, Problem, answer, open_job
from warledger.web.changing import change_shape


class ChangesQuery(BaseModel):
    """Since when."""

    model_config = ConfigDict(extra="forbid")
    since: str = Field("", max_length=64, description="`version` of an earlier answer; without it only the version is given.")
    limit: int = Field(MOST, ge=1, le=MOST, description="At most so many changes; `version` is then that of the last of them.")


def add_to(router: APIRouter) -> None:
    """Register the list."""
    router.add_api_route("/changes", changes, methods=["GET"], response_class=Response)


def changes(request: Request, asked: Annotated[ChangesQuery, Query()]) -> Response:
    """Standings that rose or fell, figures revised, denials, places that changed hands, what is new, since an earlier version."""
    with open_job(request) as job:
        overview = job.view.overview
        last = overview.last_change()
        if not asked.since:
            return _answer(request, [], last)
        since = _number(asked.since)
        if since is None or since > last or since < overview.first_change() - 1:
            raise Problem(410, "version-forgotten", "that version is not remembered: begin again without since")
        found = overview.changes_after(since, Page(asked.limit))
        told = told_of(job.view, found)
        shapes = [veiled(change_shape(t, job.lookup), job) for t in told]
        return _answer(request, shapes, found[-1].number if found else last)


def _number(version: str) -> int | None:
    """The number that a version stands for."""
    number = version.removeprefix("v")
    return int(number) if number != version and number.isascii() and number.isdigit() and len(number) < 16 else None


def _answer(request: Request, shapes: list[dict[str, object]], number: int) -> Response:
    return answer(request, json.dumps({"data": shapes, "version": f"v{number}"}, ensure_ascii=False))
