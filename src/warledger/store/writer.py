"""Writing into a ledger: one transaction a report, one for all conclusions, one a judgement.

Takes readings, conclusions and judgements. Each call is stored whole or not at all.
"""

from __future__ import annotations

import dataclasses
import functools
import itertools
import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, TextClause, bindparam, delete, func, insert, select, text, update

from warledger.model import Issue, Judgement, RawPage, Rejection, Report, StoreError
from warledger.store import kinds, schema
from warledger.store.bulk import insert_rows, insert_values
from warledger.store.changed import forget_changes, last_change, note_changes
from warledger.store.codec import decode, encode, plain_page, storable, to_json
from warledger.store.dialects import ConnectionLost, Dialect
from warledger.store.forgetting import Deletion, forget_page, forget_reading, is_forgotten, words_of_report
from warledger.store.judgements import seal
from warledger.store.kinds import Kind
from warledger.store.records import Conclusions, Put, Reading
from warledger.store.summary import summarise

Begin = Callable[[], AbstractContextManager[Connection]]
T = TypeVar("T")
PAUSES_S = (0.1, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0)
"""How long to wait for a server that went away, each time longer: about as long as one takes to start again."""

CHUNK = 2_000
"""Records inserted in one statement."""
MANY = 2_000
"""Conclusions from more reports than this are written without indexes, which are made at the end."""
REFS = ("owner_id", "role", "target_id")


EDITION, READINGS = "edition", "readings"
ONE_MORE = text(
    "INSERT INTO meta (key, value) VALUES (:key, '1') ON CONFLICT (key) DO UPDATE SET value = CAST(CAST(meta.value AS INTEGER) + 1 AS TEXT)"
)
NAME_OF_PAGE = select(schema.pages.c.name).where(schema.pages.c.id == bindparam("page_id"))
READ_PAGE = (
    select(schema.pages.c.name)
    .join(schema.reports, schema.reports.c.page_id == schema.pages.c.id)
    .join(schema.marks, schema.marks.c.id == schema.reports.c.id)
    .where(schema.pages.c.id == bindparam("page_id"))
)
LAST_NUMBER = select(func.max(schema.texts.c.number))
"""Asked for every input, so made once. A page whose report has no annotation counts as not read."""
DAY_OF_NONE = select(schema.days.c.id).where(~select(schema.reports.c.id).where(schema.reports.c.id == schema.days.c.id).exists()).limit(1)
"""There is a day for each report that conclusions were drawn from."""


class Outdated(StoreError):
    """Conclusions tell of a report that was deleted while they were drawn; they have to be drawn again."""


