"""Reads the user's own place tables: GeoNames dumps, OCHA P-code tables, plain CSV.

Takes a file, gives an index beside the world's, with the rows that were refused and why. Does not download anything.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from warledger.link.fold import name_key
from warledger.link.index import Record, write_index
from warledger.model import InputError

GEONAMES_COLUMNS = 19
MOST_REFUSED = 1000
"""Refused rows that are told one by one; the rest are only counted."""
_FEATURES = {"PPL": "town", "ADM1": "region", "ADM2": "region", "ADM3": "area", "ADM4": "area", "PCLI": "country", "PPLX": "district"}
_NAMES = ("name", "name_en", "placename", "featurename", "locality")
_LATITUDE = ("lat", "latitude", "latitude_y", "y", "lat_y", "centerlat", "center_lat")
_LONGITUDE = ("lon", "lng", "long", "longitude", "longitude_x", "x", "lon_x", "centerlon", "center_lon")
csv.field_size_limit(1_000_000)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows kept, rows refused ("FILE:LINE: reason", the first thousand) and where the index lies."""

    path: Path
    places: int
    refused_count: int
    refused: tuple[str, ...]


@dataclass(slots=True)
class _Refusals:
    count: int = 0
    told: list[str] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.count += 1
        if len(self.told) < MOST_REFUSED:
            self.told.append(text)


def imported_folder() -> Path:
    """Where the user's tables are kept (`WARLEDGER_GAZETTEERS`, else the XDG data folder)."""
    own = os.environ.get("WARLEDGER_GAZETTEERS")
    return Path(own) if own else Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local/share") / "warledger" / "gazetteers"


