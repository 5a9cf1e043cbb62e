# ruff: noqa: E501
"""The desk in a real browser: headless Chromium through Playwright.

Skipped, and said so, where Playwright (the `browser` extra) or Chromium is not installed.
"""

from urllib.parse import urlencode

import pytest
from browser import AXE, Watched, needs_axe, opened, served

from warledger.web import Settings, create_app
from warledger.web.pages import DESK_ONLY
from warledger.web.pages import PAGES as ADDRESSES

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]

PAGES = (
    "/now", "/stories", "/stories/st-one", "/stories/st-days", "/matters", "/matters?as=table", "/matters?as=map", "/matters?as=timeline", "/matters/ma-dead",
    "/matters/ma-sukkari", "/map?day=2016-12-12", "/figures", "/figures?by=side", "/sources", "/sources/or-monitor", "/reports", "/reports/{report}", "/claims/{claim}",
    "/entities", "/entities/en-sohr?merge=en-army", "/entities/en-sohr?origin=observatory", "/places/pl-sukkari", "/review", "/review?mode=second",
    "/search", "/search?q=killed", "/changes", "/history", "/method",
)  # fmt: skip
"""Every page of the desk; a test below compares with the table of addresses."""


@pytest.fixture(scope="module")
def chromium():
    with opened() as browser:
        yield browser


@pytest.fixture
def address(store):
    with served(lambda port: create_app(store, Settings(port=port, follow=False))) as at:
        yield at


@pytest.fixture
def watched(chromium, address):
    made = []

    def make(**options):
        made.append(Watched(chromium, address, **options))
        return made[-1]

    yield make
    for one in made:
        one.context.close()


@pytest.fixture
def pages(ledger):
    """The addresses of all pages, of records of this ledger."""
    return [p.replace("{report}", ledger.D2.id).replace("{claim}", ledger.SUKKARI34.id) for p in PAGES]


def test_every_page_is_in_the_list():
    kinds = {p.partition("?")[0] for p in PAGES}
    for address in {**ADDRESSES, **DESK_ONLY}:
        stem = address.removesuffix("{record_id}")
        assert any(k.startswith(stem) if stem != address else k == address for k in kinds), f"no browser looks at {address}"


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
    """From the brief to the words, to a correction, to history and undo, with Tab, Enter and letters only."""
    w = watched()
    page, card = w.page, f"#c-{ledger.SUKKARI34.id}"
    page.goto("/now")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    w.tab_to("people killed in Sukkari", "main")
    page.keyboard.press("Enter")
    page.wait_for_url("**/matters/**")
    w.tab_to("words in the report", card)
    page.keyboard.press("Enter")
    page.wait_for_url("**/reports/**")
    assert "at least 34 people were killed in Sukkari" in page.locator("mark.current").inner_text()
    w.tab_to("Decide", card)
    page.keyboard.press("Enter")
    w.tab_to("Your name", card)
    page.keyboard.type("Bob")
    w.tab_to("Why", card)
    page.keyboard.type("the second edition says so")
    w.tab_to("Right value", card)
    page.keyboard.type("34-40")
    w.tab_to("Correct", card)
    page.keyboard.press("Enter")
    page.wait_for_url("**done=**")
    w.tab_to("See it, or undo it")
    page.keyboard.press("Enter")
    page.wait_for_url("**/history**")
    assert "the second edition says so" in page.locator("tbody").inner_text()
    w.tab_to("Undo")
    page.keyboard.press("Enter")
    page.get_by_text("undone").first.wait_for()
    assert w.seen == []


def test_keys_of_the_review(watched, ledger):
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
def test_hostile_words_run_nothing(watched, pages, ui):
    w = watched(locale=ui)
    report = next(r["id"] for r in w.page.request.get("/reports.json").json()["rows"] if "pwned" in r["name"])
    for path in (
        *pages,
        f"/reports/{report}",
        "/stories/st-evil",
        "/matters/ma-evil",
        "/entities/en-evil",
        "/places/pl-evil",
        "/sources/or-evil",
    ):
        w.page.goto(path)
        assert w.page.evaluate("window.pwned") is None, path
        w.unfold()
    assert w.seen == []


