"""Ids that are equal in every process, order and machine.

Takes raw content, gives short content hashes. Does not look anything up.
"""

from __future__ import annotations

import hashlib
import string

ID_LENGTH = 12
"""Base-32 characters after the prefix: 60 bits, so among a million records a clash has odds of about 4e-7."""

_LETTERS = string.ascii_lowercase + "234567"
_PAIRS = tuple(one + other for one in _LETTERS for other in _LETTERS)
_SHIFTS = range(5 * ID_LENGTH - 10, -1, -10)


def content_id(prefix: str, *parts: object) -> str:
    """Id of a record: `prefix-` and 12 base-32 characters of the BLAKE2b hash of its parts.

    Parts are compared by their text with a separator no text holds, so ("ab", "c") differs from ("a", "bc").
    Prefixes: pg page, rp report, cl claim, en entity, pl place, or origin, st story, ma matter, ac account, ju judgement.

    >>> content_id("cl", "a", 1) == content_id("cl", "a", "1")
    True
    """
    joined = "\x1f".join(map(str, parts)).encode("utf-8", "surrogatepass")
    bits = int.from_bytes(hashlib.blake2b(joined, digest_size=8).digest(), "big") >> 64 - 5 * ID_LENGTH
    return f"{prefix}-{''.join([_PAIRS[bits >> at & 1023] for at in _SHIFTS])}"


def sha256_hex(content: bytes) -> str:
    """SHA-256 of captured bytes, as 64 hexadecimal characters."""
    return hashlib.sha256(content).hexdigest()
