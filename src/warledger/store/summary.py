"""Writes what is counted over all conclusions, in the transaction that draws them: no page has to go through a whole ledger.

Takes a connection with conclusions in its tables, gives rows of the tables in `schema.SUMMED`. Goes through matters and claims
once, a stretch at a time; holds names of places and how each origin fares.
"""

from __future__ import annotations

import heapq
import itertools
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, delete, func, literal, select

from warledger.model import Entity, Linked, Matter, Place
from warledger.store import schema
from warledger.store.bulk import insert_rows
from warledger.store.codec import decode, storable, to_json
from warledger.store.summed import Doubt, Fare, bars_of, days_of_harm, fold, look_at

CHUNK = 2_000
STRETCH = 200
"""Records that are looked at together."""
LONGEST_NAME = 120
"""Letters of a folded spelling that are kept: names are shorter, and what is not is no name to look up."""
MOST_LOOKS = 20_000
"""Claims in the queue for a second look; the rest wait until these are decided."""
MOST_ADMISSIONS = 20
MOST_OUTLETS = 500
NONE_LAST = "\U0010fffd"
"""Stands for no heading, behind all others."""

Row = dict[str, Any]
Look = tuple[float, str, tuple[str, ...], str]
"""What a second look at a claim is worth, the most first, the claim, why, and its matter, "" when it is in none."""


def summarise(connection: Connection, matters: Iterable[Matter] | None = None) -> None:
    """Make the tables anew; `matters` are those that are stored, in the order of their ids, where they are at hand."""
    for table in schema.SUMMED:
        connection.execute(delete(table))
    _put(connection, schema.names, _names(connection))
    fares = {row.id: Fare(row.id, row.side, row.name, row.weak) for row in _origins(connection)}
    weak = {i for i, f in fares.items() if f.weak}
    _put(
        connection,
        schema.second_looks,
        _second_looks(_looks(connection, weak, _counted(connection, fares, matters or _matters(connection)))),
    )
    _admissions(connection, fares)
    _put(connection, schema.fares, map(_fare_row, fares.values()))
    _put(connection, schema.tallies, ({"name": name, "value": to_json(value)} for name, value in _tallies(connection)))


def _records(connection: Connection, table: Table) -> Iterator[str]:
    return iter(connection.scalars(select(table.c.record).execution_options(yield_per=500)))


def _put(connection: Connection, table: Table, rows: Iterable[Row]) -> None:
    left = iter(rows)
    while chunk := list(itertools.islice(left, CHUNK)):
        insert_rows(connection, table, chunk)


class _Origin:
    """What of an origin is needed here."""

    __slots__ = ("id", "name", "side", "weak")

    def __init__(self, record: str) -> None:
        plain = json.loads(record)
        self.id, self.name, self.side = plain["id"], storable(plain["name"]), storable(plain.get("side", ""))
        self.weak = bool(plain.get("weak"))


def _origins(connection: Connection) -> Iterator[_Origin]:
    return (_Origin(record) for records in _in_order(connection, schema.origins) for record in records)


def _names(connection: Connection) -> Iterator[Row]:
    """Every spelling, folded, with whose it is."""
    kinds: tuple[tuple[Table, type[Entity] | type[Place]], ...] = ((schema.entities, Entity), (schema.places, Place))
    for table, kind in kinds:
        for stored in itertools.chain.from_iterable(_in_order(connection, table)):
            record: Entity | Place = decode(kind, stored)
            private = isinstance(record, Entity) and record.private
            folded = {fold(storable(s))[:LONGEST_NAME] for s in (record.name, *(f.text for f in record.forms))} - {""}
            yield from ({"folded": f, "record_id": record.id, "private": int(private)} for f in sorted(folded))


def _matters(connection: Connection) -> Iterator[Matter]:
    return (decode(Matter, stored) for records in _in_order(connection, schema.matters) for stored in records)


