"""Precision, recall and F1, and intervals by bootstrap.

Takes counts, gives plain numbers rounded to four places.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

Unit = TypeVar("Unit")
SEED = 7


@dataclass(frozen=True, slots=True)
class Tally:
    """How many were right, how many predicted, how many in gold. Tallies add up."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def f1(self) -> float:
        """F1 in 0..1; 0 when nothing is predicted and nothing is in gold."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0

    def as_dict(self) -> dict[str, float | int]:
        """Precision, recall, F1 and the counts behind them."""
        precision = self.right / self.predicted if self.predicted else 0.0
        recall = self.right / self.gold if self.gold else 0.0
        return {
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(self.f1, 4),
            "gold": self.gold,
            "predicted": self.predicted,
        }


def bootstrap(units: Sequence[Unit], measure: Callable[[Sequence[Unit]], float], rounds: int = 1000) -> tuple[float, float]:
    """The 95 % interval of a measure over units drawn again with replacement, always with the same seed."""
    if not units:
        return 0.0, 0.0
    draw = random.Random(SEED)
    values = sorted(measure([units[draw.randrange(len(units))] for _ in units]) for _ in range(rounds))
    return round(values[int(0.025 * rounds)], 4), round(values[int(0.975 * rounds) - 1], 4)
