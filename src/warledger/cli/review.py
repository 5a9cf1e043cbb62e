"""Human decisions from the terminal: look at what needs a second look, decide, see and undo what was decided."""

from __future__ import annotations

import getpass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from warledger.cli.common import LEDGER, LedgerOption, conclude, console, examples, open_ledger

if TYPE_CHECKING:
    from warledger.store import View

review = typer.Typer(help="Accept, reject, correct, merge, split: decisions that no rerun overrides.", no_args_is_help=False)

By = Annotated[str, typer.Option("--by", help="Who decides; your login name unless given.")]
Why = Annotated[str, typer.Option("--why", help="Why, in a few words.")]
FIELDS = ("count", "event", "source", "actor", "target", "place", "when", "stance", "subject")


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    app.add_typer(review, name="review")


@review.callback(invoke_without_command=True, epilog=examples("warledger review", "warledger review reject cl-2fk4 --why 'a film review'"))
def queue(
    context: typer.Context,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many to list.")] = 20,
    ledger: LedgerOption = LEDGER,
) -> None:
    """List what is most worth a second look, the least certain claims first. With a command: decide."""
    if context.invoked_subcommand is not None:
        return
    from warledger.export.words import isolate, shorten

    with open_ledger(ledger) as store, store.view() as view:
        decided = {j.record_id for j in view.judgements()}
        open_claims = sorted((c.prob, c.id) for c in view.claims() if c.id not in decided)
        to = console()
        for prob, claim_id in open_claims[:limit]:
            (claim,) = view.claims_of([claim_id])
            to.print(
                f"{claim_id}  {prob:.2f}  {claim.event} {claim.stance}  {isolate(shorten(claim.evidence, 90))}",
                highlight=False,
                markup=False,
            )
        to.print(f"{len(open_claims):,} claims not looked at; warledger show ID opens one", style="dim")


@review.command(epilog=examples("warledger review accept cl-2fk4"))
def accept(record: str, by: By = "", why: Why = "", ledger: LedgerOption = LEDGER) -> None:
    """Say that a record is right."""
    _decide(ledger, record, "accept", {}, by, why)


@review.command(epilog=examples("warledger review reject cl-2fk4 --why 'a film review'"))
def reject(record: str, by: By = "", why: Why = "", ledger: LedgerOption = LEDGER) -> None:
    """Leave a claim out of every conclusion; it stays in the ledger and can be brought back."""
    _decide(ledger, record, "reject", {}, by, why)


@review.command(epilog=examples("warledger review correct cl-2fk4 count 12-15", "warledger review correct cl-2fk4 place Palmyra"))
def correct(
    record: str,
    field: Annotated[str, typer.Argument(help=", ".join(FIELDS))],
    value: Annotated[str, typer.Argument(help="12 or 12-15 for a count; a day or FROM..TO for when.")],
    by: By = "",
    why: Why = "",
    ledger: LedgerOption = LEDGER,
) -> None:
    """Put one field of a claim right."""
    if field not in FIELDS:
        raise typer.BadParameter(f"one of {', '.join(FIELDS)}", param_hint="FIELD")
    _decide(ledger, record, "correct", _count(value) if field == "count" else {"field": field, "value": value}, by, why)


@review.command(epilog=examples("warledger review merge en-5x3a en-7qpl", "warledger review merge ma-3k2f ma-9d1c"))
def merge(record: str, into: str, by: By = "", why: Why = "", ledger: LedgerOption = LEDGER) -> None:
    """Say that two entities are one (the second one's name stays), or that two matters ask one question."""
    with open_ledger(ledger) as store, store.view() as view:
        other = _find(view, into)
    _decide(ledger, record, "merge", {"with": other}, by, why)


@review.command(epilog=examples("warledger review split en-5x3a 'Zaid al-Salhine'", "warledger review split ma-3k2f cl-8a2d cl-77qx"))
def split(
    record: str,
    parts: Annotated[list[str], typer.Argument(help="A spelling of the entity, or claims of the matter.")],
    by: By = "",
    why: Why = "",
    ledger: LedgerOption = LEDGER,
) -> None:
    """Take one spelling out of an entity, or claims out of a matter: they are another thing, another question."""
    with open_ledger(ledger) as store, store.view() as view:
        matter = _find(view, record).startswith("ma-")
        claims = [_find(view, part) for part in parts] if matter else []
    if not matter and len(parts) != 1:
        raise typer.BadParameter("one spelling at a time", param_hint="PARTS")
    _decide(ledger, record, "split", {"claims": claims} if matter else {"form": parts[0]}, by, why)


