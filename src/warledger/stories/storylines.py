"""Storylines: an affair that goes on breaks into stories, and each goes on from the one before.

Takes stories and the pairs of reports that are likely of one affair, gives the stories with what they follow. Joins nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import timedelta

from warledger.model import Story
from warledger.model.reasons import say

LONGEST = timedelta(30)
"""Days after which an affair begins anew."""
SHARE = 0.5
"""Share of the pairs of reports of two stories that must be of one affair: one report that looks back is no storyline."""


def chain_stories(stories: Iterable[Story], affair: Mapping[tuple[str, str], float]) -> tuple[Story, ...]:
    """The stories, in their order, each with the latest one before it that it goes on from.

    A story follows another of an earlier day, at most a month before, when half of the pairs of their reports are likely
    of one affair.
    """
    stories = tuple(stories)
    of = {report_id: story for story in stories for report_id in story.report_ids}
    ties: dict[tuple[str, str], int] = defaultdict(int)
    for one, other in affair:
        first, second = sorted((of[one], of[other]), key=lambda s: (str(s.on), s.id))
        if first.on is not None and second.on is not None and timedelta(0) < second.on - first.on <= LONGEST:
            ties[second.id, first.id] += 1
    by_id = {story.id: story for story in stories}
    before: dict[str, list[tuple[object, int, str]]] = defaultdict(list)
    for (later, earlier), number in ties.items():
        if number >= SHARE * len(by_id[later].report_ids) * len(by_id[earlier].report_ids):
            before[later].append((by_id[earlier].on, number, earlier))
    return tuple(_following(story, by_id[max(before[story.id])[2]]) if story.id in before else story for story in stories)


def _following(story: Story, earlier: Story) -> Story:
    return replace(story, follows=earlier.id, reasons=(*story.reasons, say("follows-story", day=earlier.on)))
