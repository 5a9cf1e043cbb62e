"""Counts that the packs find, set against those that the network marks.

Takes frames and the count spans found in the text; gives frames whose counts have their whole wording ("at least 22"
where the network marked "22"), and a count where a counted noun stands right behind one and the network marked none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from warledger.annotate.parts import with_parts
from warledger.model import Argument, Frame, Span
from warledger.packs.ontology import CASUALTIES, FORCE, GROUND, HARM, WORDS

COUNTED = frozenset({
    "killed", "injured", "missing", "detention", "abduction", "released", "displacement", "return", "surrender", "besieged",
    "interception", "damage", "forced_recruitment",
})  # fmt: skip
COUNTABLE = COUNTED | FORCE | {"torture", "sexual_violence"}
"""What may have a count of its own beside another event's."""
UNCOUNTED = WORDS - {"warning", "violation"}
"""Words count nobody; a warning may count whom it goes to ("warned the people of 12 villages"), and breaches of a truce are counted."""
TAKEN = frozenset({"count", "included_count", "subject", "included_subject", "source", "source_ref", "actor", "target", "speaker"})
FIGURE = frozenset({"count", "subject", "included_count", "included_subject"})
"""Roles that go together: of two readings of one event only one gives the figure."""
NOUN_GAP = 3
"""Code points between a count and the noun it counts."""
TRIGGER_GAP = 12
"""Code points between a count and a trigger that counts people by itself ("killed 22", "22 killed")."""
OBJECT_GAP = 20
"""Code points between a verb and the count of its object ("withdrew from the last six")."""
UNSURE_PROB = 0.4


def with_figures(
    sentences: Sequence[Span], frames: Sequence[Frame], counts: Iterable[Span], nouns: Iterable[Span], parts: Sequence[Span] = ()
) -> tuple[Frame, ...]:
    """The frames, in the same order, with the whole wording of their counts; those that count but a part go to that of the whole.

    `counts` and `nouns` are the spans of all counts and of all nouns for people and things that the packs find, `parts` those
    of the counts that are parts of another.
    """
    found, nouns = sorted(counts), sorted(nouns)
    wholes_first = sorted(found, key=lambda c: c in parts)
    deeds = [_of_deeds_only(frame) for frame in _without_leavers(_without_scraps(frames, found))]
    frames = with_parts([_widened(frame, wholes_first) for frame in deeds], parts, nouns, found)
    widened = _left_to_object(_handed_on(_uncrossed(_owners(_with_nouns_behind(frames, nouns), nouns))))
    widened = [_without_own_word(frame, nouns) for frame in widened]
    taken = [a.span for f in widened for a in f.arguments if a.role in TAKEN]
    free_nouns = [n for n in nouns if not any(n.overlaps(t) for t in taken)]
    named = [_with_noun(frame, sentences, free_nouns) for frame in _with_nouns_beside(widened)]
    free = [c for c in found if not any(c.overlaps(t) for t in taken)]
    return tuple(_without_counts_of_others([_completed(frame, sentences, free) for frame in named]))


def of_the_nearest(frames: Sequence[Frame]) -> list[Frame]:
    """Frames of dead and wounded, in the same order, without a count that a nearer word for these holds as its only one.

    In "13 others were hurt in the massacre" the massacre counts nobody, in "56 dead, a massacre" it is no event of its own; in "22
    killed and wounded" two words side by side share one.
    """
    out = []
    for frame in frames:
        counts = frame.spans("count")
        like = [f for f in frames if f.event in CASUALTIES and f.trigger != frame.trigger and f.spans("count") == counts]
        nearer = [f for f in like if f.trigger.gap(counts[0]) < frame.trigger.gap(counts[0])] if len(counts) == 1 else []
        if frame.event in CASUALTIES and any(f.event == frame.event for f in nearer):
            continue
        if frame.event in CASUALTIES and any(not _is_pair(f, frame) for f in nearer):
            frame = replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in FIGURE))
        out.append(frame)
    return out


def _is_pair(one: Frame, other: Frame) -> bool:
    """Whether two words for dead and wounded stand side by side ("stabbed, shot or burned")."""
    return one.event != other.event and one.trigger.gap(other.trigger) <= TRIGGER_GAP


def _without_counts_of_others(frames: Sequence[Frame]) -> Iterator[Frame]:
    """The frames, those of force without a count of people or things harmed ("18 fighters died in clashes"), and none that takes ground by
    the count of an attack ("beat off 12 attacks").
    """
    harmed = {c for f in frames if f.event in HARM or f.event == "damage" for c in f.spans("count")}
    fought = {c for f in frames if f.event in FORCE for c in f.spans("count")}
    for frame in frames:
        counts = set(frame.spans("count"))
        if frame.event in FORCE and counts & harmed:
            yield replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in FIGURE))
        elif frame.event not in GROUND or not counts & fought:
            yield frame


