"""Fetching: one address at a time, as a polite guest.

Takes addresses, gives what was there, or raises `Refused` with the reason. Asks robots.txt first, waits between requests to one
host, follows at most five redirects and checks each, unpacks within bounds, sends no cookies. Not for use by several threads.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin

import httpcore
import httpx
from protego import Protego

from warledger.collect.contract import FetchOptions, megabytes
from warledger.collect.door import Deadline, Door, Stopped, never
from warledger.collect.guard import Refused, Resolve, Target, check_url, resolve
from warledger.collect.inflate import ENCODINGS, Damaged, TooMuch, unpack_body

REDIRECTS = (301, 302, 303, 307, 308)
FOR_GOOD = (301, 308)
LATER = (429, 503)
ROBOTS_BYTES = 500_000
KEPT_HOSTS = 2_000
"""Hosts whose robots.txt is remembered."""
ERRORS = (httpx.HTTPError, httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, OSError)
TIMEOUTS = (httpx.TimeoutException, httpcore.TimeoutException, TimeoutError)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What was there. `body` is unpacked; `unchanged` when the server says that it is as it was (then there is no body).

    `moved` when every redirect on the way said that it is for good (301, 308).
    """

    asked: str
    reached: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    at: datetime
    unchanged: bool = False
    hops: tuple[str, ...] = ()
    moved: bool = False

    def header(self, name: str) -> str:
        """The value of a header, "" when it was not sent."""
        return next((value for key, value in self.headers if key == name), "")


@dataclass(slots=True)
class _Host:
    """What is known of a host: its rules, and when it may be asked again."""

    rules: Protego | None = None
    known: bool = False
    closed: str = ""
    ready_at: float = 0.0


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Clock, waiting and name service; tests put their own here. When `stopped`, what is being fetched is given up."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = field(default=lambda: datetime.now(UTC))
    ask: Resolve = resolve
    stopped: Stopped = never


