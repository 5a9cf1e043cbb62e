"""Public entity data under licences that allow training, as examples for the entity head.

UNER English EWT and Portuguese Bosque (CC BY-SA), NorNE (CC0), Turkish Wiki NER (CC BY-SA). The Spanish, Arabic and
Russian sets state no such licence and are used by `score_entities.py` only. One sentence in eight is held out.
"""

import json
import lzma
import random
import re
from pathlib import Path

from frames import ENTITY_LABELS, IGNORE, MAX_TOKENS, Example, held_out

from warledger.annotate.windows import encode_sentences, join

TRAIN = {"en": 2001, "pt": 3000, "nb": 2410, "nn": 1000, "tr": 3500}
KIND = {
    "PER": "PER",
    "PERS": "PER",
    "PERSON": "PER",
    "ORG": "ORG",
    "ORGANIZATION": "ORG",
    "LOC": "LOC",
    "GPE": "LOC",
    "GPE_LOC": "LOC",
    "GPE_ORG": "LOC",
    "FAC": "LOC",
    "CITY": "LOC",
    "COUNTRY": "LOC",
    "DISTRICT": "LOC",
    "STATE_OR_PROVINCE": "LOC",
    "LOCATION": "LOC",
}
HELD_OUT_PERCENT = 12


def load_sentences(folder: Path, language: str) -> list[dict]:
    with lzma.open(folder / f"entities-{language}.jsonl.xz", "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f]


def is_held_out(row: dict) -> bool:
    return held_out(" ".join(row["tokens"]), HELD_OUT_PERCENT)


def simple_tags(tags: list[str]) -> list[str]:
    """PER, ORG, LOC only; a tag that continues nothing begins."""
    out: list[str] = []
    for tag in tags:
        kind = KIND.get(tag[2:])
        goes_on = tag[0] == "I" and out and out[-1][2:] == kind
        out.append("O" if kind is None else ("I-" if goes_on else "B-") + kind)
    return out


def as_text(row: dict, rng: random.Random | None) -> tuple[str, list[tuple[int, int]]]:
    """The sentence as text with the span of each token; with `rng`, half the time without a space before punctuation."""
    glue = rng is not None and rng.random() < 0.5
    text, spans = "", []
    for token in row["tokens"]:
        if text and not (glue and re.fullmatch(r"[,.;:!?)»”]+", token)):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
    return text, spans


def encode_entities(tokenizer, row: dict, rng: random.Random | None = None) -> Example:
    text, spans = as_text(row, rng)
    w = join([], encode_sentences(tokenizer, text, [(0, len(text))]))
    n = min(len(w.ids), MAX_TOKENS)
    e = Example(list(w.ids[:n]), [IGNORE] * n, supervised=False)
    for (a, b), tag in zip(spans, simple_tags(row["tags"]), strict=True):
        for k, t in enumerate([i for i in range(n) if 0 <= w.starts[i] < b and w.ends[i] > a]):
            e.entities[t] = ENTITY_LABELS.index(tag if k == 0 or tag == "O" else "I-" + tag[2:])
    return e


def training_rows(folder: Path, rng: random.Random) -> list[dict]:
    rows = []
    for language, most in TRAIN.items():
        usable = [r for r in load_sentences(folder, language) if len(r["tokens"]) > 4 and not is_held_out(r)]
        rows += rng.sample(usable, min(most, len(usable)))
    return rows
