"""Two readings of one text made one: the network's frames and those of the packs.

Takes frames of both; gives each event once. The packs know words for certain and no context, the network context and
no words for certain: where both see an event it stands with the arguments of both, alone it needs to be sure of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from warledger.annotate.figures import FIGURE
from warledger.annotate.tidy import attributed_to
from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.apart import parted_verbs
from warledger.packs.ontology import CASUALTIES, FORCE, GROUND

BORROWED = frozenset({"count", "subject", "time", "included_count", "included_subject"})
"""Roles that the packs fill where the network did not."""
HOLDING = ("capture", "control")
"""What the network takes for the other where ground stays in one hand: words for holding ("holds", "in the hands of") are certain."""
GAINING = ("control", "capture")
"""But a wording of which "control" is only a part ("regained control of") says that it passed from one hand to another."""
LEAVING = ("capture", "withdrawal")
"""And where ground is left: words for that ("abandoned", "залишили") take nothing."""
TAKING = ("withdrawal", "capture")
"""Nor do words for taking ("retook", "استعاد") leave anything."""
DRIVEN = ("advance", "withdrawal")
"""Nor does who was driven out ("вытеснены") advance."""
ENCIRCLING = (("capture", "besieged"), ("advance", "besieged"), ("withdrawal", "besieged"))
"""And who lays siege ("belagert", "окружили") has not taken the town, nor advanced, nor left."""
CERTAIN = (HOLDING, LEAVING, TAKING, DRIVEN, *ENCIRCLING)
LOST = frozenset({"damage", "interception"})
"""What one word tells of things that an army lost, read twice."""
KNOWN = frozenset({"damage", "besieged", "shortage", "warning"})
"""Events whose words mean little else: what the packs alone see of them was a claim in 31 of 33 places of five sets of real reports."""
ONES = frozenset({"0", "1"})
NEAR = 25
"""Code points between the triggers of two readings that may still mean one event; a figure farther off may be another's."""
TOLD = 24
"""Code points between the words of a toll that stands on the packs alone: its number, whom it counts, what befell them."""
APART = 60
"""The same where but the packs see the second."""


@dataclass(frozen=True, slots=True)
class Trust:
    """When a reading is believed alone. Tuned on the held-out passages, see `training/README.md`.

    `alone_prob`: a frame of the network that the packs do not see; `shared_prob`: one whose word the packs know as
    an event, be it one that they would not believe alone as it stands; `ground_prob`: the same for ground that changes
    hands, whose words ("held", "took") mean much else, and only where they would believe them.
    `event_prob`: from here on the network's event stands where both name one by the same word. Frames that only
    the packs see are left out, but for those of `KNOWN`: of the others more are none than are.
    """

    alone_prob: float = 0.85
    shared_prob: float = 0.3
    ground_prob: float = 0.9
    event_prob: float = 0.97


def combine_frames(
    network: Sequence[Frame], packs: Sequence[Frame], trust: Trust, loose: Sequence[Frame] = (), sure: Collection[Frame] = ()
) -> tuple[Frame, ...]:
    """Frames of both readings; the order is that of the network's.

    `loose` are the packs' words that stand without what they need, `sure` those of the packs' frames that stand without the network.
    """
    out: list[Frame] = []
    for frame in network:
        match = _match(frame, packs)
        if match is not None:
            if frame.prob >= (trust.ground_prob if frame.event in GROUND else trust.shared_prob):
                one = not any(f.event != frame.event and f.trigger.overlaps(frame.trigger) for f in network)
                out.append(_merged(frame, _of_its_own(packs[match], frame, network), trust, one=one))
        elif frame.prob >= trust.alone_prob or (frame.prob >= trust.shared_prob and _worded(frame, loose)):
            words = [f for f in loose if f.trigger.overlaps(frame.trigger) and f.trigger.start <= frame.trigger.start]
            vague = {f.event for f in loose if f.trigger == frame.trigger and f.event in FORCE} if frame.event == "attack" else set()
            certain = (
                next(iter(vague), "")
                if len(vague) == 1
                else next((f.event for f in words if _is_certain(frame, f) and len({w.event for w in words}) == 1), "")
            )
            out.append(replace(frame, event=certain) if certain else frame)
    alone = [f if f in sure else _alone(f) for f in (*packs, *loose) if f.event in KNOWN or f in sure]
    out += [f for f in alone if not any(_tells(other, f) for other in out)]
    return tuple(_of_one_word(out, (*packs, *loose)))


def plain_tolls(text: str, frames: Sequence[Frame], pack: LanguagePack) -> list[Frame]:
    """Frames of the packs in which a number of two and more stands beside whom it counts, and both beside what befell them."""
    return [f for f in frames if f.event in CASUALTIES and _is_plain(text, f, pack)]


def plain_deeds(text: str, sentences: Sequence[Span], frames: Iterable[Frame], pack: LanguagePack) -> list[Frame]:
    """Frames of the packs whose word means nothing else: "invaded", "battles are raging"."""
    words = pack.word_spans(text, "plain")
    for home in sentences:
        words += [v.head.shift(home.start) for v in parted_verbs(home.of(text), pack) if _is_of(v.entry.form, "plain", pack)]
    return [f for f in frames if any(w.overlaps(f.trigger) for w in words)]


