"""Writes the SQLite index that the gazetteer reads.

Takes records of places in any number, one at a time, gives a file. Does not read the sources of records.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from warledger.link.fold import fold, script_of, skeleton
from warledger.link.gazetteer import SCHEMA, alias_keys, key_hash

SHORT = 4
"""Latin aliases with fewer letters are dropped: they are codes (DAM, ALP) more often than names."""
BATCH = 5000


@dataclass
class Record:
    """One place on its way into the index."""

    id: int
    name: str
    lat: float
    lon: float
    country: str
    admin1: str = ""
    population: int = 0
    feature: str = ""
    names: list[str] = field(default_factory=list)
    region: int = 0


def keys_of(record: Record) -> set[int]:
    """Hashes of the lookup keys of all its names."""
    return {key_hash(key) for name in (record.name, *record.names) for key in alias_keys(name)}


def skeletons_of(record: Record) -> set[int]:
    """Hashes of country and consonant skeleton, for names that no alias spells."""
    out = set()
    for name in (record.name, *record.names):
        tokens = fold(name)
        if tokens and len("".join(tokens)) >= SHORT:
            out.add(key_hash(f"{record.country}/{' '.join(map(skeleton, tokens))}"))
    return out


def write_index(path: Path, records: Iterable[Record]) -> int:
    """Writes the index anew; returns how many places it holds. Holds a few thousand records at a time."""
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    total = 0
    try:
        db.executescript(SCHEMA)
        for batch in _batches(records):
            db.executemany("INSERT OR REPLACE INTO place VALUES (?,?,?,?,?,?,?,?,?,?)", [_row(r) for r in batch])
            db.executemany("INSERT OR IGNORE INTO key VALUES (?,?)", [(k, r.id) for r in batch for k in sorted(keys_of(r))])
            near = ((k, r.id) for r in batch if r.country != "US" for k in sorted(skeletons_of(r)))
            db.executemany("INSERT OR IGNORE INTO skeleton VALUES (?,?)", near)
            total += len(batch)
        db.commit()
        db.execute("VACUUM")
    finally:
        db.close()
    return total


def _batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    source = iter(records)
    while batch := list(islice(source, BATCH)):
        yield batch


def _row(r: Record) -> tuple[int, str, float, float, str, str, int, str, str, int]:
    return r.id, r.name, round(r.lat, 4), round(r.lon, 4), r.country, r.admin1, r.population, r.feature, _packed(r), r.region


def _packed(record: Record) -> str:
    """Names kept for scoring: those that differ in sound, at most a dozen."""
    seen: dict[tuple[str, ...], str] = {}
    for name in (record.name, *record.names):
        seen.setdefault((script_of(name), *fold(name)), name)
    return "|".join(list(seen.values())[1:13]).replace("\n", " ")
