#!/usr/bin/env python3
"""Refit the name head alone on the finished encoder, on more sentences than joint training has time for.

usage: python training/refit_names.py BASE_DIR CHECKPOINT.pt OUT.pt [--sentences 12000]

The encoder and every other head stay as they are, so claims do not change. Besides the public sets, corpus passages
whose names are marked (`names/<language>.tsv`) are learnt whole. Others give weak labels: places, named speakers,
sources and actors that look like bodies are names; words in small letters outside all spans, and triggers, cues, counts
and times, are not.
"""

import argparse
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from entities import encode_entities, is_held_out, load_sentences
from frames import ENTITY_LABELS, IGNORE, ROLES, Example, cut, encode, held_out, load_corpus, prepare
from named import load_names
from network import Network, collate, entity_table
from tokenizers import Tokenizer
from train import BENCHMARKS, HERE, make_batches

SHARE = {"en": 0.14, "pt": 0.36, "nb": 0.17, "nn": 0.12, "tr": 0.21}
BODIES = ("source", "source_ref", "actor", "via")
NO_NAMES = ("trigger", "cue", "count", "time")
ARABIC_BODIES = (
    "وزارة",
    "المرصد",
    "الجيش",
    "قوات",
    "حركة",
    "هيئة",
    "منظمة",
    "الأمم",
    "مجلس",
    "حزب",
    "لجنة",
    "الدفاع",
    "وكالة",
    "مكتب",
    "نقابة",
)


def looks_like_body(words: list[str]) -> bool:
    if not words:
        return False
    if words[0].startswith(ARABIC_BODIES):
        return True
    return words[0][:1].isupper() and (len(words) > 1 or len(words[0]) > 1 and words[0].isupper())


def span_texts(text: str, row: dict, role: str) -> list[tuple[tuple[int, int], list[str]]]:
    return [(s, text[slice(*s)].split()) for m in row["merged"] for s in m["spans"][role]]


def weak_spans(row: dict) -> list[tuple[tuple[int, int], str]]:
    """Spans of a passage with a kind of name, or O."""
    text, out = row["text"], []
    for role in NO_NAMES:
        out += [(s, "O") for s, _ in span_texts(text, row, role)]
    for role in BODIES:
        out += [(s, "ORG") for s, words in span_texts(text, row, role) if looks_like_body(words)]
    arabic = row["language"] == "ar"
    for role, kind in (("place", "LOC"), ("speaker", "PER")):
        out += [(s, kind) for s, words in span_texts(text, row, role) if arabic or all(w[:1].isupper() for w in words)]
    return out


def weak_example(tokenizer, row: dict) -> Example:
    e = encode(tokenizer, row)
    marked = {t for f in e.frames for role, tokens in zip(ROLES, f.roles, strict=True) if role not in NO_NAMES for t in tokens}
    e.entities = {}
    for f in e.frames:
        for role, tokens in zip(ROLES, f.roles, strict=True):
            e.entities.update({t: 0 for t in tokens if role in NO_NAMES and t not in marked})
    for tokens, kind in ((e.spans_of(s), k) for s, k in weak_spans(row) if k != "O"):
        for k, t in enumerate(tokens):
            e.entities[t] = ENTITY_LABELS.index(("I-" if k else "B-") + kind)
    for t in e.small_words:
        if t not in marked:
            e.entities.setdefault(t, 0)
    return e


@torch.no_grad()
def features(net: Network, examples: list[Example], rng: random.Random) -> tuple[torch.Tensor, torch.Tensor]:
    """Hidden states and labels of all labelled tokens."""
    states, labels = [], []
    for b in make_batches(examples, 3000, rng):
        batch = collate(b)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            h = net.encoder(input_ids=batch.ids, attention_mask=batch.mask).last_hidden_state
        y = entity_table(batch)
        states.append(h[y != IGNORE].half())
        labels.append(y[y != IGNORE])
    return torch.cat(states), torch.cat(labels)


def fit(net: Network, x: torch.Tensor, y: torch.Tensor, epochs: int = 12) -> None:
    opt = torch.optim.AdamW(net.entity.parameters(), lr=2e-3, weight_decay=0.01)
    steps = epochs * (len(x) // 4096 + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: max(0.0, 1 - k / steps))
    for epoch in range(epochs):
        total = 0.0
        for part in torch.randperm(len(x)).split(4096):
            loss = F.cross_entropy(net.entity(x[part].float()), y[part])
            opt.zero_grad()
            loss.backward()
            opt.step()
            schedule.step()
            total += loss.item() * len(part)
        print(epoch, round(total / len(x), 4), flush=True)


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base"), ap.add_argument("checkpoint", type=Path), ap.add_argument("out", type=Path)
    ap.add_argument("--sentences", type=int, default=12000), ap.add_argument("--weak", type=int, default=1200)
    a = ap.parse_args()
    rng = random.Random(1)
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(f"{a.base}/tokenizer.json")
    checkpoint = torch.load(a.checkpoint)
    net = Network(a.base)
    net.load_state_dict(checkpoint["net"], strict=False)
    net.eval()
    examples = []
    for language, share in SHARE.items():
        rows = [r for r in load_sentences(BENCHMARKS, language) if not is_held_out(r) and len(r["tokens"]) > 3]
        examples += [encode_entities(tokenizer, r, rng) for r in rng.sample(rows, min(len(rows), int(share * a.sentences)))]
    passages = [r for r in prepare(load_corpus(HERE / "corpus"), load_names(HERE / "names")) if not held_out(r["id"])]
    examples += [encode(tokenizer, part) for r in passages if r["names"] is not None for part in cut(r, rng)]
    passages = [r for r in passages if r["names"] is None]
    passages = [r for r in passages if r["frames"] and r["language"] in ("ar", "ru", "uk", "es", "fr", "de")]
    examples += [weak_example(tokenizer, r) for r in rng.sample(passages, min(a.weak, len(passages)))]
    x, y = features(net, examples, rng)
    print(len(examples), "windows", len(x), "tokens", torch.bincount(y).tolist(), flush=True)
    net.entity.train()
    fit(net, x, y)
    net.eval()
    checkpoint["net"] = net.state_dict()
    torch.save(checkpoint, a.out)


if __name__ == "__main__":
    main()
