"""Drones and missiles that were sent against somebody: "launched 68 drones, of which air defences shot down 52".

Takes the frames of the network, gives them with one for each number sent; those shot down keep their own number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from warledger.annotate.figures import FIGURE
from warledger.annotate.gapped import is_one
from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack

STRIKES = {"drones": "drone_strike", "missiles": "missile_strike"}
"""What is told by what was sent."""
SHELLS = "shelling"
"""What rockets and shells tell, which are in one group with missiles."""
STRUCK = frozenset({*STRIKES.values(), SHELLS, "attack", "airstrike", "bombing"})
SENT = STRUCK | {"interception", "deployment", "released", "shooting"}
"""What the network takes a word for sending for, where drones or missiles are sent."""
WEAPON_GAP = 40
"""Code points between a number and what it counts."""
BEFORE, AFTER = 60, 45
"""Code points between a word for sending and the first number behind it, or from the last weapon to one that stands behind these."""
NEXT = 10
"""Code points between one weapon and the next number of a list."""
STOPS = ".,;:!?،؛\n"
SHOT_DOWN = 120
"""Code points between a word for sending and one that says that some were shot down."""
PROB = 0.97
"""As `Trust.event_prob`: a word for sending with so many drones, and what became of them, tells of nothing else."""


def with_launches(text: str, frames: Sequence[Frame], counts: Sequence[Span], pack: LanguagePack) -> tuple[Frame, ...]:
    """The frames in the order of the text. A number sent is a frame's of its own, and nobody's who shot down another number of them."""
    words = pack.word_spans(text, "launch")
    salvos = {word: salvo for word in words if (salvo := list(_salvo(text, word, counts, pack)))}
    out = list(frames)
    for word, salvo in salvos.items():
        if any(f.event == "interception" and _is_of_those_sent(f, word, {c for c, _, _ in salvo}) for f in out):
            continue
        told = [f for f in out if f.trigger.overlaps(word) and f.event in SENT]
        if not any(f.event in STRUCK for f in told) and not any(
            f.event == "interception" and f.trigger.gap(word) <= SHOT_DOWN for f in out
        ):
            continue  # "sent 500 missiles to the front"
        base = max(told, key=lambda f: (f.event in STRIKES.values(), f.prob), default=Frame(word, SHELLS, "asserts", PROB, None, ()))
        kept = tuple(a for a in base.arguments if a.role not in FIGURE)
        numbers = {count for count, _, _ in salvo}
        told = [f for f in told if set(f.spans("count")) <= numbers]
        out = [f for f in out if f not in told and not _tells_sent(f, numbers, out)]
        for count, weapon, event in salvo:
            figure = (Argument("count", count, PROB), Argument("subject", weapon, PROB))
            out.append(replace(base, event=event or base.event, prob=max(base.prob, PROB), arguments=(*kept, *figure)))
    return tuple(sorted(out, key=lambda f: (f.trigger, f.event, f.spans("count"))) if salvos else out)


def _is_of_those_sent(frame: Frame, word: Span, sent: set[Span]) -> bool:
    """Whether what was shot down is what the number counts: "shot down 12 of 15 drones launched"; or the word is one for that."""
    first = min(sent).start
    between = word.end <= frame.trigger.start and frame.trigger.end <= first
    counted = any(c.overlaps(s) for c in frame.spans("count") for s in sent)
    return (frame.trigger != word and frame.trigger.covers(word)) or between or (counted and frame.trigger.end <= first < word.start)


def _tells_sent(frame: Frame, sent: set[Span], frames: Sequence[Frame]) -> bool:
    """Whether a frame counts what was sent by another word: the weapon's own, or as shot down beside those that were."""
    if not set(frame.spans("count")) & sent:
        return False
    if frame.event in STRIKES.values():
        return True
    like = [f for f in frames if (f.event, f.trigger) == (frame.event, frame.trigger)]
    return frame.event == "interception" and any(f.spans("count") and not set(f.spans("count")) & sent for f in like)


def _salvo(text: str, word: Span, counts: Sequence[Span], pack: LanguagePack) -> Iterator[tuple[Span, Span, str]]:
    """Numbers of drones or missiles, but for a lone one, that a word for sending goes with, with the weapons and what they tell."""
    low, high = max(0, word.start - AFTER), word.end + BEFORE
    weapons = [(at, e.parts[0]) for at, entries in pack.groups.find(text) for e in entries[:1] if e.parts[0] in STRIKES and low <= at.start]
    near = []
    for n, count in enumerate(counts):
        goes_on = next((c.start for c in counts[n + 1 :]), len(text))
        own = [
            w for w in weapons if 0 <= w[0].start - count.end <= WEAPON_GAP and w[0].start < goes_on and not _is_parted(text, count, w[0])
        ]
        if own and low <= count.start <= high and not is_one(count.of(text).casefold(), pack):
            near.append((count, own[-1][0], _event_of(text, own[-1], pack)))
    behind = [s for s in near if s[0].start >= word.end]
    before = [s for s in near if s[1].end <= word.start]
    if behind and not _is_parted(text, word, behind[0][0]):
        yield from _list(behind)
    elif before and not _is_parted(text, before[-1][1], word):
        yield from _list(before[::-1])


def _list(salvo: Sequence[tuple[Span, Span, str]]) -> Iterator[tuple[Span, Span, str]]:
    """The first of a list, with what goes on from it."""
    last = None
    for told in salvo:
        if last is not None and last[1].gap(told[0]) > NEXT and told[1].gap(last[0]) > NEXT:
            return
        yield told
        last = told


def _event_of(text: str, weapon: tuple[Span, str], pack: LanguagePack) -> str:
    """What a weapon's own name tells; "" for bombs, which whoever dropped them tells."""
    known = {entries[0].parts[0] for _, entries in pack.events.find(weapon[0].of(text))}
    return STRIKES["drones"] if weapon[1] == "drones" else next((e for e in (STRIKES["missiles"], SHELLS) if e in known), "")


def _is_parted(text: str, one: Span, other: Span) -> bool:
    return any(mark in text[one.end : other.start] for mark in STOPS)
