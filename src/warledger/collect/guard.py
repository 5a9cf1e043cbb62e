"""Which addresses may be asked: http and https on their own ports, public addresses only.

Takes URLs, host names and IP addresses; raises `Refused` with a reason for people. Resolves names, opens nothing.
"""

from __future__ import annotations

import socket
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, urlsplit, urlunsplit

PORTS = {"http": 80, "https": 443}
NAT64 = IPv6Network("64:ff9b::/96")
LONGEST_URL = 4_000
Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Iterable[str]]
Allowance = frozenset[tuple[str, int]]
"""(IP address, port) pairs that tests may ask although they are not public."""


class Refused(Exception):
    """An address that is not asked. `code` is a stable word."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code, self.detail = code, detail


@dataclass(frozen=True, slots=True)
class Target:
    """A URL that passed: in ASCII, without fragment."""

    url: str
    scheme: str
    host: str
    port: int


def check_url(url: str, allowed: Allowance = frozenset()) -> Target:
    """The URL as it may be asked.

    Raises:
        Refused: it is no http(s) URL, holds a user name, names a port of its own, or an address that is not public.

    >>> check_url("https://Example.org./a#b").url
    'https://example.org/a'
    """
    if len(url) > LONGEST_URL or any(unicodedata.category(c) in ("Cc", "Zl", "Zp") or c in " \\" for c in url.strip()):
        raise Refused("address", "not a web address: too long, or with characters that it may not hold")
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise Refused("address", f"not a web address ({error})") from error
    if parts.scheme.lower() not in PORTS:
        raise Refused("address", f"only http and https are asked, not {parts.scheme[:20] or 'nothing'!r}")
    if "@" in parts.netloc:
        raise Refused("address", "an address with a user name or password")
    scheme = parts.scheme.lower()
    host = plain_host(parts.hostname or "")
    number = literal_of(host)
    port = PORTS[scheme] if port is None else port
    if (host, port) not in allowed:
        if port != PORTS[scheme]:
            raise Refused("address", f"port {port}: only {PORTS[scheme]} is asked for {scheme}")
        if number is not None:
            check_address(number)
    return Target(_rebuilt(parts, scheme, host, port), scheme, host, port)


def plain_host(host: str) -> str:
    """A host name in lower-case ASCII without a trailing dot.

    Raises:
        Refused: it is empty, or no name and no address in the usual form ("127.1", "0x7f.1", "2130706433", "①②⑦.0.0.1").
    """
    if ":" in host:
        return host.lower()
    folded = unicodedata.normalize("NFKC", host).rstrip(".").lower()
    try:
        name = folded if folded.isascii() else folded.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise Refused("address", "a host name that cannot be read") from error
    labels = name.split(".")
    if not name or any(not label or len(label) > 63 for label in labels) or len(name) > 253:
        raise Refused("address", "no host name")
    if not folded == host.rstrip(".").lower() and labels[-1].isdigit():
        raise Refused("address", "an IP address in disguise")
    last = labels[-1]
    if (last.isdigit() or last.startswith("0x")) and literal_of(name) is None:
        raise Refused("address", "an IP address that is not written as four numbers")
    return name


def literal_of(host: str) -> Address | None:
    """The IP address that a host is written as, None for a name."""
    try:
        return ip_address(host.split("%")[0])
    except ValueError:
        return None


def check_address(address: Address) -> None:
    """Nothing for a public address.

    Raises:
        Refused: it is private, local, reserved, multicast, or holds one that is (mapped, NAT64, 6to4, Teredo).
    """
    for held in _held(address):
        if not held.is_global or held.is_multicast or held.is_reserved or held.is_unspecified:
            raise Refused("private-address", f"{address} is not a public address")


def _held(address: Address) -> Iterable[Address]:
    """An address and those written inside it."""
    yield address
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped:
            yield address.ipv4_mapped
        if address.sixtofour:
            yield address.sixtofour
        if address.teredo:
            yield from address.teredo
        if address in NAT64:
            yield IPv4Address(address.packed[-4:])


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a host name, as the system knows them."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def addresses_of(host: str, port: int, allowed: Allowance = frozenset(), ask: Resolve = resolve) -> list[str]:
    """The addresses to connect to, all of them checked: one that is not public refuses the name.

    Raises:
        Refused: one of them may not be asked, or the name is not known.
    """
    literal = literal_of(host)
    try:
        found = [host] if literal is not None else list(ask(host, port))
    except (OSError, UnicodeError) as error:
        raise Refused("unreachable", f"{host} is not known") from error
    for text in found:
        address = literal_of(text)
        if address is None:
            raise Refused("private-address", f"{host} leads to something that is no address")
        if (text, port) not in allowed:
            check_address(address)
    if not found:
        raise Refused("unreachable", f"{host} is not known")
    return found


def _rebuilt(parts: SplitResult, scheme: str, host: str, port: int) -> str:
    where = f"[{host}]" if ":" in host else host
    netloc = where if port == PORTS[scheme] else f"{where}:{port}"
    return urlunsplit((scheme, netloc, parts.path or "/", parts.query, ""))
