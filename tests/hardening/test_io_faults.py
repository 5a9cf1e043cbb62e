"""A disk whose writes, syncs or reads fail: the command ends with an error of ours, and given again it makes the whole ledger."""

import errno
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import fakes
from warledger.run import Pipeline
from warledger.store import open_store

spec = importlib.util.spec_from_file_location("killing", Path(__file__).with_name("killing.py"))
killing = importlib.util.module_from_spec(spec)
spec.loader.exec_module(killing)

REPORTS = 12
FAULTS = [
    ("write", 3, 1, errno.EIO), ("write", 40, 1, errno.EIO), ("write", 90, 10**6, errno.EIO), ("write", 60, 10**6, errno.ENOSPC),
    ("sync", 1, 1, errno.EIO), ("sync", 3, 10**6, errno.EIO),
    ("read", 2, 1, errno.EIO), ("read", 25, 10**6, errno.EIO),
]  # fmt: skip


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    compiler = shutil.which("cc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("no C compiler, or not Linux: faults cannot be put below the database")
    made = tmp_path_factory.mktemp("faults") / "faults.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-o", made, Path(__file__).with_name("faults.c"), "-ldl"], check=True)
    return made


@pytest.fixture(scope="module")
def want(tmp_path_factory):
    folder = tmp_path_factory.mktemp("whole")
    with open_store(folder / "whole.db") as whole:
        Pipeline(fakes.stages(), whole).run([str(fakes.write_reports(folder / "in", REPORTS))])
        return list(whole.dump())


@pytest.mark.slow
@pytest.mark.parametrize(("call", "at", "times", "number"), FAULTS)
def test_a_disk_that_fails_under_a_run(tmp_path, library, want, call, at, times, number):
    source, file, trace = fakes.write_reports(tmp_path / "in", REPORTS), tmp_path / "a.db", tmp_path / "trace"
    command = [sys.executable, killing.CHILD, "run", str(file), str(source)]
    faults = {"LD_PRELOAD": library, "FAULT_CALL": call, "FAULT_AT": at, "FAULT_TIMES": times, "FAULT_ERROR": number, "FAULT_TRACE": trace}
    ended = subprocess.run(
        command, env=os.environ | {k: str(v) for k, v in faults.items()}, capture_output=True, text=True, timeout=300, check=False
    )
    assert trace.exists(), "no fault was made: the run asks less of the disk than this test thinks"
    if ended.returncode:
        assert "StoreError: " in ended.stderr.splitlines()[-1], ended.stderr[-2000:]
    else:
        assert killing.holds(file, want), "a run that says nothing of the fault must have got over it"
    subprocess.run(command, check=True, timeout=300)
    assert killing.holds(file, want)
