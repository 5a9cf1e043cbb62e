"""The scores of one dossier.

Takes a truth and an outcome with its claims aligned, gives a tally for each measure. Counts only, so that dossiers add up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from warledger.evaluate.outcome import Outcome
from warledger.ledger import control_at
from warledger.model import Entity, Matter, Place

MEASURES = (
    "matters", "stories", "lineage", "lineage_kind", "entities", "origin", "independent_origins", "standing", "relation", "denial",
    "accusation", "incomparable", "control", "estimate", "estimate_error",
)  # fmt: skip
PAIRED = frozenset({"matters", "stories", "lineage", "entities"})


@dataclass(slots=True)
class Tally:
    """Counts of one measure. `right` of `of` in the truth, `told` by the outcome (pair measures only); `error` is a sum over `of`."""

    right: int = 0
    of: int = 0
    told: int = 0
    paired: bool = False
    error: float | None = None
    speaks: bool = False

    def add(self, other: Tally) -> None:
        """Adds the counts of another dossier."""
        self.right += other.right
        self.of += other.of
        self.told += other.told
        self.paired |= other.paired
        self.speaks |= other.speaks
        if other.error is not None:
            self.error = (self.error or 0.0) + other.error

    def shown(self) -> dict[str, Any]:
        """Score with counts: F1 with precision and recall for pairs, mean for errors, exact share else."""
        if self.error is not None:
            return {"score": self.error / self.of if self.of else 0.0, "of": self.of}
        if not self.paired:
            return {"score": self.right / self.of if self.of else 1.0, "right": self.right, "of": self.of}
        precision = self.right / self.told if self.told else 1.0
        recall = self.right / self.of if self.of else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return {"score": f1, "precision": precision, "recall": recall, "right": self.right, "told": self.told, "of": self.of}


def score_dossier(truth: Mapping[str, Any], outcome: Outcome, aligned: Mapping[str, str]) -> dict[str, Tally]:
    """A tally for every measure; `aligned` gives claims of the truth their claim in the outcome."""
    scorer = _Scorer(truth, outcome, aligned)
    tallies = {name: Tally(paired=name in PAIRED) for name in MEASURES}
    scorer.score(tallies)
    for tally in tallies.values():
        tally.speaks = bool(tally.of or tally.told)
    return tallies


def _pairs(groups: Iterable[Iterable[str]]) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(set(group)), 2)}


class _Scorer:
    """One dossier under measure."""

    def __init__(self, truth: Mapping[str, Any], outcome: Outcome, aligned: Mapping[str, str]) -> None:
        self.truth = truth
        self.outcome = outcome
        self.ours = aligned
        self.theirs = {found: key for key, found in aligned.items()}
        self.linked = {entry.claim_id: entry for entry in outcome.linked}
        self.account_of = {i: a.origin_id for m in outcome.ledger.matters for a in m.accounts for i in a.claim_ids}
        self.matter_of = {i: m for m in outcome.ledger.matters for i in m.claim_ids}
        self.origins = self._match_origins()
        self.matters = self._match_matters()

    def score(self, tallies: dict[str, Tally]) -> None:
        """Fills all tallies."""
        self._pair(tallies["matters"], _pairs(m["claims"] for m in self.truth.get("matters", ())), self._told_matters())
        self._stories(tallies["stories"])
        self._lineage(tallies["lineage"], tallies["lineage_kind"])
        self._entities(tallies["entities"])
        self._origin(tallies["origin"])
        for row in self.truth.get("matters", ()):
            self._matter(row, self.matters.get(row["id"]), tallies)
        self._incomparable(tallies["incomparable"])
        self._control(tallies["control"])

    def _match_origins(self) -> dict[str, str]:
        """Origin names of the truth to our origin ids, by the claims that they share, best first and each once."""
        shared: Counter[tuple[str, str]] = Counter()
        for key, name in self.truth.get("origins", {}).items():
            origin_id = self.account_of.get(self.ours.get(key, ""), "")
            if name and origin_id:
                shared[name, origin_id] += 1
        found: dict[str, str] = {}
        for name, origin_id in sorted(shared, key=lambda pair: (-shared[pair], pair)):
            if name not in found and origin_id not in found.values():
                found[name] = origin_id
        return found

    def _match_matters(self) -> dict[str, Matter]:
        """Matters of the truth to ours by the claims that they share, greatest overlap first and each once."""
        ranked = []
        for row in self.truth.get("matters", ()):
            ours = Counter(self.matter_of[self.ours[c]].id for c in row["claims"] if self.ours.get(c) in self.matter_of)
            ranked += [(-n, row["id"], matter_id) for matter_id, n in ours.items()]
        by_id = {m.id: m for m in self.outcome.ledger.matters}
        found: dict[str, Matter] = {}
        used: set[str] = set()
        for _, row_id, matter_id in sorted(ranked):
            if row_id not in found and matter_id not in used:
                found[row_id] = by_id[matter_id]
                used.add(matter_id)
        return found

    @staticmethod
    def _pair(tally: Tally, truth: set[tuple[str, str]], told: set[tuple[str, str]]) -> None:
        tally.right += len(truth & told)
        tally.of += len(truth)
        tally.told += len(told)

    def _told_matters(self) -> set[tuple[str, str]]:
        """Pairs of claims of the truth that stand in one of our matters; claims in no matter of the truth are left out."""
        spoken = {c for m in self.truth.get("matters", ()) for c in m["claims"]}
        groups = ([self.theirs[i] for i in m.claim_ids if self.theirs.get(i) in spoken] for m in self.outcome.ledger.matters)
        return _pairs(groups)

    def _stories(self, tally: Tally) -> None:
        names = self.outcome.names
        self._pair(tally, _pairs(self.truth.get("stories", ())), _pairs([names[r] for r in s.report_ids] for s in self.outcome.stories))

    def _lineage(self, tally: Tally, kinds: Tally) -> None:
        names = self.outcome.names
        told = {(names[e.report_id], names[e.of_id]): e.kind for e in self.outcome.echoes}
        truth = {(row[0], row[1]): row[2] for row in self.truth.get("lineage", ())}
        self._pair(tally, set(truth), set(told))
        shared = truth.keys() & told.keys()
        kinds.of += len(shared)
        kinds.right += sum(truth[pair] == told[pair] for pair in shared)

    def _entities(self, tally: Tally) -> None:
        lists = self.truth.get("entities", ())
        forms = {form for listed in lists for form in listed}
        holder: dict[str, str] = {}
        records: list[Entity | Place] = [*self.outcome.entities, *self.outcome.places]
        for record in records:
            for form in (record.name, *(f.text for f in record.forms)):
                if form in forms:
                    holder.setdefault(form, record.id)
        groups: dict[str, list[str]] = defaultdict(list)
        for form, record_id in holder.items():
            groups[record_id].append(form)
        self._pair(tally, _pairs(lists), _pairs(groups.values()))

    def _origin(self, tally: Tally) -> None:
        for key, name in self.truth.get("origins", {}).items():
            told = self.account_of.get(self.ours.get(key, ""), "?")
            self._exact(tally, told == (self.origins.get(name, "??") if name else ""))

    def _matter(self, row: Mapping[str, Any], matter: Matter | None, tallies: dict[str, Tally]) -> None:
        """Scores one matter of the truth; one that we do not have is wrong in all that it says."""
        if "independent_origins" in row:
            self._exact(tallies["independent_origins"], matter is not None and len(matter.origin_ids) == row["independent_origins"])
        if "standing" in row:
            self._exact(tallies["standing"], matter is not None and matter.standing == row["standing"])
        for one, other, kind in row.get("relations", ()):
            self._exact(tallies["relation"], matter is not None and self._related(matter, one, other) == kind)
        for name in row.get("denied_by", ()):
            self._exact(tallies["denial"], matter is not None and self.origins.get(name) in matter.denied_by)
        for pair in row.get("accused", ()):
            self._exact(tallies["accusation"], matter is not None and self._accused(matter, pair["by"], pair["whom"]))
        if "estimate" in row:
            self._estimate(row["estimate"], matter, tallies)

    @staticmethod
    def _exact(tally: Tally, right: bool) -> None:
        tally.of += 1
        tally.right += right

    def _related(self, matter: Matter, one: str, other: str) -> str:
        pair = {self.origins.get(one), self.origins.get(other)}
        return next((r.kind for r in matter.relations if {r.origin_id, r.other_id} == pair), "")

    def _accused(self, matter: Matter, by: str, whom: str) -> bool:
        """Whether an accusation of that origin stands; the accused counts as matched by origin, by name, or by the claim's actor."""
        names = {o.id: o.name for o in self.outcome.origins} | {e.id: e.name for e in self.outcome.entities}
        for found in matter.accusations:
            actor = self.truth["claims"].get(self.theirs.get(found.claim_id, ""), {}).get("actor")
            same = self.origins.get(whom) == found.whom_id or names.get(found.whom_id) == whom
            if found.by_origin_id == self.origins.get(by) and (same or _has(actor, whom) or self._speaks_for(found.claim_id, whom)):
                return True
        return False

    def _speaks_for(self, claim_id: str, whom: str) -> bool:
        """Whether the accused of a claim is, to us, the body that the truth's name stands for, though that body never speaks."""
        entry = self.linked[claim_id]
        forms = {f.text for e in self.outcome.entities if e.id == entry.actor_id for f in e.forms}
        return whom in forms or (whom not in self.origins and bool(entry.actor_id))

    @staticmethod
    def _relative(estimate: tuple[int | None, ...], truth: Sequence[int | None]) -> float:
        """Mean relative error over the bounds that both have; an open bound against a number counts as one."""
        errors = []
        for ours, theirs in zip(estimate, truth, strict=True):
            if (ours is None) != (theirs is None):
                errors.append(1.0)
            elif ours is not None and theirs is not None:
                errors.append(min(1.0, abs(ours - theirs) / max(theirs, 1)))
        return sum(errors) / len(errors) if errors else 0.0

    def _estimate(self, truth: Mapping[str, int | None] | None, matter: Matter | None, tallies: dict[str, Tally]) -> None:
        found = matter.estimate if matter is not None else None
        if truth is None:
            self._exact(tallies["estimate"], matter is not None and found is None)
            return
        bounds = [truth["low"], truth["best"], truth["high"]]
        ours = (found.low, found.best, found.high) if found else (None, None, None)
        self._exact(tallies["estimate"], list(ours) == bounds)
        error = tallies["estimate_error"]
        error.of += 1
        error.error = (error.error or 0.0) + (self._relative(ours, bounds) if found else 1.0)

    def _incomparable(self, tally: Tally) -> None:
        told = {frozenset((p.matter_id, p.other_id)): p.reason for p in self.outcome.ledger.incomparable}
        for one, other, reason in self.truth.get("incomparable", ()):
            a, b = self.matters.get(one), self.matters.get(other)
            self._exact(tally, a is not None and b is not None and told.get(frozenset((a.id, b.id))) == reason)

    def _control(self, tally: Tally) -> None:
        places = {p.id: p for p in self.outcome.places}
        called = _places_by_name(self.outcome.places)
        for row in self.truth.get("control", ()):
            place = called.get(row["place"])
            found = control_at(self.outcome.ledger.control, place.id, date.fromisoformat(row["on"]), places) if place else None
            self._exact(tally, (found.state if found else "unknown") == row["state"])


def _places_by_name(places: Iterable[Place]) -> dict[str, Place]:
    """Places by their forms and names; by the first part of "Old Town, Harran", too, where no place is called just that."""
    whole = {form: p for p in places for form in (*(f.text for f in p.forms), p.name)}
    return {form.partition(",")[0]: p for form, p in sorted(whole.items(), reverse=True)} | whole


def _has(value: Any, name: str) -> bool:
    """Whether a name, or one of several acceptable ones, is the one given."""
    return name in value if isinstance(value, list) else value == name
