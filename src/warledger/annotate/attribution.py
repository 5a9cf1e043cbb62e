"""Who is quoted where: source, cue and content of each attribution, war or not.

Takes a text, its sentences, names and its pack, gives attributions. By rules on word order and punctuation alone: a cue, the
words for its source beside it, and what is left of the sentence and of the quotation. What is told within another's words is
part of these, no attribution of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from warledger.annotate.phrases import CLOSING, OPENING, Words, inside_quotes, mark_before, sided, trimmed
from warledger.annotate.said import contents_of
from warledger.annotate.tellers import tellers_of
from warledger.model import Attribution, Frame, Mention, Span
from warledger.packs import LanguagePack

LABEL_WORDS = 8
"""Words of a name before the colon that begins a line, the colon with it."""
SIGNING = ("—", "–", "―", "-")
"""Dashes between a quotation and the name of who said it."""


def find_attributions(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Attribution, ...]:
    """Attributions in the order of the text: those that the rules see, and those of frames whose cue they do not."""
    marked = sided(text)
    inside = inside_quotes(marked)
    found: list[Attribution] = []
    for number, sentence in enumerate(sentences):
        words = Words(marked, inside, sentence, pack, mentions)
        found += _signed(words, sentences[:number]) or contents_of(words, tellers_of(words), sentences[number + 1 :])
    seen = [a.cue for a in found if a.cue]
    found += [
        a for a in _of_frames(marked, sentences, frames) if a.cue and not any(a.cue.overlaps(c) for c in seen) and not inside[a.cue.start]
    ]
    return tuple(sorted(_outermost(found), key=lambda a: (a.cue or a.content[0], a.source or a.content[0])))


def _signed(words: Words, before: Sequence[Span]) -> list[Attribution]:
    """What stands behind a name and a colon that begin a line, or before a dash and the name that ends it."""
    text, home = words.text, words.sentence
    if words.mark(0) in SIGNING and before and text[before[-1].end - 1] in CLOSING:
        name = trimmed(text, home.start + 1, home.end, last=True)
        line = text.rfind("\n", 0, before[-1].end) + 1
        said = trimmed(text, line, before[-1].end)
        return [Attribution((said,), name, words.at(0, 1))] if name and said and _names_one(words, 1, len(words)) else []
    if mark_before(text, home.start, " \t\xa0") not in ("", "\n"):
        return []
    first = 1 if words.mark(0) in (*OPENING, *CLOSING) else 0
    colon = next((n for n in range(first, min(first + LABEL_WORDS, len(words))) if words.mark(n) == ":"), 0)
    if colon <= first or not _names_one(words, first, colon):
        return []
    said = trimmed(text, words.at(colon, colon + 1).end, home.end, last=True)
    return [Attribution((said,), words.at(first, colon), words.at(colon, colon + 1))] if said else []


def _names_one(words: Words, start: int, end: int) -> bool:
    """Whether the words are a name: all with capitals, one of the names that are known or in capitals throughout."""
    own = [n for n in range(start, end) if words.is_word(n)]
    if not own or any(words.is_time(n) for n in own) or not all(words.capital(n) or words.is_a(n, "of") for n in own):
        return False
    shouted = all(words.tokens[n].text.isupper() and len(words.tokens[n].text) > 1 for n in own)
    return shouted or words.name_from(start) >= own[-1] + 1 or words.name_ending(own[-1] + 1) < own[-1] + 1


def _outermost(found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions whose cue does not stand in what another one says; of two that hold each other the longer."""
    out: list[Attribution] = []
    for one in sorted(found, key=lambda a: -sum(c.end - c.start for c in a.content)):
        if not any(one.cue and c.overlaps(one.cue) for other in out for c in other.content):
            out.append(one)
    return out


def _of_frames(text: str, sentences: Sequence[Span], frames: Sequence[Frame]) -> Iterator[Attribution]:
    """One attribution for each source and cue pair of the frames; content is the longest stretch beside them."""
    pairs: set[tuple[Span, Span | None]] = set()
    for frame in frames:
        cues, sources = frame.spans("cue"), frame.spans("source")
        if cues:
            pairs.add((cues[0], min(sources, key=lambda s: abs(s.start - cues[0].start), default=None)))
    for cue, source in pairs:
        sentence = cue.within(sentences)
        taken = sorted([cue] + ([source] if source and sentence.covers(source) else []))
        edges = [sentence.start, *[e for span in taken for e in (span.start, span.end)], sentence.end]
        pieces = [trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
        whole = [p for p in pieces if p]
        yield Attribution((max(whole, key=lambda s: s.end - s.start),) if whole else (), source, cue)
