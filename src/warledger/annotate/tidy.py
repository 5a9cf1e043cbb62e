"""Frames as the network marks them, made fit for claims: whole words, arguments within reach, no doubles.

Takes a text, its sentences and frames; gives fewer, cleaner frames. Adds nothing that was not marked.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Mention, Span

IN_SENTENCE = frozenset({"count", "subject", "included_count", "included_subject"})
"""Roles that only count in the trigger's own sentence: a figure of another sentence belongs to another trigger."""

NEAREST = frozenset({"source", "source_ref", "cue", "speaker", "actor", "target", "time", "via"})
"""Roles whose filler in the trigger's sentence goes before any other."""

ATTRIBUTION = frozenset({"source", "source_ref", "cue", "speaker", "via"})
SOURCE_REACH = 450
"""Code points that a source may stand before the trigger's sentence; one that stands after it is none of its own."""
FAR_PROB = 0.6
"""Probability from which a source outside the trigger's sentence is believed."""

JOINED_GAP = 2
PARTICLES = frozenset({"ned", "ner", "ut", "ud", "opp", "upp", "op", "ab", "aus", "auf", "ein", "off", "down", "up"})
"""Words that end a verb far from its beginning ("skjøt de tre dronene ned", "schossen drei Drohnen ab")."""
PARTICLE_GAP = 60
SAME_EVENT_GAP = 14
"""Code points between two triggers of one event that are two words of one ("blew himself up")."""

INITIALS = re.compile(r"\s?\(([^\W\d_]{3,8})\)")
WORD = re.compile(r"[^\W\d_]+")
LONGEST_NAME = 120
"""Code points that a name with its initials behind it may have."""
MARKS = frozenset("-'’‑_")


def tidy_frames(text: str, sentences: Sequence[Span], frames: Iterable[Frame], attached: Collection[str] = ()) -> tuple[Frame, ...]:
    """Frames in the order of the text, each with whole-word arguments within its reach.

    `attached` are particles that a language writes joined to the next word; a span that leaves one out stays so.
    """
    groups: dict[tuple[Span, str, str], list[Frame]] = defaultdict(list)
    for frame in frames:
        whole = _whole(text, sentences, frame, attached)
        groups[(whole.trigger, whole.event, whole.stance)].append(whole)
    kept = [frame for group in groups.values() for frame in _without_empty(group)]
    return tuple(sorted(_joined(_whole_verbs(text, sentences, kept), sentences), key=_order))


def attributed_to(frame: Frame, told: Iterable[Argument] = ()) -> Frame:
    """The frame with these arguments for who says it; without any, in the outlet's own voice."""
    return replace(frame, arguments=(*(a for a in frame.arguments if a.role not in ATTRIBUTION), *told))


def word_span(text: str, span: Span, attached: Collection[str] = ()) -> Span:
    """The span made whole words: letters and digits around it belong to it, attached particles before it do not.

    >>> word_span("near Hassakeh today", Span(5, 8)).of("near Hassakeh today")
    'Hassakeh'
    """
    start, end = span.start, span.end
    while start > 0 and _inside(text, start):
        start -= 1
    while end < len(text) and (_inside(text, end) or _elided(text, end)):
        end += 1
    if (start, end) == (span.start, span.end):
        return span
    return Span(span.start if text[start : span.start] in attached else start, end)


def tidy_mentions(text: str, mentions: Iterable[Mention], attached: Collection[str] = ()) -> tuple[Mention, ...]:
    """Names in the order of the text, whole words; where they overlap the one that initials spell out, else the likeliest."""
    whole = [replace(mention, span=word_span(text, mention.span, attached)) for mention in mentions]
    found = [(m, replace(m, span=spelled_out(text, m.span)) if m.kind == "organisation" else m) for m in whole]
    out: list[Mention] = []
    for _, name in sorted(found, key=lambda f: (f[0].span == f[1].span, -f[1].prob, f[1].span)):
        if not any(name.span.overlaps(m.span) for m in out):
            out.append(name)
    return tuple(sorted(out, key=lambda m: m.span))


