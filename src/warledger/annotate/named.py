"""What the names of a reading tell its frames.

Takes names found by the network and by the packs, gives names of the right kind and frames whose arguments are whole names. Knows
armed groups and platforms by their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from warledger.annotate.hints import is_general
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.known import armed_group_names
from warledger.packs.outlets import PLATFORMS

KINDS = {
    **dict.fromkeys(("source", "source_ref", "actor", "target"), ("person", "organisation")),
    "speaker": ("person",),
}
"""Kinds of names that the words of a role may be part of."""


DESCRIBING = tuple("-based -backed -led -held -run -allied -controlled -aligned -affiliated -born -trained -funded -occupied".split())
"""Endings of words that describe by a name and are none ("Britain-based")."""


def with_known_kinds(text: str, mentions: Iterable[Mention], pack: LanguagePack) -> tuple[Mention, ...]:
    """Names but for those of platforms, words that describe by one and the bare kinds of bodies; known armed groups as what they are where
    they were taken for a place ("Taliban").
    """
    groups = armed_group_names()
    named = ((m, m.span.of(text).casefold()) for m in mentions)
    return tuple(
        replace(m, kind="organisation") if m.kind == "place" and name in groups else m
        for m, name in named
        if name not in PLATFORMS and not name.endswith(DESCRIBING) and not (m.kind == "organisation" and is_general(name, pack))
    )


def with_names(
    text: str, frames: Sequence[Frame], mentions: Sequence[Mention], known: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order, with parties that are parts of one name made the whole name, no person as a place and no
    platform or clock as a source: what somebody says on Telegram, or at noon "local time", is not said by it.

    `known` are names that the packs know; of them only the persons count.
    """
    people = [m.span for m in (*mentions, *known) if m.kind == "person"]
    clocks = pack.word_spans(text, "clock")
    return tuple(
        replace(f, arguments=tuple(replace(a, span=_named(a, mentions)) for a in f.arguments if not _is_amiss(text, a, people, clocks)))
        for f in frames
    )


def _is_amiss(text: str, argument: Argument, people: Sequence[Span], clocks: Sequence[Span]) -> bool:
    if argument.role == "place":
        return any(p.overlaps(argument.span) for p in people)
    teller = argument.role in ("source", "speaker")
    return teller and (argument.span.of(text).casefold() in PLATFORMS or any(c.overlaps(argument.span) for c in clocks))


def _named(argument: Argument, mentions: Sequence[Mention]) -> Span:
    """The argument as the whole name that it is part of or ends in the midst of ("president Ann" of Ann Lee)."""
    kinds = KINDS.get(argument.role, ())
    around = [m.span for m in mentions if m.kind in kinds and m.span.covers(argument.span)]
    if around:
        return max(around, key=lambda s: s.end - s.start)
    cut = (m.span for m in mentions if m.kind == "person" and m.kind in kinds and argument.span.start < m.span.start < argument.span.end)
    return Span(argument.span.start, max([argument.span.end, *(m.end for m in cut)]))
