"""Reading what is counted over a whole ledger: a page of it costs the same in a large ledger as in a small one.

Takes the connection of a View, gives small records and ids. Never writes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any, Unpack

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from warledger.model import Claim, Control, Linked, OffsetMap, Report, Span
from warledger.store import schema
from warledger.store.changed import Change, change_of
from warledger.store.codec import decode
from warledger.store.records import Page
from warledger.store.summary import LONGEST_NAME, NONE_LAST
from warledger.store.summed import BarAt, Fare, SecondLook
from warledger.store.where import Control as ControlFilters
from warledger.store.where import conditions

NOWHERE = Span(0, 1)
"""The span of a record whose words were not read."""
MOST_IDS = 500
"""Ids asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Head:
    """What a list shows of a report, without its text."""

    id: str
    page_id: str
    name: str
    title: str
    language: str
    published_on: str
    outlet: str


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """What a claim counts towards, by ids and codes; "" and () for what is not known."""

    event: str
    language: str
    outlet: str
    report_id: str
    origin_id: str
    place_ids: tuple[str, ...]
    matter_id: str
    standing: str


@dataclass(frozen=True, slots=True)
class BarFilter:
    """Which bars of figures: `groups` are codes (empty: all), days are ISO or ""."""

    grouping: str
    events: tuple[str, ...]
    groups: tuple[str, ...] = ()
    place_id: str = ""
    since: str = ""
    until: str = ""


