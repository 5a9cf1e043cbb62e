"""What changed between two states of a ledger, in words.

Takes views, gives changes: standings that rose or fell, figures revised, denials, places that changed hands, new matters.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from warledger.export.brief import figure
from warledger.export.job import veil_of
from warledger.export.lookup import Lookup
from warledger.export.policy import Policy, Veil
from warledger.model import STANDINGS, Control, Matter
from warledger.store import View, control_id

KINDS = ("denied", "standing-rose", "standing-fell", "contested", "figure-revised", "changed-hands", "new-matter")
SURE = ("confirmed", "corroborated", "contested")
"""Standings of new matters that are worth telling of; a single source is counted only."""


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
class Standing:
    """What is kept of a matter to compare it later."""

    id: str
    what: str
    standing: str
    figure: str
    denied_by: tuple[str, ...]
    why: str
    claims: frozenset[str]


@dataclass(frozen=True, slots=True)
class Held:
    """The last word on who holds a place: the names of both, the day, the control record."""

    place_id: str
    place: str
    holder: str
    on: date | None
    record_id: str


@dataclass(frozen=True, slots=True)
class Standings:
    """What is kept of a ledger to compare it later: matters by id, and who holds each place last."""

    matters: Mapping[str, Standing]
    holders: Mapping[str, Held]


def standings_of(view: View) -> Standings:
    """The state of a ledger; names of private persons are left out, since changes are sent on."""
    lookup = Lookup.of(view)
    veil = veil_of(Policy(), lookup)
    matters = {m.id: _kept(m, lookup, veil) for m in view.matters()}
    return Standings(matters, _holders(view.control(), lookup, veil))


def _kept(matter: Matter, lookup: Lookup, veil: Veil) -> Standing:
    denied = tuple(sorted(veil.text(lookup.name(o)) for o in matter.denied_by))
    why = veil.text("; ".join(matter.reasons))
    return Standing(matter.id, veil.text(matter.what), matter.standing, figure(matter), denied, why, frozenset(matter.claim_ids))


def _holders(control: list[Control], lookup: Lookup, veil: Veil) -> dict[str, Held]:
    """The last word on each place that was told of itself."""
    latest: dict[str, Control] = {}
    for record in control:
        known = latest.get(record.place_id)
        if record.inherited_from or (known and (known.on or date.min) > (record.on or date.min)):
            continue
        latest[record.place_id] = record
    return {p: Held(p, veil.text(lookup.name(p)), veil.text(c.holder) or c.state, c.on, control_id(c)) for p, c in latest.items()}


def find_changes(before: Standings, after: Standings) -> list[Change]:
    """Changes, those that matter most first. A matter whose id is new is compared with the one that held most of its claims."""
    old_of = {c: m.id for m in before.matters.values() for c in m.claims}
    changes: list[Change] = []
    for matter in after.matters.values():
        old = before.matters.get(matter.id) or _ancestor(matter, before, old_of)
        changes += _new(matter) if old is None else _moved(old, matter)
    changes += _hands(before, after)
    return sorted(changes, key=lambda c: (KINDS.index(c.kind), c.what, c.record_id))


def _ancestor(matter: Standing, before: Standings, old_of: Mapping[str, str]) -> Standing | None:
    shared = Counter(old_of[c] for c in matter.claims if c in old_of)
    if not shared:
        return None
    return before.matters[min(shared, key=lambda m: (-shared[m], m))]


def _new(matter: Standing) -> Iterator[Change]:
    if matter.standing in SURE:
        after = ", ".join(p for p in (matter.standing, matter.figure) if p)
        yield Change("new-matter", matter.id, matter.what, "", after, matter.why)


def _moved(old: Standing, new: Standing) -> Iterator[Change]:
    fresh = [d for d in new.denied_by if d not in old.denied_by]
    if fresh:
        yield Change("denied", new.id, new.what, "", f"by {', '.join(fresh)}")
    if old.standing != new.standing:
        yield Change(_direction(old.standing, new.standing), new.id, new.what, old.standing, new.standing, new.why)
    if old.figure != new.figure and new.figure:
        yield Change("figure-revised", new.id, new.what, old.figure or "no figure", new.figure)


def _direction(old: str, new: str) -> str:
    if new == "contested":
        return "contested"
    return "standing-rose" if STANDINGS.index(new) < STANDINGS.index(old) else "standing-fell"


def _hands(before: Standings, after: Standings) -> Iterator[Change]:
    for place_id, now in after.holders.items():
        old = before.holders.get(place_id)
        if old is not None and old.holder != now.holder:
            yield Change("changed-hands", now.record_id, now.place, old.holder, now.holder, f"on {now.on}" if now.on else "")
