"""Names behind ids, asked for one by one: a page shows few of a large ledger's records.

Takes a View, gives a Lookup whose tables fill as they are read. Does not load whole kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar, cast

from warledger.export.lookup import Lookup
from warledger.model import DayOf, Linked, Report
from warledger.packs.outlet_book import OutletBook
from warledger.store import View

R = TypeVar("R")


class Asked(dict[str, R]):
    """A table of records by id that asks for those it does not have yet; ids that are not there stay away."""

    def __init__(self, fetch: Callable[[str], R | None], prefix: str) -> None:
        super().__init__()
        self._fetch, self._prefix = fetch, prefix
        self._absent: set[str] = set()

    def __missing__(self, key: str) -> R:
        found = None if key in self._absent or not key.startswith(self._prefix) else self._fetch(key)
        if found is None:
            self._absent.add(key)
            raise KeyError(key)
        self[key] = found
        return found

    def __contains__(self, key: object) -> bool:
        return self.get(cast(str, key)) is not None

    def get(self, key: str, default: object = None) -> object:  # type: ignore[override]
        """The record of an id, or the default."""
        try:
            return self[key]
        except KeyError:
            return default


def lazy_lookup(view: View, outlets: OutletBook) -> Lookup:
    """A Lookup that reads what it is asked for."""
    return Lookup(
        reports=Asked(lambda i: _report(view, i, outlets), "rp-"),
        days=Asked(lambda i: _day(view, i), "rp-"),
        entities=Asked(view.entity, "en-"),
        places=Asked(view.place, "pl-"),
        origins=Asked(view.origin, "or-"),
        outlets=outlets,
    )


def load_ahead(lookup: Lookup, view: View, report_ids: Sequence[str]) -> None:
    """Read reports and their days into a Lookup of `lazy_lookup` at once."""
    if isinstance(lookup.reports, dict) and isinstance(lookup.days, dict):
        wanted = [i for i in dict.fromkeys(report_ids) if not dict.__contains__(lookup.reports, i)]
        lookup.reports.update({i: lookup.outlets.named(r) for i, r in view.reports_of(wanted).items()})
        lookup.days.update(view.days_of(wanted))


def load_untold(lookup: Lookup, view: View, report_ids: Sequence[str]) -> None:
    """Read reports without their words, and their days: for lists of very many, where no claim is looked at."""
    if isinstance(lookup.reports, dict) and isinstance(lookup.days, dict):
        wanted = [i for i in dict.fromkeys(report_ids) if not dict.__contains__(lookup.reports, i)]
        lookup.reports.update({i: lookup.outlets.named(r) for i, r in view.overview.untold(wanted).items()})
        lookup.days.update(view.days_of(wanted))


def name_ahead(lookup: Lookup, view: View, linked: Iterable[Linked]) -> None:
    """Read what links name into a Lookup of `lazy_lookup` at once."""
    held = list(linked)
    wanted = {i for k in held for i in (k.source_id, k.speaker_id, k.actor_id, k.target_id, k.origin_id, *k.place_ids) if i}
    tables: tuple[tuple[str, dict[str, Any], Callable[[list[str]], dict[str, Any]]], ...] = (
        ("en-", lookup.entities, view.entities_of), ("pl-", lookup.places, view.places_of), ("or-", lookup.origins, view.origins_of),
    )  # fmt: skip
    for prefix, table, fetch in tables:
        table.update(fetch([i for i in sorted(wanted) if i.startswith(prefix) and not dict.__contains__(table, i)]))


def _report(view: View, report_id: str, outlets: OutletBook) -> Report | None:
    found = view.report(report_id)
    return outlets.named(found) if found else None


def _day(view: View, report_id: str) -> DayOf | None:
    return next(iter(view.days(id=report_id)), None)
