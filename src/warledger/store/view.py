"""Reading a ledger: every kind of record, filtered and paged, in an order that never depends on how it was filled.

Takes ids and filters, gives records of `warledger.model`. Never writes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar, Unpack, cast

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, func, literal, select

from warledger.keep import Grouped, Shelf
from warledger.model import (
    Annotation,
    Claim,
    Control,
    DayOf,
    Echo,
    Entity,
    Incomparable,
    Issue,
    Judgement,
    Linked,
    Matter,
    Origin,
    Place,
    RawPage,
    Rejection,
    Report,
    Story,
)
from warledger.store import kinds, schema
from warledger.store import where as w
from warledger.store.check import check
from warledger.store.codec import decode, page_of
from warledger.store.dialects import Dialect
from warledger.store.kinds import Kind
from warledger.store.overview import Overview
from warledger.store.records import Hit, Page
from warledger.store.where import conditions

R = TypeVar("R")
ALL = Page()
CHUNK = 500
"""Ids asked for in one statement."""

PAGES = 20
"""Captured pages, which may be megabytes each, held at once."""

MANY = 2_000
"""Claims that point at one record and are still put in order by report."""
FEW = frozenset({"report_id", "matter_id", "place_id", "origin_id", "source_id"})
"""Filters of claims that leave few enough to put in order, or have an order of their own."""
POINTERS = {"place_id": "place", "origin_id": "origin", "source_id": "source"}
"""Filters of claims by what they point at, with the role of the pointer."""

FINDABLE = (
    kinds.REPORTS, kinds.CLAIMS, kinds.ENTITIES, kinds.PLACES, kinds.ORIGINS, kinds.STORIES, kinds.MATTERS, kinds.INCOMPARABLE,
    kinds.CONTROL, kinds.ECHOES, kinds.REJECTIONS, kinds.ISSUES, kinds.JUDGEMENTS,
)  # fmt: skip


class View:
    """A ledger as it was when the view was opened; use it in a `with` statement, or close it."""

    def __init__(self, connection: Connection, dialect: Dialect) -> None:
        self._connection, self._dialect = connection, dialect
        self.overview = Overview(connection)
        """Counts and orders over the whole ledger, without going through it."""

    def __enter__(self) -> View:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connection back."""
        self._connection.close()

    def reports(self, page: Page = ALL, **where: Unpack[w.Reports]) -> list[Report]:
        """Reports by name."""
        return self._list(kinds.REPORTS, page, where)

    def claims(self, page: Page = ALL, **where: Unpack[w.Claims]) -> list[Claim]:
        """Claims by report name and position; where very many point at the place, origin or source that is asked for, by id.

        Putting those in order would mean to look at every one of them for each page.
        """
        pointer = next((name for name in POINTERS if where.get(name)), "")
        event = where.get("event", "")
        if page.limit is not None and event and not where.keys() & FEW and self._has_many(schema.claims.c.event == event):
            walked: w.Claims = {**where, "common_event": event}
            del walked["event"]
            return self._list(kinds.CLAIMS, page, walked)
        if page.limit is None or not pointer or not self._has_many(*_owners(str(where.get(pointer)), POINTERS[pointer])):
            return self._list(kinds.CLAIMS, page, where)
        refs, claims = schema.refs.c, schema.claims.c
        query = select(refs.owner_id).where(*_owners(str(where.get(pointer)), POINTERS[pointer]))
        rest = {name: value for name, value in where.items() if name != pointer}
        if rest:
            query = query.join(schema.claims, claims.id == refs.owner_id).where(*conditions(schema.claims, rest))
        if "language" in rest:
            query = query.join(schema.reports, schema.reports.c.id == claims.report_id)
        return self.claims_of(list(self._connection.scalars(query.order_by(refs.owner_id).limit(page.limit).offset(page.offset))))

    def linked(self, page: Page = ALL, **where: Unpack[w.Linked]) -> list[Linked]:
        """Linked claims by claim id."""
        return self._list(kinds.LINKED, page, where)

    def entities(self, page: Page = ALL, **where: Unpack[w.Entities]) -> list[Entity]:
        """Entities by kind and name."""
        return self._list(kinds.ENTITIES, page, where)

    def places(self, page: Page = ALL, **where: Unpack[w.Places]) -> list[Place]:
        """Places by name."""
        return self._list(kinds.PLACES, page, where)

    def origins(self, page: Page = ALL, **where: Unpack[w.Origins]) -> list[Origin]:
        """Origins by name."""
        return self._list(kinds.ORIGINS, page, where)

    def stories(self, page: Page = ALL, **where: Unpack[w.Stories]) -> list[Story]:
        """Stories, the latest day first."""
        return self._list(kinds.STORIES, page, where)

    def echoes(self, page: Page = ALL, **where: Unpack[w.Echoes]) -> list[Echo]:
        """Echo edges by the report that follows."""
        return self._list(kinds.ECHOES, page, where)

    def days(self, page: Page = ALL, **where: Unpack[w.Days]) -> list[DayOf]:
        """The day of each report, by report id."""
        return self._list(kinds.DAYS, page, where)

    def matters(self, page: Page = ALL, **where: Unpack[w.Matters]) -> list[Matter]:
        """Matters, the strongest standing first, then those with more independent origins, then with more claims."""
        return self._list(kinds.MATTERS, page, where)

    def edition(self) -> str:
        """Which conclusions these are: another word after they were drawn anew, also by another process."""
        return str(self._connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "edition")) or "")

    def basis(self) -> str:
        """What conclusions can be drawn from: another word after anything was read, deleted, named otherwise or decided."""
        meta, judged = schema.meta.c, schema.judgements.c
        read = self._connection.scalar(select(meta.value).where(meta.key == "readings"))
        last = self._connection.scalar(select(judged.hash).order_by(judged.number.desc()).limit(1))
        return f"{read or 0} {last or 'undecided'}"

    def concluded_from(self) -> str:
        """The basis of the conclusions that are there, "" when it is not known."""
        return str(self._connection.scalar(select(schema.meta.c.value).where(schema.meta.c.key == "basis")) or "")

    def incomparable(self, page: Page = ALL, **where: Unpack[w.Incomparable]) -> list[Incomparable]:
        """Pairs of matters that must not be set side by side; `matter_id` finds both sides."""
        return self._list(kinds.INCOMPARABLE, page, where)

    def control(self, page: Page = ALL, **where: Unpack[w.Control]) -> list[Control]:
        """Who is said to hold what, by place and day."""
        return self._list(kinds.CONTROL, page, where)

    def rejections(self, page: Page = ALL, **where: Unpack[w.Rejections]) -> list[Rejection]:
        """Inputs refused, by name."""
        return self._list(kinds.REJECTIONS, page, where)

    def issues(self, page: Page = ALL, **where: Unpack[w.Issues]) -> list[Issue]:
        """Warnings, by the record they are about."""
        return self._list(kinds.ISSUES, page, where)

    def judgements(self, page: Page = ALL, **where: Unpack[w.Judgements]) -> list[Judgement]:
        """Human decisions in the order they were made."""
        return self._list(kinds.JUDGEMENTS, page, where)

    def report(self, report_id: str) -> Report | None:
        """One report."""
        return self._one(kinds.REPORTS, report_id)

    def annotation(self, report_id: str) -> Annotation | None:
        """What was marked in a report."""
        return self._one(kinds.ANNOTATIONS, report_id)

    def report_shelf(self) -> Shelf[Report]:
        """All reports by id, each loaded when it is looked at: for work that goes through all of a large ledger."""
        return self._shelf(kinds.REPORTS)

    def annotation_shelf(self) -> Shelf[Annotation]:
        """What was marked in every report, by report id, each loaded when it is looked at."""
        return self._shelf(kinds.ANNOTATIONS)

    def claims_by_report(self) -> Grouped[Claim]:
        """All claims by the report that they are in, loaded when they are looked at."""
        reports, table = schema.reports.c.id, schema.claims.c

        def load(ids: Sequence[str]) -> dict[str, Sequence[Claim]]:
            found: dict[str, list[Claim]] = {i: [] for i in ids}
            for at in range(0, len(ids), CHUNK):
                query = select(table.report_id, table.record).where(table.report_id.in_(ids[at : at + CHUNK])).order_by(table.id)
                for row in self._connection.execute(query):
                    found[row.report_id].append(decode(Claim, row.record))
            return dict(found)

        return Grouped(Shelf(self._every(reports), load))

    def claim(self, claim_id: str) -> Claim | None:
        """One claim."""
        return self._one(kinds.CLAIMS, claim_id)

    def claims_of(self, claim_ids: Iterable[str]) -> list[Claim]:
        """The claims of these ids, in this order; ids that the ledger lacks are left out."""
        found = self._many(kinds.CLAIMS, claim_ids)
        return [found[i] for i in claim_ids if i in found]

    def reports_of(self, report_ids: Iterable[str]) -> dict[str, Report]:
        """Reports by id; ids that are not there are left out."""
        return self._many(kinds.REPORTS, report_ids)

    def days_of(self, report_ids: Iterable[str]) -> dict[str, DayOf]:
        """Days of reports by report id; those that have none are left out."""
        return self._many(kinds.DAYS, report_ids)

    def linked_of(self, claim_ids: Iterable[str]) -> dict[str, Linked]:
        """The linked claims of these ids, by claim id."""
        return self._many(kinds.LINKED, claim_ids)

    def echoes_of(self, report_ids: Iterable[str]) -> dict[str, list[Echo]]:
        """Whom each of these reports follows, by report id; those that follow none are left out."""
        wanted, table = list(dict.fromkeys(report_ids)), schema.echoes
        found: dict[str, list[Echo]] = {}
        for at in range(0, len(wanted), CHUNK):
            chosen = table.c.report_id.in_(wanted[at : at + CHUNK])
            for record in self._connection.scalars(select(table.c.record).where(chosen).order_by(*kinds.ECHOES.order)):
                echo = decode(Echo, record)
                found.setdefault(echo.report_id, []).append(echo)
        return found

    def entities_of(self, entity_ids: Iterable[str]) -> dict[str, Entity]:
        """Entities by id; ids that are not there are left out, as in the three below."""
        return self._many(kinds.ENTITIES, entity_ids)

    def places_of(self, place_ids: Iterable[str]) -> dict[str, Place]:
        """Places by id."""
        return self._many(kinds.PLACES, place_ids)

    def origins_of(self, origin_ids: Iterable[str]) -> dict[str, Origin]:
        """Origins by id."""
        return self._many(kinds.ORIGINS, origin_ids)

    def matters_of(self, matter_ids: Iterable[str]) -> dict[str, Matter]:
        """Matters by id."""
        return self._many(kinds.MATTERS, matter_ids)

    def stories_of(self, story_ids: Iterable[str]) -> dict[str, Story]:
        """Stories by id."""
        return self._many(kinds.STORIES, story_ids)

    def control_of(self, control_ids: Iterable[str]) -> dict[str, Control]:
        """Control records by id."""
        return self._many(kinds.CONTROL, control_ids)

    def entity(self, entity_id: str) -> Entity | None:
        """One entity."""
        return self._one(kinds.ENTITIES, entity_id)

    def place(self, place_id: str) -> Place | None:
        """One place."""
        return self._one(kinds.PLACES, place_id)

    def origin(self, origin_id: str) -> Origin | None:
        """One origin."""
        return self._one(kinds.ORIGINS, origin_id)

    def story(self, story_id: str) -> Story | None:
        """One story."""
        return self._one(kinds.STORIES, story_id)

    def matter(self, matter_id: str) -> Matter | None:
        """One matter."""
        return self._one(kinds.MATTERS, matter_id)

    def record(self, hit: Hit) -> object | None:
        """The record that a search or `find` gave."""
        kind = next(k for k in FINDABLE if k.table.name == hit.kind)
        return cast(object, self._one(kind, hit.id))

    def page(self, page_id: str) -> RawPage | None:
        """One captured page with its bytes; without them when it was refused."""
        table = schema.pages
        row = self._connection.execute(select(table).where(table.c.id == page_id)).first()
        return _page(row) if row else None

    def check(self) -> Iterator[Issue]:
        """What is no longer as it was written: bytes, words of claims, judgements. Reads everything; lazy."""
        table = schema.pages
        kept = select(table).where(table.c.content.is_not(None)).order_by(table.c.id).execution_options(yield_per=PAGES)
        read = select(table.c.id).join(schema.reports, schema.reports.c.page_id == table.c.id).where(table.c.content.is_(None))
        rows = self._connection.execute(kept)
        return check(self, ((row.id, row.sha256, _page(row)) for row in rows), self._connection.scalars(read.order_by(table.c.id)).all())

    def counts(self) -> dict[str, int]:
        """How many records there are of each kind."""
        tables = [k.table for k in (*FINDABLE, kinds.DAYS, kinds.LINKED)]
        return {t.name: int(self._connection.scalar(select(func.count()).select_from(t)) or 0) for t in tables}

    def languages(self) -> dict[str, int]:
        """How many reports there are in each language."""
        column = schema.reports.c.language
        rows = self._connection.execute(select(column, func.count()).group_by(column))
        return {str(code): int(number) for code, number in rows}

    def voices(self) -> tuple[int, int]:
        """How many sources, and origins behind them, are credited with claims."""
        found = [
            int(self._connection.scalar(select(func.count(column.distinct())).where(column != "")) or 0)
            for column in (schema.linked.c.source_id, schema.linked.c.origin_id)
        ]
        return found[0], found[1]

    def unreconciled(self) -> int:
        """Reports that were read since the last conclusions were drawn."""
        reports, days = schema.reports, schema.days
        missing = select(func.count()).select_from(reports).where(reports.c.id.not_in(select(days.c.id)))
        return int(self._connection.scalar(missing) or 0)

    def find(self, prefix: str) -> list[Hit]:
        """Records whose id begins so, and reports with this name, with or without its folder.

        A prefix without its kind ("ma-") is tried with every kind.
        """
        hits = [Hit("reports", i) for i in self._named(prefix)]
        for kind in FINDABLE:
            column = kind.table.c.id
            found = self._connection.scalars(select(column).where(_begins(column, prefix.casefold())).order_by(column))
            hits += [Hit(kind.table.name, i) for i in found if Hit(kind.table.name, i) not in hits]
        return hits

    def search(self, query: str, most: int | None = None) -> list[Hit]:
        """Reports and claims that hold every word of the query, or part of a word, of three letters or more; best first.

        Where there are more than `most`, so many of those that were read last, the latest first: to say which of very many is
        the best, all of them would have to be looked at.
        """
        return [Hit(row["kind"], row["record_id"]) for row in self._dialect.search(self._connection, query, most)]

    def _has_many(self, *wanted: ColumnElement[bool]) -> bool:
        """Whether more rows of a table are wanted than are quickly put in order."""
        some = select(literal(1)).where(*wanted).limit(MANY + 1).subquery()
        return int(self._connection.scalar(select(func.count()).select_from(some)) or 0) > MANY

    def _named(self, name: str) -> Iterable[str]:
        """Ids of reports with a name, or with one that ends in it after a folder."""
        table = schema.reports
        ends = table.c.name.like(f"%//{_escape(name)}", escape="/")
        wanted = (table.c.name == name) | ends if name else table.c.name == ""
        return self._connection.scalars(select(table.c.id).where(wanted).order_by(*kinds.REPORTS.order))

    def _list(self, kind: Kind[R], page: Page, where: Any) -> list[R]:
        wanted = _joined(kind, select(kind.table.c.id)).where(*conditions(kind.table, where))
        query = _joined(kind, select(kind.table.c.record)).order_by(*kind.order)
        if page.limit is None and not page.offset:
            query = query.where(*conditions(kind.table, where))
        else:  # ids are put in order without their records, which may be large
            query = query.where(kind.table.c.id.in_(wanted.order_by(*kind.order).limit(page.limit).offset(page.offset)))
        return [decode(kind.type, text) for text in self._connection.scalars(query.execution_options(yield_per=CHUNK))]

    def _shelf(self, kind: Kind[R]) -> Shelf[R]:
        return Shelf(self._every(kind.table.c.id), lambda ids: self._many(kind, ids))

    def _every(self, column: Column[str]) -> list[str]:
        """All values of a column in order; records that are read later share them."""
        return [sys.intern(value) for value in self._connection.scalars(select(column).order_by(column))]

    def _one(self, kind: Kind[R], record_id: str) -> R | None:
        text = self._connection.scalar(select(kind.table.c.record).where(kind.table.c.id == record_id))
        return None if text is None else decode(kind.type, text)

    def _many(self, kind: Kind[R], ids: Iterable[str]) -> dict[str, R]:
        wanted = list(dict.fromkeys(ids))
        found: dict[str, R] = {}
        for at in range(0, len(wanted), CHUNK):
            query = select(kind.table.c.id, kind.table.c.record).where(kind.table.c.id.in_(wanted[at : at + CHUNK]))
            found |= {row.id: decode(kind.type, row.record) for row in self._connection.execute(query)}
        return found


def _owners(target_id: str, role: str) -> tuple[ColumnElement[bool], ...]:
    refs = schema.refs.c
    return refs.target_id == target_id, refs.role == role, refs.owner_id.between("cl-", "cl-\U0010ffff")


def _joined(kind: Kind[Any], query: Select[Any]) -> Select[Any]:
    """A query with what its order needs: claims are listed by the names of their reports."""
    return query.join(schema.reports, schema.reports.c.id == schema.claims.c.report_id) if kind.table is schema.claims else query


def _begins(column: Column[Any], low: str) -> ColumnElement[bool]:
    """Whether an id begins so; with its kind ("cl-a1") by the index, without it by looking at every id."""
    if not low:
        return column == ""
    if low[2:3] == "-" and low[:2].isalpha():
        return column.between(low, low + "\U0010ffff")
    return column.startswith(low, autoescape=True) | column.like(f"__-{_escape(low)}%", escape="/")


def _escape(text: str) -> str:
    return text.replace("/", "//").replace("%", "/%").replace("_", "/_")


def _page(row: Row[Any]) -> RawPage:
    captured_at = datetime.fromisoformat(row.captured_at) if row.captured_at else None
    return page_of(json.loads(row.record), row.content or b"", captured_at)
