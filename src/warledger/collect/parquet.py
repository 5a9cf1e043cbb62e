"""Parquet: one page a row, with the columns that CSV files have. DuckDB reads it; its import is slow and waits until then."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from warledger.collect.archives import Read
from warledger.collect.contract import CollectOptions, Input, Item, megabytes, shown
from warledger.collect.jsonl import page_of_row
from warledger.collect.rows import find_columns
from warledger.model import RawPage, Rejection

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAGIC = b"PAR1"
ROWS = 256
"""Rows in memory at once."""
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
    wanted = ", ".join(_column(str(header[at][0]), str(header[at][1])) for at in columns.values())
    cursor = database.execute(f"SELECT {wanted} FROM read_parquet(?)", [path])
    number = 0
    while rows := cursor.fetchmany(ROWS):
        for row in rows:
            number += 1
            yield _page(dict(zip(columns, row, strict=True)), f"{source.name}:{number}", opts)


def _column(name: str, kind: str) -> str:
    quoted = '"' + name.replace('"', '""') + '"'
    return quoted if kind == "BLOB" else f"CAST({quoted} AS VARCHAR)"


def _page(row: dict[str, str | bytes | None], where: str, opts: CollectOptions) -> RawPage | Rejection:
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
