"""Names by the scores of the network for one window.

Takes the scores of each word's tags ("B-PER" begins a person's name, "I-PER" goes on, "O" is none), gives mentions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from warledger.annotate.decode import Doubles, Labels, Scores, cover, rounded, softmax
from warledger.annotate.windows import Window
from warledger.model.annotation import Mention

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
LEAST = 1e-12
"""Probabilities are no less, so that they have a logarithm."""
BESIDE = 1.0
"""What it costs that a name begins right behind another, in logarithms: measured on the development halves of seven languages."""


def find_mentions(text: str, window: Window, scores: Scores, labels: Labels) -> list[Mention]:
    """Names in the owned part of the window: the likeliest row of tags in which no name goes on that has not begun."""
    tokens = [i for i in range(window.owned, len(window.ids)) if window.starts[i] >= 0]
    probs = softmax(scores.entity)[tokens]
    runs: list[list[int]] = []
    tags = [labels.entities[k] for k in _best_path(np.log(np.maximum(probs, LEAST)), labels.entities)] if tokens else []
    for at, tag in enumerate(tags):
        if tag[0] == "I":
            runs[-1].append(at)
        elif tag != "O":
            runs.append([at])
    out = []
    for run in runs:
        span, kind = cover(text, window, [tokens[at] for at in run]), tags[run[0]][2:]
        prob = rounded(probs[np.ix_(run, [k for k, tag in enumerate(labels.entities) if tag[2:] == kind])].sum(-1).mean())
        if span and prob >= labels.entity:
            out.append(Mention(KINDS[kind], span, prob))
    return out


def _best_path(logs: Doubles, tags: Sequence[str]) -> list[int]:
    """The columns of the likeliest row of tags (Viterbi). `logs` is (words, tags); a tag "I-PER" stands behind "B-PER" or "I-PER" only."""
    if (logs.argmax(-1) == tags.index("O")).all():
        return [tags.index("O")] * len(logs)
    step = np.array([[_step(before, tag) for tag in tags] for before in tags])
    best = logs[0] + np.array([_step("O", tag) for tag in tags])
    back = []
    for row in logs[1:]:
        reached = best[:, None] + step
        back.append(reached.argmax(0))
        best = reached.max(0) + row
    path = [int(best.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return path[::-1]


def _step(before: str, tag: str) -> float:
    """What a tag behind another adds to the logarithm of a row's probability."""
    if tag[0] == "I":
        return 0.0 if before[2:] == tag[2:] else -np.inf
    return -BESIDE if tag[0] == "B" and before != "O" else 0.0
