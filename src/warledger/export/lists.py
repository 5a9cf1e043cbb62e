"""The lists that commands, the Python API and exports share.

Takes a View, gives shapes, lazily where there may be many.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Unpack

from warledger.export.lookup import Lookup
from warledger.export.shapes import Shape, control_shape, entity_shape, iter_claims, matter_shape, place_shape, story_shape
from warledger.store import Page, View
from warledger.store import where as w

ALL = Page()


def list_claims(view: View, page: Page = ALL, **where: Unpack[w.Claims]) -> Iterator[Shape]:
    """Claims by report and position."""
    return iter_claims(view, Lookup.of(view), view.claims(page, **where))


def list_matters(view: View, page: Page = ALL, **where: Unpack[w.Matters]) -> Iterator[Shape]:
    """Matters, the strongest standing first."""
    lookup = Lookup.of(view)
    return (matter_shape(view, lookup, m) for m in view.matters(page, **where))


def list_entities(view: View, kind: str = "") -> list[Shape]:
    """Entities, then places; of one kind if given."""
    shapes = [entity_shape(e) for e in view.entities()] + [place_shape(p) for p in view.places()]
    return [s for s in shapes if not kind or s["kind"] == kind]


def list_control(view: View, page: Page = ALL) -> list[Shape]:
    """Who holds what, by place and day."""
    lookup = Lookup.of(view)
    return [control_shape(k, lookup) for k in view.control(page)]


def list_stories(view: View, page: Page = ALL) -> list[Shape]:
    """Stories, the latest first."""
    lookup = Lookup.of(view)
    return [story_shape(s, lookup) for s in view.stories(page)]
