"""Many rows into one table, without a look at each value on the way: for text and numbers, which every driver takes as they are.

Takes a connection, a table and rows. The SQL is SQLAlchemy's, made once for a table and its columns.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Table, insert


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the columns of the first in its order."""
    insert_values(connection, table, tuple(rows[0]), [tuple(row.values()) for row in rows])


def insert_values(connection: Connection, table: Table, columns: tuple[str, ...], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows of values, several in each, in the order of `columns`."""
    sql, arranged = _insert_sql(table, columns, connection.dialect)
    connection.exec_driver_sql(sql, list(map(arranged, rows)))


@functools.lru_cache(256)
def _insert_sql(table: Table, columns: tuple[str, ...], dialect: Dialect) -> tuple[str, Callable[[tuple[Any, ...]], Any]]:
    """The statement, and what makes its parameters of a row: values in its own order, or by name, as the driver has it."""
    made = insert(table).compile(dialect=dialect, column_keys=list(columns))
    if made.positiontup is None:
        return str(made), lambda row: dict(zip(columns, row, strict=True))
    return str(made), itemgetter(*map(columns.index, made.positiontup))
