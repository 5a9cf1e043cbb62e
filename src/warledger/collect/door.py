"""The one way out: connections to checked addresses only, and a deadline that a dripping server cannot stretch.

Takes httpx requests, gives httpx responses. Knows no proxies, no cookies, no environment. A name is resolved, checked and
connected to in one step, so that it cannot lead elsewhere in between.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore
import httpx

from warledger.collect.guard import Allowance, Refused, Resolve, addresses_of, resolve

Clock = Callable[[], float]
Stopped = Callable[[], bool]


def never() -> bool:
    """Nobody wants to stop."""
    return False


class Deadline:
    """When the request that is going on must have ended; shared by the door and its connections. It ends at once when `stopped`."""

    def __init__(self, clock: Clock = time.monotonic, stopped: Stopped = never) -> None:
        self._clock, self._stopped, self._at = clock, stopped, float("inf")

    def start(self, seconds: float) -> None:
        """A new request begins."""
        self._at = self._clock() + seconds

    def left(self, most: float | None) -> float:
        """Seconds to wait at most.

        Raises:
            httpcore.ReadTimeout: none are left, or nobody waits any more.
        """
        left = self._at - self._clock()
        if left <= 0 or self._stopped():
            raise httpcore.ReadTimeout("it took too long")
        return min(left, most) if most is not None else left


class _Stream(httpcore.NetworkStream):
    """A connection that keeps the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, self._deadline.left(timeout)), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)


class _Backend(httpcore.SyncBackend):
    """Connects to checked addresses."""

    def __init__(self, deadline: Deadline, allowed: Allowance, ask: Resolve) -> None:
        self._deadline, self._allowed, self._ask = deadline, allowed, ask

    def connect_tcp(
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:  # fmt: skip
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in addresses_of(host, port, self._allowed, self._ask):
            try:
                inner = super().connect_tcp(address, port, self._deadline.left(timeout), local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(inner, self._deadline)
        raise failed or httpcore.ConnectError(f"{host} has no address")

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[Any] | None = None
    ) -> httpcore.NetworkStream:
        raise Refused("address", "no sockets on this machine are asked")


class Door(httpx.HTTPTransport):
    """An httpx transport through the guard."""

    def __init__(self, deadline: Deadline, allowed: Allowance = frozenset(), ask: Resolve = resolve) -> None:
        super().__init__(trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(trust_env=False), max_connections=4, keepalive_expiry=10.0,
            network_backend=_Backend(deadline, allowed, ask),
        )  # fmt: skip
