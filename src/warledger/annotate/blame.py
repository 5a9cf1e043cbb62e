"""Who is accused, and who says that a deed was theirs: of both the subject of the sentence is no one who tells of another.

Takes frames that have their sources, gives the same frames. In "the army was accused by the League" the League speaks, in "the
army is accused" nobody does; who claims responsibility for a bombing did it by his own word, and of the dead of it he says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from warledger.annotate.tidy import ATTRIBUTION, attributed_to
from warledger.model import Argument, Frame, Mention, Span
from warledger.packs import LanguagePack
from warledger.packs.ontology import HARM, WORDS

PROB = 0.6
AGENT_GAP = 20
"""Code points between "by" and who it is: an article, "the extremist group"."""
HELPED = 16
"""Code points before a word for accusing in which its helping verb stands ("has since been accused")."""
CLAUSE = 60
"""And where such words come last, as in "wird von Anwohnern beschuldigt"."""
NOBODY = 30
"""Code points before a word for claiming a deed in which "no group" says that nobody did."""
PARTING = frozenset(",.;:!?")
"""What parts a helping verb from a word that it does not help."""
PEOPLE = ("anonymous", "role", "reference")


def with_blame(
    text: str, sentences: Sequence[Span], frames: Sequence[Frame], mentions: Sequence[Mention], pack: LanguagePack
) -> tuple[Frame, ...]:
    """The same frames in the same order."""
    accused = _passives(text, pack)
    owning = pack.word_spans(text, "owns")
    if not accused and not owning:
        return tuple(frames)
    acting = [a.span for f in frames for a in f.arguments if a.role in ("actor", "source")]
    people = [*acting, *(m.span for m in mentions if m.kind != "place"), *pack.word_spans(text, *PEOPLE)]
    negations = pack.word_spans(text, "negation") if owning else []
    saying = [at for at, entries in pack.reporting.find(text) if entries[0].sense == "asserts"] if owning else []
    by = _By(tuple(pack.word_spans(text, "by")), bool(pack.habits.suffixes))
    frames = [_accused(f, next((c for c in accused if _is_cue(f, c)), None), f.trigger.within(sentences), people, by) for f in frames]
    for owns in owning:
        home = owns.within(sentences)
        nobody = any(0 <= owns.start - n.end <= NOBODY for n in negations)
        frames = frames if nobody else _owned(frames, owns, home, by.agent(owns, people), saying)
    return tuple(frames)


def _passives(text: str, pack: LanguagePack) -> list[Span]:
    """Words for accusing whose subject is the accused: such forms, and those beside a helping verb or before "by"."""
    found = [(at, entries[0].parts) for at, entries in pack.reporting.find(text) if entries[0].parts[0] == "accuses"]
    helping = pack.word_spans(text, "passive") if found else []
    by = pack.word_spans(text, "by") if found else []
    ands = pack.word_spans(text, "and") if helping else []  # "has been shot down and accuses"
    reach = CLAUSE if pack.code == "de" else HELPED
    return [
        at
        for at, parts in found
        if parts[1:] == ("passive",)
        or (not parts[1:] and any(0 <= b.start - at.end <= 1 for b in by))
        or (not parts[1:] and any(0 <= at.start - h.end <= reach and _helps(text, h, at, ands) for h in helping))
    ]


def _helps(text: str, helper: Span, verb: Span, ands: Sequence[Span]) -> bool:
    """Whether neither a mark nor the word "and" parts a helping verb from another verb."""
    return PARTING.isdisjoint(text[helper.end : verb.start]) and not any(helper.end <= a.start and a.end <= verb.start for a in ands)


def _is_cue(frame: Frame, word: Span) -> bool:
    return any(word.overlaps(c) for c in (*frame.spans("cue"), frame.trigger))


@dataclass(frozen=True, slots=True)
class _By:
    """The words for "by" of a text; `last` where they stand behind who it is ("Lig tarafından")."""

    words: tuple[Span, ...]
    last: bool

    def agent(self, verb: Span, people: Iterable[Span]) -> Span | None:
        """The nearest of some names that such a word beside a verb makes the one who does it; of those there the longest."""
        named = [(p.gap(b), p) for p in people for b in self.words if self._joins(verb, b, p)]
        nearest = min(named, default=(0, None))[1]
        return max((p for _, p in named if nearest and p.overlaps(nearest)), key=lambda p: (p.end - p.start, -p.start), default=None)

    def _joins(self, verb: Span, by: Span, name: Span) -> bool:
        if self.last:
            return 0 <= by.start - name.end <= AGENT_GAP and by.end <= verb.start
        if not 0 <= name.start - by.end <= AGENT_GAP:
            return False
        return by.overlaps(verb) or 0 <= by.start - verb.end <= 1 or 0 <= verb.start - name.end <= 1


def _accused(frame: Frame, cue: Span | None, home: Span, people: Sequence[Span], by: _By) -> Frame:
    """A frame whose cue is such a word: who stands behind "by" accuses, who was taken for the source or the actor is accused."""
    if cue is None or (frame.event in WORDS and frame.event != "accusation"):
        return frame
    parties = [a for a in frame.arguments if a.role in ("source", "speaker", "actor", "target")]
    if any(not home.covers(a.span) for a in parties if a.role == "source"):
        return frame  # who speaks was named before: "the soldiers were blamed as well"
    near = [p for p in (*people, *(a.span for a in parties)) if p.gap(cue) <= CLAUSE]
    agent = by.agent(cue, near)
    blamed = next((a for a in parties if a.role != "target" and not (agent and a.span.overlaps(agent))), None)
    blamed = blamed or next((a for a in parties if not (agent and a.span.overlaps(agent))), None)
    kept = [a for a in frame.arguments if a.role not in ATTRIBUTION and not (agent and a.span.overlaps(agent))]
    role = "target" if frame.event == "accusation" else "actor"
    if blamed is not None and not any(a.role == role for a in kept):
        kept.append(replace(blamed, role=role))
    told = (Argument("source", agent, PROB), Argument("cue", cue, PROB)) if agent else ()
    return replace(frame, arguments=(*kept, *told))


def _owned(frames: Sequence[Frame], owns: Span, home: Span, agent: Span | None, saying: Sequence[Span]) -> list[Frame]:
    """The frames of a sentence in which somebody claims a deed: the deed is told by its actor, its toll by the outlet."""
    said = {f for f in frames if any(owns.end <= s.start and s.end <= f.trigger.start for s in saying)}
    inside = [f for f in frames if home.covers(f.trigger) and f.event not in WORDS and f not in said]
    own = [f for f in inside if _is_cue(f, owns) or not f.spans("source")]
    deeds = [f for f in own if f.event not in HARM] or own
    deed = min(deeds, key=lambda f: (not _is_cue(f, owns), f.trigger.gap(owns)), default=None)
    return [_his(f, owns, agent) if f is deed else attributed_to(f) if f in own and _is_cue(f, owns) else f for f in frames]


def _his(frame: Frame, owns: Span, agent: Span | None) -> Frame:
    """The frame with who did it as its source, or the other way about."""
    claiming = [a for role in ("source", "actor") for a in frame.arguments if a.role == role]
    if not claiming and agent is None:
        return frame
    kept = tuple(a for a in frame.arguments if a.role not in ("source", "source_ref", "cue", "actor"))
    named = agent or claiming[0].span
    told = (Argument("source", named, PROB), Argument("cue", owns, PROB), Argument("actor", named, PROB))
    return replace(frame, stance="asserts", arguments=(*kept, *told))
