"""Learns which letters of one script stand for which of another, from pairs of spellings (Wikidata, CC0).

    python training/names/train_alignments.py names-wikidata-train.jsonl.xz src/warledger/data/names

Hard EM: each pair is cut into runs of at most 3 Latin and 2 native letters in the best way the weights know; the runs
are counted; the counts make the next weights. A weight is the logarithm of how much likelier two runs stand together
than by chance. Deterministic; about ten minutes on one core.
"""

from __future__ import annotations

import json
import lzma
import math
import sys
from collections import Counter, defaultdict
from pathlib import Path

ROUNDS = 7
LATIN, NATIVE = 3, 2
FLOOR = -4.0
KEEP = 4


def load(path: Path) -> dict[str, list[tuple[str, str]]]:
    from warledger.link.align import plain

    out: dict[str, list[tuple[str, str]]] = defaultdict(list)
    with lzma.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            latin, native = plain(row["latin"]), plain(row["native"])
            if 1 < len(latin) <= 24 and 1 < len(native) <= 24:
                out[row["language"]].append((f"^{latin}$", f"^{native}$"))
    return out


def best_cut(a: str, b: str, weights: dict[tuple[str, str], float]) -> list[tuple[str, str]]:
    n, m = len(a), len(b)
    score = [[-1e9] * (m + 1) for _ in range(n + 1)]
    back: list[list[tuple[int, int]]] = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    score[0][0] = 0.0
    get = weights.get
    for i in range(n + 1):
        row = score[i]
        for j in range(m + 1):
            here = row[j]
            if here <= -1e8:
                continue
            for x in range(0, min(LATIN, n - i) + 1):
                left = a[i : i + x]
                for y in range(0 if x else 1, min(NATIVE, m - j) + 1):
                    w = get((left, b[j : j + y]))
                    if w is None:
                        if x + y > 2:
                            continue
                        w = FLOOR if x and y else FLOOR * 0.75
                    if here + w > score[i + x][j + y]:
                        score[i + x][j + y] = here + w
                        back[i + x][j + y] = (x, y)
    out = []
    i, j = n, m
    while i or j:
        x, y = back[i][j]
        out.append((a[i - x : i], b[j - y : j]))
        i, j = i - x, j - y
    return out


def first_weights(pairs: list[tuple[str, str]]) -> dict[tuple[str, str], float]:
    together: Counter[tuple[str, str]] = Counter()
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for a, b in pairs:
        for i, x in enumerate(a):
            at = i * (len(b) - 1) / max(1, len(a) - 1)
            for j, y in enumerate(b):
                near = math.exp(-abs(at - j))
                if near > 0.2:
                    together[x, y] += near
        left.update(a)
        right.update(b)
    total = sum(together.values())
    return {
        (x, y): math.log(n / total * sum(left.values()) * sum(right.values()) / (left[x] * right[y]))
        for (x, y), n in together.items()
        if n > KEEP
    }


def next_weights(counts: Counter[tuple[str, str]], pairs: list[tuple[str, str]]) -> dict[tuple[str, str], float]:
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for a, b in pairs:
        left.update(a)
        right.update(b)
    l_all, r_all, all_ = sum(left.values()), sum(right.values()), sum(counts.values())
    out = {}
    for (x, y), n in counts.items():
        if n < KEEP:
            continue
        chance = sum(math.log(left[c] / l_all) for c in x) + sum(math.log(right[c] / r_all) for c in y)
        weight = math.log((n - 0.75) / all_) - chance
        if not x or not y:
            weight = math.log((n - 0.75) / all_) - chance
        out[x, y] = weight
    return out


def learn(pairs: list[tuple[str, str]]) -> dict[tuple[str, str], float]:
    weights = first_weights(pairs)
    for round_ in range(ROUNDS):
        counts: Counter[tuple[str, str]] = Counter()
        some = pairs if round_ >= 3 else pairs[::4]
        for a, b in some:
            cut = best_cut(a, b, weights)[::-1]
            counts.update(cut)
            for (x1, y1), (x2, y2) in zip(cut, cut[1:], strict=False):
                if len(x1 + x2) <= LATIN and len(y1 + y2) <= NATIVE:
                    counts[x1 + x2, y1 + y2] += 1
        weights = next_weights(counts, some)
        print(round_, len(weights), flush=True)
    return weights


def main() -> None:
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for language, pairs in sorted(load(source).items()):
        weights = learn(pairs)
        lines = [f"{x}\t{y}\t{w:.2f}" for (x, y), w in sorted(weights.items())]
        (folder / f"{language}.tsv.xz").write_bytes(lzma.compress(("\n".join(lines) + "\n").encode(), preset=9))


if __name__ == "__main__":
    main()
