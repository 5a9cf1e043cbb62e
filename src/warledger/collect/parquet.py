"""Parquet: one page a row, with the columns that CSV files have. DuckDB reads it; its import is slow and waits until then."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from warledger.collect.archives import Read
from warledger.collect.contract import SLACK, CollectOptions, Input, Item, megabytes, shown
from warledger.collect.jsonl import page_of_row
from warledger.collect.rows import find_columns
from warledger.model import RawPage, Rejection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAGIC = b"PAR1"
VECTOR = 2_048
"""Rows that DuckDB hands over at once."""
AT_ONCE = 64_000_000
"""Bytes of rows that are asked for at once."""
Row = tuple[str | bytes | None, ...]
PIECE = 1 << 20
ALONE: dict[str, str | bool | int | float | list[str]] = {
    "threads": 1, "memory_limit": "1GB", "autoinstall_known_extensions": False, "autoload_known_extensions": False,
}  # fmt: skip


def read_parquet(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """A page for each row, in the order of the file; memory does not grow with it."""
    try:
        import duckdb
    except ImportError:
        yield source.refuse("unreadable", "Parquet needs DuckDB: pip install 'warledger[parquet]'")
        return
    with _as_file(source.stream, opts.max_total) as path:
        if path is None:
            yield source.refuse("too-large", f"a table of more than {megabytes(opts.max_total)}: split it")
            return
        with duckdb.connect(":memory:", config=ALONE) as database:
            try:
                yield from _rows(database, path, source, opts)
            except duckdb.Error as error:
                said = (str(error).splitlines() or [""])[0][:100].replace(path, shown(source.name))
                yield source.refuse("damaged", f"a Parquet file that cannot be read on: {said}")


def _rows(database: DuckDBPyConnection, path: str, source: Input, opts: CollectOptions) -> Iterator[Item]:
    header = database.execute("DESCRIBE SELECT * FROM read_parquet(?)", [path]).fetchall()
    columns = find_columns([str(name) for name, *_ in header], opts.columns)
    if "text" not in columns and "html" not in columns:
        names = ", ".join(shown(str(name)) for name, *_ in header[:12])
        yield source.refuse("no-column", f"no column holds the text (there are: {names}): say which with --column text=NAME")
        return
    cells = [_column(str(header[at][0]), str(header[at][1])) for at in columns.values()]
    longest = " + ".join(f"coalesce({_size(cell)}, 0)" for cell in cells)
    number, total, most = database.execute(f"SELECT count(*), sum({longest}), max({longest}) FROM read_parquet(?)", [path]).fetchall()[0]
    if (total or 0) > min(opts.max_total, max(SLACK, opts.max_ratio * os.path.getsize(path))):
        yield source.refuse("too-large", f"a table that unpacks to {megabytes(total)}: split it")
        return
    for at, row in enumerate(_cells(database, path, cells, (number, most or 0, opts.max_bytes)), 1):
        yield _page(dict(zip(columns, row, strict=True)), f"{source.name}:{at}", opts)


def _cells(database: DuckDBPyConnection, path: str, cells: list[str], sizes: tuple[int, int, int]) -> Iterator[Row]:
    """Rows in their order. DuckDB hands over 2,048 at a time, whatever they hold, so fewer are asked for where they are long.

    `sizes` are the number of rows, the bytes of the longest, and the bytes of a cell that are still taken; a longer one is cut one
    byte behind that, to be seen as too long.
    """
    number, most, limit = sizes
    wanted = ", ".join(f"CASE WHEN {_size(cell)} > {limit} THEN {_cut(cell, limit)} ELSE {cell} END" for cell in cells)
    step = VECTOR if most * VECTOR <= AT_ONCE else max(1, AT_ONCE // most)
    asked = f"SELECT {wanted} FROM read_parquet(?, file_row_number = true) WHERE file_row_number >= ? AND file_row_number < ?"
    if step == VECTOR:
        cursor = database.execute(asked, [path, 0, number])
        while rows := cursor.fetchmany(VECTOR):
            yield from rows
        return
    for start in range(0, number, step):
        yield from database.execute(asked, [path, start, start + step]).fetchall()


def _size(cell: str) -> str:
    return f"strlen({cell})" if cell.startswith("CAST") else f"octet_length({cell})"


def _cut(cell: str, limit: int) -> str:
    return f"left({cell}, {limit + 1})" if cell.startswith("CAST") else f"{cell}[:{limit + 1}]"


def _column(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return quoted if kind == "BLOB" else f"CAST({quoted} AS VARCHAR)"


def _page(row: dict[str, str | bytes | None], where: str, opts: CollectOptions) -> RawPage | Rejection:
    if any(cell is not None and len(cell) > opts.max_bytes for cell in row.values()):
        return Rejection(where, "too-large", f"a text of more than {megabytes(opts.max_bytes)}, the limit: split it")
    plain = {key: cell.decode("utf-8", "replace") if isinstance(cell, bytes) else cell for key, cell in row.items() if cell is not None}
    page = page_of_row(plain, where)
    if isinstance(page, RawPage) and len(page.content) > opts.max_bytes:
        return Rejection(where, "too-large", f"a text of more than {megabytes(opts.max_bytes)}, the limit: split it")
    return page


@contextmanager
def _as_file(stream: BinaryIO, limit: int) -> Iterator[str | None]:
    """The path of a copy on disk, since the end of the file has to be read first; None when it is larger than `limit`."""
    with tempfile.NamedTemporaryFile(prefix="warledger-", suffix=".parquet") as copy:
        while (piece := stream.read(PIECE)) and copy.tell() <= limit:
            copy.write(piece)
        copy.flush()
        yield copy.name if copy.tell() <= limit else None
