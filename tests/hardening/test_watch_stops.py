"""SIGTERM of a watch in each state that it can be in: it ends soon, with 0, and nothing is lost."""

import contextlib
import importlib.util
import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

HERE = Path(__file__).parent
CHILD = HERE / "stop_child.py"
SOON_S = 25.0
"""How long the end may take on a busy machine; a state that does not hear the stop lasts minutes."""


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


servers = load("servers", HERE.parent / "unit" / "collect" / "servers.py")


@pytest.fixture
def site():
    with servers.serve() as running:
        yield running


publish = servers.publish


TWO = [("a", "SANA said 3 killed in Place1"), ("b", "Observatory said 3 killed in Place1")]


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    with contextlib.suppress(OSError):
        for _ in range(4000):
            handler.wfile.write(b"<rss ")
            time.sleep(0.05)


def waiting(site):
    publish(site, *TWO)
    return "round"


def dripping_feed(site):
    site.answers["/feed"] = drip
    return "/feed"


def dripping_page(site):
    publish(site, *TWO)
    site.answers["/b"] = drip
    return "/b"


def slow_host(site):
    publish(site, *TWO)
    site.say("/robots.txt", b"User-agent: *\nCrawl-delay: 100")
    return "/feed"


def reconciling(site):
    publish(site, *TWO)
    return "reading"


@pytest.mark.slow
@pytest.mark.parametrize("state", [waiting, dripping_feed, dripping_page, slow_host, reconciling])
def test_told_to_stop_it_ends_soon_and_loses_nothing(tmp_path, site, state):
    until = state(site)
    slowly = "slowly" if state is reconciling else ""
    command = [sys.executable, str(CHILD), str(tmp_path), site.base, "http://127.0.0.1:9/hook", slowly]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        if until.startswith("/"):
            deadline = time.monotonic() + 120
            while until not in site.paths and time.monotonic() < deadline:
                time.sleep(0.05)
            time.sleep(0.3)
        else:
            while not child.stdout.readline().startswith(until):
                assert child.poll() is None
        told = time.monotonic()
        child.send_signal(signal.SIGTERM)
        said, wrong = child.communicate(timeout=100)
    finally:
        child.kill()
    assert child.returncode == 0 and said.endswith("ended\n"), wrong
    assert time.monotonic() - told < SOON_S
    assert not (tmp_path / "l.db.watch.untold.json").exists()
    publish(site, *TWO)
    site.answers.pop("/robots.txt", None)
    assert {"a", "b"} <= read_next(tmp_path, site), "the next start reads what is left"


def read_next(folder, site):
    """Names of the reports in the ledger after another start."""
    from warledger.store import open_store

    state = folder / "l.db.watch.json"
    plain = json.loads(state.read_text())
    for feed in plain["feeds"].values():
        feed["next_at"] = 0.0
    state.write_text(json.dumps(plain))
    child = subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), site.base, "http://127.0.0.1:9/hook"], stdout=subprocess.PIPE, text=True
    )
    try:
        while not child.stdout.readline().startswith("round"):
            assert child.poll() is None
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=100)
    finally:
        child.kill()
    with open_store(folder / "l.db") as store, store.view() as view:
        return {r.name.rsplit("/", 1)[-1] for r in view.reports()}
