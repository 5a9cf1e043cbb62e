"""How the desk is run: where it listens, who may use it, what it hides.

Takes options, gives frozen settings; refuses those that would open a ledger to strangers.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from warledger.model import ConfigError

LOCAL_HOSTS = ("127.0.0.1", "localhost", "[::1]")
"""What a browser on this machine may call it; any other Host header is refused, so that a name that a stranger points at
127.0.0.1 (DNS rebinding) reads nothing."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`public` is the mode for publishing: nothing can be changed, private persons and exact spots are hidden.

    With `follow` conclusions are drawn anew after each decision. `hosts` are further names that the Host header may have.
    `password` is asked for with the name `user`; "" asks nobody.
    """

    host: str = "127.0.0.1"
    port: int = 8017
    hosts: tuple[str, ...] = ()
    public: bool = False
    user: str = "desk"
    password: str = ""
    follow: bool = True

    @property
    def allowed_hosts(self) -> frozenset[str]:
        """All names that the Host header may have, without port, in small letters."""
        own = () if _is_any(self.host) else (_bracketed(self.host),)
        return frozenset(h.casefold() for h in (*LOCAL_HOSTS, *own, *self.hosts))

    def check(self, *, has_users: bool = False) -> None:
        """Refuse to listen to other machines without a login.

        Raises:
            ConfigError: the address is not a loopback one, there are no users and no password is set.
        """
        if is_loopback(self.host) or self.password or (has_users and not self.public):
            return
        raise ConfigError(
            f"{self.host} is open to other machines: let people in by name (warledger user add), set WARLEDGER_PASSWORD, "
            "or listen on 127.0.0.1 behind a server with a login"
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach the address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
