"""200 seeded lives of a ledger, each killed at random in run, move, backup and export: python -m benchmarks.kills [N [FIRST]].

Prints one line a life and ends with 1 if any ledger differs from that of an uninterrupted run.
"""

import importlib.util
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent.parent / "tests"


def main(lives: int = 200, first: int = 0) -> int:
    sys.path.insert(0, str(TESTS))
    spec = importlib.util.spec_from_file_location("killing", TESTS / "hardening" / "killing.py")
    assert spec is not None
    assert spec.loader is not None
    killing = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(killing)
    kills, faults = 0, []
    for life in range(first, first + lives):
        with tempfile.TemporaryDirectory() as folder:
            died, lost = killing.one_life(Path(folder), 10 * life)
        kills, faults = kills + died, faults + lost
        print(f"life {life}: killed {died} times; {kills} kills, {len(faults)} faults so far", flush=True)
    print("\n".join(faults) or f"{lives} lives, {kills} kills: every ledger is that of an uninterrupted run")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
