"""Lists of which the network marked some members: the others belong to the event too.

Takes frames and names of a text. Places of a list join the frame; sources of a list ("the Observatory and medics said")
tell the same each for itself, as a frame of its own. Only where the list is joined by "and".
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from warledger.annotate.figures import COUNTED, FIGURE, NOUN_GAP, TAKEN
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.joints import lists_of
from warledger.packs.lands import is_of_land
from warledger.packs.numerals import stands_behind
from warledger.packs.ontology import FORCE

LISTED_PROB = 0.5
NO_PEOPLE = frozenset({"places", "buildings", "vehicles", "aircraft", "drones", "missiles", "other"})
"""Groups of nouns that are no people."""
WEAPONS = frozenset({"drones", "missiles", "aircraft"})
"""What is counted among things even where its noun may stand for a strike."""
PARTS = frozenset({"included_count", "included_subject"})
NOUN_REACH = 20
"""Code points between a count and its noun, words for what kind between them."""
LONE = frozenset({"s", "d"})
"""Numbers of nouns that count by themselves: one, two."""
KIND = re.compile(r"(?:\s[^\W\d_]{1,16}){1,5}(?=[,،])")
"""Words behind a counted noun, up to a comma."""
BETWEEN = re.compile(r"(?:\s[^\W\d_]{1,14}){1,2}\s")
SAYING = frozenset({"source", "source_ref", "cue", "actor"})
"""Roles that a further source may have been marked with: who denies a deed is taken for who did it."""
CUE_GAP = 30
"""Code points between a list of sources and a word for saying that they are its owners of ("B'nin açıkladığına göre")."""
NAMED_PROB = 0.6
"""Probability from which a name joins a list."""


def with_lists(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order."""
    named = [m.span for m in mentions if m.kind == "place" and m.prob >= NAMED_PROB and not m.span.of(text)[:1].islower()]
    return tuple(_whole(text, frame, frame.trigger.within(sentences), named, pack) if frame.spans("place") else frame for frame in frames)


