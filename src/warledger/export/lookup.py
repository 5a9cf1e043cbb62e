"""Names behind ids, for everything that shows records to people.

Takes a View, gives names in English where known. Loads each kind once; reports only when they are looked at, claims never.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from warledger.export.outlets import outlet_book
from warledger.model import Claim, DayOf, Entity, Linked, Origin, Place, Report
from warledger.packs.outlet_book import OutletBook
from warledger.store import View

OUTLET = "outlet"
"""Stands for the source where a report speaks in its own voice."""


KEPT = 256
"""Reports held beside each other; whoever looks at more of them loads them again."""


class Reports(Mapping[str, Report]):
    """The reports of a ledger by id, in the order of their ids, under the names that their outlets have now.

    They are large: one is loaded when it is looked at.
    """

    def __init__(self, view: View, outlets: OutletBook) -> None:
        self._shelf, self._outlets = view.report_shelf(), outlets
        self._one = lru_cache(KEPT)(view.report)

    def __getitem__(self, report_id: str) -> Report:
        found = self._one(report_id)
        if found is None:
            raise KeyError(report_id)
        return self._outlets.named(found)

    def __iter__(self) -> Iterator[str]:
        return iter(self._shelf.ids)

    def __len__(self) -> int:
        return len(self._shelf)


@dataclass(frozen=True, slots=True)
class Lookup:
    """Everything with a name, by id."""

    reports: Mapping[str, Report]
    days: dict[str, DayOf]
    entities: dict[str, Entity]
    places: dict[str, Place]
    origins: dict[str, Origin]
    outlets: OutletBook = field(default_factory=OutletBook)

    @staticmethod
    def of(view: View) -> Lookup:
        """All names of a ledger."""
        outlets = outlet_book(view)
        return Lookup(
            reports=Reports(view, outlets),
            days={d.report_id: d for d in view.days()},
            entities={e.id: e for e in view.entities()},
            places={p.id: p for p in view.places()},
            origins={o.id: o for o in view.origins()},
            outlets=outlets,
        )

    def name(self, record_id: str) -> str:
        """The name of an entity, place or origin; the id itself when the ledger lacks it, "" for ""."""
        found = self.entities.get(record_id) or self.places.get(record_id) or self.origins.get(record_id)
        return found.name if found else record_id

    def names(self, record_ids: Iterable[str]) -> list[str]:
        """Names in the order of the ids, each once, empty ones left out."""
        return list(dict.fromkeys(n for n in map(self.name, record_ids) if n))

    def source(self, claim: Claim, link: Linked | None) -> str:
        """Canonical name of whose word a claim is; `outlet` for the report's own voice."""
        if link is not None and link.source_id:
            return self.name(link.source_id)
        return claim.source.text if claim.source else OUTLET

    def published(self, report_id: str) -> tuple[date | None, bool]:
        """The day of a report, and whether it was inferred from its story."""
        day = self.days.get(report_id)
        if day is not None:
            return day.on, day.inferred
        report = self.reports.get(report_id)
        return (report.published_on if report else None), False

    def outlet(self, report_id: str) -> str:
        """Who published a report; its file name, without the folder, when that is unknown."""
        report = self.reports.get(report_id)
        return (report.outlet or short_name(report.name)) if report else report_id


def short_name(name: str) -> str:
    """The last part of a report's name, for people.

    >>> short_name("day-1/en.txt"), short_name("https://a.example/"), short_name("fr.txt")
    ('en.txt', 'https://a.example/', 'fr.txt')
    """
    return name.rsplit("/", 1)[-1] or name