def _counted(connection: Connection, fares: dict[str, Fare], all_matters: Iterable[Matter]) -> Iterator[list[Matter]]:
    """All matters, some at a time, in one pass over them; what is seen of each is counted and written before it is given on."""
    places = {i: (name, parents) for i, name, parents in _places(connection)}
    sides = {i: f.side for i, f in fares.items()}
    bars: list[Row] = []
    within: list[Row] = []
    harm: list[Row] = []
    number = 0
    left = iter(all_matters)
    while matters := list(itertools.islice(left, STRETCH)):
        for matter in matters:
            for account in matter.accounts:
                if account.origin_id in fares:
                    fares[account.origin_id].count(matter, account.stance)
            harm += [{"day": d.isoformat(), "matter_id": matter.id, "event": matter.event} for d in days_of_harm(matter)]
            own = list(_bar_rows(matter, places, sides))
            bars += [{"number": number + n, **row} for n, row in enumerate(own, 1)]
            number += len(own)
            if own:
                inside = {p for i in matter.place_ids for p in (i, *places.get(i, ("", ()))[1])}
                within += [{"matter_id": matter.id, "place_id": p} for p in sorted(inside)]
        for table, rows in ((schema.bars, bars), (schema.within, within), (schema.harm_days, harm)):
            _put(connection, table, rows)
            rows.clear()
        yield matters


def _in_order(connection: Connection, table: Table) -> Iterator[Sequence[str]]:
    """The records of a table in the order of their ids, a stretch at a time: other tables may be written in between."""
    held = table.c
    last = ""
    while rows := connection.execute(select(held.id, held.record).where(held.id > last).order_by(held.id).limit(STRETCH)).all():
        yield [row.record for row in rows]
        last = rows[-1].id


def _places(connection: Connection) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for record in _records(connection, schema.places):
        plain = json.loads(record)
        yield plain["id"], storable(plain["name"]), tuple(plain.get("parents", ()))


def _bar_rows(matter: Matter, places: dict[str, tuple[str, tuple[str, ...]]], sides: dict[str, str]) -> Iterator[Row]:
    place = next((places[i][0] for i in matter.place_ids if i in places), "")
    when = matter.when
    shared = {
        "event": matter.event, "matter_id": matter.id, "subject_group": matter.group,
        "since": when.start.isoformat() if when and when.start else "", "until": when.end.isoformat() if when and when.end else "",
    }  # fmt: skip
    for grouping, heading, size, origin_id in bars_of(matter, place, sides):
        fits = max(-(2**31), min(2**31 - 1, size))
        yield {**shared, "grouping": grouping, "heading": heading or NONE_LAST, "size": fits, "origin_id": origin_id}


def _admissions(connection: Connection, fares: dict[str, Fare]) -> None:
    """Claims that a side makes against itself."""
    linked = schema.linked.c
    named: defaultdict[str, list[str]] = defaultdict(list)
    told = linked.record.like('%,"harmed_side":"%') & (linked.origin_id != "")  # quotes within strings are written \"
    for stored in connection.scalars(select(linked.record).where(told).execution_options(yield_per=500)):
        link = decode(Linked, stored)
        fare = fares.get(link.origin_id)
        if fare is not None and fare.side and link.harmed_side == fare.side:
            fare.admitted += 1
            kept = named[fare.origin_id]
            kept.append(link.claim_id)
            if len(kept) > 2 * MOST_ADMISSIONS:
                named[fare.origin_id] = sorted(kept)[:MOST_ADMISSIONS]
    for origin_id, kept in named.items():
        fares[origin_id].admissions = tuple(sorted(kept)[:MOST_ADMISSIONS])


def _fare_row(fare: Fare) -> Row:
    return {
        "origin_id": fare.origin_id, "side": fare.side, "name": fare.name, "weak": int(fare.weak), "matters": fare.matters,
        "alone": fare.alone, "contradicted": fare.contradicted, "first": fare.first, "denies": fare.denies, "accuses": fare.accuses,
        "admitted": fare.admitted, "events": to_json(fare.events), "admissions": to_json(fare.admissions),
    }  # fmt: skip


def _second_looks(looks: Iterable[Look]) -> Iterator[Row]:
    """The claims most worth a second look, the most first."""
    found = heapq.nsmallest(MOST_LOOKS, looks)
    for number, (score, claim_id, reasons, matter_id) in enumerate(found, 1):
        yield {"number": number, "claim_id": claim_id, "score": -score, "reasons": to_json(reasons), "matter_id": matter_id}


def _looks(connection: Connection, weak: set[str], matters: Iterable[list[Matter]]) -> Iterator[Look]:
    """What a second look at each claim is worth: those of matters as these come by, then those that are in none."""
    for some in matters:
        doubts = {matter.id: doubt for matter in some if (doubt := Doubt.of(matter))}
        yield from _looks_at(connection.execute(_claims_of([matter.id for matter in some])), weak, doubts)
    yield from _looks_at(connection.execute(_claims_alone().execution_options(yield_per=2000)), weak, {})


