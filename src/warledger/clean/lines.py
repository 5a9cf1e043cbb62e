"""Which lines of a page are furniture and not the report.

Takes the lines of a page, gives the reason for each one that goes. Removed lines are kept aside by the caller.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

SENTENCE_END = re.compile(r"[.!?…:؟。][\"”»'’)\]]*$")
SWITCHER = re.compile(r"(?:(?<!\s)\s+)?[/|•·]\s*")
SHORT_LINE = 90
SHORTER = 50
SLOGAN_LINES, SLOGAN_WORDS = 4, 8
YEAR_END = re.compile(r"\b(?:19|20)\d\d$")
MIN_GLUED, GLUED_SHARE = 3, 6
"""Glued tags are at least so many, and one in so many words: a paragraph may name YouTube, GitHub and WordPress."""
COPYRIGHT = re.compile(r"(©|\(c\)\s*(19|20)\d\d|copyright\s*[©(\d])", re.IGNORECASE)
LONGEST_NOTICE = 300


def find_furniture(lines: Sequence[str], phrases: Iterable[str]) -> Mapping[int, str]:
    """Index of each line that is furniture, with the reason in a word or two.

    Reasons: phrase (an outlet's set phrase in this language), copyright, repeated, tag run (tags glued together), menu (a lone
    lower-case word, or short items beside each other), language switcher. A phrase takes a line that begins with it,
    and a short line that holds it.
    """
    known = tuple(p.casefold() for p in phrases)
    counts = Counter(line.casefold() for line in lines)
    out: dict[int, str] = {}
    for index, line in enumerate(lines):
        reason = _reason(line, counts, known)
        if reason:
            out[index] = reason
    return out


def find_slogan(lines: Sequence[str], since: Sequence[str]) -> Mapping[int, str]:
    """A publisher's slogan among the first lines: a few words that end in "since" and a year, in any language's words."""
    for index, line in enumerate(lines[:SLOGAN_LINES]):
        m = YEAR_END.search(line)
        if m and len(line.split()) <= SLOGAN_WORDS and any(f" {word} " in f" {line[: m.start()].casefold()} " for word in since):
            return {index: "slogan"}
    return {}


def _reason(line: str, counts: Mapping[str, int], phrases: tuple[str, ...]) -> str:
    if _has_phrase(line.casefold(), phrases):
        return "phrase"
    if COPYRIGHT.match(line) and len(line) < LONGEST_NOTICE:
        return "copyright"
    glued = _count_glued(line)
    tags = glued >= MIN_GLUED and glued * GLUED_SHARE >= len(line.split())
    if len(line) > SHORT_LINE and not tags:
        return ""
    if counts[line.casefold()] > 1 and not SENTENCE_END.search(line):
        return "repeated"
    if tags and not SENTENCE_END.search(line):
        return "tag run"
    if _is_switcher(line):
        return "language switcher"
    if line.islower() and len(line.split()) == 1 and line.isalpha() and line.isascii():
        return "menu"
    return ""


def _count_glued(line: str) -> int:
    """How often a capital stands right after small letters and before one ("EuropeRussia"), in any script."""
    return sum(
        1
        for a, b, c, d in zip(line, line[1:], line[2:], line[3:], strict=False)
        if a.islower() and b.islower() and c.isupper() and d.islower()
    )


def _has_phrase(line: str, phrases: tuple[str, ...]) -> bool:
    """Whether a line begins with a phrase, or is short and holds one. "Anzeige erstattete ..." is no "Anzeige"."""
    if line.startswith(phrases):
        found = max((p for p in phrases if line.startswith(p)), key=len)
        after = line[len(found) :].lstrip()
        sure = " " in found or not found[-1].isalpha() or not after or not after[0].isalpha()
        whole = not found[-1].isalpha() or not line[len(found) : len(found) + 1].isalpha()
        if whole and (sure or len(line) < SHORT_LINE):
            return True
    return len(line) < SHORTER and any(p in line for p in phrases)


def _is_switcher(line: str) -> bool:
    items = SWITCHER.split(line)
    return len(items) > 1 and all(item and len(item.split()) <= 2 and item[0].isupper() and item.isalpha() for item in items)
