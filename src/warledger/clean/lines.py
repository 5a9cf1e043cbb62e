"""Which lines of a page are furniture and not the report.

Takes the lines of a page, gives the reason for each one that goes. Removed lines are kept aside by the caller.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

SENTENCE_END = re.compile(r"[.!?…:؟。][\"”»'’)\]]*$")
GLUED = re.compile(r"[^\W\d_A-ZÀ-Þ]{2}(?=[A-ZÀ-ÞА-ЯЁЇІЄҐ][^\W\d_A-Z])")
SWITCHER = re.compile(r"\s*[/|•·]\s*")
SHORT_LINE = 90
MIN_GLUED = 3


def find_furniture(lines: Sequence[str], phrases: Iterable[re.Pattern[str]]) -> Mapping[int, str]:
    """Index of each line that is furniture, with the reason in a word or two.

    Reasons: phrase (an outlet's set phrase in this language), repeated, tag run (tags glued together), menu (a lone
    lower-case word, or short items beside each other), language switcher.
    """
    patterns = list(phrases)
    counts = Counter(line.casefold() for line in lines)
    out: dict[int, str] = {}
    for index, line in enumerate(lines):
        reason = _reason(line, counts, patterns)
        if reason:
            out[index] = reason
    return out


def _reason(line: str, counts: Mapping[str, int], phrases: Sequence[re.Pattern[str]]) -> str:
    if any(p.search(line) for p in phrases):
        return "phrase"
    if len(line) > SHORT_LINE and len(GLUED.findall(line)) < MIN_GLUED:
        return ""
    if counts[line.casefold()] > 1 and not SENTENCE_END.search(line):
        return "repeated"
    if len(GLUED.findall(line)) >= MIN_GLUED and not SENTENCE_END.search(line):
        return "tag run"
    if _is_switcher(line):
        return "language switcher"
    if line.islower() and len(line.split()) == 1 and line.isalpha() and line.isascii():
        return "menu"
    return ""


def _is_switcher(line: str) -> bool:
    items = SWITCHER.split(line)
    return len(items) > 1 and all(item and len(item.split()) <= 2 and item[0].isupper() and item.isalpha() for item in items)
