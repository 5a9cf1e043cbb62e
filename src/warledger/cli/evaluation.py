"""The evaluation in print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from warledger.evaluate import Evaluation
from warledger.evaluate.scores import Tally
from warledger.export.words import isolate, shorten


def print_evaluation(result: Evaluation, to: Console, errors: int) -> None:
    """Both measures with their intervals, then by field, language, side and family, then errors."""
    intervals = result.intervals()
    for name, tally in (("figures", result.figures()), ("claims", result.claims())):
        low, high = intervals[name]
        to.print(Text(f"{name:<9}", "bold").append(_numbers(tally)).append(f"  95 % {low:.3f} to {high:.3f}", "dim"))
    to.print(Text("by field", "bold"))
    for field, (hits, seen) in result.fields().items():
        to.print(f"  {field:<18} {hits / seen:.3f}  of {seen}")
    to.print(Text("by language", "bold"))
    for language, tallies in result.languages().items():
        to.print(f"  {language:<6} figures {tallies['figures'].f1:.3f}  claims {_numbers(tallies['claims'])}")
    to.print(Text("by side of the source", "bold"))
    for side, tallies in result.sides().items():
        to.print(f"  {side:<34} figures {tallies['figures'].f1:.3f}  claims {_numbers(tallies['claims'])}")
    to.print(Text("by event family, claims", "bold"))
    for family, tally in result.families().items():
        to.print(f"  {family:<18} {_numbers(tally)}")
    _errors(to, "missed", result.missed(), errors)
    _errors(to, "spurious", result.spurious(), errors)


def print_measure(result: Mapping[str, Any], to: Console, indent: str = "") -> None:
    """The numbers of one measure, a line each, parts indented."""
    for key, value in result.items():
        if isinstance(value, Mapping):
            to.print(Text(f"{indent}{key}", "bold"))
            print_measure(value, to, indent + "  ")
        else:
            to.print(f"{indent}{key:<22} {value}")


def _numbers(tally: Tally) -> str:
    n = tally.as_dict()
    return f"P {n['precision']:.3f}  R {n['recall']:.3f}  F1 {n['f1']:.3f}  ({n['gold']} gold, {n['predicted']} found)"


def _errors(to: Console, label: str, rows: Iterable[Mapping[str, Any]], limit: int) -> None:
    for row in list(rows)[:limit]:
        count = row.get("count") or {}
        figure = f" {count.get('low')}..{count.get('high')}" if count else ""
        line = Text(f"{label} ", "red").append(f"{row['report']} {row['start']}-{row['end']} {row['event']}{figure}", "bold")
        to.print(line.append(f" source {isolate(str(row.get('source')))}: {isolate(shorten(str(row.get('evidence', '')), 110))}"))
