"""Who asks, and may they: between the guard and the pages, for every request.

An ASGI middleware. Finds the route that a request would take and the role that it needs; a route that the table does not
have is for nobody. Where no accounts are set up, whoever sits at the machine may do everything.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from warledger.store.accounts import Accounts
from warledger.web.api.answers import error_answer
from warledger.web.passwords import TOKEN_PREFIX, key_hash
from warledger.web.roles import LOCAL, Principal, Role, needed, role_of

SESSION_COOKIE = "warledger_session"
STRANGER = Principal("", Role.ANYONE)
API_PREFIX = "/api/"
DATA = (".json", ".csv", ".zip")
WRONG_TOKENS = 30
"""Wrong tokens from one address within a minute after which it waits."""

Refuse = Callable[[Request, int, str], Response]


class Gate:
    """The middleware; one a desk. `routes` gives all routes of the app, `refuse` a page that says what is not possible."""

    def __init__(self, app: ASGIApp, accounts: Accounts | None, routes: Callable[[], Iterable[BaseRoute]], refuse: Refuse) -> None:
        self._app, self._accounts, self._routes, self._refuse = app, accounts, routes, refuse
        self._wrong = Limiter(WRONG_TOKENS, 60)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on with who asks in `scope["principal"]`, or refuse."""
        if scope["type"] != "http" or self._accounts is None:
            scope["principal"] = LOCAL
            await self._app(scope, receive, send)
            return
        refusal = await run_in_threadpool(self._check, scope, self._accounts)
        await (refusal or self._app)(scope, receive, send)

    def _check(self, scope: Scope, accounts: Accounts) -> Response | None:
        who = scope["principal"] = self._who(scope, accounts)
        if who is None:
            return error_answer(429, "too-many", "too many wrong tokens: wait a minute")
        route = self.route_of(scope)
        if route is None:
            return self._no(scope, who, 404, "There is no such page.")
        least = needed(scope["method"], route)
        if least is None or who.role < least:
            return self._no(scope, who, 401 if who is STRANGER else 403, "Your role does not allow that.")
        if who.program and not scope["path"].startswith(API_PREFIX) and scope["path"] != "/openapi.json":
            return self._no(scope, who, 403, "A token opens the API only.")
        return None

    def route_of(self, scope: Scope) -> str | None:
        """The path of the route that a request takes, None when there is none."""
        for route in self._routes():
            match, _ = route.matches(scope)
            if match is Match.FULL:
                return str(getattr(route, "path", ""))
        return None

    def _who(self, scope: Scope, accounts: Accounts) -> Principal | None:
        """Who asks; None for too many wrong tokens."""
        request = Request(scope)
        scheme, _, given = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.casefold() == "bearer":
            return self._program(given.strip(), address_of(request), accounts)
        key = request.cookies.get(SESSION_COOKIE, "")
        user = accounts.session(key_hash(key)) if key else None
        role = role_of(user.role) if user else None
        return Principal(user.name, role, key_hash(key)) if user and role else STRANGER

    def _program(self, given: str, address: str, accounts: Accounts) -> Principal | None:
        if self._wrong.is_full(address):
            return None
        token = accounts.token(key_hash(given)) if given.startswith(TOKEN_PREFIX) else None
        if token is None:
            self._wrong.count(address)
            return STRANGER
        return Principal(token.label, Role.READER, veiled=token.scope != "full", program=True)

    def _no(self, scope: Scope, who: Principal, status: int, why: str) -> Response:
        request, path = Request(scope), scope["path"]
        if path.startswith(API_PREFIX) or path.endswith(DATA):
            message = "give a token: Authorization: Bearer wl_..." if status == 401 else why
            codes = {401: "login-needed", 403: "not-allowed", 404: "not-found"}
            answer = error_answer(status, codes[status], message)
            if status == 401:
                answer.headers["WWW-Authenticate"] = 'Bearer realm="warledger"'
            return answer
        if who is STRANGER and scope["method"] in ("GET", "HEAD"):  # also for what is not there: strangers learn no addresses
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(f"/login?next={quote(path + query, safe='')}", 303)
        if who is STRANGER:
            return PlainTextResponse("Log in first.\n", 401)
        return self._refuse(request, status, why)


class Limiter:
    """Counts what went wrong by key, within the last so many seconds; old keys are forgotten."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = most, seconds, clock
        self._seen: dict[str, deque[float]] = {}

    def is_full(self, key: str) -> bool:
        """Whether a key has had its share."""
        return len(self._recent(key)) >= self._most

    def count(self, key: str) -> None:
        """One more for a key."""
        if len(self._seen) > 10_000:
            self._seen = {k: v for k, v in self._seen.items() if v and v[-1] > self._clock() - self._seconds}
        self._seen.setdefault(key, deque(maxlen=self._most)).append(self._clock())

    def forget(self, key: str) -> None:
        """All is well again with a key."""
        self._seen.pop(key, None)

    def _recent(self, key: str) -> deque[float]:
        seen = self._seen.get(key, deque())
        while seen and seen[0] <= self._clock() - self._seconds:
            seen.popleft()
        return seen


def address_of(request: Request) -> str:
    """The address that a request came from, as far as the server knows it."""
    return request.client.host if request.client else ""


def principal_of(request: Request) -> Principal:
    """Who asks."""
    found = request.scope.get("principal", LOCAL)
    return found if isinstance(found, Principal) else STRANGER
