"""What an answer of the API looks like: one envelope for data, one for errors, tags to see whether it changed.

Takes shapes, gives responses. Knows no record.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, Literal, cast

from fastapi import Query
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from starlette.requests import Request
from starlette.responses import Response

from warledger.export.flat import iter_csv
from warledger.export.job import ExportOptions, Job
from warledger.export.policy import Policy, Veil
from warledger.export.shapes import Shape
from warledger.model import StoreError
from warledger.packs.ontology import load_ontology
from warledger.store import Page, Store
from warledger.web.index import Index
from warledger.web.names import lazy_lookup

MOST = 1000
Word = Annotated[str, StringConstraints(max_length=200, pattern=r"^[^\x00]*$")]
"""A filter: no control character that a database could stumble on."""
Day = Annotated[date | None, BeforeValidator(lambda v: _day(v))]
"""A filter: a day as it is written everywhere, and nothing else that could be read as one (a number of seconds)."""
MEDIA = {"json": "application/json", "csv": "text/csv; charset=utf-8", "geojson": "application/geo+json"}


def _day(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("a day like 2016-12-12 is needed")
    return value


class Problem(Exception):
    """An error that the caller is told of. `code` is a stable word."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


class Asked(BaseModel):
    """Parameters of every list; others than those that are known are refused."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(50, ge=1, le=MOST, description="At most so many records.")
    cursor: str = Field("", max_length=300, description="`next` of the page before.")
    format: Literal["json", "csv"] = Field("json", description="How to write it.")

    def filters(self, **names: str) -> dict[str, str]:
        """Filters of a view by its own names, those that were given."""
        return {theirs: value for ours, theirs in names.items() if (value := getattr(self, ours))}


class AskedOnMap(Asked):
    """Parameters of lists that can be points."""

    format: Literal["json", "csv", "geojson"] = Field("json", description="How to write it.")  # type: ignore[assignment]


class Enveloped(APIRoute):
    """A route whose errors all come in the same envelope."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler of the route, with errors turned into answers."""
        handle = super().get_route_handler()

        async def handling(request: Request) -> Response:
            try:
                return await handle(request)
            except RequestValidationError as error:
                return error_answer(422, "bad-parameter", _first(error))
            except Problem as problem:
                return error_answer(problem.status, problem.code, problem.message)
            except StoreError as error:
                return error_answer(503, "ledger", str(error))

        return handling


def error_answer(status: int, code: str, message: str) -> Response:
    """The envelope of errors."""
    body = json.dumps({"error": {"status": status, "code": code, "message": message}}, ensure_ascii=False)
    return Response(body.encode("utf-8", "replace"), status, media_type=MEDIA["json"])


def _first(error: RequestValidationError) -> str:
    """The first thing that is wrong, in one line; what was given is not repeated."""
    wrong = error.errors()[0]
    return f"{'.'.join(str(part) for part in wrong['loc'][1:]) or 'the query'}: {wrong['msg']}"


@dataclass(frozen=True, slots=True)
class DeskJob(Job):
    """A ledger opened for one request of the API."""

    index: Index

    def keeps_back(self, *words: str) -> bool:
        """Whether any of the words names someone who is hidden: who asks for it must not learn that it is there."""
        return self.index.veil is not None and any(self.index.veil.hider.knows(w) for w in words)


@contextmanager
def open_job(request: Request) -> Iterator[DeskJob]:
    """The ledger behind the app, opened for one request."""
    store = cast(Store, request.app.state.store)
    principal = request.scope.get("principal")
    public = bool(getattr(request.app.state, "public", False)) or bool(getattr(principal, "veiled", False))
    with store.view() as view:
        index: Index = request.app.state.index(view, veiled=public)
        options = ExportOptions(Policy(full=not public))
        veil = index.veil or Veil(options.policy, ())
        yield DeskJob(view, lazy_lookup(view, index.outlets), load_ontology(), veil, options, index)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a list. `start` is where it begins, `after` the id of the record before it ("" at the start)."""

    start: int
    after: str
    limit: int

    @property
    def page(self) -> Page:
        """What to ask the view for: the record before, to see that it is still there, and one more, to see whether there are more."""
        back = 1 if self.start else 0
        return Page(self.limit + 1 + back, self.start - back)

    def cut(self, records: Sequence[tuple[str, Any]]) -> tuple[list[Any], str]:
        """The records of the stretch, from (id, record) pairs, and the cursor of the next ("" at the end).

        Raises:
            Problem: the ledger changed, so that the record before is another one.
        """
        kept = list(records)
        if self.start:
            if not kept or kept[0][0] != self.after:
                raise Problem(410, "ledger-changed", "the ledger changed since the page before: begin again without cursor")
            kept = kept[1:]
        shown = kept[: self.limit]
        following = make_cursor(self.start + len(shown), shown[-1][0]) if len(kept) > self.limit else ""
        return [record for _, record in shown], following


def stretch_of(asked: Asked) -> Stretch:
    """Where a list is to go on.

    Raises:
        Problem: the cursor is none that was given out.
    """
    if not asked.cursor:
        return Stretch(0, "", asked.limit)
    given = _decoded(asked.cursor)
    start, after = given if isinstance(given, list) and len(given) == 2 else (None, None)
    if type(start) is not int or not 0 < start < 10**12 or not isinstance(after, str):
        raise Problem(400, "bad-cursor", "no cursor that was given out here")
    return Stretch(start, after, asked.limit)


def _decoded(cursor: str) -> object:
    try:
        return json.loads(base64.urlsafe_b64decode(cursor.encode("ascii")))
    except (ValueError, TypeError, binascii.Error, RecursionError):
        return None


def make_cursor(start: int, after: str) -> str:
    """A cursor: opaque to callers."""
    return base64.urlsafe_b64encode(json.dumps([start, after]).encode()).decode("ascii")


def list_answer(request: Request, shapes: Sequence[Shape], following: str, form: str = "json") -> Response:
    """A list: `data` and `next`, or CSV rows with the cursor in the Link header."""
    link = {"Link": f'<{request.url.include_query_params(cursor=following)}>; rel="next"'} if following else {}
    if form == "csv":
        return answer(request, "".join(iter_csv(shapes)), "csv", link)
    return answer(request, json.dumps({"data": list(shapes), "next": following or None}, ensure_ascii=False), "json", link)


def map_answer(request: Request, features: Sequence[Mapping[str, Any]], following: str) -> Response:
    """A GeoJSON feature collection."""
    link = {"Link": f'<{request.url.include_query_params(cursor=following)}>; rel="next"'} if following else {}
    return answer(request, json.dumps({"type": "FeatureCollection", "features": list(features)}, ensure_ascii=False), "geojson", link)


def answer(request: Request, text: str, form: str = "json", headers: Mapping[str, str] | None = None) -> Response:
    """An answer with its tag; 304 without a body when the caller has it already."""
    body = text.encode("utf-8", "replace")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    sent = {"ETag": tag, "Cache-Control": "private, no-cache", **(headers or {})}
    known = [t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")]
    if tag in known or "*" in known:
        return Response(status_code=304, headers=sent)
    return Response(body, 200, sent, media_type=MEDIA[form])


__all__ = ["Asked", "AskedOnMap", "Enveloped", "Problem", "Query", "Word", "answer", "list_answer", "open_job", "stretch_of"]
