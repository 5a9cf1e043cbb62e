"""What the store noted that a ledger's new conclusions changed, in words.

Takes a view and changes by number, gives them with their records and as lines that can be sent on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from warledger.export.brief import figure, figure_text
from warledger.export.job import veil_of
from warledger.export.lookup import Lookup
from warledger.export.policy import Policy, Veil
from warledger.model import Control, Matter, Story
from warledger.store import Change as Noted
from warledger.store import Page, View

KINDS = ("denied", "standing-rose", "standing-fell", "contested", "figure-revised", "changed-hands", "new-matter")
"""What is told of, what matters most first; that a story is new is not."""
STANDING = ("standing-rose", "standing-fell", "contested")


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `record_id` is the matter or control record now; `before` and `after` are words, `why` the reasons."""

    kind: str
    record_id: str
    what: str
    before: str = ""
    after: str = ""
    why: str = ""

    def sentence(self) -> str:
        """The change in one line."""
        moved = f": {self.before} → {self.after}" if self.before else f": {self.after}" if self.after else ""
        return f"{self.kind.replace('-', ' ')}: {self.what}{moved}" + (f" ({self.why})" if self.why else "")


@dataclass(frozen=True, slots=True)
class Told:
    """A change with the record that it is about as it is now."""

    change: Noted
    record: Matter | Story | Control

    def worded(self, lookup: Lookup) -> Change:
        """The change in words, with all names."""
        change, record = self.change, self.record
        before, after = str(change.before or ""), str(change.after or "")
        if isinstance(record, Story):
            return Change(change.kind, change.record_id, record.title, before, after)
        if isinstance(record, Control):
            when = f"on {record.on}" if record.on else ""
            return Change(change.kind, change.record_id, lookup.name(record.place_id), before, after, when)
        why = "; ".join(record.reasons) if change.kind in (*STANDING, "new-matter") else ""
        if change.kind == "denied":
            after = f"by {', '.join(lookup.names(change.after))}"
        elif change.kind == "figure-revised":
            before, after = (figure_text(*f) if f else "" for f in (change.before, change.after))
            before = before or "no figure"
        elif change.kind == "new-matter":
            after = ", ".join(p for p in (after, figure(record)) if p)
        return Change(change.kind, change.record_id, record.what, before, after, why)


def told_of(view: View, changes: Iterable[Noted]) -> list[Told]:
    """Changes with their records, in the given order. What is no longer in the ledger is not told of."""
    given = list(changes)
    ids = {c.record_id for c in given}
    records: dict[str, Matter | Story | Control] = {
        **view.matters_of(i for i in ids if i.startswith("ma-")),
        **view.stories_of(i for i in ids if i.startswith("st-")),
        **view.control_of(i for i in ids if i.startswith("co-")),
    }
    return [Told(c, records[c.record_id]) for c in given if c.record_id in records]


def changes_since(view: View, number: int) -> tuple[Change, ...]:
    """What was noted after the change of a number, what matters most first; names of private persons are left out, since it is sent on."""
    noted = (c for c in view.overview.changes_after(number, Page()) if c.kind in KINDS)
    told = told_of(view, noted)
    if not told:
        return ()
    lookup = Lookup.of(view)
    veil = veil_of(Policy(), lookup)
    found = [_veiled(t.worded(lookup), veil) for t in told]
    return tuple(sorted(found, key=lambda c: (KINDS.index(c.kind), c.what, c.record_id)))


def _veiled(change: Change, veil: Veil) -> Change:
    words = (veil.text(w) for w in (change.what, change.before, change.after, change.why))
    return Change(change.kind, change.record_id, *words)
