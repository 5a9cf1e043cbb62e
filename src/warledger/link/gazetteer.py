"""The world's places by name: opens the index that ships, and tables that the user imports.

Takes names and countries, gives records of places. Does not decide which of several namesakes is meant.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import sqlite3
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from warledger.link.fold import bare_key, fold, name_key, skeleton
from warledger.model import InputError

SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE place (id INTEGER PRIMARY KEY, name TEXT, lat REAL, lon REAL, country TEXT, admin1 TEXT, population INTEGER,
  feature TEXT, names TEXT, region INTEGER);
CREATE INDEX place_country ON place(country) WHERE feature = 'country';
CREATE TABLE key (hash INTEGER, place INTEGER, PRIMARY KEY (hash, place)) WITHOUT ROWID;
CREATE TABLE skeleton (hash INTEGER, place INTEGER, PRIMARY KEY (hash, place)) WITHOUT ROWID;
"""

FILE = "places.sqlite.xz"
MOST = 400
"""Namesakes that one lookup gives back, most populous first."""


@dataclass(frozen=True, slots=True)
class GazetteerPlace:
    """One record. `id` is unique across tables ("geonames:170063"); `names` are its other
    spellings, as kept; `region` is the id of the region that it lies in, "" when unknown.
    """

    id: str
    name: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    population: int = 0
    feature: str = ""
    names: tuple[str, ...] = ()
    region: str = ""


def key_hash(key: str) -> int:
    """48 bits of a lookup key: one in 200 million other names meets some key of the world index by chance."""
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big")


def alias_keys(name: str) -> tuple[str, ...]:
    """Keys under which a name is filed and sought: as written, and without a leading article.

    >>> alias_keys("Al-Bab")
    ('al bab', 'bab')
    """
    key = name_key(name)
    bare = bare_key(key) if key else ""
    return (key,) if not bare or bare == key or len(bare) < 3 else (key, bare)


class Gazetteer:
    """Read-only index of places in one or several SQLite files; not shared between threads.

    `tables` are connections with the prefix of their ids, the world index first.
    """

    def __init__(self, tables: Sequence[tuple[str, sqlite3.Connection]]) -> None:
        self._tables = tuple(tables)
        self._countries: dict[str, GazetteerPlace] = {}

    def find(self, name: str) -> list[GazetteerPlace]:
        """Places that bear a name in any spelling that the index knows: countries, then by population."""
        keys = alias_keys(name)
        return self._rows("key", [key_hash(k) for k in keys]) if keys else []

    def find_alike(self, name: str, country: str, language: str = "und") -> list[GazetteerPlace]:
        """Places of a country whose consonants sound like the name; candidates to be scored, not answers."""
        tokens = fold(name, language)
        return self._rows("skeleton", [key_hash(f"{country}/{' '.join(map(skeleton, tokens))}")]) if tokens else []

    def country(self, code: str) -> GazetteerPlace | None:
        """The record of a country by its ISO code, None when there is none."""
        if not self._countries:
            prefix, db = self._tables[0]
            for row in db.execute("SELECT * FROM place WHERE feature = 'country'"):
                record = _record(prefix, row)
                self._countries[record.country] = record
        return self._countries.get(code)

    def by_id(self, place_id: str) -> GazetteerPlace | None:
        """The record of an id, None when no index has it."""
        prefix, _, number = place_id.partition(":")
        db = next((db for p, db in self._tables if p == prefix), None)
        if db is None or not number.isdigit():
            return None
        found = db.execute("SELECT * FROM place WHERE id = ?", (int(number),)).fetchone()
        return _record(prefix, found) if found else None

    def _rows(self, table: str, hashes: Sequence[int]) -> list[GazetteerPlace]:
        query = (
            f"SELECT DISTINCT p.* FROM {table} k JOIN place p ON p.id = k.place WHERE k.hash IN ({','.join('?' * len(hashes))}) "
            f"ORDER BY p.feature = 'country' DESC, p.population DESC, p.id LIMIT {MOST}"
        )
        found = [_record(prefix, row) for prefix, db in self._tables for row in db.execute(query, hashes)]
        if len(self._tables) == 1:
            return found
        return sorted(found, key=lambda r: (r.feature != "country", -r.population, r.id))

    def close(self) -> None:
        """Closes the indexes."""
        for _, db in self._tables:
            db.close()


def _record(prefix: str, row: tuple[int, str, float, float, str, str, int, str, str, int]) -> GazetteerPlace:
    number, name, lat, lon, country, admin1, population, feature, names, region = row
    return GazetteerPlace(
        f"{prefix}:{number}", name, lat, lon, country, admin1, population, feature,
        tuple(names.split("|")) if names else (), f"{prefix}:{region}" if region else "",
    )  # fmt: skip


def cache_folder() -> Path:
    """Where unpacked files are kept for this user (`WARLEDGER_CACHE`, else the XDG cache)."""
    own = os.environ.get("WARLEDGER_CACHE")
    return Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "warledger"


def open_gazetteer(imported: Sequence[Path] = ()) -> Gazetteer:
    """The world index that ships, with the user's `imported` indexes beside it.

    The world index is unpacked once for each user and version; where no disk can be written it is kept in memory.

    Raises:
        InputError: the world index did not come with this installation, or an imported one is not an index.
    """
    return Gazetteer([("geonames", _open_world()), *((p.stem, _open_imported(p)) for p in sorted(imported))])


def _open_world() -> sqlite3.Connection:
    packed = resources.files("warledger").joinpath("data/gazetteer").joinpath(FILE)
    if not packed.is_file():
        raise InputError("the gazetteer is missing from this installation: install warledger again")
    raw = packed.read_bytes()
    target = cache_folder() / f"places-{hashlib.blake2b(raw, digest_size=8).hexdigest()}.sqlite"
    if not target.is_file():
        try:
            _unpack(raw, target)
        except OSError:
            memory = sqlite3.connect(":memory:")
            memory.deserialize(lzma.decompress(raw))
            return memory
    return _read_only(target)


def _open_imported(path: Path) -> sqlite3.Connection:
    db = _read_only(path)
    try:
        db.execute("SELECT id, region FROM place LIMIT 1")
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: not an imported gazetteer ({error}): import the table again") from error
    return db


def _read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _unpack(raw: bytes, target: Path) -> None:
    """Writes beside the target and renames, so that two processes never read half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as handle:
        handle.write(lzma.decompress(raw))
    os.replace(handle.name, target)