def _looks_at(rows: Iterable[Any], weak: set[str], doubts: Mapping[str, Doubt]) -> Iterator[Look]:
    for claim_id, prob, sourced, origin_id, matter_id in rows:
        doubt = doubts.get(matter_id)
        score, reasons = look_at(prob, origin_id or "", sourced=bool(sourced), weak=origin_id in weak, doubt=doubt, claim_id=claim_id)
        if score > 0:
            yield -score, claim_id, reasons, matter_id


_REFS = schema.refs.c
_TOLD_IN = and_(_REFS.role == "claim", _REFS.owner_id.between("ma-", "ma-\U0010ffff"))
_SOURCED = schema.claims.c.record.like('%,"source":{%').label("sourced")  # as a key: quotes within strings are written \"


def _claims_of(matter_ids: Sequence[str]) -> Select[Any]:
    """Each claim of some matters with whether it credits someone, its origin and its matter."""
    claims, linked = schema.claims.c, schema.linked.c
    return (
        select(claims.id, claims.prob, _SOURCED, linked.origin_id, _REFS.owner_id)
        .select_from(schema.refs)
        .join(schema.claims, claims.id == _REFS.target_id)
        .outerjoin(schema.linked, linked.id == claims.id)
        .where(_REFS.owner_id.in_(matter_ids), _REFS.role == "claim")
    )


def _claims_alone() -> Select[Any]:
    """The same of claims that are in no matter."""
    claims, linked = schema.claims.c, schema.linked.c
    held = select(literal(1)).where(_REFS.target_id == claims.id, _TOLD_IN).exists()
    none = literal("").label("owner_id")
    return select(claims.id, claims.prob, _SOURCED, linked.origin_id, none).outerjoin(schema.linked, linked.id == claims.id).where(~held)


def _tallies(connection: Connection) -> Iterator[tuple[str, Any]]:
    """Single figures and short lists."""
    matters, claims = schema.matters.c, schema.claims.c
    counted = func.count()
    yield "standings", _pairs(connection, select(matters.standing, counted).group_by(matters.standing))
    figures = select(schema.bars.c.event, counted).where(schema.bars.c.grouping == "place").group_by(schema.bars.c.event)
    yield "figures", _pairs(connection, figures)
    groups = select(schema.bars.c.event, schema.bars.c.subject_group).where(schema.bars.c.grouping == "place").distinct()
    yield "groups", sorted([event, group] for event, group in connection.execute(groups) if group)
    yield "sides", sorted(s for s in connection.scalars(select(schema.fares.c.side).distinct()) if s)
    yield "readers", _pairs(connection, select(claims.reader, counted).group_by(claims.reader))
    yield "outlets", _outlets(connection)


def _pairs(connection: Connection, query: Select[Any]) -> dict[str, int]:
    return {row[0]: int(row[1]) for row in connection.execute(query)}


def _outlets(connection: Connection) -> list[Row]:
    """Outlets with their reports, the most first; reports that name none stand for themselves."""
    reports = schema.reports.c
    named = select(reports.outlet, reports.language, func.count()).where(reports.outlet != "").group_by(reports.outlet, reports.language)
    rows: dict[str, Row] = {}
    for outlet, language, number in connection.execute(named):
        row = rows.setdefault(outlet, {"name": outlet, "named": True, "reports": 0, "echoes": 0, "languages": []})
        row["reports"] += number
        row["languages"].append(language)
    repeats = select(schema.echoes.c.report_id)
    follow = _pairs(connection, select(reports.outlet, func.count()).where(reports.id.in_(repeats)).group_by(reports.outlet))
    for outlet, row in rows.items():
        row["echoes"] = follow.get(outlet, 0)
    unnamed = select(reports.name, reports.language, reports.id.in_(repeats)).where(reports.outlet == "").order_by(reports.name)
    alone = [
        {"name": name, "named": False, "reports": 1, "echoes": int(follows), "languages": [language]}
        for name, language, follows in connection.execute(unnamed.limit(MOST_OUTLETS))
    ]
    return sorted([*rows.values(), *alone], key=lambda r: (-r["reports"], r["name"]))[:MOST_OUTLETS]
