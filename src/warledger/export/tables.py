"""Tables of a ledger: as CSV for spreadsheets, as Parquet for analysis.

Takes a Job, gives a file. One table a file: claims, matters, control, entities, places, stories or reports.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from warledger.export.csvfile import csv_bytes
from warledger.export.flat import flat
from warledger.export.incidents import spot_of
from warledger.export.job import Exported, Job
from warledger.export.shapes import Shape, entity_shape, iter_claims, matter_shape, place_shape, report_shape, story_shape
from warledger.model import ConfigError
from warledger.store import control_id

RULES = (
    "lists stand in one cell, joined with '; '",
    "control has one row a place and day, in the long form of VIINA, with the claim that says it",
)
CANNOT_SAY = ("the words around a claim: the offsets point into the captured text, which stays in the ledger",)

INTEGERS = frozenset({
    "start", "end", "count_low", "count_high", "estimate_low", "estimate_best", "estimate_high", "independent_origins", "mentions",
    "n_independent",
})  # fmt: skip
DOUBLES = frozenset({"prob", "lat", "lon"})
DATES = frozenset({"when_from", "when_to", "on", "published", "date"})
FLAGS = frozenset({"private", "provisional", "published_inferred"})

CONTROL = ("geonameid", "name", "lat", "lon", "date", "status", "claimant", "claim_id", "n_independent", "standing", "inherited_from", "id")


def write_csv(job: Job) -> Exported:
    """The table that was asked for, as CSV; cells that a spreadsheet would run are guarded."""
    columns, rows = _table(job)
    return Exported(csv_bytes(columns, rows), len(rows))


def write_parquet(job: Job) -> Exported:
    """The table that was asked for, as Parquet with typed columns; nothing is guarded.

    Raises:
        ConfigError: DuckDB is not installed.
    """
    try:
        import duckdb
    except ImportError as error:
        raise ConfigError("Parquet needs DuckDB: pip install 'warledger[parquet]'") from error
    columns, rows = _table(job)
    with tempfile.TemporaryDirectory(prefix="warledger-") as folder:
        source, target = Path(folder) / "rows.csv", Path(folder) / "rows.parquet"
        source.write_text(_plain_csv(columns, rows), encoding="utf-8", errors="replace")
        with duckdb.connect(":memory:") as database:
            types = {c: SQL_TYPES[column_kind(c)] for c in columns}
            given = ", ".join(f"'{name}': '{kind}'" for name, kind in types.items())
            read = f"read_csv('{source}', header=true, delim=',', quote='\"', escape='\"', columns={{{given}}}, auto_detect=false)"
            database.execute(f"COPY (SELECT * FROM {read}) TO '{target}' (FORMAT parquet)")
        return Exported(target.read_bytes(), len(rows))


SQL_TYPES = {"integer": "BIGINT", "double": "DOUBLE", "date": "DATE", "flag": "BOOLEAN", "text": "VARCHAR"}


def column_kind(column: str) -> str:
    """What the cells of a column are: integer, double, date, flag or text. An empty cell is none of it."""
    kinds = {"integer": INTEGERS, "double": DOUBLES, "date": DATES, "flag": FLAGS}
    return next((kind for kind, columns in kinds.items() if column in columns), "text")


def _plain_csv(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([row.get(c, "") for c in columns] for row in rows)
    return buffer.getvalue()


def _table(job: Job) -> tuple[list[str], list[dict[str, str]]]:
    """Columns and rows of a table; the columns are there also when it has no rows."""
    name = job.options.table
    if name not in TABLES:
        raise ConfigError(f"no table {name!r}: there are {', '.join(TABLES)}")
    rows = [flat(shape) for shape in TABLES[name](job)]
    columns = list(rows[0]) if rows else ["id"]
    return columns, rows


def veiled(shape: Shape, job: Job) -> Shape:
    """A shape with its words as the policy lets them out."""
    return shape if job.options.policy.full else {key: _veiled(key, value, job) for key, value in shape.items()}


def _veiled(key: str, value: Any, job: Job) -> Any:
    if isinstance(value, str):
        if key == "url":
            return job.veil.url(value)
        return job.veil.quote(value) if key in ("evidence", "title") else value if key in ("id", "sha256") else job.veil.text(value)
    if isinstance(value, list | tuple):
        return [_veiled(key, v, job) for v in value]
    if isinstance(value, dict):
        return {k: _veiled(k, v, job) for k, v in value.items()}
    return value


def _claims(job: Job) -> Iterator[Shape]:
    query = job.options.query
    claims = job.view.claims(event=query.event) if query.event else job.view.claims()
    for shape in iter_claims(job.view, job.lookup, claims):
        yield veiled(shape, job)


def _matters(job: Job) -> Iterator[Shape]:
    for matter in job.view.matters():
        if job.options.query.takes(matter):
            shape = matter_shape(job.view, job.lookup, matter)
            yield veiled(shape, job)


def _control(job: Job) -> Iterator[Shape]:
    for control in job.view.control():
        spot = spot_of((control.place_id,), job.lookup)
        lat = None if spot.lat is None else job.veil.degree(spot.lat)
        lon = None if spot.lon is None else job.veil.degree(spot.lon)
        claimants = "; ".join(job.veil.text(n) for n in job.lookup.names(control.origin_ids))
        status = control.holder if control.state == "held" else control.state.upper()
        row = (
            spot.geonames, job.lookup.name(control.place_id), lat, lon, control.on.isoformat() if control.on else None,
            job.veil.text(status), claimants, next(iter(control.claim_ids), ""), len(control.origin_ids), control.standing,
            job.lookup.name(control.inherited_from), control_id(control),
        )  # fmt: skip
        yield dict(zip(CONTROL, row, strict=True))


def _entities(job: Job) -> Iterator[Shape]:
    for entity in job.view.entities():
        shape = entity_shape(entity)
        if job.veil.hides(entity.id):
            shape |= {"name": job.veil.name(entity.id, ""), "forms": [], "reasons": []}
        yield veiled(shape, job)


def _places(job: Job) -> Iterator[Shape]:
    for place in job.view.places():
        shape = place_shape(place)
        for axis in ("lat", "lon"):
            shape[axis] = None if shape[axis] is None else job.veil.degree(shape[axis])
        yield shape


def _stories(job: Job) -> Iterator[Shape]:
    for story in job.view.stories():
        yield veiled(story_shape(story, job.lookup), job)


def _reports(job: Job) -> Iterator[Shape]:
    for report in job.view.reports():
        yield veiled(report_shape(report, job.lookup), job)


TABLES: Mapping[str, Callable[[Job], Iterator[Shape]]] = {
    "claims": _claims, "matters": _matters, "control": _control, "entities": _entities, "places": _places, "stories": _stories,
    "reports": _reports,
}  # fmt: skip
