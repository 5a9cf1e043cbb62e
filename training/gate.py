#!/usr/bin/env python3
"""The gate: one weight for each piece of the vocabulary, to skip windows of text that cannot hold a claim.

usage: python training/gate.py BASE_DIR OUT.npy [--corpus DIR] [--recall 0.999]

A sentence's score is the sum of the weights of its different pieces; a window is read when a sentence of it scores at least
0. Trained as a logistic regression on the sentences of the corpus (claim or not) and of the public entity sets (ordinary
news and web text, no claims but by chance). The bias is set so that the asked share of the claims of held-out passages is
kept, and is stored in the weight of the start mark, which every window has once.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import torch
from entities import training_rows
from frames import frame_spans, held_out, load_corpus, sentence_spans
from tokenizers import Tokenizer
from train import BENCHMARKS, HERE

START = 0
ROUNDS = 12
DECAY = 2e-6
CLAIM_WEIGHT = 4.0


def corpus_sentences(tokenizer: Tokenizer, rows: list[dict]) -> list[tuple[list[int], bool, int]]:
    """Pieces of each sentence, whether a claim's trigger stands in it, and the number of its passage."""
    out = []
    for number, row in enumerate(rows):
        text = row["text"]
        triggers = [s["trigger"][0] for f in row["frames"] if (s := frame_spans(text, f))["trigger"]]
        for a, b in sentence_spans(text):
            ids = sorted(set(tokenizer.encode(text[a:b], add_special_tokens=False).ids))
            out.append((ids, any(a < y and x < b for x, y in triggers), number))
    return out


def fit(sentences: list[tuple[list[int], bool]], size: int, seed: int = 1) -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(seed)
    table = torch.nn.EmbeddingBag(size, 1, mode="sum")
    torch.nn.init.zeros_(table.weight)
    bias = torch.zeros(1, requires_grad=True)
    opt = torch.optim.Adam([*table.parameters(), bias], lr=0.02)
    rng = random.Random(seed)
    for _ in range(ROUNDS):
        rng.shuffle(sentences)
        for at in range(0, len(sentences), 512):
            batch = sentences[at : at + 512]
            flat = torch.tensor([i for ids, _ in batch for i in ids])
            starts = torch.tensor(np.cumsum([0, *(len(ids) for ids, _ in batch[:-1])]))
            labels = torch.tensor([float(y) for _, y in batch])
            scores = table(flat, starts).squeeze(-1) + bias
            weight = torch.where(labels > 0, CLAIM_WEIGHT, 1.0)
            loss = torch.nn.functional.binary_cross_entropy_with_logits(scores, labels, weight=weight)
            loss = loss + DECAY * table.weight.square().sum()
            opt.zero_grad()
            loss.backward()
            opt.step()
    return table.weight.detach().squeeze(-1), bias.detach()


def passage_scores(sentences: list[tuple[list[int], bool, int]], weights: np.ndarray) -> dict[int, float]:
    best: dict[int, float] = {}
    for ids, _, number in sentences:
        best[number] = max(best.get(number, -1e9), float(weights[ids].sum()))
    return best


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base"), ap.add_argument("out", type=Path)
    ap.add_argument("--corpus", type=Path, default=HERE / "corpus"), ap.add_argument("--recall", type=float, default=0.999)
    a = ap.parse_args()
    tokenizer = Tokenizer.from_file(f"{a.base}/tokenizer.json")
    rows = load_corpus(a.corpus)
    kept, test = [r for r in rows if not held_out(r["id"])], [r for r in rows if held_out(r["id"])]
    claims = [(ids, y) for ids, y, _ in corpus_sentences(tokenizer, kept) if ids]
    names = [" ".join(r["tokens"]) for r in training_rows(BENCHMARKS, random.Random(1))]
    cut = len(names) * 7 // 8
    ordinary = [sorted(set(tokenizer.encode(t, add_special_tokens=False).ids)) for t in names]
    weights, bias = fit(claims + [(ids, False) for ids in ordinary[:cut] if ids], tokenizer.get_vocab_size())
    weights = weights.numpy()
    held = corpus_sentences(tokenizer, test)
    best = passage_scores(held, weights)
    scores = sorted(best[n] for ids, y, n in held if y)
    limit = scores[int((1 - a.recall) * len(scores))] - 0.5
    weights[START] = -limit
    np.save(a.out, weights.astype(np.float16))
    skipped = np.mean([float(weights[ids].sum()) < limit for ids in ordinary[cut:]])
    alone = np.mean([float(weights[ids].sum()) < limit for ids, y, _ in held if y])
    print(
        f"held-out claims {len(scores)}, limit {limit:.2f} (bias {float(bias):.2f}); sentences with a claim below it {alone:.4f}; "
        f"ordinary sentences below it {skipped:.3f}"
    )


if __name__ == "__main__":
    main()
