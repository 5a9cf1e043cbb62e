"""Four processes that read, judge and reconcile one ledger at once lose nothing and store nothing twice."""

import subprocess
import sys
from pathlib import Path

import pytest

import fakes
from warledger.run import Pipeline
from warledger.store import open_store

HERE = str(Path(fakes.__file__).parent)
CHILD = f"""
import sys; sys.path.insert(0, {HERE!r})
from datetime import UTC, datetime
import fakes
from warledger.model import Judgement
from warledger.run import Options, Pipeline
from warledger.store import open_store
with open_store(sys.argv[1]) as store:
    for at, file in enumerate(sys.argv[3:]):
        Pipeline(fakes.stages(), store, Options(batch=2)).run([file])
        store.writer().judge(Judgement("", "ma-x", "accept", "{{}}", sys.argv[2], datetime.now(UTC), str(at)))
"""


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_four_writers(kind, tmp_path, request):
    url = str(tmp_path / "l.db") if kind == "sqlite" else request.getfixturevalue("database")
    folder = fakes.write_reports(tmp_path / "in", 24)
    files = sorted(map(str, folder.iterdir()))
    running = [subprocess.Popen([sys.executable, "-c", CHILD, url, f"w{n}", *files[n * 4 : n * 4 + 12]]) for n in range(4)]
    assert [r.wait(timeout=300) for r in running] == [0] * 4
    with open_store(url) as store, open_store(tmp_path / "whole.db") as whole:
        Pipeline(fakes.stages(), store).reconcile()
        Pipeline(fakes.stages(), whole).run([str(folder)])
        with store.view() as view:
            assert len(view.judgements()) == 48
            assert list(view.check()) == []
        added = ('{"judgements"', '{"issues"')  # decisions on a record that is not there are issues
        assert [line for line in store.dump() if not line.startswith(added)] == list(whole.dump())
        with store.view() as view:
            assert {i.code for i in view.issues()} == {"judgement-without-record"}
