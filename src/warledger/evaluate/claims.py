"""Claims against gold claims: what was found, what was right about it, what was missed.

Takes rows in the record format of the guidelines, gives an Evaluation. Within a report a found claim can match a gold
one when their spans overlap and their events are of one family; pairs are taken one to one, those that agree in most
fields first. `figures` counts claims with a count whose event, count and source are right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warledger.evaluate.rows import iter_rows
from warledger.evaluate.scores import Tally, bootstrap
from warledger.evaluate.sides import SideBook
from warledger.evaluate.spelling import Names, is_outlet
from warledger.model import InputError

Row = Mapping[str, Any]
NEEDED = ("report", "start", "end", "event")

FAMILIES = {
    "killed": "harm", "executed": "harm", "abduction": "detention", "withdrawal": "territory_loss", "capture": "territory",
    "advance": "territory", "airstrike": "attack", "shelling": "attack", "bombing": "attack", "ground_attack": "attack",
    "missile_strike": "attack", "drone_strike": "attack", "shooting": "attack", "proposal": "talks", "ceasefire": "agreement",
    "aid_blocked": "aid",
}  # fmt: skip
"""Event types that are near enough to be the same claim; the others are families of their own."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold claim and the found one that was matched to it; `right` says of each field that gold has whether it agrees."""

    gold: Row
    found: Row
    right: Mapping[str, bool]

    @property
    def figure_right(self) -> bool:
        """Whether the headline holds: how many, of what, said by whom."""
        return all(self.right.get(field, False) for field in ("count", "source", "event"))


@dataclass(frozen=True, slots=True)
class ReportScore:
    """One report: its pairs, and what is left on both sides."""

    name: str
    language: str
    pairs: tuple[Pair, ...]
    missed: tuple[Row, ...]
    spurious: tuple[Row, ...]

    def claims(self) -> Tally:
        """Detection: a pair is a hit."""
        return Tally(len(self.pairs), len(self.pairs) + len(self.spurious), len(self.pairs) + len(self.missed))

    def figures(self) -> Tally:
        """Claims that carry a count."""
        found = sum(1 for row in (*(p.found for p in self.pairs), *self.spurious) if row.get("count"))
        gold = sum(1 for row in (*(p.gold for p in self.pairs), *self.missed) if row.get("count"))
        return Tally(sum(1 for p in self.pairs if p.gold.get("count") and p.figure_right), found, gold)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All reports of a gold file."""

    reports: tuple[ReportScore, ...]

    def claims(self) -> Tally:
        """Detection over all reports."""
        return sum((r.claims() for r in self.reports), Tally())

    def figures(self) -> Tally:
        """Figures over all reports."""
        return sum((r.figures() for r in self.reports), Tally())

    def intervals(self) -> dict[str, tuple[float, float]]:
        """95 % intervals of both F1, over reports drawn again: how much rests on which reports were chosen."""
        return {
            "figures": bootstrap(self.reports, lambda units: sum((r.figures() for r in units), Tally()).f1),
            "claims": bootstrap(self.reports, lambda units: sum((r.claims() for r in units), Tally()).f1),
        }

    def fields(self) -> dict[str, tuple[int, int]]:
        """By field: how many matched pairs agree, of how many whose gold has the field."""
        totals: dict[str, tuple[int, int]] = {}
        for pair in (p for r in self.reports for p in r.pairs):
            for field, right in pair.right.items():
                hits, seen = totals.get(field, (0, 0))
                totals[field] = (hits + right, seen + 1)
        return dict(sorted(totals.items()))

    def languages(self) -> dict[str, dict[str, Tally]]:
        """By language of the report: both measures."""
        found: dict[str, dict[str, Tally]] = defaultdict(lambda: {"figures": Tally(), "claims": Tally()})
        for report in self.reports:
            found[report.language]["figures"] += report.figures()
            found[report.language]["claims"] += report.claims()
        return dict(sorted(found.items()))

    def sides(self) -> dict[str, dict[str, Tally]]:
        """By side of the source, as gold has it where a claim is matched: both measures."""
        rows = [row for r in self.reports for row in (*(p.gold for p in r.pairs), *r.missed, *r.spurious)]
        labels = iter(SideBook().labels(rows).values())
        found: dict[str, dict[str, Tally]] = defaultdict(lambda: {"figures": Tally(), "claims": Tally()})
        for report in self.reports:
            for pair in report.pairs:
                side = found[next(labels)]
                side["claims"] += Tally(1, 1, 1)
                told, right = bool(pair.gold.get("count")), pair.figure_right
                side["figures"] += Tally(told and right, bool(pair.found.get("count")), told)
            for row in report.missed:
                side = found[next(labels)]
                side["claims"] += Tally(0, 0, 1)
                side["figures"] += Tally(0, 0, bool(row.get("count")))
            for row in report.spurious:
                side = found[next(labels)]
                side["claims"] += Tally(0, 1, 0)
                side["figures"] += Tally(0, bool(row.get("count")), 0)
        return dict(sorted(found.items()))

    def families(self) -> dict[str, Tally]:
        """By family of events: detection."""
        found: dict[str, Tally] = defaultdict(Tally)
        for report in self.reports:
            for pair in report.pairs:
                found[family(pair.gold)] += Tally(1, 1, 1)
            for row in report.missed:
                found[family(row)] += Tally(0, 0, 1)
            for row in report.spurious:
                found[family(row)] += Tally(0, 1, 0)
        return dict(sorted(found.items()))

    def as_json(self, errors: int = 0) -> dict[str, Any]:
        """The numbers; with `errors` also so many missed and so many spurious claims."""
        intervals = self.intervals()
        numbers: dict[str, Any] = {
            "figures": {**self.figures().as_dict(), "interval": list(intervals["figures"])},
            "claims": {**self.claims().as_dict(), "interval": list(intervals["claims"])},
            "by_field": {k: {"accuracy": round(hits / n, 4), "n": n} for k, (hits, n) in self.fields().items()},
            "by_language": {k: {m: t.as_dict() for m, t in tallies.items()} for k, tallies in self.languages().items()},
            "by_side": {k: {m: t.as_dict() for m, t in tallies.items()} for k, tallies in self.sides().items()},
            "by_family": {k: tally.as_dict() for k, tally in self.families().items()},
        }
        return numbers | ({"missed": list(self.missed())[:errors], "spurious": list(self.spurious())[:errors]} if errors else {})

    def missed(self) -> Iterator[Row]:
        """Gold claims that nothing matched."""
        return (row for report in self.reports for row in report.missed)

    def spurious(self) -> Iterator[Row]:
        """Found claims that match no gold one."""
        return (row for report in self.reports for row in report.spurious)


def load_gold(path: Path) -> list[Row]:
    """Gold claims of a JSON-lines file.

    Raises:
        InputError: it cannot be read, is empty, or a line lacks what is needed to match it.
    """
    rows = list(iter_rows(path))
    if not rows:
        raise InputError(f"{path}: no gold claims in it")
    for number, row in enumerate(rows, 1):
        lacking = [key for key in NEEDED if key not in row]
        if lacking:
            raise InputError(f"{path}: claim {number} has no {', '.join(lacking)}")
    return list(rows)


def evaluate_claims(gold: Sequence[Row], found: Iterable[Row], names: Names, languages: Mapping[str, str] | None = None) -> Evaluation:
    """Compare found claims with gold ones, over the reports that gold has; `languages` by report name."""
    by_report: dict[str, tuple[list[Row], list[Row]]] = {row["report"]: ([], []) for row in gold}
    for row in gold:
        by_report[row["report"]][0].append(row)
    for row in found:
        if row["report"] in by_report:
            by_report[row["report"]][1].append(row)
    known = languages or {}
    return Evaluation(tuple(_report(name, known.get(name, "und"), *rows, names) for name, rows in by_report.items()))


def family(row: Row) -> str:
    """The family of a row's event."""
    event = str(row["event"])
    return FAMILIES.get(event, event)