def with_each_group(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], counts: Sequence[Span], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order, with the people named in one list with those that the network marked.

    "His mother, another child and three civilians were injured": the mother and the child are subjects too. `counts` are
    the counts that the packs find; one that stands before such a noun goes with it. A month is nobody ("18 آب" is written as a
    father).
    """
    known = [(at, entries) for at, entries in pack.groups.find(text) if any(e.parts[0] not in NO_PEOPLE for e in entries)]
    known = [(at, entries) for at, entries in known if not is_of_land(text, at, pack) and not _is_month(text, at, pack)]
    people = [at for at, _ in known]
    lone = [at for at, entries in known if {e.parts[-1] for e in entries} <= LONE]
    own = [n for c in counts if (n := _noun_before(text, c, people, pack))]
    frames = [_with_lone_ones(text, _with_own_noun(frame, lone), people, [*lone, *own], pack) for frame in frames]
    taken = [s for f in frames for s in (f.trigger, *(a.span for a in f.arguments if a.role in TAKEN and _is_had(f, a)))]
    free = [n for n in people if not any(n.overlaps(s) for s in taken)]
    out = []
    for frame in frames:
        extra = _others(text, frame, frame.trigger.within(sentences), free, pack) if frame.event in COUNTED else []
        free_counts = [c for c in counts if not stands_behind(text, c, pack) and not any(c.overlaps(s) for s in taken)]
        own = [c for c in free_counts for n in extra if 0 <= n.start - c.end <= NOUN_GAP]
        added = (*(Argument("subject", n, LISTED_PROB) for n in extra), *(Argument("count", c, LISTED_PROB) for c in own))
        out.append(replace(frame, arguments=(*frame.arguments, *added)))
    return tuple(out)


def _is_month(text: str, noun: Span, pack: LanguagePack) -> bool:
    """Whether a noun is rather the name of a month, a number or another word of time before it."""
    if not any(e.sense.startswith("month:") for e in pack.times.get(noun.of(text))):
        return False
    before = pack.tokens(text[max(0, noun.start - NOUN_REACH) : noun.start])
    return bool(before) and (before[-1].kind == "number" or bool(pack.times.get(before[-1].key)))


def _with_own_noun(frame: Frame, lone: Sequence[Span]) -> Frame:
    """A frame that counts by a noun ("a man"), with that noun for whom it counts where others are marked as these ("with his sons")."""
    counts, subjects = frame.spans("count"), frame.spans("subject")
    if frame.event not in COUNTED or not subjects:
        return frame
    own = [n for n in lone if n in counts and not any(n.overlaps(s) for s in subjects)]
    return replace(frame, arguments=(*frame.arguments, *(Argument("subject", n, LISTED_PROB) for n in own)))


def _is_had(frame: Frame, argument: Argument) -> bool:
    """Whether an event has words for itself: the people named beside a strike are those whom it killed."""
    return argument.role != "subject" or frame.event not in FORCE


def _with_lone_ones(text: str, frame: Frame, people: Sequence[Span], lone: Sequence[Span], pack: LanguagePack) -> Frame:
    """The frame with the one that ends a marked list of people apart: in "4 children and a woman" the four are the children."""
    out: list[Argument] = []
    for a in frame.arguments:
        inner = [n for n in people if a.span.covers(n)] if a.role == "subject" and frame.event in COUNTED else []
        last = inner[-1] if len(inner) > 1 and inner[-1] in lone and inner[-1].end == a.span.end else None
        if last is not None and frame.spans("count") and len(lists_of(text, inner, pack, kin=True)) == 1:
            out += [replace(a, span=Span(a.span.start, inner[-2].end)), replace(a, span=last)]
        else:
            out.append(a)
    return replace(frame, arguments=tuple(out))


def _others(text: str, frame: Frame, home: Span, free: Sequence[Span], pack: LanguagePack) -> list[Span]:
    """Free nouns of the frame's sentence that stand in one list with a subject of it."""
    own = [s for s in frame.spans("subject") if home.covers(s)]
    near = [n for n in free if home.covers(n) and not any(n.overlaps(s) for s in own)]
    if not own or not near:
        return []
    found: set[Span] = set()
    for members in lists_of(text, [*own, *near], pack, kin=True):
        spans = {m.span for m in members}
        if spans & set(own):
            found |= spans - set(own)
    return sorted(found)


@dataclass(frozen=True, slots=True)
class _Counted:
    """A counted noun that no event has; `thing` says that it is none for people."""

    count: Span
    noun: Span
    thing: bool


def with_each_count(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], counts: Sequence[Span], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames in the same order, each followed by its like for every counted noun in one list with its own that none has.

    "Destroyed five tanks, 12 trucks and three guns": all three were destroyed. People stand only with people.
    """
    frames = [_with_own_parts(text, frame, pack) for frame in frames]
    events = [at for at, _ in pack.events.find(text)]
    found = [(at, {e.parts[0] for e in entries}) for at, entries in pack.groups.find(text)]
    nouns = [at for at, groups in found if groups <= WEAPONS or not _any(at, events)]
    idle = {s for f in frames for s in f.spans("subject") if s != _main(f)}
    taken = [s for f in frames for s in (f.trigger, *(a.span for a in f.arguments if a.role in TAKEN and a.span not in idle))]
    pairs = [(c, _noun_before(text, c, nouns, pack) or _noun_of(text, c, nouns)) for c in counts]
    free = [_Counted(c, n, _is_thing(text, n, pack)) for c, n in pairs if n and not _any(c, taken) and not _any(n, taken)]
    out: list[Frame] = []
    for frame in frames:
        home = frame.trigger.within(sentences)
        like = [f for f in frames if (f.trigger, f.event) == (frame.trigger, frame.event)]
        beside = _counted_beside(text, frame, like, [c for c in free if home.covers(c.count)], pack)
        gone = {c.noun for c in beside}
        out.append(replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "subject" or a.span not in gone)))
        for counted in beside:
            kept = tuple(a for a in frame.arguments if a.role not in FIGURE)
            figure = (Argument("count", counted.count, LISTED_PROB), Argument("subject", counted.noun, LISTED_PROB))
            out.append(replace(frame, arguments=(*kept, *figure)))
            free.remove(counted)
    return tuple(out)


def _main(frame: Frame) -> Span | None:
    """The noun that a frame's count counts, the nearest to it; the first where it has no count."""
    counts, named = frame.spans("count"), frame.spans("subject")
    return min(named, key=lambda s: (s.gap(counts[0]), s.start < counts[0].start) if counts else (0, False), default=None)


