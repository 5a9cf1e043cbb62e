"""The desk of a team in a real browser: users made at the terminal, login, roles, one's account, the trail.

Skipped, and said so, where Playwright (the `browser` extra) or Chromium is not installed.
"""

import pytest
from browser import Watched, needs_axe, opened, served
from typer.testing import CliRunner

from warledger.cli.app import app
from warledger.store.accounts import Accounts
from warledger.web import Settings, create_app

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::DeprecationWarning")]
PASSWORD, OTHER = "correct horse battery", "another long password"


@pytest.fixture(scope="module")
def chromium():
    with opened() as browser:
        yield browser


@pytest.fixture
def users(tmp_path):
    """Runs `warledger user ...` over the accounts of the desk, with a password on standard input when one is given."""
    file = tmp_path / "desk.accounts"

    def run(*words, password=""):
        more = ["--password-stdin"] if password else []
        got = CliRunner().invoke(app, ["user", *words, *more, "--accounts", str(file)], input=f"{password}\n")
        assert got.exit_code == 0, got.output
        return got.output

    run.file = file
    return run


@pytest.fixture
def team(chromium, store, users):
    """A desk with a user of each role; pages that strangers open."""
    for role in ("reader", "reviewer", "editor", "admin"):
        users("add", role, "--role", role, password=PASSWORD)
    made = []
    with served(lambda port: create_app(store, Settings(port=port, follow=False), Accounts(users.file))) as at:

        def stranger(**options):
            made.append(Watched(chromium, at, **options))
            return made[-1]

        yield stranger
        for one in made:
            one.context.close()


def enter(page, name, password=PASSWORD):
    page.goto("/login")
    fill(page, name, password)


def fill(page, name, password=PASSWORD):
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Log in").click()
    page.wait_for_load_state()


def told(w):
    """What the page did that it must not; that the server refused something is told by the console and is no fault."""
    return [s for s in w.seen if "status of 4" not in s]


def test_login_leads_to_what_was_asked_for_and_logout_out(team, ledger):
    w = team()
    page = w.page
    page.goto("/matters/ma-sukkari")
    assert "/login" in page.url and "Sukkari" not in page.locator("body").inner_text()
    assert page.locator(".top nav").count() == 0
    fill(page, "reader", "wrong wrong wrong")
    assert page.get_by_role("alert").inner_text() == "Name or password is wrong."
    assert page.get_by_label("Password").input_value() == ""
    page.goto("/matters/ma-sukkari")
    fill(page, "reader")
    assert page.url.endswith("/matters/ma-sukkari") and "Sukkari" in page.locator("h1").inner_text()
    page.get_by_role("button", name="Log out").click()
    page.goto("/now")
    assert "/login" in page.url
    page.go_back()
    page.reload()
    assert "/login" in page.url
    assert told(w) == []


def test_who_guesses_has_to_wait_and_others_still_get_in(team):
    w, other = team(), team()
    for _ in range(5):
        enter(w.page, "admin", "wrong wrong wrong")
    enter(w.page, "admin")
    assert "wait a few minutes" in w.page.get_by_role("alert").inner_text()
    enter(other.page, "editor")
    assert other.page.url.endswith("/now")


def test_a_reader_reads_and_a_reviewer_judges(team, ledger):
    reader, reviewer, claim = team(), team(), f"/claims/{ledger.SUKKARI34.id}"
    enter(reader.page, "reader")
    reader.page.goto(claim)
    assert "at least 34" in reader.page.locator("blockquote").inner_text()
    assert reader.page.get_by_text("Decide").count() == 0
    for absent in ("Review", "Trail"):
        assert reader.page.locator(".top nav").get_by_text(absent, exact=True).count() == 0
    assert reader.page.goto("/review").status == 403 and reader.page.goto("/trail").status == 403
    assert "Your role does not allow that" in reader.page.locator("main").inner_text()
    enter(reviewer.page, "reviewer")
    reviewer.page.goto(claim)
    reviewer.page.get_by_text("Decide").click()
    assert reviewer.page.get_by_label("Your name").count() == 0  # the desk knows who it is
    reviewer.page.get_by_label("Why", exact=True).fill("two editions say so")
    reviewer.page.get_by_role("button", name="Accept").click()
    reviewer.page.goto("/history")
    row = reviewer.page.locator("tbody tr").first.inner_text()
    assert "reviewer" in row and "two editions say so" in row
    assert reviewer.page.goto("/trail").status == 403
    assert told(reader) == [] and told(reviewer) == []


def test_what_was_done_stands_in_the_trail(team, ledger):
    w = team()
    hostile = "<img src=x onerror=window.pwned=1>"
    enter(w.page, hostile, hostile)
    assert w.page.evaluate("window.pwned") is None
    enter(w.page, "admin")
    w.page.goto("/trail")
    trail = w.page.locator("tbody").inner_text()
    assert hostile in trail and "login refused" in trail and "user added" in trail and "editor editor" in trail
    assert w.page.evaluate("window.pwned") is None
    assert told(w) == []


def test_another_password_and_a_user_taken_away(team, users):
    here, there = team(), team()
    for one in (here, there):
        enter(one.page, "editor")
    here.page.get_by_role("link", name="editor").click()
    for label, value in (("Password until now", PASSWORD), ("New password", OTHER)):
        here.page.get_by_label(label).fill(value)
    here.page.get_by_role("button", name="Change").last.click()
    assert "The password is changed" in here.page.get_by_role("status").inner_text()
    there.page.goto("/now")
    assert "/login" in there.page.url
    fill(there.page, "editor")
    assert "wrong" in there.page.get_by_role("alert").inner_text()
    fill(there.page, "editor", OTHER)
    assert there.page.url.endswith("/now")

    users("password", "editor", password=PASSWORD)
    there.page.goto("/now")
    assert "/login" in there.page.url
    fill(there.page, "editor")
    assert there.page.url.endswith("/now")
    users("role", "editor", "reader")
    assert there.page.goto("/review").status == 403
    users("remove", "editor")
    there.page.goto("/now")
    assert "/login" in there.page.url
    fill(there.page, "editor")
    assert "wrong" in there.page.get_by_role("alert").inner_text()
    assert "editor" not in users("list")
    assert told(here) == [] and told(there) == []


@needs_axe
@pytest.mark.parametrize("ui", ["en", "ar"])
def test_axe_finds_nothing_and_nothing_is_too_wide(team, ui):
    w, found = team(locale=ui, bypass_csp=True), {}

    def look(name):
        for scheme in ("light", "dark"):
            w.page.emulate_media(color_scheme=scheme)
            if faults := w.faults():
                found[name, scheme] = faults
        w.page.set_viewport_size({"width": 320, "height": 800})
        assert w.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, name
        w.page.set_viewport_size({"width": 1280, "height": 900})

    w.page.goto("/login")
    look("login")
    w.page.locator("[name=name]").fill("admin")
    w.page.locator("[name=password]").fill("wrong wrong wrong")
    w.page.locator("main form button").click()
    w.page.get_by_role("alert").wait_for()
    look("login refused")
    w.page.locator("[name=name]").fill("admin")
    w.page.locator("[name=password]").fill(PASSWORD)
    w.page.locator("main form button").click()
    w.page.wait_for_url("**/now")
    for path in ("/account", "/trail", "/now", "/nothing"):
        w.page.goto(path)
        look(path)
    assert found == {}
