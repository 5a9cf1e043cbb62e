"""A ledger that is open for questions, as `warledger.open` gives it.

Takes a store, gives records as dicts and as data frames. Adds nothing to the ledger.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Unpack

from warledger.export import lists
from warledger.export.frames import Records
from warledger.export.lookup import Lookup
from warledger.model import InputError
from warledger.store import Store
from warledger.store import where as w

if TYPE_CHECKING:
    from warledger.export.brief import Brief


class OpenLedger:
    """A ledger to ask more than once. Give it back with `close`, or use it in a `with` statement.

    Each question reads the ledger as it is then. Filters are those of the store (`event="killed"`, `matter_id="ma-..."`); one that is
    not known is a StoreError.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __enter__(self) -> OpenLedger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self.store.close()

    def claims(self, **where: Unpack[w.Claims]) -> Records:
        """Claims by report and position, as `warledger claims --format json` writes them."""
        with self.store.view() as view:
            return Records(lists.list_claims(view, **where))

    def matters(self, **where: Unpack[w.Matters]) -> Records:
        """Matters, the strongest standing first."""
        with self.store.view() as view:
            return Records(lists.list_matters(view, **where))

    def reports(self, **where: Unpack[w.Reports]) -> Records:
        """Reports by name, without their texts."""
        with self.store.view() as view:
            return Records(lists.list_reports(view, **where))

    def entities(self, kind: str = "") -> Records:
        """People, bodies, groups and places with their spellings; of one kind if given."""
        with self.store.view() as view:
            return Records(lists.list_entities(view, kind))

    def stories(self, **where: Unpack[w.Stories]) -> Records:
        """Reports on one happening, the latest first."""
        with self.store.view() as view:
            return Records(lists.list_stories(view, **where))

    def control(self, on: date | None = None, since: date | None = None) -> Records:
        """Who is said to hold each place, by place and day.

        With `on` the last word on each place up to that day; with `since` what changed after that day, up to `on`, and who held it
        `before`.
        """
        with self.store.view() as view:
            return Records(lists.list_control(view, on=on, since=since))

    def total(self, event: str, place: str = "", period: str = "", group: str = "people") -> dict[str, Any]:
        """The total of an event over a place and a period ("2016-11-15..2016-12-12"), from matters that do not overlap.

        Names the matters that were added and those that were left out, each with its reason.

        Raises:
            InputError: an event, group, place or period that is none.
        """
        from warledger.export.totals import total_shape

        with self.store.view() as view:
            return total_shape(view, event, group, place, period)

    def show(self, record_id: str) -> dict[str, Any]:
        """The record of an id, of as much of one as is unique, or of the name of a report.

        Raises:
            InputError: nothing, or more than one record, has it.
        """
        from warledger.export.records import record_shape

        with self.store.view() as view:
            hits = view.find(record_id)
            exact = [h for h in hits if h.id == record_id] or hits
            if len(exact) != 1:
                raise InputError(f"{len(exact)} records have the id {record_id}")
            return record_shape(view, Lookup.of(view), exact[0])

    def versions(self, report_id: str) -> dict[str, Any]:
        """The versions of the page of a report in the order of capture: claims that each added, dropped, or changed.

        Raises:
            InputError: there is no such report.
        """
        from warledger.export.versions import versions_shape

        with self.store.view() as view:
            report = view.report(report_id)
            if report is None:
                raise InputError(f"there is no report {report_id}")
            return versions_shape(view, Lookup.of(view), report)

    def brief(self) -> Brief:
        """What is known, in a page, with nothing left out; `str` of its parts is for people, its fields for programs."""
        from warledger.export.brief import build_brief

        with self.store.view() as view:
            return build_brief(view)
