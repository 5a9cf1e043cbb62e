"""Measures the comparison of names across scripts.

Takes a file in the format of `names-wikidata-dev` (language, latin, native), gives how often the right native spelling
is ranked first among 1,000. The rule: the pairs of a language are cut into blocks of 1,000 in the order of the file (a
last short block is filled up from its start); the candidates of a pair are the native spellings of its block.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from warledger.evaluate.toponyms import read_rows
from warledger.link.align import rank_alike
from warledger.model import InputError

CANDIDATES = 1000
QUERIES = 1000
"""Pairs of each language that are asked, evenly spaced over the file; all of them when there are fewer."""


def evaluate_names(path: Path, queries: int = QUERIES) -> dict[str, object]:
    """Share of Latin names whose own native spelling comes first, and among the first five, by language.

    Raises:
        InputError: the file cannot be read, or a line lacks a key.
    """
    pairs: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for number, row in enumerate(read_rows(path), start=1):
        if not all(isinstance(row.get(key), str) for key in ("language", "latin", "native")):
            raise InputError(f"{path}:{number}: a line needs the keys language, latin and native")
        pairs[row["language"]].append((row["latin"], row["native"]))
    return {"candidates": CANDIDATES, "languages": {lang: _measure(known, lang, queries) for lang, known in sorted(pairs.items())}}


def _measure(pairs: list[tuple[str, str]], language: str, queries: int) -> dict[str, object]:
    step = max(1, len(pairs) // queries)
    asked = range(0, len(pairs), step)
    first = five = 0
    for index in asked:
        block = index // CANDIDATES * CANDIDATES
        around = pairs[block : block + CANDIDATES]
        around += pairs[: CANDIDATES - len(around)]
        natives = [native for _, native in around]
        best = [natives[i] for _, i in rank_alike(pairs[index][0], natives, language)[:5]]
        first += best[:1] == [pairs[index][1]]
        five += pairs[index][1] in best
    total = len(asked)
    return {"pairs": len(pairs), "asked": total, "rank_1": round(first / total, 4), "rank_5": round(five / total, 4)}
