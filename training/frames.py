"""Corpus passages as labelled token windows: what the network is trained on.

Triggers are tagged inside/outside: every token of a trigger carries its event. A token may start two frames ("A
accused B of shelling C, which B denied"): the first frame is slot 0, the second slot 1, any further is dropped.
Frames with the same trigger, event, stance and source are one here, with several counts or places.
"""

import hashlib
import json
import random
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from check_corpus import EVENTS, GROUPS, STANCES, locate
from named import find_names

from warledger.annotate.windows import encode_sentences, join

EVENT_LABELS = ["O", *sorted(EVENTS)]
STANCE_LABELS = sorted(STANCES)
GROUP_LABELS = sorted(GROUPS)
ROLES = [
    "trigger",
    "source",
    "source_ref",
    "cue",
    "speaker",
    "via",
    "actor",
    "target",
    "subject",
    "count",
    "place",
    "time",
    "included_count",
    "included_subject",
]
ENTITY_LABELS = ["O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC"]
STANCE_ORDER = ["asserts", "accuses", "expects", "relays", "denies"]
SINGLE = ("source", "source_ref", "cue", "speaker", "actor", "target", "subject", "count", "time")
MAX_TOKENS = 320
IGNORE = -100


@dataclass
class FrameLabels:
    """One (merged) frame of a window: token numbers of its trigger and of each role."""

    tokens: list[int]
    event: int
    stance: int
    roles: list[set[int]]
    slot: int = 0


@dataclass
class Example:
    ids: list[int]
    events: list[int] = field(default_factory=list)
    frames: list[FrameLabels] = field(default_factory=list)
    groups: dict[int, int] = field(default_factory=dict)
    entities: dict[int, int] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    supervised: bool = True  # False: entity labels only
    small_words: list[int] = field(default_factory=list)  # tokens of words in small letters
    spans_of: Callable[[tuple[int, int]], list[int]] | None = None


def load_corpus(folder: Path) -> list[dict]:
    rows = []
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            try:
                rows.append({**json.loads(line), "language": path.stem})
            except ValueError:  # a line that a writer is still at
                print(f"{path.name}: passage {len(rows)} left out: {line[:60]!r}", file=sys.stderr)
    return rows


def held_out(row_id: str, percent: int = 6) -> bool:
    return int(hashlib.sha256(row_id.encode()).hexdigest(), 16) % 100 < percent


def frame_spans(text: str, frame: dict) -> dict[str, list[tuple[int, int]]]:
    """Spans of a frame by role; a span not found in the text is left out."""
    found = {role: [] for role in ROLES}
    named = [("trigger", frame["trigger"])] + [(k, frame[k]) for k in SINGLE if frame.get(k)]
    named += [(k, s) for k in ("place", "via") for s in frame.get(k) or []]
    for part in frame.get("included") or []:
        named += [(f"included_{k}", part[k]) for k in ("count", "subject") if part.get(k)]
    for role, span in named:
        at = locate(text, span)
        if at:
            found[role].append(at)
    return found


def merge_frames(text: str, frames: list[dict]) -> list[dict]:
    """Frames that share trigger, event, stance and source become one with the union of their spans."""
    merged: dict[tuple, dict] = {}
    for f in frames:
        spans = frame_spans(text, f)
        if not spans["trigger"]:
            continue
        key = (*spans["trigger"][0], f["event"], f["stance"], *spans["source"])
        into = merged.setdefault(key, {"event": f["event"], "stance": f["stance"], "groups": {}, "spans": {r: [] for r in ROLES}})
        for role, found in spans.items():
            into["spans"][role] += [s for s in found if s not in into["spans"][role]]
        into["groups"].update(group_spans(text, f))
    order = {s: i for i, s in enumerate(STANCE_ORDER)}
    return sorted(merged.values(), key=lambda m: (order[m["stance"]], m["spans"]["source"] or [(0, 0)]))


def group_spans(text: str, frame: dict) -> dict[tuple[int, int], str]:
    """The group of each counted or affected noun, at the span of the count and of the noun."""
    out = {}
    for part in [frame, *(frame.get("included") or [])]:
        for key in ("subject", "count"):
            at = locate(text, part[key]) if part.get(key) else None
            if at and part.get("group"):
                out[at] = part["group"]
    return out


