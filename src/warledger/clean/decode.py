"""Captured bytes to captured text.

Takes bytes, gives text and the encoding used. Does not clean: every code point stays, so offsets count in it.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections import Counter

CANDIDATES = ("cp1252", "cp1251", "cp1256", "koi8-r", "cp1254", "iso-8859-6", "cp1250", "iso-8859-5")
"""Legacy encodings tried when bytes are no UTF, most likely first (ties keep this order)."""

WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 20_000
ICELANDIC = frozenset("þðýÞÐÝ")
"""Letters of cp1252 on the places where cp1254 has Turkish ones; in our languages the Turkish ones are likelier."""

EVERY_BYTE = bytes(range(256))
ESCAPES = ("unicode-escape", "raw-unicode-escape", "utf-7")
"""Codecs in which bytes of plain text stand for something else."""

STRAY_UTF8 = 0.01
"""Share of broken bytes below which a text is still taken as UTF-8 with U+FFFD in the gaps."""


def decode(content: bytes, declared: str = "") -> tuple[str, str]:
    """Text of captured bytes and the encoding that read them; broken bytes become U+FFFD.

    A byte order mark decides; then UTF-8 with at most few broken bytes; then UTF-16 without a mark; then the
    legacy encoding whose words look most like words (one script a word, natural case).

    >>> decode("سوريا".encode("cp1256"))[0]
    'سوريا'
    """
    for mark, name in ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if content.startswith(mark):
            return content.decode(name, "replace"), name
    loose = content.decode("utf-8", "replace")
    if loose.count("\ufffd") + _controls(loose) <= STRAY_UTF8 * len(loose):
        return loose, "utf-8"
    wide = _utf16_without_mark(content)
    if wide:
        return content.decode(wide, "replace"), wide
    best = max(_ordered(declared), key=lambda name: _likeness(content, name))
    return content.decode(best, "replace"), best


def _ordered(declared: str) -> list[str]:
    known = _charset(declared) if declared else ""
    return ([known] if known and known != "utf-8" else []) + list(CANDIDATES)


def _charset(declared: str) -> str:
    """Python's name of a charset that a page declares; "" for none, and for what Python calls a codec but no page is written in.

    >>> [_charset(name) for name in ("Windows-1251", "hex", "idna", "undefined", "unicode_escape", "no such")]
    ['cp1251', '', '', '', '', '']
    """
    try:
        name = codecs.lookup(declared).name
        if name not in ESCAPES:
            EVERY_BYTE.decode(name, "replace")
            return name
    except (LookupError, ValueError):
        pass
    return ""


def _utf16_without_mark(content: bytes) -> str:
    for name in ("utf-16-le", "utf-16-be"):
        try:
            text = content[: SAMPLE * 2 & ~1].decode(name)
        except UnicodeDecodeError:
            continue
        if text and _controls(text) == 0 and _likeness(content, name) > 0.8:  # two scripts in one word betray a wrong guess
            return name
    return ""


def _controls(text: str) -> int:
    return sum(1 for ch in text if ch < " " and ch not in "\t\r\n\f\v")


def _likeness(content: bytes, encoding: str) -> float:
    """How much decoded bytes look like words, in about -3..1."""
    text = content[:SAMPLE].decode(encoding, "replace")
    words = WORD.findall(text)
    if not words:
        return -1.0
    broken = sum(1 for ch in text if ch == "\ufffd" or (unicodedata.category(ch) in ("Cc", "Cn", "Co") and ch not in "\t\r\n\f"))
    symbols = sum(1 for ch in text if ord(ch) > 0x7F and (unicodedata.category(ch)[0] in "SN" or unicodedata.category(ch) == "Cf"))
    good = sum(_wordlike(w) * len(w) for w in words) / sum(map(len, words))
    return good - 20 * broken / len(text) - 3 * symbols / len(text)


def _wordlike(word: str) -> float:
    scripts = Counter(_script(ch) for ch in word)
    if len(scripts) > 1:
        return -1.0
    if word[1:] != word[1:].lower() and not word.isupper():
        return -0.5
    if scripts.keys() == {"LATIN"}:
        if any(ch in ICELANDIC for ch in word):
            return 0.5
        plain = sum(ch.isascii() for ch in word)
        return 1.0 if plain >= 0.5 * len(word) else -0.5
    return 1.0


def _script(ch: str) -> str:
    return unicodedata.name(ch, "?").split()[0]
