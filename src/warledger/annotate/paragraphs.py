"""Sources that run on through a paragraph: what stands behind what one source told, and names nobody, is that source's too.

Takes frames whose sentences have their sources, gives the same frames, more of them attributed. Only deeds go on: needs and
numbers of refugees are mostly what the outlet adds, as is what happened on another day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from warledger.annotate.sentences import paragraphs_of
from warledger.annotate.tidy import ATTRIBUTION, attributed_to
from warledger.model import Argument, Frame, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import FORCE, HARM

DEEDS = HARM | FORCE | {"damage", "interception"}
LEAST = 4
"""Paragraphs from which on a text gives each source its own; one told in a single piece does not."""
SHARED = 4
"""Letters of such a word at least."""
PROB = 0.4

Said = tuple[Argument, ...]


def with_paragraph_sources(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], times: Sequence[Span], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order; `times` are the spans of the times that the packs find."""
    paragraphs = paragraphs_of(text, sentences)
    if len(paragraphs) < LEAST:
        return tuple(frames)
    quiet = {s for s in sentences if not pack.reporting.find(s.of(text)) and not any(s.covers(t) for t in times)}
    goes_on: dict[Span, Said] = {}
    for paragraph in paragraphs:
        goes_on.update(_going_on(text, paragraph, frames, quiet))
    return tuple(_attributed(f, goes_on.get(f.trigger.within(sentences), ())) for f in frames)


def _going_on(text: str, paragraph: Sequence[Span], frames: Sequence[Frame], quiet: set[Span]) -> Iterator[tuple[Span, Said]]:
    """The sentences that go on with the one source of their paragraph, up to one that tells something else."""
    last: Said = ()
    for sentence in paragraph:
        inside = [f for f in frames if sentence.covers(f.trigger)]
        told = [tuple(a for a in f.arguments if a.role in ATTRIBUTION) for f in inside]
        attributed = [said for said in told if _source(said) is not None]
        one = bool(told) and len(attributed) == len(told) and all(_is_same(text, said, told[0]) for said in told)
        if last and sentence in quiet and not attributed:
            yield sentence, last
        elif one and (not last or _is_same(text, told[0], last)):
            last = told[0]
        elif last:
            return


def _is_same(text: str, one: Said, other: Said) -> bool:
    """Whether two attributions share a name, or a word of it, as a person's last name or a ministry's own word."""
    if _source(one) == _source(other) or {a.span for a in one if a.role == "source"} & {a.span for a in other if a.role == "source"}:
        return True
    words = [{w.casefold() for a in said if a.role != "cue" and a.role != "via" for w in a.span.of(text).split()} for said in (one, other)]
    return any(len(w) >= SHARED for w in words[0] & words[1])


def _source(said: Said) -> Span | None:
    return next((a.span for role in ("source_ref", "source", "speaker") for a in said if a.role == role), None)


def _attributed(frame: Frame, said: Said) -> Frame:
    if not said or frame.event not in DEEDS or frame.stance not in ("asserts", "denies") or frame.spans("source") or frame.spans("speaker"):
        return frame
    return attributed_to(frame, (replace(a, prob=min(a.prob, PROB)) for a in said if a.role != "cue"))
