"""What to watch: a TOML file.

Takes the file, gives frozen options; a key that is not known is an error with its name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any

from warledger.collect.guard import Refused, check_url, literal_of
from warledger.model import InputError
from warledger.run.watch.mail import SECURITY, Mail

TOP = ("every", "contact", "atom", "conflicts", "feed", "webhook", "mail", "max_new")
FEED = ("url", "outlet", "language", "every")
WEBHOOK = ("url", "secret_env", "local")
MAIL = ("host", "port", "security", "from", "to", "user", "password_env", "password_file")
PORTS = {"starttls": 587, "ssl": 465, "none": 25}
SPAN = re.compile(r"(\d{1,4})\s?([smhd])")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
LEAST_S = 60
"""No feed is asked more often than once a minute."""


@dataclass(frozen=True, slots=True)
class FeedOptions:
    """One feed. `outlet` and `language` stand in for what the feed does not say."""

    url: str
    every_s: int
    outlet: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where changes are sent. `secret_env` names the environment variable that holds the secret; `local` allows this machine."""

    url: str
    secret_env: str
    local: bool = False


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What to watch and whom to tell. `atom` is the file of changes, None for none; `max_new` bounds the pages of one round."""

    feeds: tuple[FeedOptions, ...]
    contact: str = ""
    atom: Path | None = None
    webhook: Webhook | None = None
    mail: Mail | None = None
    conflicts: tuple[str, ...] = ()
    max_new: int = 200


def load_watch(path: Path) -> WatchOptions:
    """The options in a file; relative paths are beside it.

    Raises:
        InputError: the file cannot be read, is not TOML, has a key that is not known or an address that may not be asked.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}") from error
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{path} is not TOML: {error}") from error
    _check(table, TOP, str(path))
    every = table.get("every", "15m")
    feeds = tuple(_feed(raw, every, f"{path} feed {n}") for n, raw in enumerate(table.get("feed", ()), 1))
    if not feeds:
        raise InputError(f"{path}: no [[feed]] with a url")
    hook, letter = table.get("webhook"), table.get("mail")
    return WatchOptions(
        feeds=feeds,
        contact=str(table.get("contact", "")),
        atom=path.parent / str(table["atom"]) if table.get("atom") else None,
        webhook=_webhook(hook, f"{path} webhook") if hook else None,
        mail=_mail(letter, f"{path} mail", path.parent) if letter else None,
        conflicts=tuple(map(str, table.get("conflicts", ()))),
        max_new=int(table.get("max_new", 200)),
    )


def seconds_of(text: object, where: str) -> int:
    """Seconds of "30s", "15m", "2h", "1d".

    >>> seconds_of("15m", "here")
    900
    """
    found = SPAN.fullmatch(str(text))
    if not found or int(found[1]) * UNITS[found[2]] < LEAST_S:
        raise InputError(f'{where}: every = {text!r} is no span of a minute or more like "15m", "2h" or "1d"')
    return int(found[1]) * UNITS[found[2]]


def _feed(raw: Mapping[str, Any], every: object, where: str) -> FeedOptions:
    _check(raw, FEED, where)
    url = str(raw.get("url", ""))
    _check_url(url, where)
    return FeedOptions(url, seconds_of(raw.get("every", every), where), str(raw.get("outlet", "")), str(raw.get("language", "")))


def _webhook(raw: Mapping[str, Any], where: str) -> Webhook:
    _check(raw, WEBHOOK, where)
    hook = Webhook(str(raw.get("url", "")), str(raw.get("secret_env", "")), bool(raw.get("local", False)))
    if not hook.secret_env:
        raise InputError(f"{where}: secret_env must name the environment variable that holds the secret")
    if not hook.local:
        _check_url(hook.url, where)
    return hook


def _mail(raw: Mapping[str, Any], where: str, beside: Path) -> Mail:
    if isinstance(raw, Mapping) and "password" in raw:
        raise InputError(f"{where}: no password in this file: name an environment variable with password_env, or a password_file")
    _check(raw, MAIL, where)
    security = str(raw.get("security", "starttls"))
    if security not in SECURITY:
        raise InputError(f"{where}: security = {security!r} is none of {', '.join(SECURITY)}")
    to = [raw["to"]] if isinstance(raw.get("to"), str) else raw.get("to", ())
    mail = Mail(
        host=str(raw.get("host", "")), sender=_address(raw.get("from", ""), f"{where} from"),
        to=tuple(_address(t, f"{where} to") for t in to), port=_port(raw.get("port", PORTS[security]), where), security=security,
        user=str(raw.get("user", "")), password_env=str(raw.get("password_env", "")),
        password_file=beside / str(raw["password_file"]) if raw.get("password_file") else None,
    )  # fmt: skip
    if not mail.host or not mail.to:
        raise InputError(f"{where}: host, from and to are needed")
    if mail.user and bool(mail.password_env) == bool(mail.password_file):
        raise InputError(f"{where}: a user needs password_env or password_file, one of them")
    if mail.user and security == "none" and not _is_here(mail.host):
        raise InputError(f'{where}: security = "none" would send the password in clear')
    return mail


def _address(raw: object, where: str) -> str:
    """A mail address as written, with or without a name.

    Raises:
        InputError: it is none, or not one.
    """
    text = str(raw)
    local, at, domain = parseaddr(text)[1].rpartition("@")
    if not (local and at and domain) or "," in text or not text.isprintable() or " " in local + domain:
        raise InputError(f"{where}: {text!r} is no mail address")
    return text


def _port(raw: object, where: str) -> int:
    if not isinstance(raw, int) or not 0 < raw < 65_536:
        raise InputError(f"{where}: port = {raw!r} is none")
    return raw


def _is_here(host: str) -> bool:
    address = literal_of(host)
    return host == "localhost" or (address is not None and address.is_loopback)


def _check(table: object, keys: tuple[str, ...], where: str) -> None:
    if not isinstance(table, Mapping):
        raise InputError(f"{where}: a table is needed")
    unknown = sorted(set(table) - set(keys))
    if unknown:
        raise InputError(f"{where}: {', '.join(unknown)} is not known; there are {', '.join(keys)}")


def _check_url(url: str, where: str) -> None:
    try:
        check_url(url)
    except Refused as refused:
        raise InputError(f"{where}: {url or 'no url'}: {refused.detail}") from refused
