"""Reads one hostile input in little memory; prints what became of it. A process of its own, so that limits bind it only."""

import importlib.util
import resource
import sys
import tempfile
import time
from pathlib import Path

spec = importlib.util.spec_from_file_location("bombs", Path(__file__).with_name("bombs.py"))
bombs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bombs)


def main(name, limit_mb):
    from warledger.clean import clean_page
    from warledger.collect import iter_pages
    from warledger.model import RawPage, Rejection, Report
    from warledger.packs import load_language

    load_language("en")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / name
        file.write_bytes(bombs.BOMBS[name]())
        resource.setrlimit(resource.RLIMIT_AS, (limit_mb * 1_000_000,) * 2)
        resource.setrlimit(resource.RLIMIT_CPU, (60, 61))
        began, outcomes = time.process_time(), []
        for item in iter_pages([file]):
            outcome = clean_page(item, load_language) if isinstance(item, RawPage) else item
            assert isinstance(outcome, Report | Rejection), outcome
            if isinstance(outcome, Report):
                assert "root:" not in outcome.text
                outcomes.append(f"report of {len(outcome.text)}")
            else:
                assert outcome.detail, outcome
                outcomes.append(outcome.code)
        print(f"{time.process_time() - began:.1f}", *outcomes[:5], sep="\t")


main(sys.argv[1], int(sys.argv[2]))
