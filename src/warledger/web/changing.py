"""What changed in the ledger, as a desk tells it: changes that went on taken together, their pages, their data.

Takes changes by number with their records, gives shapes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from warledger.export.lookup import Lookup
from warledger.export.shapes import Shape
from warledger.model import STANDINGS, Control, Matter
from warledger.run.watch.changes import STANDING, Told
from warledger.run.watch.tell import as_json
from warledger.store import Change


def folded(changes: Sequence[Change]) -> list[Change]:
    """Changes, given the latest first, with those that went on in one: from where it stood at first to where it stands now.

    What came back to where it was is left out, and of what is new only that it is new.
    """
    groups: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        groups.setdefault(("standing" if change.kind in STANDING else change.kind, change.place_id or change.record_id), []).append(change)
    new = {record for kind, record in groups if kind == "new-matter"}
    found = []
    for (kind, record), group in groups.items():
        if record in new and kind != "new-matter":
            continue
        latest, first = group[0], group[-1]
        if kind == "new-matter":
            moves = groups.get(("standing", record), ())
            found.append(dataclasses.replace(latest, after=moves[0].after if moves else latest.after))
        elif kind == "denied":
            found.append(dataclasses.replace(latest, after=list(dict.fromkeys(o for c in group for o in c.after))))
        elif first.before != latest.after or len(group) == 1:
            merged = dataclasses.replace(latest, before=first.before)
            found.append(dataclasses.replace(merged, kind=_direction(merged)) if kind == "standing" else merged)
    return found


def _direction(change: Change) -> str:
    if change.after == "contested":
        return "contested"
    return "standing-rose" if STANDINGS.index(change.after) < STANDINGS.index(change.before) else "standing-fell"


def page_of(told: Told) -> str:
    """The address of what a change is about."""
    if isinstance(told.record, Control):
        return f"/places/{told.record.place_id}"
    return f"/{'matters' if isinstance(told.record, Matter) else 'stories'}/{told.record.id}"


def change_shape(told: Told, lookup: Lookup) -> Shape:
    """A change as data: as `warledger watch` tells it, with its number and when it was noted."""
    change = told.change
    plain = as_json(told.worded(lookup))
    return {"id": change.record_id, **plain, "number": change.number, "at": change.at.isoformat(timespec="seconds")}
