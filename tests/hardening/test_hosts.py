"""Dask over several hosts (network namespaces), one of which is cut off while reports are read."""

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("distributed")
CHILD = str(Path(__file__).with_name("hosts_child.py"))
APART = ["unshare", "--net", "--mount", "--propagation", "private"]


@pytest.mark.slow
@pytest.mark.engine
def test_a_host_that_is_cut_off_changes_nothing():
    probe = subprocess.run([*APART, "ip", "link", "add", "probe", "type", "bridge"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("no network namespaces with bridges here")
    done = subprocess.run([*APART, sys.executable, CHILD], capture_output=True, text=True, timeout=240, check=False)
    assert done.stdout.strip().endswith("same ledger"), done.stdout[-500:] + done.stderr[-1500:]
