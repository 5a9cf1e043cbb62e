"""No expression that warledger compiles takes long on any text: half a second of processor time for 50,000 characters."""

import importlib.util
import json
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LIMIT_S = 0.5
BOUNDED = {"/clean/dates.py": ("[(\\[][^)\\]]+[)\\]]|", 120)}
"""Expressions that are only ever given so many characters, by module and how they begin."""


def load(name):
    spec = importlib.util.spec_from_file_location(name, HERE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def collected():
    done = subprocess.run([sys.executable, str(HERE / "patterns.py")], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout.splitlines()[-1])


class Slow(Exception):
    """The processor time is up."""


def is_slow(pattern, text):
    """Whether looking through a text takes too long; counts processor time of this process only, so a busy machine does not matter."""

    def stop(*_):
        raise Slow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LIMIT_S)
    try:
        for _ in pattern.finditer(text):
            pass
    except Slow:
        return True
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
    return False


@pytest.mark.slow
def test_every_expression_is_fast_on_hostile_text():
    attacks = load("adversary").attacks
    found = collected()
    assert not [line for line in found["skipped"] if line.startswith("reading")], "expressions of packs and readers were not seen"
    patterns = [(re.compile(row["pattern"], row["flags"]), row["where"]) for row in found["patterns"]]
    assert len(patterns) > 10, found["skipped"]
    slow = []
    for pattern, where in patterns:
        for text in attacks(pattern.pattern, pattern.flags & ~re.DEBUG):
            begins, most = BOUNDED.get(where, ("\0", None))
            if is_slow(pattern, text[:most] if pattern.pattern.startswith(begins) else text):
                slow.append(f"{where}: {pattern.pattern[:120]!r} on {text[:30]!r}…")
                break
    assert not slow, "\n".join(slow)


def test_a_bad_expression_is_caught():
    attacks = load("adversary").attacks
    for bad in (r"(a+)+$", r"(\d+,?)+x", r"\s+$", r"(\w+\s?)*:"):
        assert any(is_slow(re.compile(bad), text) for text in attacks(bad, 0)), bad
