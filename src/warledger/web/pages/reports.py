"""Reports, and one report: its text as captured with the claims marked in place."""

from __future__ import annotations

from dataclasses import dataclass

from warledger.export.shapes import Shape, report_shape
from warledger.export.words import shorten
from warledger.model import Claim, Report, Span
from warledger.store import Page
from warledger.store.where import Reports
from warledger.web.ask import Answer, Ask
from warledger.web.names import load_ahead
from warledger.web.pages.common import KINDS, ClaimPart, claim_parts, counted, cut, event_kinds, one
from warledger.web.pages.lineage import COMPARED, made_of
from warledger.web.pages.versions import versions, versions_document

ECHOES = 60
"""Reports that follow one report, as its page names them."""
REFUSED = 50
"""Inputs that were refused, as the list of reports names them."""
MOST_TEXT = 400_000
"""Characters of one report that a page shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of captured text under the same claims. `cut` says why it was left out, `starts` which claims begin here."""

    text: str
    kinds: tuple[str, ...] = ()
    claim_ids: tuple[str, ...] = ()
    starts: tuple[int, ...] = ()
    cut: str = ""


def reports(ask: Ask) -> Answer:
    """All reports by name; in one language or of one outlet when asked."""
    where = {k: v for k in ("language", "outlet", "story") if (v := ask.text(k))}
    chosen: Reports = {}
    if ask.text("language"):
        chosen["language"] = ask.text("language")
    if ask.text("outlet"):
        chosen["publisher"] = ask.index.publisher(ask.text("outlet"))
    if ask.text("story"):
        chosen["story_id"] = ask.text("story")
    found, more = cut(ask.view.reports(ask.page, **chosen), ask)
    load_ahead(ask.lookup, ask.view, [r.id for r in found])
    claims = ask.view.overview.claims_in(r.id for r in found)
    rows = [report_shape(r, ask.lookup) | {"claims": claims.get(r.id, 0)} for r in found]
    rejections = ask.view.rejections(Page(REFUSED)) if ask.page_number == 1 and not where else []
    return Answer(
        "reports.html",
        "Reports",
        {"reports": rows, "rejections": rejections, "most": REFUSED, "refused": ask.index.counts["rejections"], "where": where},
        rows,
        None,
        more,
    )


def report(ask: Ask) -> Answer:
    """One report: the words, the claims in them, how it was captured, who echoes it."""
    record = ask.lookup.outlets.named(one(ask.view.report(ask.params["record_id"])))
    claims = ask.view.claims(report_id=record.id)
    parts = claim_parts(ask, claims)
    page = None if ask.settings.public else ask.view.page(record.page_id)
    on, inferred = ask.lookup.published(record.id)
    told = versions(ask, record, claims)
    kinds = event_kinds(ask)
    context = {
        "report": record,
        "pieces": () if ask.settings.public else pieces(record, claims, kinds),
        "claims": parts,
        "page": page,
        "on": on,
        "inferred": inferred,
        "reason": ask.lookup.days[record.id].reason if inferred else "",
        "kinds": _used(parts),
        "follows": [
            (e, _title(ask, e.of_id), made_of(ask.view.claims(report_id=e.of_id), claims))
            for e in ask.view.echoes(Page(ECHOES), report_id=record.id)
        ],
        "followed": [
            (e, _title(ask, e.report_id), made_of(claims, ask.view.claims(report_id=e.report_id)) if n < COMPARED else None)
            for n, e in enumerate(ask.view.echoes(Page(ECHOES), of_id=record.id))
        ],
        "most": ECHOES,
        "stories": ask.view.stories(Page(20), report_id=record.id),
        "issues": ask.view.issues(record_id=record.id),
        "marked": ask.text("claim"),
        "versions": told,
        "numbers": {p.shape["id"]: n for n, p in enumerate(parts, 1)},
        "left_out": max(0, len(record.captured) - MOST_TEXT),
    }
    document = report_shape(record, ask.lookup) | {"claims": [p.shape for p in parts], "versions": versions_document(told)}
    return Answer("report.html", record.title or record.name, context, [p.shape for p in parts], document)


def _title(ask: Ask, report_id: str) -> Shape:
    other = ask.lookup.reports.get(report_id)
    if other is None:
        return {"id": report_id, "title": report_id, "language": "und", "outlet": ""}
    return {"id": other.id, "title": other.title or other.name, "language": other.language, "outlet": other.outlet}


def _used(parts: list[ClaimPart]) -> list[tuple[str, int]]:
    found = dict(counted(p.kind for p in parts))
    return [(k, found[k]) for k in KINDS if k in found]


def pieces(record: Report, claims: list[Claim], kinds: dict[str, str]) -> list[Piece]:
    """The captured text cut at the bounds of claims and of what was left out."""
    end = min(len(record.captured), MOST_TEXT)
    spans = [(record.offsets.to_captured(c.span), c.id, kinds.get(c.event, "words"), n) for n, c in enumerate(claims, 1)]
    cuts = [(r.span, r.reason) for r in record.removed]
    bounds = {0, end, *(b for s, *_ in spans for b in (s.start, s.end)), *(b for s, _ in cuts for b in (s.start, s.end))}
    edges = sorted(b for b in bounds if b <= end)
    return [_piece(record.captured, Span(a, b), spans, cuts) for a, b in zip(edges, edges[1:], strict=False)]


def _piece(text: str, at: Span, spans: list[tuple[Span, str, str, int]], cuts: list[tuple[Span, str]]) -> Piece:
    reason = next((why for span, why in cuts if span.covers(at)), "")
    if reason:
        return Piece(at.of(text), cut=reason)
    over = [(span, claim_id, kind, n) for span, claim_id, kind, n in spans if span.covers(at)]
    return Piece(
        at.of(text),
        tuple(dict.fromkeys(k for _, _, k, _ in over)),
        tuple(i for _, i, _, _ in over),
        tuple(n for span, _, _, n in over if span.start == at.start),
    )


def claim(ask: Ask) -> Answer:
    """One claim with its words and the decisions on it."""
    record = one(ask.view.claim(ask.params["record_id"]))
    part = claim_parts(ask, [record])[0]
    matter = next(iter(ask.view.matters(claim_id=record.id)), None)
    return Answer("claim.html", shorten(ask.index.shown(record.evidence), 80), {"claim": part, "matter": matter}, [part.shape], part.shape)
