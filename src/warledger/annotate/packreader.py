"""The packs alone as a reader: triggers, cues, counts and names by tables, at lower recall than the neural reader.

Takes a text, its sentences and its language pack; gives frames in the same shape. Stands in where the model file is
absent. Looks no further than the sentence, and one sentence back for the source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from warledger.model import Argument, Count, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.apart import parted_verbs
from warledger.packs.ontology import CASUALTIES
from warledger.packs.words import Entry, fold

FindCounts = Callable[[str, LanguagePack], Sequence[tuple[Span, Count]]]
FindTimes = Callable[[str, LanguagePack], Sequence[Span]]
FindNames = Callable[[str, Sequence[str]], Sequence[tuple[Span, str]]]
"""Known names in a text, with the particles that its language joins to words: span and kind (person, organisation, place)."""

CAPITALISED = re.compile(
    r"(?<!\w)"
    r"[A-ZÀ-ÞĀ-ŽА-ЯЁЇІЄҐİŞĞÇÖÜ][\w’'\-]*(?:\s(?:al-|el-|as-|ash-|an-|de |da |do |du |of |der |bin |ibn )?[A-ZÀ-ÞА-ЯЁЇІЄҐİŞĞÇÖÜ][\w’'\-]*)*"
)
ENDING = re.compile(r"['’](\w+)")
COUNTED = frozenset(
    {"killed", "injured", "missing", "detention", "abduction", "released", "displacement", "return", "surrender", "besieged"}
)
NEAR = 60
"""Characters between a trigger and the count or group that it may take."""
NOUN_KINDS = {
    "places": frozenset({"places"}),
    "weapons": frozenset({"drones", "missiles", "aircraft"}),
    "things": frozenset({"buildings", "vehicles", "other"}),
}
"""Kinds of counted nouns by ontology group; all other groups are people."""

COUNTS = {
    **dict.fromkeys(COUNTED, ("people", "")),
    **dict.fromkeys(("capture", "withdrawal", "control"), ("places",)),
    **dict.fromkeys(("airstrike", "drone_strike", "missile_strike", "shelling", "attack"), ("weapons",)),
    "interception": ("weapons",),
    "deployment": ("people", "weapons"),
    "damage": ("things", "places", "weapons"),
}
"""What kinds of nouns each event counts."""

OWN_REACH = 20
"""Code points between a part and a word for what befell it alone."""
PART_GAP = 14
"""Characters between "including" and a count that is a part, and between one part and the next."""
NOUN_GAP = 25
"""Characters between a count and the noun that it counts ("22 young men")."""
SHARED_GAP = 6
"""Characters between two triggers that share one count ("killed or wounded")."""
NAME_GAP = 45
"""Characters between a cue and the name that it may take as source."""
MASK = "|"
"""A mark that counts nothing and parts what stands beside it."""


@dataclass(slots=True)
class _Sentence:
    """What the tables find in one sentence; spans are of the whole text."""

    span: Span
    text: str
    events: list[tuple[Span, Entry]] = field(default_factory=list)
    cues: list[tuple[Span, Entry]] = field(default_factory=list)
    groups: list[tuple[Span, Entry]] = field(default_factory=list)
    negations: list[Span] = field(default_factory=list)
    parts: list[Span] = field(default_factory=list)
    alone: list[Span] = field(default_factory=list)
    counts: list[tuple[Span, Count]] = field(default_factory=list)
    times: list[Span] = field(default_factory=list)
    names: list[tuple[Span, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class PackReading:
    """What the tables find in one text: frames and names, and the spans of all counts and times.

    `loose` are frames of event words that stand without what they need to be believed alone ("the attack" with no place).
    """

    frames: tuple[Frame, ...] = ()
    loose: tuple[Frame, ...] = ()
    mentions: tuple[Mention, ...] = ()
    counts: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    parts: tuple[Span, ...] = ()


class PackReader:
    """Reads with tables only. Finders for counts, times and known names come from outside."""

    name = "packs"

    def __init__(self, find_counts: FindCounts, find_times: FindTimes, find_names: FindNames | None = None) -> None:
        self._find_counts, self._find_times, self._find_names = find_counts, find_times, find_names

    def read(self, text: str, sentences: Sequence[Span], pack: LanguagePack) -> PackReading:
        """Frames, mentions, counts and times of one text, each in its order."""
        frames: list[Frame] = []
        loose: list[Frame] = []
        mentions: list[Mention] = []
        counts: list[Span] = []
        times: list[Span] = []
        parts: list[Span] = []
        source: tuple[Argument, ...] = ()
        for span in sentences:
            s = self._look(text, span, pack)
            own = tuple(_source_of(s, pack))
            goes_on = not own and source and _begins_with_reference(s, pack)
            for frame, fits in _frames_of(s, own or (source if goes_on else ())):
                (frames if fits else loose).append(frame)
            source = own or (source if goes_on else ())
            mentions += [Mention(kind, name) for name, kind in s.names]
            counts += sorted([*s.parts, *(at for at, _ in s.counts)])
            times += s.times
            parts += [*s.parts, *s.alone]
        return PackReading(tuple(frames), tuple(loose), tuple(mentions), tuple(counts), tuple(times), tuple(parts))

    def _look(self, text: str, span: Span, pack: LanguagePack) -> _Sentence:
        words = span.of(text)
        s = _Sentence(span, words)
        s.events = [(at.shift(span.start), entries[0]) for at, entries in pack.events.find(words)]
        parted = [(verb.head.shift(span.start), verb.entry) for verb in parted_verbs(words, pack)]
        s.events = sorted([*(e for e in s.events if not any(e[0].overlaps(at) for at, _ in parted)), *parted], key=lambda e: e[0])
        s.cues = [(at.shift(span.start), entries[0]) for at, entries in pack.reporting.find(words)]
        s.groups = [(at.shift(span.start), entries[0]) for at, entries in pack.groups.find(words)]
        s.negations = [at.shift(span.start) for at, found in pack.words.find(words) if found[0].parts[0] == "negation"]
        including = [at.shift(span.start) for at, found in pack.words.find(words) if found[0].parts[0] == "including"]
        s.times = [at.shift(span.start) for at in self._find_times(words, pack)]
        counts = [(at.shift(span.start), count) for at, count in self._find_counts(words, pack)]
        if halved := [t for t in s.times if any(at.overlaps(t) and not t.covers(at) for at, _ in counts)]:
            untimed = _masked(words, [t.shift(-span.start) for t in halved])  # "الاثنين من ستة أحياء" is Monday, not two of six
            counts = [(at.shift(span.start), count) for at, count in self._find_counts(untimed, pack)]
        shares = _shares(text, [at for at, _ in counts], [at for at, _ in s.groups], pack)
        duals = [at for at, entry in s.groups if entry.parts[-1] == "d"]
        counts = [(at, count) for at, count in counts if not any(_is_of_dual(at, count, dual) for dual in duals)]
        s.parts = _smaller(sorted({*_parts(text, including, [at for at, _ in counts]), *shares}), counts)
        s.alone = [part for part in s.parts if _befell_alone(part, s)]
        s.parts = [part for part in s.parts if part not in s.alone]
        s.counts = [(at, count) for at, count in counts if at not in s.parts and not any(t.covers(at) for t in s.times)]
        s.names = sorted(self._names(words, pack, span.start, s))
        return s

    def _names(self, words: str, pack: LanguagePack, offset: int, s: _Sentence) -> list[tuple[Span, str]]:
        known = [(at.shift(offset), kind) for at, kind in (self._find_names(words, pack.habits.attached) if self._find_names else ())]
        taken = [at for at, _ in known] + s.times + [at for at, _ in s.groups]
        for m in CAPITALISED.finditer(words):
            at = Span(m.start() + offset, m.end() + offset)
            alone_at_start = m.start() == 0 and " " not in m.group()
            if m.group()[0].isupper() and not alone_at_start and not any(at.overlaps(other) for other in taken):
                known.append((at, "other"))
        return known


def _frames_of(s: _Sentence, source: tuple[Argument, ...]) -> Iterator[tuple[Frame, bool]]:
    """The frame of each event word, and whether what its word needs stands with it."""
    counts = _owned_counts(s)
    for trigger, entry in s.events:
        event, *rest = entry.parts
        needs = rest[1] if len(rest) > 1 else ""
        arguments = [*_figure_of(s, trigger, counts), *_place_of(s, trigger), *_time_of(s, trigger)]
        stance = _stance_of(s, trigger, source)
        yield Frame(trigger, event, stance, 0.5, None, tuple([*arguments, *source])), _fits(needs, arguments, s)


def _fits(needs: str, arguments: Sequence[Argument], s: _Sentence) -> bool:
    roles = {a.role for a in arguments}
    if needs == "place":
        return "place" in roles
    if needs in ("people", "thing"):
        return bool(roles & {"subject", "count"})
    return needs != "party" or bool(s.names)


def _masked(words: str, spans: Iterable[Span]) -> str:
    """The same words with a mark that counts nothing at each code point of the spans."""
    for at in spans:
        words = words[: at.start] + MASK * (at.end - at.start) + words[at.end :]
    return words


def _is_of_dual(at: Span, count: Count, dual: Span) -> bool:
    """Whether a count is but the "two" behind a dual, which counts by itself ("مدنيين اثنين", "شخصين اثنين")."""
    return (count.low, count.high) == (2, 2) and dual.start < at.start and at.start - dual.end <= 1


def _smaller(parts: Sequence[Span], counts: Sequence[tuple[Span, Count]]) -> list[Span]:
    """The parts that are no more than some whole: "among the three who died was a boy" makes three no part of one."""
    wholes = [c.high or c.low or 0 for at, c in counts if at not in parts]
    return [at for at, c in counts if at in parts and (not wholes or (c.low or 0) <= max(wholes))]


def _befell_alone(part: Span, s: _Sentence) -> bool:
    """Whether a word for another harm than the whole's stands right behind a part: "60 were in the house, of whom 12 were killed"."""
    own = next((e for e in s.events if 0 <= e[0].start - part.end <= OWN_REACH), None)
    if own is None or own[1].parts[0] not in CASUALTIES or any(part.end <= n.start and n.end <= own[0].start for n, _ in s.groups):
        return False
    return not any(at.end <= part.start and entry.parts[0] == own[1].parts[0] for at, entry in s.events)


