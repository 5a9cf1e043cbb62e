"""Opening a ledger: create it, bring it up to date, or say in one line why it cannot be opened.

Takes a file path, `:memory:` or a database URL, gives a Store.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError

from warledger.model import StoreError
from warledger.store import kinds, schema
from warledger.store.dialects import NO_TRANSACTION, READ, WRITE, ConnectionLost, Dialect, dialect_of
from warledger.store.migrate import is_current, revision_of, upgrade
from warledger.store.view import View
from warledger.store.writer import PAUSES_S, Writer

T = TypeVar("T")
AGAIN = 3
"""How often work on a view is begun anew: it may take long."""
EMPTY = b""
SQLITE_MAGIC = b"SQLite format 3\0"


class Store:
    """An open ledger. Give it back with `close`, or use it in a `with` statement."""

    def __init__(self, url: str, dialect: Dialect, engine: Engine) -> None:
        self.url = url
        self.dialect, self._engine = dialect, engine

    @property
    def name(self) -> str:
        """The ledger as it may be shown: a path, or a URL without its password."""
        return self.dialect.where

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def connect(self) -> Connection:
        """A connection of one's own; `told` says what goes wrong on it in one line."""
        return self._engine.connect()

    def writer(self) -> Writer:
        """What adds to the ledger; each of its calls is a transaction of its own."""
        return Writer(self.begin, self.dialect)

    def view(self) -> View:
        """What reads the ledger as it is now; what is written later does not show in it.

        In memory, where there is one connection only, later writes do show.
        """
        with self.told():
            connection = self.connect().execution_options(**(READ if self.dialect.shared else NO_TRANSACTION))
            connection.execute(select(schema.meta.c.value)).first()  # the snapshot is taken at the first read
            return View(connection, self.dialect)

    def looked(self, call: Callable[[View], T]) -> T:
        """What a call makes of the ledger as it is; begun again a few times when the server goes away in it.

        Raises:
            StoreError: the ledger cannot be read, or the server goes away time and again.
        """
        for pause in PAUSES_S[:AGAIN]:
            try:
                with self.view() as view:
                    return call(view)
            except ConnectionLost:
                time.sleep(pause)
        with self.view() as view:
            return call(view)

    def scrub(self) -> None:
        """Clean free space, word index and log of what was deleted; takes as long as copying the ledger, and as much room.

        Raises:
            StoreError: there is no room, or somebody reads the ledger.
        """
        with self.told(), self.connect().execution_options(**NO_TRANSACTION) as connection:
            self.dialect.scrub(connection)

    def dump(self) -> Iterator[str]:
        """All records as canonical JSON lines, sorted; equal for equal ledgers, however they were filled.

        When a page was captured is left out: it says when the machine looked, not what it saw.
        """
        tables = [k.table for k in vars(kinds).values() if isinstance(k, kinds.Kind)]
        with self.told(), self.connect().execution_options(**READ) as connection:
            for table in sorted((*tables, schema.pages), key=lambda t: t.name):
                rows = connection.execute(select(table.c.id, table.c.record).order_by(table.c.id).execution_options(yield_per=1000))
                yield from (f'{{"{table.name}":"{row.id}","record":{row.record}}}' for row in rows)
            refs = schema.refs.c
            pointers = select(schema.refs).order_by(refs.owner_id, refs.role, refs.target_id).execution_options(yield_per=1000)
            for row in connection.execute(pointers):
                yield f'{{"refs":["{row.owner_id}","{row.role}","{row.target_id}"]}}'

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        """A write transaction: it waits for other writers, is kept whole or not at all.

        Raises:
            StoreError: the disk is full, the file may not be written, another writer does not finish.
        """
        with self.told(), self.connect().execution_options(**WRITE) as connection, connection.begin():
            yield connection

    @contextmanager
    def told(self) -> Iterator[None]:
        """Database errors as StoreError."""
        try:
            yield
        except DBAPIError as error:
            raise StoreError(self.dialect.explain(error)) from error


def open_store(url: str | Path, *, create: bool = True) -> Store:
    """The ledger at a file path or URL, made when it is not there (unless `create` is False), its tables up to date.

    Raises:
        StoreError: it is not there, is not a ledger, was written by a newer warledger, or cannot be opened.
    """
    dialect = dialect_of(str(url))
    _check_file(dialect.file, create=create)
    store = Store(str(url), dialect, dialect.engine())
    try:
        _bring_up_to_date(store, dialect, create=create)
    except StoreError as error:
        store.close()
        raise StoreError(_with_file(str(error), dialect.file)) from error
    return store


def _check_file(file: Path | None, *, create: bool) -> None:
    """Refuse what is plainly no ledger before the database is asked: it would answer in its own words."""
    if file is None:
        return
    if file.is_dir():
        raise StoreError(f"{file} is a folder; give --ledger a file name in it")
    if not file.exists():
        if not create:
            raise StoreError(f"there is no ledger at {file}: make one with warledger run FILES --ledger {file}")
        if not file.absolute().parent.is_dir():
            raise StoreError(f"the folder of {file} does not exist: make it first")
        return
    try:
        with file.open("rb") as stream:
            start = stream.read(len(SQLITE_MAGIC))
    except OSError as error:
        raise StoreError(f"{file} cannot be read: {error.strerror}") from error
    if start not in (EMPTY, SQLITE_MAGIC):
        raise StoreError(f"{file} is not a ledger; give another --ledger")


def _bring_up_to_date(store: Store, dialect: Dialect, *, create: bool) -> None:
    """Create or migrate the tables; the write lock makes two processes that start at once take turns."""
    with store.told(), store.connect().execution_options(**READ) as connection:
        if is_current(connection):
            return
        if dialect.file is None and dialect.shared and not create and not revision_of(connection):
            raise StoreError(f"there is no ledger at {dialect.where}: make one with warledger run FILES --ledger {dialect.where}")
    with store.told(), store.connect().execution_options(**NO_TRANSACTION) as connection:
        dialect.prepare(connection)
    with store.begin() as connection:
        if not is_current(connection):
            upgrade(connection, dialect)


def _with_file(message: str, file: Path | None) -> str:
    return message if file is None or str(file) in message else f"{file}: {message}"
