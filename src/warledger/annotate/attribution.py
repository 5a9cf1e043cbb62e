"""Who is quoted where: source, cue and content of each attribution, war or not.

Takes a text, its sentences and its pack, gives attributions. By rules on word order and punctuation alone: a cue, the words
for its source beside it, and what is left of the sentence and of the quotation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from warledger.model import Attribution, Frame, Span
from warledger.packs import LanguagePack

EDGE = " \t\n,;:–—"
OPENING, CLOSING = '“«„"', '”»“"'
BREAKS = frozenset(',;:–—-"“”«»„()[]،؛')
SOURCE_WORDS = 14
"""Words that a source may have, those of its apposition with it."""
CONTENT_WORDS = 2
"""Words that a stretch needs to be what was said."""
JOINT = 8
"""Code points between "and" and the verb that it joins to the one before."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue in a sentence: token numbers from `first` to before `end`, and whether its source follows it as in "according to"."""

    first: int
    end: int
    prep: bool


def find_attributions(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Attribution, ...]:
    """Attributions in the order of the text: those that the rules see, and those of frames whose cue they do not."""
    found = [a for number, s in enumerate(sentences) for a in _Sentence(text, sentences, number, pack).attributions()]
    seen = [a.cue for a in found if a.cue]
    found += [a for a in _of_frames(text, sentences, frames) if a.cue and not any(a.cue.overlaps(cue) for cue in seen)]
    return tuple(sorted(found, key=lambda a: (a.cue or a.content[0], a.source or a.content[0])))