def _shares(text: str, counts: Sequence[Span], nouns: Sequence[Span], pack: LanguagePack) -> list[Span]:
    """Counts that a possessive ending makes parts of a later one ("11'i çocuk 22 sivil": 22 civilians, 11 of them children)."""
    possessive = pack.habits.endings[1] if len(pack.habits.endings) > 1 else ()
    if not possessive:
        return []
    out = []
    for count in counts:
        ending = ENDING.match(text, count.end)
        after = fold(ending[1]) if ending else ""
        joined = any(
            e.sense == whole.sense for e in pack.numbers.get(count.of(text)) for whole in _unjoined(count.of(text), possessive, pack)
        )
        if (after in possessive or joined) and any(0 <= n.start - count.end <= NOUN_GAP for n in nouns):
            out.append(count)
    whole = max((c.start for c in counts if c not in out), default=-1)
    return [c for c in out if c.end <= whole]


def _unjoined(word: str, endings: Iterable[str], pack: LanguagePack) -> Iterator[Entry]:
    """The number words that a word is with an ending: "iki" of "ikisi"."""
    key = fold(word)
    for ending in endings:
        if key.endswith(ending):
            yield from pack.numbers.get(key.removesuffix(ending))


def _parts(text: str, including: Sequence[Span], counts: Sequence[Span]) -> list[Span]:
    """Counts that are parts of the one before: those right behind a word for "including", right before one that leads to no other
    ("52 of which were shot down"), and those that follow on.
    """
    trailing = [i for i in including if not any(0 <= c.start - i.end <= PART_GAP for c in counts)]
    out: list[Span] = []
    for count in sorted(counts):
        led = any(0 <= count.start - i.end <= PART_GAP for i in including) or any(text[count.end : i.start] == " " for i in trailing)
        goes_on = bool(out) and 0 <= count.start - out[-1].end <= PART_GAP
        if led or goes_on:
            out.append(count)
    return out


