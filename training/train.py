#!/usr/bin/env python3
"""Step 2: train the reader on the project's corpus and on public entity data.

usage: python training/train.py BASE_DIR OUT_DIR [--epochs 10] [--warm CHECKPOINT] [--fraction 1.0]

Writes OUT_DIR/epoch-N.pt after each epoch and OUT_DIR/log.jsonl. Word embeddings stay frozen. The held-out passages
(6 % by hash of id) are only measured. PYTHONPATH must hold `src` and `training`. With RANK, WORLD_SIZE, MASTER_ADDR and
MASTER_PORT set, several processes share each step: on busy cores that is faster than several threads in one.
"""

import argparse
import hashlib
import json
import math
import os
import random
import time
from pathlib import Path

import torch
import torch.distributed as dist
from entities import encode_entities, training_rows
from frames import LONG, encode, epoch_rows, held_out, load_corpus, prepare
from named import load_names
from network import Network, collate, losses
from tokenizers import Tokenizer

HERE = Path(__file__).resolve().parent
BENCHMARKS = Path(os.environ.get("WARLEDGER_BENCHMARKS", HERE.parent.parent / "shared" / "benchmarks"))


def arguments() -> argparse.Namespace:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("base"), ap.add_argument("out", type=Path)
    ap.add_argument("--epochs", type=int, default=10)
    ap.add_argument("--warm", type=Path, help="checkpoint whose weights to start from")
    ap.add_argument("--fraction", type=float, default=1.0, help="share of the corpus and of the entity sentences, for learning curves")
    ap.add_argument("--rate", type=float, default=2e-4)
    ap.add_argument("--tokens", type=int, default=1400, help="tokens a batch, padding included")
    ap.add_argument("--entities", type=int, default=2500, help="entity sentences an epoch")
    ap.add_argument("--short", type=float, default=1.0, help="share of the short passages that an epoch takes")
    ap.add_argument("--freeze", type=int, default=0, help="encoder layers, from below, that stay as they are")
    ap.add_argument("--minutes", type=float, default=1e9, help="the schedule is cut to end after so many minutes")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--corpus", type=Path, default=HERE / "corpus")
    return ap.parse_args()


def make_batches(examples: list, budget: int, rng: random.Random) -> list[list]:
    """Examples of like length together, at most `budget` tokens each."""
    order = sorted(examples, key=lambda e: len(e.ids) + rng.random() * 20)
    out: list[list] = [[]]
    for e in order:
        if out[-1] and (len(out[-1]) + 1) * max(len(e.ids), *(len(x.ids) for x in out[-1])) > budget:
            out.append([])
        out[-1].append(e)
    return [b for b in out if b]


def epoch_batches(rows, entity_rows, tokenizer, a, rng) -> list[list]:
    taken = [r for r in rows if len(r["text"]) > LONG or rng.random() < a.short]
    claims = make_batches([encode(tokenizer, r) for r in epoch_rows(taken, rng)], a.tokens, rng)
    names = rng.sample(entity_rows, min(math.ceil(a.fraction * a.entities), len(entity_rows)))
    both = claims + make_batches([encode_entities(tokenizer, r, rng) for r in names], a.tokens, rng)
    rng.shuffle(both)
    return both


def optimizer(net: Network, rate: float, freeze: int = 0) -> torch.optim.Optimizer:
    net.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
    for part in [net.encoder.embeddings, *net.encoder.encoder.layer[:freeze]] if freeze else []:
        part.requires_grad_(False)
    trunk = [p for k, p in net.named_parameters() if k.startswith("encoder.") and p.requires_grad]
    heads = [p for k, p in net.named_parameters() if not k.startswith("encoder.")]
    groups = [{"params": trunk, "lr": rate}, {"params": heads, "lr": 5 * rate}]
    for g in groups:
        g["top"] = g["lr"]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


@torch.no_grad()
def held_out_loss(net: Network, examples: list) -> dict[str, float]:
    net.eval()
    total: dict[str, float] = {}
    batches = make_batches(examples, 2500, random.Random(0))
    for b in batches:
        for k, v in losses(net, collate(b), random.Random(0)).items():
            total[k] = total.get(k, 0.0) + v.item() / len(batches)
    net.train()
    return total


def fingerprint(rows: list[dict]) -> str:
    return hashlib.sha256(json.dumps([r["id"] + r["text"] for r in rows], ensure_ascii=False).encode()).hexdigest()[:16]


def set_rate(opt: torch.optim.Optimizer, done: float) -> None:
    """Linear warm-up over 5 %, linear decay to nothing; `done` in 0..1."""
    for g in opt.param_groups:
        g["lr"] = g["top"] * min(1.0, done / 0.05 + 0.02) * max(0.0, 1.0 - done)


