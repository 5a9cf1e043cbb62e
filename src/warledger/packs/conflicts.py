"""Conflict packs: what is known of a war, as data.

Takes the folders under `data/conflicts/` (or any folder of the same shape), gives frozen records; whatever breaks the
contract is a PackError with file, line and key. Does not read reports and does not match names.

A folder holds `pack.toml` (title, begins, ends, countries, keywords) and up to five tables: `sides.tsv`, `bodies.tsv`,
`people.tsv`, `places.tsv`, `outlets.tsv`. Names stand in one cell, by language: `en: Free Syrian Army | FSA; ar: الجيش الحر`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path

from warledger.model import PackError
from warledger.packs.conflict_records import Body, ConflictPack, KnownPerson, KnownPlace, Name, Outlet, Side
from warledger.packs.tables import Row, Source, line_of_key, read_text, read_toml, read_tsv

__all__ = [
    "Body", "ConflictPack", "KnownPerson", "KnownPlace", "Name", "Outlet", "Side", "TABLES", "WORLD", "available_conflicts",
    "check_conflict", "conflicts_folder", "load_conflict", "load_conflict_folder",
]  # fmt: skip

SHIPPED = 64
"""Packs that are kept once they are read."""
WORLD = "_world"
"""The built-in table for any war: states are in `packs.world`, the rest is an ordinary pack without dates."""

BODY_KINDS = (
    "state", "army", "ministry", "government", "agency", "state_agency", "police", "monitor", "international", "ngo", "medics",
    "armed_group", "party", "people", "office", "outlet", "other",
)  # fmt: skip
FEATURES = ("country", "region", "city", "town", "village", "district", "part", "area", "site", "road", "camp", "water")
ORIGIN_KINDS = ("state", "monitor", "agency", "armed_group", "international", "ngo", "medics", "outlet", "other")

_SIDES = ("id", "name", "from", "to", "names", "note")
_BODIES = ("id", "name", "kind", "origin", "origin_kind", "side", "from", "to", "sense", "country", "names", "note")
_PEOPLE = ("id", "name", "body", "role", "from", "to", "country", "names", "note")
_PLACES = ("id", "name", "feature", "lat", "lon", "radius_km", "country", "parent", "names", "note")
_OUTLETS = ("id", "name", "country", "owner", "origin", "side", "domain", "names", "note")
TABLES = {"sides.tsv": _SIDES, "bodies.tsv": _BODIES, "people.tsv": _PEOPLE, "places.tsv": _PLACES, "outlets.tsv": _OUTLETS}
"""The tables of a conflict pack with their columns."""
_TOML = ("title", "begins", "ends", "countries", "keywords", "note")


def conflicts_folder() -> Source:
    """The folder of the packs that ship with warledger."""
    return resources.files("warledger").joinpath("data/conflicts")


def available_conflicts(folder: Source | None = None) -> tuple[str, ...]:
    """Slugs of the packs that can be loaded, sorted; the built-in table for any war is not among them."""
    root = folder or conflicts_folder()
    return tuple(sorted(p.name for p in root.iterdir() if not p.name.startswith(("_", ".")) and p.joinpath("pack.toml").is_file()))


def load_conflict(slug: str, folder: Source | None = None) -> ConflictPack:
    """One pack, read and checked.

    Raises:
        PackError: there is no such pack, or it breaks its contract; with file, line and key.
    """
    if folder is None:
        return _shipped(slug)
    root = folder.joinpath(slug)
    if not root.joinpath("pack.toml").is_file():
        raise PackError(f"no conflict pack {slug!r}; known are {', '.join(available_conflicts(folder))}", str(root))
    return load_conflict_folder(root)


@lru_cache(maxsize=SHIPPED)
def _shipped(slug: str) -> ConflictPack:
    """A pack that ships: reading, linking and the names in other languages each ask for all of them."""
    return load_conflict(slug, conflicts_folder())


def load_conflict_folder(root: Source) -> ConflictPack:
    """A pack from any folder of the shape; its slug is the folder's name.

    Raises:
        PackError: it breaks its contract.
    """
    file = root.joinpath("pack.toml")
    table = read_toml(file, _TOML)
    begins, ends = _toml_dates(table, file)
    sides = tuple(_side(row) for row in _rows(root, "sides.tsv", _SIDES))
    side_ids = _unique(root, "sides.tsv", _SIDES)
    bodies = tuple(_body(row, side_ids) for row in _rows(root, "bodies.tsv", _BODIES))
    body_ids = _unique(root, "bodies.tsv", _BODIES)
    place_ids = _unique(root, "places.tsv", _PLACES)
    _unique(root, "people.tsv", _PEOPLE)
    _unique(root, "outlets.tsv", _OUTLETS)
    _check_names(root)
    return ConflictPack(
        slug=root.name,
        title=str(table.get("title", root.name)),
        begins=begins,
        ends=ends,
        countries=tuple(table.get("countries", ())),
        keywords=tuple(table.get("keywords", ())),
        sides=sides,
        bodies=bodies,
        people=tuple(_person(row, body_ids) for row in _rows(root, "people.tsv", _PEOPLE)),
        places=tuple(_place(row, place_ids) for row in _rows(root, "places.tsv", _PLACES)),
        outlets=tuple(_outlet(row, side_ids) for row in _rows(root, "outlets.tsv", _OUTLETS)),
    )


def check_conflict(root: Path) -> tuple[PackError, ...]:
    """The first breach of the contract in a folder, as a tuple for reports; empty when the pack is sound."""
    try:
        load_conflict_folder(root)
    except PackError as error:
        return (error,)
    return ()


def _rows(root: Source, name: str, columns: Sequence[str]) -> list[Row]:
    file = root.joinpath(name)
    return read_tsv(file, columns, columns[:2]) if file.is_file() else []


def _unique(root: Source, name: str, columns: Sequence[str]) -> frozenset[str]:
    """Ids of a table, which must not repeat."""
    seen: dict[str, int] = {}
    for row in _rows(root, name, columns):
        if row["id"] in seen:
            raise row.error(f"id {row['id']!r} stands in line {seen[row['id']]} too", "id")
        seen[row["id"]] = row.line
    return frozenset(seen)


def _check_names(root: Source) -> None:
    """Refuses one name for two bodies at overlapping dates; rows with one canonical name are one body, and those of two countries are

    told apart by them.
    """
    seen: dict[tuple[str, str], tuple[Row, tuple[date | None, date | None]]] = {}
    for row in _rows(root, "bodies.tsv", _BODIES):
        days = _dates(row)
        for text in sorted({row["name"].casefold(), *(n.text.casefold() for n in parse_names(row))}):
            other = seen.get((text, "body"))
            abroad = other is not None and "" not in (row["country"], other[0]["country"]) and row["country"] != other[0]["country"]
            if other is not None and other[0]["name"] != row["name"] and not abroad and _overlap(days, other[1]):
                raise row.error(f"{text!r} is also a name of {other[0]['id']!r} (line {other[0].line})", "names")
            seen[text, "body"] = (row, days)


def _overlap(a: tuple[date | None, date | None], b: tuple[date | None, date | None]) -> bool:
    return (a[0] is None or b[1] is None or a[0] <= b[1]) and (b[0] is None or a[1] is None or b[0] <= a[1])


def parse_names(row: Row) -> tuple[Name, ...]:
    """Names of a row from its cell `en: A | B; ar: C`.

    Raises:
        PackError: a part without a language, or an empty name.
    """
    return tuple(_iter_names(row)) if row["names"] else ()


def _iter_names(row: Row) -> Iterable[Name]:
    for part in row["names"].split(";"):
        language, colon, texts = part.partition(":")
        if not colon or not language.strip().isascii() or not 2 <= len(language.strip()) <= 8:
            raise row.error(f"names are written 'en: A | B; ar: C'; no language in {part.strip()!r}", "names")
        for text in texts.split("|"):
            if not text.strip():
                raise row.error(f"an empty name in {part.strip()!r}", "names")
            yield Name(" ".join(text.split()), language.strip())


def _dates(row: Row) -> tuple[date | None, date | None]:
    begins, ends = _date(row, "from"), _date(row, "to")
    if begins and ends and ends < begins:
        raise row.error(f"ends ({ends}) before it begins ({begins})", "to")
    return begins, ends


def _date(row: Row, key: str) -> date | None:
    if not row[key]:
        return None
    try:
        return date.fromisoformat(row[key])
    except ValueError as error:
        raise row.error(f"not a day (YYYY-MM-DD): {row[key]!r}", key) from error


def _toml_dates(table: Mapping[str, object], file: Source) -> tuple[date | None, date | None]:
    begins, ends = (_toml_date(table.get(key), key, file) for key in ("begins", "ends"))
    if begins and ends and ends < begins:
        raise PackError("the war ends before it begins", str(file), line_of_key(read_text(file), "ends"), "ends")
    return begins, ends


def _toml_date(value: object, key: str, file: Source) -> date | None:
    if value is None or isinstance(value, date):
        return value
    raise PackError("a day is written 2011-03-15, without quotes", str(file), line_of_key(read_text(file), key), key)


def _number(row: Row, key: str, low: float, high: float) -> float | None:
    if not row[key]:
        return None
    try:
        value = float(row[key])
    except ValueError as error:
        raise row.error(f"not a number: {row[key]!r}", key) from error
    if not low <= value <= high:
        raise row.error(f"out of range {low:g}..{high:g}: {value:g}", key)
    return value


def _one_of(row: Row, key: str, allowed: Iterable[str], default: str = "") -> str:
    value = row[key] or default
    if value and value not in set(allowed):
        raise row.error(f"{value!r} is not one of {', '.join(sorted(allowed))}", key)
    return value


def _side(row: Row) -> Side:
    begins, ends = _dates(row)
    return Side(row["id"], row["name"], begins, ends, parse_names(row), row["note"])


def _body(row: Row, sides: frozenset[str]) -> Body:
    begins, ends = _dates(row)
    return Body(
        id=row["id"],
        name=row["name"],
        kind=_one_of(row, "kind", BODY_KINDS, "other"),
        origin=row["origin"] or row["name"],
        origin_kind=_one_of(row, "origin_kind", ORIGIN_KINDS, "other"),
        side=_one_of(row, "side", sides),
        begins=begins,
        ends=ends,
        sense=_one_of(row, "sense", ("generic", "role")),
        country=row["country"],
        names=parse_names(row),
        note=row["note"],
    )


def _person(row: Row, bodies: frozenset[str]) -> KnownPerson:
    begins, ends = _dates(row)
    body = _one_of(row, "body", bodies)
    return KnownPerson(row["id"], row["name"], body, row["role"], begins, ends, row["country"], parse_names(row), row["note"])


def _place(row: Row, places: frozenset[str]) -> KnownPlace:
    lat, lon = _number(row, "lat", -90, 90), _number(row, "lon", -180, 180)
    if (lat is None) != (lon is None):
        raise row.error("one coordinate without the other", "lon")
    return KnownPlace(
        id=row["id"],
        name=row["name"],
        feature=_one_of(row, "feature", FEATURES, "area"),
        lat=lat,
        lon=lon,
        radius_km=_number(row, "radius_km", 0, 20000),
        country=row["country"],
        parent=_one_of(row, "parent", places),
        names=parse_names(row),
        note=row["note"],
    )


def _outlet(row: Row, sides: frozenset[str]) -> Outlet:
    return Outlet(
        id=row["id"],
        name=row["name"],
        country=row["country"],
        owner=row["owner"],
        origin=row["origin"],
        side=_one_of(row, "side", sides),
        domain=row["domain"],
        names=parse_names(row),
        note=row["note"],
    )