def shorten(row: dict, rng: random.Random) -> dict:
    """A run of its sentences when every frame lies wholly inside or wholly outside it; else the row itself."""
    ends = [m.end() for m in re.finditer(r"[.!?؟…][\"”»’)]*(?=\s)|\n|$", row["text"])]
    starts = [0, *ends[:-1]]
    if len(ends) < 3:
        return row
    a, b = sorted(rng.sample(range(len(ends) + 1), 2))
    lo, hi = (starts + [ends[-1]])[a], ends[b - 1]
    kept = []
    for m in row["merged"]:
        spans = [s for role in ROLES for s in m["spans"][role]]
        inside = [lo <= x and y <= hi for x, y in spans]
        if all(inside):
            kept.append(shift(m, -lo))
        elif any(inside):
            return row
    return {**row, "text": row["text"][lo:hi], "merged": kept}


def shift(m: dict, by: int) -> dict:
    def move(s: tuple[int, int]) -> tuple[int, int]:
        return s[0] + by, s[1] + by

    return {**m, "spans": {r: [move(s) for s in v] for r, v in m["spans"].items()}, "groups": {move(s): g for s, g in m["groups"].items()}}


LONG = 1000
"""Code points from which a passage is cut into parts, as reading cuts a report into windows."""
PART, BEFORE = 850, 240
"""Code points of a part, and of the sentences before it that go with it as context."""