class Fetcher:
    """Asks hosts within the limits of its options; use it in a `with` statement."""

    def __init__(self, options: FetchOptions | None = None, around: Surroundings | None = None) -> None:
        self._options, self._around = options or FetchOptions(), around or Surroundings()
        self._deadline = Deadline(self._around.clock, self._around.stopped)
        self._door = Door(self._deadline, self._options.allowed, self._around.ask)
        self._hosts: dict[tuple[str, str, int], _Host] = {}

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(self, *_: object) -> None:
        self._door.close()

    def fetch(self, url: str, known: Mapping[str, str] | None = None) -> Fetched:
        """What is at an address. `known` may hold the etag and last-modified of what was there before.

        Raises:
            Refused: it may not be asked, or it gave nothing that can be used; `code` says which.
        """
        hops: list[str] = []
        moved = True
        target = check_url(url, self._options.allowed)
        for _ in range(self._options.redirects + 1):
            self._check_robots(target)
            answer = self._patiently(target, known or {})
            if answer.status not in REDIRECTS:
                return replace(self._accepted(answer, url, tuple(hops)), moved=bool(hops) and moved)
            hops.append(target.url)
            moved = moved and answer.status in FOR_GOOD
            target = self._next(target, answer)
        raise Refused("redirects", f"more than {self._options.redirects} redirects")

    def _next(self, target: Target, answer: Fetched) -> Target:
        where = answer.header("location")
        if not where:
            raise Refused("redirects", "a redirect that leads nowhere")
        try:
            return check_url(urljoin(target.url, where), self._options.allowed)
        except Refused as refused:
            raise Refused(refused.code, f"redirects to where it may not: {refused.detail}") from refused
        except ValueError as error:
            raise Refused("redirects", "a redirect that cannot be read") from error

    def _accepted(self, answer: Fetched, asked: str, hops: tuple[str, ...]) -> Fetched:
        if answer.status == 304:
            return Fetched(asked, answer.reached, 304, answer.headers, b"", answer.at, True, hops)
        if answer.status != 200:
            raise Refused(f"http-{answer.status}", f"the server answers {answer.status}")
        try:
            limit = self._options.max_bytes
            body = unpack_body(answer.body, answer.header("content-encoding"), limit, self._options.max_ratio)
        except TooMuch as error:
            raise Refused("too-large", str(error)) from error
        except (Damaged, ValueError) as error:
            raise Refused("unreadable", str(error)) from error
        return Fetched(asked, answer.reached, 200, answer.headers, body, answer.at, False, hops)

    def _patiently(self, target: Target, known: Mapping[str, str]) -> Fetched:
        """Ask; when told to come later and that is soon, wait and ask again."""
        for left in range(self._options.retries, -1, -1):
            self._wait_for(target)
            answer = self._ask(target, known, self._options.max_bytes)
            if answer.status not in LATER:
                return answer
            wait = retry_after(answer.header("retry-after"), self._around.now())
            host = self._host(target)
            host.ready_at = self._around.clock() + wait
            if not left or wait > self._options.patience_s:
                raise Refused("later", f"the server asks to come back in {wait:.0f} seconds")
        raise Refused("later", "the server asks to come back later")

    def _wait_for(self, target: Target) -> None:
        """Wait until the host may be asked, and note when it may be asked next; a host that is closed for long is not waited for."""
        host = self._host(target)
        wait = host.ready_at - self._around.clock()
        if wait > self._options.patience_s:
            raise Refused("later", f"the server asks to come back in {wait:.0f} seconds")
        if wait > 0:
            self._around.sleep(wait)
        delay = host.rules.crawl_delay(self._options.agent) if host.rules else None
        pause = min(max(float(delay or 0), self._options.delay_s), self._options.patience_s)
        host.ready_at = max(self._around.clock(), host.ready_at) + pause

    def _host(self, target: Target) -> _Host:
        key = (target.scheme, target.host, target.port)
        if key not in self._hosts and len(self._hosts) >= KEPT_HOSTS:
            self._hosts.pop(next(iter(self._hosts)))
        return self._hosts.setdefault(key, _Host())

    def _check_robots(self, target: Target) -> None:
        host = self._host(target)
        if not host.known:
            self._learn_rules(target, host)
        if host.closed:
            raise Refused("robots", host.closed)
        if host.rules is not None and not host.rules.can_fetch(target.url, self._options.agent):
            raise Refused("robots", "robots.txt of the site does not allow it")

    def _learn_rules(self, target: Target, host: _Host) -> None:
        """Ask for robots.txt (RFC 9309): none means all may be asked, a server in trouble means nothing may."""
        try:
            answer = self._robots_of(target)
        except Refused as refused:
            if refused.code in ("private-address", "address", "unreachable", "timeout"):
                raise
            host.known, host.closed = True, f"its robots.txt cannot be had ({refused.detail})"
            return
        host.known = True
        if answer.status == 200:
            host.rules = Protego.parse(answer.body[:ROBOTS_BYTES].decode("utf-8", "replace"))
        elif answer.status >= 500 or answer.status == 429:
            host.closed = f"its robots.txt cannot be had (the server answers {answer.status})"

    def _robots_of(self, target: Target) -> Fetched:
        """robots.txt, redirects followed through the guard."""
        at = check_url(urljoin(target.url, "/robots.txt"), self._options.allowed)
        for _ in range(self._options.redirects + 1):
            answer = self._ask(at, {}, ROBOTS_BYTES)
            if answer.status not in REDIRECTS:
                return answer if answer.status != 200 else self._accepted(answer, at.url, ())
            at = self._next(at, answer)
        raise Refused("redirects", "too many redirects")

    def _ask(self, target: Target, known: Mapping[str, str], limit: int) -> Fetched:
        """One request, one answer; the body packed as it came."""
        headers = {
            "User-Agent": self._options.user_agent(), "Accept-Encoding": ENCODINGS, "Connection": "keep-alive",
            "Accept": "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5",
        }  # fmt: skip
        if known.get("etag"):
            headers["If-None-Match"] = known["etag"]
        if known.get("last-modified"):
            headers["If-Modified-Since"] = known["last-modified"]
        self._deadline.start(self._options.total_s)
        timeout = httpx.Timeout(self._options.idle_s).as_dict()
        try:
            request = httpx.Request("GET", target.url, headers=headers, extensions={"timeout": timeout})
            response = self._door.handle_request(request)
            response.request = request
            try:
                body = b"".join(_bounded(response.iter_raw(), limit))
            finally:
                response.close()
        except TIMEOUTS as error:
            raise Refused("timeout", f"it took more than {self._options.total_s:.0f} seconds, or was silent for too long") from error
        except (httpx.InvalidURL, UnicodeError) as error:
            raise Refused("address", f"not a web address ({error})") from error
        except ERRORS as error:
            raise Refused("unreachable", f"{target.host}: {str(error)[:100] or type(error).__name__}") from error
        sent = tuple((k.lower(), v) for k, v in response.headers.items())
        return Fetched(target.url, target.url, response.status_code, sent, body, self._around.now())


def _bounded(pieces: Iterator[bytes], limit: int) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise Refused("too-large", f"more than {megabytes(limit)}")
        yield piece


def retry_after(value: str, now: datetime) -> float:
    """Seconds that a Retry-After header asks for, in either of its forms; 30 when it says nothing.

    >>> retry_after("120", datetime(2020, 1, 1, tzinfo=UTC)), retry_after("Wed, 01 Jan 2020 00:01:00 GMT", datetime(2020, 1, 1, tzinfo=UTC))
    (120.0, 60.0)
    """
    if value.strip().isdigit() and len(value.strip()) < 9:
        return float(value)
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError, IndexError, OverflowError):
        return 30.0