def _noun_of(text: str, count: Span, nouns: Sequence[Span]) -> Span | None:
    """The noun that a count stands before, a word or two between them at most ("2 local policemen")."""
    behind = (n for n in nouns if n.start >= count.end and n.start - count.end <= NOUN_REACH)
    return next((n for n in behind if n.start - count.end <= NOUN_GAP or BETWEEN.fullmatch(text, count.end, n.start)), None)


def _noun_before(text: str, count: Span, nouns: Sequence[Span], pack: LanguagePack) -> Span | None:
    """The noun that a count stands behind, as one with an article does ("أطفاله الستة")."""
    if not stands_behind(text, count, pack):
        return None
    return next((n for n in nouns if 0 <= count.start - n.end <= NOUN_GAP), None)


def _with_own_parts(text: str, frame: Frame, pack: LanguagePack) -> Frame:
    """A frame without those as parts of its count whom but "and" joins to it ("three soldiers and a girl")."""
    main = _main(frame)
    if main is None or len(frame.spans("count")) != 1:
        return frame
    joined = [c for c in frame.spans("included_count") if main.end <= c.start and _is_and(text[main.end : c.start], pack)]
    parts = [_noun_of(text, c, sorted(frame.spans("included_subject"))) for c in joined]
    kept = tuple(a for a in frame.arguments if not (a.role in PARTS and (a.span in joined or a.span in parts)))
    return replace(frame, arguments=kept)


def _is_and(between: str, pack: LanguagePack) -> bool:
    words = [t for t in pack.tokens(between) if t.kind == "word"]
    return len(words) == 1 and any(e.sense == "and" for e in pack.words.get(words[0].key))


def _counted_beside(text: str, frame: Frame, like: Sequence[Frame], free: Sequence[_Counted], pack: LanguagePack) -> list[_Counted]:
    """Free counts with their nouns that stand in one list with the count and the noun of a frame, and of those `like` it."""
    mine = _whole_figure(frame)
    if frame.event not in COUNTED or mine is None or not free:
        return []
    own = {_with_kind(text, s, pack) for f in like if (s := _whole_figure(f)) is not None}
    thing = _is_thing(text, _main(frame) or mine, pack)
    whole = {_with_kind(text, Span.hull((c.count, c.noun)), pack): c for c in free if c.thing == thing}
    for members in lists_of(text, {*own, *whole}, pack, kin=not thing) if whole else []:
        spans = [m.span for m in members]
        if _with_kind(text, mine, pack) in spans:
            return [whole[s] for s in spans if s in whole]
    return []


def _with_kind(text: str, figure: Span, pack: LanguagePack) -> Span:
    """A counted noun with the small words up to the next comma that tell of what kind it is ("19 blocks of several floors, ")."""
    kind = KIND.match(text, figure.end)
    if kind is None or not kind.group().islower() or _has_joint(kind.group(), pack):
        return figure
    return Span(figure.start, kind.end())


def _has_joint(words: str, pack: LanguagePack) -> bool:
    return bool(pack.events.find(words)) or any(e.sense == "and" for _, entries in pack.words.find(words) for e in entries)


def _whole_figure(frame: Frame) -> Span | None:
    """From the one count of a frame to its noun, or the other way round."""
    counts, noun = frame.spans("count"), _main(frame)
    return Span.hull((counts[0], noun)) if len(counts) == 1 and noun is not None else None


def _is_thing(text: str, noun: Span, pack: LanguagePack) -> bool:
    return all(e.parts[0] in NO_PEOPLE for _, entries in pack.groups.find(noun.of(text)) for e in entries)


def _any(span: Span, others: Sequence[Span]) -> bool:
    return any(span.overlaps(o) for o in others)