class Overview:
    """Counts, orders and heads of a ledger as it was when its view was opened."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @cached_property
    def version(self) -> str:
        """Another word whenever the ledger holds other reports or conclusions."""
        edition = self._connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "edition")) or ""
        last = self._connection.scalar(select(func.max(schema.texts.c.number))) or 0
        return f"{edition}.{last}"

    def tally(self, name: str) -> Any:
        """A figure or list by its name: standings, figures, groups, sides, readers, outlets; None in an empty ledger."""
        value = self._connection.scalar(select(schema.tallies.c.value).where(schema.tallies.c.name == name))
        return None if value is None else json.loads(value)

    def named(self, folded: str, *, begins: bool = False, public: bool = False, most: int = 50) -> list[str]:
        """Ids of entities and places with this folded spelling, or one that begins so."""
        names, wanted = schema.names.c, folded[:LONGEST_NAME]
        where = names.folded.between(wanted, wanted + "\U0010ffff") if begins else names.folded == wanted
        query = select(names.record_id).where(where, *([names.private == 0] if public else [])).order_by(names.folded, names.record_id)
        return list(dict.fromkeys(self._connection.scalars(query.limit(most))))

    def last_change(self) -> int:
        """The number of the latest change, 0 when nothing has changed yet."""
        return int(self._connection.scalar(select(func.max(schema.changes.c.number))) or 0)

    def first_change(self) -> int:
        """The number of the oldest change that is kept, 0 when there is none."""
        return int(self._connection.scalar(select(func.min(schema.changes.c.number))) or 0)

    def changes_after(self, number: int, page: Page) -> list[Change]:
        """Changes with a higher number, the oldest first."""
        table = schema.changes
        query = select(table).where(table.c.number > number).order_by(table.c.number).limit(page.limit).offset(page.offset)
        return [change_of(row) for row in self._connection.execute(query)]

    def changes(self, since: datetime | None, page: Page, kind: str = "") -> list[Change]:
        """Changes after a moment (None: all that are kept), the latest first."""
        table = schema.changes
        query = select(table).where(*_since(since), *([table.c.kind == kind] if kind else []))
        query = query.order_by(table.c.number.desc()).limit(page.limit).offset(page.offset)
        return [change_of(row) for row in self._connection.execute(query)]

    def change_counts(self, since: datetime | None) -> dict[str, int]:
        """How many changes there are of each kind after a moment."""
        kind = schema.changes.c.kind
        return {k: int(n) for k, n in self._connection.execute(select(kind, func.count()).where(*_since(since)).group_by(kind))}

    def fares(self, page: Page, side: str = "") -> list[Fare]:
        """How origins fare: named ones first, then those with most matters."""
        fares = schema.fares.c
        query = select(schema.fares).where(*([fares.side == side] if side else []))
        query = query.order_by(fares.weak, fares.matters.desc(), fares.name, fares.origin_id).limit(page.limit).offset(page.offset)
        return [_fare(row) for row in self._connection.execute(query)]

    def fare(self, origin_id: str) -> Fare:
        """How one origin fares."""
        row = self._connection.execute(select(schema.fares).where(schema.fares.c.origin_id == origin_id)).first()
        return _fare(row) if row else Fare(origin_id)

    def origins_like(self, words: str, most: int) -> list[str]:
        """Ids of origins with these words in their names, named ones first, then those with most matters."""
        fares = schema.fares.c
        query = select(fares.origin_id).where(func.lower(fares.name).contains(words.lower(), autoescape=True))
        return list(self._connection.scalars(query.order_by(fares.weak, fares.matters.desc(), fares.name, fares.origin_id).limit(most)))

    def bars(self, wanted: BarFilter, page: Page) -> list[BarAt]:
        """Bars of figures by heading, the largest first within it."""
        bars = schema.bars.c
        query = select(bars.matter_id, bars.origin_id, bars.heading).where(*_bar_conditions(wanted))
        query = query.order_by(bars.heading, bars.size.desc(), bars.matter_id, bars.origin_id).limit(page.limit).offset(page.offset)
        return [BarAt(m, o, "" if h == NONE_LAST else h) for m, o, h in self._connection.execute(query)]

    def harmed_on(self, day: date, events: Sequence[str], most: int) -> list[str]:
        """Ids of matters of these events that are told of a day."""
        table = schema.harm_days.c
        query = select(table.matter_id).where(table.day == day.isoformat(), table.event.in_(list(events))).order_by(table.matter_id)
        return list(self._connection.scalars(query.limit(most)))

    def second_looks(self, page: Page = Page()) -> list[SecondLook]:  # noqa: B008 # frozen
        """Claims by how much a second look is worth, the most first."""
        table = schema.second_looks
        query = select(table).order_by(table.c.number).limit(page.limit).offset(page.offset)
        return [SecondLook(r.claim_id, r.score, tuple(json.loads(r.reasons)), r.matter_id) for r in self._connection.execute(query)]

    def second_looks_of(self, claim_ids: Iterable[str]) -> dict[str, SecondLook]:
        """The same of some claims, by claim id; those that are not in the queue are left out."""
        table = schema.second_looks
        rows = self._of(select(table), table.c.claim_id, claim_ids)
        return {r.claim_id: SecondLook(r.claim_id, r.score, tuple(json.loads(r.reasons)), r.matter_id) for r in rows}

    def judgements(self) -> int:
        """How many decisions were made: they are numbered from 1 and none is taken away."""
        return int(self._connection.scalar(select(func.max(schema.judgements.c.number))) or 0)

    def looks_waiting(self) -> int:
        """How many claims are in the queue."""
        return int(self._connection.scalar(select(func.max(schema.second_looks.c.number))) or 0)

    def outlets(self) -> list[str]:
        """Every name that reports give their outlet, as it was read."""
        outlet = schema.reports.c.outlet
        return [str(name) for name in self._connection.scalars(select(outlet).where(outlet != "").distinct().order_by(outlet))]

    def heads(self, report_ids: Iterable[str]) -> dict[str, Head]:
        """Reports without their texts, by id; ids that are not there are left out."""
        r = schema.reports.c
        query = select(r.id, r.page_id, r.name, r.title, r.language, r.published_on, r.outlet)
        return {row.id: Head(*row) for row in self._of(query, r.id, report_ids)}

    def claims_in(self, report_ids: Iterable[str]) -> dict[str, int]:
        """How many claims each report holds, by report id."""
        column = schema.claims.c.report_id
        return {row[0]: int(row[1]) for row in self._of(select(column, func.count()).group_by(column), column, report_ids)}

    def standings_in(self, story_ids: Iterable[str]) -> dict[str, dict[str, int]]:
        """How many matters of each story stand how, by story id."""
        m = schema.matters.c
        found: dict[str, dict[str, int]] = {}
        rows = self._of(select(m.story_id, m.standing, func.count()).group_by(m.story_id, m.standing), m.story_id, story_ids)
        for story_id, standing, number in rows:
            found.setdefault(story_id, {})[standing] = int(number)
        return found

    def captured_after(self, page_ids: Iterable[str], since: datetime) -> set[str]:
        """Those of the pages that were captured after a moment."""
        p = schema.pages.c
        rows = self._of(select(p.id, p.captured_at).where(p.captured_at != ""), p.id, page_ids)
        return {i for i, at in rows if datetime.fromisoformat(at) > since}

    def captured(self, page_ids: Iterable[str]) -> dict[str, datetime | None]:
        """When each page was captured, None where that is not known, by page id; without reading its bytes."""
        p = schema.pages.c
        rows = self._of(select(p.id, p.captured_at), p.id, page_ids)
        return {i: datetime.fromisoformat(at) if at else None for i, at in rows}

    def untold(self, report_ids: Iterable[str]) -> dict[str, Report]:
        """Reports with their names, addresses and hashes and without their words, by id: for lists of many."""
        r, p = schema.reports.c, schema.pages.c
        query = select(r.id, r.page_id, r.name, r.title, r.language, r.published_on, r.outlet, r.url, p.sha256)
        rows = self._of(query.join(schema.pages, p.id == r.page_id), r.id, report_ids)
        return {
            row.id: Report(
                row.id, row.page_id, row.name, "", "", OffsetMap(()), title=row.title, language=row.language, outlet=row.outlet,
                published_on=date.fromisoformat(row.published_on) if row.published_on else None, url=row.url, sha256=row.sha256,
            )
            for row in rows
        }  # fmt: skip

    def voices(self, claim_ids: Iterable[str]) -> dict[str, tuple[Claim, Linked]]:
        """Who says each claim and in which report, by claim id: claims and links with nothing else in them, for lists of matters.

        What a claim credits is read from its record only where it was not linked to anyone.
        """
        c, k = schema.claims.c, schema.linked.c
        told = select(c.id, c.report_id, c.stance, k.origin_id, k.source_id).outerjoin(schema.linked, k.id == c.id)
        rows = self._of(told, c.id, claim_ids)
        unlinked = [row[0] for row in rows if not row[4]]
        sourced = self._of(select(c.id, c.record).where(c.record.like('%,"source":{%')), c.id, unlinked)
        named = {claim_id: decode(Claim, record).source for claim_id, record in sourced}
        return {
            row[0]: (
                Claim(row[0], row[1], NOWHERE, "", NOWHERE, "", row[2], named.get(row[0])),
                Linked(row[0], row[1], row[4] or "", row[3] or ""),
            )
            for row in rows
        }

    def reports_telling(self, matter_id: str) -> int:
        """How many reports hold claims of a matter."""
        refs, claims = schema.refs.c, schema.claims.c
        told = select(func.count(claims.report_id.distinct())).join(schema.refs, refs.target_id == claims.id)
        return int(self._connection.scalar(told.where(refs.owner_id == matter_id, refs.role == "claim")) or 0)

    def owners(self, target_id: str, role: str, most: int) -> list[str]:
        """Ids of records that point at another in a role, at most so many."""
        refs = schema.refs.c
        query = select(refs.owner_id).where(refs.target_id == target_id, refs.role == role, refs.owner_id.between("cl-", "cl-\U0010ffff"))
        return list(self._connection.scalars(query.order_by(refs.owner_id).limit(most)))

    def claim_facts(self, claim_ids: Sequence[str]) -> dict[str, ClaimFacts]:
        """What each claim counts towards, by claim id."""
        c, r, k, refs, m = schema.claims.c, schema.reports.c, schema.linked.c, schema.refs.c, schema.matters.c
        told = select(c.id, c.event, r.language, r.outlet, r.name, r.id, k.origin_id).join(schema.reports, r.id == c.report_id)
        base = list(self._of(told.outerjoin(schema.linked, k.id == c.id), c.id, claim_ids))
        places: dict[str, list[str]] = {}
        for claim_id, place_id in self._of(select(refs.owner_id, refs.target_id).where(refs.role == "place"), refs.owner_id, claim_ids):
            places.setdefault(claim_id, []).append(place_id)
        in_matter = select(refs.target_id, m.id, m.standing).join(schema.matters, m.id == refs.owner_id).where(refs.role == "claim")
        matters = {row[0]: (row[1], row[2]) for row in self._of(in_matter, refs.target_id, claim_ids)}
        return {
            row[0]: ClaimFacts(
                row[1], row[2], row[3] or row[4], row[5], row[6] or "", tuple(places.get(row[0], ())), *matters.get(row[0], ("", ""))
            )
            for row in base
        }

    def control_days(self) -> list[date]:
        """All days on which a place is said to be held, in order."""
        column = schema.control.c.day
        days = self._connection.scalars(select(column).where(column != "").distinct().order_by(column))
        return [date.fromisoformat(str(d)) for d in days]

    def control_at(self, day: date | None, page: Page, *, own: bool = False) -> list[Control]:
        """The last word on each place up to a day (None: of all days), the latest first; `own` leaves out what is inherited."""
        k = schema.control.c
        upto = [k.day != "", *([k.day <= day.isoformat()] if day else [])]
        own_only = [k.record.not_like('%,"inherited_from":"%')] if own else []
        last = select(k.place_id, func.max(k.day).label("day")).where(*upto, *own_only).group_by(k.place_id).subquery()
        ids = (
            select(k.id).join(last, and_(last.c.place_id == k.place_id, last.c.day == k.day)).where(*own_only)
            .order_by(k.day.desc(), k.place_id, k.id).limit(page.limit).offset(page.offset)
        )  # fmt: skip
        query = select(k.record).where(k.id.in_(ids)).order_by(k.day.desc(), k.place_id, k.id)
        found: dict[str, Control] = {}
        for record in (decode(Control, text) for text in self._connection.scalars(query)):
            found[record.place_id] = record
        return list(found.values())

    def control_of_place(self, place_id: str, page: Page) -> tuple[list[Control], int]:
        """Who is said to have held a place, the latest day first, and how many such words there are."""
        k = schema.control.c
        told = select(k.record).where(k.place_id == place_id).order_by(k.day.desc(), k.id.desc()).limit(page.limit).offset(page.offset)
        number = self._connection.scalar(select(func.count()).where(k.place_id == place_id))
        return [decode(Control, text) for text in self._connection.scalars(told)], int(number or 0)

    def last_words(self, on: date, page: Page, **where: Unpack[ControlFilters]) -> list[Control]:
        """The last word on each place up to a day, by place; words without a day only where there is no other."""
        k = schema.control.c
        upto = (k.day <= on.isoformat(), *conditions(schema.control, where))  # "" is before all days
        last = select(k.place_id, func.max(k.day).label("day")).where(*upto).group_by(k.place_id)
        last_of = last.order_by(k.place_id).limit(page.limit).offset(page.offset).subquery()
        query = select(k.record).join(last_of, and_(last_of.c.place_id == k.place_id, last_of.c.day == k.day))
        return [decode(Control, text) for text in self._connection.scalars(query.order_by(k.place_id, k.id))]

    def _of(self, query: Select[Any], column: ColumnElement[Any], ids: Iterable[str]) -> list[Any]:
        """Rows of a query for some values of a column, so many at a time."""
        wanted = list(dict.fromkeys(ids))
        found: list[Any] = []
        for at in range(0, len(wanted), MOST_IDS):
            found += self._connection.execute(query.where(column.in_(wanted[at : at + MOST_IDS]))).all()
        return found


def _since(since: datetime | None) -> list[ColumnElement[bool]]:
    return [schema.changes.c.at > since.astimezone(UTC).isoformat(timespec="microseconds")] if since else []


def _fare(row: Any) -> Fare:
    held: Mapping[str, Any] = row._mapping
    plain = {name: held[name] for name in held if name not in ("events", "admissions", "weak")}
    return Fare(**plain, weak=bool(row.weak), events=Counter(json.loads(row.events)), admissions=tuple(json.loads(row.admissions)))


def _bar_conditions(wanted: BarFilter) -> list[ColumnElement[bool]]:
    bars = schema.bars.c
    found: list[ColumnElement[bool]] = [bars.grouping == wanted.grouping, bars.event.in_(list(wanted.events))]
    if wanted.groups:
        found.append(bars.subject_group.in_(list(wanted.groups)))
    if wanted.place_id:
        found.append(bars.matter_id.in_(select(schema.within.c.matter_id).where(schema.within.c.place_id == wanted.place_id)))
    if wanted.since or wanted.until:
        found.append(or_(bars.since != "", bars.until != ""))
    if wanted.until:
        found.append(bars.since <= wanted.until)  # "" is before all days
    if wanted.since:
        found.append(or_(bars.until == "", bars.until >= wanted.since))
    return found
