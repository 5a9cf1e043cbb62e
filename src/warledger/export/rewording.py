"""What became of the words of a page from one version to the next: paragraphs that stayed, words that came and went.

Takes two texts, gives passages for people to read. Knows nothing of claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

SAME, CAME, WENT = "same", "came", "went"
TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
MOST_TOKENS = 4_000
"""Words of one passage, on either side, that are compared one by one; a longer passage is shown as it was and as it is."""
MOST_LINES = 4_000
"""Paragraphs of one text that are compared; what comes after them is one passage."""
MOST_PAIRED = 200
"""Paragraphs that changed side by side and are set beside each other one by one."""
LEAST_ALIKE = 0.3
"""Share of equal words below which two passages are not one that was rewritten."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs that stayed as they were, or that did not. `pieces` are (same, came or went; words)."""

    changed: bool
    paragraphs: int
    pieces: tuple[tuple[str, str], ...]


def reword(before: str, after: str) -> list[Passage]:
    """The passages of both texts in the order of the later one; white space at the ends of paragraphs does not count."""
    old, new = _paragraphs(before), _paragraphs(after)
    found = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found.append(Passage(False, b2 - b1, ((SAME, "\n".join(new[b1:b2])),)))
        else:
            found.append(Passage(True, max(a2 - a1, b2 - b1), _rewritten(old[a1:a2], new[b1:b2])))
    return found


def _paragraphs(text: str) -> list[str]:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "\n".join(lines[MOST_LINES:])]


def _rewritten(before: list[str], after: list[str]) -> tuple[tuple[str, str], ...]:
    """What came and went in some paragraphs: each beside its own where there are as many, else all beside all."""
    if len(before) != len(after) or len(before) > MOST_PAIRED:
        return _pieces("\n".join(before), "\n".join(after))
    pieces: list[tuple[str, str]] = []
    for one, other in zip(before, after, strict=True):
        pieces += [*([(SAME, "\n")] if pieces else []), *(_pieces(one, other) if one != other else ((SAME, other),))]
    return tuple(_joined(iter(pieces)))


def _pieces(before: str, after: str) -> tuple[tuple[str, str], ...]:
    """What came and went in one passage, word by word where enough of it stayed."""
    old, new = TOKEN.findall(before), TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return _whole(before, after)
    matcher = SequenceMatcher(None, old, new, autojunk=len(old) > 400)
    if _share(matcher, old, new) < LEAST_ALIKE:
        return _whole(before, after)
    return tuple(_joined(_compared(matcher, old, new)))


def _share(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> float:
    """Share of equal words, spaces and marks not counted."""
    stayed = sum(token[0].isalnum() for block in matcher.get_matching_blocks() for token in old[block.a : block.a + block.size])
    return 2 * stayed / max(1, sum(token[0].isalnum() for token in (*old, *new)))


def _whole(before: str, after: str) -> tuple[tuple[str, str], ...]:
    return tuple((kind, words) for kind, words in ((WENT, before), (CAME, after)) if words)


def _compared(matcher: SequenceMatcher[str], old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Runs of words; a space that alone stayed between two words that changed changes with them."""
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal" and a1 and a2 < len(old) and not "".join(old[a1:a2]).strip(" "):
            kind = "replace"
        if kind == "equal":
            yield SAME, "".join(new[b1:b2])
        else:
            yield WENT, "".join(old[a1:a2])
            yield CAME, "".join(new[b1:b2])


def _joined(runs: Iterator[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring changes as one: first all that went, then all that came."""
    for same, group in groupby(runs, key=lambda run: run[0] == SAME):
        held = list(group)
        for kind in (SAME,) if same else (WENT, CAME):
            words = "".join(words for run, words in held if run == kind)
            if words:
                yield kind, words
