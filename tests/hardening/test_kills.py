"""SIGKILL at random moments of fetch, run, migrate, move, backup and export: nothing lost, nothing twice.

`python tools/kill_storm.py --times 200` does the full number.
"""

import importlib.util
from pathlib import Path

import pytest

spec = importlib.util.spec_from_file_location("killing", Path(__file__).with_name("killing.py"))
killing = importlib.util.module_from_spec(spec)
spec.loader.exec_module(killing)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 100, 200])
def test_killed_at_random_and_given_again(tmp_path, seed):
    died, lost = killing.one_life(tmp_path, seed, kills=3)
    assert lost == []
    assert died > 0


@pytest.mark.slow
@pytest.mark.parametrize("seed", [0, 100])
def test_killed_while_tables_are_made_and_pages_are_fetched(tmp_path, seed):
    died, lost = killing.one_web_life(tmp_path, seed)
    assert lost == []
    assert died > 0
