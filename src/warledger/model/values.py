"""Counts and periods: what wording means as a value.

Takes parsed numbers and days, gives comparable values. Does not parse text.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Count:
    """A figure with its wording. "at least 34" is 34 to none, "up to 50" none to 50, "about 300" 300 to 300.

    Bounds are inclusive and at least one is set; None is an open bound.
    """

    low: int | None
    high: int | None
    text: str = ""

    def __post_init__(self) -> None:
        if self.low is None and self.high is None:
            raise ValueError("a count needs a bound")
        if (self.low or 0) < 0 or (self.high is not None and self.high < (self.low or 0)):
            raise ValueError(f"not a count: {self.low}..{self.high}")

    @property
    def bounds(self) -> tuple[int | None, int | None]:
        """The figure without its wording."""
        return self.low, self.high

    @property
    def exact(self) -> bool:
        """Whether both bounds are one number."""
        return self.low is not None and self.low == self.high

    @property
    def point(self) -> int:
        """The one number that stands for the count: its low bound, or its high one when the low is open."""
        if self.low is not None:
            return self.low
        if self.high is None:
            raise ValueError("a count needs a bound")
        return self.high

    def meets(self, other: Count) -> bool:
        """Whether some number fits both."""
        low = max(self.low or 0, other.low or 0)
        highs = [h for h in (self.high, other.high) if h is not None]
        return not highs or low <= min(highs)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `start` to `end`, both included. An open start is a running total ("so far"); an open end is a future.

    `granularity` is what the wording fixed: day, days, week, month, year or open.
    """

    start: date | None
    end: date | None
    granularity: str = "day"

    def __post_init__(self) -> None:
        if self.start is not None and self.end is not None and self.end < self.start:
            raise ValueError(f"a period that ends before it begins: {self.start}..{self.end}")

    @property
    def days(self) -> int | None:
        """How many days it spans; None when a side is open."""
        return None if self.start is None or self.end is None else (self.end - self.start).days + 1

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a day; open sides reach for ever."""
        return (self.start is None or other.end is None or self.start <= other.end) and (
            other.start is None or self.end is None or other.start <= self.end
        )
