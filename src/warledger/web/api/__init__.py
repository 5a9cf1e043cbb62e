"""The HTTP API under /api/v1: read-only, JSON, CSV and GeoJSON.

`router` goes into an app whose `state.store` is a Store and whose `state.public` says whether private persons and exact spots
are hidden.
"""

from fastapi import APIRouter

from warledger.web.api import changes, lists, records
from warledger.web.api.answers import Enveloped

PREFIX = "/api/v1"

router = APIRouter(prefix=PREFIX, tags=["api"], route_class=Enveloped)
for _module in (lists, records, changes):
    _module.add_to(router)
records.add_rest(router)

__all__ = ["PREFIX", "router"]
