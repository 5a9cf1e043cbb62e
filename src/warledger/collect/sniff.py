"""What captured bytes are, judged from the bytes first and the name second.

Takes bytes, gives a media type. Does not decode text.
"""

from __future__ import annotations

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x7fELF", "application/octet-stream"),
    (b"MZ\x90\x00", "application/octet-stream"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"BZh", "application/x-bzip2"),
    (b"7z\xbc\xaf", "application/x-7z-compressed"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
)
HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<article")
HEAD_BYTES = 4096
BLOCKS = frozenset(range(8))
"""High bytes of UTF-16 code units in the Latin, Greek, Cyrillic, Hebrew and Arabic blocks."""
CONTROL = frozenset(range(32)) - frozenset(b"\t\n\r\f\x0b\x1b\x1a")


def media_type(content: bytes, name: str = "") -> str:
    """The media type of captured bytes: "text/plain", "text/html", or what a signature says.

    Bytes with NULs that are no UTF-16, or with more than 2 % control characters, are "application/octet-stream".

    >>> media_type("Нічна атака".encode(), "a.txt")
    'text/plain'
    >>> media_type(b"%PDF-1.7 ...", "report.txt")
    'application/pdf'
    """
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    head = content[:HEAD_BYTES]
    if _is_binary(head):
        return "application/octet-stream"
    lowered = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if lowered.startswith(HTML_MARKS) or (name.lower().endswith((".html", ".htm", ".xhtml")) and b"<" in lowered):
        return "text/html"
    if lowered.startswith(b"<?xml") and any(mark in lowered for mark in HTML_MARKS):
        return "text/html"
    return "text/plain"


def is_utf16(head: bytes) -> bool:
    """Whether bytes look like UTF-16: a byte order mark, or the low bytes of script blocks on one parity only."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    half = len(head) // 2
    if half < 8:
        return False
    even, odd = (sum(byte in BLOCKS for byte in head[parity::2]) for parity in (0, 1))
    return max(even, odd) > 0.6 * half and min(even, odd) < 0.05 * half


def _is_binary(head: bytes) -> bool:
    if is_utf16(head):
        return False
    if b"\x00" in head:
        return True
    return sum(byte in CONTROL for byte in head) > 0.02 * len(head)
