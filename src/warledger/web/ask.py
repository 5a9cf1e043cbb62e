"""What a page is given and what it gives back.

Records only. A page takes an Ask and returns an Answer; how it becomes HTML, JSON, CSV or ZIP is not its business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from warledger.export.lookup import Lookup
from warledger.export.shapes import Shape
from warledger.packs import Ontology
from warledger.store import Page, View
from warledger.web.i18n import Words
from warledger.web.index import Index
from warledger.web.settings import Settings

PER_PAGE = 40
MOST_PER_PAGE = 200
JSON_ROWS = 200
MOST_ROWS = 5000
"""Rows of one CSV file or export; more are on the next page. JSON, which says where that is, has fewer unless `per` asks for them."""


class NotFound(Exception):
    """There is no such record."""


class BadQuery(Exception):
    """The address asks for something that cannot be; its text says what."""


class Parameters(dict[str, str]):
    """Parameters of a URL; those that are not given are ""."""

    def __missing__(self, key: str) -> str:
        return ""


@dataclass(frozen=True, slots=True)
class Ask:
    """One request. `query` holds the parameters of the URL, `params` those of its path, `form` is html, json, csv or zip."""

    view: View
    lookup: Lookup
    index: Index
    words: Words
    settings: Settings
    ontology: Ontology
    path: str
    query: Parameters
    params: Mapping[str, str]
    form: str = "html"
    by: str = ""
    seen: str = ""

    def text(self, name: str, most: int = 200) -> str:
        """A parameter, stripped.

        Raises:
            BadQuery: it is longer than anything sensible.
        """
        value = self.query.get(name, "").strip()
        if len(value) > most:
            raise BadQuery(f"{name} is too long")
        return value

    def number(self, name: str, default: int, most: int) -> int:
        """A parameter as a number from 1 to `most`.

        Raises:
            BadQuery: it is no such number.
        """
        value = self.text(name)
        if not value:
            return default
        if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= most:
            raise BadQuery(f"{name} must be a number from 1 to {most:,}")
        return int(value)

    def day(self, name: str) -> date | None:
        """A parameter as a day.

        Raises:
            BadQuery: it is no day.
        """
        value = self.text(name)
        try:
            return date.fromisoformat(value) if value else None
        except ValueError as error:
            raise BadQuery(f"{name} must be a day like 2016-12-12") from error

    def choice(self, name: str, among: Iterable[str]) -> str:
        """A parameter that is one of some words, or "".

        Raises:
            BadQuery: it is none of them.
        """
        value = self.text(name)
        if value and value not in set(among):
            raise BadQuery(f"{name} cannot be {value[:40]}")
        return value

    @property
    def page_number(self) -> int:
        """Which page of a list."""
        return self.number("page", 1, 100_000)

    @property
    def page(self) -> Page:
        """The stretch of a list that is asked for, one longer than shown, to see whether there is more."""
        per = self.per
        return Page(per + 1, (self.page_number - 1) * per)

    @property
    def per(self) -> int:
        """Rows on one page."""
        if self.form == "html":
            return self.number("per", PER_PAGE, MOST_PER_PAGE)
        return self.number("per", JSON_ROWS if self.form == "json" else MOST_ROWS, MOST_ROWS)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows. `rows` go into CSV, `document` into JSON (the rows when None)."""

    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    rows: Iterable[Shape] = ()
    document: Any = None
    more: bool = False
    status: int = 200


def side_class(side: str, ask: Ask) -> str:
    """The class that colours a side, the same on all pages of a ledger."""
    return f"side-{ask.index.sides.index(side) % 6}" if side in ask.index.sides else "side-none"


def moment(text: str) -> datetime | None:
    """A time as cookies and addresses keep it, None when it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
