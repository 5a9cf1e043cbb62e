"""What changed in the ledger since a caller last asked.

A caller gets a `version` with every answer and gives it back as `since`. Versions are remembered while the app runs.
"""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from typing import Annotated, cast

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import Response

from warledger.run.watch.changes import Standings, find_changes, standings_of
from warledger.run.watch.tell import as_json
from warledger.web.api.answers import Problem, answer, open_job

KEPT = 30
"""Versions that are remembered."""


class ChangesQuery(BaseModel):
    """Since when."""

    model_config = ConfigDict(extra="forbid")
    since: str = Field("", max_length=64, description="`version` of an earlier answer; without it only the version is given.")


def add_to(router: APIRouter) -> None:
    """Register the list."""
    router.add_api_route("/changes", changes, methods=["GET"], response_class=Response)


def changes(request: Request, asked: Annotated[ChangesQuery, Query()]) -> Response:
    """Standings that rose or fell, figures revised, denials, places that changed hands, since an earlier version."""
    known = _remembered(request)
    with open_job(request) as job:
        now, veil = standings_of(job.view), job.veil
    version = _version(now)
    known[version] = now
    known.move_to_end(version)
    while len(known) > KEPT:
        known.popitem(last=False)
    if asked.since and asked.since not in known:
        raise Problem(410, "version-forgotten", "that version is not remembered: begin again without since")
    found = find_changes(known[asked.since], now) if asked.since else []
    told = [{k: veil.text(v) for k, v in as_json(c).items()} for c in found]
    return answer(request, json.dumps({"data": told, "version": version}, ensure_ascii=False))


def _remembered(request: Request) -> OrderedDict[str, Standings]:
    state = request.app.state
    if not hasattr(state, "api_versions"):
        state.api_versions = OrderedDict()
    return cast("OrderedDict[str, Standings]", state.api_versions)


def _version(now: Standings) -> str:
    told = [(m.id, m.standing, m.figure, m.denied_by, m.what, sorted(m.claims)) for m in now.matters.values()]
    held = [(place, *map(str, word)) for place, word in now.holders.items()]
    return hashlib.sha256(repr((sorted(told), sorted(held))).encode("utf-8", "replace")).hexdigest()[:24]
