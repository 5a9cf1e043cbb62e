"""Denials that name no event of their own: "..., which Damascus denied", "The army rejected the accusation."

Takes frames, names and cues of a text; gives the frames and one denial more for each event that is so denied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from warledger.annotate.tidy import SAME_EVENT_GAP
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.apart import parted_cues
from warledger.packs.ontology import FORCE, GROUND, HARM

DENIED = frozenset({"accuses", "asserts"})
TOLD = ("actor", "target", "subject", "place", "time", "count")
"""Roles that a denial takes from what it denies."""
NO_DEEDS = frozenset({
    "declaration", "proposal", "talks", "agreement", "rejection", "accusation", "warning", "appeal", "control", "advance", "deployment",
})  # fmt: skip
"""Events that a rejection beside them seldom denies ("which Kyiv rejected" turns down a proposal)."""
NAME_GAP = 10
"""Code points between a denying word and the name that denies."""
ANSWERS = frozenset({"rejection", "accusation"})
"""What but answers an accusation is read as: "rejected the claims", "denied the accusation"."""
WHO_GAP = 5
"""Code points between a comma and the relative word behind it, and between that and its verb: a helping verb ("qui a démenti")."""
MARKED = ",;،؛—–"
CLAUSE_END = re.compile(r"[,;:.!?،؛]")
CLAUSE_GAP = 90
"""Code points between an event and the clause that denies it."""
SHORT = 110
"""Code points of a sentence that does nothing but deny what the one before says."""
SUPPOSED = 90
"""Code points that a clause which begins with "if" reaches at most."""
NOT_GAP = 14
"""Code points from "not" to its verb, helping verbs between."""
ONLY = 12
"""Code points behind "not" in which "only" stands."""
NEGATED = GROUND | FORCE
EXPLETIVE = frozenset({"ne", "n"})
"""French words that deny nothing alone ("avant qu'il ne parte")."""
SAYING = (("asserts",), ("denies",), ("accuses",))
HELPS = frozenset({"helper", "pronoun:it", "infinitive"})
OPENING = 3
"""Code points before a word that still begins its sentence."""
PROB = 0.6


def with_denials(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames and the denials, in the order of the text."""
    found = pack.reporting.find(text)
    cues = sorted([*(at for at, entries in found if entries[0].sense == "denies"), *_parted_denials(text, sentences, pack)])
    blames = [at for at, entries in found if entries[0].parts[0] == "accuses" and entries[0].parts[1:] != ("noun",)] if cues else []
    saying = [at for at, entries in found if entries[0].parts in SAYING] if cues else []
    names = _names(text, mentions, pack) if cues else []
    who = _Deniers(
        text, tuple(names), tuple(pack.word_spans(text, "relative")), tuple(pack.word_spans(text, "by")), bool(pack.habits.attached)
    )
    negations = _negations(text, pack)
    frames = [_negated(text, _without_blame(frame, cues, blames, sentences), negations, pack) for frame in frames]
    deniers = {cue: who.of(cue, cue.within(sentences)) for cue in cues}
    frames = [_as_told(text, _as_denied(frame, deniers), deniers, saying, sentences) for frame in frames]
    deeds = [at for at, entries in pack.events.find(text) if entries[0].parts[0] not in NO_DEEDS] if cues else []
    out = list(frames)
    for cue in cues:
        home = cue.within(sentences)
        denier = deniers[cue]
        own = [f for f in frames if home.overlaps(f.trigger) and (f.stance == "denies" or f.trigger.overlaps(cue))]
        empty = [f for f in own if f.event in ANSWERS and (f.trigger.overlaps(cue) or 0 <= f.trigger.start - cue.end <= NAME_GAP)]
        own = [f for f in own if f not in empty]
        if denier is None or own or any(cue.end <= e.start < home.end for e in deeds):
            continue  # it denies something that it names itself
        start = cue if CLAUSE_END.search(text, denier.end, max(denier.end, cue.start)) else min(cue, denier)
        told = [f for f in frames if f not in empty]
        above = _in_sentence_before(home, sentences, told)
        denied = _deeds(_in_clause_before(text, start, home, told) or [replace(f, trigger=cue) for f in above])
        out = [f for f in out if not (denied and f in empty)]  # "which they deny" rejects nothing else
        out += [_denial(frame, denier, cue) for frame in denied if not any(denier.overlaps(s) for s in frame.spans("source"))]
    return tuple(sorted(out, key=lambda f: (f.trigger, f.event, f.stance)))


def without_contradictions(frames: Sequence[Frame]) -> tuple[Frame, ...]:
    """The frames without those that have one source say and deny one event by words side by side: the likelier reading stays."""
    return tuple(f for f in frames if not any(_gainsays(other, f) and (other.prob, f.stance) > (f.prob, other.stance) for other in frames))


MARKS = "–—- \"'«»“”„‘’"
"""What stands before the first word of speech."""


