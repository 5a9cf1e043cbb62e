"""Sources for frames that have none: what is told in an attributed sentence is told by its source.

Takes frames, names and cues of a text; gives the same frames, more of them attributed. A sentence with a cue and a name
beside it has one source for all its events, and a quotation that runs over sentences keeps its source.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.words import Entry

ATTRIBUTION = ("source", "source_ref", "cue", "speaker", "via")
NAME_GAP = 40
"""Code points between a cue and the name that it may take as source."""
ROLE_WORDS = frozenset({"anonymous", "reference", "role", "paper"})
ROLE_GAP = 8
"""Code points between a role word and the name of the body ("spokesman for the")."""
SPOKEN = frozenset({"asserts", "denies", "accuses"})
QUOTES = {"“": "”", "«": "»", "„": "“", '"': '"', "”": "”"}
CUE_PROB = 0.5

KINDS = {
    **dict.fromkeys(("source", "source_ref", "actor", "target"), ("person", "organisation")),
    "speaker": ("person",),
}
"""Kinds of names that the words of a role may be part of."""

Attribution = tuple[Argument, ...]


def with_sources(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order; those without a source get that of their sentence, if it has one."""
    told = _told(text, sentences, frames, mentions, pack)
    out = []
    for frame in frames:
        home = _home(sentences, frame.trigger)
        if home in told and not frame.spans("source") and not frame.spans("speaker"):
            have = {a.role for a in frame.arguments}
            frame = replace(frame, arguments=(*frame.arguments, *(a for a in told[home] if a.role not in have)))
        out.append(frame)
    return tuple(out)


def with_names(frames: Sequence[Frame], mentions: Sequence[Mention]) -> tuple[Frame, ...]:
    """The same frames in the same order, with parties that are parts of one name made the whole name, and no person as a place."""
    people = [m.span for m in mentions if m.kind == "person"]
    return tuple(
        replace(f, arguments=tuple(replace(a, span=_named(a, mentions)) for a in f.arguments if not _is_person(a, people))) for f in frames
    )


def _is_person(argument: Argument, people: Sequence[Span]) -> bool:
    return argument.role == "place" and any(p.overlaps(argument.span) for p in people)


def _named(argument: Argument, mentions: Sequence[Mention]) -> Span:
    kinds = KINDS.get(argument.role, ())
    around = [m.span for m in mentions if m.kind in kinds and m.span.covers(argument.span)]
    return max(around, key=lambda s: s.end - s.start, default=argument.span)


def _told(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> Mapping[Span, Attribution]:
    """The attribution of each sentence that has one."""
    marked: dict[Span, Attribution] = {}
    for frame in sorted(frames, key=lambda f: -f.prob):
        home = _home(sentences, frame.trigger)
        own = tuple(a for a in frame.arguments if a.role in ATTRIBUTION)
        if any(a.role == "source" and home.overlaps(a.span) for a in own):
            marked.setdefault(home, own)
    out: dict[Span, Attribution] = {}
    open_quote = ""
    before: Attribution = ()
    for sentence in sentences:
        found = marked.get(sentence) or _by_cue(text, sentence, mentions, pack) or (before if open_quote else ())
        if found:
            out[sentence] = found
        open_quote = _quote_after(sentence.of(text), open_quote)
        before = found
    return out


def _by_cue(text: str, sentence: Span, mentions: Sequence[Mention], pack: LanguagePack) -> Attribution:
    """The first cue of a sentence with a name beside it: after "according to", on either side of a verb."""
    words = sentence.of(text)
    tokens = pack.tokens(words)
    cues = [(at.shift(sentence.start), entries[0]) for at, entries in pack.reporting.scan(tokens)]
    if not cues:
        return ()
    names = [m.span for m in mentions if sentence.covers(m.span) and m.kind != "place"]
    roles = [at.shift(sentence.start) for at, e in pack.words.scan(tokens) if e[0].parts[0] in ROLE_WORDS]
    names = _with_roles(names, roles)
    for cue, entry in cues:
        source = _beside(cue, entry, names)
        if source is not None:
            return (Argument("source", source, CUE_PROB), Argument("cue", cue, CUE_PROB))
    return ()


def _with_roles(names: Sequence[Span], roles: Sequence[Span]) -> list[Span]:
    """Names with the role words beside them ("a spokesman for the Interior Ministry"), and role words that stand alone."""
    out: list[Span] = []
    for span in sorted({*names, *roles}):
        last = out[-1] if out else None
        if (
            last is not None
            and span.start - last.end <= ROLE_GAP
            and (span in roles or last in roles or any(last.covers(r) for r in roles))
        ):
            out[-1] = Span.hull((last, span))
        else:
            out.append(span)
    return out


def _beside(cue: Span, entry: Entry, names: Iterable[Span]) -> Span | None:
    kind = entry.parts[1] if len(entry.parts) > 1 else "verb"
    if entry.parts[0] not in SPOKEN or kind not in ("verb", "prep"):
        return None
    after = [n for n in names if 0 <= n.start - cue.end <= NAME_GAP]
    before = [n for n in names if 0 <= cue.start - n.end <= NAME_GAP]
    found = after if kind == "prep" else before or after
    return min(found, key=lambda n: (min(abs(n.start - cue.end), abs(cue.start - n.end)), n), default=None)


def _quote_after(sentence: str, open_quote: str) -> str:
    """The closing mark still awaited after a sentence, "" when no quotation is open."""
    for ch in sentence:
        if open_quote:
            if ch == open_quote:
                open_quote = ""
        elif ch in QUOTES:
            open_quote = QUOTES[ch]
    return open_quote


def _home(sentences: Sequence[Span], span: Span) -> Span:
    return next((s for s in sentences if s.overlaps(span)), span)
