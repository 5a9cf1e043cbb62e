"""Brings a database to the tables that this warledger knows, or says why not.

Takes a connection, gives nothing. Alembic is imported only when there is something to do: it is slow to import.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, select, table, text
from sqlalchemy import column as sql_column

from warledger.model import StoreError
from warledger.store.dialects import Dialect
from warledger.store.schema import FORMAT, meta
from warledger.store.summary import summarise

REVISIONS = ("0001", "0002", "0003", "0004")
"""All migrations, oldest first; the last is what this warledger writes."""

SUMMED_SINCE = "0003"
"""From this one on what is counted over a ledger is what this warledger counts; raise it when that changes."""


def revision_of(connection: Connection) -> str:
    """The migration that a database stands at, "" when it has no tables at all.

    Raises:
        StoreError: it has tables, but not those of a ledger.
    """
    names = set(inspect(connection).get_table_names())
    if not names:
        return ""
    if not {"alembic_version", "meta"} <= names:
        raise StoreError("this database is not a ledger; give another --ledger")
    return str(connection.scalar(select(sql_column("version_num")).select_from(table("alembic_version"))) or "")


def is_current(connection: Connection) -> bool:
    """Whether nothing needs to be migrated.

    Raises:
        StoreError: not a ledger, or one from a newer warledger.
    """
    revision = revision_of(connection)
    if revision and revision not in REVISIONS:
        raise StoreError("the ledger was written by a newer warledger: bring this one up to date (pip install --upgrade warledger)")
    if revision:
        known = connection.scalar(select(meta.c.value).where(meta.c.key == "format"))
        if known != FORMAT:
            raise StoreError(f"the ledger holds records of format {known}, this warledger reads {FORMAT}: bring warledger up to date")
    return revision == REVISIONS[-1]


def upgrade(connection: Connection, dialect: Dialect) -> None:
    """Apply the missing migrations within the transaction that is already begun."""
    from alembic import command
    from alembic.config import Config

    before = revision_of(connection)
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    config.attributes["create_search"] = lambda: dialect.create_search(lambda sql: connection.execute(text(sql)))
    command.upgrade(config, "head")
    if before < SUMMED_SINCE:
        summarise(connection)
