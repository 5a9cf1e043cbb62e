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
JSON_ROWS = 50
MOST_ROWS = 5000
"""Rows that one answer of JSON, or one file for which `per` is given, may have; a file of a public desk has so many without it."""
ALL_ROWS = 10**9
STRETCH = 50
"""Rows of a file that are made in one go: a long file is on its way before its end is known."""


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
    """One request. `query` holds the parameters of the URL, `params` those of its path, `form` is html, json, csv or zip.

    `taken` is how many rows of a file were made before: CSV and ZIP are made stretch by stretch.
    """

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
    taken: int = 0

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
        return Page(self.per + 1, self.start)

    @property
    def start(self) -> int:
        """How many rows of a list come before those that are asked for."""
        return (self.page_number - 1) * self.asked + self.taken

    @property
    def per(self) -> int:
        """Rows of a list to be made now: those of a page, or the next stretch of a file."""
        return max(1, min(STRETCH, self.asked - self.taken)) if self.is_file else self.asked

    @property
    def asked(self) -> int:
        """Rows on one page, or in one file: all there are, unless it says how many or the desk is public."""
        if self.form == "html":
            return self.number("per", PER_PAGE, MOST_PER_PAGE)
        if self.form == "json":
            return self.number("per", JSON_ROWS, MOST_ROWS)
        return self.number("per", MOST_ROWS if self.settings.public else ALL_ROWS, MOST_ROWS)

    @property
    def is_file(self) -> bool:
        """Whether what is asked for is kept as a file: CSV or ZIP."""
        return self.form in ("csv", "zip")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page shows. `rows` go into CSV, `document` into JSON (the rows when None).

    `more` says that the list goes on after these rows; a file then has them too, unless it is of one `page_only`.
    """

    template: str
    title: str
    context: Mapping[str, Any] = field(default_factory=dict)
    rows: Iterable[Shape] = ()
    document: Any = None
    more: bool = False
    page_only: bool = False
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
