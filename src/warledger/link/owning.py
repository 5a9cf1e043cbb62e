"""What a source owns to: claims of which a report says that they were "acknowledged" or "admitted" rather than said.

Takes a report's text and its claims, gives the ids of those that a word for admitting governs. Whether the claim hurts the
source is not decided here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from warledger.model import Claim, Span
from warledger.packs.languages import LanguagePack

_END = re.compile(r"[.!?؟。](?=[\s»”\"])|\n")
REACH = 240
"""Code points on each side of a claim in which its sentence is looked for."""


def admitted(text: str, claims: Sequence[Claim], pack: LanguagePack) -> frozenset[str]:
    """Ids of claims whose word for saying, where it is known, else the nearest in their sentence, is one for admitting."""
    said = [claim for claim in claims if claim.stance == "asserts" and claim.source is not None]
    return frozenset(claim.id for claim in said if _governing(text, claim, pack))


def _governing(text: str, claim: Claim, pack: LanguagePack) -> bool:
    """Whether a claim's word for saying is one for admitting: the first inside it, else the last before it, else the next behind it."""
    home = _sentence(text, claim.span)
    owning = _owning(text, home, pack)
    if not owning:
        return False
    if claim.cue is not None:
        return any(word.overlaps(claim.cue) for word in owning)
    saying = [_at(span, home) for span, _ in pack.reporting.find(text[home.start : home.end])]
    words = sorted({*saying, *owning}, key=lambda w: (w.start, -w.end))
    inside = [w for w in words if w.overlaps(claim.span)]
    chosen = inside[:1] or [w for w in words if w.end <= claim.span.start][-1:] or words[:1]
    return any(word.overlaps(one) for one in chosen for word in owning)


def _sentence(text: str, span: Span) -> Span:
    """The sentence around a span, or what of it is within reach."""
    start, end = max(0, span.start - REACH), min(len(text), span.end + REACH)
    starts = [m.end() for m in _END.finditer(text, start, span.start)]
    stop = _END.search(text, span.end, end)
    return Span(starts[-1] if starts else start, stop.start() if stop else end)


def _owning(text: str, home: Span, pack: LanguagePack) -> list[Span]:
    """Words for admitting in a sentence; "räumte" is one where its "ein" ends a clause behind it ("admits:ein")."""
    sentence = text[home.start : home.end]
    found = [(at, e.parts) for at, entries in pack.words.find(sentence) for e in entries if e.parts[0] == "admits"]
    return [_at(at, home) for at, parts in found if not parts[1:] or _ends_clause(sentence[at.end :], parts[1], pack)]


def _ends_clause(rest: str, particle: str, pack: LanguagePack) -> bool:
    tokens = pack.tokens(rest)
    return any(t.key == particle and (n + 1 == len(tokens) or tokens[n + 1].kind == "mark") for n, t in enumerate(tokens))


def _at(span: Span, home: Span) -> Span:
    return Span(span.start + home.start, span.end + home.start)