def test_hostile_words_typed_into_every_field_run_nothing(watched, ledger):
    """Name and comment of a decision, the right value, a search, a spelling, a body, an address, another matter."""
    w, claim = watched(), ledger.SHELLS.id
    page = w.page
    for n, attack in enumerate(ledger.ATTACKS):
        page.goto(f"/claims/{claim}")
        w.unfold()
        page.locator("[name=by]").first.fill(attack)
        page.locator("[name=why]").first.fill(ledger.hostile(n + 1))
        page.locator("[name=field]").select_option("source")
        page.locator("[name=value]").fill(ledger.hostile(n + 2))
        page.get_by_role("button", name="Correct").click()
        page.wait_for_load_state()
        assert page.evaluate("window.pwned") is None, attack
    for path in (
        f"/claims/{claim}",
        "/history",
        f"/history?record={claim}",
        f"/reports/{ledger.D3.id}",
        "/matters/ma-evil",
        "/method",
        "/now",
        "/changes",
    ):
        page.goto(path)
        w.unfold()
        assert page.evaluate("window.pwned") is None, path
    assert len(page.request.get("/history.json").json()["rows"]) == len(ledger.ATTACKS)
    page.goto("/now")
    for attack in ledger.ATTACKS:
        page.locator("#q").fill(attack)
        page.locator("#q").press("Enter")
        page.wait_for_load_state()
        assert "/search" in page.url and page.evaluate("window.pwned") is None, attack
    for path, field in (
        ("/entities", "name"),
        ("/entities/en-sohr", "find"),
        ("/entities/en-sohr", "origin"),
        ("/history", "by"),
        ("/sources", "side"),
        ("/reports", "outlet"),
        ("/map", "near"),
        ("/figures", "group"),
    ):
        for attack in ledger.ATTACKS[:3]:
            page.goto(f"{path}?{urlencode({field: attack})}")
            assert page.evaluate("window.pwned") is None, (path, attack)
    assert [s for s in w.seen if "status of 4" not in s] == []  # a wrong question is answered 400, which the console tells


@pytest.mark.parametrize(("widths", "ui"), [((390, 320, 1280), "en"), ((390, 320, 1280), "ar"), ((320,), "fr")])
def test_no_page_is_wider_than_the_screen(watched, pages, widths, ui):
    w = watched(viewport={"width": widths[0], "height": 800}, locale=ui)
    for path in pages:
        w.page.goto(path)
        assert w.page.evaluate("document.documentElement.dir") == ("rtl" if ui == "ar" else "ltr")
        w.unfold()
        for width in widths:
            w.page.set_viewport_size({"width": width, "height": 800})
            assert w.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (path, width)
    assert w.seen == []


def test_reading_needs_no_script(watched, pages):
    w = watched(java_script_enabled=False)
    for path in pages:
        assert w.page.goto(path).status == 200
        assert w.page.locator("h1").count() == 1
        assert w.page.locator("main").inner_text().strip()
    w.page.goto("/map")
    assert w.page.locator("svg.map").is_visible() and w.page.locator("table").count() == 1
    w.page.locator("input[name=day]").fill("2016-12-11")
    w.page.get_by_role("button", name="Show").click()
    assert "11 Dec 2016" in w.page.locator("h1").inner_text()
    w.page.goto("/stories/st-days")
    for part in ("matters", "voices", "figures", "timeline", "reports", "lineage"):
        assert w.page.locator(f"#{part} h2").is_visible()


