"""Arguments that the network marks amiss, undone or mended before the tables look for the source of each sentence.

Takes frames, looks only at words: a verb of the event is no word of saying, who is accused does not speak, a name that
begins with "of" is the end of a longer one, a number right before who did it counts no victims, and a rocket fired from a
town does not hit that town.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from warledger.annotate.tidy import ATTRIBUTION, attributed_to
from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import FORCE, HARM, WORDS

NAMED = frozenset({"source", "source_ref", "speaker"})
Saying = tuple[Span, tuple[str, ...]]
"""A word for saying: where it stands, and the parts of its sense."""
NOUN_REACH = 25
"""Code points behind a cue in which the noun after it stands."""
ARTICLE = 5
"""Code points between "from" and the place, an article with its spaces."""
LIVES_REACH = 40
"""Code points behind a verb in which the lives stand that it says were claimed."""
CLAUSE_END = re.compile(r"[,;:.!?\n]")
TOLL_PROB = 0.6
TRIED_BEFORE, TRIED_AFTER = 40, 12
"""Code points between a word for trying and the word for what was tried, before it or behind it."""
ORDERED = 60
"""Code points between a word for ordering and a word for leaving behind it."""
AHEAD = 14
"""Code points between "before" and what is to come, an article with its spaces or an adjective."""
APART = 4
"""Code points between the accused and a name that stands beside them in apposition ("the minister, Rami Dahl")."""


def without_mistaken(
    text: str, sentences: Sequence[Span], frames: Iterable[Frame], counts: Sequence[Span], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames in the same order, without those whose word only says which place is meant or whose count is that of who did it.

    `counts` are the spans of the counts that the packs find.
    """
    saying = [(at, entries[0].parts) for at, entries in pack.reporting.find(text)]
    idioms = pack.word_spans(text, "idiom")
    every = tuple(_with_toll(text, f, counts, pack) for f in frames if not any(f.trigger.overlaps(i) for i in idioms))
    frames = [frame for frame in every if not (_describes(text, frame) or _counts_the_doers(text, frame, every))]
    tries = pack.word_spans(text, "attempt")
    taken = [at for at, entries in pack.events.find(text) if any(e.parts[:2] == ("abduction", "noun") for e in entries)]
    frames = [_as_hostages(frame, taken) for frame in frames]
    orders = pack.word_spans(text, "orders")
    frames = [_as_ordered(text, frame, orders, frame.trigger.within(sentences)) for frame in frames]
    frames = _as_threatened(text, sentences, frames, orders, pack)
    frames = [_as_tried(text, frame, tries, frame.trigger.within(sentences), pack) for frame in frames]
    mended = [_mended(text, frame, frame.trigger.within(sentences), saying, pack) for frame in frames]
    return tuple(_without_origins(text, mended, pack))


def _as_tried(text: str, frame: Frame, tries: Sequence[Span], home: Span, pack: LanguagePack) -> Frame:
    """The frame as an attack where ground was but tried to be taken: "failed to capture", "попытка захватить", "ele geçirmeye çalıştı"."""
    if frame.event != "capture" or not tries:
        return frame
    at = frame.trigger
    if pack.habits.suffixes:  # the verb stands behind what it tries
        tried = any(home.covers(t) and t.end > at.start and t.start - at.end <= TRIED_AFTER for t in tries)
    else:
        near = [t for t in tries if home.covers(t) and (t.overlaps(at) or 0 <= at.start - t.end <= TRIED_BEFORE)]
        tried = any(t.overlaps(at) or not CLAUSE_END.search(text[t.end : at.start].replace(",", " ")) for t in near)
    return replace(frame, event="attack") if tried else frame


