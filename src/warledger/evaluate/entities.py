"""Entity spans against gold: people, organisations and places, exact span and kind.

Takes a file of tokens with BIO tags, or of texts with spans, and a reader; gives F1 by kind. Kinds that the reader does
not have (MISC, dates, titles ...) are left out of gold; a named building or road is a place, as the reader was taught.

Gold of tags can only hold whole tokens: "wa-Beirut" (and Beirut) written as one, "Türkiye'de" with its case. There a name
found counts as the tokens it stands in, so that one marked without what is joined to it is not wrong for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from warledger.evaluate.rows import iter_rows
from warledger.evaluate.scores import Tally, bootstrap
from warledger.model import Annotation, InputError

ReadTexts = Callable[[Sequence[str], Sequence[str]], Sequence[Annotation]]
"""Texts and their languages to annotations."""

KINDS: Mapping[str, str] = {
    "PER": "person", "PERS": "person", "PERSON": "person",
    "ORG": "organisation", "ORGANIZATION": "organisation",
    "LOC": "place", "GPE": "place", "GPE_LOC": "place", "GPE_ORG": "place",
    "CITY": "place", "COUNTRY": "place", "STATE_OR_PROVINCE": "place", "LOCATION": "place", "DISTRICT": "place",
    "FAC": "place", "FACILITY": "place",
}  # fmt: skip
BATCH = 64
Spans = frozenset[tuple[int, int, str]]


def evaluate_entities(path: Path, read: ReadTexts, limit: int | None = None) -> dict[str, Any]:
    """F1 of exact spans with kind, overall and by kind.

    Args:
        path: JSON lines with `tokens` and `tags` (BIO), or `text` and `entities` ([start, end, type]); `language`.
        read: The reader to measure.
        limit: Only the first so many rows; None for all.
    """
    tallies: list[Tally] = []
    kinds: dict[str, Tally] = {}
    batch: list[_Gold] = []
    for number, row in enumerate(iter_rows(path)):
        if limit is not None and number >= limit:
            break
        batch.append(_gold_of(row, str(path)))
        if len(batch) == BATCH:
            tallies += _score(batch, read, kinds)
            batch = []
    tallies += _score(batch, read, kinds)
    total = sum(tallies, Tally())
    interval = bootstrap(tallies, lambda units: sum(units, Tally()).f1, 200)
    by_kind = {kind: tally.as_dict() for kind, tally in sorted(kinds.items())}
    return {"measure": "entities", "rows": len(tallies), **total.as_dict(), "interval": interval, "by_kind": by_kind}


@dataclass(frozen=True, slots=True)
class _Gold:
    """One row: its names, and the spans of its tokens where the names were marked on tokens."""

    text: str
    language: str
    names: Spans
    tokens: tuple[tuple[int, int], ...] = ()

    def fitted(self, found: Spans) -> Spans:
        """Names found as whole tokens of the row, where it has any."""
        return frozenset(self._fit(*name) for name in found) if self.tokens else found

    def _fit(self, start: int, end: int, kind: str) -> tuple[int, int, str]:
        inside = [(a, b) for a, b in self.tokens if a < end and start < b]
        return (inside[0][0], inside[-1][1], kind) if inside else (start, end, kind)


def _score(batch: Sequence[_Gold], read: ReadTexts, kinds: dict[str, Tally]) -> Iterator[Tally]:
    annotations = read([row.text for row in batch], [row.language for row in batch]) if batch else []
    for row, annotation in zip(batch, annotations, strict=True):
        gold = row.names
        found = row.fitted(frozenset((m.span.start, m.span.end, m.kind) for m in annotation.mentions if m.kind in KINDS.values()))
        for kind in {k for _, _, k in gold | found}:
            g, f = ({s for s in spans if s[2] == kind} for spans in (gold, found))
            kinds[kind] = kinds.get(kind, Tally()) + Tally(len(g & f), len(f), len(g))
        yield Tally(len(gold & found), len(found), len(gold))


def _gold_of(row: Mapping[str, Any], where: str) -> _Gold:
    language = str(row.get("language") or "und")
    if isinstance(row.get("text"), str):
        spans = [(int(a), int(b), KINDS[kind]) for a, b, kind in row.get("entities", ()) if kind in KINDS]
        return _Gold(row["text"], language, frozenset(s for s in spans if not any(_inside(s, other) for other in spans)))
    if "tokens" not in row or len(row["tokens"]) != len(row.get("tags", ())):
        raise InputError(f"{where}: a row needs text and entities, or tokens and as many tags")
    ends = list(accumulate(len(token) + 1 for token in row["tokens"]))
    tokens = tuple((end - 1 - len(token), end - 1) for token, end in zip(row["tokens"], ends, strict=True))
    return _Gold(" ".join(row["tokens"]), language, frozenset(_spans_of(row["tokens"], row["tags"])), tokens)


def _inside(span: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    """Nested gold: only the outermost span counts, the reader gives flat spans."""
    return other != span and other[0] <= span[0] and span[1] <= other[1] and (other[1] - other[0]) > (span[1] - span[0])


def _spans_of(tokens: Sequence[str], tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    at = 0
    start, end, kind = -1, -1, ""
    for token, tag in zip(tokens, tags, strict=True):
        mark, _, name = tag.partition("-")
        goes_on = mark == "I" and kind == name and start >= 0
        if not goes_on:
            if start >= 0 and kind in KINDS:
                yield start, end, KINDS[kind]
            start, kind = (at, name) if mark in ("B", "I") else (-1, "")
        end = at + len(token)
        at = end + 1
    if start >= 0 and kind in KINDS:
        yield start, end, KINDS[kind]
