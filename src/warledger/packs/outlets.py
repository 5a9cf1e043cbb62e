"""Outlets: their country, language, owner and habits.

Takes `data/outlets/outlets.tsv`, gives frozen records. An outlet is known by its domain or by one of its names.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from warledger.packs.tables import read_tsv

COLUMNS = ("domain", "name", "country", "language", "owner", "kind", "wires", "names", "note")
KINDS = ("newspaper", "broadcaster", "agency", "site", "state_media", "monitor", "government", "international")


@dataclass(frozen=True, slots=True)
class OutletInfo:
    """One publisher. `wires` are agencies whose copy it prints; `kind` is one of KINDS."""

    domain: str
    name: str
    country: str = ""
    language: str = ""
    owner: str = ""
    kind: str = ""
    wires: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    note: str = ""


@cache
def load_outlets() -> tuple[OutletInfo, ...]:
    """The outlets that come with warledger, by name."""
    rows = read_tsv(files("warledger.data") / "outlets" / "outlets.tsv", COLUMNS, ("domain", "name", "country", "kind"))
    found = [
        OutletInfo(
            r["domain"],
            r["name"],
            r["country"],
            r["language"],
            r["owner"],
            r["kind"],
            _several(r["wires"]),
            _several(r["names"]),
            r["note"],
        )
        for r in rows
    ]
    return tuple(sorted(found, key=lambda o: (o.name, o.domain)))


def outlet_of(name_or_url: str, known: Iterable[OutletInfo] | None = None) -> OutletInfo | None:
    """The outlet of a URL (its domain or one above it), or of a name as a page gives it; None when it is not known.

    >>> found = outlet_of("https://www.aljazeera.com/news/1")
    >>> found.name if found else ""
    'Al Jazeera'
    """
    outlets = load_outlets() if known is None else tuple(known)
    host = (urlsplit(name_or_url).hostname or "") if "://" in name_or_url else ""
    if host:
        fitting = [o for o in outlets if host == o.domain or host.endswith("." + o.domain)]
        return max(fitting, key=lambda o: len(o.domain), default=None)
    wanted = name_or_url.casefold().strip()
    return next((o for o in outlets if wanted and wanted in (o.name.casefold(), o.domain, *(n.casefold() for n in o.names))), None)


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