def with_each_source(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames in the same order, each followed by its like for every other source named in one list with its own."""
    people = [at for at in pack.word_spans(text, "anonymous") if not _is_counted(text, at, pack)]
    names = [m.span for m in mentions if m.kind in ("organisation", "person") and m.prob >= NAMED_PROB]
    names += [at for at, _ in pack.demonyms.find(text) if not at.of(text)[:1].islower() and not any(at.overlaps(n) for n in names)]
    out: list[Frame] = []
    for frame in frames:
        sources = _sources(text, frame, frame.trigger.within(sentences), (names, people), pack)
        out += [_told_by(frame, span) for span in sources] if len(sources) > 1 else [frame]
    return tuple(out)


def _is_counted(text: str, noun: Span, pack: LanguagePack) -> bool:
    """Whether a number stands right before a noun for people: "817,000 displaced" are no source."""
    before = pack.tokens(text[max(0, noun.start - NOUN_REACH) : noun.start])
    return bool(before) and (before[-1].text[-1:].isdigit() or bool(pack.numbers.get(before[-1].key)))


def _told_by(frame: Frame, source: Span) -> Frame:
    """The frame as told by one of several sources."""
    if source in frame.spans("source"):
        return frame
    told = tuple(a for a in frame.arguments if a.role not in ("source", "source_ref", "speaker"))
    return replace(frame, arguments=(*told, Argument("source", source, LISTED_PROB)))


def _sources(text: str, frame: Frame, home: Span, known: tuple[Sequence[Span], Sequence[Span]], pack: LanguagePack) -> list[Span]:
    """The sources of the list that a frame's source stands in or is; `known` are names, and words for kinds of people."""
    names, people = known
    own = frame.spans("source")
    if not own or not frame.spans("cue") or frame.spans("speaker") or not home.covers(own[0]) or frame.trigger.overlaps(own[0]):
        return []
    pair = _pair(text, own[0], people, pack)
    if pair:
        return pair
    taken = [own[0], *(a.span for a in frame.arguments if a.role not in SAYING and not a.span.covers(own[0]))]
    others = [s for s in dict.fromkeys((*names, *people)) if home.covers(s) and not any(s.overlaps(t) for t in taken)]
    for members in lists_of(text, [own[0], *others], pack):
        spans = [m.span for m in members]
        if own[0] in spans and not any(m.holders for m in members) and not pack.reporting.find(text[spans[0].end : spans[-1].start]):
            return [] if _goes_on(text, spans[-1]) and not 0 <= frame.spans("cue")[0].start - spans[-1].end <= CUE_GAP else spans
    return []


def _goes_on(text: str, name: Span) -> bool:
    """Whether an ending ties a name to the words behind it ("B's shells", "B'nin saldırısı"): it is no source, unless they say it."""
    return text[name.end : name.end + 1] in ("'", "’") and text[name.end + 1 : name.end + 2].isalpha()


def _pair(text: str, source: Span, people: Sequence[Span], pack: LanguagePack) -> list[Span]:
    """The two sources in one marked span ("the Observatory and medics"), of which the second is a kind of people."""
    for kind in people:
        if source.start < kind.start and kind.end == source.end:
            words = [t for t in pack.tokens(text[source.start : kind.start]) if t.kind == "word"]
            if len(words) > 1 and any(e.parts[0] == "and" for e in pack.words.get(words[-1].key)):
                return [Span(source.start, source.start + words[-2].end), kind]
    return []


def _whole(text: str, frame: Frame, home: Span, named: Sequence[Span], pack: LanguagePack) -> Frame:
    marked = [s for s in frame.spans("place") if home.covers(s)]
    others = [s for s in named if home.covers(s) and not any(s.overlaps(m) for m in marked)]
    taken = [a.span for a in frame.arguments if a.role != "place"]
    extra: set[Span] = set()
    for members in lists_of(text, [*marked, *others], pack):
        told = {s for m in members for s in (m.span, *m.holders)}
        if told & set(marked):
            extra.update(s for s in told - set(marked) if not any(s.overlaps(t) for t in taken))
    return replace(frame, arguments=(*frame.arguments, *(Argument("place", s, LISTED_PROB) for s in sorted(extra)))) if extra else frame