def spelled_out(text: str, name: Span) -> Span:
    """A name before its initials in brackets, with the words before it that the initials stand for.

    >>> text = "the National Union for the Total Freedom of Arda (NUTFA)"
    >>> spelled_out(text, Span(text.index("Total"), text.index(" ("))).of(text)
    'National Union for the Total Freedom of Arda'
    """
    initials = INITIALS.match(text, name.end)
    if not initials:
        return name
    left = list(initials[1].casefold())
    behind = name.end
    for word in reversed([*WORD.finditer(text, max(0, name.end - LONGEST_NAME), name.end)]):
        if any(mark in text[word.end() : behind] for mark in ".,;:()\n"):
            return name
        behind = word.start()
        if word[0][0].casefold() == left[-1]:
            left.pop()
        elif word[0][0].isupper():
            return name
        if not left:
            return Span(min(word.start(), name.start), name.end) if word[0][0].isupper() else name
    return name


def _elided(text: str, at: int) -> bool:
    """Whether a position stands in an elision that leans on the next word: on the mark of "l'Homme", or right behind it."""
    for mark in (at, at - 1):
        if 0 < mark < len(text) - 1 and text[mark] in "'’" and text[mark + 1].isalpha():
            word = text[max(0, mark - 3) : mark]
            return word[-1:].isalpha() and (len(word) < 2 or not word[-2].isalpha() or word[-2:].lower() == "qu")
    return False


def _inside(text: str, at: int) -> bool:
    """Whether a position lies inside a word: no break between the code points on its two sides."""
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if after in MARKS and before.isalpha():
        return at + 1 < len(text) and (text[at + 1].isalpha() or _numbered(text, at)) and after != "’" and after != "'"
    return before in "-‑" and at > 1 and text[at - 2].isalpha() and (after.isalpha() or _numbered(text, at - 1))


def _numbered(text: str, hyphen: int) -> bool:
    """Whether a hyphen joins a figure to a name with a capital ("Radio-1", "F-16"), not two ends of a range ("May-9 June")."""
    start = hyphen
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    return text[start].isupper() and text[hyphen + 1 : hyphen + 2].isdigit()


def _whole(text: str, sentences: Sequence[Span], frame: Frame, attached: Collection[str]) -> Frame:
    trigger = word_span(text, frame.trigger, attached)
    home = trigger.within(sentences)
    by_role: dict[str, list[Argument]] = defaultdict(list)
    for argument in frame.arguments:
        by_role[argument.role].append(argument.at(word_span(text, argument.span, attached)))
    out: list[Argument] = []
    for role in sorted(by_role):
        out += _within_reach(role, _merged(text, by_role[role]), home, trigger)
    return replace(frame, trigger=trigger, arguments=tuple(_without_fragments(out)))


def _without_fragments(arguments: Sequence[Argument]) -> Iterator[Argument]:
    """Arguments without parties that are only a part of the source's name ("ministry" out of "Russian ministry").

    A source that is counted is none ("three women were reported killed").
    """
    sources = [a.span for a in arguments if a.role in ("source", "source_ref")]
    counted = [a.span for a in arguments if a.role in ("count", "included_count", "included_subject")]
    for argument in arguments:
        if argument.role in ("source", "source_ref") and any(c.overlaps(argument.span) for c in counted):
            continue
        part = any(s.covers(argument.span) and s != argument.span for s in sources)
        if not (part and argument.role in ("actor", "target")):
            yield argument


def _merged(text: str, arguments: Sequence[Argument]) -> list[Argument]:
    """Arguments of one role in the order of the text, those that touch or overlap made one."""
    out: list[Argument] = []
    for argument in sorted(arguments, key=lambda a: a.span):
        last = out[-1] if out else None
        if last and argument.span.start - last.span.end < JOINED_GAP and not _parted(text, last.span, argument.span):
            out[-1] = replace(last, span=Span.hull((last.span, argument.span)), prob=max(last.prob, argument.prob))
        else:
            out.append(argument)
    return out


def _parted(text: str, a: Span, b: Span) -> bool:
    between = text[a.end : b.start]
    if between in ("'", "’") and text[b.start].islower():  # an ending behind a name ("Tavo'da")
        return False
    return bool(between.strip()) or "\n" in between


