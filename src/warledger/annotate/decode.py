"""Scores of the network for one window, turned into frames.

Triggers are tagged inside/outside; a run of tagged tokens of one event is a trigger, and its best token (the anchor)
asks for the arguments. A token may start two frames (slots): an event and its denial. Arguments are runs of tokens
whose role score passes the role's threshold. A trigger with several counts gives one frame for each count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from warledger.annotate.windows import Window, sentence_distances, token_distances
from warledger.model.annotation import Argument, Frame
from warledger.model.spans import Span

Array = NDArray[np.float32]
Doubles = NDArray[np.float64]
SLOTS = 2
TRIGGER = "trigger"
SEVERAL = frozenset({"via", "place", "subject", "count", "included_count", "included_subject"})
OWNED = frozenset({"count", "included_count", "included_subject"})
EDGES = ",.;:!?،؛؟…"
GAP_SHARE = 0.5  # a token between two marked ones of a word needs only this share of the threshold
PLAIN = "asserts"
"""The stance of what is said to have happened."""
LIKELIER = 0.4
"""By how much, in natural logarithms of odds, another stance must be likelier: half as likely again."""
NEARBY = 160  # code points between a count and the noun or part it is read with


@dataclass(frozen=True, slots=True)
class Labels:
    """What the columns of the scores mean, the role layer's weights, and the thresholds; from `reader.json`."""

    events: tuple[str, ...]
    stances: tuple[str, ...]
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    entities: tuple[str, ...]
    trigger: float
    second: float
    role: Mapping[str, float]
    entity: float = 0.5

    @classmethod
    def parse(cls, settings: Mapping[str, Any]) -> Labels:
        """Labels from the decoded `reader.json`."""
        names = {k: tuple(settings["labels"][k]) for k in ("events", "stances", "groups", "roles", "entities")}
        limits = settings["thresholds"]
        role = {r: float(limits["role"].get(r, limits["role"]["default"])) for r in names["roles"]}
        return cls(**names, trigger=limits["trigger"], second=limits["second"], role=role, entity=limits.get("entity", 0.5))


@dataclass(frozen=True, slots=True)
class RoleLayer:
    """Weights of the biaffine layer.

    `weight` is (trigger's width + 1, roles, token's width + 1), `slot` one shift of the trigger's vector for each slot;
    `tokens` and `sentences` are (roles, classes): what the distance to the trigger adds. All in double precision: a
    matrix product's last bits change with where its arrays lie in memory, and probabilities, rounded, must not.
    """

    weight: Doubles
    slot: Doubles
    tokens: Doubles
    sentences: Doubles

    def scores(self, window: Window, anchors: Sequence[int], slots: Sequence[int], scores: Scores) -> Doubles:
        """Probabilities (triggers, tokens, roles) that each token is such an argument of the trigger at each anchor.

        The products are taken trigger by trigger: larger ones numpy gives to threads, which wait at the cost of the network's.
        """
        triggers = gelu(scores.head[anchors] + self.slot[slots])
        flat = self.weight.reshape(len(self.weight), -1)
        logits = np.empty((len(anchors), len(window.ids), self.weight.shape[1]))
        for number, trigger in enumerate(triggers):
            weighted = (np.append(trigger, 1.0) @ flat).reshape(self.weight.shape[1:])
            logits[number] = scores.argument @ weighted[:, :-1].T + weighted[:, -1]
        logits += self.tokens.T[token_distances(len(window.ids), anchors)]
        return sigmoid(logits + self.sentences.T[sentence_distances(window.sentences, anchors)])


@dataclass(frozen=True, slots=True)
class Scores:
    """Outputs of the network for the tokens of one window."""

    event: Array
    stance: Array
    group: Array
    entity: Array
    head: Array
    argument: Doubles


def sigmoid(x: Doubles) -> Doubles:
    """Logits to probabilities."""
    return 1 / (1 + np.exp(-np.clip(x, -40, 40)))


def softmax(x: Array) -> Doubles:
    """Logits to probabilities over the last axis."""
    e = np.exp(x.astype(np.float64) - x.max(-1, keepdims=True))
    shares: Doubles = e / e.sum(-1, keepdims=True)
    return shares


def gelu(x: Doubles) -> Doubles:
    """Exact GELU; `erf` by Abramowitz and Stegun 7.1.26, right to 1.5e-7."""
    z = np.abs(x) / np.sqrt(2)
    t = 1 / (1 + 0.3275911 * z)
    poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    out: Doubles = 0.5 * x * (1 + erf)
    return out


def word_numbers(text: str, window: Window) -> NDArray[np.intp]:
    """For each token the number of its word. Letters, digits and marks that touch are one word; so are "12,500" and "3.5"."""
    begins = [not (at > 0 and at == end and _joined(text, at)) for end, at in zip(window.ends, window.starts[1:], strict=False)]
    return np.cumsum([0, *begins])