def _of_deeds_only(frame: Frame) -> Frame:
    """A frame of what is said, offered or agreed without its figures: it counts nobody ("demanded that two hostages be freed")."""
    if frame.event not in UNCOUNTED:
        return frame
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in ("count", "included_count")))


def _without_scraps(frames: Sequence[Frame], found: Sequence[Span]) -> list[Frame]:
    """Frames without such parts of a count as another verb has more of, and more surely: "fled, and over 20 million depend on aid"."""
    marked = [(a, f.trigger) for f in frames for a in f.arguments if a.role == "count"]

    def is_scrap(frame: Frame, arg: Argument) -> bool:
        if arg.role != "count" or not any(c.covers(arg.span) and c != arg.span for c in found):
            return False
        others = [a for a, trigger in marked if trigger != frame.trigger and a.prob > arg.prob]
        return any(a.span.covers(arg.span) and a.span != arg.span for a in others)

    out = []
    for frame in frames:
        kept = tuple(a for a in frame.arguments if not is_scrap(frame, a))
        beside = any(f is not frame and (f.trigger, f.event) == (frame.trigger, frame.event) for f in frames)
        if len(kept) == len(frame.arguments) or any(a.role == "count" for a in kept) or not beside:
            out.append(replace(frame, arguments=kept))
    return out


def _without_leavers(frames: Sequence[Frame]) -> list[Frame]:
    """Frames without people who left because a verb left them so: in "left ten people dead" nobody went away."""
    harmed = [(c, f.trigger) for f in frames if f.event in HARM for c in f.spans("count")]

    def left_so(frame: Frame) -> bool:
        return frame.event == "displacement" and any(
            c in frame.spans("count") and frame.trigger.end <= c.start and c.end <= dead.start for c, dead in harmed
        )

    return [f for f in frames if not left_so(f)]


def _without_own_word(frame: Frame, nouns: Sequence[Span]) -> Frame:
    """A frame without its own word as whom it counts where its count has another noun ("a massacre that killed 20 civilians")."""
    counts, named = frame.spans("count"), frame.spans("subject")
    if frame.event not in CASUALTIES or len(counts) != 1 or named != (frame.trigger,):
        return frame
    if not any(0 <= n.start - counts[0].end <= NOUN_GAP and not n.overlaps(frame.trigger) for n in nouns):
        return frame
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "subject"))


def _owners(frames: Sequence[Frame], nouns: Sequence[Span]) -> list[Frame]:
    """Frames without the counts of another event that stand behind a noun of their own.

    In "one man killed and three children wounded" three is the count of "wounded"; in "killed or wounded 22" it is of both.
    """
    return [_without_count_of_others(frame, [f for f in frames if f.event != frame.event], nouns) for frame in frames]


def _without_count_of_others(frame: Frame, others: Sequence[Frame], nouns: Sequence[Span]) -> Frame:
    counts = frame.spans("count")
    if frame.event not in COUNTED or len(counts) != 1:
        return frame
    nearer = [f.trigger for f in others if counts[0] in f.spans("count") and _between(frame.trigger, f.trigger, counts[0])]
    if not any(_between(frame.trigger, n, t) for t in nearer for n in nouns):
        return frame
    return replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in FIGURE))


def _uncrossed(frames: Sequence[Frame]) -> list[Frame]:
    """Frames without the counts that the trigger of another event, which holds them too, parts from their own.

    In "five were abducted and 11 killed" each event has the count on its own side; "12 soldiers and 3 civilians killed or
    wounded" keeps all four.
    """
    parted = [f for f in frames if _is_parted(f, frames)]
    kept = [f for f in frames if f not in parted]
    held = _held(kept)
    left = [(f.event, held[f.trigger, f.event]) for f in parted if (f.trigger, f.event) in held]

    def is_left(frame: Frame) -> bool:
        """Whether a count is the only one left to another trigger, while the frame's own has more."""
        counts = set(frame.spans("count"))
        return len(held[frame.trigger, frame.event]) > 1 and any(event != frame.event and own == counts for event, own in left)

    return [f for f in kept if f.event not in COUNTABLE or not is_left(f)]