def _within_reach(role: str, arguments: Sequence[Argument], home: Span, trigger: Span) -> Sequence[Argument]:
    near = [a for a in arguments if home.overlaps(a.span)]
    if role in IN_SENTENCE:
        return near
    if role == "place":
        return near or sorted(arguments, key=lambda a: (a.span.gap(trigger), a.span))[:1]
    if role in NEAREST:
        far = [a for a in arguments if _may_be_far(role, a, home)]
        return [max(near, key=lambda a: a.prob)] if near else far[-1:]
    return arguments


def _may_be_far(role: str, argument: Argument, home: Span) -> bool:
    """Whether an argument outside the trigger's sentence is believed: for attributions only a near one before it."""
    if role == "source_ref":
        return argument.span.end <= home.start
    if role not in ATTRIBUTION:
        return True
    return argument.prob >= FAR_PROB and 0 <= home.start - argument.span.end <= SOURCE_REACH


def _without_empty(group: Sequence[Frame]) -> Iterator[Frame]:
    """Frames of one trigger: one for each count, or a single one when none of them has a count of its own."""
    seen: dict[Span | None, Frame] = {}
    for frame in group:
        counts = frame.spans("count")
        known = seen.get(counts[0] if counts else None)
        if known is None or known.prob < frame.prob:
            seen[counts[0] if counts else None] = frame
    if len(seen) > 1:
        seen.pop(None, None)
    yield from seen.values()


def _whole_verbs(text: str, sentences: Sequence[Span], frames: Sequence[Frame]) -> list[Frame]:
    """Frames without those of a verb's particle alone, which give what only they tell to the verb before them."""
    out: list[Frame] = []
    for frame in sorted(frames, key=_order):
        verb = next((n for n in range(len(out) - 1, -1, -1) if _is_particle_of(text, sentences, frame, out[n])), None)
        if verb is None:
            out.append(frame)
        else:
            have = {a.role for a in out[verb].arguments}
            told = tuple(a for a in frame.arguments if a.role not in have)
            out[verb] = replace(out[verb], arguments=out[verb].arguments + told)
    return out


def _is_particle_of(text: str, sentences: Sequence[Span], frame: Frame, verb: Frame) -> bool:
    if (frame.event, frame.stance) != (verb.event, verb.stance) or frame.trigger.of(text) not in PARTICLES:
        return False
    if frame.trigger.within(sentences) != verb.trigger.within(sentences) or not 0 < frame.trigger.start - verb.trigger.end <= PARTICLE_GAP:
        return False
    return not (frame.spans("count") and verb.spans("count") and frame.spans("count") != verb.spans("count"))


def _joined(frames: Sequence[Frame], sentences: Sequence[Span]) -> Iterator[Frame]:
    """Frames without those that repeat the one before: same event and stance, triggers side by side, nothing new told."""
    last: Frame | None = None
    for frame in sorted(frames, key=_order):
        if last is not None and _repeats(last, frame, sentences):
            last = _fuller(last, frame)
            continue
        if last is not None:
            yield last
        last = frame
    if last is not None:
        yield last


def _repeats(a: Frame, b: Frame, sentences: Sequence[Span]) -> bool:
    if (a.event, a.stance) != (b.event, b.stance) or a.trigger.within(sentences) != b.trigger.within(sentences):
        return False
    if a.trigger.overlaps(b.trigger):
        return a.spans("count") == b.spans("count")
    return a.trigger.gap(b.trigger) <= SAME_EVENT_GAP and not (set(b.spans("count")) - set(a.spans("count")))


def _fuller(a: Frame, b: Frame) -> Frame:
    """One frame of two: the likelier one, with the roles that only the other fills."""
    first, second = (a, b) if (a.prob, -a.trigger.start) >= (b.prob, -b.trigger.start) else (b, a)
    have: Mapping[str, bool] = {x.role: True for x in first.arguments}
    extra = tuple(x for x in second.arguments if x.role not in have)
    return replace(first, trigger=Span.hull((a.trigger, b.trigger)), arguments=first.arguments + extra)


def _order(frame: Frame) -> tuple[Span, str, str, tuple[Span, ...]]:
    return frame.trigger, frame.event, frame.stance, frame.spans("count")
