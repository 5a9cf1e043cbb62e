"""Puts the beginning of what `make demo` prints into README.md.

    python tools/write_brief.py out/demo.db

Not tested byte for byte: the brief changes whenever reading gets better.
"""

import io
import re
import sys
from pathlib import Path

from rich.console import Console

from warledger.cli.brief import print_brief
from warledger.export.brief import Limits, build_brief
from warledger.store import open_store

README = Path(__file__).resolve().parent.parent / "README.md"
LIMITS = Limits(stories=3, matters=4, control=3, incomparable=2)


def main(ledger: str) -> None:
    """Write the picture between the two marks."""
    out = io.StringIO()
    with open_store(ledger, create=False) as store, store.view() as view:
        print_brief(build_brief(view, LIMITS), Console(file=out, width=80, highlight=False, emoji=False, markup=False))
    lines = "\n".join(line.rstrip() for line in out.getvalue().strip().splitlines())
    text = README.read_text(encoding="utf-8")
    marked = re.compile(r"(<!-- brief:.*?-->\n).*?(<!-- end of brief -->)", re.DOTALL)
    README.write_text(marked.sub(lambda m: f"{m[1]}```\n{lines}\n```\n{m[2]}", text), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
