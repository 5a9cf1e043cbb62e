"""What every request and answer passes, whatever the page: host names, login, origin of writes, size, headers.

An ASGI middleware. Refuses by default; knows no page.
"""

from __future__ import annotations

import base64
import hmac
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from warledger.web.api.answers import error_answer
from warledger.web.settings import Settings

READS = ("GET", "HEAD")
API = "/api/"
LARGEST_BODY = 64_000
FAILURES_A_MINUTE = 10
CODES = {
    400: "bad-host", 401: "login-needed", 403: "not-allowed", 405: "method-not-allowed", 413: "too-large", 429: "too-many"
}  # fmt: skip
"""What the API calls each refusal."""

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    # not no-referrer: browsers would then send "Origin: null" with our own forms
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "DENY",
}


class Guard:
    """The middleware; one a desk."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app, self._settings = app, settings
        self._failures: list[float] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or pass on with the headers put on the answer."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self._app(scope, receive, send)
            return
        refused = self._refuse(scope)
        refusal = refused.enveloped() if refused is not None and is_api(scope["path"]) else refused
        if scope["method"] == "HEAD" and is_api(scope["path"]):  # its routes are described as GET only
            scope, send = {**scope, "method": "GET"}, _without_body(send)
        await (refusal or self._app)(scope, receive, _with_headers(send))

    def _refuse(self, scope: Scope) -> Refusal | None:
        headers, method = Headers(scope=scope), scope["method"]
        hosts = headers.getlist("host")
        if len(hosts) != 1 or host_name(hosts[0]) not in self._settings.allowed_hosts:
            return _no(400, "This desk is not called by that name. Give it with --allow-host.")
        if method not in READS and (method != "POST" or is_api(scope["path"])):
            return _no(405, "That cannot be done here.", {"Allow": "GET, HEAD" if is_api(scope["path"]) else "GET, HEAD, POST"})
        if method not in READS:
            return self._refuse_write(headers, hosts[0]) or self._refuse_stranger(headers)
        return self._refuse_stranger(headers)

    def _refuse_write(self, headers: Headers, host: str) -> Refusal | None:
        if self._settings.public:
            return _no(403, "This desk is for reading.")
        if not same_origin(headers.get("origin", ""), host):
            return _no(403, "The request did not come from a page of this desk.")
        length = headers.get("content-length", "")
        if not length.isdigit() or int(length) > LARGEST_BODY:
            return _no(413, "That is more than a decision needs.")
        return None

    def _refuse_stranger(self, headers: Headers) -> Refusal | None:
        """Ask for name and password where they are set; after many failures within a minute nobody gets in for a while."""
        if not self._settings.password:
            return None
        now = time.monotonic()
        self._failures[:] = [at for at in self._failures if now - at < 60]
        if len(self._failures) >= FAILURES_A_MINUTE:
            return _no(429, "Too many wrong passwords; wait a minute.")
        given = headers.get("authorization", "")
        if given and is_login(given, self._settings):
            return None
        if given:
            self._failures.append(now)
        return _no(401, "Name and password, please.", {"WWW-Authenticate": 'Basic realm="warledger", charset="UTF-8"'})


def host_name(host: str) -> str:
    """A Host header without its port, in small letters.

    >>> host_name("LOCALHOST:8017"), host_name("[::1]:8017"), host_name("a@127.0.0.1")
    ('localhost', '[::1]', 'a@127.0.0.1')
    """
    if host.startswith("["):
        name, _, rest = host.partition("]")
        return (f"{name}]" if not rest or rest[1:].isdigit() else host).casefold()
    name, colon, port = host.partition(":")
    return (name if not colon or port.isdigit() else host).casefold()


def same_origin(origin: str, host: str) -> bool:
    """Whether the Origin header of a write names this desk."""
    return bool(origin) and urlsplit(origin).netloc.casefold() == host.casefold()


def is_login(header: str, settings: Settings) -> bool:
    """Whether a Basic authorization names the user and the password; takes the same time for all wrong ones."""
    scheme, _, coded = header.partition(" ")
    try:
        given = base64.b64decode(coded, validate=True)
    except ValueError:
        return False
    wanted = f"{settings.user}:{settings.password}".encode()
    return scheme.casefold() == "basic" and hmac.compare_digest(given, wanted)


class Refusal(PlainTextResponse):
    """A line that says why not; of the API in its envelope of errors."""

    def enveloped(self) -> Response:
        """The same as the API says it."""
        answer = error_answer(self.status_code, CODES[self.status_code], bytes(self.body).decode().strip())
        answer.headers.update({k: v for k, v in self.headers.items() if k in ("allow", "www-authenticate")})
        return answer


def _no(status: int, why: str, headers: dict[str, str] | None = None) -> Refusal:
    return Refusal(why + "\n", status, headers)


def is_api(path: str) -> bool:
    """Whether an address is one of the API, which answers in JSON and is read-only."""
    return path.startswith(API)


def _without_body(send: Send) -> Send:
    async def sending(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return sending


def _with_headers(send: Send, more: Iterable[tuple[str, str]] = tuple(HEADERS.items())) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in more:
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return sending
