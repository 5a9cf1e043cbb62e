"""A ledger in a PostgreSQL database: many readers, one writer at a time, words found in every script.

Takes a database URL, gives the dialect that `store` uses. Needs the extra `postgres`; the driver is imported when an
engine is made. Several ledgers fit into one database, each in its own schema (`?options=-csearch_path%3Dname`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, RowMapping, Table, create_engine, event, select, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from warledger.model import StoreError
from warledger.store.dialects import READ, WRITE, ConnectionLost, clean_words
from warledger.store.schema import metadata, texts

WAIT_S = 30
"""How long a writer waits for another before it gives up."""

CONNECT_S = 10
RANKED = 100_000
"""Characters of a report that count for its rank in a search; all of them are searched. A tsvector holds 1 MB at most."""

READ_SQL = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
WRITE_SQL = (
    f"SET LOCAL lock_timeout = '{WAIT_S}s'",
    # one writer a ledger: a ledger is a schema, the lock is that of the database
    "SELECT pg_advisory_xact_lock(hashtext('warledger'), hashtext(coalesce(current_schema(), '')))",
)

CREATE_SEARCH = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    'CREATE TABLE words (number INTEGER PRIMARY KEY, body TEXT COLLATE "C" NOT NULL, vector TSVECTOR NOT NULL)',
    "CREATE INDEX ix_words_body ON words USING gin (body gin_trgm_ops)",
)


ADD_TEXT = text("INSERT INTO words (number, body, vector) VALUES (:number, :body, to_tsvector('simple', :ranked))")


class Postgres:
    """One database or schema; write transactions take turns by an advisory lock, views are snapshots."""

    name = "postgresql"
    file: Path | None = None
    shared = True

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql+psycopg")
        self._where = url.set(drivername="postgresql").render_as_string(hide_password=True)

    @property
    def where(self) -> str:
        """The ledger's name as it may be shown: without the password."""
        return self._where

    def engine(self) -> Engine:
        """An engine whose transactions begin as the execution option says; lost connections are found before they are used."""
        arguments = {"connect_timeout": CONNECT_S, "application_name": "warledger"}
        try:
            engine = create_engine(self._url, pool_pre_ping=True, connect_args=arguments)
        except ImportError as error:
            raise StoreError("PostgreSQL needs its driver: pip install 'warledger[postgres]'") from error
        event.listen(engine, "begin", _on_begin)
        event.listen(engine, "before_cursor_execute", _without_nul, retval=True)
        event.listen(engine, "handle_error", self._on_error)
        return engine

    def prepare(self, connection: Connection) -> None:
        """Refuse a database that cannot hold every script."""
        encoding = connection.exec_driver_sql("SHOW server_encoding").scalar()
        if encoding != "UTF8":
            raise StoreError(f"{self._where}: the database is in {encoding}; a ledger needs UTF8: createdb --encoding=UTF8")

    def create_search(self, run: Callable[[str], Any]) -> None:
        """A trigram index for parts of words in every script, a vector of words for the rank."""
        for sql in CREATE_SEARCH:
            run(sql)

    def add_texts(self, connection: Connection, bodies: Sequence[tuple[int, str]]) -> None:
        """Index the words in one case: databases differ in which letters they can lower."""
        folded = [(number, clean_words(body).casefold()) for number, body in bodies]
        connection.execute(ADD_TEXT, [{"number": number, "body": body, "ranked": body[:RANKED]} for number, body in folded])

    def drop_text(self, connection: Connection, number: int, body: str) -> None:
        """Take the words out; PostgreSQL keeps them by number."""
        connection.execute(text("DELETE FROM words WHERE number = :number"), {"number": number})

    def search(self, connection: Connection, query: str, most: int | None = None) -> list[RowMapping]:
        """Every word of the query must occur; words under three letters have no trigram and are left out."""
        wanted = [w for w in clean_words(query).split() if len(w) >= 3]
        if not wanted:
            return []
        binds = {f"w{i}": f"%{_escaped(w.casefold())}%" for i, w in enumerate(wanted)}
        found = select(texts.c.kind, texts.c.record_id).join(text("words"), text("words.number = texts.number"))
        for name in binds:
            found = found.where(text(f"words.body LIKE :{name}"))
        if most is not None:
            latest = list(connection.execute(found.order_by(texts.c.number.desc()).limit(most + 1), binds).mappings())
            if len(latest) > most:
                return latest[:most]
        rank = text("ts_rank(words.vector, plainto_tsquery('simple', :query)) DESC")
        found = found.order_by(rank, texts.c.kind, texts.c.record_id)
        return list(connection.execute(found, {**binds, "query": " ".join(wanted).casefold()}).mappings())

    def shred(self, connection: Connection) -> None:
        """Nothing: old rows stay until the tables are written anew."""

    def scrub(self, connection: Connection) -> None:
        """Every table written anew; the server's own log and its backups are its administrator's."""
        alone = connection.execution_options(isolation_level="AUTOCOMMIT")
        alone.exec_driver_sql(f"SET lock_timeout = '{WAIT_S}s'")
        try:
            for table in ("words", *metadata.tables):
                alone.exec_driver_sql(f"VACUUM (FULL, ANALYZE) {table}")
        finally:
            alone.exec_driver_sql("RESET lock_timeout")

    def unindexed(self, connection: Connection, tables: Sequence[Table]) -> AbstractContextManager[None]:
        """With them: to drop one would keep every reader waiting until the end."""
        return nullcontext()

    def settle(self, connection: Connection) -> None:
        """Nothing: autovacuum looks at the tables soon after."""

    def explain(self, error: DBAPIError) -> str:
        """What PostgreSQL's own words mean to the user."""
        state, said = _state(error), str(error.orig).strip()
        for begins, line in _STATES.items():
            if state.startswith(begins):
                return line.format(where=self._where)
        for sign, line in _SIGNS.items():
            if sign in said and not state:  # only a connection that was not made has no state
                return line.format(where=self._where)
        return f"{self._where}: {(said.splitlines() or ['no reason given'])[0]}"

    def _on_error(self, context: ExceptionContext) -> None:
        """Every error as a line for the user; a connection that broke is told apart: the same call may succeed on the next one."""
        error = context.sqlalchemy_exception
        if context.is_pre_ping:
            return  # the pool makes a new connection by itself
        if isinstance(error, DBAPIError):
            kind = ConnectionLost if context.is_disconnect or _is_away(error) else StoreError
            raise kind(self.explain(error)) from error


