"""One sentence as words: what the tables of its pack say of each, which stand in a quotation, where a phrase begins and ends.

Takes a text, one of its sentences and the language pack. Finds nothing by itself; attributions are found with it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from warledger.annotate.quotes import directed
from warledger.model import Mention, Span
from warledger.packs import LanguagePack

OPENING, CLOSING = ("“", "«", "„"), ("”", "»")
SIDES = re.compile(f"[{''.join(OPENING + CLOSING)}\n]")
BREAKS = frozenset(",;:–—―-“”«»„[]،؛")
DOUBLED = re.compile(r"''|``")
PAIRED = re.compile("([“”])\uffff|\uffff")
EDGE = " \t\n\xa0,;:–—―"
MONTHS = frozenset({"weekday", "month", "day", "part", "night", "last", "this", "recent", "early", "late"})


def sided(text: str) -> str:
    """The text, of the same length, with every quotation mark turned to its side; two apostrophes are one mark.

    >>> sided("''We stay,'' he said.")
    '““We stay,”” he said.'
    """
    one = DOUBLED.sub('"\uffff', text)
    return PAIRED.sub(lambda m: m.group(1) * 2 if m.group(1) else " ", directed(one))


def inside_quotes(marked: str) -> bytearray:
    """For each place of a text, whether it stands in a quotation; a line that leaves one open ends it."""
    out, opened = bytearray(len(marked)), -1
    for mark in SIDES.finditer(marked):
        if mark[0] in OPENING:
            opened = mark.start() if opened < 0 else opened
        elif opened >= 0:
            out[opened : mark.end()] = b"\1" * (mark.end() - opened)
            opened = -1
    if opened >= 0:
        out[opened:] = b"\1" * (len(out) - opened)
    return out


class Words:
    """The words of one sentence by number. Spans given back are of the whole text."""

    def __init__(self, marked: str, inside: bytearray, sentence: Span, pack: LanguagePack, names: Sequence[Mention]) -> None:
        self.text, self.sentence, self.pack = marked, sentence, pack
        self.tokens = pack.tokens(sentence.of(marked))
        self.inside = [bool(inside[t.start + sentence.start]) for t in self.tokens]
        self._senses = self._word_senses()
        self._times = self._time_words()
        self._names = [m.span for m in names if sentence.covers(m.span)]
        words = [t.text for t in self.tokens if t.kind == "word" and len(t.text) > 3]
        self.is_title = len(words) > 2 and sum(w[:1].isupper() for w in words) > 0.8 * len(words)

    def __len__(self) -> int:
        return len(self.tokens)

    def is_a(self, n: int, *senses: str) -> bool:
        """Whether a word has one of some senses; no word has none."""
        return 0 <= n < len(self.tokens) and not self._senses[n].isdisjoint(senses)

    def is_word(self, n: int) -> bool:
        """Whether there is a word, not a mark or a number."""
        return 0 <= n < len(self.tokens) and self.tokens[n].kind == "word"

    def is_time(self, n: int) -> bool:
        """Whether a word is one of a time ("Friday", "last week")."""
        return 0 <= n < len(self.tokens) and n in self._times

    def mark(self, n: int) -> str:
        """The mark with this number, "" for a word or none."""
        return self.tokens[n].text if 0 <= n < len(self.tokens) and self.tokens[n].kind == "mark" else ""

    def capital(self, n: int) -> bool:
        """Whether a word begins with a capital letter."""
        return self.is_word(n) and self.tokens[n].text[:1].isupper()

    def is_adverb(self, n: int) -> bool:
        """Whether a word stands between a subject and its verb without being of either."""
        return self.is_a(n, "helper", "negation", "modal", "adverb") and not self.is_a(n, "determiner")

    def is_break(self, n: int) -> bool:
        """Whether a mark ends a phrase."""
        return self.mark(n) in BREAKS

    def name_ending(self, end: int) -> int:
        """Where the name begins that ends before a word; `end` when none does."""
        at = self.at(end - 1, end)
        found = [n for n in self._names if n.end == at.end]
        begins = min((n.start for n in found), default=None)
        if begins is not None:
            return min(n for n in range(end) if self.tokens[n].start + self.sentence.start >= begins)
        return end

    def name_from(self, start: int) -> int:
        """Where the name ends that begins at a word, an article before it or not; `start` when none does."""
        begins = {self.start_of(n) for n in (start, start + 1) if n == start or self.is_a(start, "determiner", "article")}
        end = max((n.end for n in self._names if n.start in begins), default=-1)
        return next((n + 1 for n in range(start, len(self)) if self.tokens[n].end + self.sentence.start == end), start)

    def at(self, start: int, end: int) -> Span:
        """The words from one to before another."""
        return Span(self.tokens[start].start, self.tokens[end - 1].end).shift(self.sentence.start)

    def start_of(self, n: int) -> int:
        """Where in the text a word begins; the end of the sentence after the last."""
        return self.tokens[n].start + self.sentence.start if n < len(self.tokens) else self.sentence.end

    def _word_senses(self) -> list[set[str]]:
        """Senses of the words of a pack at each token, of phrases at all their tokens."""
        out: list[set[str]] = [set() for _ in self.tokens]
        for n, (entries, end) in self.pack.words.hits(self.tokens).items():
            for k in range(n, end):
                out[k] |= {e.parts[0] for e in entries}
        for n, (entries, _) in self.pack.quantities.hits(self.tokens).items():
            if entries[0].sense == "article":
                out[n].add("article")
        return out

    def _time_words(self) -> Collection[int]:
        out: set[int] = set()
        for n, (entries, end) in self.pack.times.hits(self.tokens).items():
            if any(e.parts[0] in MONTHS for e in entries):
                out |= set(range(n, end))
        return out


def mark_before(text: str, at: int, spaces: str = " \t\n\xa0") -> str:
    """The character before a place, white space passed over; "" at the beginning."""
    while at > 0 and text[at - 1] in spaces:
        at -= 1
    return text[at - 1] if at else ""


def trimmed(text: str, start: int, end: int, *, last: bool = False) -> Span | None:
    """What is left between two places without marks at the ends; with `last` also without the full stop."""
    while start < end and text[start] in EDGE:
        start += 1
    edge = EDGE + ".!?" if last else EDGE
    while end > start and text[end - 1] in edge:
        end -= 1
    return Span(start, end) if end > start else None
