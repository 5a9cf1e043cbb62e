"""Names by the scores of the network for one window.

Takes the scores of each word's tags ("B-PER" begins a person's name, "I-PER" goes on, "O" is none) and hints, gives mentions.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from warledger.annotate.decode import Doubles, Labels, Scores, cover, rounded, runs, softmax
from warledger.annotate.hints import AGAINST, NATIVE, Hint
from warledger.annotate.windows import Window
from warledger.model.annotation import Mention

KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
TAGS = {kind: tag for tag, kind in KINDS.items()}
LEAST = 1e-12
"""Probabilities are no less, so that they have a logarithm."""
BESIDE = 1.0
"""What it costs that a name begins right behind another, in logarithms: measured on the development halves of seven languages."""
WITHIN = 0.6
"""Share of a known place's weight that a body's name around it has too ("University of Oslo")."""


def find_mentions(text: str, window: Window, scores: Scores, labels: Labels, hints: Sequence[Hint] = ()) -> list[Mention]:
    """Names in the owned part of the window: the likeliest row of tags in which no name goes on that has not begun.

    Args:
        text: What the window was cut from.
        window: The tokens that were scored.
        scores: What the network gave for them.
        labels: What the columns of the scores mean.
        hints: What else is known of the names in the text, in its order.
    """
    tokens = [i for i in range(window.owned, len(window.ids)) if window.starts[i] >= 0]
    probs = softmax(scores.entity)[tokens]
    if tokens and hints:
        probs = _weighed(probs, [window.starts[i] for i in tokens], [window.ends[i] for i in tokens], hints, labels)
    runs: list[list[int]] = []
    tags = [labels.entities[k] for k in best_path(np.log(np.maximum(probs, LEAST)), labels.entities)] if tokens else []
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


def _weighed(probs: Doubles, starts: Sequence[int], ends: Sequence[int], hints: Sequence[Hint], labels: Labels) -> Doubles:
    """Probabilities of the tokens at some places, moved by the hints that touch them."""
    column = {tag: n for n, tag in enumerate(labels.entities)}
    logs = np.log(np.maximum(probs, LEAST))
    for hint in hints:
        at = slice(bisect_right(ends, hint.span.start), bisect_left(starts, hint.span.end))
        if at.start < at.stop:
            _add(logs[at], hint, column)
    shares = np.exp(logs)
    weighed: Doubles = shares / shares.sum(-1, keepdims=True)
    return weighed


def _add(logs: Doubles, hint: Hint, column: Mapping[str, int]) -> None:
    """Move the scores of a hint's own tokens. A name of a person may stand within a longer one, a place within that of a body."""
    if hint.kind == AGAINST:
        logs[:, column["O"]] += hint.weight
    elif hint.kind == NATIVE:
        logs[:, [column["B-LOC"], column["B-PER"]]] -= hint.weight
    else:
        tag = TAGS[hint.kind]
        logs[0, column[f"B-{tag}"]] += hint.weight
        logs[0 if hint.kind == "person" else 1 :, column[f"I-{tag}"]] += hint.weight
        if hint.kind == "place":
            logs[:, column["I-ORG"]] += WITHIN * hint.weight
            logs[0, column["B-ORG"]] += WITHIN * hint.weight


def best_path(logs: Doubles, tags: Sequence[str]) -> list[int]:
    """The columns of the likeliest row of tags. `logs` is (words, tags); a tag "I-PER" stands behind "B-PER" or "I-PER" only."""
    outside = tags.index("O")
    path = [outside] * len(logs)
    for run in runs(np.flatnonzero(~_surely_outside(logs, tags)).tolist()):
        path[run[0] : run[-1] + 1] = _best_run(logs[run[0] : run[-1] + 1], _steps(tuple(tags)), outside)
    return path


def _surely_outside(logs: Doubles, tags: Sequence[str]) -> NDArray[np.bool_]:
    """Which words are of no name in the likeliest row: those that lose more by any other tag than a name would gain that began before
    the next word and not with it. Between them each run of words is a row of its own.
    """
    inside = [n for n, tag in enumerate(tags) if tag[0] == "I"]
    gain = (logs[:, inside] - logs[:, [tags.index(f"B{tags[n][1:]}") for n in inside]]).max(-1)
    loss = logs[:, tags.index("O")] - np.delete(logs, tags.index("O"), axis=1).max(-1)
    surely: NDArray[np.bool_] = loss > np.maximum(np.append(gain[1:], 0), 0)
    return surely


def _best_run(logs: Doubles, steps: Doubles, outside: int) -> list[int]:
    """As `best_path` for words behind one that is of no name (Viterbi)."""
    best = logs[0] + steps[outside]
    back = []
    for row in logs[1:]:
        reached = best[:, None] + steps
        back.append(reached.argmax(0))
        best = reached.max(0) + row
    path = [int(best.argmax())]
    for came_from in reversed(back):
        path.append(int(came_from[path[-1]]))
    return path[::-1]


@lru_cache(maxsize=1)
def _steps(tags: tuple[str, ...]) -> Doubles:
    """What each tag behind each other one adds."""
    return np.array([[_step(before, tag) for tag in tags] for before in tags])


def _step(before: str, tag: str) -> float:
    """What a tag behind another adds to the logarithm of a row's probability."""
    if tag[0] == "I":
        return 0.0 if before[2:] == tag[2:] else -np.inf
    return -BESIDE if tag[0] == "B" and before != "O" else 0.0
