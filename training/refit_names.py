#!/usr/bin/env python3
"""Refit the name head alone on the finished encoder, on more sentences than joint training has time for.

usage: python training/refit_names.py BASE_DIR CHECKPOINT.pt OUT.pt [--epochs 2.7] [--fraction 1]

The encoder and every other head stay as they are, so claims do not change. Besides the public sets, corpus passages
whose names are marked (`names/<language>.tsv`) are learnt whole. Others give weak labels: places, named speakers,
sources and actors that look like bodies are names; words in small letters outside all spans, and triggers, cues, counts
and times, are not.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from entities import encode_entities, is_held_out, load_sentences
from export import layers_session
from frames import ENTITY_LABELS, ROLES, Example, cut, encode, held_out, load_corpus, prepare
from named import load_names
from network import NameHead, Network, collate, entity_table, masked_cross_entropy, quick
from slots import example, filled_sentences, load_spellings, single_sentences
from tokenizers import Tokenizer
from torch.nn.utils.rnn import pad_sequence
from train import BENCHMARKS, HERE, make_batches

PUBLIC = {"en": 2001, "pt": 5000, "nb": 2410, "nn": 1890, "tr": 7000}
TWICE = {"en": 2}
OWN = {"de": 250, "uk": 350}
"""Windows of the languages that no measure asks for; all of the others."""
WEAK, WEAK_EACH = ("en", "fr", "pt", "nb"), 150
EPOCHS, RATE, BATCH = 2.7, 1.5e-3, 3000
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


def states_of(net: Network, examples: list[Example]) -> list[torch.Tensor]:
    """States (tokens, features) of each example, in half precision: 3 kB a token."""
    session = layers_session(net)
    runs = (session.run(["layers"], {"input_ids": np.array([e.ids], np.int64)})[0] for e in examples)
    return [torch.from_numpy(states[0]).half() for states in runs]


def fit(head: NameHead, examples: list[Example], states: list[torch.Tensor], epochs: float, rng: random.Random) -> None:
    """Learn the labels of all examples, in batches of like length, each of the head's two readers by itself."""
    number = {id(e): k for k, e in enumerate(examples)}
    steps = int(epochs * len(make_batches(examples, BATCH, rng)))
    opt = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(opt, lambda k: min(1.0, (k + 1) / 100) * max(0.0, 1 - k / steps))
    head.train()
    done, total = 0, 0.0
    while done < steps:
        batches = make_batches(examples, BATCH, rng)
        rng.shuffle(batches)
        for chosen in batches[: steps - done]:
            batch = collate(chosen)
            x = pad_sequence([states[number[id(e)]] for e in chosen], batch_first=True).float()
            with quick():
                votes = head.votes(x, batch.mask)
            loss = sum(masked_cross_entropy(logits.float(), entity_table(batch)) for logits in votes)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(head.parameters(), 1.0)
            opt.step()
            schedule.step()
            done, total = done + 1, total + loss.item()
            if done % 100 == 0:
                print(done, steps, round(total / 100, 4), flush=True)
                total = 0.0
    head.eval()


def public_examples(tokenizer, rng: random.Random) -> list[Example]:
    """Sentences of the public sets; English, the smallest and of many kinds, twice."""
    out = []
    for language, most in PUBLIC.items():
        rows = [r for r in load_sentences(BENCHMARKS, language) if not is_held_out(r) and len(r["tokens"]) > 3]
        chosen = rng.sample(rows, min(len(rows), most))
        out += [encode_entities(tokenizer, r, rng) for _ in range(TWICE.get(language, 1)) for r in chosen]
    return out


def own_examples(tokenizer, rng: random.Random) -> list[Example]:
    """Our passages whose names are marked, whole and as single sentences, filled sentences, and some weak labels."""
    passages = [r for r in prepare(load_corpus(HERE / "corpus"), load_names(HERE / "names")) if not held_out(r["id"])]
    marked = [r for r in passages if r["names"] is not None]
    parts: dict[str, list[dict]] = {}
    for part in (p for row in marked for p in cut(row, rng)):
        parts.setdefault(part["language"], []).append(part)
    out = [encode(tokenizer, p) for language, of in parts.items() for p in rng.sample(of, min(len(of), OWN.get(language, len(of))))]
    spellings = load_spellings(BENCHMARKS)
    out += [example(tokenizer, text, spans) for _, text, spans in filled_sentences(HERE / "names" / "slots", spellings, rng)]
    out += [example(tokenizer, text, spans) for _, text, spans in single_sentences(marked, spellings, rng)]
    for language in WEAK:
        rows = [r for r in passages if r["names"] is None and r["frames"] and r["language"] == language]
        out += [weak_example(tokenizer, r) for r in rng.sample(rows, min(WEAK_EACH, len(rows)))]
    return out


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base"), ap.add_argument("checkpoint", type=Path), ap.add_argument("out", type=Path)
    ap.add_argument("--epochs", type=float, default=EPOCHS)
    ap.add_argument("--fraction", type=float, default=1.0, help="share of the windows, to try the steps out")
    a = ap.parse_args()
    rng = random.Random(1)
    torch.manual_seed(1)
    tokenizer = Tokenizer.from_file(f"{a.base}/tokenizer.json")
    checkpoint = torch.load(a.checkpoint)
    net = Network(a.base)
    net.load_state_dict(checkpoint["net"], strict=False)
    net.eval()
    examples = public_examples(tokenizer, rng) + own_examples(tokenizer, rng)
    if a.fraction < 1:
        examples = rng.sample(examples, max(1, round(a.fraction * len(examples))))
    print(len(examples), "windows", sum(len(e.ids) for e in examples), "tokens", flush=True)
    fit(net.entity, examples, states_of(net, examples), a.epochs, rng)
    checkpoint["net"] = net.state_dict()
    torch.save(checkpoint, a.out)


if __name__ == "__main__":
    main()
