"""What a reader marks in a report: all spans of `Report.text`, no values yet.

Records only; `annotate` makes them, from the neural reader or from the packs alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from warledger.model.spans import Span

ROLES = (
    "source",  # whose word it is, as written
    "source_ref",  # the span that names the source in full, when `source` is a pronoun or short form
    "cue",
    "speaker",
    "via",
    "actor",
    "target",
    "subject",
    "count",
    "included_count",
    "included_subject",
    "place",
    "time",
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A span that plays a role for one event trigger; `prob` in 0..1."""

    role: str
    span: Span
    prob: float = 1.0

    def at(self, span: Span) -> Argument:
        """The same role played by another span."""
        return self if span is self.span else Argument(self.role, span, self.prob)


@dataclass(frozen=True, slots=True)
class Frame:
    """An event trigger with its arguments: one event as one stance; several counts or places mean several claims.

    `group` is the ontology group of the counted or affected subject, None when the reader does not say.
    """

    trigger: Span
    event: str
    stance: str = "asserts"
    prob: float = 1.0
    group: str | None = None
    arguments: tuple[Argument, ...] = ()

    def spans(self, role: str) -> tuple[Span, ...]:
        """Spans of one role, in the order of the text."""
        found = [a.span for a in self.arguments if a.role == role]
        return tuple(sorted(found) if len(found) > 1 else found)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span that names something. `kind`: person, organisation, place, other."""

    kind: str
    span: Span
    prob: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content spans; source and cue may each be None. Content may be in pieces."""

    content: tuple[Span, ...]
    source: Span | None = None
    cue: Span | None = None


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything marked in one report. `reader` names who read it, with version ("neural/v1+packs", "packs")."""

    report_id: str
    reader: str
    sentences: tuple[Span, ...]
    frames: tuple[Frame, ...] = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
