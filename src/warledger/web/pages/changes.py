"""What changed: since someone looked last, or since any moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from warledger.export.shapes import Shape
from warledger.model import Control, Matter
from warledger.run.watch.changes import Told, told_of
from warledger.store import Change, Page
from warledger.web.ask import Answer, Ask, BadQuery, moment
from warledger.web.changing import change_shape, folded, page_of
from warledger.web.names import name_ahead
from warledger.web.pages.common import bounds_words, cut
from warledger.web.wording import matter_title

KINDS = {
    "denied": "Denied", "standing-rose": "Standing rose", "standing-fell": "Standing fell", "contested": "Now contested",
    "figure-revised": "Figure revised", "changed-hands": "Changed hands", "new-matter": "New matter", "new-story": "New story",
}  # fmt: skip
"""Kinds of changes with their names, what matters most first."""
LOOKED_AT = 400
"""Changes that a summary looks at, the latest."""


def changes(ask: Ask) -> Answer:
    """Every change that was noted, the latest first; after a moment or of one kind when asked."""
    since, kind = _moment(ask, "since"), ask.choice("kind", KINDS)
    found, more = cut(ask.view.overview.changes(since, ask.page, kind), ask)
    told = _told(ask, found)
    counts = ask.view.overview.change_counts(since)
    context = {
        "changes": [change_part(ask, t) for t in told],
        "since": since,
        "kind": kind,
        "kinds": [(k, name, counts[k]) for k, name in KINDS.items() if k in counts],
    }
    return Answer("changes.html", "What changed", context, [change_shape(t, ask.lookup) for t in told], None, more)


def latest_changes(ask: Ask, since: datetime, most: int) -> tuple[list[Shape], int]:
    """The changes after a moment that matter most, and how many there are; what went on in several steps is one."""
    recent = folded(ask.view.overview.changes(since, Page(LOOKED_AT)))
    order = list(KINDS)
    recent.sort(key=lambda c: (order.index(c.kind), -c.number))
    return [change_part(ask, t) for t in _told(ask, recent[:most])], len(recent)


def change_part(ask: Ask, told: Told) -> Shape:
    """A change in the words of the interface."""
    change, record = told.change, told.record
    return {
        "kind": change.kind,
        "name": KINDS[change.kind],
        "page": page_of(told),
        "what": _what(ask, told),
        "before": _words(ask, change, change.before),
        "after": _words(ask, change, change.after),
        "standing": change.kind in ("standing-rose", "standing-fell", "contested", "new-matter"),
        "on": record.on if isinstance(record, Control) else None,
        "at": change.at,
    }


def _what(ask: Ask, told: Told) -> str:
    record = told.record
    if isinstance(record, Matter):
        return matter_title(ask, record)
    return ask.lookup.name(record.place_id) if isinstance(record, Control) else record.title or record.id


def _words(ask: Ask, change: Change, value: object) -> str:
    """One end of a change: a standing as its code, a figure, names, or a holder."""
    if value is None:
        return ""
    if change.kind == "figure-revised" and isinstance(value, list):
        low, best, high = value
        return bounds_words(low, best, high, ask.words)
    if isinstance(value, list):
        return ", ".join(ask.lookup.names(value))
    return ask.words.t("contested") if change.kind == "changed-hands" and value == "contested" else str(value)


def _told(ask: Ask, found: Sequence[Change]) -> list[Told]:
    told = told_of(ask.view, found)
    claims = [c for t in told if isinstance(t.record, Matter) for c in t.record.claim_ids[:1]]
    name_ahead(ask.lookup, ask.view, ask.view.linked_of(claims).values())
    return told


def _moment(ask: Ask, name: str) -> datetime | None:
    """A parameter as a moment.

    Raises:
        BadQuery: it is none.
    """
    text = ask.text(name, 40)
    found = moment(text.replace(" ", "+")) if text else None  # a plus in an address is a space
    if text and found is None:
        raise BadQuery(f"{name} must be a day or a moment like 2016-12-12T08:00:00Z")
    return found