def _figure_of(s: _Sentence, trigger: Span, counts: Mapping[Span, Span]) -> Iterator[Argument]:
    """The count that a trigger owns and the noun behind it; the nearest noun alone when it owns none."""
    count = counts.get(trigger)
    nouns = [n for n, _ in s.groups]
    if count is not None:
        yield Argument("count", count)
        yield from _parts_of(s, count)
        nouns = [n for n in nouns if 0 <= n.start - count.end <= NOUN_GAP] or [n for n in nouns if count.overlaps(n)]
    near = [n for n in nouns if n.gap(trigger) <= NEAR]
    if near:
        yield Argument("subject", min(near, key=lambda n: (n.gap(trigger), n)))


def _parts_of(s: _Sentence, count: Span) -> Iterator[Argument]:
    """The parts told after a count and before the next one, each with its noun."""
    following = min((c.start for c, _ in s.counts if c.start > count.end), default=s.span.end)
    for part in s.parts:
        noun = next((n for n, _ in s.groups if 0 <= n.start - part.end <= NOUN_GAP), None)
        if noun is not None and count.end <= part.start < following:
            yield Argument("included_count", part)
            yield Argument("included_subject", noun)


def _owned_counts(s: _Sentence) -> dict[Span, Span]:
    """Which count belongs to which trigger: each count to one, triggers side by side ("killed or wounded") share.

    A count goes only to an event that counts what its noun names. As many counts as triggers of people go in the order
    told; else the nearest pairs go first.
    """
    kinds = {c: _kind_of(c, s) for c, _ in s.counts}
    triggers = [(at, entry.parts[0]) for at, entry in s.events]
    pairs = [(t, c) for t, event in triggers for c, kind in kinds.items() if kind in COUNTS.get(event, ()) and t.gap(c) <= NEAR]
    owned: dict[Span, Span] = {}
    people = [t for t, event in triggers if event in COUNTED]
    told = [c for c, kind in kinds.items() if kind == "people"]
    if len(people) == len(told):
        owned = {t: c for t, c in zip(people, told, strict=True) if (t, c) in pairs}
    for t, c in sorted(pairs, key=lambda p: (p[0].gap(p[1]), p)):
        if t not in owned and c not in owned.values():
            owned[t] = c
    for t in people:
        beside = [o for o in owned if o != t and o.gap(t) <= SHARED_GAP]
        if t not in owned and beside:
            owned[t] = owned[min(beside, key=lambda o: (o.gap(t), o))]
    return owned


