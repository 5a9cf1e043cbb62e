"""Everything the commands do, as Python calls.

Takes paths and ledgers, gives records and shapes. Imports nothing until a function is called, so that `import warledger`
is quick. `open` is for more than one question to a ledger; `open_ledger` gives the store itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from warledger.evaluate import Evaluation
    from warledger.export.brief import Brief
    from warledger.export.frames import Records
    from warledger.model import Issue
    from warledger.opened import OpenLedger
    from warledger.run import RunSummary
    from warledger.store import Store
    from warledger.stories.echo_index import EchoIndex

Ledger = str | Path
DEFAULT_LEDGER = "warledger.db"


def open_ledger(ledger: Ledger = DEFAULT_LEDGER, *, create: bool = False) -> Store:
    """The ledger at a path or URL, to read through its `view()` and add to through its `writer()`.

    Raises:
        StoreError: it is not there (unless `create`), is not a ledger, or was written by a newer warledger.
    """
    from warledger.store import open_store

    return open_store(ledger, create=create)


def run_reports(
    sources: Iterable[str | Path], ledger: Ledger = DEFAULT_LEDGER, *, workers: int = 0, conflicts: Sequence[str] = ()
) -> RunSummary:
    """Read files and folders into a ledger and reconcile it; what is in it already is not read again.

    Args:
        sources: Files, folders, or "-" for standard input.
        ledger: Made when it is not there.
        workers: Processes to read in; 0 reads in this one. Under `if __name__ == "__main__"`, as always with processes.
        conflicts: Conflict packs to use; all that are known when empty.

    Raises:
        StoreError: the ledger cannot be used.
        EngineError: the workers died.
    """
    from warledger.run import Options, Pipeline
    from warledger.run.default import default_stages
    from warledger.run.engines import LocalEngine, ProcessEngine

    options = Options(engine=ProcessEngine(workers) if workers else LocalEngine())
    with open_ledger(ledger, create=True) as store:
        return Pipeline(default_stages(tuple(conflicts)), store, options).run([str(s) for s in sources])


def open(ledger: Ledger = DEFAULT_LEDGER) -> OpenLedger:
    """The ledger at a path or URL, for more than one question: `claims()`, `matters()` and others, each with data frames.

    Raises:
        StoreError: it is not there, is not a ledger, or was written by a newer warledger.
    """
    from warledger.opened import OpenLedger

    return OpenLedger(open_ledger(ledger))


def make_brief(ledger: Ledger = DEFAULT_LEDGER) -> Brief:
    """As `OpenLedger.brief`."""
    with open(ledger) as opened:
        return opened.brief()


def list_claims(ledger: Ledger = DEFAULT_LEDGER) -> Records:
    """As `OpenLedger.claims`."""
    with open(ledger) as opened:
        return opened.claims()


def list_matters(ledger: Ledger = DEFAULT_LEDGER) -> Records:
    """As `OpenLedger.matters`."""
    with open(ledger) as opened:
        return opened.matters()


def total_matters(event: str, place: str = "", period: str = "", group: str = "people", ledger: Ledger = DEFAULT_LEDGER) -> dict[str, Any]:
    """As `OpenLedger.total`."""
    with open(ledger) as opened:
        return opened.total(event, place, period, group)


def index_echoes(ledger: Ledger = DEFAULT_LEDGER) -> EchoIndex:
    """The reports of a ledger by their wording and claims, held in memory: `find(report)` says what a new one follows.

    The new report need not be in the ledger; `add(report)` takes it into the index. A reconciliation has the last word.

    Raises:
        StoreError: the ledger cannot be used.
    """
    from warledger.stories.echo_index import EchoIndex

    index = EchoIndex()
    with open_ledger(ledger) as store, store.view() as view:
        claims = view.claims_by_report()
        for report in view.report_shelf():
            own = claims.of(report.id)
            linked = view.linked_of(claim.id for claim in own)
            index.add(report, [(claim, linked[claim.id]) for claim in own if claim.id in linked])
    return index


def list_entities(ledger: Ledger = DEFAULT_LEDGER) -> Records:
    """As `OpenLedger.entities`."""
    with open(ledger) as opened:
        return opened.entities()


def list_control(ledger: Ledger = DEFAULT_LEDGER, on: date | None = None, since: date | None = None) -> Records:
    """As `OpenLedger.control`."""
    with open(ledger) as opened:
        return opened.control(on, since)


def list_stories(ledger: Ledger = DEFAULT_LEDGER) -> Records:
    """As `OpenLedger.stories`."""
    with open(ledger) as opened:
        return opened.stories()


def show_record(record_id: str, ledger: Ledger = DEFAULT_LEDGER) -> dict[str, Any]:
    """As `OpenLedger.show`."""
    with open(ledger) as opened:
        return opened.show(record_id)


def show_versions(report_id: str, ledger: Ledger = DEFAULT_LEDGER) -> dict[str, Any]:
    """As `OpenLedger.versions`."""
    with open(ledger) as opened:
        return opened.versions(report_id)


def export_html(ledger: Ledger = DEFAULT_LEDGER) -> str:
    """One self-contained page: the brief, and every claim with its words."""
    from warledger.export.html import render_page

    with open_ledger(ledger) as store, store.view() as view:
        return render_page(view)


def evaluate_gold(gold: Path, ledger: Ledger = DEFAULT_LEDGER, names: Iterable[Path] = ()) -> Evaluation:
    """The ledger's claims against gold claims.

    Raises:
        InputError: the gold or a list of names cannot be used.
    """
    from warledger.evaluate import Names, evaluate_claims, load_gold

    found = list_claims(ledger)
    languages = {c["report"]: c["language"] for c in found}
    return evaluate_claims(load_gold(gold), found, Names.load(names), languages)


def judge_record(decision: Mapping[str, Any], ledger: Ledger = DEFAULT_LEDGER) -> str:
    """Writes down a decision of a person and draws the conclusions anew; gives its id, which undoes it.

    Args:
        decision: `record` (its id), `action` (accept, reject, correct, merge, split, pin, set-origin, set-side, undo), `by`,
            `why`, and what the action needs: `with` (id) to merge, `claims` (ids) to split a matter, `form` to split an
            entity, `field` and `value` to correct, `judgement` (id) to undo.
        ledger: The ledger.

    Raises:
        InputError: the decision does not fit the record.
        StoreError: the ledger cannot be used.
    """
    from warledger.run import Options, Pipeline
    from warledger.run.default import default_stages
    from warledger.run.judging import Decision, judge

    rest = {key: value for key, value in decision.items() if key not in ("record", "action", "by", "why")}
    words = {key: str(decision.get(key, "")) for key in ("record", "action", "by", "why")}
    with open_ledger(ledger) as store:
        sealed = judge(store, Decision(words["record"], words["action"], rest, words["by"], words["why"]))
        Pipeline(default_stages(), store, Options()).reconcile()
    return sealed.id


def forget_reports(report_ids: Iterable[str], why: str, by: str, ledger: Ledger = DEFAULT_LEDGER) -> list[str]:
    """Deletes reports for good, with all that was read and concluded from them; gives the ids of the decisions that say so.

    `why` and `by` are kept: name nobody there whom the deletion is to protect. Undoing a decision lets the page be read again; it
    brings nothing back.

    Raises:
        InputError: there is no such report.
        StoreError: the ledger cannot be used, or its free space could not be cleaned.
    """
    from datetime import UTC, datetime

    from warledger.model import InputError
    from warledger.run import Options, Pipeline
    from warledger.run.default import default_stages
    from warledger.store import Deletion

    with open_ledger(ledger) as store:
        with store.view() as view:
            wanted = {report_id: view.report(report_id) for report_id in report_ids}
        if gone := [report_id for report_id, report in wanted.items() if report is None]:
            raise InputError(f"there is no {', '.join(gone)}")
        pages = tuple(report.page_id for report in wanted.values() if report is not None)
        sealed = Pipeline(default_stages(), store, Options()).forget(Deletion(pages, by, why, datetime.now(UTC)))
        store.scrub()
    return [judgement.id for judgement in sealed]


def check_ledger(ledger: Ledger = DEFAULT_LEDGER) -> list[Issue]:
    """What is no longer as it was written: bytes against hashes, claims against words, judgements against their chain."""
    with open_ledger(ledger) as store, store.view() as view:
        return list(view.check())