def cut(row: dict, rng: random.Random) -> list[dict]:
    """The passage itself, or its parts at sentence ends when it is long; arguments outside a part are lost, as at reading."""
    if len(row["text"]) <= LONG:
        return [row]
    sentences = sentence_spans(row["text"])
    parts, at, room = [], 0, rng.randint(PART // 2, PART)
    while at < len(sentences):
        first = at
        while first > 0 and sentences[at][0] - sentences[first - 1][0] <= BEFORE:
            first -= 1
        to = at + 1
        while to < len(sentences) and sentences[to][1] - sentences[first][0] <= room:
            to += 1
        parts.append(clip(row, sentences[first][0], sentences[to - 1][1]))
        at, room = to, PART
    return parts


def clip(row: dict, lo: int, hi: int) -> dict:
    """What a passage says from `lo` to `hi`: the frames with a trigger there, with such arguments as lie there too."""

    def held(m: dict) -> dict:
        spans = {r: [s for s in v if lo <= s[0] and s[1] <= hi] for r, v in m["spans"].items()}
        return {**m, "spans": spans, "groups": {s: g for s, g in m["groups"].items() if lo <= s[0] and s[1] <= hi}}

    kept = [held(m) for m in row["merged"]]
    return {**row, "text": row["text"][lo:hi], "merged": [shift(m, -lo) for m in kept if m["spans"]["trigger"]]}


BOILERPLATE = {
    "en": ["Share this article", "Published 10:42 GMT", "By our staff", "Photo: archive"],
    "fr": ["Lire aussi", "Publié à 10h42", "Photo d'illustration"],
    "es": ["Compartir", "Actualizado a las 10:42", "Foto: archivo"],
    "pt": ["Compartilhar", "Atualizado às 10h42"],
    "de": ["Artikel teilen", "Stand: 10:42 Uhr"],
    "nb": ["Del artikkelen", "Publisert 10:42"],
    "ar": ["شارك المقال", "صورة من الأرشيف"],
    "ru": ["Поделиться", "Фото: архив"],
    "uk": ["Поділитися", "Фото: архів"],
    "tr": ["Paylaş", "Fotoğraf: arşiv"],
}


def vary(row: dict, rng: random.Random) -> dict:
    """Small changes that readers meet: cut passages, a line of boilerplate before, no full stop at the end."""
    if rng.random() < 0.12:
        row = shorten(row, rng)
    if rng.random() < 0.06 and row["language"] in BOILERPLATE:
        line = rng.choice(BOILERPLATE[row["language"]]) + "\n"
        row = {**row, "text": line + row["text"], "merged": [shift(m, len(line)) for m in row["merged"]]}
    if rng.random() < 0.06 and row["text"].endswith("."):
        row = {**row, "text": row["text"][:-1]}
    return row


def concatenate(rows: list[dict]) -> dict:
    text, merged = "", []
    for row in rows:
        if text:
            text += "\n"
        merged += [shift(m, len(text)) for m in row["merged"]]
        text += row["text"]
    names = [row.get("names") for row in rows]
    together = None if None in names else {name: kind for some in names for name, kind in some.items()}
    return {**rows[0], "text": text, "merged": merged, "names": together}


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """Sentences by full stops before a space and a letter that is not small; reading uses the product's splitter."""
    out = []
    for line in re.finditer(r"[^\n]+", text):
        for m in re.finditer(r"\S.*?(?:[.!?؟…]+[\"”»')]*(?=\s+[^\sa-zа-яіїєçğöşüéè])|$)", line.group()):
            out.append((line.start() + m.start(), line.start() + m.end()))
    return out


def encode(tokenizer, row: dict) -> Example:
    """A labelled window of one (perhaps concatenated) passage."""
    text = row["text"]
    w = join([], encode_sentences(tokenizer, text, sentence_spans(text)))
    n = min(len(w.ids), MAX_TOKENS)

    def cover(s: tuple[int, int]) -> list[int]:
        return [i for i in range(n) if 0 <= w.starts[i] < s[1] and w.ends[i] > s[0]]

    e = Example(list(w.ids[:n]), [0] * n, sentences=list(w.sentences[:n]))
    e.spans_of = cover
    e.small_words = [t for m in re.finditer(r"\b\w+\b", text) if m.group().islower() for t in cover(m.span())]
    taken: dict[int, set[int]] = {}
    for m in row["merged"]:
        add_frame(e, m, cover, taken)
        for span, group in m["groups"].items():
            for token in cover(span)[:1]:
                e.groups[token] = GROUP_LABELS.index(group)
        add_weak_entities(e, text, m, cover)
    if row.get("names") is not None:
        e.entities = {i: 0 for i in range(n) if w.starts[i] >= 0}
        for a, b, kind in find_names(text, row["names"], row["language"]):
            for k, t in enumerate(cover((a, b))):
                e.entities[t] = ENTITY_LABELS.index(("I-" if k else "B-") + kind)
    return e


def add_frame(e: Example, m: dict, cover, taken: dict[int, set[int]]) -> None:
    tokens = cover(m["spans"]["trigger"][0])
    overlap = [t for t in tokens if 0 in taken.get(t, ())]
    slot = 1 if overlap else 0
    tokens = overlap or tokens
    if not tokens or any(slot in taken.get(t, ()) for t in tokens):
        return
    event = EVENT_LABELS.index(m["event"])
    for t in tokens:
        taken.setdefault(t, set()).add(slot)
        if slot == 0:
            e.events[t] = event
    roles = [{t for s in m["spans"][role] for t in cover(s)} for role in ROLES]
    e.frames.append(FrameLabels(tokens, event, STANCE_LABELS.index(m["stance"]), roles, slot))


def add_weak_entities(e: Example, text: str, m: dict, cover) -> None:
    """Places and named speakers of a frame are entities; nothing is said about the other tokens."""
    for role, kind in (("place", "LOC"), ("speaker", "PER")):
        for span in m["spans"][role]:
            words = text[slice(*span)].split()
            if all(w[:1].isupper() or not w[:1].isascii() and w[:1].isalpha() and w[:1].lower() == w[:1].upper() for w in words):
                for k, t in enumerate(cover(span)):
                    e.entities[t] = ENTITY_LABELS.index(("I-" if k else "B-") + kind)


def prepare(rows: list[dict], names: dict[str, dict[str, str]] | None = None) -> list[dict]:
    """Passages with their frames merged and, where they are marked, their names (`named.py`'s tables by passage id)."""
    return [{**r, "merged": merge_frames(r["text"], r["frames"]), "names": (names or {}).get(r["id"])} for r in rows]


def epoch_rows(rows: list[dict], rng: random.Random, pair_prob: float = 0.5) -> list[dict]:
    """One epoch: each passage once, varied, about half of them in windows of two of one language."""
    by_language: dict[str, list[dict]] = {}
    for row in rows:
        by_language.setdefault(row["language"], []).extend(vary(part, rng) for part in cut(row, rng))
    out = []
    for group in by_language.values():
        rng.shuffle(group)
        at = 0
        while at < len(group):
            pair = group[at : at + 2]
            n = 2 if rng.random() < pair_prob and sum(len(r["text"]) for r in pair) < LONG else 1
            out.append(concatenate(pair[:n]))
            at += n
    rng.shuffle(out)
    return out
