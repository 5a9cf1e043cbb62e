"""What a desk loads before anybody asks: templates, words, names behind them, what the first page counts.

Takes a Desk; to be called in a thread of its own once it listens, so that neither its start nor its first reader waits.
"""

from __future__ import annotations

import gc

from starlette.requests import Request

from warledger.web.desk import Desk
from warledger.web.pages.now import now
from warledger.web.pages.search import search


def warm_up(desk: Desk) -> None:
    """Load what pages share, then take it out of sight of the garbage collector: it stays until the desk is closed.

    Left in sight, all of it would be gone through again in the middle of some page, for a tenth of a second.
    """
    desk.answer(_request("/now"), now, "html")
    desk.answer(_request("/search", "q=warledger"), search, "html")
    templates = desk.templates(veiled=desk.settings.public)
    for name in templates.list_templates(extensions=["html"]):
        templates.get_template(name)
    gc.collect()
    gc.freeze()


def _request(path: str, query: str = "") -> Request:
    """What a browser would ask, of nobody in particular."""
    return Request({"type": "http", "method": "GET", "path": path, "query_string": query.encode(), "headers": [], "server": None})
