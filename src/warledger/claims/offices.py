"""What the words for an office tell of whose word it is: the body behind a department of it, or the office itself.

Takes the text of a report, the words that were marked as a source, and the look-ups of its language; gives the characters to
name the source by. Knows no bodies: a department ("press centre", "public relations") is told by the language pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from warledger.claims.wording import ADJECTIVES_BEHIND, SMALL_WORD, Wording
from warledger.model import Span
from warledger.packs.words import Entry, Found

BEFORE, BEHIND = 60, 80
"""Code points around a source in which its office and the body behind it stand."""
JOINT = 14
"""Code points between an office and its department, or two of these ("of the", ", ")."""
WORDS = 5
"""Words of a body that no mark holds together at most."""
ASIDE = re.compile(r"[,،.;:!?\n()\[\]\"“”«»]| [–—-] ")
EDGE = " \t\u00a0,،'’\"“”«»"
BREAK = re.compile(r"[.;:!?\n()\[\]]")
CUT_IN_NAME = re.compile(r"(?<!\w)(?:[A-ZÄÖÜ][a-zäöüß]{2,30}(?:isch|ional|lich)|Vereint|Rot|Arabisch)e[nrs]?\Z")
"""A German adjective that a name holds, at the end of what was marked of it."""
NEXT_NOUN = re.compile(r" [A-ZÄÖÜ][\w-]{2,40}")
OF_WHOM = re.compile(r" (?:der|des|vom|von der) (?:[a-zäöüß]{3,30}en )?[A-ZÄÖÜ][\w-]{3,40}")
"""Whom a German office is of ("Sprecher | der örtlichen Polizei")."""
FIRST_HALF = re.compile(r"(?<![\w-])[^\W\d_]{2,24}[-‑]\Z")
"""The first half of a word that a hyphen joins to what follows ("porte-")."""


def body_behind(text: str, span: Span, wording: Wording, people: Iterable[Span]) -> Span | None:
    """The body whose department puts out the word ("the information department of the commission"); None where none is told."""
    first = max(text.rfind("\n", 0, span.start) + 1, span.start - BEFORE)
    last = text.find("\n", span.end)
    window = Span(first, min(len(text) if last < 0 else last, span.end + BEHIND))
    tokens = wording.pack.tokens(window.of(text))
    begins = ((n, hit) for n, hit in wording.pack.words.hits(tokens).items() if tokens[n].key not in wording.articles)
    hits = [(Span(tokens[n].start, tokens[end - 1].end).shift(first), entries) for n, (entries, end) in begins]
    desk = _desk(text, span, hits, wording)
    if desk is None:
        return None
    stops = [p.start for p in people if p.start >= desk.end]
    if span.end > desk.end + SMALL_WORD:
        return _body(text, Span(desk.end, min([span.end, *stops])), wording, told=True)
    aside = ASIDE.search(text, desk.end, window.end)
    end = min([aside.start() if aside else window.end, *stops])
    behind = _body(text, Span(desk.end, end), wording, told=False) if end > desk.end else None
    return behind or (_body_before(text, Span(span.start, desk.start), hits, wording) if desk.start > span.start else None)


def _desk(text: str, span: Span, hits: Sequence[Found], wording: Wording) -> Span | None:
    """The words for a department in or around a source, with those joined to them; what is but a field needs an office before it."""
    found: Span | None = None
    for number, (at, entries) in enumerate(hits):
        if not any(e.parts[0] == "desk" for e in entries) or at.start > span.end or at.end < span.start:
            continue
        if found is not None and _is_joint(text[found.end : at.start]):
            found = Span(found.start, max(found.end, at.end))
        elif found is None and (any(e.sense == "desk" for e in entries) or _has_office(text, at, hits[:number], wording)):
            found = at
    return found


def _has_office(text: str, field: Span, before: Sequence[Found], wording: Wording) -> bool:
    """Whether one who speaks for a body, no minister, stands right before a field ("director of information")."""
    ahead = [at for at, entries in before if at.end <= field.start and any(e.parts[0] == "role" for e in entries)]
    if not ahead or not _is_joint(text[ahead[-1].end : field.start]):
        return False
    head = ahead[-1].of(text).split()[0]
    return not any(e.parts[0] == "title" for e in wording.pack.words.get(head))


def _is_joint(words: str) -> bool:
    return len(words) <= JOINT and BREAK.search(words) is None


def _body(text: str, span: Span, wording: Wording, *, told: bool) -> Span | None:
    """What is left of a stretch behind small words; of words that were not marked (not `told`) only a short phrase behind "of"."""
    words = [t for t in wording.pack.tokens(span.of(text)) if t.kind == "word"]
    joins = wording.joins | wording.links | wording.articles
    at = next((n for n, t in enumerate(words) if t.key not in joins), len(words))
    if at == len(words) or (not told and (len(words) - at > WORDS or not (at or wording.pack.habits.attached))):
        return None
    body = Span(span.start + words[at].start, span.start + len(span.of(text).rstrip(EDGE)))
    return body if any(len(t.text) > SMALL_WORD or t.text.isupper() for t in words[at:]) else None


def _body_before(text: str, span: Span, hits: Sequence[Found], wording: Wording) -> Span | None:
    """The body that stands before its department ("Army Public Relations"), the office before it aside."""
    ends = [at.end for at, entries in hits if at.end <= span.end and at.end > span.start and _is_office(entries)]
    start = max([span.start, *ends])
    if start >= span.end:
        return None
    words = [t for t in wording.pack.tokens(text[start : span.end]) if t.kind == "word" and t.key not in wording.articles]
    while words and _is_office(wording.pack.words.get(words[0].text)):
        words = words[1:]
    if not words or len(words) > WORDS or words[-1].key in wording.joins:
        return None
    return Span(start + words[0].start, start + words[-1].end)


def _is_office(entries: Iterable[Entry]) -> bool:
    return any(e.parts[0] in ("role", "title") for e in entries)


def own_office(text: str, span: Span, wording: Wording, people: Iterable[Span]) -> Span | None:
    """The office that speaks for no state, with what tells which ("ombudsman of the republic"); None for any other, or alone."""
    end = min([p.start for p in people if p.start > span.start], default=span.end)
    words = text[span.start : min(end, span.end)].rstrip(EDGE)
    starts = [0, at] if (at := wording.after_role(words)) else [0]
    start = next((s for s in starts if wording.begins_with_post(words[s:])), None)
    return None if start is None else Span(span.start + start, span.start + len(words))


def named_behind(text: str, span: Span, wording: Wording, bodies: Iterable[Span]) -> Span | None:
    """The name right behind a bare noun for an outlet ("the newspapers" of "the newspapers Aurora and Norden")."""
    if not wording.is_medium(span.of(text)):
        return None
    near = [b for b in bodies if 0 < b.start - span.end <= len(" «") and not text[span.end : b.start].strip(EDGE)]
    return min(near, default=None)


def whole_phrase(text: str, span: Span, wording: Wording) -> Span:
    """A source of which but an adjective was marked, with the kind of people that it belongs to ("autoridades da nação africana"),
    and a German one cut behind an adjective of a name, with its noun; one that begins within a word with a hyphen, with all of that.
    """
    if (first := FIRST_HALF.search(text, max(0, span.start - BEFORE), span.start)) and text[span.start].islower():
        span = Span(first.start(), span.end)
    words = span.of(text)
    if wording.pack.code == "de" and CUT_IN_NAME.search(words) and (noun := NEXT_NOUN.match(text, span.end)):
        return Span(span.start, noun.end())
    bare = wording.is_bare_role(words) or wording.is_bare_role(words.partition(" ")[2])
    if wording.pack.code == "de" and bare and (body := OF_WHOM.match(text, span.end)):
        return Span(span.start, body.end())
    adjective = words.isalpha() and words.islower() and wording.pack.code in ADJECTIVES_BEHIND and not wording.pack.habits.attached
    if not adjective or wording.knows(words):
        return span
    lead = Span(max(0, span.start - BEFORE), span.start)
    told = [(at.shift(lead.start), entries) for at, entries in wording.pack.words.find(lead.of(text))]
    kinds = [at for at, entries in told if any(e.parts[0] in ("anonymous", "reference") for e in entries)]
    if not kinds:
        return span
    between = [t for t in wording.pack.tokens(text[kinds[-1].end : span.start]) if t.text]
    joined = between and all(t.kind == "word" for t in between) and between[0].key in wording.joins and len(between) <= SMALL_WORD
    skipped = next((t.start for t in wording.pack.tokens(kinds[-1].of(text)) if len(t.text) > SMALL_WORD), 0)
    return Span(kinds[-1].start + skipped, span.end) if joined else span
