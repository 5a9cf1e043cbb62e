"""The lists that commands, the Python API and exports share.

Takes a View, gives shapes, lazily where there may be many.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Unpack

from warledger.export.lookup import Lookup
from warledger.export.shapes import Shape, control_shape, entity_shape, iter_claims, matter_shape, place_shape, report_shape, story_shape
from warledger.ledger import control_changes, last_rows
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


def list_control(view: View, page: Page = ALL, on: date | None = None, since: date | None = None) -> list[Shape]:
    """Who holds what, by place and day; with `on` the last word on each place up to that day, with `since` what changed after that day.

    What changed says who held the place `before`.
    """
    lookup = Lookup.of(view)
    if on is None and since is None:
        return [control_shape(k, lookup) for k in view.control(page)]
    rows = view.control()
    if since is None:
        found = [control_shape(row, lookup) for _, row in sorted(last_rows(rows, on or date.max).items())]
    else:
        changed = control_changes(rows, since, on or date.max)
        found = [control_shape(row, lookup) | {"before": (old.holder or old.state) if old else None} for old, row in changed]
    return found[: page.limit]


def list_stories(view: View, page: Page = ALL, **where: Unpack[w.Stories]) -> list[Shape]:
    """Stories, the latest first."""
    lookup = Lookup.of(view)
    return [story_shape(s, lookup) for s in view.stories(page, **where)]


def list_reports(view: View, page: Page = ALL, **where: Unpack[w.Reports]) -> list[Shape]:
    """Reports by name, without their texts."""
    lookup = Lookup.of(view)
    return [report_shape(r, lookup) for r in view.reports(page, **where)]
