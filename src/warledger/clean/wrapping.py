"""Which lines of a text go on in the next: letters and plain files break their paragraphs at a width.

Takes captured text and its lines, gives the lines after which nothing ends. Changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from warledger.clean.lines import SENTENCE_END
from warledger.model import Span

NARROWEST, WIDEST = 50, 100
"""Characters at which programs and people break lines; a text whose lines are longer has a paragraph a line."""
LONG_SHARE = 0.2
USUAL = 0.95
"""Of the lines, this share is no longer than the width: an address may stick out."""
FULL_SHARE, SENTENCE_SHARE = 0.6, 0.4
"""Of the breaks after lines that are not short, these shares come after a full line, and in the middle of a sentence besides: in a list
each line ends its own, and the next begins with a capital and is no more than one sentence."""
WITHIN = re.compile(r"[.!?…؟۔]\s+\S")
BULLET = re.compile(r"[-*•·>|#=_–—]|\d{1,3}[.)]\s")


def find_wrapped(captured: str, lines: Sequence[Span]) -> frozenset[int]:
    """Indexes of lines that were broken at the width of the text: the first word of the next line would not have fitted.

    None in a text that is not broken so, as one of long paragraphs, a list or a message in short lines.
    """
    words = [line.of(captured) for line in lines]
    spaced = sorted(len(w) for w in words if " " in w)
    if not spaced or sum(n > WIDEST for n in spaced) > LONG_SHARE * len(spaced):
        return frozenset()
    bounded = [n for n in spaced if n <= WIDEST]
    width = bounded[int(USUAL * (len(bounded) - 1))]
    breaks = [i for i in range(len(lines) - 1) if _one_break(captured[lines[i].end : lines[i + 1].start])]
    full = [i for i in breaks if len(words[i]) + 1 + len(words[i + 1].split()[0]) > width and len(words[i]) <= WIDEST]
    goes_on = [i for i in full if not BULLET.match(words[i + 1])]
    told = [i for i in breaks if len(words[i]) > width / 2]
    in_sentences = [i for i in goes_on if _goes_on(words[i], words[i + 1])]
    if width < NARROWEST or len(full) < FULL_SHARE * len(told) or len(in_sentences) < SENTENCE_SHARE * len(told):
        return frozenset()
    return frozenset(goes_on)


def _goes_on(line: str, following: str) -> bool:
    """Whether a sentence goes on in the next line: it does not end, and the next begins small or has the end of a sentence within."""
    return not SENTENCE_END.search(line) and (not following[0].isupper() or bool(WITHIN.search(following)))


def _one_break(between: str) -> bool:
    return between.replace("\r\n", "\n").strip(" \t") in ("\n", "\r")