def _is_of(form: str, sense: str, pack: LanguagePack) -> bool:
    return any(e.sense == sense for e in pack.words.get(form))


def _is_plain(text: str, frame: Frame, pack: LanguagePack) -> bool:
    counts, subjects = frame.spans("count"), frame.spans("subject") or [frame.trigger]
    if len(counts) != 1 or len(subjects) != 1 or max(counts[0].gap(subjects[0]), subjects[0].gap(frame.trigger)) > TOLD:
        return False
    numbers = pack.number_values()
    words = [t for t in pack.tokens(counts[0].of(text)) if t.kind == "number" or any(k in numbers for k in t.keys)]
    return any(t.text not in ONES and numbers.get(t.key) not in ("0", "1") for t in words)


def _alone(frame: Frame) -> Frame:
    """A frame that but the packs see, without their guess at who says it and, where none is counted by the word itself, at how many."""
    counted = () if frame.event in ("damage", "shortage") else FIGURE
    return attributed_to(replace(frame, arguments=tuple(a for a in frame.arguments if a.role not in counted)))


def _tells(frame: Frame, known: Frame) -> bool:
    """Whether a frame tells what the packs know, by the same word or by another close by."""
    return frame.trigger.overlaps(known.trigger) or (frame.event == known.event and frame.trigger.gap(known.trigger) <= APART)


def _of_one_word(frames: Sequence[Frame], known: Sequence[Frame]) -> Iterator[Frame]:
    """The frames without what a word that counts the same twice is read as beside what the packs know it for.

    "Destroyed two tanks" killed nobody, and what an army "lost" was shot down only where the word says so.
    """
    for frame in frames:
        doubles = {f.event for f in frames if f.trigger == frame.trigger and f.spans("count") and f.spans("count") == frame.spans("count")}
        words = {f.event for f in known if f.trigger.overlaps(frame.trigger)} & doubles
        told = words or ({"damage"} if doubles == LOST else set())
        if len(doubles) < 2 or doubles == CASUALTIES or len(told) != 1 or frame.event in told:
            yield frame


def _worded(frame: Frame, loose: Sequence[Frame]) -> bool:
    """Whether the packs know the frame's word as one of its event, or of force where it is force: "strikes" does not say what with."""
    known = {f.event for f in loose if f.trigger.overlaps(frame.trigger)}
    return frame.event not in GROUND and (frame.event in known or (frame.event in FORCE and bool(known & FORCE)))


def _is_certain(frame: Frame, known: Frame) -> bool:
    """Whether the packs' event stands where the network reads another from the same word."""
    gained = known.trigger != frame.trigger and known.trigger.covers(frame.trigger)
    return (frame.event, known.event) in CERTAIN or (gained and (frame.event, known.event) == GAINING)


def _match(frame: Frame, packs: Sequence[Frame]) -> int | None:
    """The packs' frame of the same event word, or of the same event nearby in the sentence."""
    same = [n for n, f in enumerate(packs) if f.trigger.overlaps(frame.trigger)]
    near = [n for n, f in enumerate(packs) if f.event == frame.event and f.trigger.gap(frame.trigger) <= NEAR]
    for found in (same, near):
        if found:
            return min(found, key=lambda n: (packs[n].event != frame.event, packs[n].trigger.gap(frame.trigger), n))
    return None


def _of_its_own(known: Frame, frame: Frame, network: Sequence[Frame]) -> Frame:
    """The packs' frame without a figure far off that the network has with a nearer word: "enrôlé des milliers ...; l'ordre d'évacuer"."""
    counts = [c for c in known.spans("count") if c.gap(frame.trigger) > NEAR]
    others = [(f.trigger, c) for f in network if f.trigger != frame.trigger for c in f.spans("count")]
    if frame.spans("count") or not any(c.overlaps(own) and t.gap(c) < frame.trigger.gap(own) for own in counts for t, c in others):
        return known
    return replace(known, arguments=tuple(a for a in known.arguments if a.role not in FIGURE))


def _merged(frame: Frame, known: Frame, trust: Trust, *, one: bool) -> Frame:
    """The network's frame with the packs' arguments where it has none, and with their event where it doubts its own.

    Their whole figure stands where they count by the same word and the network counts nothing. `one` says that the network
    reads but one event from the word.
    """
    same = known.trigger.overlaps(frame.trigger)
    counted = same and known.spans("count") and not frame.spans("count")
    own = tuple(a for a in frame.arguments if not (counted and a.role in FIGURE))
    have = {a.role for a in own}
    extra: Iterable[Argument] = (a for a in known.arguments if a.role not in have and a.role in BORROWED)
    vague = known.event == "attack" and frame.event in FORCE  # "struck" says nothing of what with
    harm = one and {frame.event, known.event} == CASUALTIES  # words for death and for wounds are not mistaken by a table
    event = known.event if same and (_is_certain(frame, known) or harm or (frame.prob < trust.event_prob and not vague)) else frame.event
    return replace(frame, event=event, arguments=(*own, *extra))
