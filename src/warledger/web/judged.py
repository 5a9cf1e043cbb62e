"""All decisions of people on a ledger, as pages need them: by record, with what was undone, and whether their chain is whole.

Takes a View, gives a Judged. Decisions are only ever appended, so those that are known are not read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from warledger.model import Issue, Judgement
from warledger.store import Page, View
from warledger.store.judgements import FORGET, check_chain, in_force, undone_ids


@dataclass(frozen=True, slots=True)
class Judged:
    """Every decision in its order. `undone` are ids, `by_record` those in force, `faults` places where the chain is broken."""

    everything: tuple[Judgement, ...] = ()
    undone: frozenset[str] = frozenset()
    by_record: dict[str, tuple[Judgement, ...]] = field(default_factory=dict)
    faults: tuple[Issue, ...] = ()

    def with_new(self, view: View) -> Judged:
        """The same with the decisions that were made since; all read anew when the ledger has fewer than are known."""
        number = view.overview.judgements()
        if number == len(self.everything):
            return self
        known = self.everything if number > len(self.everything) else ()
        new = view.judgements(Page(None, len(known)))
        everything = (*known, *new)
        if any(j.action == FORGET for j in new):  # earlier ones lost their words
            everything = tuple(view.judgements())
        by_record: dict[str, list[Judgement]] = {}
        for judgement in in_force(everything):
            by_record.setdefault(judgement.record_id, []).append(judgement)
        return Judged(
            everything, frozenset(undone_ids(everything)), {k: tuple(v) for k, v in by_record.items()}, tuple(check_chain(everything))
        )

    def of(self, record_id: str) -> tuple[Judgement, ...]:
        """Decisions on a record that were not undone."""
        return self.by_record.get(record_id, ())

    def since(self, moment: object) -> int:
        """How many were made after a moment."""
        return sum(j.at > moment for j in self.everything)  # type: ignore[operator]
