"""The HTTP API under /api/v1: read-only, JSON, CSV and GeoJSON.

`router` goes into an app whose `state.store` is a Store and whose `state.public` says whether private persons and exact spots
are hidden.
"""

from fastapi import APIRouter

from warledger.web.api import changes, lists, records
from warledger.web.api.answers import Enveloped

PREFIX = "/api/v1"

ANSWERS: dict[int | str, dict[str, str]] = {
    304: {"description": "Not changed since the ETag that was sent."},
    400: {"description": "A parameter or a cursor that was not given out here."},
    401: {"description": "A token is needed, or this one is not known."},
    403: {"description": "Not allowed with this token."},
    404: {"description": "There is no such record."},
    405: {"description": "Only GET and HEAD are answered."},
    410: {"description": "What was asked for is too long ago, or the ledger changed meanwhile."},
}
"""What an address may answer besides what it gives; one envelope for all of them."""

router = APIRouter(prefix=PREFIX, tags=["api"], route_class=Enveloped, responses=ANSWERS)
for _module in (lists, records, changes):
    _module.add_to(router)
records.add_rest(router)

__all__ = ["PREFIX", "router"]