def test_the_arabic_desk_runs_from_the_right_and_keeps_the_way_of_the_report(watched, ledger):
    w = watched(locale="ar")
    page = w.page
    page.goto("/matters/ma-sukkari")
    assert page.locator("html").get_attribute("dir") == "rtl"
    card = page.locator(f"#c-{ledger.SUKKARI34.id}")
    assert page.evaluate("e => getComputedStyle(e).direction", card.locator("blockquote").element_handle()) == "ltr"
    assert page.evaluate("e => getComputedStyle(e).direction", card.element_handle()) == "rtl"
    first, last = page.locator(".top nav a").first.bounding_box(), page.locator(".top nav a").last.bounding_box()
    assert first["x"] > last["x"]
    card.locator("summary").click()
    card.locator("[name=by]").fill("ليلى")
    card.locator("[name=why]").fill("هكذا في الطبعة الثانية")
    card.locator("[name=value]").fill("34-40")
    card.locator("button[value=correct]").click()
    assert "حُفظ قرارك" in page.get_by_role("status").inner_text()
    page.goto("/history")
    assert "هكذا في الطبعة الثانية" in page.locator("tbody").inner_text()
    left = page.evaluate(
        """() => [...document.querySelectorAll('main h1, main h2, thead th, button')].map((e) => e.textContent.trim()).filter((t) => /^[A-Za-z ]+$/.test(t) && t)"""
    )
    assert left == []
    assert w.seen == []


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_what_an_update_changed(watched, store, ledger, ui):
    """From an earlier version to what the next one changed, by keyboard; hostile words in it run nothing."""
    first, second, third = ledger.put_versions(store)
    w = watched(bypass_csp=True, locale=ui)
    page = w.page
    page.goto(f"/reports/{first}")
    w.tab_to("Aleppo, version 2", "#versions")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/reports/{second}*")
    went, came = page.locator(".reworded del").all_inner_texts(), page.locator(".reworded ins").all_inner_texts()
    assert any("34" in words for words in went) and any("41" in words for words in came)
    assert page.locator(".came .told blockquote").all_inner_texts() == ["728 fighters surrendered"]
    for path in (f"/reports/{first}", f"/reports/{second}", f"/reports/{third}", f"/reports/{third}?against={first}"):
        for scheme, width in (("light", 1280), ("dark", 390)):
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            page.goto(path)
            w.unfold()
            assert page.evaluate("window.pwned") is None
            assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, (path, width)
            if AXE.exists():
                assert w.faults() == [], (path, scheme)
    assert w.seen == []


def test_print_is_light_and_whole(watched):
    w = watched(color_scheme="dark")
    page = w.page
    page.goto("/stories/st-days")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible() and not page.locator(".export").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    red, green, blue = page.evaluate("getComputedStyle(document.body).color.match(/[0-9]+/g).map(Number)")
    assert max(red, green, blue) < 80
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.goto("/map?day=2016-12-12")
    assert page.locator("svg.map").is_visible() and page.locator("table").is_visible()
    assert w.seen == []


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


CONTRAST = ("color-contrast", "link-in-text-block")
NARROW = ("target-size", "scrollable-region-focusable", "aria-required-children", "aria-required-parent", "th-has-data-cells")
"""Rules that darkness and a narrow screen can break where light and width do not."""


@needs_axe
@pytest.mark.parametrize("ui", ["en", "ar"])
def test_axe_finds_nothing(watched, pages, ui):
    """Every page, unfolded: light and wide with all rules; dark, and on a phone, with those that light and width can change."""
    w = watched(locale=ui, bypass_csp=True, color_scheme="light")
    found = {}
    for path in (*pages, "/nothing"):
        faults = []
        for scheme, width, rules in (("light", 1280, ()), ("dark", 1280, CONTRAST), ("dark", 390, (*CONTRAST, *NARROW))):
            w.page.set_viewport_size({"width": width, "height": 900})
            if scheme == "light" or (width == 1280 and path.startswith("/map")):
                w.page.goto("about:blank")  # the map that moves loads itself anew when the scheme changes under it
                w.page.emulate_media(color_scheme=scheme)
                w.page.goto(path)
                w.unfold()
            w.page.emulate_media(color_scheme=scheme)
            faults += [(scheme, width, fault) for fault in w.faults(*rules)]
        if faults:
            found[path] = faults
    assert found == {}
