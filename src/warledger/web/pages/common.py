"""What several pages show: matters, claims with their words, decisions on them.

Takes records and an Ask, gives plain values for templates and data.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from warledger.export.brief import MatterPart, figure, part_of
from warledger.export.lookup import OUTLET
from warledger.export.shapes import Shape, claim_shape
from warledger.export.words import shorten
from warledger.model import Account, Claim, Judgement, Linked, Matter, Span
from warledger.store.judgements import value_of
from warledger.web.ask import Ask, NotFound
from warledger.web.i18n import Words
from warledger.web.names import load_ahead, name_ahead
from warledger.web.stretches import CLAIMS_READ, leading_ids
from warledger.web.wording import matter_title, reasons_text

R = TypeVar("R")
AROUND = 140
"""Characters of the report quoted on each side of a claim."""

QUOTED = 160
"""Characters of a claim under a line that says little."""

KINDS = ("harm", "movement", "force", "ground", "things", "words")
"""Families of events, in the order of the legend; each has a colour and an underline of its own."""


@dataclass(frozen=True, slots=True)
class ClaimPart:
    """A claim as pages show it: its shape, its words with what stands around them, who is behind it."""

    shape: Shape
    report_id: str
    outlet: str
    language: str
    kind: str
    before: str
    words: str
    after: str
    source: str
    origin: str
    origin_id: str
    side: str
    weak: bool
    echo: bool
    judgements: tuple[Judgement, ...]

    @property
    def rejected(self) -> bool:
        """Whether the latest standing decision on it is a rejection."""
        decided = [j.action for j in self.judgements if j.action in ("accept", "reject")]
        return bool(decided) and decided[-1] == "reject"

    @property
    def disputed(self) -> bool:
        """Whether two people decided differently."""
        last = {j.by: j.action for j in self.judgements if j.action in ("accept", "reject")}
        return len(set(last.values())) > 1


def one(record: R | None) -> R:
    """The record, which must be there.

    Raises:
        NotFound: it is not.
    """
    if record is None:
        raise NotFound
    return record


def cut(found: list[R], ask: Ask) -> tuple[list[R], bool]:
    """The rows of this page, and whether there are more."""
    return found[: ask.per], len(found) > ask.per


def window(found: Sequence[R], ask: Ask) -> tuple[list[R], bool]:
    """The rows of this page out of all."""
    return list(found[ask.start : ask.start + ask.per]), len(found) > ask.start + ask.per


def event_kinds(ask: Ask) -> dict[str, str]:
    """Event codes with their families: one of KINDS."""
    return {code: e.kind for code, e in ask.ontology.events.items()}


def matter_parts(ask: Ask, matters: Sequence[Matter]) -> list[MatterPart]:
    """Matters with the names of those behind them."""
    leading = {m.id: leading_ids(m) for m in matters}
    voices = ask.view.overview.voices(c for m in matters for c in leading[m.id])
    linked = {i: link for i, (_, link) in voices.items()}
    name_ahead(ask.lookup, ask.view, linked.values())
    load_ahead(ask.lookup, ask.view, [c.report_id for c, link in voices.values() if not link.source_id and c.source is None])
    parts = (part_of(m, [voices[c][0] for c in leading[m.id] if c in voices], linked, ask.lookup) for m in matters)
    quotes = _quotes(ask, {m.id: leading[m.id][0] for m in matters if _is_bare(m) and leading[m.id]})
    return [_in_words(ask, _counted(ask, part, m), m, quotes.get(m.id, ("", "und"))) for part, m in zip(parts, matters, strict=True)]


def _is_bare(matter: Matter) -> bool:
    """Whether the line of a matter says little more than its kind: "Declaration, 6 Dec 2024"."""
    return not (matter.place_ids or matter.estimate)


def _quotes(ask: Ask, claim_ids: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The words of one claim of each of some matters, with their language."""
    claims = {c.id: c for c in ask.view.claims_of(list(claim_ids.values()))}
    heads = ask.view.overview.heads(c.report_id for c in claims.values())
    return {
        matter_id: (shorten(ask.index.shown(claims[i].evidence), QUOTED), heads[claims[i].report_id].language)
        for matter_id, i in claim_ids.items()
        if i in claims and claims[i].report_id in heads
    }


def _counted(ask: Ask, part: MatterPart, matter: Matter) -> MatterPart:
    """The part with all reports that tell of it, where not all of its claims were looked at."""
    if len(matter.claim_ids) <= CLAIMS_READ:
        return part
    return dataclasses.replace(part, reports=ask.view.overview.reports_telling(matter.id))