def _joined(text: str, at: int) -> bool:
    """Whether a place is within a word."""
    before, after = text[at - 1], text[at]
    if before.isdigit() and after in ".," or before in ".," and after.isdigit():
        return text[at - 2 : at - 1].isdigit() if before in ".," else text[at + 1 : at + 2].isdigit()
    return _in_word(before) and _in_word(after)


def _in_word(c: str) -> bool:
    return c.isalnum() or unicodedata.category(c) == "Mn"


def rounded(prob: float) -> float:
    """A probability to four places."""
    return round(float(prob), 4)


def by_word(words: NDArray[np.intp], probs: Doubles) -> Doubles:
    """Token probabilities (..., tokens, columns) replaced by the mean over their word."""
    total = np.add.reduceat(probs, np.flatnonzero(np.diff(words, prepend=-1)), axis=-2)
    means: Doubles = total / np.bincount(words)[:, None]
    return means.take(words, axis=-2)


def runs(marked: Iterable[int], gap: int = 1) -> Iterator[list[int]]:
    """Ascending token numbers as runs of neighbours.

    >>> list(runs([1, 2, 5]))
    [[1, 2], [5]]
    """
    run: list[int] = []
    for i in marked:
        if run and i > run[-1] + gap:
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def cover(text: str, window: Window, run: Sequence[int]) -> Span | None:
    """The words of a run of tokens, without punctuation and white space at the ends."""
    start, end = window.starts[run[0]], window.ends[run[-1]]
    while end > start and (text[end - 1] in EDGES or text[end - 1].isspace()):
        end -= 1
    while start < end and (text[start] in EDGES or text[start].isspace()):
        start += 1
    return Span(start, end) if start < end else None


def role_runs(window: Window, prob: Doubles, limit: float) -> Iterator[list[int]]:
    """Runs of tokens at or over the limit; a lower token inside a word does not break a run."""
    likely = [i for i in np.flatnonzero(prob >= limit * GAP_SHARE).tolist() if window.starts[i] >= 0]
    yield from runs(i for i in likely if prob[i] >= limit or _within_word(window, prob, i, limit))


def _within_word(window: Window, prob: Doubles, i: int, limit: float) -> bool:
    if not 0 < i < len(prob) - 1 or prob[i - 1] < limit or prob[i + 1] < limit:
        return False
    return window.ends[i - 1] == window.starts[i] and window.ends[i] == window.starts[i + 1]


def find_arguments(text: str, window: Window, probs: Doubles, labels: Labels) -> list[Argument]:
    """Arguments of one trigger. Of a role that has one filler the likeliest run is kept."""
    out: list[Argument] = []
    likeliest = probs.max(0)
    for column, role in enumerate(labels.roles):
        if role == TRIGGER or likeliest[column] < labels.role[role]:
            continue
        found = []
        prob = probs[:, column]
        for run in role_runs(window, prob, labels.role[role]):
            span = cover(text, window, run)
            if span:
                found.append(Argument(role, span, rounded(prob[run].max())))
        if found and role not in SEVERAL:
            found = [max(found, key=lambda a: a.prob)]
        out += found
    return out


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger before its arguments are known."""

    anchor: int
    event: str
    stance: str
    prob: float
    slot: int
    tokens: tuple[int, ...]


def find_triggers(window: Window, words: NDArray[np.intp], scores: Scores, labels: Labels) -> Iterator[Trigger]:
    """Triggers in the owned part of the window, with a second frame where slot 1 is marked."""
    n = len(labels.events)
    first, second = by_word(words, softmax(scores.event[:, :n])), softmax(scores.event[:, n:])
    best = first[:, 1:].argmax(-1) + 1
    marked = np.flatnonzero(1 - first[:, 0] >= labels.trigger).tolist()
    active = [i for i in marked if i >= window.owned and window.starts[i] >= 0]
    for run in runs(active):
        for part in split_by_event(window, run, best):
            event = int(first[part, 1:].sum(0).argmax()) + 1
            anchor = max(part, key=lambda i: float(first[i, event]))
            prob = rounded(1 - first[anchor, 0])
            yield Trigger(anchor, labels.events[event], _stance(scores, labels, anchor, 0), prob, 0, tuple(part))
            prob = rounded(1 - second[anchor, 0])
            if prob >= labels.second:
                event = int(second[anchor, 1:].argmax()) + 1
                yield Trigger(anchor, labels.events[event], _stance(scores, labels, anchor, 1), prob, 1, tuple(part))


def split_by_event(window: Window, run: Sequence[int], best: NDArray[np.intp]) -> Iterator[list[int]]:
    """Parts of a run that name different events, cut between words only."""
    part = [run[0]]
    for i in run[1:]:
        if best[i] != best[part[-1]] and window.starts[i] > window.ends[i - 1]:
            yield part
            part = []
        part.append(i)
    yield part


def _stance(scores: Scores, labels: Labels, anchor: int, slot: int) -> str:
    """The likeliest stance; plain assertion where it is nearly as likely."""
    n = len(labels.stances)
    logits = scores.stance[anchor, slot * n : (slot + 1) * n]
    plain = labels.stances.index(PLAIN)
    best = int(logits.argmax())
    return labels.stances[best] if logits[best] > logits[plain] + LIKELIER else PLAIN


def trigger_run(window: Window, trigger: Trigger, prob: Doubles, limit: float, taken: frozenset[int]) -> list[int]:
    """The tokens of the whole trigger: the tagged ones and the role layer's around them, as far as other triggers leave them."""
    first, last = trigger.tokens[0], trigger.tokens[-1]
    while first - 1 not in taken and prob[first - 1] >= limit and window.starts[first - 1] >= 0:
        first -= 1
    while last + 1 not in taken and prob[last + 1] >= limit and window.starts[last + 1] >= 0:
        last += 1
    return list(range(first, last + 1))


