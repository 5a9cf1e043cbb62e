"""Names that the packs know, found in running text.

Takes names with their kind, gives spans. Whole words only; case does not matter in scripts that have it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import ahocorasick_rs

from warledger.annotate.tidy import word_span
from warledger.model import Span

SHORTEST = 3
"""Letters that a name needs; shorter ones ("EU", "IS") are looked for in their own case only."""


class KnownNames:
    """A matcher over many names. Not picklable: make one for each process."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        kinds: dict[str, str] = {}
        exact: dict[str, str] = {}
        for name, kind in names:
            if len(name) > SHORTEST or not name.isupper():
                kinds.setdefault(lower(name), kind)
            else:
                exact.setdefault(name, kind)
        kinds = {name: kind for name, kind in kinds.items() if len(name) >= SHORTEST}
        self._kinds, self._exact = sorted(kinds.items()), sorted(exact.items())
        self._matcher = _matcher([name for name, _ in self._kinds])
        self._exact_matcher = _matcher([name for name, _ in self._exact])

    def find(self, text: str, attached: Sequence[str] = ()) -> list[tuple[Span, str]]:
        """Spans and kinds of known names, longest first where they overlap, in the order of the text."""
        hits = [(Span(a, b), self._kinds[n][1]) for n, a, b in self._matcher.find_matches_as_indexes(lower(text), overlapping=True)]
        hits += [(Span(a, b), self._exact[n][1]) for n, a, b in self._exact_matcher.find_matches_as_indexes(text, overlapping=True)]
        whole = [(span, kind) for span, kind in hits if word_span(text, span, attached) == span]
        out: list[tuple[Span, str]] = []
        for span, kind in sorted(whole, key=lambda h: (-(h[0].end - h[0].start), h[0], h[1])):
            if not any(span.overlaps(other) for other, _ in out):
                out.append((span, kind))
        return sorted(out)


def lower(text: str) -> str:
    """Small letters, code point by code point, so that offsets stay."""
    low = text.lower()
    if len(low) == len(text) and "Σ" not in text:  # the one letter that is lowered by its place in the word
        return low
    return "".join(low if len(low := ch.lower()) == 1 else ch for ch in text)


def _matcher(names: Sequence[str]) -> ahocorasick_rs.AhoCorasick:
    return ahocorasick_rs.AhoCorasick(names or ["\x00"], matchkind=ahocorasick_rs.MatchKind.Standard)
