"""A whole ledger from one store into another, or into a backup file, compared row by row before it counts.

Takes open stores, gives how many rows were copied. The target is filled in one transaction: it holds all or nothing.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Table, func, insert, select

from warledger.model import Claim, Report, StoreError
from warledger.store import schema
from warledger.store.codec import decode, storable
from warledger.store.dialects import NO_TRANSACTION, READ
from warledger.store.opening import Store, open_store
from warledger.store.summary import summarise

T = TypeVar("T")
ROWS = 500
"""Rows held in memory at once."""

PAGES = 20
"""The same for captured pages, which may be megabytes each."""

TABLES = (
    schema.pages, schema.reports, schema.marks, schema.claims, schema.rejections, schema.issues, schema.texts, *schema.RECONCILED,
    schema.judgements, schema.changes,
)  # fmt: skip
"""All tables but `meta`, which a new ledger has, and those that are made from others; what others point at comes first."""


def move_ledger(source: Store, target: Store) -> dict[str, int]:
    """Copy everything from a ledger, as it is now, into an empty one; rows copied, by table.

    Raises:
        StoreError: the target is not empty, cannot be written, or does not hold what was copied; it is then left as it was.
    """
    with source.told(), source.connect().execution_options(**READ) as old, target.begin() as new:
        for table in TABLES:
            if new.execute(select(*table.primary_key).limit(1)).first():
                raise StoreError(f"{target.name} already holds {table.name}: move into an empty ledger")
        for table in TABLES:
            for rows in _chunks(_rows(old, table), _size(table)):
                new.execute(insert(table), rows)
        for bodies in _chunks(_bodies(old), PAGES):
            target.dialect.add_texts(new, bodies)
        summarise(new)
        return {table.name: _compare(old, new, table) for table in TABLES}


def back_up(store: Store, file: Path) -> dict[str, int]:
    """A copy of the ledger, as it is now, in one new file, which is a ledger itself; rows, by table.

    A file is copied by the database itself (VACUUM INTO), a server's ledger row by row. The name appears when the
    copy is whole and compared.

    Raises:
        StoreError: the file exists, cannot be written, or does not hold what was copied.
    """
    if file.exists():
        raise StoreError(f"{file} exists: give another name for the backup")
    part = file.with_name(file.name + ".part")
    part.unlink(missing_ok=True)
    if store.dialect.name == "sqlite":
        with store.told(), store.connect().execution_options(**NO_TRANSACTION) as connection:
            connection.exec_driver_sql("VACUUM INTO ?", (str(part),))
        with open_store(part) as copy, store.told(), store.connect().execution_options(**READ) as old, copy.begin() as new:
            rows = {table.name: _compare(old, new, table) for table in TABLES}
    else:
        with open_store(part) as copy:
            rows = move_ledger(store, copy)
    _settle(part, file)
    return rows


def _settle(part: Path, file: Path) -> None:
    """Give a finished copy its name, in a way that outlives a power cut."""
    with part.open("rb") as stream:
        os.fsync(stream.fileno())
    part.rename(file)
    folder = os.open(file.absolute().parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    """Rows in the order of their keys, as any database can hold them."""
    query = select(table).order_by(*table.primary_key).execution_options(yield_per=_size(table))
    for row in connection.execute(query).mappings():
        yield {name: storable(held) if isinstance(held, str) else held for name, held in row.items()}


def _size(table: Table) -> int:
    return PAGES if table is schema.pages else ROWS


def _chunks(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    rows = iter(rows)
    while chunk := list(islice(rows, size)):
        yield chunk


def _bodies(connection: Connection) -> Iterator[tuple[int, str]]:
    """What the word index was made from: indexes hold words in their own ways and are made anew."""
    texts, reports, claims = schema.texts.c, schema.reports.c, schema.claims.c
    told = select(texts.number, reports.record).join(schema.reports, reports.id == texts.record_id).where(texts.kind == "reports")
    for number, record in connection.execute(told.order_by(texts.number).execution_options(yield_per=PAGES)):
        report = decode(Report, record)
        yield number, f"{report.title}\n{report.text}"
    said = select(texts.number, claims.record).join(schema.claims, claims.id == texts.record_id).where(texts.kind == "claims")
    for number, record in connection.execute(said.order_by(texts.number).execution_options(yield_per=ROWS)):
        yield number, decode(Claim, record).evidence


def _compare(old: Connection, new: Connection, table: Table) -> int:
    """How many rows both sides hold, all equal.

    Raises:
        StoreError: some row differs.
    """
    count = 0
    for row, copied in zip(_rows(old, table), _rows(new, table), strict=False):
        if row != copied:
            raise StoreError(f"the copy of {table.name} differs from row {count + 1} on: nothing was moved")
        count += 1
    held = [c.scalar(select(func.count()).select_from(table)) for c in (old, new)]
    if held != [count, count]:
        raise StoreError(f"the copy of {table.name} has {held[1]} rows instead of {held[0]}: nothing was moved")
    return count
