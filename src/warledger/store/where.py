"""Filters of a view, as typed keyword arguments; absent ones filter nothing.

Takes filters, gives SQL conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict

from sqlalchemy import ColumnElement, Table, and_, or_, select

from warledger.model import STANDINGS, StoreError
from warledger.store import schema


@dataclass(frozen=True, slots=True)
class Publisher:
    """An outlet by every name that reports give it; those that give none are known by the host of their address."""

    names: tuple[str, ...]
    hosts: tuple[str, ...] = ()


class Reports(TypedDict, total=False):
    """Filters of reports; `outlet` is the name as it was read, `address` what `address_of` makes of an address."""

    name: str
    language: str
    page_id: str
    outlet: str
    publisher: Publisher
    published_on: str
    story_id: str
    address: str


class Claims(TypedDict, total=False):
    """Filters of claims; `place_id` is the place itself, not what lies in it. `common_event` is `event` where very many are of it:
    claims are then gone through in their order until there are enough."""

    report_id: str
    event: str
    common_event: str
    stance: str
    language: str
    matter_id: str
    place_id: str
    origin_id: str
    source_id: str


class Linked(TypedDict, total=False):
    """Filters of linked claims."""

    report_id: str
    origin_id: str
    source_id: str
    place_id: str


class Entities(TypedDict, total=False):
    """Filters of entities."""

    kind: str
    name: str
    origin_id: str
    side: str


class Places(TypedDict, total=False):
    """Filters of places."""

    name: str
    feature: str
    country: str


class Origins(TypedDict, total=False):
    """Filters of origins."""

    name: str
    kind: str
    side: str


class Stories(TypedDict, total=False):
    """Filters of stories."""

    day: str
    report_id: str
    place_id: str


class Echoes(TypedDict, total=False):
    """Filters of echo edges."""

    report_id: str
    of_id: str
    kind: str


class Days(TypedDict, total=False):
    """Filters of days."""

    id: str
    day: str


class Matters(TypedDict, total=False):
    """Filters of matters."""

    story_id: str
    event: str
    standing: str
    claim_id: str
    place_id: str
    origin_id: str


class Incomparable(TypedDict, total=False):
    """Filters of pairs that must not be compared."""

    matter_id: str
    reason: str


class Control(TypedDict, total=False):
    """Filters of control."""

    place_id: str
    day: str
    holder: str
    claim_id: str


class Rejections(TypedDict, total=False):
    """Filters of rejections."""

    name: str
    code: str
    page_id: str


class Issues(TypedDict, total=False):
    """Filters of issues; `phase` is read or reconcile."""

    record_id: str
    stage: str
    code: str
    phase: str


class Judgements(TypedDict, total=False):
    """Filters of judgements."""

    id: str
    record_id: str
    action: str


OWNED = {("matters", "claim_id"): "claim", ("control", "claim_id"): "claim", ("stories", "report_id"): "report"}
"""Filters by a record that the filtered one points at, besides places and origins, with the role of the pointer."""


def conditions(table: Table, where: Mapping[str, object]) -> Iterator[ColumnElement[bool]]:
    """SQL conditions of a table.

    Raises:
        StoreError: the table has no such filter.
    """
    for name, value in where.items():
        yield _condition(table, name, value)


def _condition(table: Table, name: str, value: object) -> ColumnElement[bool]:
    refs = schema.refs.c
    if table is schema.claims and name == "matter_id":
        return table.c.id.in_(select(refs.target_id).where(refs.owner_id == value, refs.role == "claim"))
    if table is schema.reports and name == "story_id":
        return table.c.id.in_(select(refs.target_id).where(refs.owner_id == value, refs.role == "report"))
    if isinstance(value, Publisher):
        return _published_by(value)
    if name == "common_event":
        return schema.claims.c.event.concat("") == value  # no index has this
    if table is schema.claims and name == "language":
        return schema.reports.c.language == value
    if table is schema.incomparable and name == "matter_id":
        return or_(table.c.matter_id == value, table.c.other_id == value)
    if table is schema.matters and name == "standing":  # the rank says the same, and lists are kept in its order
        return table.c.rank == (STANDINGS.index(str(value)) if value in STANDINGS else -1)
    if name in table.c and name != "record":
        return table.c[name] == value
    role = OWNED.get((table.name, name)) or {"place_id": "place", "origin_id": "origin", "source_id": "source"}.get(name)
    if role is None:
        raise StoreError(f"{table.name} have no filter {name}")
    return table.c.id.in_(select(refs.owner_id).where(refs.target_id == value, refs.role == role))


def _published_by(publisher: Publisher) -> ColumnElement[bool]:
    reports = schema.reports.c
    named = reports.outlet.in_(publisher.names)
    if not publisher.hosts:
        return named
    begins = ('"url":"http://', '"url":"https://', '"url":"http://www.', '"url":"https://www.')
    at = or_(*(reports.record.contains(f"{begin}{host}", autoescape=True) for host in publisher.hosts for begin in begins))
    return or_(named, and_(reports.outlet == "", at))