def _in_words(ask: Ask, part: MatterPart, matter: Matter, quote: tuple[str, str]) -> MatterPart:
    """The part with its title, figures and reasons in the interface language, and the words that it may need."""
    words = ask.words
    counts = {a.origin_id: words.range(a.count.low, a.count.high) for a in matter.accounts if a.count}
    said_by = tuple(dataclasses.replace(s, figure=counts.get(s.origin_id, "")) for s in part.said_by)
    what, sure = matter_title(ask, matter), reasons_text(ask, matter.reasons)
    figure = figure_words(matter, words)
    return dataclasses.replace(part, said_by=said_by, figure=figure, what=what, sure=sure, words=quote[0], language=quote[1])


def figure_words(matter: Matter, words: Words) -> str:
    """The best figure, with the range when it is wider; "" when nothing is counted."""
    estimate = matter.estimate
    return bounds_words(estimate.low, estimate.best, estimate.high, words) if estimate else ""


def bounds_words(low: int, best: int, high: int | None, words: Words) -> str:
    """The three bounds of an estimate in the language of the interface."""
    if low == best and high in (None, best):
        return words.range(best, high)
    return f"{words.number(best)} ({words.range(low, high)})"


def claim_parts(ask: Ask, claims: Sequence[Claim], accounts: Iterable[Account] = ()) -> list[ClaimPart]:
    """Claims with their words, in the given order."""
    linked = ask.view.linked_of([c.id for c in claims])
    echoes = {e for a in accounts for e in a.echo_ids}
    name_ahead(ask.lookup, ask.view, linked.values())
    load_ahead(ask.lookup, ask.view, [c.report_id for c in claims])
    kinds, judged = event_kinds(ask), ask.index.judged
    return [_claim_part(ask, c, linked.get(c.id), kinds.get(c.event, "words"), c.id in echoes, judged.of(c.id)) for c in claims]


def _claim_part(ask: Ask, claim: Claim, link: Linked | None, kind: str, echo: bool, judged: tuple[Judgement, ...]) -> ClaimPart:  # noqa: PLR0913
    report = ask.lookup.reports[claim.report_id]
    start, end = _around(report.text, claim.span)
    origin = ask.lookup.origins.get(link.origin_id) if link and link.origin_id else None
    shape = claim_shape(claim, link, ask.lookup)
    source = ask.lookup.source(claim, link)
    return ClaimPart(
        shape=shape,
        report_id=report.id,
        outlet=ask.lookup.outlet(report.id),
        language=report.language,
        kind=kind,
        before=("…" if start else "") + report.text[start : claim.span.start],
        words=claim.span.of(report.text),
        after=report.text[claim.span.end : end] + ("…" if end < len(report.text) else ""),
        source="" if source == OUTLET else source,
        origin=origin.name if origin else "",
        origin_id=origin.id if origin else "",
        side=origin.side if origin else "",
        weak=bool(origin and origin.weak),
        echo=echo,
        judgements=judged,
    )


def _around(text: str, span: Span) -> tuple[int, int]:
    """The bounds of what is quoted around a span: whole words, as far as there are spaces to cut at."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    if start:
        start = next((n for n in range(start, span.start) if text[n - 1].isspace()), start)
    if end < len(text):
        end = next((n for n in range(end, span.end, -1) if text[n].isspace()), end)
    return start, end


def judgement_shape(ask: Ask, judgement: Judgement) -> Shape:
    """A decision as data; on public desks without who made it."""
    return {
        "id": judgement.id,
        "record": judgement.record_id,
        "action": judgement.action,
        "value": value_of(judgement),
        "by": "" if ask.settings.public else judgement.by,
        "at": judgement.at.isoformat(timespec="seconds"),
        "why": judgement.why,
        "hash": judgement.hash,
    }


def matter_row(part: MatterPart, matter: Matter) -> Shape:
    """A matter as one row of data."""
    when = matter.when
    return {
        "id": part.id,
        "story": matter.story_id,
        "event": matter.event,
        "what": matter.what,
        "subject": matter.group or None,
        "standing": part.standing,
        "figure": figure(matter),
        "low": matter.estimate.low if matter.estimate else None,
        "best": matter.estimate.best if matter.estimate else None,
        "high": matter.estimate.high if matter.estimate else None,
        "from": when.start.isoformat() if when and when.start else None,
        "to": when.end.isoformat() if when and when.end else None,
        "origins": [s.name for s in part.said_by],
        "denied_by": list(part.denied_by),
        "reasons": "; ".join(matter.reasons),
        "reports": part.reports,
        "echoes": part.echoes,
    }


def counted(values: Iterable[str]) -> list[tuple[str, int]]:
    """Values with how often they occur, the most frequent first."""
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return sorted(found.items(), key=lambda kv: (-kv[1], kv[0]))


def context(**values: Any) -> dict[str, Any]:
    """Values for a template."""
    return values
