#!/usr/bin/env python3
"""Span F1 of names on the entity sets: the held-out eighth of sets trained on, a sample of those never trained on.

usage: python training/score_entities.py MODEL_DIR [--most 400]
"""

import argparse
import os
from pathlib import Path

from entities import KIND, as_text, is_held_out, load_sentences, simple_tags
from probe_dev import sentences

from warledger.annotate.neural import NeuralReader

HERE = Path(__file__).resolve().parent
BENCHMARKS = Path(os.environ.get("WARLEDGER_BENCHMARKS", HERE.parent.parent / "shared" / "benchmarks"))
TRAINED, UNSEEN = ("en", "pt", "nb", "nn", "tr"), ("es", "ar")
NAMES = {"person": "PER", "organisation": "ORG", "place": "LOC"}


def tagged_spans(row: dict) -> tuple[str, set[tuple[int, int, str]]]:
    text, spans = as_text(row, None)
    found: list[list] = []
    for (a, b), tag in zip(spans, simple_tags(row["tags"]), strict=True):
        if tag[0] == "B":
            found.append([a, b, tag[2:]])
        elif tag[0] == "I":
            found[-1][1] = b
    return text, {tuple(f) for f in found}


def nerel_spans(row: dict) -> tuple[str, set[tuple[int, int, str]]]:
    """Outermost persons, organisations and places."""
    spans = sorted({(a, b, KIND[k]) for a, b, k in row["entities"] if k in KIND}, key=lambda s: (s[0], -s[1]))
    kept: list[tuple[int, int, str]] = []
    for s in spans:
        if not kept or s[0] >= kept[-1][1]:
            kept.append(s)
    return row["text"], set(kept)


def score_rows(reader: NeuralReader, rows: list[tuple[str, set]]) -> dict[str, float]:
    texts = [t for t, _ in rows]
    spans = [sentences(t) if "\n" in t else [(0, len(t))] for t in texts]
    counts = {k: [0, 0, 0] for k in ("all", "PER", "ORG", "LOC")}
    for (_, gold), reading in zip(rows, reader.read(texts, spans, all_windows=True), strict=True):
        found = {(m.span.start, m.span.end, NAMES[m.kind]) for m in reading.mentions}
        for k, c in counts.items():
            g, f = ({s for s in x if k in ("all", s[2])} for x in (gold, found))
            c[0] += len(g & f)
            c[1] += len(f)
            c[2] += len(g)
    return {k: round(200 * hit / max(1, f + g), 1) for k, (hit, f, g) in counts.items()}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model", type=Path)
    ap.add_argument("--most", type=int, default=400)
    a = ap.parse_args()
    reader = NeuralReader.load(a.model, threads=1)
    for language in TRAINED:
        rows = [r for r in load_sentences(BENCHMARKS, language) if is_held_out(r)][: a.most]
        print(language, "held out", len(rows), score_rows(reader, [tagged_spans(r) for r in rows]), flush=True)
    for language in UNSEEN:
        rows = load_sentences(BENCHMARKS, language)[: a.most]
        print(language, "never trained on", len(rows), score_rows(reader, [tagged_spans(r) for r in rows]), flush=True)
    rows = load_sentences(BENCHMARKS, "ru-nerel")[: a.most // 10]
    print("ru", "never trained on", len(rows), score_rows(reader, [nerel_spans(r) for r in rows]), flush=True)


if __name__ == "__main__":
    main()
