"""Attributions against gold: exact spans of source, cue and content.

Takes a file in the format of PolNeAR's JSON lines and a reader, gives F1 for each part.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from warledger.evaluate.entities import BATCH, ReadTexts
from warledger.evaluate.rows import iter_rows
from warledger.evaluate.scores import Tally, bootstrap
from warledger.model import Annotation, Span

PARTS = ("source", "cue", "content")
Spans = frozenset[tuple[tuple[int, int], ...]]


def evaluate_attribution(path: Path, read: ReadTexts, limit: int | None = None) -> dict[str, Any]:
    """F1 of exact spans for source, cue and content; a part in pieces counts as right when all its pieces are."""
    rows = [row for number, row in enumerate(iter_rows(path)) if limit is None or number < limit]
    units: list[Mapping[str, Tally]] = []
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        annotations = read([str(r["text"]) for r in batch], [str(r.get("language") or "en") for r in batch])
        units += [_score(row, annotation) for row, annotation in zip(batch, annotations, strict=True)]
    out: dict[str, Any] = {"measure": "attribution", "rows": len(rows)}
    for part in PARTS:
        tallies = [unit[part] for unit in units]
        interval = bootstrap(tallies, lambda drawn: sum(drawn, Tally()).f1, 200)
        out[part] = {**sum(tallies, Tally()).as_dict(), "interval": interval}
    return out


def _score(row: Mapping[str, Any], annotation: Annotation) -> Mapping[str, Tally]:
    found = {
        "source": _keys([(a.source,) for a in annotation.attributions if a.source]),
        "cue": _keys([(a.cue,) for a in annotation.attributions if a.cue]),
        "content": _keys([a.content for a in annotation.attributions if a.content]),
    }
    out = {}
    for part in PARTS:
        gold = frozenset(tuple(sorted((int(a), int(b)) for a, b in item[part])) for item in row["attributions"] if item.get(part))
        out[part] = Tally(len(gold & found[part]), len(found[part]), len(gold))
    return out


def _keys(parts: Iterable[Sequence[Span]]) -> Spans:
    return frozenset(tuple(sorted((s.start, s.end) for s in part)) for part in parts)