def _as_ordered(text: str, frame: Frame, orders: Sequence[Span], home: Span) -> Frame:
    """The frame as expected where people were but told to leave: "issued evacuation orders", "ordered residents to leave their homes"."""
    if frame.event != "displacement" or frame.stance != "asserts":
        return frame
    own = [o for o in orders if home.covers(o)]
    told = any(o.overlaps(frame.trigger) for o in own) or any(
        0 <= frame.trigger.start - o.end <= ORDERED and not CLAUSE_END.search(text, o.end, frame.trigger.start) for o in own
    )
    return replace(frame, stance="expects") if told else frame


def _as_threatened(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], orders: Sequence[Span], pack: LanguagePack
) -> list[Frame]:
    """The frames, force before which people are told to leave as expected: "called on residents to leave before an attack"."""
    told = [*orders, *(f.trigger for f in frames if f.event == "appeal" or (f.event == "displacement" and f.stance == "expects"))]
    ahead = pack.word_spans(text, "ahead") if told else []

    def threatens(frame: Frame) -> bool:
        at, home = frame.trigger, frame.trigger.within(sentences)
        first = [t for t in told if home.covers(t) and t.end <= at.start or pack.habits.suffixes and home.covers(t)]
        near = [a for a in ahead if 0 <= (a.start - at.end if pack.habits.suffixes else at.start - a.end) <= AHEAD]
        return bool(first) and any(not CLAUSE_END.search(text, min(a.end, at.end), max(a.start, at.start)) for a in near)

    return [replace(f, stance="expects") if f.event in FORCE and f.stance == "asserts" and threatens(f) else f for f in frames]


def _as_hostages(frame: Frame, hostages: Sequence[Span]) -> Frame:
    """The frame as an abduction where those who are held are hostages."""
    if frame.event not in ("detention", "besieged"):
        return frame
    held = (frame.trigger, *frame.spans("subject"))
    return replace(frame, event="abduction") if any(h.overlaps(s) for h in hostages for s in held) else frame


def _with_toll(text: str, frame: Frame, counts: Sequence[Span], pack: LanguagePack) -> Frame:
    """The frame as one of deaths where what is demanded are lives, in words for how many ("der Angriff forderte 14 Menschenleben")."""
    if frame.event != "appeal":
        return frame
    start = frame.trigger.end
    clause = CLAUSE_END.split(text[start : start + LIVES_REACH])[0]
    lives = next((at.shift(start) for at in pack.word_spans(clause, "lives")), None)
    count = next((c for c in counts if lives is not None and start <= c.start < lives.start), None)
    if lives is None or count is None:
        return frame
    toll = (Argument("count", count, TOLL_PROB), Argument("subject", lives, TOLL_PROB))
    kept = tuple(a for a in frame.arguments if a.role in (*ATTRIBUTION, "place", "time"))
    return replace(frame, event="killed", group=None, arguments=(*kept, *toll))


def _describes(text: str, frame: Frame) -> bool:
    """Whether a word for holding ground but tells which place is meant ("in the rebel-held town"): that is no news of it."""
    word = frame.trigger.of(text)
    return frame.event == "control" and len(word.split()) == 1 and any(mark in word[1:-1] for mark in "-‑")