class Writer:
    """Adds to a ledger. `begin` opens a write transaction that others wait for.

    Each call is done again on a new connection when the server goes away in it; done twice, it is as if done once.
    """

    def __init__(self, begin: Begin, dialect: Dialect) -> None:
        self._begin, self._dialect = begin, dialect

    def put(self, reading: Reading) -> Put:
        """Store what was read from one page; a page that is already read changes nothing.

        The same bytes under another name are kept once, under the name that sorts first, so that the order in which
        they came does not show; the other names are rejections ("duplicate"). A report whose annotation is missing
        (reading it failed before) is read again.
        """
        return self._write(lambda connection: self._put(connection, reading))

    def put_again(self, reading: Reading) -> Put:
        """Like `put`, but what was read from the page before is replaced: for a reader that got better.

        When the page is refused now, the old reading stays.
        """
        return self._write(lambda connection: self._put(connection, reading, again=True))

    def put_rejection(self, rejection: Rejection) -> None:
        """Store the refusal of an input that gave no bytes."""
        self._write(lambda connection: self._put_refusals(connection, (rejection,), ()))

    def know(self, page: RawPage) -> Put | None:
        """Whether a page was read or deleted before, without reading it again; another name for it is taken down. None: not read yet."""
        return self._write(lambda connection: self._known(connection, page))

    def replace(self, conclusions: Conclusions) -> None:
        """Put new conclusions in the place of all old ones.

        Raises:
            Outdated: they tell of a report that was deleted meanwhile.
        """

        def call(connection: Connection) -> None:
            _replace(connection, self._dialect, conclusions)
            self._dialect.settle(connection)

        self._write(call)

    def forget(self, wish: Deletion, conclusions: Conclusions) -> tuple[Judgement, ...]:
        """Delete pages for good, with all that was read from them, and put in the place of all conclusions those without them.

        What comes back are the judgements that say so, one a page; a page that is not there has none. Free space of the file may
        still hold what was deleted until `Store.scrub`.
        """

        def call(connection: Connection) -> tuple[Judgement, ...]:
            self._dialect.shred(connection)
            _count(connection, READINGS)
            drafts = [forget_page(connection, self._dialect, page_id, wish) for page_id in wish.page_ids]
            sealed = tuple(_append(connection, draft) for draft in drafts if draft is not None)
            last = last_change(connection)
            _replace(connection, self._dialect, conclusions)
            forget_changes(connection, last)
            self._dialect.settle(connection)
            return sealed

        return self._write(call)

    def judge(self, draft: Judgement) -> Judgement:
        """Append a human decision; what comes back has its id and its place in the chain."""
        tries = iter((False,))  # from the second try on, the first may have been stored although nobody said so
        return self._write(lambda connection: self._judge(connection, draft, again=next(tries, True)))

    def _write(self, call: Callable[[Connection], T]) -> T:
        """What a call gives in a transaction of its own; tried again while the server is away."""
        for pause in PAUSES_S:
            try:
                with self._begin() as connection:
                    return call(connection)
            except ConnectionLost:
                time.sleep(pause)
        with self._begin() as connection:
            return call(connection)

    def _put(self, connection: Connection, reading: Reading, *, again: bool = False) -> Put:
        known = self._known(connection, reading.page)
        if known is Put.KNOWN and again and reading.report is not None:
            forget_reading(connection, self._dialect, reading.page.id)
        elif known is not None:
            return known
        if reading.report is None:
            self._put_page(connection, reading.page, keep_content=False)
            self._put_refusals(connection, reading.rejections, reading.issues)
            return Put.REJECTED
        self._put_report(connection, reading, reading.report)
        return Put.NEW

    def _judge(self, connection: Connection, draft: Judgement, *, again: bool) -> Judgement:
        table = schema.judgements
        if again:
            same = select(table.c.record).where(table.c.record_id == storable(draft.record_id), table.c.action == storable(draft.action))
            for record in connection.scalars(same.order_by(table.c.number.desc())):
                stored = decode(Judgement, record)
                if dataclasses.replace(stored, id=draft.id, previous=draft.previous, hash=draft.hash) == draft:
                    return stored
        return _append(connection, draft)

    def _known(self, connection: Connection, page: RawPage) -> Put | None:
        name = connection.scalar(READ_PAGE, {"page_id": page.id})
        if name is None:
            return Put.FORGOTTEN if is_forgotten(connection, page.id) else None
        if name == storable(page.name):
            return Put.KNOWN
        self._put_name(connection, page)
        return Put.DUPLICATE

    def _put_name(self, connection: Connection, page: RawPage) -> None:
        """Take down one more name of a page that is stored."""
        pages, table = schema.pages, schema.rejections
        others = connection.scalars(select(table.c.name).where(table.c.page_id == page.id, table.c.code == "duplicate"))
        stored = connection.scalar(select(pages.c.name).where(pages.c.id == page.id)) or storable(page.name)
        names = {storable(page.name), *others, stored}
        kept = min(names)
        connection.execute(delete(table).where(table.c.page_id == page.id, table.c.code == "duplicate"))
        detail = f"the same content as {kept}; it is kept once"
        _insert(connection, kinds.REJECTIONS, [Rejection(name, "duplicate", detail, page.id) for name in sorted(names - {kept})])
        if kept != stored:
            _rename(connection, page.id, kept)

    def _put_page(self, connection: Connection, page: RawPage, *, keep_content: bool) -> None:
        """The page as captured; of refused ones only what they were, not their bytes."""
        table = schema.pages
        if not keep_content:  # refused pages with the same bytes share one row: the name that sorts first
            stored = connection.scalar(NAME_OF_PAGE, {"page_id": page.id})
            page = dataclasses.replace(page, name=min(storable(page.name), stored or storable(page.name)))
        captured_at = page.captured_at.isoformat() if page.captured_at else ""
        row = {
            "id": page.id, "name": storable(page.name), "sha256": page.sha256, "captured_at": captured_at,
            "content": page.content if keep_content else None, "record": to_json(plain_page(page)),
        }  # fmt: skip
        _upsert(connection, table, row)

    def _put_report(self, connection: Connection, reading: Reading, report: Report) -> None:
        """Page, report, annotation, claims and what was refused or doubted, with their words in the index."""
        _count(connection, READINGS)
        self._put_page(connection, reading.page, keep_content=True)
        known = connection.scalar(select(schema.reports.c.id).where(schema.reports.c.id == report.id))
        words = [("claims", claim.id, claim.evidence) for claim in reading.claims]
        if known is None:
            _insert(connection, kinds.REPORTS, [report])
            words.insert(0, ("reports", report.id, words_of_report(report)))
        _forget_refusals(connection, reading.page)
        if reading.annotation is not None:
            _insert(connection, kinds.ANNOTATIONS, [reading.annotation])
            connection.execute(delete(schema.issues).where(schema.issues.c.record_id == report.id))
        _insert(connection, kinds.CLAIMS, reading.claims)
        self._index(connection, words)
        self._put_refusals(connection, reading.rejections, reading.issues)

    def _put_refusals(self, connection: Connection, rejections: Iterable[Rejection], issues: Iterable[Issue]) -> None:
        for rejection in rejections:
            _upsert(connection, schema.rejections, kinds.REJECTIONS.row(rejection))
        _insert_issues(connection, issues, "read")

    def _index(self, connection: Connection, words: Sequence[tuple[str, str, str]]) -> None:
        """Words by the kind and id of their record, under the next numbers."""
        if not words:
            return
        first = (connection.scalar(LAST_NUMBER) or 0) + 1
        rows = [{"number": n, "kind": kind, "record_id": record_id} for n, (kind, record_id, _) in enumerate(words, first)]
        insert_rows(connection, schema.texts, rows)
        self._dialect.add_texts(connection, [(n, body) for n, (_, _, body) in enumerate(words, first)])


