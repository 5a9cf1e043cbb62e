"""Lists in running text: which spans stand side by side, joined by commas and a word for "and".

Takes text, spans and a language pack, gives lists. "Kobani, Aleppo province" is no list: one holds the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from warledger.model.spans import Span
from warledger.packs.languages import LanguagePack
from warledger.packs.words import Token

JOINT_LENGTH = 32
"""Code points between two members of a list ("Tel Tamr, and the villages around Zirgan")."""
HOLDER_WORDS = 3
"""Words between a member and what holds it ("in the northern")."""
REGION_WORDS = 4
"""Words behind a comma that lead to what holds the member before it (", in the centre of")."""
AND_WORDS = 4
"""Words after a member within which "and" stands ("Kufa in the south and Tavo")."""
CLOSING = frozenset(")]”»\"'’")
COMMAS = frozenset(",،、")
ARTICLE = "ال"
PRONOUNS = ("ه", "ها", "هم", "هما", "هن")
"""Arabic endings that say whose somebody is ("أطفاله")."""


@dataclass(frozen=True, slots=True)
class Member:
    """One of a list, with what stands right behind it and holds or renames it ("Ayn Issa in Raqqa province")."""

    span: Span
    holders: tuple[Span, ...] = ()


def lists_of(text: str, spans: Iterable[Span], pack: LanguagePack, *, kin: bool = False) -> list[list[Member]]:
    """Lists of two and more members, in the order of the text; spans that overlap the one before are left out.

    A list needs a word for "and" somewhere: commas alone also join a place and what it lies in. With `kin` the spans are words for
    people, and somebody's own stand in one list with him ("a man with his wife", "رجل مع أطفاله").
    """
    runs: list[tuple[list[Member], bool]] = []
    last: Span | None = None
    for span in sorted(spans):
        if last is not None and span.start < last.end:
            continue
        joint = _joint(text, last, span, pack, kin=kin) if last is not None else ""
        last = span
        if not joint:
            runs.append(([Member(span)], False))
            continue
        members, joined = runs[-1]
        if joint == "in":
            members[-1] = Member(members[-1].span, (*members[-1].holders, span))
        else:
            members.append(Member(span))
        runs[-1] = (members, joined or joint == "and")
    return [members for members, joined in runs if joined and len(members) > 1]


def _joint(text: str, a: Span, b: Span, pack: LanguagePack, *, kin: bool) -> str:
    """What joins two spans: "and", "comma", "in" (the second holds or renames the first), "" when they stand apart."""
    between = text[a.end : b.start]
    if len(between) > JOINT_LENGTH or "\n" in between or any(mark in between for mark in ".:;") or pack.events.find(between):
        return ""
    tokens: Sequence[Token] = pack.tokens(between)
    while tokens and tokens[0].kind == "mark" and tokens[0].text in CLOSING:
        tokens = tokens[1:]
    if _has_and(tokens[:AND_WORDS], pack) or _attached_and(text, b, between, pack):
        return "and"
    if kin and (_is_with_kin(text, a, b, tokens, pack) or _begins_with_and(b.of(text), pack)):
        return "and"
    if tokens and tokens[0].text in COMMAS:
        words = [t for t in tokens[1:] if t.kind == "word"]
        holds = 0 < len(words) == len(tokens) - 1 <= REGION_WORDS and _is_in(words[0].key, pack)
        return "in" if holds and not _is_in(_word_before(text, a, pack), pack) else "comma"
    return "in" if len(tokens) <= HOLDER_WORDS and not any(t.text in COMMAS for t in tokens) else ""


def _word_before(text: str, span: Span, pack: LanguagePack) -> str:
    """The folded word that stands right before a span, "" for none."""
    before = [t for t in pack.tokens(text[max(0, span.start - JOINT_LENGTH) : span.start]) if t.kind == "word"]
    return before[-1].key if before else ""


def _is_in(key: str, pack: LanguagePack) -> bool:
    return any(entry.sense == "in" for entry in pack.words.get(key))


def _has_and(tokens: Sequence[Token], pack: LanguagePack) -> bool:
    """Whether tokens hold a word for "and", of one word or more ("as well as")."""
    joined = any(entry.sense == "and" for _, entries in pack.words.scan(tokens) for entry in entries)
    return joined or any(_is_and(t.key, pack) for t in tokens)


def _is_and(key: str, pack: LanguagePack) -> bool:
    return any(entry.parts[0] == "and" for entry in pack.words.get(key))


def _is_with_kin(text: str, a: Span, b: Span, tokens: Sequence[Token], pack: LanguagePack) -> bool:
    """Whether words between two people say that the second was with the first: "together with", or "with" before somebody's own."""
    said = {e.sense for _, entries in pack.words.scan(tokens) for e in entries}
    if "together" in said or "with" not in said:
        return "together" in said
    words = [t.key for t in pack.tokens(text[a.end : b.end]) if t.kind == "word"]
    own = any(e.sense == "own" for key in words for e in pack.words.get(key))
    first = b.of(text).split()[0]
    return own or (ARTICLE in pack.habits.attached and first.endswith(PRONOUNS) and not first.startswith(ARTICLE))


def _begins_with_and(noun: str, pack: LanguagePack) -> bool:
    """Whether a noun for people has the word for "and" joined to it ("وزوجته")."""
    first = noun.split()[0]
    rests = [first[len(p) :] for p in pack.habits.attached if first.startswith(p) and _is_and(p, pack)]
    return any(pack.groups.find(rest) for rest in rests)


def _attached_and(text: str, b: Span, between: str, pack: LanguagePack) -> bool:
    """Whether the word for "and" is written joined to the next word ("والزيارة")."""
    first = (between.strip(" ,،") or b.of(text)).split()[0]
    return len(first) > 3 and any(first.startswith(particle) and _is_and(particle, pack) for particle in pack.habits.attached)
