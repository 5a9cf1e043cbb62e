"""What differs between databases: how to open one, how to begin, how to search words, what an error means.

Takes a file path or a database URL, gives an engine that the rest of `store` uses the same way for every database.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import quote

from sqlalchemy import (
    Connection,
    Engine,
    ExceptionContext,
    RowMapping,
    StaticPool,
    Table,
    column,
    create_engine,
    event,
    select,
    table,
    text,
)
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError

from warledger.model import StoreError
from warledger.store.schema import texts

WRITE = {"warledger_begin": "BEGIN IMMEDIATE"}
READ = {"warledger_begin": "BEGIN"}
NO_TRANSACTION = {"warledger_begin": ""}
WAIT_S = 30
"""How long a writer waits for another before it gives up."""


class ConnectionLost(StoreError):
    """The server went away in the middle; what was not acknowledged may be done again."""


class Dialect(Protocol):
    """The seam: one implementation a database."""

    name: str
    file: Path | None
    shared: bool
    """Whether several connections see the same ledger; not so in memory."""

    @property
    def where(self) -> str:
        """The ledger's name as it may be shown, without passwords."""

    def engine(self) -> Engine:
        """An engine; nothing is opened yet."""

    def prepare(self, connection: Connection) -> None:
        """What a database needs before its tables are made; outside any transaction."""

    def create_search(self, run: Callable[[str], Any]) -> None:
        """Make the word index; part of the first migration."""

    def add_texts(self, connection: Connection, bodies: Sequence[tuple[int, str]]) -> None:
        """Put the words of records, by their numbers, into the word index."""

    def drop_text(self, connection: Connection, number: int, body: str) -> None:
        """Take the words of a record out again; `body` must be what was put in."""

    def search(self, connection: Connection, query: str, most: int | None = None) -> list[RowMapping]:
        """Rows of `texts` whose words hold the query as it is written, best first; where more than `most` do, the latest of them."""

    def shred(self, connection: Connection) -> None:
        """Before rows are deleted for good, in their transaction: let the database write over what it deletes, where it can."""

    def scrub(self, connection: Connection) -> None:
        """After rows were deleted for good, outside any transaction: leave nothing of them in free space, word indexes and logs."""

    def unindexed(self, connection: Connection, tables: Sequence[Table]) -> AbstractContextManager[None]:
        """While all rows of some tables are written anew, in their transaction: without indexes where that keeps nobody waiting."""

    def settle(self, connection: Connection) -> None:
        """After many rows have changed: let the database see how many there are, so that it asks its indexes well."""

    def explain(self, error: DBAPIError) -> str:
        """One line that says what happened and what to do."""


def dialect_of(url: str) -> Dialect:
    """The dialect of a file path, `:memory:` or database URL.

    Raises:
        StoreError: the URL names a database that this warledger cannot use.
    """
    if "://" not in url:
        return Sqlite(None if url == ":memory:" else Path(url))
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StoreError(f"not a database URL: {url}") from error
    if parsed.get_backend_name() in ("postgresql", "postgres"):
        from warledger.store.postgres import Postgres

        return Postgres(parsed)
    if parsed.get_backend_name() != "sqlite":
        raise StoreError(f"{parsed.get_backend_name()} is not supported: give a file path, sqlite:///FILE or postgresql://HOST/DATABASE")
    return Sqlite(Path(parsed.database) if parsed.database and parsed.database != ":memory:" else None)


INDEXES = table("sqlite_master", column("type"), column("name"), column("tbl_name"), column("sql"))
CACHE_KB = 16_384
"""Memory for pages while a ledger is written anew; SQLite's own default is 2,000."""
ADD_TEXT = text("INSERT INTO words(rowid, body) VALUES (:number, :body)")


