"""Who tells something in a sentence, and with which words: cues with the phrases beside them that are their sources.

Takes the words of one sentence, gives source and cue of each time that something is told outside quotations. By word order and
the tables of the pack alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from warledger.annotate.phrases import CLOSING, OPENING, Words, mark_before
from warledger.annotate.said import Told
from warledger.model import Span

SOURCE_WORDS = 14
"""Words that a source may have, those of its apposition not counted."""
APPOSED_WORDS = 30
"""Words that an apposition may have."""
JOINED_WORDS = 6
"""Words before "and" that may be of one source with those behind it."""
NESTED = 3
"""Appositions that a name may have, one behind the other."""


def tellers_of(words: Words) -> list[Told]:
    """Cues outside quotations that have a source, in the order of the sentence."""
    return list(_Finder(words).told())


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue in a sentence: word numbers from `first` to before `end`. `kind` is "verb", "prep", "passive" or "noun"."""

    first: int
    verb: int
    end: int
    kind: str


class _Finder:
    """Finds the cues of one sentence and their sources."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._cued: dict[int, tuple[str, int]] = {}

    def told(self) -> Iterator[Told]:
        """Cues outside quotations that have a source, in the order of the sentence."""
        w = self._words
        last: Told | None = None
        for cue in self._cues():
            at = self._span(cue)
            source, goes_on = self._source(cue), False
            if source is None and cue.kind == "verb" and self._shares_subject(cue):
                source, goes_on = last.source if last is not None else self._subject(cue), True
            if source is None or source.overlaps(at) or (last is not None and at.overlaps(last.source)):
                continue
            last = Told(source, at, cue.first, cue.end, cue.kind, goes_on, w.is_a(cue.verb, "addressed"))
            yield last

    def _span(self, cue: _Cue) -> Span:
        at = self._words.at(cue.first, cue.end)
        if cue.kind == "verb" and self._clitic(cue.first - 1):
            at = Span(self._apostrophe(cue.first - 1), at.end)
        return Span(at.start, at.end + 1) if self._words.mark(cue.end) == ":" else at

    # cues

    def _cues(self) -> Iterator[_Cue]:
        w, n = self._words, 0
        while n < len(w):
            kind, end = self._cue_at(n)
            if kind and not w.inside[n]:
                yield self._whole(n, kind, end)
            n = max(end, n + 1)

    def _cue_at(self, n: int) -> tuple[str, int]:
        """The kind of cue that begins at a word, "verb", "prep" or "noun", and where it ends; "" for none."""
        if n not in self._cued:
            self._cued[n] = self._look_at(n)
        return self._cued[n]

    def _look_at(self, n: int) -> tuple[str, int]:
        w = self._words
        hit, known = w.pack.reporting.at(w.tokens, n), w.pack.words.at(w.tokens, n)
        if hit is None and known is None:
            return "", n
        if (n and w.capital(n) and not w.is_title) or w.tokens[n].after_hyphen:
            return "", n
        if hit is not None and not all(w.is_a(k, "helper") for k in range(n, hit[1])):
            parts = hit[0][0].parts
            kind = parts[1] if len(parts) > 1 else "verb"
            kind = {"verb": "verb", "prep": "prep", "post": "verb", "noun": "noun", "passive": "verb"}.get(kind, "")
            if kind == "verb" and self._is_noun(n, hit[1]):
                kind = "noun"
            return kind, hit[1]
        if known is not None and any(e.parts[0] == "attitude" for e in known[0]):
            return ("noun" if self._is_noun(n, known[1]) else "verb"), known[1]
        return "", n

    def _is_noun(self, n: int, end: int) -> bool:
        """Whether a word that may be a verb or a noun is a noun: behind an article, a preposition, an owner."""
        w = self._words
        if not w.is_a(n, "ambiguous") or end > n + 1:
            return False
        before = n - 1
        if w.is_a(before, "infinitive", "modal", "relative") and not w.is_a(before, "preposition"):
            return False
        if w.is_a(before, "determiner", "article", "own", "preposition", "of", "from", "negation") and not w.is_a(
            before, "pronoun", "infinitive"
        ):
            return True
        return self._possessive(before) or (w.is_word(before) and not self._may_be_subject(before))

    def _may_be_subject(self, n: int) -> bool:
        """Whether a verb may stand behind a word: a name, a pronoun, a plural, a helping word."""
        w = self._words
        known = w.is_a(n, "pronoun", "helper", "adverb", "modal", "anonymous", "reference", "role", "and", "relative")
        return known or w.capital(n) or w.tokens[n].key.endswith("s")

    def _whole(self, n: int, kind: str, end: int) -> _Cue:
        """A cue with its helping words, the verb that goes on with it, and the preposition before what it is about."""
        w, verb = self._words, n
        if kind != "verb":
            return _Cue(n, n, self._with_topic(end) if kind == "noun" else end, kind)
        if w.is_a(end, "infinitive"):
            chained, after = self._cue_at(end + 1) if end + 1 < len(w) else ("", end)
            if chained == "verb":
                verb, end = end + 1, after
        first = self._with_helpers(n)
        if any(w.is_a(k, "passive") for k in range(first, n)) and not w.is_a(n, "participle") and w.is_a(end, "by"):
            return _Cue(first, verb, end + 1, "passive")
        quoted = any(w.mark(k) in CLOSING for k in range(first))
        return _Cue(first, verb, end if quoted or w.is_a(verb, "addressed") else self._with_topic(end), "verb")

    def _with_topic(self, end: int) -> int:
        w = self._words
        return end + 1 if w.is_a(end, "topic") and end + 1 < len(w) and not w.is_time(end + 1) and w.is_word(end + 1) else end

    def _with_helpers(self, n: int) -> int:
        """Where a verb begins with its helping words ("has also said")."""
        w = self._words
        while n > 0 and w.is_word(n - 1) and w.is_adverb(n - 1) and not w.is_a(n - 1, "pronoun"):
            n -= 1
        return n

    def _clitic(self, n: int) -> bool:
        """Whether a pronoun with a helping verb joined to it stands there ("he's", "they've")."""
        w = self._words
        return w.is_word(n) and "'" in w.tokens[n].key and w.is_a(n, "pronoun") and not w.tokens[n].key.startswith("'")

    def _apostrophe(self, n: int) -> int:
        at = self._words.at(n, n + 1)
        return at.start + self._words.tokens[n].key.index("'")

    # sources

    def _source(self, cue: _Cue) -> Span | None:
        w = self._words
        if cue.kind == "prep" or cue.kind == "passive":
            return self._after(cue.end, inverted=False)
        if cue.kind == "noun":
            return self._owner(cue)
        if any(w.is_a(k, "passive") for k in range(cue.first, cue.end)) and not w.is_a(cue.verb, "participle"):
            return None
        if self._clitic(cue.first - 1):
            at = w.at(cue.first - 1, cue.first)
            return Span(at.start, self._apostrophe(cue.first - 1))
        before = self._before(cue.first, cue)
        if before is not None or w.is_a(cue.end, "that") or w.is_a(cue.verb, "participle"):
            return before
        quoted = mark_before(w.text, w.sentence.start) in CLOSING
        if not (w.is_break(cue.first - 1) if cue.first else quoted):
            return None
        return self._after(cue.end, inverted=True)

    def _shares_subject(self, cue: _Cue) -> bool:
        """Whether a verb goes on with the subject of the one before ("said ... and insisted that", ", adding that")."""
        w = self._words
        return cue.first > 0 and (w.is_a(cue.first - 1, "and", "clause") or w.mark(cue.first - 1) == ",")

    def _subject(self, cue: _Cue) -> Span | None:
        """Whom a sentence is about, for a participle that goes on with it ("Lee left early, saying")."""
        w = self._words
        if w.mark(cue.first - 1) != "," or not w.is_a(cue.verb, "participle"):
            return None
        start = 0
        if w.is_a(0, "preposition", "clause") or w.is_time(0):
            start = next((n + 1 for n in range(cue.first - 1) if w.mark(n) == ","), cue.first)
        if w.is_a(start, "pronoun") and w.is_word(start):
            return w.at(start, start + 1)
        end = w.name_from(start)
        if end == start:
            end = next((n for n in range(start, cue.first - 1) if w.is_adverb(n) or w.is_a(n, "passive")), start)
        return self._phrase(start, end) if end > start else None

    def _possessive(self, n: int) -> bool:
        w = self._words
        return w.is_a(n, "own") or (w.is_word(n) and (w.tokens[n].key.endswith("'s") or self._plural_owner(n)))

    def _plural_owner(self, n: int) -> bool:
        end = self._words.tokens[n].end
        return self._words.sentence.of(self._words.text)[end : end + 1] in ("'", "’") and self._words.tokens[n].key.endswith("s")

    def _owner(self, cue: _Cue) -> Span | None:
        """Whose word a noun is ("the mayor's claim that")."""
        w, n = self._words, cue.first
        if not (w.is_a(cue.end, "that") or w.is_a(cue.end - 1, "topic")) or not self._possessive(n - 1):
            return None
        start = n - 1 if w.is_a(n - 1, "own") else self._phrase_start(n)
        return self._phrase(start, n)

    def _before(self, end: int, cue: _Cue) -> Span | None:
        """The noun phrase that ends right before a verb, its apposition between commas with it."""
        w, last = self._words, end - 1
        if last < 0 or w.is_a(last, "and", "infinitive", "by"):
            return None
        if w.is_a(cue.verb, "participle") and not any(w.is_a(k, "passive") for k in range(cue.first, cue.verb)):
            return self._named_before(end)
        if w.mark(last) == ",":
            return None if self._quote_before(last) else self._with_apposition(last)
        if w.is_word(last) and w.is_a(last, "pronoun", "relative"):
            return w.at(last, end)
        return self._phrase(self._phrase_start(end), end)

    def _named_before(self, end: int) -> Span | None:
        """The name or short phrase right before a participle ("footage of Ann Lee saying")."""
        w = self._words
        if not w.is_word(end - 1) or w.is_a(end - 1, "clause", "preposition", "and"):
            return None
        start = self._phrase_start(end)
        name = w.name_ending(end)
        return w.at(name, end) if start < name < end else self._phrase(start, end)

    def _phrase_start(self, end: int) -> int:
        """Where the stretch begins that ends at a word and that no mark and no joining word parts."""
        w, start = self._words, end
        while start > 0 and end - start < SOURCE_WORDS:
            if w.mark(start - 1) == ")":
                opened = next((n for n in range(start - 1, -1, -1) if w.mark(n) == "("), None)
                if opened is None:
                    break
                start = opened
            elif w.is_a(start - 1, "and") and self._joins(start - 1):
                start -= 1
            elif self._parts(start - 1):
                break
            else:
                start -= 1
        return start

    def _joins(self, n: int) -> bool:
        """Whether "and" joins two parts of one source: few words before it, that begin the clause and have no verb."""
        w, start = self._words, n
        if w.capital(n + 1) and w.capital(n - 1) and not w.is_a(n + 1, "pronoun"):
            return True
        while start > 0 and not self._parts(start - 1):
            start -= 1
        begins = start == 0 or w.is_a(start - 1, "clause", "that") or w.is_break(start - 1)
        few = 0 < n - start <= JOINED_WORDS and not any(w.is_a(k, "pronoun", "passive") for k in range(start, n))
        return begins and few and not w.is_a(n + 1, "pronoun", "determiner", "article")

    def _parts(self, n: int) -> bool:
        """Whether a word or mark ends a noun phrase on its left."""
        w = self._words
        if w.tokens[n].kind == "mark":
            return w.is_break(n) or w.mark(n) in ("(", ")")
        return w.is_a(n, "that", "relative", "and", "passive", "modal", "clause") or self._cue_at(n)[0] == "verb"

    def _with_apposition(self, comma: int) -> Span | None:
        """ "Ann Lee, head of the clinic," before its verb; of what is no apposition the name before it alone."""
        w, end = self._words, comma
        for _ in range(NESTED):
            inner = end
            while inner > 0 and end - inner < APPOSED_WORDS and w.mark(inner - 1) not in (",", ";", ":", "—", "–"):
                if w.mark(inner - 1) in OPENING + CLOSING:
                    return None
                inner -= 1
            if inner == 0 or w.mark(inner - 1) != ",":
                return None
            end = inner - 1
            start = self._phrase_start(end)
            head = self._phrase(start, end) if end > start else None
            if head is not None and (start == 0 or not w.mark(start - 1) == ","):
                aside = w.is_a(inner, "preposition", "participle", "clause") or w.is_time(inner) or w.is_adverb(inner)
                return head if aside else Span(head.start, w.at(inner, comma + 1).end)
        return None

    def _after(self, start: int, *, inverted: bool) -> Span | None:
        """The noun phrase that begins at a word; behind a verb the apposition that ends its sentence too."""
        w, end = self._words, start
        if w.is_a(start, "pronoun") and w.is_word(start):
            return w.at(start, start + 1)
        while end < len(w) and end - start < SOURCE_WORDS:
            if w.mark(end) == "(":
                closed = next((n for n in range(end, len(w)) if w.mark(n) == ")"), None)
                if closed is None:
                    break
                end = closed
            elif w.is_break(end) or (w.tokens[end].kind == "mark" and end == len(w) - 1):
                break
            elif end > start and (w.is_a(end, "that") or self._cue_at(end)[0] == "verb" or (inverted and self._leaves(end))):
                break
            end += 1
        phrase = self._phrase(start, end)
        if phrase is not None and inverted and w.mark(end) == "," and self._apposition(end + 1):
            return Span(phrase.start, w.at(end, self._apposition_end(end + 1)).end)
        return phrase

    def _leaves(self, n: int) -> bool:
        """Whether a word behind a name begins when or where it was said ("said Lee in an interview")."""
        w = self._words
        if w.is_time(n) or w.is_a(n, "clause"):
            return True
        return (
            w.is_a(n, "away")
            and (w.capital(n - 1) or w.is_a(n - 1, "pronoun"))
            and (w.is_a(n + 1, "determiner", "own") or w.is_time(n + 1))
        )

    def _quote_before(self, comma: int) -> bool:
        """Whether a comma stands beside the end of a quotation ("...," said Lee)."""
        w = self._words
        return any(w.mark(n) in CLOSING for n in (comma - 1, comma + 1))

    def _apposition(self, n: int) -> bool:
        """Whether what follows a comma tells who somebody is."""
        w = self._words
        told = w.is_a(n, "role", "title", "article", "determiner", "relative", "private", "own")
        return n < len(w) and (told or w.tokens[n].kind == "number" or (w.is_word(n) and not self._goes_away(n)))

    def _goes_away(self, n: int) -> bool:
        w = self._words
        return w.is_a(n, "clause", "preposition", "participle", "pronoun", "adverb", "helper", "and", "that") or w.is_time(n)

    def _apposition_end(self, start: int) -> int:
        """Where an apposition behind a name ends: at the end of the sentence, or where the sentence goes on with something else."""
        w, n = self._words, start
        while n < len(w) and n - start < APPOSED_WORDS:
            mark = w.mark(n)
            if mark in (*OPENING, ";", ":", "—", "–") or (mark == "," and (self._goes_away(n + 1) or w.mark(n + 1) in OPENING)):
                break
            n += 1
        while n > start and w.tokens[n - 1].kind == "mark" and w.tokens[n - 1].text not in (")", "”"):
            n -= 1
        return n

    def _phrase(self, start: int, end: int) -> Span | None:
        """The words between two places when they can name someone: a name, a pronoun, a role, or with an article."""
        w = self._words
        start, end = self._stripped(start, end)
        words = [t for t in w.tokens[start:end] if t.kind == "word"]
        if not words or len(words) > SOURCE_WORDS:
            return None
        if w.is_a(start, "preposition"):
            return None
        named = any(t.text[:1].isupper() for t in words[1:]) or words[0].text[:1].isupper()
        known = any(w.is_a(n, "pronoun", "role", "anonymous", "reference", "title") for n in range(start, end))
        bare = not words[0].text[:1].isupper() and not words[0].text[:1].islower()  # a script without capitals
        if not (named or known or bare or len(words) <= 4):
            return None
        return w.at(start, end)

    def _stripped(self, start: int, end: int) -> tuple[int, int]:
        """A phrase without what joins it to the sentence: marks, "but", "on Friday", adverbs."""
        w = self._words
        while start < end:
            if w.tokens[start].kind == "mark" or w.is_a(start, "that", "negation", "relative"):
                start += 1
            elif w.is_a(start, "and", "clause") or (w.is_adverb(start) and start + 1 < end):
                start += 1
            elif w.is_time(start) and start + 1 < end and not w.is_a(start + 1, "of"):
                start += 1
            elif w.is_a(start, "preposition"):
                name = w.name_ending(end)
                if w.is_time(start + 1):
                    start += 1
                elif start + 1 < name < end and not w.is_a(name - 1, "preposition", "determiner", "article"):
                    start = name
                else:
                    break
            else:
                break
        while end - 1 > start and (w.is_time(end - 1) or w.is_adverb(end - 1)):
            end -= 1
            if w.is_a(end - 1, "preposition") and end - 1 > start:
                end -= 1
        return start, end
