"""Outlets as rows: what is known of them, and how many reports of each a ledger holds."""

from __future__ import annotations

from collections import Counter
from typing import Any

from warledger.packs.outlets import OutletInfo, load_outlets, outlet_of
from warledger.store import View


def outlets_of(view: View) -> list[dict[str, Any]]:
    """The outlets of a ledger, those with most reports first; unknown ones have only their name."""
    counted: Counter[str] = Counter()
    address: dict[str, str] = {}
    for report in view.reports():
        name = report.outlet or report.name
        counted[name] += 1
        address.setdefault(name, report.url)
    rows = [_row(outlet_of(name) or outlet_of(address[name]), name, number) for name, number in counted.items()]
    return sorted(rows, key=lambda r: (-r["reports"], r["name"]))


def known_outlets() -> list[dict[str, Any]]:
    """Every outlet that warledger knows, by name."""
    return [_row(o, o.name, 0) for o in load_outlets()]


def _row(known: OutletInfo | None, name: str, reports: int) -> dict[str, Any]:
    known = known or OutletInfo("", name)
    return {
        "name": known.name, "domain": known.domain, "country": known.country, "language": known.language, "kind": known.kind,
        "owner": known.owner, "wires": list(known.wires), "reports": reports,
    }  # fmt: skip
