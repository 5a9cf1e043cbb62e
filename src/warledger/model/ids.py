"""Ids that are equal in every process, order and machine.

Takes raw content, gives short content hashes. Does not look anything up.
"""

from __future__ import annotations

import base64
import hashlib

ID_LENGTH = 12
"""Base-32 characters after the prefix: 60 bits, so among a million records a clash has odds of about 4e-7."""


def content_id(prefix: str, *parts: object) -> str:
    """Id of a record: `prefix-` and 12 base-32 characters of the BLAKE2b hash of its parts.

    Parts are compared by their text with a separator no text holds, so ("ab", "c") differs from ("a", "bc").
    Prefixes: pg page, rp report, cl claim, en entity, pl place, or origin, st story, ma matter, ac account, ju judgement.

    >>> content_id("cl", "a", 1) == content_id("cl", "a", "1")
    True
    """
    joined = "\x1f".join(str(p) for p in parts).encode("utf-8", "surrogatepass")
    digest = hashlib.blake2b(joined, digest_size=8).digest()
    return f"{prefix}-{base64.b32encode(digest).decode('ascii').lower().rstrip('=')[:ID_LENGTH]}"


def sha256_hex(content: bytes) -> str:
    """SHA-256 of captured bytes, as 64 hexadecimal characters."""
    return hashlib.sha256(content).hexdigest()