def import_gazetteer(path: Path, folder: Path | None = None, country: str = "") -> Imported:
    """Imports a table; a file of the same name imported before is replaced.

    The format is seen from the file: 19 tab-separated columns without a header are a GeoNames dump; a header with
    P-codes ("admin3Pcode", "ADM3_EN") an OCHA table; any other header needs a name, a latitude and a longitude.
    `country` (ISO 3166) is for tables that do not say it.

    Raises:
        InputError: the file cannot be read, is not UTF-8, lacks a column or has no usable row; with file and line.
    """
    refusals = _Refusals()
    target = (folder or imported_folder()) / f"{path.stem}.sqlite"
    part = target.with_suffix(".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        total = write_index(part, _iter_records(path, country, refusals))
        if not total:
            raise InputError(f"{path}: no usable row" + (f"; first: {refusals.told[0]}" if refusals.told else ""))
        os.replace(part, target)
    except OSError as error:
        raise InputError(f"{path}: cannot be imported ({error.strerror or error})") from error
    finally:
        part.unlink(missing_ok=True)
    return Imported(target, total, refusals.count, tuple(refusals.told))


def _iter_records(path: Path, country: str, refusals: _Refusals) -> Iterator[Record]:
    lines = _iter_lines(path)
    first = next(lines, None)
    if first is None:
        raise InputError(f"{path}: the file is empty")
    number, text = first
    if text.count("\t") == GEONAMES_COLUMNS - 1 and text.split("\t", 1)[0].isdigit():
        rows = ((n, t.split("\t")) for n, t in _chain(first, lines))
        yield from _read(rows, _geonames, path, refusals)
        return
    mark = max(",;\t", key=text.count)
    header = [c.strip().casefold().lstrip("\ufeff") for c in next(csv.reader([text], delimiter=mark))]
    reader = _table(header, path, number, country)
    yield from _read(_cells(lines, mark), reader, path, refusals)


def _cells(lines: Iterator[tuple[int, str]], mark: str) -> Iterator[tuple[int, list[str]]]:
    for number, text in lines:
        if text.strip():
            yield number, next(csv.reader([text], delimiter=mark), [])


def _chain(first: tuple[int, str], rest: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    yield first
    yield from rest


def _iter_lines(path: Path) -> Iterator[tuple[int, str]]:
    number = 0
    with path.open("rb") as handle:
        for number, raw in enumerate(handle, start=1):
            try:
                yield number, raw.decode("utf-8-sig" if number == 1 else "utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                raise InputError(f"{path}:{number}: not UTF-8 (byte {error.start}): save the table as UTF-8") from error


Reader = Callable[[int, Sequence[str]], Record]


def _read(rows: Iterator[tuple[int, list[str]]], reader: Reader, path: Path, refusals: _Refusals) -> Iterator[Record]:
    """Records of rows; a bad row is refused with its line and the rest goes on."""
    for number, cells in rows:
        try:
            record = reader(number, cells)
        except (ValueError, IndexError) as error:
            refusals.add(f"{path}:{number}: {error}")
            continue
        yield record


def _geonames(number: int, cells: Sequence[str]) -> Record:
    """One row of a GeoNames dump (readme.txt of download.geonames.org)."""
    if len(cells) != GEONAMES_COLUMNS:
        raise ValueError(f"{len(cells)} columns where a GeoNames dump has {GEONAMES_COLUMNS}")
    code = cells[7]
    feature = _FEATURES.get(code) or ("town" if code.startswith("PPL") else "site")
    people = int(cells[14] or 0)
    if feature == "town":
        feature = "city" if people >= 100_000 else "town" if people >= 10_000 else "village"
    lat, lon = _point(cells[4], cells[5])
    names = [n for n in cells[3].split(",") if n]
    return Record(int(cells[0]), _named(cells[1]), lat, lon, cells[8], cells[10], people, feature, names)


def _table(header: Sequence[str], path: Path, line: int, country: str) -> Reader:
    """The reader of a table with a header: OCHA P-codes or plain."""
    at = {name: i for i, name in enumerate(header)}
    level = _deepest(header)
    name_at = [i for i, h in enumerate(header) if h.startswith((f"adm{level}_", f"admin{level}name"))] if level else []
    name_at = name_at or [at[n] for n in _NAMES if n in at]
    lat_at = next((at[n] for n in _LATITUDE if n in at), None)
    lon_at = next((at[n] for n in _LONGITUDE if n in at), None)
    missing = [what for what, found in (("name", name_at), ("lat", lat_at is not None), ("lon", lon_at is not None)) if not found]
    if lat_at is None or lon_at is None or missing:
        raise InputError(f"{path}:{line}: no column for {', '.join(missing)}; found {', '.join(header)}")
    columns = _Columns(
        tuple(name_at), lat_at, lon_at, at, country, ("region", "region", "area", "town", "village")[max(0, level - 1)] if level else ""
    )
    return columns.read


def _deepest(header: Sequence[str]) -> int:
    """The deepest level of a P-code table, 0 for other tables."""
    return max((n for n in range(1, 6) for h in header if h in (f"adm{n}_pcode", f"admin{n}pcode")), default=0)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the values of a table stand."""

    names: tuple[int, ...]
    lat: int
    lon: int
    at: Mapping[str, int]
    country: str
    feature: str

    def read(self, number: int, cells: Sequence[str]) -> Record:
        """The record of one row."""
        lat, lon = _point(cells[self.lat], cells[self.lon])
        names = [cells[i].strip() for i in self.names if i < len(cells) and cells[i].strip()]
        names += [n.strip() for n in self._cell(cells, "aliases", "alternatenames", "names").split("|") if n.strip()]
        people = self._cell(cells, "population")
        return Record(
            number, _named(names[0] if names else ""), lat, lon,
            (self._cell(cells, "country", "countrycode", "iso", "adm0_pcode", "admin0pcode") or self.country)[:2].upper(), "",
            int(float(people)) if people else 0, self._cell(cells, "feature") or self.feature or "town", names[1:],
        )  # fmt: skip

    def _cell(self, cells: Sequence[str], *names: str) -> str:
        return next((cells[self.at[n]].strip() for n in names if n in self.at and self.at[n] < len(cells)), "")


def _named(name: str) -> str:
    if not name_key(name):
        raise ValueError("the row has no name")
    return name


def _point(lat: str, lon: str) -> tuple[float, float]:
    y, x = float(lat), float(lon)
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise ValueError(f"coordinates out of range: {lat}, {lon}")
    return y, x
