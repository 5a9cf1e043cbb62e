"""The world's places by name: opens the index that ships, and tables that the user imports.

Takes names and countries, gives records of places. Does not decide which of several namesakes is meant.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import sqlite3
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from warledger.link.fold import ARTICLES, bare_key, fold, name_key, skeleton
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
    """Read-only index of places; holds one SQLite connection and is not shared between threads."""

    def __init__(self, connection: sqlite3.Connection, prefix: str = "geonames") -> None:
        self._db = connection
        self._prefix = prefix
        self._countries: dict[str, GazetteerPlace] = {}

    def find(self, name: str) -> list[GazetteerPlace]:
        """Places that bear a name in any spelling that the index knows, most populous first."""
        keys = alias_keys(name)
        return self._rows("key", [key_hash(k) for k in keys]) if keys else []

    def find_alike(self, name: str, country: str, language: str = "und") -> list[GazetteerPlace]:
        """Places of a country whose consonants sound like the name; candidates to be scored, not answers."""
        tokens = fold(name, language)
        return self._rows("skeleton", [key_hash(f"{country}/{' '.join(map(skeleton, tokens))}")]) if tokens else []

    def country(self, code: str) -> GazetteerPlace | None:
        """The record of a country by its ISO code, None when there is none."""
        if not self._countries:
            for row in self._db.execute("SELECT * FROM place WHERE feature = 'country'"):
                record = self._record(row)
                self._countries[record.country] = record
        return self._countries.get(code)

    def by_id(self, place_id: str) -> GazetteerPlace | None:
        """The record of an id, None when the index lacks it."""
        prefix, _, number = place_id.partition(":")
        if prefix != self._prefix or not number.isdigit():
            return None
        found = self._db.execute("SELECT * FROM place WHERE id = ?", (int(number),)).fetchone()
        return self._record(found) if found else None

    def _rows(self, table: str, hashes: Iterable[int]) -> list[GazetteerPlace]:
        known = list(hashes)
        marks = ",".join("?" * len(known))
        query = (
            f"SELECT DISTINCT p.* FROM {table} k JOIN place p ON p.id = k.place WHERE k.hash IN ({marks}) "  # noqa: S608
            f"ORDER BY p.feature = 'country' DESC, p.population DESC, p.id LIMIT {MOST}"
        )
        return [self._record(row) for row in self._db.execute(query, known)]

    def _record(self, row: tuple[int, str, float, float, str, str, int, str, str, int]) -> GazetteerPlace:
        number, name, lat, lon, country, admin1, population, feature, names, region = row
        return GazetteerPlace(
            f"{self._prefix}:{number}", name, lat, lon, country, admin1, population, feature,
            tuple(names.split("|")) if names else (), f"{self._prefix}:{region}" if region else "",
        )  # fmt: skip

    def close(self) -> None:
        """Closes the index."""
        self._db.close()


def cache_folder() -> Path:
    """Where unpacked files are kept for this user (`WARLEDGER_CACHE`, else the XDG cache)."""
    own = os.environ.get("WARLEDGER_CACHE")
    return Path(own) if own else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "warledger"


def open_gazetteer() -> Gazetteer:
    """The world index that ships. Unpacked once for each user and version; kept in memory where no disk can be written.

    Raises:
        InputError: the file did not come with this installation.
    """
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
            return Gazetteer(memory)
    return Gazetteer(sqlite3.connect(f"{target.as_uri()}?mode=ro&immutable=1", uri=True))


def _unpack(raw: bytes, target: Path) -> None:
    """Writes beside the target and renames, so that two processes never read half a file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as handle:
        handle.write(lzma.decompress(raw))
    os.replace(handle.name, target)


def is_article(word: str) -> bool:
    """Whether a word is a leading article of names (al, el, ash ...)."""
    return word.casefold() in ARTICLES
