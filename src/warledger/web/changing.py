"""What changed in the ledger, as it is told: changes that the store noted, with what they are about.

Takes a View and changes by number, gives them with their records and in words. What is no longer in the ledger is not told of.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warledger.export.brief import figure_text
from warledger.export.lookup import Lookup
from warledger.export.shapes import Shape
from warledger.model import STANDINGS, Control, Matter, Story
from warledger.run.watch import changes as words
from warledger.run.watch.tell import as_json
from warledger.store import Change, View

STANDING = ("standing-rose", "standing-fell", "contested")


@dataclass(frozen=True, slots=True)
class Told:
    """A change with the record that it is about as it is now."""

    change: Change
    record: Matter | Story | Control

    @property
    def page(self) -> str:
        """The address of what it is about."""
        if isinstance(self.record, Control):
            return f"/places/{self.record.place_id}"
        return f"/{'matters' if isinstance(self.record, Matter) else 'stories'}/{self.record.id}"


def told_of(view: View, changes: Iterable[Change]) -> list[Told]:
    """Changes with their records, in the given order."""
    given = list(changes)
    ids = {c.record_id for c in given}
    records: dict[str, Matter | Story | Control] = {
        **view.matters_of(i for i in ids if i.startswith("ma-")),
        **view.stories_of(i for i in ids if i.startswith("st-")),
        **view.control_of(i for i in ids if i.startswith("co-")),
    }
    return [Told(c, records[c.record_id]) for c in given if c.record_id in records]


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


def change_shape(told: Told, lookup: Lookup) -> Shape:
    """A change as data: as `warledger watch` tells it, with its number and when it was noted."""
    change, record = told.change, told.record
    what, why = "", ""
    before, after = str(change.before or ""), str(change.after or "")
    if isinstance(record, Matter):
        what, why = record.what, "; ".join(record.reasons) if change.kind in (*STANDING, "new-matter") else ""
        if change.kind == "denied":
            after = f"by {', '.join(lookup.names(change.after))}"
        if change.kind == "figure-revised":
            before, after = (figure_text(*f) if f else "" for f in (change.before, change.after))
            before = before or "no figure"
    elif isinstance(record, Story):
        what = record.title
    else:
        what, why = lookup.name(record.place_id), f"on {record.on}" if record.on else ""
    plain = as_json(words.Change(change.kind, change.record_id, what, before, after, why))
    return {"id": change.record_id, **plain, "number": change.number, "at": change.at.isoformat(timespec="seconds")}
