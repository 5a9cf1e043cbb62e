"""An evaluation as one self-contained HTML page: the numbers, then every error with its words.

Takes an Evaluation, gives text. Asks for nothing from anywhere; what came from reports is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined

from warledger.evaluate.claims import Evaluation
from warledger.evaluate.scores import Tally

Row = Mapping[str, Any]


def render_evaluation(result: Evaluation, source: str) -> str:
    """The page of an evaluation; `source` names the gold file."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    template = environment.from_string((files("warledger.evaluate") / "page.html.j2").read_text(encoding="utf-8"))
    intervals = result.intervals()
    return template.render(
        source=source,
        heads=[(name, _numbers(tally), intervals[name]) for name, tally in (("figures", result.figures()), ("claims", result.claims()))],
        fields=[(field, hits / seen, seen) for field, (hits, seen) in result.fields().items()],
        tables=[
            ("By language, figures", [(k, _numbers(t["figures"])) for k, t in result.languages().items()]),
            ("By language, claims", [(k, _numbers(t["claims"])) for k, t in result.languages().items()]),
            ("By side of the source, claims", [(k, _numbers(t["claims"])) for k, t in result.sides().items()]),
            ("By event family, claims", [(k, _numbers(t)) for k, t in result.families().items()]),
        ],
        errors=[
            ("Missed", [_error(row) for row in result.missed()]),
            ("Found and not in gold", [_error(row) for row in result.spurious()]),
            ("Matched, but not right in every field", list(_unequal(result))),
        ],
    )


def _numbers(tally: Tally) -> dict[str, float | int]:
    return tally.as_dict()


def _error(row: Row, wrong: Iterable[tuple[str, object, object]] = ()) -> dict[str, Any]:
    """What the page shows of a claim; `wrong` has field, gold value and found value."""
    return {
        "where": f"{row['report']} {row['start']}-{row['end']}",
        "what": f"{row['event']}{_figure(row.get('count'))}",
        "source": _words(row.get("source")),
        "evidence": str(row.get("evidence", "")),
        "wrong": [(field, _words(gold), _words(found)) for field, gold, found in wrong],
    }


def _unequal(result: Evaluation) -> Iterator[dict[str, Any]]:
    for pair in (p for report in result.reports for p in report.pairs):
        wrong = [(field, pair.gold.get(field), pair.found.get(field)) for field, right in pair.right.items() if not right]
        if wrong:
            yield _error(pair.gold, wrong)


def _figure(count: Any) -> str:
    return f" {_bounds(count)}" if count else ""


def _bounds(count: Mapping[str, Any]) -> str:
    low, high = count.get("low"), count.get("high")
    return str(low) if low == high else f"{'' if low is None else low}..{'' if high is None else high}"


def _words(value: object) -> str:
    """A value of a field in a few words."""
    if isinstance(value, Mapping):
        return _bounds(value) if "low" in value else str(value.get("name", ""))
    if isinstance(value, list):
        return " / ".join(_words(v) for v in value)
    return "none" if value is None else str(value)
