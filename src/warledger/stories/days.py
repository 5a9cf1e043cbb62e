"""The days of reports.

Takes the cards of one story after the other, gives the day of each report: its own, or that of its story.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from sys import intern

from warledger.model import DayOf
from warledger.model.reasons import say
from warledger.stories.echoes import Card


class Days(Mapping[str, DayOf]):
    """The day of each report by its id, in the order of ids, from 8 bytes each; only those that name no day have a reason beside."""

    def __init__(self, ids: Sequence[str]) -> None:
        """`ids` are those of all reports, in order."""
        self._ids = ids
        self._on = array("l", bytes(array("l").itemsize * len(ids)))
        self._reasons: dict[int, str] = {}

    def note(self, story: Sequence[tuple[int, Card]]) -> None:
        """Gives the reports of a story their days, by their places: undated ones take the day on which most others were published."""
        dated = Counter(card.published_on for _, card in story if card.published_on is not None)
        day = max(dated, key=lambda d: (dated[d], d), default=None)
        reason = intern(say("no-day") if day is None else say("day-of-story", number=dated[day], total=dated.total(), day=day))
        for place, card in story:
            on = card.published_on or day
            self._on[place] = on.toordinal() if on else 0
            if card.published_on is None:
                self._reasons[place] = reason

    def __getitem__(self, report_id: str) -> DayOf:
        place = bisect_left(self._ids, report_id)
        if place == len(self._ids) or self._ids[place] != report_id:
            raise KeyError(report_id)
        on = date.fromordinal(self._on[place]) if self._on[place] else None
        reason = self._reasons.get(place, "")
        return DayOf(report_id, on, inferred=bool(reason and on), reason=reason)

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)
