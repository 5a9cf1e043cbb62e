"""Logging in: passwords, sessions, roles by a table over every route, tokens, the trail."""

import re
import stat
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient

from warledger.model import ConfigError, StoreError
from warledger.store.accounts import IDLE, Accounts, Token
from warledger.web import Settings, create_app
from warledger.web.app import routes_of
from warledger.web.gate import Limiter
from warledger.web.passwords import hash_password, is_password, key_hash, new_key
from warledger.web.roles import ACTIONS, API, GIVEN, NEEDS, Role, needed

BASE = "http://127.0.0.1:8017"
PASSWORD = "correct horse battery"


@pytest.fixture(scope="session")
def secret():
    return hash_password(PASSWORD)


@pytest.fixture
def accounts(tmp_path, secret):
    made = Accounts(tmp_path / "desk.accounts")
    for role in GIVEN:
        made.add(role, role, secret)
    return made


@pytest.fixture
def team(store, accounts):
    """A desk with accounts, and clients for it by role; "" for a stranger."""
    app = create_app(store, Settings(follow=False), accounts)
    made = []

    def client(role=""):
        found = TestClient(app, base_url=BASE, follow_redirects=False)
        made.append(found)
        if role:  # as after a login; the login itself has its own tests
            key = new_key()
            accounts.open_session(key_hash(key), role)
            found.cookies.set("warledger_session", key)
        return found

    client.app = app
    yield client
    for one in made:
        one.close()


def token_in(page):
    return re.search(r'name="token" value="(\w+)"', page.text)[1]


def post(client, path, source, **fields):
    return client.post(path, data={"token": token_in(client.get(source)), **fields}, headers={"origin": BASE})


def test_login_opens_what_was_asked_for_and_logout_closes_it(team, accounts):
    client = team()
    away = client.get("/matters?standing=contested")
    assert away.status_code == 303 and away.headers["location"] == "/login?next=%2Fmatters%3Fstanding%3Dcontested"
    got = post(client, "/login", away.headers["location"], name="reader", password=PASSWORD, next="/matters?standing=contested")
    assert got.status_code == 303 and got.headers["location"] == "/matters?standing=contested"
    cookie = got.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "secure" not in cookie
    page = client.get("/matters?standing=contested")
    assert page.status_code == 200 and "reader" in page.text and "Your name" not in page.text
    key = client.cookies["warledger_session"]
    assert key not in accounts.file.read_bytes().decode("latin-1")
    assert post(client, "/logout", "/now").headers["location"] == "/login"
    client.cookies.set("warledger_session", key)
    assert client.get("/now").status_code == 303
    assert [n.what for n in accounts.trail(9)] == ["logout", "login"]


def test_a_wrong_password_and_a_wrong_name_look_the_same_and_are_counted(team, accounts):
    client = team()
    pages = [post(client, "/login", "/login", name=name, password="wrong wrong wrong") for name in ("admin", "nobody")]
    assert [p.status_code for p in pages] == [401, 401]
    assert re.sub(r'value="\w+"', "", pages[0].text) == re.sub(r'value="\w+"', "", pages[1].text)
    for _ in range(4):
        post(client, "/login", "/login", name="admin", password="wrong wrong wrong")
    assert post(client, "/login", "/login", name="admin", password=PASSWORD).status_code == 429
    assert post(client, "/login", "/login", name="reader", password=PASSWORD).status_code == 303  # others still get in
    assert accounts.trail(1)[0].what == "login" and accounts.trail(9)[-1].what == "login refused"


def test_login_needs_the_form_of_this_desk_and_its_origin(team):
    client = team()
    token = token_in(client.get("/login"))
    fields = {"name": "reader", "password": PASSWORD}
    assert client.post("/login", data=fields, headers={"origin": BASE}).status_code == 403
    assert client.post("/login", data={**fields, "token": token}, headers={"origin": "https://evil.example"}).status_code == 403
    other = team()
    assert other.post("/login", data={**fields, "token": token}, headers={"origin": BASE}).status_code == 403


