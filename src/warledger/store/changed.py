"""Notes what new conclusions change, in the transaction that puts them in the place of the old ones.

Takes a connection that still holds the old conclusions, and the new ones. Keeps ids, standings and figures, no names and no words
of reports: whoever tells of a change reads those from the ledger as it is then.
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, or_, select, update

from warledger.model import STANDINGS, Control, Matter, Origin, Story
from warledger.store import schema
from warledger.store.codec import decode, storable, to_json
from warledger.store.kinds import control_id
from warledger.store.records import Conclusions

KINDS = ("denied", "standing-rose", "standing-fell", "contested", "figure-revised", "changed-hands", "new-matter", "new-story")
"""What can change, what matters most first."""
SURE = ("confirmed", "corroborated", "contested")
"""Standings of new matters that are worth telling of; a single source is counted only."""
MOST_KEPT = 100_000
"""Changes that are kept; the oldest go."""
CHUNK = 400

Row = dict[str, Any]
T = TypeVar("T")
Figure = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Change:
    """One change. `record_id` is the matter, the story or the control record now; `number` counts up and is never given twice.

    `before` and `after` are standings, figures ([low, best, high]), ids of origins that deny, or holders of the place `place_id`.
    """

    number: int
    at: datetime
    kind: str
    record_id: str
    before: Any = None
    after: Any = None
    place_id: str = ""


def change_of(row: Any) -> Change:
    """The change in a row of the table."""
    return Change(row.number, datetime.fromisoformat(row.at), row.kind, row.record_id, **json.loads(row.record))


def note_changes(connection: Connection, conclusions: Conclusions, at: datetime | None = None) -> None:
    """Write down what these conclusions will change; to be called while the old ones are still there."""
    table = schema.changes
    when = (at or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
    last = last_change(connection)
    found = itertools.chain(
        _Matters(connection, conclusions).changes(), _hands(connection, conclusions.control), _stories(connection, conclusions.stories)
    )
    numbered = ({"number": n, "at": when, **row} for n, row in enumerate(found, last + 1))
    while rows := list(itertools.islice(numbered, CHUNK)):
        connection.execute(insert(table), rows)
        last = rows[-1]["number"]
    connection.execute(delete(table).where(table.c.number <= last - MOST_KEPT))


def last_change(connection: Connection) -> int:
    """The number of the last change that was noted, 0 when there is none."""
    return connection.scalar(select(func.max(schema.changes.c.number))) or 0


def forget_changes(connection: Connection, last: int) -> None:
    """Take out what the changes after `last` are about, older ones of the same records too, and changes of records that are gone.

    For a deletion: what it changes would tell what was deleted.
    """
    table, c = schema.changes, schema.changes.c
    told = set(connection.scalars(select(c.record_id).where(c.number > last)))
    there = [select(kind.c.id).where(kind.c.id == c.record_id).exists() for kind in (schema.matters, schema.stories, schema.control)]
    told.update(connection.scalars(select(c.record_id).where(~or_(*there))))
    for ids in _chunks(sorted(told)):
        connection.execute(delete(table).where(c.record_id.in_(ids)))


def _row(kind: str, record_id: str, before: object = None, after: object = None, place_id: str = "") -> Row:
    told = {"before": before, "after": after, "place_id": place_id}
    return {"kind": kind, "record_id": record_id, "record": to_json({k: v for k, v in told.items() if v not in (None, "")})}


@dataclass(frozen=True, slots=True)
class _Old:
    """What is compared of a matter as it was."""

    id: str
    standing: str
    figure: Figure | None
    denied_by: tuple[str, ...]


class _Matters:
    """Compares matters. One whose id is new is compared with the one that held most of its claims."""

    def __init__(self, connection: Connection, conclusions: Conclusions) -> None:
        self._connection, self._conclusions = connection, conclusions
        self._names: dict[str, str] = {}

    def changes(self) -> Iterator[Row]:
        """Changes of all matters, in their order; what was noted of a matter before goes on under its new id."""
        followed: dict[str, str] = {}
        for chunk in _chunks(self._conclusions.matters):
            same = self._old([m.id for m in chunk])
            before = self._ancestors([m for m in chunk if m.id not in same])
            for matter in chunk:
                old = same.get(matter.id) or before.get(matter.id)
                if old is not None and old.id != matter.id:
                    followed.setdefault(old.id, matter.id)
                yield from _new(matter) if old is None else self._moved(old, matter)
        self._follow(followed)

    def _old(self, ids: Iterable[str]) -> dict[str, _Old]:
        """Matters as they were, by id."""
        m = schema.matters.c
        rows = self._connection.execute(select(m.id, m.standing, m.record).where(m.id.in_(list(ids))))
        return {row.id: _old_of(row.id, row.standing, json.loads(row.record)) for row in rows}

    def _ancestors(self, fresh: Sequence[Matter]) -> dict[str, _Old]:
        refs = schema.refs.c
        ofs: dict[str, str] = {}
        for ids in _chunks([c for m in fresh for c in m.claim_ids]):
            held = refs.target_id.in_(ids) & (refs.role == "claim") & refs.owner_id.between("ma-", "ma-\U0010ffff")
            ofs.update({claim: owner for claim, owner in self._connection.execute(select(refs.target_id, refs.owner_id).where(held))})
        chosen: dict[str, str] = {}
        for matter in fresh:
            shared = Counter(ofs[c] for c in matter.claim_ids if c in ofs)
            if shared:
                chosen[matter.id] = min(shared, key=lambda i: (-shared[i], i))
        known = {i: old for ids in _chunks(list(set(chosen.values()))) for i, old in self._old(ids).items()}
        return {new: known[old] for new, old in chosen.items() if old in known}

    def _moved(self, old: _Old, new: Matter) -> Iterator[Row]:
        fresh = [d for d in new.denied_by if d not in old.denied_by]
        if fresh and (told := self._by_other_names(fresh, old.denied_by)):
            yield _row("denied", new.id, None, told)
        if old.standing != new.standing:
            yield _row(_direction(old.standing, new.standing), new.id, old.standing, new.standing)
        figure = _figure(new)
        if figure is not None and figure != old.figure:
            yield _row("figure-revised", new.id, old.figure, figure)

    def _by_other_names(self, fresh: Sequence[str], before: Sequence[str]) -> list[str]:
        """Those who deny and are not named as one who did before: ids of origins change with what they are drawn from."""
        if not self._names:
            self._names = {o.id: o.name for o in self._conclusions.origins}
        stored = select(schema.origins.c.record).where(schema.origins.c.id.in_(list(before)))
        known = {decode(Origin, record).name for record in self._connection.scalars(stored)} if before else set()
        return [d for d in fresh if self._names.get(d, d) not in known]

    def _follow(self, followed: Mapping[str, str]) -> None:
        c = schema.changes.c
        noted = set(self._connection.scalars(select(c.record_id).distinct()))
        moves = [{"old": old, "new": new} for old, new in followed.items() if old in noted]
        if moves:
            self._connection.execute(
                update(schema.changes).where(c.record_id == bindparam("old")).values(record_id=bindparam("new")), moves
            )


def _old_of(matter_id: str, standing: str, plain: Mapping[str, Any]) -> _Old:
    estimate = plain.get("estimate")
    figure = (estimate.get("low"), estimate.get("best"), estimate.get("high")) if estimate else None
    return _Old(matter_id, standing, figure, tuple(plain.get("denied_by", ())))


def _figure(matter: Matter) -> Figure | None:
    estimate = matter.estimate
    return (estimate.low, estimate.best, estimate.high) if estimate else None


def _new(matter: Matter) -> Iterator[Row]:
    if matter.standing in SURE:
        yield _row("new-matter", matter.id, None, matter.standing)


def _direction(old: str, new: str) -> str:
    if new == "contested":
        return "contested"
    return "standing-rose" if STANDINGS.index(new) < STANDINGS.index(old) else "standing-fell"


def _hands(connection: Connection, control: Iterable[Control]) -> Iterator[Row]:
    """Places whose last word names another holder than the last word before; what is inherited from a wider place says nothing."""
    records = connection.scalars(select(schema.control.c.record).execution_options(yield_per=CHUNK))
    before = _last_words(decode(Control, record) for record in records)
    for place, now in sorted(_last_words(control).items()):
        old = before.get(place)
        if old is not None and _holder(old) != _holder(now):
            yield _row("changed-hands", control_id(now), _holder(old), _holder(now), place)


def _last_words(control: Iterable[Control]) -> dict[str, Control]:
    last: dict[str, Control] = {}
    for record in control:
        known = last.get(record.place_id)
        if not record.inherited_from and (known is None or _when(known) <= _when(record)):
            last[record.place_id] = record
    return last


def _when(control: Control) -> tuple[date, str]:
    return control.on or date.min, control_id(control)


def _holder(control: Control) -> str:
    return storable(control.holder or control.state)


def _stories(connection: Connection, stories: Sequence[Story]) -> Iterator[Row]:
    """Stories none of whose reports was in a story before; others only grew or were cut anew."""
    refs = schema.refs.c
    for chunk in _chunks(stories):
        known: set[str] = set()
        for ids in _chunks([r for s in chunk for r in s.report_ids]):
            known.update(connection.scalars(select(refs.target_id).where(refs.target_id.in_(ids), refs.role == "report")))
        yield from (_row("new-story", s.id) for s in chunk if known.isdisjoint(s.report_ids))


def _chunks(records: Iterable[T]) -> Iterator[list[T]]:
    left = iter(records)
    while rows := list(itertools.islice(left, CHUNK)):
        yield rows
