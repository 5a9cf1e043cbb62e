"""SIGKILL of a watch at each point between reading and telling: what changed is told all the same, and once where that can be seen."""

import http.server
import importlib.util
import json
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from warledger.collect.feeds import parse_feed

HERE = Path(__file__).parent
CHILD = HERE / "watch_child.py"


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


servers = load("servers", HERE.parent / "unit" / "collect" / "servers.py")
POINTS = load("watch_child", CHILD).POINTS


class Taker:
    """A webhook that takes everything."""

    def __init__(self):
        self.bodies, taken = [], self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                taken.bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/hook"
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def taker():
    found = Taker()
    yield found
    found.server.shutdown()
    found.server.server_close()


@pytest.fixture
def site():
    with servers.serve() as running:
        yield running


publish = servers.publish


FIRST = [(f"a{n}", f"SANA said 3 killed in Place{n}") for n in range(3)]
SECOND = [(f"b{n}", f"Observatory said 3 killed in Place{n}") for n in range(3)]


def watch(folder, site, taker, point=""):
    state = folder / "l.db.watch.json"
    if state.exists():  # time goes by
        plain = json.loads(state.read_text())
        for feed in plain["feeds"].values():
            feed["next_at"] = 0.0
        state.write_text(json.dumps(plain))
    command = [sys.executable, str(CHILD), str(folder), site.base, taker.url, point]
    return subprocess.run(command, capture_output=True, text=True, timeout=120)


@pytest.mark.slow
@pytest.mark.parametrize("point", sorted(POINTS))
def test_what_changed_is_told_though_the_watch_was_killed(tmp_path, site, taker, point):
    publish(site, *FIRST)
    assert watch(tmp_path, site, taker).returncode == 0
    assert not taker.bodies, "single sources are not told of"
    publish(site, *FIRST, *SECOND)
    killed = watch(tmp_path, site, taker, point)
    assert killed.returncode == -9, killed.stderr
    again = watch(tmp_path, site, taker)
    assert again.returncode == 0, again.stderr
    changes = {c["record"] for body in taker.bodies for c in body["changes"]}
    assert len(changes) == 3, "each of the three matters rose"
    assert len({body["id"] for body in taker.bodies}) == len({tuple(c["record"] for c in body["changes"]) for body in taker.bodies})
    entries = parse_feed((tmp_path / "c.atom").read_bytes()).entries
    assert len(entries) == len({e.key for e in entries}) == 3, "once in the Atom file"
    told = [line for line in (killed.stdout + again.stdout).splitlines() if "standing rose" in line]
    assert len(told) >= 3 or point == "after-told"
    assert not (tmp_path / "l.db.watch.untold.json").exists()
    assert json.loads((tmp_path / "l.db.watch.webhook.json").read_text())["waiting"] == []
    assert watch(tmp_path, site, taker).stdout.strip() == "", "nothing is told again"
