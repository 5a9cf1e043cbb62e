"""Hostile inputs end as a report or a reason, in 1.5 GB and a few seconds; never as a crash or a hang."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LIMIT_MB = 1_500
LIMIT_S = 30.0
"""Of processor time; the slowest takes about a third of it."""

spec = importlib.util.spec_from_file_location("bombs", HERE / "bombs.py")
bombs = importlib.util.module_from_spec(spec)
spec.loader.exec_module(bombs)


@pytest.mark.slow
@pytest.mark.parametrize("name", bombs.BOMBS)
def test_every_bomb_ends_in_a_report_or_a_reason(name):
    command = [sys.executable, str(HERE / "reading_child.py"), name, str(LIMIT_MB)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=150, check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    seconds, *outcomes = done.stdout.strip().split("\t")
    assert outcomes
    assert float(seconds) < LIMIT_S, outcomes
