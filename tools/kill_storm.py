"""Kills commands on a ledger at random until so many were killed: `python tools/kill_storm.py --times 200 --seed 0`.

Fetch, run, migrate, move, backup and export, each killed (SIGKILL) at a moment that the seed decides and given again; the ledger
that comes out must be that of an uninterrupted run. Prints one line a life, and ends with 1 if any ledger was not.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from pathlib import Path
from types import ModuleType

TESTS = Path(__file__).resolve().parent.parent / "tests"


def main(times: int, seed: int) -> int:
    """Live until so many kills, or ten lives a kill; 1 when a ledger was damaged or too few could be killed."""
    killing = _killing()
    kills, lives, faults = 0, 0, list[str]()
    while kills < times and lives < 10 * times:
        for live in (killing.one_life, killing.one_web_life):
            with tempfile.TemporaryDirectory() as folder:
                died, lost = live(Path(folder), seed + 10 * lives)
            kills, lives, faults = kills + died, lives + 1, faults + lost
            print(f"life {lives}: {live.__name__}, killed {died} times; {kills} kills, {len(faults)} faults so far", flush=True)
    print("\n".join(faults) or f"seed {seed}: {lives} lives, {kills} kills: every ledger is that of an uninterrupted run")
    return int(bool(faults) or kills < times)


def _killing() -> ModuleType:
    sys.path.insert(0, str(TESTS))
    spec = importlib.util.spec_from_file_location("killing", TESTS / "hardening" / "killing.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=200, help="how many kills")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    sys.exit(main(given.times, given.seed))
