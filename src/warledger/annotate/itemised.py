"""Tolls given as a list of lines: the line before says what happened, each item whom and how many it met.

Takes frames, counts and nouns of a text; gives the frames with one more for each item that names no event of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from warledger.annotate.figures import COUNTED, NOUN_GAP
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack

ITEM = re.compile(r"^[ \t]*(?:[-–—•*·▪◦●]|\d{1,2}[.)])[ \t]*(?=\S)", re.M)
LINE = re.compile(r"[^\n]+")
HEADING_GAP = 30
"""Code points between the word for the event and the colon that ends the heading."""
START_GAP = 3
"""Code points between the mark of an item and its count or noun."""
NOUN_REACH = 25
"""Code points between the count of an item and its noun ("7 government soldiers")."""
ITEM_PROB = 0.6
INHERITED = ("source", "source_ref", "cue", "speaker", "via", "time", "place")
"""Roles that an item takes from the event of its heading."""


def with_items(
    text: str, frames: Sequence[Frame], counts: Sequence[Span], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The frames and those of the items, in the order of the text."""
    nouns = [at for at, entries in pack.groups.find(text) if any(e.parts[0] != "places" for e in entries)]
    places = [m.span for m in mentions if m.kind == "place"]
    out = list(frames)
    for event, heading, items in _lists(text, pack):
        told = next((f for f in reversed(frames) if f.event == event and heading.covers(f.trigger)), None)
        for item in items:
            figure = _figure(item, counts, nouns)
            if figure and not any(item.overlaps(f.trigger) and f.event in COUNTED for f in frames):
                named = [Argument("place", p, ITEM_PROB) for p in places if item.covers(p)]
                have = {a.role for a in (*figure, *named)}
                kept = [a for a in told.arguments if a.role in INHERITED and a.role not in have] if told else []
                trigger = Span.hull([a.span for a in figure])
                out.append(Frame(trigger, event, told.stance if told else "asserts", ITEM_PROB, None, (*figure, *named, *kept)))
    return tuple(sorted(out, key=lambda f: (f.trigger, f.event)))


def _lists(text: str, pack: LanguagePack) -> Iterator[tuple[str, Span, list[Span]]]:
    """Event, heading and items of each list under a heading that ends with a word for harm and a colon."""
    heading: Span | None = None
    items: list[Span] = []
    for m in (*(line for line in LINE.finditer(text) if not line.group().isspace()), None):
        mark = ITEM.match(text, m.start()) if m else None
        if m and mark and heading:
            items.append(Span(mark.end(), m.end()))
            continue
        event = _event(text, heading, pack) if heading and items else ""
        if heading and event:
            yield event, heading, items
        heading, items = (Span(m.start(), m.end()) if m else None), []


def _event(text: str, heading: Span, pack: LanguagePack) -> str:
    """What the end of a heading says happened to those listed below it, "" when it says nothing."""
    words = heading.of(text).rstrip()
    if not words.endswith((":", "：")):
        return ""
    near = [entries[0].parts[0] for at, entries in pack.events.find(words) if len(words) - at.end <= HEADING_GAP]
    return near[-1] if near and near[-1] in COUNTED else ""


def _figure(item: Span, counts: Sequence[Span], nouns: Sequence[Span]) -> list[Argument]:
    """The count that an item begins with and its noun; the noun alone where it begins with one."""
    first = next((c for c in counts if 0 <= c.start - item.start <= START_GAP and c.end <= item.end), None)
    at = first.end if first else item.start
    ends = min((c.start for c in counts if c.start >= at), default=item.end)
    noun = next((n for n in nouns if -1 <= n.start - at <= (NOUN_REACH if first else NOUN_GAP) and n.end <= min(item.end, ends)), None)
    return [Argument(role, span, ITEM_PROB) for role, span in (("count", first), ("subject", noun)) if span]
