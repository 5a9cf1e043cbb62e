"""Countries in the codes and names of other data sets.

Takes `data/crosswalks/countries.tsv`, gives frozen records by ISO 3166 alpha-2 code.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from warledger.packs.tables import read_tsv

COLUMNS = ("country", "iso3", "iso_numeric", "name", "gw", "cow", "acled_region", "ged_region")


@dataclass(frozen=True, slots=True)
class Country:
    """One country; `gw` and `cow` are state numbers, "" where the lists have none."""

    code: str = ""
    iso3: str = ""
    iso_numeric: str = ""
    name: str = ""
    gw: str = ""
    cow: str = ""
    acled_region: str = ""
    ged_region: str = ""


UNKNOWN = Country()


def country_of(code: str) -> Country:
    """The country of a code; one whose fields are all empty when it is not known."""
    return _table().get(code.upper(), UNKNOWN)


@cache
def _table() -> dict[str, Country]:
    rows = read_tsv(files("warledger.data") / "crosswalks" / "countries.tsv", COLUMNS)
    return {row["country"]: Country(*(row[c] for c in COLUMNS)) for row in rows}
