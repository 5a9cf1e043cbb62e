"""On a terminal there are colours and a progress bar, and nothing that a report says can steer it."""

import os
import pty
import subprocess
import sys

import fakes


def on_a_terminal(words, environment, columns=100):
    """What a command writes to a terminal, and its exit code."""
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    env = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR")} | {"TERM": "xterm-256color", **environment}
    child = subprocess.Popen([sys.executable, *words], stdin=theirs, stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    out = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:
            break
        if not part:
            break
        out += part
    os.close(ours)
    return out.decode("utf-8", "replace"), child.wait()


def test_colours_and_symbols(ledger):
    out, code = on_a_terminal(["-m", "warledger.cli", "brief"], {"WARLEDGER_LEDGER": str(ledger)})
    assert code == 0
    assert "\x1b[" in out
    for sign in "✔○≠":
        assert sign in out
    plain, _ = on_a_terminal(["-m", "warledger.cli", "brief"], {"WARLEDGER_LEDGER": str(ledger), "NO_COLOR": "1"})
    assert "\x1b[3" not in plain


RUN = """
import sys, fakes, warledger.run.default
warledger.run.default.default_stages = lambda conflicts=(): fakes.stages(fakes.slow_reading)
from warledger.cli import main
main()
"""


def test_progress_is_shown_and_file_names_cannot_steer(tmp_path):
    folder = fakes.write_reports(tmp_path / "in", 20)
    (folder / "\x1b]0;owned\x07[red]x.txt").write_text("A said 1 killed in B")
    path = {"PYTHONPATH": os.path.dirname(fakes.__file__)}
    out, code = on_a_terminal(["-c", RUN, "run", str(folder), "--ledger", str(tmp_path / "l.db")], path)
    assert code == 0
    assert "inputs" in out
    assert "\x1b]0;owned" not in out
    assert "21 reports" in out.replace("\x1b[1m", "").replace("\x1b[0m", "")
