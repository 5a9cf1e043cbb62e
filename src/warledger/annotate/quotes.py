"""Quotation marks of running text: where one is open.

Takes text, gives the closing mark that is still awaited. Forgotten and turned marks are common in reports taken from the
web, so a straight mark is judged by what stands beside it.
"""

from __future__ import annotations

QUOTES = {"“": "”", "«": "»", "„": "“", '"': '"', "”": "”"}
"""Opening marks with the marks that close them."""
BEFORE_OPENING = frozenset("([—–")


def quote_after(text: str, awaited: str = "") -> str:
    """The closing mark still awaited after a text, "" when no quotation is open; `awaited` is what was before it.

    A straight mark opens between a space and a letter and closes elsewhere, so that a forgotten one does not turn the
    rest round.

    >>> quote_after('He said: "We held'), quote_after('" The others fled')
    ('"', '')
    """
    for at, ch in enumerate(text):
        if ch == '"':
            awaited = ch if _opens(text, at) else ""
        elif awaited:
            if ch == awaited:
                awaited = ""
        elif ch in QUOTES:
            awaited = QUOTES[ch]
    return awaited


def directed(text: str) -> str:
    """The text, of the same length, with each straight mark turned to its side; one that closes nothing is a space.

    >>> directed('" They left. "We stay," he said.')
    '  They left. “We stay,” he said.'
    """
    if '"' not in text:
        return text
    out, opened = [], False
    for at, ch in enumerate(text):
        if ch != '"':
            out.append(ch)
            continue
        closes, opened = opened, _opens(text, at)
        out.append("“" if opened else "”" if closes else " ")
    return "".join(out)


def _opens(text: str, at: int) -> bool:
    """Whether a straight mark begins a quotation: a space or nothing before it, a word behind it."""
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    return (not before or before.isspace() or before in BEFORE_OPENING) and not after.isspace()


def opens_quote(text: str, at: int) -> bool:
    """Whether a mark begins a quotation: those that point say so, any other is judged by what stands beside it.

    >>> [opens_quote('“We held,” he said', n) for n in (0, 9)], opens_quote('« Nous tenons »', 0)
    ([True, False], True)
    """
    return text[at] in "«„" or (text[at] != "»" and _opens(text, at))
