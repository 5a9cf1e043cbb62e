"""Words from reports made safe to print: they may hold anything that a stranger wrote.

Takes text, gives text that neither moves the cursor of a terminal nor turns the line around. Does not escape HTML.
"""

from __future__ import annotations

import unicodedata

TURNS = {chr(c): f"[U+{c:04X}]" for c in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)}
"""Characters that set the direction of a line; shown, not obeyed."""

FIRST_STRONG, POP = "\u2068", "\u2069"


def inert(text: str) -> str:
    """Text on one line without control characters; direction marks are made visible.

    >>> inert("a\\x1b[31mb\\nc")
    'a [31mb c'
    >>> inert("\\u202egpj.exe")
    '[U+202E]gpj.exe'
    """
    shown = "".join(TURNS.get(c, c) if unicodedata.category(c) == "Cf" else _plain(c) for c in text)
    return " ".join(shown.split())


def isolate(text: str) -> str:
    """Inert text that keeps its own direction inside a line of another; left-to-right text is only made inert.

    >>> isolate("Aleppo"), isolate("حلب") == "\\u2068حلب\\u2069"
    ('Aleppo', True)
    """
    safe = inert(text)
    return f"{FIRST_STRONG}{safe}{POP}" if any(unicodedata.bidirectional(c) in ("R", "AL") for c in safe) else safe


def shorten(text: str, length: int) -> str:
    """Text of at most `length` characters, cut at a word, with an ellipsis when something was left out."""
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[length // 2 :] else cut).rstrip(" ,;:.") + "…"


def _plain(char: str) -> str:
    return " " if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char
