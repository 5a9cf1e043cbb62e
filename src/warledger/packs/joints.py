"""Lists in running text: which spans stand side by side, joined by commas and a word for "and".

Takes text, spans and a language pack, gives runs of spans. "Kobani, Aleppo province" is no list: one holds the other.
"""

from __future__ import annotations

from collections.abc import Iterable

from warledger.model.spans import Span
from warledger.packs.languages import LanguagePack

JOINT_LENGTH = 32
"""Code points between two members of a list ("Tel Tamr, and the villages around Zirgan")."""
COMMAS = frozenset(",،;؛、")


def lists_of(text: str, spans: Iterable[Span], pack: LanguagePack) -> list[list[Span]]:
    """Runs of two and more spans that form a list, in the order of the text; spans that overlap the one before are left out.

    A run needs a word for "and" somewhere: commas alone also join a place and what it lies in.
    """
    runs: list[tuple[list[Span], bool]] = []
    for span in sorted(spans):
        joint = _joint(text, runs[-1][0][-1], span, pack) if runs else ""
        if runs and span.start < runs[-1][0][-1].end:
            continue
        if joint:
            runs[-1][0].append(span)
            runs[-1] = (runs[-1][0], runs[-1][1] or joint == "and")
        else:
            runs.append(([span], False))
    return [members for members, joined in runs if joined and len(members) > 1]


def _joint(text: str, a: Span, b: Span, pack: LanguagePack) -> str:
    """What joins two spans: "and", "comma", or "" when they do not stand in one list."""
    between = text[a.end : b.start]
    if b.start < a.end or len(between) > JOINT_LENGTH or "\n" in between or any(mark in between for mark in ".:()"):
        return ""
    tokens = pack.tokens(between)
    while tokens and tokens[0].kind == "mark" and tokens[0].text not in COMMAS:
        tokens = tokens[1:]  # a closing quotation mark
    leading = [t for t in tokens[:2] if _is_and(t.key, pack)]
    if leading or (_attached_and(text, b, between, pack)):
        return "and"
    return "comma" if tokens and tokens[0].text in COMMAS else ""


def _is_and(key: str, pack: LanguagePack) -> bool:
    return any(entry.parts[0] == "and" for entry in pack.words.get(key))


def _attached_and(text: str, b: Span, between: str, pack: LanguagePack) -> bool:
    """Whether the word for "and" is written joined to the next word ("والزيارة")."""
    first = (between.split() or [""])[0] if between.strip() else b.of(text).split()[0]
    return any(first.startswith(particle) and _is_and(particle, pack) for particle in pack.habits.attached)