def without_suppositions(text: str, sentences: Sequence[Span], frames: Sequence[Frame], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames without those of a clause that begins with "if": what is but supposed is no claim, and what would follow is expected."""
    ifs = pack.word_spans(text, "if")
    leads = ((i, text[i.within(sentences).start : i.start]) for i in ifs)
    begins = [i for i, lead in leads if lead and not lead.strip(MARKS)]  # of speech: "si" grants a point elsewhere

    def supposed(frame: Frame) -> bool:
        home = frame.trigger.within(sentences)
        own = [i for i in ifs if home.covers(i) and i.end <= frame.trigger.start]
        if frame.stance == "denies" and any(i.start - home.start <= OPENING for i in own):
            return True  # "if they think that ..., that will not happen"
        return frame.stance != "expects" and any(_in_clause(text, i, frame.trigger) for i in own)

    def follows(frame: Frame) -> bool:
        home = frame.trigger.within(sentences)
        near = any(home.covers(i) and 0 <= frame.trigger.start - i.end <= SUPPOSED for i in begins)
        return near and frame.stance == "asserts" and frame.event in HARM | FORCE | GROUND

    kept = [f for f in frames if not supposed(f)] if ifs else frames
    return tuple(replace(f, stance="expects") if begins and follows(f) else f for f in kept)


def _in_clause(text: str, word: Span, trigger: Span) -> bool:
    return 0 <= trigger.start - word.end <= SUPPOSED and not any(mark in ",;،؛:" for mark in text[word.end : trigger.start])


def _gainsays(one: Frame, other: Frame) -> bool:
    if (one.stance == "denies") == (other.stance == "denies") or one.event != other.event:
        return False
    if one.trigger.gap(other.trigger) > SAME_EVENT_GAP:
        return False
    return one.spans("source") == other.spans("source")


def _negations(text: str, pack: LanguagePack) -> list[Span]:
    """The words for "not", but for those of "not only"."""
    if pack.habits.suffixes:
        return []  # verbs say "not" by an ending there
    words = [n for n in pack.word_spans(text, "negation") if n.of(text).casefold() not in EXPLETIVE]
    return [n for n in words if not pack.word_spans(text[n.end : n.end + ONLY], "only")]


def _negated(text: str, frame: Frame, negations: Sequence[Span], pack: LanguagePack) -> Frame:
    """The frame as a denial where "not" stands right before its verb, helping verbs between ("n'a pas quitté")."""
    if frame.stance != "asserts" or frame.event not in NEGATED:
        return frame  # "without power" is no denial
    word = frame.trigger.start
    if any(frame.trigger.covers(n) and n.end < frame.trigger.end for n in negations):
        return replace(frame, stance="denies")  # "s'est pas retirée"
    for n in negations:
        if 0 <= word - n.end <= NOT_GAP:
            between = pack.tokens(text[n.end : word])
            if all(t.kind == "word" and any(e.sense in HELPS for e in pack.words.get(t.key)) for t in between):
                return replace(frame, stance="denies")
    return frame


def _without_blame(frame: Frame, denials: Sequence[Span], blames: Sequence[Span], sentences: Sequence[Span]) -> Frame:
    """The frame, no accusation where the last word before it is one for denying: "denied responsibility for the attack"."""
    if frame.stance != "accuses" or frame.event in NO_DEEDS or not denials:
        return frame
    home = frame.trigger.within(sentences)
    before = [c for c in (*denials, *blames) if home.covers(c) and 0 <= frame.trigger.start - c.end <= CLAUSE_GAP]
    return replace(frame, stance="denies") if before and max(before) in denials else frame


def _as_denied(frame: Frame, deniers: Mapping[Span, Span | None]) -> Frame:
    """The frame as a denial, by whom the word for denying stands beside, where such a word before it or around it tells of it."""
    trigger = frame.trigger
    told = [
        c for c in deniers for own in frame.spans("cue") if own.overlaps(c) and (c.end <= trigger.start or c.start < trigger.start < c.end)
    ]
    if not told or frame.stance not in ("asserts", "denies") or frame.event in NO_DEEDS:
        return frame
    denier = deniers[told[0]]
    if frame.stance == "denies" and any(s.gap(told[0]) <= NAME_GAP for s in frame.spans("source")):
        return frame
    if denier is None or any(denier.overlaps(s) for s in frame.spans("source")):
        return replace(frame, stance="denies")
    kept = tuple(a for a in frame.arguments if a.role not in ("source", "source_ref", "speaker"))
    return replace(frame, stance="denies", arguments=(*kept, Argument("source", denier, PROB)))


def _parted_denials(text: str, sentences: Sequence[Span], pack: LanguagePack) -> list[Span]:
    """First parts of verbs for denying that stand apart: "wies Berichte zurück"."""
    return [v.head.shift(s.start) for s in sentences for v in parted_cues(s.of(text), pack) if v.entry.sense == "denies"]


def _as_told(text: str, frame: Frame, deniers: Mapping[Span, Span | None], saying: Sequence[Span], sentences: Sequence[Span]) -> Frame:
    """The frame as a denial where what is denied is hearsay ("reports of his death are false"), or where a word for denying is the last one
    for saying before it and its source denies ("denied that a jet was shot down, saying ...").
    """
    trigger, home = frame.trigger, frame.trigger.within(sentences)
    own = [c for c in deniers if home.covers(c)]
    if not own or frame.stance == "accuses" or frame.event in NO_DEEDS:
        return frame
    before = max((c for c in (*own, *saying) if home.covers(c) and 0 <= trigger.start - c.end <= SUPPOSED), default=None)
    if before in own and not _turns(text, before.end, trigger.start):
        denier = deniers[before]
        if frame.stance != "asserts" and denier is not None and not frame.spans("source"):
            return replace(
                frame, stance="denies", arguments=(*frame.arguments, Argument("source", denier, PROB), Argument("cue", before, PROB))
            )
        if frame.stance == "relays" or any(frame.stance == "asserts" and denier and denier.overlaps(s) for s in frame.spans("source")):
            return replace(frame, stance="denies")
    last = text[trigger.end : home.end]
    behind = any(c.start >= trigger.end and not CLAUSE_END.search(last[: c.start - trigger.end].rstrip(" ,")) for c in own)
    return replace(frame, stance="denies") if frame.stance == "relays" and behind else frame


def _turns(text: str, start: int, end: int) -> bool:
    return any(mark in text[start:end] for mark in ";:؛")


def _names(text: str, mentions: Sequence[Mention], pack: LanguagePack) -> list[Span]:
    """What can deny: names, also of states and their seats, and words such as "the army"."""
    words = pack.word_spans(text, "reference", "role", "band")
    return [*(m.span for m in mentions if m.prob >= PROB), *words]


@dataclass(frozen=True, slots=True)
class _Deniers:
    """Who may deny in a text. `verb_first`: verbs stand before their subjects."""

    text: str
    names: tuple[Span, ...]
    relatives: tuple[Span, ...]
    by: tuple[Span, ...]
    verb_first: bool

    def of(self, cue: Span, home: Span) -> Span | None:
        """Who denies: the name behind "by", that before the relative word of the cue, one beside it, or the first of its clause."""
        if any(b.end == cue.end for b in self.by):
            return min((n for n in self.names if home.covers(n) and 0 < n.start - cue.end <= NAME_GAP), default=None)
        mark = max(self.text.rfind(m, home.start, cue.start) for m in MARKED)
        if mark >= 0 and any(mark < r.start <= mark + WHO_GAP and 0 <= cue.start - r.end <= WHO_GAP for r in self.relatives):
            before = min((n for n in self.names if home.covers(n) and 0 <= mark - n.end <= NAME_GAP), default=None)
            return Span(before.start, mark) if before and not CLAUSE_END.search(self.text, before.end, mark) else None
        first = (n for n in self.names if 0 <= mark < n.start <= mark + NAME_GAP and n.end <= cue.start <= n.end + CLAUSE_GAP)
        subject = min((n for n in self.names if self.verb_first and 0 < n.start - cue.end <= 1), default=None)
        return subject or self._beside(cue, home) or min(first, default=None)

    def _beside(self, cue: Span, home: Span) -> Span | None:
        """The nearest name beside the cue, those before it first."""
        near = [n for n in self.names if home.covers(n) and not n.overlaps(cue) and n.gap(cue) <= NAME_GAP]
        return min(near, key=lambda n: (n.start > cue.start, n.gap(cue), n.start - n.end), default=None)


def _in_clause_before(text: str, denial: Span, home: Span, frames: Sequence[Frame]) -> list[Frame]:
    """The sourced frames of the clause that a relative clause denies."""
    inside = [f for f in frames if home.covers(f.trigger) and f.trigger.end <= denial.start and f.stance in DENIED and _is_deniable(f)]
    told = (s.end for f in inside for s in (f.trigger, *f.spans("cue"), *f.spans("actor")) if home.covers(s) and s.end <= denial.start)
    last = max(told, default=home.start)
    apart = text[last : denial.start]
    if len(apart) > CLAUSE_GAP or not any(mark in apart for mark in MARKED):
        return []
    return [f for f in inside if f.spans("source")]


def _is_deniable(frame: Frame) -> bool:
    return frame.event not in NO_DEEDS or frame.event == "accusation"


def _in_sentence_before(home: Span, sentences: Sequence[Span], frames: Sequence[Frame]) -> list[Frame]:
    """The accusations of the sentence before, where a sentence is short and tells nothing else."""
    earlier = [s for s in sentences if s.end <= home.start]
    if home.end - home.start > SHORT or not earlier or any(home.covers(f.trigger) for f in frames):
        return []
    return [f for f in frames if earlier[-1].covers(f.trigger) and _is_deniable(f) and (f.stance == "accuses" or f.event == "accusation")]


def _deeds(frames: list[Frame]) -> list[Frame]:
    """What of a clause is denied: the deeds, not those whom they befell, where it tells of both."""
    return [f for f in frames if f.event not in HARM] or frames


def _denial(frame: Frame, denier: Span, cue: Span) -> Frame:
    kept = tuple(a for a in frame.arguments if a.role in TOLD)
    said = (Argument("source", denier, PROB), Argument("cue", cue, PROB))
    return Frame(frame.trigger, frame.event, "denies", PROB, frame.group, (*kept, *said))