AWAY = ("57P01", "57P02", "57P03", "08")
"""States of a server that shuts down, has crashed, is starting, or cannot be reached."""


def _is_away(error: DBAPIError) -> bool:
    return _state(error).startswith(AWAY) or any(sign in str(error.orig) for sign in ("Connection refused", "starting up", "shutting down"))


def _state(error: DBAPIError) -> str:
    return getattr(error.orig, "sqlstate", None) or ""


_NO_TRIGRAMS = "{where}: the server lacks the extension pg_trgm; install postgresql-contrib there"
_REFUSED = "{where}: the server refuses this user or password"
_STATES = {
    "53100": "{where}: the server's disk is full; free some space and give the same command again: what was stored is kept",
    "53300": "{where}: the server has no connection left; wait, or raise its max_connections",
    "55P03": "{where}: another warledger is writing this ledger; wait until it has finished and give the same command again",
    "25006": "{where}: the ledger may not be written: the server, or your role, is read-only",
    "42501": "{where}: your role may not do this; ask for rights on the schema, and for pg_trgm in the database",
    "28": _REFUSED,
    "3D000": "{where}: there is no such database; make it first: createdb --encoding=UTF8 NAME",
    "0A000": _NO_TRIGRAMS,
    "58P01": _NO_TRIGRAMS,
}
_SIGNS = {
    "authentication failed": _REFUSED,
    "no password supplied": "{where}: the server wants a password: put it into the URL, PGPASSWORD or ~/.pgpass",
    "does not exist": "{where}: there is no such database or user; make it first: createdb --encoding=UTF8 NAME",
    "onnection": "{where}: the server does not answer or ended the connection; give the same command again: what was stored is kept",
}


def _on_begin(connection: Connection) -> None:
    """The driver begins by itself; this says what kind of transaction it is."""
    begin = connection.get_execution_options().get("warledger_begin")
    if begin == READ["warledger_begin"]:
        connection.exec_driver_sql(READ_SQL)
    elif begin == WRITE["warledger_begin"]:
        for sql in WRITE_SQL:
            connection.exec_driver_sql(sql)


def _without_nul(_c: object, _cursor: object, statement: str, parameters: Any, _context: object, many: bool) -> tuple[str, Any]:
    """NUL, which PostgreSQL's text cannot hold, becomes U+FFFD in whatever is asked for; stored records have it escaped."""
    if many:
        return statement, [_mend(p) for p in parameters]
    return statement, _mend(parameters)


def _mend(parameters: Any) -> Any:
    if isinstance(parameters, dict) and any(isinstance(v, str) and "\0" in v for v in parameters.values()):
        return {k: v.replace("\0", "\ufffd") if isinstance(v, str) else v for k, v in parameters.items()}
    return parameters


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
