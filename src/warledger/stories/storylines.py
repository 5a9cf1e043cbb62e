"""Storylines: an affair that goes on breaks into stories, and each goes on from the one before.

Takes stories and the pairs of reports that are likely of one affair, gives the stories with what they follow. Joins nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import numpy as np
import numpy.typing as npt

from warledger.model import Story
from warledger.model.reasons import say

Numbers = npt.NDArray[np.int64]
LONGEST = timedelta(30)
"""Days after which an affair begins anew."""
SHARE = 0.5
"""Share of the pairs of reports of two stories that must be of one affair: one report that looks back is no storyline."""


def chain_stories(stories: Sequence[Story], ones: Numbers, others: Numbers) -> Iterator[Story]:
    """The stories, in their order, each with the latest one before it that it goes on from.

    `ones` and `others` are, for each pair of reports that are likely of one affair, the places of their stories. A story follows
    another of an earlier day, at most a month before, when half of the pairs of their reports are likely of one affair.
    """
    days, sizes = array("l"), array("l")
    for story in stories:
        days.append(story.on.toordinal() if story.on else 0)
        sizes.append(len(story.report_ids))
    before = _before(stories, np.array(days), np.array(sizes), (ones, others))
    for at, story in enumerate(stories):
        yield _following(story, stories[before[at]]) if at in before else story


def _before(stories: Sequence[Story], on: Numbers, size: Numbers, pairs: tuple[Numbers, Numbers]) -> dict[int, int]:
    """The story that a story goes on from, by their places; of several the latest, then that of most pairs."""
    ones, others = pairs
    gap = on[others] - on[ones]
    near = (on[ones] > 0) & (on[others] > 0) & (gap != 0) & (abs(gap) <= LONGEST.days)
    later, earlier = (np.where(gap[near] > 0, a[near], b[near]) for a, b in ((others, ones), (ones, others)))
    packed, number = np.unique(later << 32 | earlier, return_counts=True)
    later, earlier = packed >> 32, packed & 0xFFFFFFFF
    enough = number >= SHARE * size[later] * size[earlier]
    found: dict[int, int] = {}
    best: tuple[int, int, int] = (-1, 0, 0)
    for one, other, ties in zip(later[enough].tolist(), earlier[enough].tolist(), number[enough].tolist(), strict=True):
        rank = (one, int(on[other]), ties)
        if rank > best or (rank == best and stories[other].id > stories[found[one]].id):
            found[one], best = other, rank
    return found


def _following(story: Story, earlier: Story) -> Story:
    return replace(story, follows=earlier.id, reasons=(*story.reasons, say("follows-story", day=earlier.on)))