class Sqlite:
    """One file (or memory), write-ahead log, trigram index."""

    name = "sqlite"

    def __init__(self, file: Path | None) -> None:
        self.file = file
        self.shared = file is not None

    @property
    def where(self) -> str:
        """The path of the file."""
        return str(self.file or "memory")

    def engine(self) -> Engine:
        """An engine whose transactions begin as the execution option says: IMMEDIATE for writers."""
        url = URL.create("sqlite", database=str(self.file) if self.file else None)
        if self.file and self.file.exists() and not may_write(self.file):
            url = URL.create("sqlite", database=f"file:{quote(str(self.file.absolute()))}", query=_read_only(self.file))
        options: dict[str, Any] = {} if self.file else {"poolclass": StaticPool}
        engine = create_engine(url, connect_args={"timeout": WAIT_S, "check_same_thread": False}, **options)
        event.listen(engine, "connect", self._on_connect)
        event.listen(engine, "begin", _on_begin)
        event.listen(engine, "handle_error", self._on_error)
        return engine

    def _on_error(self, context: ExceptionContext) -> None:
        """Whatever SQLite says, wherever it says so, ends in a line for the user: no caller takes it for something else."""
        error = context.sqlalchemy_exception
        if isinstance(error, DBAPIError):
            raise StoreError(self.explain(error)) from error

    def prepare(self, connection: Connection) -> None:
        """Readers that do not wait for the writer: a write-ahead log, kept with the file from then on."""
        if self.shared:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")

    def _on_connect(self, connection: sqlite3.Connection, _: object) -> None:
        connection.isolation_level = None  # transactions are begun below, never by the driver
        cursor = connection.cursor()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.execute("PRAGMA synchronous=FULL")
        cursor.execute("PRAGMA trusted_schema=OFF")
        cursor.close()

    def create_search(self, run: Callable[[str], Any]) -> None:
        """A trigram index without its own copy of the words: it finds parts of words in every script."""
        run("CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='trigram')")

    def add_texts(self, connection: Connection, bodies: Sequence[tuple[int, str]]) -> None:
        """Index the words; NUL and lone surrogates, which SQLite cannot hold, count as spaces."""
        connection.execute(ADD_TEXT, [{"number": number, "body": clean_words(body)} for number, body in bodies])

    def drop_text(self, connection: Connection, number: int, body: str) -> None:
        """The 'delete' command of FTS5 needs the words that were put in."""
        command = text("INSERT INTO words(words, rowid, body) VALUES ('delete', :number, :body)")
        connection.execute(command, {"number": number, "body": clean_words(body)})

    def search(self, connection: Connection, query: str, most: int | None = None) -> list[RowMapping]:
        """Every word of the query must occur; words under three letters cannot be looked up and are left out.

        The rank of one row needs a count of all rows, so where very many match none is ranked.
        """
        words = [w for w in clean_words(query).split() if len(w) >= 3]
        if not words:
            return []
        match = " AND ".join('"' + w.replace('"', '""') + '"' for w in words)
        if most is not None:
            latest = text("SELECT rowid FROM words WHERE words MATCH :match ORDER BY rowid DESC LIMIT :most")
            numbers = connection.scalars(latest, {"match": match, "most": most + 1}).all()
            if len(numbers) > most:
                rows = connection.execute(select(texts).where(texts.c.number.in_(numbers[:most])).order_by(texts.c.number.desc()))
                return list(rows.mappings())
        found = (
            select(texts.c.kind, texts.c.record_id)
            .join(text("words"), text("words.rowid = texts.number"))
            .where(text("words MATCH :match"))
            .order_by(text("bm25(words)"), texts.c.kind, texts.c.record_id)
        )
        return list(connection.execute(found, {"match": match}).mappings())

    def shred(self, connection: Connection) -> None:
        """Deleted rows are written over with zeros, by this connection from now on."""
        connection.exec_driver_sql("PRAGMA secure_delete=ON")

    def scrub(self, connection: Connection) -> None:
        """The word index written anew without what was taken out, the file without its free pages, the log emptied.

        Raises:
            StoreError: somebody reads the ledger, so that the log cannot be emptied.
        """
        connection.exec_driver_sql("INSERT INTO words(words) VALUES ('optimize')")
        connection.exec_driver_sql("VACUUM")
        busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar()
        if busy:
            raise StoreError(f"{self.where}: somebody reads the ledger, so its log could not be emptied")

    @contextmanager
    def unindexed(self, connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
        """Indexes made at the end are sorted once: row by row each costs a page read and written as soon as it outgrows the cache.

        Keys stay, so that they are looked up and twice the same is refused. Readers see the old ledger with its indexes until the end.
        """
        held = select(INDEXES.c.name, INDEXES.c.sql).where(INDEXES.c.type == "index", INDEXES.c.sql.is_not(None))
        rows = connection.execute(held.where(INDEXES.c.tbl_name.in_([table.name for table in tables])).order_by(INDEXES.c.name)).all()
        connection.exec_driver_sql(f"PRAGMA cache_size={-CACHE_KB}")
        try:
            for row in rows:
                connection.exec_driver_sql(f'DROP INDEX "{row.name}"')
            yield
            for row in rows:
                connection.exec_driver_sql(row.sql)
        finally:
            connection.exec_driver_sql("PRAGMA cache_size=-2000")

    def settle(self, connection: Connection) -> None:
        """Without this a first page of claims is sorted from all claims: 30 ms at 8,000, more with every claim."""
        connection.exec_driver_sql("PRAGMA analysis_limit=1000")
        connection.exec_driver_sql("ANALYZE")

    def explain(self, error: DBAPIError) -> str:
        """What SQLite's own words mean to the user."""
        said = str(error.orig)
        for sign, line in _SQLITE_SAYS:
            if sign in said:
                return line.format(where=self.where)
        return f"{self.where}: {said}"


def may_write(file: Path) -> bool:
    """Whether a ledger may be written where it lies: the file, and the folder for its log."""
    return os.access(file, os.W_OK) and os.access(file.absolute().parent, os.W_OK)


def _read_only(file: Path) -> dict[str, str]:
    """How to open a ledger on a read-only disk; without an open log it cannot change, and no log needs to be made."""
    log = file.with_name(file.name + "-wal")
    still = {} if log.exists() and log.stat().st_size else {"immutable": "1"}
    return {"mode": "ro", "uri": "true", **still}


_SQLITE_SAYS = (
    ("disk is full", "{where}: the disk is full; free some space and give the same command again: what was stored is kept"),
    ("disk I/O error", "{where}: the disk could not be written (full, or failing); what was stored is kept: give the same command again"),
    ("readonly", "{where}: the ledger may not be written here; copy it to a folder that may, or give another --ledger"),
    ("unable to open", "{where}: the ledger cannot be opened; check that the folder exists and may be written"),
    ("locked", "{where}: another warledger is writing this ledger; wait until it has finished and give the same command again"),
    ("not a database", "{where}: this file is not a ledger; give another --ledger"),
    ("malformed", "{where}: the ledger is damaged; go back to a backup, or run on the same reports into a new --ledger"),
)


def clean_words(body: str) -> str:
    """Words as a word index can hold them: NUL is a space, lone surrogates are question marks."""
    return body.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


def _on_begin(connection: Connection) -> None:
    begin = connection.get_execution_options().get("warledger_begin", "BEGIN")
    if begin:
        connection.exec_driver_sql(begin)
