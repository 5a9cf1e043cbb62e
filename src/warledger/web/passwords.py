"""Passwords and random keys: made, hashed, checked.

Takes words, gives hashes. argon2id with the memory and time that OWASP names as the least (19 MiB, two passes).
"""

from __future__ import annotations

import hashlib
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from warledger.model import ConfigError

SHORTEST, LONGEST = 12, 200
AT_ONCE = threading.BoundedSemaphore(4)
"""Hashing takes memory: a flood of logins must wait, not fill it."""
TOKEN_PREFIX = "wl_"

_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$g18an+PNRL05pPvXGr6w/Q$RcZXstFDgUrsiQKCdSIc5hPC3NvjcXv0uDxvdrpxNks"
"""Checked when there is no such user, so that a wrong name takes as long as a wrong password."""


def hash_password(password: str, name: str = "") -> str:
    """The hash to keep of a password.

    Raises:
        ConfigError: it is too short, too long, or the name itself.
    """
    if len(password) < SHORTEST or len(password) > LONGEST:
        raise ConfigError(f"a password has {SHORTEST} to {LONGEST} characters")
    if name and name.casefold() in password.casefold() and len(password) < len(name) + SHORTEST:
        raise ConfigError("a password must not be the name with little added")
    with AT_ONCE:
        return _hasher.hash(_same(password))


def is_password(password: str, kept: str) -> bool:
    """Whether a password is the one of a hash; takes as long when it is not."""
    try:
        with AT_ONCE:
            return _hasher.verify(kept, _same(password[:LONGEST]))
    except (VerificationError, InvalidHashError):
        return False


def new_key(prefix: str = "") -> str:
    """A random key that nobody guesses."""
    return prefix + secrets.token_urlsafe(32)


def key_hash(key: str) -> str:
    """What is kept of a random key; one pass of SHA-256 is enough for 256 random bits."""
    return hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()


def _same(password: str) -> str:
    """The same password typed on another keyboard."""
    return unicodedata.normalize("NFKC", password)
