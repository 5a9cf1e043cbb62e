"""Nothing that warledger does on files opens a connection."""

import os
import subprocess
import sys

import pytest

EXAMPLE = "Published: 2016-12-12\nAt least 34 civilians were killed in Aleppo on Monday, the Syrian Observatory for Human Rights said.\n"
BLOCKED = """
import socket, sys
def refuse(*a, **k):
    raise SystemExit("NETWORK: " + repr(a[:2]))
class Blocked(socket.socket):
    def connect(self, address): refuse(address)
    def connect_ex(self, address): refuse(address)
    def sendto(self, *a): refuse(a)
socket.socket = Blocked
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
sys.argv = ["warledger", *sys.argv[1:]]
from warledger.cli import main
main()
"""


def call(folder, *arguments):
    home = {"HOME": str(folder), "PATH": os.environ.get("PATH", ""), "NO_COLOR": "1"}
    command = [sys.executable, "-c", BLOCKED, *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, env=home, timeout=300, check=False)


@pytest.mark.slow
def test_the_commands_work_without_a_network(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(EXAMPLE)
    (tmp_path / "in" / "b.html").write_text(f"<html><body><img src='https://example.org/x.png'><p>{EXAMPLE * 3}</p></body></html>")
    commands = ("run in", "brief", "matters --format json", "export html", "doctor --hashes", "backup b.db")
    for arguments in map(str.split, commands):
        done = call(tmp_path, *arguments)
        assert "NETWORK" not in done.stderr + done.stdout, arguments
        assert done.returncode == 0, (arguments, done.stderr[-800:])


@pytest.mark.slow
def test_in_a_network_namespace_with_nothing_in_it(tmp_path):
    probe = subprocess.run(["unshare", "--net", "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("no network namespaces here")
    (tmp_path / "a.txt").write_text(EXAMPLE)
    command = ["unshare", "--net", sys.executable, "-m", "warledger.cli", "run", "a.txt"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-800:]
    assert "34" in done.stdout


def test_the_block_blocks(tmp_path):
    code = BLOCKED.partition("sys.argv =")[0] + "socket.create_connection(('127.0.0.1', 1))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert "NETWORK" in done.stderr
