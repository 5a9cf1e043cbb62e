"""Prints every regular expression that warledger compiles, as JSON: run in a process of its own.

Patterns are taken down where `re` compiles them, while every module is imported, every pack is loaded and a few reports
are read; so those made inside functions and from packs are found too.
"""

import importlib
import json
import pkgutil
import re
import sys
from pathlib import Path

import warledger
from warledger.model import WarledgerError

HOME = str(Path(warledger.__file__).parent)
FOUND: dict[tuple[str, int], str] = {}
SAMPLE = (
    "BEIRUT, Dec. 12, 2016 (Reuters) - At least 34 civilians, three of them children, were killed overnight in Aleppo, the Syrian "
    "Observatory for Human Rights said on Monday. The army denied it. 728 fighters surrendered within 24 hours, Moscow said.\n"
)


def note():
    """From now on take down what is compiled from warledger's own code."""
    compile_, key = re._compile, 0  # noqa: F841

    def compiling(pattern, flags):
        made = compile_(pattern, flags)
        caller = sys._getframe(2).f_code.co_filename
        if caller.startswith(HOME) and isinstance(made, re.Pattern) and isinstance(made.pattern, str):
            FOUND.setdefault((made.pattern, made.flags), caller.removeprefix(HOME))
        return made

    re._compile = compiling


def read_a_little():
    """What is compiled late: from packs, while reading."""
    from warledger.model import RawPage
    from warledger.packs import available_languages, load_language
    from warledger.packs.conflicts import available_conflicts, load_conflict
    from warledger.run.default import default_stages

    for code in available_languages():
        load_language(code)
    for slug in available_conflicts():
        load_conflict(slug)
    reading = default_stages().reading()
    for name, text in (("a.txt", SAMPLE), ("a.html", f"<html><body><article><p>{SAMPLE}</p></article></body></html>")):
        report = reading.clean(RawPage(name, text.encode(), "text/html" if name.endswith("html") else "text/plain"))
        (marks,) = reading.annotate([report])
        reading.claims(report, marks)


def main():
    note()
    skipped = []
    for module in pkgutil.walk_packages(warledger.__path__, "warledger."):
        if module.name.endswith(("__main__", "migrations.env")):
            continue
        try:
            importlib.import_module(module.name)
        except ImportError as error:
            skipped.append(f"{module.name}: {error}")
    try:
        read_a_little()
    except (WarledgerError, RuntimeError, ImportError, AttributeError) as error:
        skipped.append(f"reading: {error}")
    rows = [{"pattern": p, "flags": f, "where": w} for (p, f), w in sorted(FOUND.items())]
    print(json.dumps({"patterns": rows, "skipped": skipped}))


if __name__ == "__main__":
    main()