def _report(name: str, language: str, gold: list[Row], found: list[Row], names: Names) -> ReportScore:
    candidates = [
        (-sum(right.values()), i, j, right)
        for i, g in enumerate(gold)
        for j, f in enumerate(found)
        if f["start"] < g["end"] and g["start"] < f["end"] and family(f) == family(g)
        for right in [compare(g, f, names)]
    ]
    pairs: list[Pair] = []
    used_gold: set[int] = set()
    used_found: set[int] = set()
    for _, i, j, right in sorted(candidates, key=lambda c: c[:3]):
        if i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append(Pair(gold[i], found[j], right))
    missed = tuple(row for i, row in enumerate(gold) if i not in used_gold)
    return ReportScore(name, language, tuple(pairs), missed, tuple(row for j, row in enumerate(found) if j not in used_found))


def compare(gold: Row, found: Row, names: Names) -> dict[str, bool]:
    """Of each field that gold has, whether the found claim agrees; event, stance and source always count."""
    own, other = is_outlet(gold.get("source")), is_outlet(found.get("source"))
    right = {
        "event": gold["event"] == found["event"],
        "stance": gold.get("stance", "asserts") == found.get("stance", "asserts"),
        "source": own and other if own or other else names.same(gold.get("source"), found.get("source")),
    }
    if gold.get("count"):
        right["count"] = same_count(gold["count"], found.get("count"))
    right |= {role: names.same(gold[role], found.get(role)) for role in ("place", "actor", "target") if gold.get(role)}
    if gold.get("when"):
        right["when"] = same_when(gold["when"], found.get("when"))
    return right


def same_count(gold: Row, found: Row | None) -> bool:
    """Whether two counts say the same: equal bounds, give or take one, open bounds forgiven; vague words by their order of size."""
    if not found:
        return False
    low, high, f_low, f_high = gold.get("low"), gold.get("high"), found.get("low"), found.get("high")
    if low is not None and _near(low, f_low) and (_near(high, f_high) or high is None or f_high is None):
        return True
    if high is not None and _near(high, f_high) and (low is None or f_low is None):
        return True
    return bool(low and high and high > 2 * low and f_low is not None and low <= f_low <= high)


def same_when(gold: Sequence[str | None], found: Sequence[str | None] | None) -> bool:
    """Whether the found days lie within those of gold, open sides reaching for ever."""
    if not found:
        return False
    (start, end), (f_start, f_end) = gold, found
    latest = f_end or f_start
    begins = start is None or f_start is None or (latest is not None and start <= latest)
    ends = end is None or (latest is not None and latest <= end)
    return begins and ends


def _near(one: int | None, other: int | None) -> bool:
    return one == other or (one is not None and other is not None and abs(one - other) <= 1)