def _kind_of(count: Span, s: _Sentence) -> str:
    """What a count counts: people, places, weapons, things; "" when no noun stands near it, which may be any."""
    nouns = [(n, e.parts[0]) for n, e in s.groups if 0 <= n.start - count.end <= NOUN_GAP or count.overlaps(n)]
    group = min(nouns, default=(count, ""))[1]
    return group and next((kind for kind, groups in NOUN_KINDS.items() if group in groups), "people")


def _place_of(s: _Sentence, trigger: Span) -> Iterator[Argument]:
    places = [at for at, kind in s.names if kind == "place"]
    if places:
        yield Argument("place", min(places, key=lambda p: (p.gap(trigger), p.start < trigger.start, p)))


def _time_of(s: _Sentence, trigger: Span) -> Iterator[Argument]:
    if s.times:
        yield Argument("time", min(s.times, key=lambda t: (t.gap(trigger), t)))


def _source_of(s: _Sentence, pack: LanguagePack) -> Iterator[Argument]:
    """The cue of a sentence and the name or role beside it: after "according to", on either side of a verb."""
    for cue, entry in s.cues:
        kind = entry.parts[1] if len(entry.parts) > 1 else "verb"
        named = [at for at, what in s.names if what != "place"] + list(_roles(s, pack))
        after = [at for at in named if 0 <= at.start - cue.end <= NAME_GAP]
        before = [at for at in named if 0 <= cue.start - at.end <= NAME_GAP]
        found = after if kind == "prep" else before if kind == "post" else before + after
        if found:
            yield Argument("source", min(found, key=lambda at: (at.gap(cue), -(at.end - at.start), at)))
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