@review.command(epilog=examples("warledger review pin pl-9d2c 36.17 37.15 --radius 2"))
def pin(
    record: str,
    lat: float,
    lon: float,
    radius: Annotated[float, typer.Option("--radius", help="Kilometres that the spot may be off.")] = 1.0,
    by: By = "",
    why: Why = "",
    ledger: LedgerOption = LEDGER,
) -> None:
    """Say where a place is. Negative coordinates go behind `--`."""
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise typer.BadParameter("latitude is -90..90, longitude -180..180")
    _decide(ledger, record, "pin", {"lat": lat, "lon": lon, "radius_km": radius}, by, why)


@review.command(name="set-origin", epilog=examples("warledger review set-origin en-5x3a or-1b7k"))
def set_origin(record: str, origin: str, by: By = "", why: Why = "", ledger: LedgerOption = LEDGER) -> None:
    """Say which independent body stands behind an entity."""
    _decide(ledger, record, "set-origin", {"origin": origin}, by, why)


@review.command(name="set-side", epilog=examples("warledger review set-side or-1b7k opposition"))
def set_side(record: str, side: str, by: By = "", why: Why = "", ledger: LedgerOption = LEDGER) -> None:
    """Say whose interest an origin serves in this war."""
    _decide(ledger, record, "set-side", {"side": side}, by, why)


@review.command(epilog=examples("warledger review undo ju-8s2m"))
def undo(judgement: str, by: By = "", why: Why = "", ledger: LedgerOption = LEDGER) -> None:
    """Take a decision back; that is a decision too."""
    with open_ledger(ledger) as store, store.view() as view:
        known = [j for j in view.judgements() if j.id.startswith(judgement)]
    if len(known) != 1:
        raise typer.BadParameter(f"no one decision begins with {judgement!r}: warledger review log lists them")
    _append(ledger, known[0].record_id, "undo", {"judgement": known[0].id}, by, why)


@review.command(epilog=examples("warledger review log"))
def log(ledger: LedgerOption = LEDGER) -> None:
    """Every decision, in the order made."""
    from warledger.cli.pages import decision_text
    from warledger.export.words import inert

    with open_ledger(ledger) as store, store.view() as view:
        for j in view.judgements():
            said = f"{j.id}  {j.at:%Y-%m-%d %H:%M}  {j.by}  {j.record_id}  {decision_text(j)}"
            console().print(inert(said + (f"  ({j.why})" if j.why else "")), highlight=False, markup=False)


def _count(value: str) -> dict[str, Any]:
    low, _, high = value.partition("-")
    if not low.isdecimal() or (high and not high.isdecimal()) or (high and int(high) < int(low)):
        raise typer.BadParameter("a number, or a range such as 12-15", param_hint="VALUE")
    return {"field": "count", "low": int(low), "high": int(high or low)}


def _find(view: View, record: str) -> str:
    hits = {h.id for h in view.find(record)}
    if len(hits) != 1:
        raise typer.BadParameter(f"{len(hits) or 'no'} records begin with {record!r}")
    return hits.pop()


def _decide(ledger: str, record: str, action: str, value: dict[str, Any], by: str, why: str) -> None:
    with open_ledger(ledger) as store, store.view() as view:
        found = _find(view, record)
    _append(ledger, found, action, value, by, why)


def _append(ledger: str, record: str, action: str, value: dict[str, Any], by: str, why: str) -> None:
    """Write the decision and draw the conclusions anew with it."""
    from warledger.model import InputError
    from warledger.run.judging import Decision, judge

    with open_ledger(ledger) as store:
        try:
            sealed = judge(store, Decision(record, action, value, by or getpass.getuser(), why))
        except InputError as error:
            raise typer.BadParameter(str(error)) from error
        conclude(store)
    typer.echo(f"{sealed.id}  {action} {record}; undo with: warledger review undo {sealed.id}")
