"""The commands that fill a ledger and say what is in it: run, brief, evaluate, doctor."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, LedgerOption, console, examples, open_ledger, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warledger.run import RunSummary
    from warledger.run.pipeline import Progress
    from warledger.store import Store


class Engines(StrEnum):
    """Where reading runs."""

    LOCAL = "local"
    PROCESSES = "processes"
    DASK = "dask"


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(
        epilog=examples(
            "warledger run reports/*.txt", "cat feed.jsonl | warledger run - --ledger team.db", "warledger run https://example.org/feed"
        )
    )(run)
    app.command(epilog=examples("warledger brief", "warledger brief --all | less"))(brief)
    app.command(
        epilog=examples(
            "warledger evaluate gold.jsonl",
            "warledger evaluate gold.jsonl --errors 20 --json",
            "warledger evaluate gold.jsonl --html errors.html",
        )
    )(evaluate)
    app.command(epilog=examples("warledger doctor", "warledger doctor --hashes"))(doctor)


def run(
    sources: Annotated[
        list[str], typer.Argument(metavar="PATH|URL...", help="Files of any kind, archives, folders, web addresses, feeds, or - for stdin.")
    ],
    ledger: LedgerOption = LEDGER,
    engine: Annotated[Engines, typer.Option("--engine", help="Read in this process, in several, or on a Dask cluster.")] = Engines.LOCAL,
    workers: Annotated[int, typer.Option("--workers", "-j", min=1, help="How many processes.")] = 2,
    scheduler: Annotated[str, typer.Option("--scheduler", metavar="ADDRESS", help="With dask: a running one; else one is started.")] = "",
    conflict: Annotated[list[str] | None, typer.Option("--conflict", help="Conflict packs to use; all of them unless given.")] = None,
    column: Annotated[list[str] | None, typer.Option("--column", metavar="FIELD=NAME", help="For CSV: e.g. text=body, title=head.")] = None,
    again: Annotated[bool, typer.Option("--again", help="Read anew what is in the ledger already: after an upgrade.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 3 if any input was refused.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Do not print the brief.")] = False,
) -> None:
    """Read reports into the ledger, reconcile it, print the brief.

    What is in the ledger already is not read again unless --again; stopped at any point, the same command goes on.
    """
    from dataclasses import replace
    from functools import partial

    from warledger.cli.common import collect_options
    from warledger.collect import iter_pages
    from warledger.run import Options, Pipeline
    from warledger.run.default import default_stages
    from warledger.run.engines import engine_named

    stages = default_stages(tuple(conflict or ()))
    if column:
        stages = replace(stages, collect=partial(iter_pages, options=collect_options(column)))
    options = Options(engine=engine_named(engine.value, workers, scheduler), again=again)
    with open_ledger(ledger, create=True) as store:
        try:
            with _progress() as progress:
                summary = Pipeline(stages, store, options).run(sources, progress)
        except KeyboardInterrupt:
            typer.echo("warledger: stopped; what was read is kept: give the same command again to go on", err=True)
            raise typer.Exit(130) from None
        _tell(summary)
        if not quiet and summary.readable:
            _print_brief(store, everything=False)
    if not summary.readable or (strict and summary.rejections):
        raise typer.Exit(3)


def brief(
    everything: Annotated[bool, typer.Option("--all", help="Leave nothing out.")] = False,
    ledger: LedgerOption = LEDGER,
) -> None:
    """What is known, in a page: stories, matters, standing, figures, disputes."""
    with open_ledger(ledger) as store:
        _print_brief(store, everything=everything)


def evaluate(
    gold: Annotated[
        list[Path],
        typer.Argument(metavar="GOLD | KIND FILE", help="Gold claims, one a line (JSON); or a kind of measure and its file."),
    ],
    names: Annotated[list[Path] | None, typer.Option("--names", help="Lists of names that mean one thing (JSON).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write the numbers as JSON.")] = False,
    errors: Annotated[int, typer.Option("--errors", min=0, help="Also list so many missed and so many spurious claims.")] = 0,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write numbers and all errors as a page.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", min=1, help="Only the first so many rows of a file.")] = None,
    read: Annotated[bool, typer.Option("--read/--given", help="Dossiers: also from the text up, or from given claims only.")] = True,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Precision, recall and F1 of the ledger's claims against gold ones, by field, language, side and event family.

    With a kind (entities, attribution, incidents, casualties, names, toponyms, stories, ledger) it measures that on a file
    or folders of its own, without a ledger.
    """
    from warledger.cli.evaluation import print_evaluation, print_measure
    from warledger.evaluate import Names, evaluate_claims, load_gold
    from warledger.export.lookup import Lookup
    from warledger.export.shapes import iter_claims

    if len(gold) > 1:
        from warledger.run.measure import measure

        result_of_kind = measure(str(gold[0]), gold[1:], limit, read_too=read)
        write_json(result_of_kind) if as_json else print_measure(result_of_kind, console())
        return
    with open_ledger(ledger) as store, store.view() as view:
        lookup = Lookup.of(view)
        found = list(iter_claims(view, lookup, view.claims()))
        languages = {r.name: r.language for r in lookup.reports.values()}
    result = evaluate_claims(load_gold(gold[0]), found, Names.load(names or ()), languages)
    if html is not None:
        from warledger.evaluate.page import render_evaluation
        from warledger.export.whole import write_whole

        write_whole(html, render_evaluation(result, gold[0].name))
    if as_json:
        write_json(result.as_json(errors))
    else:
        print_evaluation(result, console(), errors)


def doctor(
    hashes: Annotated[bool, typer.Option("--hashes", help="Also check every hash, span and judgement in the ledger.")] = False,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Check the installation and the ledger, and say what was refused and why."""
    from warledger.cli.checkup import check_all

    if not check_all(ledger, console(), hashes=hashes):
        raise typer.Exit(4)


def _print_brief(store: Store, *, everything: bool) -> None:
    from warledger.cli.brief import print_brief
    from warledger.export.brief import EVERYTHING, Limits, build_brief

    with store.view() as view:
        print_brief(build_brief(view, EVERYTHING if everything else Limits()), console())


def _tell(summary: RunSummary) -> None:
    """What was refused and what failed, on stderr: it is not part of the brief."""
    for rejection in summary.rejections[:10]:
        typer.echo(f"refused {rejection.name}: {rejection.detail}", err=True)
    if len(summary.rejections) > 10:
        typer.echo(f"… and {len(summary.rejections) - 10:,} more refused: warledger doctor lists them", err=True)
    for issue in summary.issues[:10]:
        typer.echo(f"warning {issue.record_id}: {issue.detail}", err=True)


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on stderr, only where someone sees it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    from warledger.export.words import inert, shorten
    from warledger.run import Step

    with Bar(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading")

        def show(step: Step) -> None:
            doing = f"{step.doing} · {step.done:,} inputs · {shorten(inert(step.name), 40)}"
            bar.update(task, description=doing.replace("[", "\\["))

        yield show