def share_gradients(net: Network, done: float) -> float:
    """Mean gradients over the processes; gives the mean of `done`, so that all stop at the same step."""
    held = [p for p in net.parameters() if p.requires_grad]
    flat = torch.cat([(torch.zeros_like(p) if p.grad is None else p.grad).reshape(-1) for p in held] + [torch.tensor([done])])
    dist.all_reduce(flat)
    flat /= dist.get_world_size()
    at = 0
    for p in held:
        p.grad = flat[at : at + p.numel()].view_as(p)
        at += p.numel()
    return float(flat[-1])


def run_epoch(net, opt, batches, epoch: int, a, rng, begun: float) -> dict[str, float]:
    sums: dict[str, float] = {}
    mine = batches[a.rank :: a.world][: len(batches) // a.world]
    for k, b in enumerate(mine):
        done = max((epoch + k / len(mine)) / a.epochs, (time.time() - begun) / 60 / a.minutes)
        parts = losses(net, collate(b), rng)
        opt.zero_grad(set_to_none=True)
        sum(parts.values()).backward()
        if a.world > 1:
            done = share_gradients(net, done)
        set_rate(opt, done)
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        opt.step()
        for key, v in parts.items():
            sums[key] = sums.get(key, 0.0) + v.item() / len(mine)
        if k % 20 == 0:
            (a.out / f"progress-{a.rank}.txt").write_text(f"epoch {epoch} step {k} of {len(mine)}, {done:.3f} done\n")
        if done >= 1:
            break
    return sums


def training_passages(a: argparse.Namespace) -> tuple[list[dict], list[dict]]:
    """Passages to train on and held-out ones, as the corpus stands now."""
    rows = prepare(load_corpus(a.corpus), load_names(a.corpus.parent / "names"))
    kept = sorted((r for r in rows if not held_out(r["id"])), key=lambda r: hashlib.sha256(r["id"].encode()).digest())
    return kept[: math.ceil(a.fraction * len(kept))], [r for r in rows if held_out(r["id"])]


def save(net: Network, a: argparse.Namespace, epoch: int, rows: list[dict]) -> None:
    state = {k: str(v) for k, v in vars(a).items()}
    torch.save({"net": net.state_dict(), "corpus": fingerprint(rows), "passages": len(rows), "arguments": state}, a.out / "last.tmp")
    (a.out / "last.tmp").rename(a.out / f"epoch-{epoch}.pt")


def plan_epoch(a, tokenizer, entity_rows, rng) -> tuple:
    """Batches, passages and held-out passages of an epoch, the same in every process."""
    plan: list = [None]
    if a.rank == 0:
        kept, test = training_passages(a)  # anew each epoch: the corpus may have grown
        batches, held = epoch_batches(kept, entity_rows, tokenizer, a, rng), [encode(tokenizer, r) for r in test]
        for e in [*(e for b in batches for e in b), *held]:
            e.spans_of = None  # a closure, which cannot be sent
        plan = [(batches, kept, held)]
    if a.world > 1:
        dist.broadcast_object_list(plan)
    return plan[0]


def report(net: Network, a, epoch: int, kept: list[dict], test: list, parts: dict[str, float], begun: float) -> None:
    row = {
        "epoch": epoch,
        "seconds": round(time.time() - begun),
        "passages": len(kept),
        "train": parts,
        "held_out": held_out_loss(net, test),
    }
    print(json.dumps(row), flush=True)
    with (a.out / "log.jsonl").open("a") as f:
        f.write(json.dumps(row) + "\n")
    save(net, a, epoch, kept)


def main() -> None:
    a = arguments()
    a.rank, a.world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    if a.world > 1:
        dist.init_process_group("gloo")
    rng, own = random.Random(a.seed), random.Random(a.seed + a.rank)
    torch.manual_seed(a.seed)
    a.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(f"{a.base}/tokenizer.json")
    entity_rows = training_rows(BENCHMARKS, rng)
    net, begun = Network(a.base), time.time()
    if a.warm:
        net.load_state_dict(torch.load(a.warm)["net"], strict=False)
    torch.manual_seed(a.seed + a.rank)
    opt = optimizer(net, a.rate, a.freeze)
    for epoch in range(a.epochs):
        batches, kept, test = plan_epoch(a, tokenizer, entity_rows, rng)
        net.train()
        parts = run_epoch(net, opt, batches, epoch, a, own, begun)
        if a.rank == 0:
            report(net, a, epoch, kept, test, parts, begun)
        if (time.time() - begun) / 60 > a.minutes:
            break


if __name__ == "__main__":
    main()