def _is_parted(frame: Frame, frames: Sequence[Frame]) -> bool:
    """Whether another event that counts the same stands between a frame's trigger and its count, and it has a count of its own."""
    counts = frame.spans("count")
    if frame.event not in COUNTABLE or len(counts) != 1:
        return False
    between = [f.trigger for f in frames if f.event in COUNTABLE and f.event != frame.event and f.spans("count") == counts]
    if not any(_between(frame.trigger, t, counts[0]) for t in between):
        return False
    own = [c for f in frames if (f.trigger, f.event) == (frame.trigger, frame.event) for c in f.spans("count") if c != counts[0]]
    return any(not any(_between(frame.trigger, t, c) for t in between) for c in own)


def _held(frames: Iterable[Frame]) -> dict[tuple[Span, str], set[Span]]:
    """The counts that each trigger holds as an event."""
    held: dict[tuple[Span, str], set[Span]] = {}
    for f in frames:
        held.setdefault((f.trigger, f.event), set()).update(f.spans("count"))
    return held


def _handed_on(frames: Sequence[Frame]) -> list[Frame]:
    """Frames without the counts that belong to another trigger of the same sentence.

    A trigger with several counts leaves one to an event that stands nearer to it and holds it too ("two were killed and
    seven injured"), but not where both share all their counts ("12 soldiers and 3 civilians killed or wounded"). One that
    stands right beside a trigger without any becomes its own.
    """
    held = _held(frames)
    given: dict[Frame, Frame] = {}
    out = []
    for frame in frames:
        own = held[frame.trigger, frame.event]
        nearer = [f for f in frames if f.event != frame.event and _stands_nearer(f, frame, own)] if len(own) > 1 else []
        if any(frame.spans("count")[0] in held[f.trigger, f.event] and not own <= held[f.trigger, f.event] for f in nearer):
            continue
        taker = next((f for f in nearer if not held[f.trigger, f.event] and f not in given and _beside(f, frame)), None)
        if taker is None:
            out.append(frame)
        else:
            given[taker] = frame
    return [_with_figure_of(f, given[f]) if f in given else f for f in out]


def _with_nouns_behind(frames: Sequence[Frame], nouns: Sequence[Span]) -> list[Frame]:
    """Frames with the noun right behind their trigger instead of one that an event before them has behind its own.

    In "قتل طفل وجرح آخرون" (killed a child and wounded others) the child is of the first: each verb has those behind it.
    """
    return [_with_noun_behind(frame, frames, nouns) for frame in frames]


def _with_noun_behind(frame: Frame, frames: Sequence[Frame], nouns: Sequence[Span]) -> Frame:
    behind = next((n for n in nouns if 0 <= n.start - frame.trigger.end <= NOUN_GAP), None)
    if frame.event not in CASUALTIES or behind is None:
        return frame
    before = [f for f in frames if f.event in CASUALTIES and f.event != frame.event and f.trigger.end <= frame.trigger.start]

    def is_theirs(argument: Argument) -> bool:
        at = argument.span
        return argument.role in FIGURE and any(_between(f.trigger, at, frame.trigger) and _holds(f, at) for f in before)

    kept = tuple(a for a in frame.arguments if not is_theirs(a))
    if len(kept) == len(frame.arguments) or any(a.role == "count" for a in kept):
        return frame
    own = () if any(a.role == "subject" for a in kept) else (Argument("subject", behind, UNSURE_PROB),)
    return replace(frame, arguments=(*kept, *own))


def _holds(frame: Frame, span: Span) -> bool:
    """Whether an event counts or names these words as its own."""
    return any(a.role in FIGURE and a.span.overlaps(span) for a in frame.arguments)


def _with_nouns_beside(frames: Sequence[Frame]) -> list[Frame]:
    """Frames with the noun right beside their trigger that another event holds beside a noun of its own.

    In "two citizens died and five others were wounded" the citizens died: "wounded" has the others.
    """
    out = list(frames)
    for k, frame in enumerate(frames):
        if frame.event not in COUNTED or frame.spans("subject"):
            continue
        for n, other in enumerate(out):
            mine = [s for s in other.spans("subject") if s.gap(frame.trigger) <= NOUN_GAP and s.gap(frame.trigger) <= s.gap(other.trigger)]
            if other.event in COUNTED and other.event != frame.event and len(other.spans("subject")) > len(mine) > 0:
                out[n] = replace(other, arguments=tuple(a for a in other.arguments if a.role != "subject" or a.span not in mine))
                out[k] = replace(out[k], arguments=(*out[k].arguments, *(Argument("subject", s, UNSURE_PROB) for s in mine)))
                break
    return out


