"""The packs alone as a reader: triggers, cues, counts and names by tables, at lower recall than the neural reader.

Takes a text, its sentences and its language pack; gives frames in the same shape. Stands in where the model file is
absent. Looks no further than the sentence, and one sentence back for the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from warledger.model import Argument, Count, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.words import Entry

FindCounts = Callable[[str, LanguagePack], Sequence[tuple[Span, Count]]]
FindTimes = Callable[[str, LanguagePack], Sequence[Span]]
FindNames = Callable[[str, Sequence[str]], Sequence[tuple[Span, str]]]
"""Known names in a text, with the particles that its language joins to words: span and kind (person, organisation, place)."""

CAPITALISED = re.compile(
    r"[A-ZÀ-ÞĀ-ŽА-ЯЁЇІЄҐİŞĞÇÖÜ][\w’'\-]*(?:\s(?:al-|el-|as-|ash-|an-|de |da |do |du |of |der |bin |ibn )?[A-ZÀ-ÞА-ЯЁЇІЄҐİŞĞÇÖÜ][\w’'\-]*)*"
)
COUNTED = frozenset(
    {"killed", "injured", "missing", "detention", "abduction", "released", "displacement", "return", "surrender", "besieged"}
)
NEAR = 60
"""Characters between a trigger and the count or group that it may take."""
NAME_GAP = 45
"""Characters between a cue and the name that it may take as source."""


@dataclass(slots=True)
class _Sentence:
    """What the tables find in one sentence; spans are of the whole text."""

    span: Span
    text: str
    events: list[tuple[Span, Entry]] = field(default_factory=list)
    cues: list[tuple[Span, Entry]] = field(default_factory=list)
    groups: list[tuple[Span, Entry]] = field(default_factory=list)
    negations: list[Span] = field(default_factory=list)
    counts: list[tuple[Span, Count]] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    names: list[tuple[Span, str]] = field(default_factory=list)


class PackReader:
    """Reads with tables only. Finders for counts, times and known names come from outside."""

    name = "packs"

    def __init__(self, find_counts: FindCounts, find_times: FindTimes, find_names: FindNames | None = None) -> None:
        self._find_counts, self._find_times, self._find_names = find_counts, find_times, find_names

    def read(self, text: str, sentences: Sequence[Span], pack: LanguagePack) -> tuple[tuple[Frame, ...], tuple[Mention, ...]]:
        """Frames and mentions of one text, in its order."""
        frames: list[Frame] = []
        mentions: list[Mention] = []
        source: tuple[Argument, ...] = ()
        for span in sentences:
            s = self._look(text, span, pack)
            own = tuple(_source_of(s, pack))
            goes_on = not own and source and _begins_with_reference(s, pack)
            frames += _frames_of(s, own or (source if goes_on else ()))
            source = own or (source if goes_on else ())
            mentions += [Mention(kind, name) for name, kind in s.names]
        return tuple(frames), tuple(mentions)

    def count_spans(self, text: str, sentences: Sequence[Span], pack: LanguagePack) -> list[Span]:
        """Spans of all counts in a text, in its order."""
        return [at.shift(s.start) for s in sentences for at, _ in self._find_counts(s.of(text), pack)]

    def _look(self, text: str, span: Span, pack: LanguagePack) -> _Sentence:
        words = span.of(text)
        tokens = pack.tokens(words)
        s = _Sentence(span, words)
        s.events = [(at.shift(span.start), entries[0]) for at, entries in pack.events.scan(tokens)]
        s.cues = [(at.shift(span.start), entries[0]) for at, entries in pack.reporting.scan(tokens)]
        s.groups = [(at.shift(span.start), entries[0]) for at, entries in pack.groups.scan(tokens)]
        s.negations = [at.shift(span.start) for at, found in pack.words.scan(tokens) if found[0].parts[0] == "negation"]
        s.counts = [(at.shift(span.start), count) for at, count in self._find_counts(words, pack)]
        s.times = [at.shift(span.start) for at in self._find_times(words, pack)]
        s.names = sorted(self._names(words, pack, span.start, s))
        return s

    def _names(self, words: str, pack: LanguagePack, offset: int, s: _Sentence) -> list[tuple[Span, str]]:
        known = [(at.shift(offset), kind) for at, kind in (self._find_names(words, pack.habits.attached) if self._find_names else ())]
        taken = [at for at, _ in known] + s.times + [at for at, _ in s.groups]
        for m in CAPITALISED.finditer(words):
            at = Span(m.start() + offset, m.end() + offset)
            alone_at_start = m.start() == 0 and " " not in m.group()
            if not alone_at_start and not any(at.overlaps(other) for other in taken):
                known.append((at, "other"))
        return known


def _frames_of(s: _Sentence, source: tuple[Argument, ...]) -> Iterator[Frame]:
    for trigger, entry in s.events:
        event, *rest = entry.parts
        needs = rest[1] if len(rest) > 1 else ""
        arguments = [*_figure_of(s, trigger, event), *_place_of(s, trigger), *_time_of(s, trigger)]
        if not _fits(needs, arguments, s):
            continue
        stance = _stance_of(s, trigger, source)
        yield Frame(trigger, event, stance, 0.5, None, tuple([*arguments, *source]))


def _fits(needs: str, arguments: Sequence[Argument], s: _Sentence) -> bool:
    roles = {a.role for a in arguments}
    if needs == "place":
        return "place" in roles
    if needs in ("people", "thing"):
        return bool(roles & {"subject", "count"})
    return needs != "party" or bool(s.names)


def _figure_of(s: _Sentence, trigger: Span, event: str) -> Iterator[Argument]:
    """The count nearest to a trigger that stands before a group noun, and that noun; a noun alone else."""
    pairs = [(count, noun) for count, _ in s.counts for noun, _ in s.groups if 0 <= noun.start - count.end <= 25]
    others = [t for t, e in s.events if t != trigger and e.parts[0] in COUNTED]
    mine = [p for p in pairs if _gap(p[0], trigger) <= NEAR and not any(_between(p[0], trigger, o) for o in others)]
    if mine:
        count, noun = min(mine, key=lambda p: (_gap(p[0], trigger), p[0]))
        yield Argument("count", count)
        yield Argument("subject", noun)
        return
    loose = [c for c, _ in s.counts if _gap(c, trigger) <= NEAR // 3] if event in COUNTED else []
    if loose:
        yield Argument("count", min(loose, key=lambda c: (_gap(c, trigger), c)))
    nouns = [n for n, _ in s.groups if _gap(n, trigger) <= NEAR]
    if nouns:
        yield Argument("subject", min(nouns, key=lambda n: (_gap(n, trigger), n)))


def _place_of(s: _Sentence, trigger: Span) -> Iterator[Argument]:
    places = [at for at, kind in s.names if kind == "place"]
    if places:
        yield Argument("place", min(places, key=lambda p: (_gap(p, trigger), p.start < trigger.start, p)))


def _time_of(s: _Sentence, trigger: Span) -> Iterator[Argument]:
    if s.times:
        yield Argument("time", min(s.times, key=lambda t: (_gap(t, trigger), t)))


def _source_of(s: _Sentence, pack: LanguagePack) -> Iterator[Argument]:
    """The cue of a sentence and the name or role beside it: after "according to", on either side of a verb."""
    for cue, entry in s.cues:
        kind = entry.parts[1] if len(entry.parts) > 1 else "verb"
        named = [at for at, what in s.names if what != "place"] + list(_roles(s, pack))
        after = [at for at in named if 0 <= at.start - cue.end <= NAME_GAP]
        before = [at for at in named if 0 <= cue.start - at.end <= NAME_GAP]
        found = after if kind == "prep" else before + after
        if found:
            yield Argument("source", min(found, key=lambda at: (_gap(at, cue), -(at.end - at.start), at)))
            yield Argument("cue", cue)
            return


def _roles(s: _Sentence, pack: LanguagePack) -> Iterator[Span]:
    for at, entries in pack.words.find(s.text):
        if entries[0].parts[0] in ("anonymous", "reference"):
            yield at.shift(s.span.start)


def _begins_with_reference(s: _Sentence, pack: LanguagePack) -> bool:
    found = pack.words.find(s.text[:30])
    return bool(found) and found[0][0].start <= 4 and found[0][1][0].parts[0] in ("pronoun", "reference")


def _stance_of(s: _Sentence, trigger: Span, source: Iterable[Argument]) -> str:
    cue = next((a.span for a in source if a.role == "cue"), None)
    said = next((e.parts[0] for at, e in s.cues if at == cue), "asserts")
    if said == "asserts" and any(0 <= trigger.start - n.end <= 12 for n in s.negations):
        return "denies"
    return said


def _gap(a: Span, b: Span) -> int:
    return max(0, a.start - b.end, b.start - a.end)


def _between(a: Span, b: Span, other: Span) -> bool:
    return min(a.start, b.start) < other.start < max(a.start, b.start)