def _counts_the_doers(text: str, frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether a count stands right before who did it, while the same word counts others ("30 fighters hold 20 hostages")."""
    if frame.event not in HARM:
        return False
    doers = [a for a in frame.spans("actor") if not any(a.overlaps(s) for s in frame.spans("subject"))]
    counts = frame.spans("count")
    if not counts or not all(any(c.end <= a.start and not text[c.end : a.start].strip() for a in doers) for c in counts):
        return False
    like = (f for f in frames if (f.trigger, f.event) == (frame.trigger, frame.event))
    return any(f.spans("count") and not set(f.spans("count")) & set(counts) for f in like)


def _without_origins(text: str, frames: Sequence[Frame], pack: LanguagePack) -> list[Frame]:
    """Frames without the places that a strike came from, those of the dead and wounded of that strike too."""
    ends = {at.end for at, entries in pack.words.find(text) if any(e.sense == "from" for e in entries)}
    origins = {p for f in frames if f.event in FORCE for p in f.spans("place") if _begins(text, p, ends)}
    return [
        replace(f, arguments=tuple(a for a in f.arguments if a.role != "place" or a.span not in origins))
        if f.event in FORCE or f.event in HARM
        else f
        for f in frames
    ]


def _begins(text: str, place: Span, ends: Collection[int]) -> bool:
    """Whether a place stands right behind one of the words that end there, an article between them at most."""
    lead = text[max(0, place.start - ARTICLE) : place.start]
    return any(
        place.start - end <= ARTICLE and len(lead[len(lead) - (place.start - end) :].split()) <= 1 for end in ends if end < place.start
    )


def _mended(text: str, frame: Frame, home: Span, saying: Sequence[Saying], pack: LanguagePack) -> Frame:
    accusing = [at for at, parts in saying if parts[0] == "accuses"]
    if _acts(frame, home, saying) or any(is_ordinal(text, c, pack) for c in _papers(frame, saying)):
        return attributed_to(frame)
    kept = tuple(a for a in frame.arguments if not (a.role in NAMED and _is_accused(a.span, frame, accusing)))
    return replace(frame, arguments=tuple(_from_its_noun(text, a, pack) for a in kept))


def _acts(frame: Frame, home: Span, saying: Sequence[Saying]) -> bool:
    """Whether what is marked as a source but does the deed, by a word that is no word for saying or beside one that names the source.

    "The army counts 40 men there, according to a diplomat", "the army is said to have shelled it".
    """
    hearsay = [parts for at, parts in saying if parts[0] == "relays" and any(c.overlaps(at) for c in frame.spans("cue"))]
    if any(parts[1:] == ("phrase",) and _stands_before(frame) for parts in hearsay):
        return True
    if frame.event in WORDS or not any(s.overlaps(a) for s in frame.spans("source") for a in frame.spans("actor")):
        return False
    deeds = [c for c in frame.spans("cue") if c.overlaps(frame.trigger)]
    told = any(home.covers(at) and parts[1:] in (("prep",), ("post",)) for at, parts in saying)
    return bool(hearsay) or any(told or not any(c.overlaps(at) for at, _ in saying) for c in deeds)


def _stands_before(frame: Frame) -> bool:
    """Whether a source stands right before its cue, as its subject does ("the army is said to")."""
    return any(0 <= c.start - s.end <= APART for s in frame.spans("source") for c in frame.spans("cue"))


def _papers(frame: Frame, saying: Sequence[Saying]) -> list[Span]:
    """The cues of a frame that are words for "according to"."""
    return [c for c in frame.spans("cue") if any(c.overlaps(at) and parts[1:] == ("prep",) for at, parts in saying)]


def is_ordinal(text: str, cue: Span, pack: LanguagePack) -> bool:
    """Whether what may mean "according to" is a number among deeds: Portuguese "um segundo ataque"."""
    behind = pack.tokens(text[cue.end : cue.end + NOUN_REACH])
    return bool(behind) and pack.events.at(behind, 0) is not None


def _is_accused(name: Span, frame: Frame, accusing: list[Span]) -> bool:
    """Whether a name stands behind a word for accusing, beside those that it accuses."""
    cues = [c for c in frame.spans("cue") if c.end <= name.start and any(c.overlaps(a) for a in accusing)]
    return bool(cues) and any(t.end <= name.start and t.gap(name) <= APART for t in frame.spans("target"))


def _from_its_noun(text: str, argument: Argument, pack: LanguagePack) -> Argument:
    """A source that begins with a word for "of", with the noun before it: "de presse" of "bilans de presse"."""
    words = pack.tokens(argument.span.of(text))
    if argument.role not in NAMED or len(words) < 2 or not any(e.sense == "of" for e in pack.words.get(words[0].key)):
        return argument
    before = [t for t in pack.tokens(text[: argument.span.start]) if t.kind == "word"]
    if not before or text[before[-1].end : argument.span.start] != " ":
        return argument
    return replace(argument, span=Span(before[-1].start, argument.span.end))
