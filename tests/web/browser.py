"""A browser for the tests of the desk: headless Chromium through Playwright, watched for what must not happen.

Importing it skips the module that imports it, and says so, where Playwright (the `browser` extra) or Chromium is not installed.
"""

import contextlib
import importlib.util
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install 'warledger[browser]'")
CHROMIUM = os.environ.get("WARLEDGER_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
if not CHROMIUM:
    pytest.skip("Chromium is not installed: apt-get install chromium", allow_module_level=True)

BUNDLED = importlib.util.find_spec("axe_playwright_python")
AXE = Path(os.environ.get("WARLEDGER_AXE") or (Path(BUNDLED.origin or "").with_name("axe.min.js") if BUNDLED else "/nonexistent"))
needs_axe = pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not here: pip install 'warledger[browser]', or set WARLEDGER_AXE to its axe.min.js"
)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@contextlib.contextmanager
def served(make_app):
    """The address of an app while it is served; `make_app` is told the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(make_app(port), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@contextlib.contextmanager
def opened():
    """A running Chromium."""
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


class Watched:
    """A page that takes down what must not happen: dialogs, requests elsewhere, errors, blocked scripts."""

    def __init__(self, browser, address, **options):
        self.context = browser.new_context(base_url=address, **{"viewport": {"width": 1280, "height": 900}, **options})
        self.context.set_default_timeout(120_000)  # a busy machine is no fault of the page
        self.page = self.context.new_page()
        self.seen = []
        self.page.on("dialog", lambda d: (self.seen.append(f"dialog {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else self.seen.append(f"request {r.url}"))
        self.page.on("pageerror", lambda e: self.seen.append(f"error {e}"))
        self.page.on("console", lambda m: self.seen.append(f"console {m.text}") if m.type == "error" else None)

    def unfold(self):
        """Open everything that is folded."""
        self.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")

    def tab_to(self, name, within="body", most=150):
        """Press Tab until what has this text, label or name is in focus, as someone without a mouse does."""
        at = """([name, within]) => { const e = document.activeElement;
            if (!e || !document.querySelector(within).contains(e)) return false;
            const told = [e.textContent, e.getAttribute('aria-label'), e.name, e.labels && e.labels[0] && e.labels[0].textContent];
            return told.some((t) => t && t.trim().startsWith(name)); }"""
        for _ in range(most):
            self.page.keyboard.press("Tab")
            if self.page.evaluate(at, [name, within]):
                return
        raise AssertionError(f"Tab does not come to {name!r} in {within}")

    def faults(self, *rules):
        """What axe-core finds on the page as it is; only these rules when given."""
        if not self.page.evaluate("typeof axe !== 'undefined'"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        wanted = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
        result = self.page.evaluate("wanted => axe.run({runOnly: wanted, resultTypes: ['violations']})", wanted)
        return [(v["id"], [n["html"][:160] for n in v["nodes"]][:3]) for v in result["violations"]]
