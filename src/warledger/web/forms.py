"""Forms that only this desk can have made: a random cookie and its seal in each form.

Takes the secret of one process, gives tokens. Does not know what is decided.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

COOKIE = "warledger_form"


def new_cookie() -> str:
    """A random value for a browser."""
    return secrets.token_urlsafe(24)


def token_of(secret: bytes, cookie: str) -> str:
    """The seal of a cookie, put into each form."""
    return hmac.new(secret, cookie.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def is_ours(secret: bytes, cookie: str, token: str) -> bool:
    """Whether form and cookie belong together."""
    return bool(cookie) and hmac.compare_digest(token_of(secret, cookie).encode(), token.encode("utf-8", "replace"))