def distance(a: Span, b: Span) -> int:
    """Code points between two spans; what follows counts as nearer than what stands before."""
    return b.start - a.end if b.start >= a.end else 8 + max(0, a.start - b.end)


def nearest(span: Span, others: Sequence[Argument]) -> Argument | None:
    """The argument nearest to a span, if any is near."""
    best = min(others, key=lambda a: distance(span, a.span), default=None)
    return best if best and distance(span, best.span) <= NEARBY else None


def group_at(window: Window, scores: Scores, labels: Labels, span: Span | None) -> str | None:
    """The group that the network gives the noun or count at a span."""
    if span is None:
        return None
    at = next((i for i, end in enumerate(window.ends) if end > span.start), None)
    return labels.groups[int(scores.group[at].argmax())] if at is not None and window.starts[at] <= span.start else None


def split_counts(frame: Frame) -> Iterator[Frame]:
    """One frame for each count, each with the subject, the places and the parts that belong to it."""
    counts = [a for a in frame.arguments if a.role == "count"]
    if len(counts) < 2:
        yield frame
        return
    subjects = [a for a in frame.arguments if a.role == "subject"]
    places = [a for a in frame.arguments if a.role == "place"]
    shared = tuple(a for a in frame.arguments if a.role not in {"count", "subject", "place", "included_count", "included_subject"})
    parts = [a for a in frame.arguments if a.role.startswith("included_")]
    for number, count in enumerate(counts):
        subject = nearest(count.span, subjects)
        where = [places[number]] if len(places) == len(counts) else places
        own = [p for p in parts if _owner(p, counts) is count]
        yield replace(frame, arguments=(*shared, count, *([subject] if subject else []), *where, *own))


def _owner(part: Argument, counts: Sequence[Argument]) -> Argument:
    before = [c for c in counts if c.span.end <= part.span.start]
    return before[-1] if before else counts[0]


def find_frames(text: str, window: Window, scores: Scores, layer: RoleLayer, labels: Labels) -> list[Frame]:
    """Frames whose trigger lies in the owned part of the window, one for each count."""
    found: list[tuple[int, Frame]] = []
    seen: list[tuple[str, int, Span]] = []
    words = word_numbers(text, window)
    triggers = sorted(find_triggers(window, words, scores, labels), key=lambda t: -t.prob)
    taken = frozenset(i for t in triggers for i in t.tokens)
    roles = by_word(words, layer.scores(window, [t.anchor for t in triggers], [t.slot for t in triggers], scores)) if triggers else ()
    for t, probs in zip(triggers, roles, strict=True):
        span = cover(text, window, trigger_run(window, t, probs[:, labels.roles.index(TRIGGER)], labels.role[TRIGGER], taken))
        if span is None or any(e == t.event and s == t.slot and span.overlaps(x) for e, s, x in seen):
            continue
        seen.append((t.event, t.slot, span))
        found.append((t.slot, Frame(span, t.event, t.stance, t.prob, None, tuple(find_arguments(text, window, probs, labels)))))
    return [_with_group(f, window, scores, labels) for whole in one_owner(found) for f in split_counts(whole)]


def _with_group(frame: Frame, window: Window, scores: Scores, labels: Labels) -> Frame:
    noun = next(iter(frame.spans("count") or frame.spans("subject")), None)
    return replace(frame, group=group_at(window, scores, labels, noun))


def one_owner(found: Sequence[tuple[int, Frame]]) -> Iterator[Frame]:
    """Frames by slot, each count and part left to the frame of its event and slot that it suits best."""
    best: dict[tuple[int, str, str, Span], float] = {}
    for slot, frame in found:
        for a in frame.arguments:
            key = (slot, frame.event, a.role, a.span)
            best[key] = max(best.get(key, 0.0), a.prob)
    for slot, frame in found:
        kept = [a for a in frame.arguments if a.role not in OWNED or a.prob >= best[slot, frame.event, a.role, a.span]]
        yield replace(frame, arguments=tuple(kept))
