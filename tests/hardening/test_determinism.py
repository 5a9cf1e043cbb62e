"""The stages as shipped give the same ledger for any order of reports, number of workers and hash seed."""

import os
import random
import subprocess
import sys

import pytest

from warledger.store import open_store

CHILD = """
import sys
from warledger.run import Options, Pipeline
from warledger.run.default import default_stages
from warledger.run.engines import engine_named
from warledger.store import open_store
if __name__ == "__main__":
    with open_store(sys.argv[1]) as store:
        Pipeline(default_stages(("syria",)), store, Options(engine=engine_named(sys.argv[2]), batch=int(sys.argv[3]))).run(sys.argv[4:])
"""


@pytest.fixture
def reports(shared):
    found = sorted((shared / "reports").glob("aleppo-*.txt"))
    return [str(f) for f in found] or pytest.skip("needs the Aleppo reports")


def dump(tmp_path, seed, engine, batch, files):
    script, ledger = tmp_path / "child.py", tmp_path / f"{seed}-{engine}-{batch}.db"
    script.write_text(CHILD)
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    subprocess.run([sys.executable, str(script), str(ledger), engine, str(batch), *files], env=environment, check=True, timeout=400)
    with open_store(ledger) as store:
        return list(store.dump())


@pytest.mark.slow
@pytest.mark.shared
def test_order_workers_and_hash_seeds_do_not_show(tmp_path, reports):
    want = dump(tmp_path, 0, "local", 16, reports)
    assert any('"claims"' in line for line in want)
    shuffled = random.Random(1).sample(reports, len(reports))
    assert dump(tmp_path, 1, "local", 1, shuffled) == want
    assert dump(tmp_path, 4242, "processes", 1, list(reversed(reports))) == want