def test_a_form_of_one_session_does_not_fit_another(team, ledger):
    one, other = team("reviewer"), team("editor")
    token = token_in(one.get("/review"))
    other.cookies.set("warledger_form", one.cookies["warledger_form"])
    fields = {"record": ledger.SUKKARI34.id, "action": "reject", "token": token}
    assert other.post("/judgements", data=fields, headers={"origin": BASE}).status_code == 403


def test_sessions_end(team, accounts, monkeypatch):
    client = team("reader")
    assert client.get("/now").status_code == 200
    later = datetime.now(UTC) + IDLE + timedelta(minutes=1)
    monkeypatch.setattr("warledger.store.accounts._now", lambda: later)
    assert client.get("/now").status_code == 303


def test_another_password_ends_other_sessions(team, accounts):
    here, elsewhere = team("reader"), team("reader")
    assert post(here, "/account", "/account", old="wrong wrong wrong", new="another long word").status_code == 401
    assert post(here, "/account", "/account", old=PASSWORD, new="short").status_code == 400
    assert post(here, "/account", "/account", old=PASSWORD, new="another long word").status_code == 200
    assert here.get("/now").status_code == 200 and elsewhere.get("/now").status_code == 303
    assert is_password("another long word", accounts.user("reader").secret)


def test_a_role_holds_at_once_and_a_removed_user_is_out(team, accounts):
    client = team("reviewer")
    assert client.get("/review").status_code == 200
    accounts.set_role("reviewer", "reader")
    assert client.get("/review").status_code == 403 and 'href="/review"' not in client.get("/now").text
    accounts.remove("reviewer")
    assert client.get("/now").status_code == 303


def addresses(app):
    """Every route with its methods, and an address that it answers to."""
    for route in routes_of(app):
        path = route.path
        filled = path.replace("{record_id}", "none").replace("{rest:path}", "none/such")
        for method in sorted(getattr(route, "methods", None) or {"GET"}):
            yield method, path, "/static/desk.css" if path == "/static" else filled


def test_every_route_is_in_the_table_and_the_table_has_no_other(team):
    seen = {(method, path) for method, path, _ in addresses(team.app)}
    assert {key for key in seen if needed(*key) is None} == set()
    pages = seen | {(m, re.sub(r"\.(json|csv|zip)$", "", p)) for m, p in seen}
    assert set(NEEDS) - pages == set()


def test_each_role_gets_where_the_table_says_and_nowhere_else(team):
    clients = {role: team("" if role is Role.ANYONE else role.word) for role in Role}
    wrong = []
    for method, path, address in addresses(team.app):
        for role, client in clients.items():
            if path == "/logout":  # would end the session; it has a test of its own
                continue
            got = client.request(method, address, headers={"origin": BASE, "content-length": "0"} if method not in ("GET", "HEAD") else {})
            refused = (
                got.headers.get("location", "").startswith("/login") or got.status_code == 401 or "Your role does not allow" in got.text
            )
            if role < needed(method, path):
                expected = refused or (method == "HEAD" and got.status_code == 403)
            else:
                expected = not refused and not (got.status_code == 403 and method in ("GET", "HEAD"))
            if not expected:
                wrong.append((role.word, method, address, got.status_code))
    assert wrong == []


def test_what_is_not_in_the_table_is_for_nobody(team, monkeypatch):
    monkeypatch.delitem(NEEDS, ("GET", "/method"))
    assert team("admin").get("/method").status_code == 403


@pytest.mark.parametrize(("action", "fields"), [
    ("accept", {}), ("reject", {}), ("correct", {"field": "count", "value": "9"}), ("merge", {"with": "en-army"}), ("split", {"form": "3"}),
])  # fmt: skip
def test_each_decision_needs_its_role_and_is_signed_with_the_login(team, ledger, action, fields):
    record = "en-sohr" if action in ("merge", "split") else ledger.SUKKARI34.id
    for role in GIVEN:
        client = team(role)
        page = client.get("/now")
        token = token_in(page)
        sent = {"token": token, "record": record, "action": action, "by": "someone else", **fields}
        got = client.post("/judgements", data=sent, headers={"origin": BASE})
        allowed = Role[role.upper()] >= ACTIONS[action]
        assert got.status_code == (303 if allowed else 403), role
        if allowed:
            assert client.get("/history.json").json()["rows"][0]["by"] == role


