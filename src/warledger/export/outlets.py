"""Outlets as rows: what is known of them, how many reports of each a ledger holds, and what people corrected."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import Any

from warledger.model import InputError
from warledger.packs.outlet_book import OutletBook, OutletCorrection, read_correction
from warledger.packs.outlets import OutletInfo
from warledger.store import Page, View
from warledger.store.judgements import in_force, value_of


def outlet_book(view: View) -> OutletBook:
    """What is known of outlets with the corrections of a ledger; one that no longer fits is passed over (an issue tells of it)."""
    if not view.judgements(Page(1), action="set-outlet"):
        return _uncorrected()
    made: list[OutletCorrection] = []
    for judgement in in_force(view.judgements()):
        if judgement.action == "set-outlet":
            try:
                made.append(read_correction(judgement.record_id, value_of(judgement)))
            except InputError:
                continue
    return OutletBook(made)


@cache
def _uncorrected() -> OutletBook:
    return OutletBook()


def outlets_of(view: View) -> list[dict[str, Any]]:
    """The outlets of a ledger, those with most reports first; unknown ones have only their name."""
    book = outlet_book(view)
    counted: Counter[str] = Counter(named.outlet or named.name for named in map(book.named, view.reports()))
    return sorted((outlet_row(book, name, number) for name, number in counted.items()), key=lambda r: (-r["reports"], r["name"]))


def known_outlets(view: View | None = None) -> list[dict[str, Any]]:
    """Every outlet that warledger knows, by name; with the corrections of a ledger when one is given."""
    book = outlet_book(view) if view is not None else _uncorrected()
    return [outlet_row(book, o.name, 0) for o in book.all()]


def outlet_row(book: OutletBook, name: str, reports: int) -> dict[str, Any]:
    """An outlet as a row; `corrected` names the fields that people put right."""
    known = book.info(name) or OutletInfo("", name)
    fields = dict.fromkeys(c.field for c in book.corrections if book.name_of(c.name) == known.name)
    return {
        "name": known.name, "domain": known.domain, "country": known.country, "language": known.language, "kind": known.kind,
        "owner": known.owner, "wires": list(known.wires), "sides": [f"{conflict}: {side}" for conflict, side in known.sides],
        "corrected": list(fields), "reports": reports,
    }  # fmt: skip