def _append(connection: Connection, draft: Judgement) -> Judgement:
    """The judgement at the end of the chain, sealed."""
    table = schema.judgements
    last = connection.execute(select(table.c.number, table.c.hash).order_by(table.c.number.desc()).limit(1)).first()
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    sealed = seal(draft, previous)
    connection.execute(insert(table), {"number": number, **kinds.JUDGEMENTS.row(sealed)})
    return sealed


def _as_it_is(_: Connection, __: Sequence[Table]) -> AbstractContextManager[None]:
    """Writing with the indexes in place."""
    return nullcontext()


def _replace(connection: Connection, dialect: Dialect, conclusions: Conclusions) -> None:
    note_changes(connection, conclusions)
    unindexed = dialect.unindexed if len(conclusions.days) > MANY else _as_it_is
    with unindexed(connection, schema.RECONCILED):
        for table in schema.RECONCILED:
            connection.execute(delete(table))
        connection.execute(delete(schema.issues).where(schema.issues.c.phase == "reconcile"))
        for kind, records in _concluded(conclusions):
            _insert(connection, kind, records)
        if connection.scalar(DAY_OF_NONE):
            raise Outdated("a report was deleted while conclusions were drawn from it: give the same command again")
    _insert_issues(connection, conclusions.issues, "reconcile")
    with unindexed(connection, schema.SUMMED):
        summarise(connection, conclusions.matters)
    connection.execute(delete(schema.meta).where(schema.meta.c.key == "basis"))
    connection.execute(insert(schema.meta), {"key": "basis", "value": conclusions.basis})
    _count(connection, EDITION)


def _count(connection: Connection, key: str) -> None:
    """Count one more: an edition of the conclusions, or a change of what they are drawn from, so that whoever keeps something
    made from them sees that they are others.
    """
    connection.execute(ONE_MORE, {"key": key})


def _concluded(c: Conclusions) -> Iterator[tuple[Kind[Any], Iterable[Any]]]:
    yield kinds.ENTITIES, c.entities
    yield kinds.PLACES, c.places
    yield kinds.ORIGINS, c.origins
    yield kinds.LINKED, c.linked
    yield kinds.STORIES, c.stories
    yield kinds.ECHOES, c.echoes
    yield kinds.DAYS, c.days
    yield kinds.MATTERS, c.matters
    yield kinds.INCOMPARABLE, c.incomparable
    yield kinds.CONTROL, c.control


def _insert(connection: Connection, kind: Kind[Any], records: Iterable[Any]) -> None:
    """Insert records, so many at a time that the rows of a large ledger never stand in memory together."""
    left = iter(records)
    while chunk := list(itertools.islice(left, CHUNK)):
        rows = [kind.row(record) for record in chunk]
        insert_rows(connection, kind.table, rows)
        refs = {(str(row["id"]), role, target) for row, record in zip(rows, chunk, strict=True) for role, target in kind.refs(record)}
        if refs:
            insert_values(connection, schema.refs, REFS, sorted(refs))


def _insert_issues(connection: Connection, issues: Iterable[Issue], phase: str) -> None:
    for issue in issues:
        _upsert(connection, schema.issues, {**kinds.ISSUES.row(issue), "phase": phase})


def _upsert(connection: Connection, table: Table, row: dict[str, Any]) -> None:
    """Insert a row, or put it in the place of the one with its id; the SQL is the same for SQLite and PostgreSQL."""
    connection.execute(_upsert_sql(table.name, tuple(row)), row)


@functools.cache
def _upsert_sql(table: str, columns: tuple[str, ...]) -> TextClause:
    values = ", ".join(f":{c}" for c in columns)
    update = ", ".join(f"{c} = excluded.{c}" for c in columns if c != "id")
    return text(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({values}) ON CONFLICT (id) DO UPDATE SET {update}")


def _forget_refusals(connection: Connection, page: RawPage) -> None:
    """Take back why an input could not be read before, now that it is: with a new pack, or once its file could be opened."""
    table = schema.rejections
    unopened = (table.c.page_id == "") & (table.c.name == storable(page.name))
    connection.execute(delete(table).where(((table.c.page_id == page.id) & (table.c.code != "duplicate")) | unopened))


def _rename(connection: Connection, page_id: str, name: str) -> None:
    """Give a stored page and its report another name; nothing else about them changes."""
    _count(connection, READINGS)
    pages, reports = schema.pages, schema.reports
    for record_id, stored in connection.execute(select(reports.c.id, reports.c.record).where(reports.c.page_id == page_id)).all():
        renamed = dataclasses.replace(decode(Report, stored), name=name)
        connection.execute(update(reports).where(reports.c.id == record_id).values(name=name, record=encode(renamed)))
    page = connection.scalar(select(pages.c.record).where(pages.c.id == page_id)) or "{}"
    record = to_json({**json.loads(page), "name": name})
    connection.execute(update(pages).where(pages.c.id == page_id).values(name=name, record=record))
