#!/usr/bin/env python3
"""Span F1 of names, as `warledger evaluate entities` counts: the held-out eighth of sets trained on, a sample of the others.

usage: python training/score_entities.py MODEL_DIR [--most 400]
"""

import argparse
import json
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

from entities import is_held_out, load_sentences

from warledger.annotate.hints import find_hints
from warledger.annotate.named import with_known_kinds
from warledger.annotate.neural import NeuralReader
from warledger.annotate.sentences import split_sentences
from warledger.annotate.tidy import tidy_mentions
from warledger.evaluate.entities import ReadTexts, evaluate_entities
from warledger.model import Annotation
from warledger.packs import load_language

HERE = Path(__file__).resolve().parent
BENCHMARKS = Path(os.environ.get("WARLEDGER_BENCHMARKS", HERE.parent.parent / "shared" / "benchmarks"))
TRAINED = ("en", "pt", "nb", "nn", "tr")
UNSEEN = {"es": 1, "ar": 1, "ru-nerel": 10}
"""Sets never trained on, and how many times fewer rows of each are read: those of NEREL are whole reports."""


def names_only(reader: NeuralReader) -> ReadTexts:
    """What the product reads of names, without the rest."""

    def read(texts: Sequence[str], languages: Sequence[str]) -> list[Annotation]:
        out = []
        for text, language in zip(texts, languages, strict=True):
            pack = load_language(language)
            sentences = split_sentences(text, language, pack.abbreviations)
            spans = [[(s.start, s.end) for s in sentences]]
            (reading,) = reader.iter_readings(zip([text], spans, strict=True), hints=[find_hints(text, pack)], all_windows=True)
            names = with_known_kinds(text, tidy_mentions(text, reading.mentions, pack.habits.attached), pack)
            out.append(Annotation("", reader.name, sentences, (), names, ()))
        return out

    return read


def score(reader: NeuralReader, rows: list[dict]) -> dict[str, float]:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as f:
        f.writelines(json.dumps(row) + "\n" for row in rows)
        f.flush()
        result = evaluate_entities(Path(f.name), names_only(reader))
    by_kind = {kind: round(100 * counts["f1"], 1) for kind, counts in result["by_kind"].items()}
    return {"all": round(100 * result["f1"], 1), **by_kind}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("model", type=Path)
    ap.add_argument("--most", type=int, default=400)
    a = ap.parse_args()
    reader = NeuralReader.load(a.model, threads=1)
    for language in TRAINED:
        rows = [{"language": language, **r} for r in load_sentences(BENCHMARKS, language) if is_held_out(r)][: a.most]
        print(language, "held out", len(rows), score(reader, rows), flush=True)
    for name, fewer in UNSEEN.items():
        rows = load_sentences(BENCHMARKS, name)
        rows = [{"language": name[:2], **r} for r in rows[:: max(1, len(rows) // (a.most // fewer))]]
        print(name[:2], "never trained on", len(rows), score(reader, rows), flush=True)


if __name__ == "__main__":
    main()
