"""The commands that list: claims, matters, entities, control, stories."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from warledger.cli.common import LEDGER, Format, FormatOption, LedgerOption, LimitOption, examples, open_ledger, write_list, write_table

if TYPE_CHECKING:
    from warledger.export.shapes import Shape

LONGEST = 160
"""Characters of a claim's words shown in a table."""

DAY = ["%Y-%m-%d"]
EventOption = Annotated[str, typer.Option("--event", help="Only this event type, e.g. killed.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(epilog=examples("warledger claims --event killed", "warledger claims --format jsonl > claims.jsonl"))(claims)
    app.command(epilog=examples("warledger matters", "warledger matters --standing contested --format json"))(matters)
    app.command(epilog=examples("warledger total killed --group civilians", "warledger total killed --period 2016-11-15..2016-12-12"))(
        total
    )
    app.command(epilog=examples("warledger entities", "warledger entities --kind place --format csv > places.csv"))(entities)
    app.command(
        epilog=examples("warledger control", "warledger control --on 2016-12-12", "warledger control --since 2016-12-01 --on 2016-12-13")
    )(control)
    app.command(epilog=examples("warledger stories", "warledger stories --format json"))(stories)


def claims(
    event: EventOption = "",
    report: Annotated[str, typer.Option("--report", help="Only of this report: its name or id.")] = "",
    matter: Annotated[str, typer.Option("--matter", help="Only of this matter: its id.")] = "",
    form: FormatOption = Format.TABLE,
    limit: LimitOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Every claim: who says what happened, to whom, how many, where, when, in which words."""
    from warledger.export.lists import list_claims
    from warledger.store import Page
    from warledger.store.where import Claims

    with open_ledger(ledger) as store, store.view() as view:
        where: Claims = {}
        if event:
            where["event"] = event
        if report:
            where["report_id"] = next((r.id for r in view.reports(name=report)), report)
        if matter:
            where["matter_id"] = matter
        _write(list_claims(view, Page(limit), **where), form, {"id": 0, "event": 4, "source": 5, "place": 4, "words": 9}, _claim_row)


def matters(
    event: EventOption = "",
    standing: Annotated[
        str, typer.Option("--standing", help="Only confirmed, corroborated, single-source, unattributed or contested.")
    ] = "",
    form: FormatOption = Format.TABLE,
    limit: LimitOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Every matter: the question that comparable claims answer, with its standing and estimate."""
    from warledger.export.lists import list_matters
    from warledger.store import Page
    from warledger.store.where import Matters

    with open_ledger(ledger) as store, store.view() as view:
        where: Matters = {}
        if event:
            where["event"] = event
        if standing:
            where["standing"] = standing
        found = list_matters(view, Page(limit), **where)
        _write(found, form, {"id": 0, "standing": 0, "what": 5, "figure": 2, "origins": 4}, _matter_row)


def total(
    event: Annotated[str, typer.Argument(help="Event type, e.g. killed.")],
    place: Annotated[str, typer.Option("--place", help="Only there and in what lies in it: a name or an id.")] = "",
    period: Annotated[str, typer.Option("--period", help="Only then: a day, or FROM..TO.")] = "",
    group: Annotated[str, typer.Option("--group", help="Only of these people, e.g. civilians.")] = "people",
    form: FormatOption = Format.TABLE,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Add up what can be added: matters that do not overlap, with those that were left out and why."""
    from warledger.export.totals import total_shape
    from warledger.model import InputError

    with open_ledger(ledger) as store, store.view() as view:
        try:
            found = total_shape(view, event, group, place, period)
        except InputError as error:
            raise typer.BadParameter(str(error)) from error
    if form is not Format.TABLE:
        write_list([found], form)
        return
    bounds = found["total"]
    high = "open" if bounds["high"] is None else f"{bounds['high']:,}"
    added = len(found["added"])
    typer.echo(f"low {bounds['low']:,}   best {bounds['best']:,}   high {high}   from {added:,} matter{'' if added == 1 else 's'}")
    rows = [(a["id"], "added", a["what"]) for a in found["added"]]
    rows += [(o["id"], f"left out: {o['because']}" + (f" ({o['other']})" if o["other"] else ""), o["what"]) for o in found["left_out"]]
    write_table({"id": 0, "": 4, "what": 5}, rows)


def entities(
    kind: Annotated[str, typer.Option("--kind", help="Only person, body, group, anonymous or place.")] = "",
    form: FormatOption = Format.TABLE,
    limit: LimitOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:
    """People, bodies, groups and places, each with its spellings."""
    from warledger.export.lists import list_entities

    with open_ledger(ledger) as store, store.view() as view:
        found = list_entities(view, kind)[:limit]
        _write(found, form, {"id": 0, "kind": 0, "name": 4, "met": 0, "forms": 6}, _entity_row)


def control(
    on: Annotated[datetime | None, typer.Option("--on", formats=DAY, help="The last word on each place up to this day.")] = None,
    since: Annotated[datetime | None, typer.Option("--since", formats=DAY, help="Only what changed after this day (up to --on).")] = None,
    form: FormatOption = Format.TABLE,
    limit: LimitOption = None,
    ledger: LedgerOption = LEDGER,
) -> None:
    """Who is said to hold each place: day by day, on one day, or what changed between two."""
    from warledger.export.lists import list_control
    from warledger.store import Page

    with open_ledger(ledger) as store, store.view() as view:
        found = list_control(view, Page(limit), on.date() if on else None, since.date() if since else None)
        columns = {"id": 0, "place": 3, **({"before": 2} if since else {}), "holder": 3, "on": 0, "standing": 0, "origins": 4}
        _write(found, form, columns, _control_row)


def stories(form: FormatOption = Format.TABLE, limit: LimitOption = None, ledger: LedgerOption = LEDGER) -> None:
    """Reports that tell of the same happening, in any language."""
    from warledger.export.lists import list_stories
    from warledger.store import Page

    with open_ledger(ledger) as store, store.view() as view:
        _write(list_stories(view, Page(limit)), form, {"id": 0, "on": 0, "title": 1, "reports": 0, "languages": 0}, _story_row)


def _write(shapes: Iterable[Shape], form: Format, columns: Mapping[str, int], row: Callable[[Shape], tuple[str, ...]]) -> None:
    if form is Format.TABLE:
        write_table(columns, (row(s) for s in shapes))
    else:
        write_list(shapes, form)


def _claim_row(s: Shape) -> tuple[str, ...]:
    from warledger.export.shapes import range_text
    from warledger.export.words import isolate, shorten

    figure = range_text(s["count"]["low"], s["count"]["high"]) if s["count"] else ""
    source = s["canonical"].get("source", s["source"])
    event = s["event"] if s["stance"] == "asserts" else f"{s['event']}, {s['stance']}"
    places = _joined(s["canonical"].get("place", s["place"]))
    return s["id"], f"{event}: {figure}" if figure else event, isolate(source), places, isolate(shorten(s["evidence"], LONGEST))


def _matter_row(s: Shape) -> tuple[str, ...]:
    from warledger.export.shapes import range_text
    from warledger.export.words import isolate

    estimate = s["estimate"]
    figure = range_text(estimate["low"], estimate["high"]) if estimate else ""
    return s["id"], s["standing"], isolate(s["what"]), figure, _joined([o["name"] for o in s["origins"]])


def _entity_row(s: Shape) -> tuple[str, ...]:
    from warledger.export.words import isolate

    return s["id"], s["kind"], isolate(s["name"]), str(s["mentions"]), _joined(s["forms"])


def _control_row(s: Shape) -> tuple[str, ...]:
    from warledger.export.words import isolate

    before = (isolate(s["before"] or ""),) if "before" in s else ()
    holder = isolate(s["holder"] or s["state"]) + (f" (as part of {isolate(s['inherited_from'])})" if s["inherited_from"] else "")
    return s["id"], isolate(s["place"]), *before, holder, s["on"] or "", s["standing"], _joined(s["origins"])


def _story_row(s: Shape) -> tuple[str, ...]:
    from warledger.export.words import isolate

    return s["id"], s["on"] or "", isolate(s["title"]), str(len(s["reports"])), " ".join(s["languages"])


def _joined(names: list[str] | str | None) -> str:
    """Names in one cell, each keeping its own direction."""
    from warledger.export.words import isolate

    return "; ".join(isolate(n) for n in ([names] if isinstance(names, str) else names or ()))