def _left_to_object(frames: Sequence[Frame]) -> list[Frame]:
    """Frames of ground without the counts that are the object of another verb before them, which has them instead.

    "Withdrew from the last six districts that it controlled": six is how many it withdrew from.
    """
    out = list(frames)
    for k, frame in enumerate(frames):
        counts = frame.spans("count")
        if frame.event not in GROUND or not counts:
            continue
        home = [n for n, f in enumerate(frames) if f.event in GROUND and f.event != frame.event and _precedes(f, counts[0], frame)]
        if home:
            verb = home[-1]
            if not out[verb].spans("count"):
                out[verb] = _with_figure_of(out[verb], frame)
            out[k] = replace(frame, arguments=tuple(a for a in frame.arguments if a.role != "count"))
    return out


def _precedes(verb: Frame, count: Span, frame: Frame) -> bool:
    """Whether a count stands close behind one trigger, and before another."""
    return 0 <= count.start - verb.trigger.end <= OBJECT_GAP and count.end <= frame.trigger.start


def _stands_nearer(other: Frame, frame: Frame, own: set[Span]) -> bool:
    """Whether a frame's count rather goes with another event: its trigger stands nearer to it, or the count stands
    between the two triggers and the frame's other counts, of `own`, on the other side of its own. Both count people or things.
    """
    counts = frame.spans("count")
    if not counts or frame.event not in COUNTED or other.event not in COUNTED:
        return False
    if other.trigger.gap(counts[0]) < frame.trigger.gap(counts[0]):
        return True
    rest = own - {counts[0]}
    return _between(frame.trigger, counts[0], other.trigger) and all(_between(c, frame.trigger, counts[0]) for c in rest)


def _beside(other: Frame, frame: Frame) -> bool:
    return other.trigger.gap(frame.spans("count")[0]) <= TRIGGER_GAP


def _with_figure_of(frame: Frame, other: Frame) -> Frame:
    kept = tuple(a for a in frame.arguments if a.role not in FIGURE)
    return replace(frame, arguments=(*kept, *(a for a in other.arguments if a.role in FIGURE)))


def _between(a: Span, middle: Span, b: Span) -> bool:
    """Whether a span lies wholly between two others."""
    first, last = (a, b) if a.start <= b.start else (b, a)
    return first.end <= middle.start and middle.end <= last.start


def _with_noun(frame: Frame, sentences: Sequence[Span], free: Sequence[Span]) -> Frame:
    """A counted event without a subject takes the noun beside its trigger."""
    if frame.event not in COUNTED or frame.spans("subject") or not free:
        return frame
    home = frame.trigger.within(sentences)
    anchors = [frame.trigger, *frame.spans("count")]
    near = [n for n in free if home.covers(n) and min(n.gap(a) for a in anchors) <= TRIGGER_GAP]
    if not near:
        return frame
    best = min(near, key=lambda n: (min(n.gap(a) for a in anchors), n))
    return replace(frame, arguments=(*frame.arguments, Argument("subject", best, UNSURE_PROB)))


def _widened(frame: Frame, found: Sequence[Span]) -> Frame:
    """Count arguments take the span of the found count that they touch."""
    out: dict[tuple[str, Span], Argument] = {}
    for a in frame.arguments:
        if a.role in ("count", "included_count"):
            whole = next((c for c in found if c.overlaps(a.span)), None)
            a = replace(a, span=whole) if whole else a
        out.setdefault((a.role, a.span), a)
    return replace(frame, arguments=tuple(out.values()))


def _completed(frame: Frame, sentences: Sequence[Span], free: Sequence[Span]) -> Frame:
    if frame.spans("count") or not free:
        return frame
    if frame.event in FORCE:
        return _with_count_of_deeds(frame, free)
    if frame.event not in COUNTED:
        return frame
    home = frame.trigger.within(sentences)
    nouns = [s for s in frame.spans("subject") if home.overlaps(s)]
    near = [c for c in free if home.covers(c) and (_counts_noun(c, nouns) or c.gap(frame.trigger) <= TRIGGER_GAP)]
    if not near:
        return frame
    best = min(near, key=lambda c: (not _counts_noun(c, nouns), c.gap(frame.trigger), c))
    return replace(frame, arguments=(*frame.arguments, Argument("count", best, UNSURE_PROB)))


def _with_count_of_deeds(frame: Frame, free: Sequence[Span]) -> Frame:
    """A deed of force with the count right before it: "four drone attacks"."""
    told = next((c for c in free if 0 <= frame.trigger.start - c.end <= NOUN_GAP), None)
    return frame if told is None else replace(frame, arguments=(*frame.arguments, Argument("count", told, UNSURE_PROB)))


def _counts_noun(count: Span, nouns: Sequence[Span]) -> bool:
    return any(0 <= noun.start - count.end <= NOUN_GAP or noun.covers(count) for noun in nouns)