class _Sentence:
    """One sentence cut into tokens, with what follows it at hand for quotations that go on."""

    def __init__(self, text: str, sentences: Sequence[Span], number: int, pack: LanguagePack) -> None:
        self._text, self._sentences, self._number, self._pack = text, sentences, number, pack
        self._span = sentences[number]
        self._tokens = pack.tokens(self._span.of(text))
        self._senses = self._word_senses()

    def attributions(self) -> Iterator[Attribution]:
        """Attributions whose cue stands in this sentence."""
        found: list[Attribution] = []
        for cue in self._cues():
            at = self._at(cue.first, cue.end)
            source = self._source(cue)
            if source is None and found and self._shares_subject(cue):
                source = found[-1].source
                found[-1] = self._cut(found[-1], at)
            if source is None or any(a.source and at.overlaps(a.source) for a in found):
                continue
            content = self._content(cue, at, source)
            if content:
                found.append(Attribution(content, source, at))
        yield from found

    def _shares_subject(self, cue: _Cue) -> bool:
        """Whether a verb goes on with the subject of the one before ("said ... and insisted that")."""
        return not cue.prep and cue.first > 0 and (self._is(cue.first - 1, "and") or self._tokens[cue.first - 1].text == ",")

    def _cut(self, attribution: Attribution, at: Span) -> Attribution:
        """An attribution whose content ends before the next verb and the "and" in front of it."""
        last = attribution.content[-1]
        ands = [t.start + self._span.start for n, t in enumerate(self._tokens) if self._is(n, "and")]
        end = max((a for a in ands if at.start - JOINT <= a < at.start), default=at.start)
        cut = _trimmed(self._text, last.start, min(last.end, end)) if last.start < end else None
        return replace(attribution, content=(*attribution.content[:-1], cut)) if cut else attribution

    def _cues(self) -> Iterator[_Cue]:
        at = 0
        while at < len(self._tokens):
            kind, end = self._cue_at(at)
            if kind:
                yield _Cue(self._with_helpers(at) if kind == "verb" else at, end, kind == "prep")
            at = max(end, at + 1)

    def _cue_at(self, at: int) -> tuple[str, int]:
        """The kind of cue that begins at a token, "verb" or "prep", and where it ends; "" for none."""
        if at and self._capital(at):
            return "", at
        hit = self._pack.reporting.at(self._tokens, at)
        if hit is not None and not all(self._is(n, "helper") for n in range(at, hit[1])):
            parts = hit[0][0].parts
            kind = parts[1] if len(parts) > 1 else "verb"
            return {"verb": "verb", "prep": "prep", "post": "verb"}.get(kind, ""), hit[1]
        known = self._pack.words.at(self._tokens, at)
        if known is not None and any(e.parts[0] == "attitude" for e in known[0]):
            return "verb", known[1]
        return "", at

    def _with_helpers(self, at: int) -> int:
        """Where a verb begins with its helping words ("has also said")."""
        while at > 0 and self._is(at - 1, "helper") and self._tokens[at - 1].kind == "word":
            at -= 1
        return at

    def _source(self, cue: _Cue) -> Span | None:
        if cue.prep:
            return self._after(cue.end, through_comma=False)
        before = self._before(cue.first)
        if before is not None or (cue.end < len(self._tokens) and self._is(cue.end, "that")):
            return before
        return self._after(cue.end, through_comma=True)

    def _before(self, end: int) -> Span | None:
        """The noun phrase that ends right before a verb, its apposition between commas with it."""
        last = end - 1
        if last < 0 or self._is(last, "and"):
            return None
        if self._tokens[last].text == "," and not self._quote_before(last):
            return self._with_apposition(last)
        if self._is(last, "pronoun") and self._tokens[last].kind == "word":
            return self._at(last, end)
        return self._phrase(self._phrase_start(end), end)

    def _phrase_start(self, end: int) -> int:
        """Where the stretch begins that ends at a token and that no mark and no joining word parts."""
        start = end
        while start > 0 and end - start < SOURCE_WORDS and not self._parts(start - 1):
            start -= 1
        return start

    def _with_apposition(self, comma: int) -> Span | None:
        """ "Ann Lee, head of the clinic," before its verb."""
        inner = self._phrase_start(comma)
        if inner == 0 or self._tokens[inner - 1].text != ",":
            return None
        start = self._phrase_start(inner - 1)
        return self._phrase(start, comma + 1) if inner - 1 > start else None

    def _after(self, start: int, *, through_comma: bool) -> Span | None:
        """The noun phrase that begins at a token; with `through_comma` the apposition that ends its sentence too."""
        end = start
        while end < len(self._tokens) and end - start < SOURCE_WORDS:
            token = self._tokens[end]
            goes_on = through_comma and token.text == "," and end > start and self._apposition(end + 1)
            ends = token.kind == "mark" and (token.text in BREAKS or end == len(self._tokens) - 1)
            if (ends and not goes_on) or (end > start and (self._is(end, "that") or self._cue_at(end)[0])):
                break
            end += 1
        return self._phrase(start, end)

    def _apposition(self, at: int) -> bool:
        """Whether what follows a comma tells who somebody is."""
        return at < len(self._tokens) and self._tokens[at].kind == "word" and bool(self._senses[at] & {"role", "title", "article"})

    def _phrase(self, start: int, end: int) -> Span | None:
        """The words between two tokens when they can name someone: a name, a pronoun, a role, or with an article."""
        while start < end and (self._senses[start] & {"and", "that", "helper", "negation"} or self._tokens[start].kind == "mark"):
            start += 1
        words = [t for t in self._tokens[start:end] if t.kind == "word"]
        if not words or len(words) > SOURCE_WORDS:
            return None
        named = any(t.text[:1].isupper() for t in words[1:]) or (words[0].text[:1].isupper() and start > 0)
        known = any(self._senses[n] & {"pronoun", "role", "anonymous", "reference", "title"} for n in range(start, end))
        bare = not words[0].text[:1].isupper() and not words[0].text[:1].islower()  # a script without capitals
        if not (named or known or bare or len(words) <= 4):
            return None
        return self._at(start, end)

    def _content(self, cue: _Cue, at: Span, source: Span) -> tuple[Span, ...]:
        """What was said: before, after, or on both sides of source and cue, and the rest of a quotation that they interrupt."""
        inner = Span.hull((at, source))
        before = _trimmed(self._text, self._span.start, inner.start)
        after = _trimmed(self._text, self._hearer_end(cue, inner.end), self._span.end, last=True)
        kept = [c for c in self._chosen(cue, before, after) if self._words(c) >= CONTENT_WORDS]
        return (*kept, *self._going_on(kept)) if kept else ()

    def _chosen(self, cue: _Cue, before: Span | None, after: Span | None) -> list[Span]:
        """Which of the stretches before and after source and cue were said."""
        if before is None or after is None:
            return [c for c in (before, after) if c]
        if cue.prep:
            return [before if self._words(before) > CONTENT_WORDS else after]
        if self._words(after) < CONTENT_WORDS:
            return [before]
        if self._quoted(before):
            return [before, *([after] if self._text[after.start] in OPENING else [])]
        return [after]

    def _hearer_end(self, cue: _Cue, end: int) -> int:
        """Where content may begin behind a cue: behind "told reporters", at the word for "that"."""
        for n in range(cue.end, min(cue.end + 6, len(self._tokens))):
            if self._cue_at(n)[0]:
                break
            start = self._tokens[n].start + self._span.start
            if start >= end and (self._is(n, "that") or self._tokens[n].text in OPENING):
                return start
        return end

    def _going_on(self, kept: Sequence[Span]) -> Iterator[Span]:
        """The sentences after this one that its quotation runs on through, as one piece."""
        if not any(self._quoted(c) for c in kept):
            return
        end = None
        for sentence in self._sentences[self._number + 1 : self._number + 6]:
            words = sentence.of(self._text)
            gap = self._text[self._span.end : sentence.start]
            if "\n" in gap or (end is None and words[:1] not in OPENING):
                break
            end = sentence.end
            if any(mark in words[1:] for mark in CLOSING):
                end = sentence.start + max(words.rfind(mark) for mark in CLOSING) + 1
                break
        if end is not None:
            yield Span(self._sentences[self._number + 1].start, end)

    def _quoted(self, span: Span) -> bool:
        return any(ch in OPENING for ch in self._text[span.start : span.end])

    def _quote_before(self, comma: int) -> bool:
        """Whether a comma ends a quotation ("...," said Lee)."""
        near = [t.text for t in self._tokens[max(0, comma - 1) : comma + 2]]
        return any(t in CLOSING for t in near)

    def _parts(self, n: int) -> bool:
        """Whether a token ends a noun phrase on its left."""
        token = self._tokens[n]
        if token.kind == "mark":
            return token.text in BREAKS
        return self._is(n, "that") or (self._is(n, "and") and not self._capital(n + 1)) or self._cue_at(n)[0] == "verb"

    def _capital(self, n: int) -> bool:
        return n < len(self._tokens) and self._tokens[n].text[:1].isupper()

    def _is(self, n: int, sense: str) -> bool:
        return sense in self._senses[n]

    def _word_senses(self) -> list[frozenset[str]]:
        """Senses of the words of a pack at each token, of phrases at all their tokens."""
        out: list[set[str]] = [set() for _ in self._tokens]
        for n in range(len(self._tokens)):
            hit = self._pack.words.at(self._tokens, n)
            if hit is not None:
                for k in range(n, hit[1]):
                    out[k] |= {e.parts[0] for e in hit[0]}
            quantity = self._pack.quantities.at(self._tokens, n)
            if quantity is not None and quantity[0][0].sense == "article":
                out[n].add("article")
        return [frozenset(s) for s in out]

    def _at(self, start: int, end: int) -> Span:
        first, last = self._tokens[start], self._tokens[end - 1]
        return Span(first.start + self._span.start, last.end + self._span.start)

    def _words(self, span: Span) -> int:
        return len(span.of(self._text).split())


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
        pieces = [_trimmed(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b > a]
        whole = [p for p in pieces if p]
        yield Attribution((max(whole, key=lambda s: s.end - s.start),) if whole else (), source, cue)


def _trimmed(text: str, start: int, end: int, *, last: bool = False) -> Span | None:
    """What is left between two places without marks at the ends; with `last` also without the full stop."""
    while start < end and text[start] in EDGE:
        start += 1
    edge = EDGE + ".!?" if last else EDGE
    while end > start and text[end - 1] in edge:
        end -= 1
    return Span(start, end) if end > start else None
