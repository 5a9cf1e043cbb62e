# ruff: noqa: E501
"""The desk in a real browser: headless Chromium through Playwright.

Skipped, and said so, where Playwright (the `browser` extra) or Chromium is not installed.
"""

import importlib.util
import os
import shutil
import socket
import threading
import time
from pathlib import Path

import pytest
import uvicorn

from warledger.web import Settings, create_app

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed: pip install 'warledger[browser]'")
CHROMIUM = os.environ.get("WARLEDGER_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
if not CHROMIUM:
    pytest.skip("Chromium is not installed: apt-get install chromium", allow_module_level=True)

PAGES = (
    "/now", "/stories", "/stories/st-one", "/matters", "/matters/ma-dead", "/matters/ma-sukkari", "/map?day=2016-12-12", "/figures", "/sources",
    "/sources/or-monitor", "/reports", "/entities", "/entities/en-sohr?merge=en-army", "/places/pl-sukkari", "/review", "/search?q=killed", "/history", "/method",
)  # fmt: skip
BUNDLED = importlib.util.find_spec("axe_playwright_python")
AXE = Path(os.environ.get("WARLEDGER_AXE") or (Path(BUNDLED.origin or "").with_name("axe.min.js") if BUNDLED else "/nonexistent"))


@pytest.fixture(scope="module")
def chromium():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def address(store):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(store, Settings(port=port, follow=False)), port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


class Watched:
    """A page that takes down what must not happen: dialogs, requests elsewhere, errors, blocked scripts."""

    def __init__(self, browser, address, **options):
        self.context = browser.new_context(base_url=address, **{"viewport": {"width": 1280, "height": 900}, **options})
        self.context.set_default_timeout(120_000)  # a busy machine is no fault of the page
        self.page = self.context.new_page()
        self.seen = []
        self.page.on("dialog", lambda d: (self.seen.append(f"dialog {d.message}"), d.dismiss()))
        self.page.on("request", lambda r: None if r.url.startswith((address, "data:")) else self.seen.append(f"request {r.url}"))
        self.page.on("pageerror", lambda e: self.seen.append(f"error {e}"))
        self.page.on("console", lambda m: self.seen.append(f"console {m.text}") if m.type == "error" else None)


@pytest.fixture
def watched(chromium, address):
    made = []

    def make(**options):
        made.append(Watched(chromium, address, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


def test_the_way_of_an_editor(watched, ledger):
    """From the brief to the words in the report, to a correction, to its trace in history, and back."""
    w = watched()
    page = w.page
    page.goto("/now")
    page.get_by_role("link", name="people killed in Sukkari").first.click()
    page.locator(f"#c-{ledger.SUKKARI34.id}").get_by_role("link", name="words in the report").click()
    assert "at least 34 people were killed in Sukkari" in page.locator("mark.current").inner_text()
    card = page.locator(f"#c-{ledger.SUKKARI34.id}")
    card.get_by_text("Decide").click()
    card.get_by_label("Your name").fill("Ann")
    card.get_by_label("Right value").fill("34-40")
    card.get_by_label("Why", exact=True).fill("the second edition says so")
    card.get_by_role("button", name="Correct").click()
    assert "Your decision is kept" in page.get_by_role("status").inner_text()
    page.get_by_role("link", name="See it, or undo it").click()
    assert "the second edition says so" in page.locator("tbody").inner_text()
    page.get_by_role("button", name="Undo").first.click()
    assert "undone" in page.locator("tbody").inner_text()
    page.go_back()
    assert w.seen == []


def test_the_same_by_keyboard_alone(watched, ledger):
    w = watched()
    page = w.page
    page.goto("/review")
    page.keyboard.press("?")
    assert page.locator("#keys").get_attribute("open") is not None
    page.locator("form.reviewing [name=by]").focus()
    page.keyboard.type("Bob")
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.wait_for_url("**done=**")
    assert "reject" in page.request.get("/history.json").text()
    page.keyboard.press("n")
    page.wait_for_url("**skip=2**")
    page.keyboard.press("c")
    assert page.evaluate("document.activeElement.name") == "field"
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.keyboard.type("حلب")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search**")
    assert "Plus de 2 200 combattants" in page.locator("main").inner_text()
    assert w.seen == []


def test_keys_can_be_turned_off(watched):
    w = watched()
    w.page.goto("/review")
    w.page.locator("#keys summary").click()
    w.page.get_by_role("button", name="Turn keys off").click()
    w.page.keyboard.press("n")
    assert "skip" not in w.page.url


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_hostile_words_run_nothing(watched, ui):
    w = watched(locale=ui)
    report = next(r["id"] for r in w.page.request.get("/reports.json").json()["rows"] if "pwned" in r["name"])
    for path in (
        *PAGES,
        f"/reports/{report}",
        "/stories/st-evil",
        "/matters/ma-evil",
        "/entities/en-evil",
        "/places/pl-evil",
        "/sources/or-evil",
    ):
        w.page.goto(path)
        assert w.page.evaluate("window.pwned") is None, path
        w.page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true; })")
    assert w.seen == []


@pytest.mark.parametrize(("width", "ui"), [(390, "en"), (390, "ar"), (1280, "ar"), (320, "fr")])
def test_no_page_is_wider_than_the_screen(watched, width, ui):
    w = watched(viewport={"width": width, "height": 800}, locale=ui)
    for path in PAGES:
        w.page.goto(path)
        assert w.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path
        assert w.page.evaluate("document.documentElement.dir") == ("rtl" if ui == "ar" else "ltr")


def test_reading_needs_no_script(watched):
    w = watched(java_script_enabled=False)
    for path in PAGES:
        assert w.page.goto(path).status == 200
        assert w.page.locator("h1").count() == 1
    w.page.goto("/map")
    w.page.locator("input[name=day]").fill("2016-12-11")
    w.page.get_by_role("button", name="Show").click()
    assert "11 Dec 2016" in w.page.locator("h1").inner_text()


def test_slider_moves_the_day(watched):
    w = watched()
    w.page.goto("/map")
    w.page.locator("input[type=range]").focus()
    w.page.keyboard.press("ArrowLeft")
    w.page.wait_for_url("**day=2016-12-12**")
    assert w.seen == []


def test_the_map_moves_where_the_browser_can(watched):
    w = watched()
    w.page.goto("/map")
    if not w.page.evaluate("Boolean(document.createElement('canvas').getContext('webgl2'))"):
        pytest.skip("this Chromium has no WebGL 2: the drawn map stays, as other tests see")
    w.page.wait_for_selector("#moving-map[data-ready]", timeout=90_000)
    assert not w.page.locator("svg.map").is_visible()
    before = w.page.url
    w.page.locator("#zoom-in").click()
    w.page.wait_for_function("before => location.href !== before", arg=before, timeout=30_000)
    assert "#at=" in w.page.url
    assert w.seen == []


@pytest.mark.skipif(
    not AXE.exists(), reason="axe-core is not here: pip install 'warledger[browser]', or set WARLEDGER_AXE to its axe.min.js"
)
@pytest.mark.parametrize(("scheme", "ui"), [("light", "en"), ("dark", "en"), ("light", "ar"), ("dark", "ar")])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing(watched, scheme, ui, width):
    w = watched(color_scheme=scheme, locale=ui, bypass_csp=True, viewport={"width": width, "height": 900})
    found = {}
    report = next(r["id"] for r in w.page.request.get("/reports.json").json()["rows"] if r["name"] == "en.txt")
    for path in (*PAGES, f"/reports/{report}", "/entities/en-sohr?origin=observatory", "/nothing"):
        w.page.goto(path)
        w.page.evaluate(AXE.read_text(encoding="utf-8"))
        result = w.page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})")
        for violation in result["violations"]:
            found.setdefault(violation["id"], []).append((path, [n["html"][:160] for n in violation["nodes"]][:3]))
    assert found == {}
