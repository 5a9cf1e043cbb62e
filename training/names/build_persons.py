#!/usr/bin/env python3
"""Names of persons, word by word, out of Wikidata's spellings (CC0): what `src/warledger/data/names/persons.tsv.xz` is made by.

usage: python training/names/build_persons.py ../shared/benchmarks/names-wikidata-train.jsonl.xz src/warledger/data/names/persons.tsv.xz

One line for each script: its name, whether the names on it are common (borne by more than `COMMON` in the source), and the names in
small letters. Latin names that only one bears are left out.
"""

import argparse
import json
import lzma
from collections import Counter
from pathlib import Path

COMMON = 3
LEAST = {"latin": 2, "arabic": 1}


def main() -> None:
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("source", type=Path), ap.add_argument("out", type=Path)
    a = ap.parse_args()
    borne: dict[str, Counter[str]] = {"latin": Counter(), "arabic": Counter()}
    with lzma.open(a.source, "rt", encoding="utf-8") as f:
        for row in map(json.loads, f):
            borne["latin"][row["latin"].casefold()] += int(row["n"])
            if row["language"] == "ar":
                borne["arabic"][row["native"]] += int(row["n"])
    lines = ["script\tcommon\tnames"]
    for script, counts in borne.items():
        for common in (True, False):
            names = sorted(n for n, k in counts.items() if (k > COMMON) == common and k >= LEAST[script] and n.isalpha() and len(n) > 2)
            lines.append(f"{script}\t{'yes' if common else 'no'}\t{' '.join(names)}")
    a.out.write_bytes(lzma.compress(("\n".join(lines) + "\n").encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