def test_only_an_editor_undoes_what_another_decided(team, ledger, accounts, secret):
    accounts.add("other", "reviewer", secret)
    made = post(team("reviewer"), "/judgements", "/now", record=ledger.SUKKARI34.id, action="reject")
    judgement = re.search(r"done=([\w-]+)", made.headers["location"])[1]
    undo = {"record": ledger.SUKKARI34.id, "action": "undo", "judgement": judgement}
    assert post(team("other"), "/judgements", "/now", **undo).status_code == 403
    assert post(team("editor"), "/judgements", "/now", **undo).status_code == 303
    assert [n.what for n in accounts.trail(2)] == ["undo", "reject"]


def test_tokens_open_the_api_by_scope(team, accounts):
    keys = {}
    for label, scope, days in (("veiled", "read", 1), ("all", "full", 1), ("old", "full", -1)):
        keys[label] = new_key("wl_")
        accounts.add_token(Token(label, scope, "test", datetime.now(UTC) + timedelta(days=days), key_hash(keys[label])))
    client = team()

    def get(path, label):
        return client.get(path, headers={"authorization": f"Bearer {keys[label]}"})

    assert client.get("/api/v1").status_code == 401 and client.get("/api/v1").headers["www-authenticate"].startswith("Bearer")
    assert get("/api/v1", "old").status_code == 401
    assert get("/now", "all").status_code == 403 and get("/matters.json", "all").status_code == 403
    report = get("/api/v1/reports", "all").json()["data"][0]["id"]
    assert "text" in get(f"/api/v1/reports/{report}", "all").json()
    assert "text" not in get(f"/api/v1/reports/{report}", "veiled").json()
    assert get("/api/v1", "veiled").json()["policy"]["mode"] == "public"
    accounts.remove_token("all")
    assert get("/api/v1", "all").status_code == 401


def test_guessing_tokens_is_slowed(team):
    client = team()
    codes = [client.get("/api/v1", headers={"authorization": "Bearer wl_guess"}).status_code for _ in range(32)]
    assert codes[0] == 401 and codes[-1] == 429


def test_a_desk_without_accounts_asks_nobody_and_has_no_login(desk):
    assert desk.get("/now").status_code == 200 and desk.get("/login").status_code == 404


def test_a_public_desk_asks_nobody(store, accounts):
    with TestClient(create_app(store, Settings(public=True), accounts), base_url=BASE) as client:
        assert client.get("/now").status_code == 200 and client.post("/login", headers={"origin": BASE}).status_code == 403


def test_other_machines_need_users(store, accounts, tmp_path):
    with pytest.raises(ConfigError):
        create_app(store, Settings(host="0.0.0.0"), Accounts(tmp_path / "none.accounts"))
    create_app(store, Settings(host="0.0.0.0"), accounts)


def test_the_accounts_file_is_for_its_owner_only(accounts):
    assert stat.S_IMODE(accounts.file.stat().st_mode) == 0o600
    with pytest.raises(StoreError):
        accounts.add("reader", "admin", "x")
    with pytest.raises(StoreError):
        accounts.set_role("nobody", "admin")


@pytest.mark.parametrize("password", ["short", "x" * 201, "anastasia123"])
def test_weak_passwords_are_refused(password):
    with pytest.raises(ConfigError):
        hash_password(password, "anastasia")


def test_the_same_password_in_another_unicode_form_is_the_same(secret):
    kept = hash_password("cafe\u0301 au lait!")
    assert kept.startswith("$argon2id$") and is_password("caf\u00e9 au lait!", kept) and not is_password("cafe au lait!!", kept)


def test_the_limiter_forgets():
    now = [0.0]
    limiter = Limiter(2, 60, clock=lambda: now[0])
    for _ in range(2):
        limiter.count("a")
    assert limiter.is_full("a") and not limiter.is_full("b")
    now[0] = 61.0
    assert not limiter.is_full("a")


def test_the_api_part_of_the_table_is_complete(team):
    assert {f"/api/v1{p}" for p in API} == {r.path for r in routes_of(team.app) if r.path.startswith("/api/v1")}
