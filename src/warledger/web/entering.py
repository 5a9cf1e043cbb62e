"""Logging in and out, and one's own account.

Takes checked forms and the accounts, gives responses. Who may come here is decided by the gate.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from warledger.model import ConfigError
from warledger.store.accounts import Accounts, User
from warledger.web.desk import Desk
from warledger.web.gate import SESSION_COOKIE, Limiter, address_of, principal_of
from warledger.web.judging import NO_FORM, local_path, refuse_stale
from warledger.web.passwords import NOBODY, hash_password, is_password, key_hash, new_key
from warledger.web.roles import role_of

PAIR, ADDRESS, NAME = (5, 300.0), (20, 300.0), (100, 3600.0)
"""Wrong passwords and seconds: for one name from one address, for an address, for a name from anywhere."""
TRAIL_LINES = 200


class Entering:
    """The pages of logging in; one a desk with accounts."""

    def __init__(self, desk: Desk, accounts: Accounts) -> None:
        self._desk, self._accounts = desk, accounts
        self._pair, self._address, self._name = Limiter(*PAIR), Limiter(*ADDRESS), Limiter(*NAME)

    @property
    def pages(self) -> dict[str, Callable[[Request], Response]]:
        """Addresses that are read."""
        return {"/login": self.login_page, "/account": self.account_page, "/trail": self.trail_page}

    @property
    def writes(self) -> dict[str, Callable[[Request, dict[str, str]], Response]]:
        """Addresses that take a form."""
        return {"/login": self.login, "/logout": self.logout, "/account": self.change}

    def login_page(self, request: Request, problem: str = "", status: int = 200) -> Response:
        """The form to log in."""
        values = {"problem": problem, "next": local_path(request.query_params.get("next", ""))}
        return self._desk.plain(request, "login.html", "Log in", values, status)

    def account_page(self, request: Request, problem: str = "", status: int = 200, *, changed: bool = False) -> Response:
        """One's own name and role, and the form for another password."""
        return self._desk.plain(request, "account.html", "Your account", {"problem": problem, "changed": changed}, status)

    def trail_page(self, request: Request) -> Response:
        """Who came in and what was changed, the latest first."""
        return self._desk.plain(request, "trail.html", "Trail", {"notes": self._accounts.trail(TRAIL_LINES)})

    def login(self, request: Request, form: dict[str, str]) -> Response:
        """Check name and password; a new session for each login."""
        if refuse_stale(self._desk, request, form):
            return self.login_page(request, NO_FORM, 403)
        name, address = form.get("name", "").strip()[:64], address_of(request)
        limits = ((self._pair, f"{address} {name}"), (self._address, address), (self._name, name))
        if any(limiter.is_full(key) for limiter, key in limits):
            return self.login_page(request, "Too many wrong passwords; wait a few minutes.", 429)
        user = self._accounts.user(name)
        right = is_password(form.get("password", ""), user.secret if user else NOBODY)
        if user is None or not right or role_of(user.role) is None:
            for limiter, key in limits:
                limiter.count(key)
            self._accounts.note(name, "login refused", address=address)
            return self.login_page(request, "Name or password is wrong.", 401)
        self._pair.forget(f"{address} {name}")
        return self._enter(request, user, form, address)

    def logout(self, request: Request, form: dict[str, str]) -> Response:
        """End the session."""
        if refuse_stale(self._desk, request, form):
            return self._desk.problem(request, 403, NO_FORM)
        who = principal_of(request)
        self._accounts.close_session(who.session)
        self._accounts.note(who.name, "logout", address=address_of(request))
        response = RedirectResponse("/login", 303)
        response.delete_cookie(SESSION_COOKIE, path="/")
        return response

    def change(self, request: Request, form: dict[str, str]) -> Response:
        """Another password for oneself, given the old one; other sessions end."""
        if refuse_stale(self._desk, request, form):
            return self._desk.problem(request, 403, NO_FORM)
        who, address = principal_of(request), address_of(request)
        user, key = self._accounts.user(who.name), f"{address_of(request)} {who.name}"
        if self._pair.is_full(key):
            return self.account_page(request, "Too many wrong passwords; wait a few minutes.", 429)
        if user is None or not is_password(form.get("old", ""), user.secret):
            self._pair.count(key)
            return self.account_page(request, "Name or password is wrong.", 401)
        try:
            secret = hash_password(form.get("new", ""), who.name)
        except ConfigError:
            return self.account_page(request, "A password has 12 to 200 characters and is not the name with little added.", 400)
        self._accounts.set_secret(who.name, secret, keep_session=who.session)
        self._accounts.note(who.name, "password changed", address=address)
        return self.account_page(request, changed=True)

    def _enter(self, request: Request, user: User, form: dict[str, str], address: str) -> Response:
        old = principal_of(request).session
        if old:
            self._accounts.close_session(old)
        key = new_key()
        self._accounts.open_session(key_hash(key), user.name)
        self._accounts.note(user.name, "login", address=address)
        response = RedirectResponse(local_path(form.get("next", "")), 303)
        # lax, not strict: a link in a message must open for someone who is logged in; writes need a token besides
        secure = request.url.scheme == "https"
        response.set_cookie(SESSION_COOKIE, key, httponly=True, samesite="lax", secure=secure, path="/")
        return response
