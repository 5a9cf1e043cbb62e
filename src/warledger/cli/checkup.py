"""What `doctor` looks at: the installation, the ledger, its hashes."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.text import Text

from warledger.cli.common import open_ledger
from warledger.export.words import inert
from warledger.model import StoreError
from warledger.run.installation import look_at_installation

SHOWN = 20


def check_all(ledger: str, to: Console, *, hashes: bool) -> bool:
    """Print what was found; whether all is well. A ledger that is not there yet is not a fault."""
    from warledger import __version__

    _line(to, True, f"warledger {__version__}, Python {sys.version.split()[0]}")
    well = True
    for finding in look_at_installation():
        _line(to, finding.well, finding.text)
        well = well and finding.well
    try:
        return _check_ledger(ledger, to, hashes=hashes) and well
    except StoreError as error:
        absent = "there is no ledger" in str(error)
        _line(to, absent, str(error))
        return absent and well


def _check_ledger(ledger: str, to: Console, *, hashes: bool) -> bool:
    with open_ledger(ledger) as store, store.view() as view:
        counts = view.counts()
        shown = ", ".join(f"{counts[k]:,} {k}" for k in ("reports", "claims", "matters", "rejections", "issues", "judgements"))
        _line(to, True, f"ledger {store.name}: {shown}")
        if waiting := view.unreconciled():
            _line(to, False, f"{waiting:,} reports are read but not reconciled: give the same warledger run again")
        for rejection in view.rejections()[:SHOWN]:
            to.print(Text(f"    refused {inert(rejection.name)}: {inert(rejection.detail)} ({rejection.code})", "yellow"))
        if counts["rejections"] > SHOWN:
            to.print(f"    … and {counts['rejections'] - SHOWN:,} more")
        for issue in view.issues()[:SHOWN]:
            to.print(Text(f"    {inert(issue.record_id)}: {inert(issue.detail)} ({issue.stage}, {issue.code})", "yellow"))
        found = list(view.check()) if hashes else []
        for issue in found[:SHOWN]:
            _line(to, False, f"{issue.record_id}: {inert(issue.detail)}")
        if hashes:
            looked = ", ".join(f"{counts[k]:,} {k}" for k in ("reports", "claims", "judgements"))
            _line(to, not found, f"{len(found):,} faults in {looked}")
        return not found


def _line(to: Console, well: bool, text: str) -> None:
    to.print(Text("✔ " if well else "✘ ", "green" if well else "bold red").append(text, ""))
