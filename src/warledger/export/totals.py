"""Totals over an area and a period as commands and programs show them.

Takes a View and what is asked, gives a dict with the matters added and those left out, each with its reason.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from warledger.ledger.totals import Asked, add_up
from warledger.model import InputError, Matter, Place
from warledger.packs import load_ontology
from warledger.store import View

REASONS = {
    "period": "its days are not all within the period, or not known",
    "unplaced": "no claim names its place",
    "place": "it is told of a wider place",
    "group": "it counts another group, or a wider one",
    "plan": "it is expected, and not told as done",
    "overlap": "it may count the same people as another that is added",
}


def total_shape(view: View, event: str, group: str, place: str, period: str) -> dict[str, Any]:
    """The total as JSON: bounds, the matters added, and those left out with the reason.

    `place` is an id or a name as met in a report, "" for everywhere; `period` is a day, FROM..TO, or "" for any time.

    Raises:
        InputError: an unknown event, group or place, or a period that is none.
    """
    ontology = load_ontology()
    if event not in ontology.events:
        raise InputError(f"{event!r} is no event type: {', '.join(ontology.events)}")
    if group not in ontology.groups:
        raise InputError(f"{group!r} is no group: {', '.join(ontology.groups)}")
    start, end = parse_days(period)
    places = {p.id: p for p in view.places()}
    found = find_place(place, places) if place else None
    matters = {m.id: m for m in view.matters(event=event)}
    stances = {c.id: c.stance for c in view.claims(event=event)}
    plans = {m.id for m in matters.values() if {stances.get(i, "expects") for i in m.claim_ids} <= {"expects", "denies"}}
    total = add_up(matters.values(), Asked(event, group, found.id if found else "", start, end), places, ontology, plans)
    return {
        "event": event,
        "group": group,
        "place": {"id": found.id, "name": found.name} if found else None,
        "period": [str(start) if start else None, str(end) if end else None],
        "total": {"low": total.low, "best": total.best, "high": total.high},
        "added": [_added(matters[i]) for i in total.matter_ids],
        "left_out": [
            {
                "id": out.matter_id,
                "what": matters[out.matter_id].what,
                "reason": out.reason,
                "because": REASONS[out.reason],
                "other": out.other_id,
            }
            for out in total.left_out
        ],
    }


def _added(matter: Matter) -> dict[str, Any]:
    bounds = matter.estimate
    estimate = {"low": bounds.low, "best": bounds.best, "high": bounds.high} if bounds else None
    return {"id": matter.id, "what": matter.what, "standing": matter.standing, "estimate": estimate}


def parse_days(text: str) -> tuple[date | None, date | None]:
    """ "2016-12-12", "2016-11-15..2016-12-12", "..2016-12-12" or "" as first and last day, None where open.

    Raises:
        InputError: it is none of these.
    """
    first, dots, last = text.partition("..")
    try:
        start = date.fromisoformat(first) if first else None
        end = date.fromisoformat(last) if last else None if dots else start
    except ValueError as error:
        raise InputError(f"{text!r} is no period: a day, or FROM..TO") from error
    if start and end and end < start:
        raise InputError(f"{text!r} ends before it begins")
    return start, end


def find_place(wanted: str, places: dict[str, Place]) -> Place:
    """The place of an id or a name; of several of one name the one that was met most.

    Raises:
        InputError: there is none.
    """
    if wanted in places:
        return places[wanted]
    key = wanted.casefold()
    named = [p for p in places.values() if key in {p.name.casefold(), *(f.text.casefold() for f in p.forms)}]
    if not named:
        raise InputError(f"no place called {wanted!r}: warledger entities --kind place lists them")
    return min(named, key=lambda p: (-sum(f.mentions for f in p.forms), p.id))
