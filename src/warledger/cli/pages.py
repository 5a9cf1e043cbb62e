"""One record in print, with everything that leads to it.

Takes a hit of a view, prints it. Words of reports are made inert and keep their own direction.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from warledger.cli.brief import day_text, matter_lines
from warledger.export.brief import matter_part
from warledger.export.lineage import Lineage, lineage_of
from warledger.export.lookup import Lookup
from warledger.export.shapes import account_count, claim_shape
from warledger.export.words import inert, isolate, shorten
from warledger.model import Claim, Entity, Judgement, Linked, Matter, Origin, Place, Report, Span, Story
from warledger.store import Hit, View
from warledger.store.codec import to_plain
from warledger.store.judgements import in_force, value_of

AROUND = 240
"""Characters of the report shown on each side of a claim's words."""
OPEN, CLOSE = "⟦", "⟧"
"""Stand around highlighted words: colour alone would be lost when piped."""
LISTED = 25


def print_record(view: View, lookup: Lookup, hit: Hit, to: Console, *, removed: bool) -> None:
    """Print the record of a hit."""
    record = view.record(hit)
    match record:
        case Report():
            print_report(view, lookup, record, to, removed=removed)
        case Claim():
            print_claim(view, lookup, record, to)
        case Matter():
            print_matter(view, lookup, record, to)
        case Story():
            _heading(to, "story", record.id, record.title)
            places = ", ".join(lookup.names(record.place_ids))
            _fields(to, [("day", day_text(record.on)), ("places", places), ("follows", record.follows), *_reasons(record.reasons)])
            _print_story(view, lookup, record, to)
        case Entity() | Place() | Origin():
            print_named(view, lookup, record, to)
        case _:
            _heading(to, hit.kind, hit.id, "")
            _fields(to, [(k, str(v)) for k, v in to_plain(record).items()])
    print_decisions(view, hit.id, to)


def print_decisions(view: View, record_id: str, to: Console) -> None:
    """What people decided on a record and what is in force of it; nothing where nobody decided."""
    every = view.judgements(record_id=record_id)
    standing = {j.id for j in in_force(every)}
    own = [j for j in every if j.action != "undo"]
    if own:
        to.print(Text("Decisions", "bold"))
        rows = [(j, "" if j.id in standing else "  (taken back)") for j in own]
        _fields(to, [(j.by, f"{decision_text(j)}, {j.at:%Y-%m-%d %H:%M}{f': {j.why}' if j.why else ''}  {j.id}{gone}") for j, gone in rows])


def decision_text(judgement: Judgement) -> str:
    """What a judgement says, in words: "correct count: 12 to 15"."""
    value = dict(value_of(judgement))
    field = value.pop("field", "")
    low, high = value.pop("low", None), value.pop("high", None)
    told = [f"{v}" if k == "value" else f"{k} {', '.join(v) if isinstance(v, list) else v}" for k, v in value.items()]
    if (low, high) != (None, None):
        told.insert(0, f"{low}" if low == high else f"{'…' if low is None else low} to {'…' if high is None else high}")
    return " ".join([judgement.action, *([f"{field}:"] if field else []), *told])


def print_claim(view: View, lookup: Lookup, claim: Claim, to: Console) -> None:
    """A claim: its words in the report, its fields, its way to an origin, its matters and echoes."""
    report, link = lookup.reports[claim.report_id], view.linked_of([claim.id]).get(claim.id)
    shape = claim_shape(claim, link, lookup)
    _heading(to, "claim", claim.id, f"{claim.event}, {claim.stance}")
    to.print(Padding(in_context(report, [claim.span], claim.span), (1, 0, 1, 2)))
    when = " to ".join(w or "…" for w in shape["when"]) if shape["when"] else "unknown"
    _fields(to, [
        ("report", f"{report.name} ({report.language}, {_published(lookup, report)})  {report.id}"),
        ("characters", f"{shape['start']} to {shape['end']} of the captured text"),
        ("count", f"{account_text(claim)}"), ("subject", shape["subject"] or ""), ("actor", _named(shape, "actor")),
        ("target", _named(shape, "target")),
        ("place", _named(shape, "place") + (f" ({link.place_basis})" if link and link.place_basis else "")),
        ("when", when + (f" ({link.when_basis})" if link and link.when_basis else "")),
        ("sha-256", report.sha256), ("read by", f"{claim.reader}, {claim.prob:.0%} sure"),
    ])  # fmt: skip
    to.print(Text("Origin", "bold"))
    _fields(to, origin_chain(claim, link, lookup))
    for matter in view.matters(claim_id=claim.id):
        to.print(Text("Matter", "bold"))
        for line in matter_lines(matter_part(view, lookup, matter)):
            to.print(line)
        _print_echoes(view, lookup, claim, matter, to)


def print_matter(view: View, lookup: Lookup, matter: Matter, to: Console) -> None:
    """A matter: its standing and why, its accounts with their revisions, every claim with its words."""
    _heading(to, "matter", matter.id, "")
    for line in matter_lines(matter_part(view, lookup, matter)):
        to.print(line)
    if matter.estimate:
        e = matter.estimate
        bounds = [("low", e.low, e.low_claim_id), ("best", e.best, e.best_claim_id), ("high", e.high, e.high_claim_id)]
        _fields(to, [(name, f"{'open' if n is None else f'{n:,}'}  {claim}") for name, n, claim in bounds] + [("rule", e.rule)])
    for account in matter.accounts:
        figures = [f"{c.text or c.point}{_said_on(view, lookup, i)} ({i})" for i, c in account.superseded]
        revised = f"{_said_on(view, lookup, account.count_claim_id)}, before: {', '.join(figures)}" if figures else ""
        label = lookup.name(account.origin_id) or "outlets' own voice"
        _fields(to, [("account", f"{label}: {account.stance} {account_count(account)}".rstrip() + revised)])
    for relation in matter.relations:
        between = f"{lookup.name(relation.origin_id)} / {lookup.name(relation.other_id)}: {relation.kind}"
        _fields(to, [("relation", between + (f", {relation.reason}" if relation.reason else ""))])
    for pair in view.incomparable(matter_id=matter.id)[:LISTED]:
        other = pair.other_id if pair.matter_id == matter.id else pair.matter_id
        _fields(to, [("not with", f"{other}: {pair.detail or pair.reason}")])
    to.print(Text("Claims", "bold"))
    echoes = {e for a in matter.accounts for e in a.echo_ids}
    _claims(view, lookup, view.claims_of(matter.claim_ids), to, echoes)


def _said_on(view: View, lookup: Lookup, claim_id: str) -> str:
    """The day on which a figure was given, in words."""
    claim = view.claim(claim_id) if claim_id else None
    on = lookup.published(claim.report_id)[0] if claim else None
    return f" on {on.day} {on:%b %Y}" if on else ""


def print_report(view: View, lookup: Lookup, report: Report, to: Console, *, removed: bool) -> None:
    """A report: what is known of it, its text with the claims marked, or what was removed from it."""
    report, page = lookup.outlets.named(report), view.page(report.page_id)
    _heading(to, "report", report.id, report.title)
    _fields(to, [
        ("name", report.name), ("outlet", report.outlet), ("byline", report.byline), ("wire", report.credit),
        ("dateline", report.dateline), ("language", report.language),
        ("published", _published(lookup, report) + _hour(report.published_at)), ("changed", _moment(report.modified_at)),
        ("url", report.url), ("captured", _moment(page.captured_at) if page else ""), ("sha-256", report.sha256),
        ("removed", f"{len(report.removed)} stretches: --removed shows them" if report.removed and not removed else ""),
    ])  # fmt: skip
    if removed:
        for cut in report.removed:
            to.print(Padding(Text(f"{cut.reason}: ", "dim").append(isolate(cut.span.of(report.captured))), (0, 0, 0, 2)))
        if not report.removed:
            to.print("  nothing was removed")
        return
    claims = view.claims(report_id=report.id)
    to.print(Padding(marked(report.text, [c.span for c in claims], Span(0, len(report.text)) if report.text else None), (1, 0, 1, 2)))
    _claims(view, lookup, claims, to, set())
    _print_lineage(lineage_of(view, lookup, report), to)


def _print_lineage(lineage: Lineage, to: Console) -> None:
    """Whom a report follows, who follows it, and what the follower added, dropped or changed."""
    ties = [("follows", lineage.first)] if lineage.first else []
    for label, tie in (*ties, *(("followed by", f) for f in lineage.followers[:LISTED])):
        _fields(to, [(label, f"{tie.report.name}  {tie.report.id}  {tie.echo.kind}: {'; '.join(tie.echo.reasons)}")])
        update = tie.update
        whole = update.kept + len(update.changed) + len(update.dropped)
        _fields(to, [("", f"keeps {update.kept:,} of {whole:,} claim{'' if whole == 1 else 's'}")])
        for one in update.changed[:LISTED]:
            _fields(to, [("", f"changed {', '.join(one.fields)}: {_in_short(one.before)} became {_in_short(one.after)}  {one.after.id}")])
        for name, part in (("added", update.added), ("dropped", update.dropped)):
            _fields(to, [("", f"{name}: {_in_short(claim)}  {claim.id}") for claim in part[:LISTED]])
    if len(lineage.followers) > LISTED:
        _fields(to, [("", f"and {len(lineage.followers) - LISTED:,} more follow it")])


def _in_short(claim: Claim) -> str:
    """Event, stance where it is no plain statement, and figure of a claim."""
    stance = f", {claim.stance}" if claim.stance != "asserts" else ""
    return f"{claim.event}{stance}" + (f" {claim.count.text or claim.count.point}" if claim.count else "")


def print_named(view: View, lookup: Lookup, record: Entity | Place | Origin, to: Console) -> None:
    """An entity, place or origin: its spellings, what it belongs to, where it occurs."""
    _heading(to, {Entity: "entity", Place: "place", Origin: "origin"}[type(record)], record.id, record.name)
    plain = {k: v for k, v in to_plain(record).items() if k not in ("id", "name", "forms")}
    _fields(to, [(k, _value(v, lookup)) for k, v in plain.items()])
    if not isinstance(record, Origin):
        for form in record.forms:
            _fields(to, [("form", f"{form.text} ({form.language}, {form.mentions})")])
    claims = view.claims(origin_id=record.id) if isinstance(record, Origin) else view.claims(place_id=record.id)
    if isinstance(record, Entity):
        claims = view.claims(source_id=record.id)
    if claims:
        to.print(Text("Claims", "bold"))
        _claims(view, lookup, claims, to, set())


def origin_chain(claim: Claim, link: Linked | None, lookup: Lookup) -> list[tuple[str, str]]:
    """From the words of the report to the independent origin, step by step."""
    if claim.source is None:
        return [("source", "none: the outlet says it in its own voice")]
    steps = [("written as", claim.source.text)]
    if claim.speaker:
        steps.append(("speaker", claim.speaker.text))
    if claim.via:
        steps.append(("via", ", ".join(v.text for v in claim.via)))
    if link is not None and link.source_id:
        entity = lookup.entities.get(link.source_id)
        steps.append(("is", f"{lookup.name(link.source_id)}  {link.source_id}"))
        steps += [("because", r) for r in (entity.reasons if entity else ())]
    if link is not None and link.origin_id:
        origin = lookup.origins.get(link.origin_id)
        about = (origin.kind, origin.side, "stands only within its report" if origin.weak else "") if origin else ()
        steps.append(("origin", f"{lookup.name(link.origin_id)} ({', '.join(p for p in about if p)})  {link.origin_id}"))
    return steps


def in_context(report: Report, spans: Iterable[Span], around: Span) -> Text:
    """The words of a span, marked, with some text of the report on each side."""
    start, end = max(0, around.start - AROUND), min(len(report.text), around.end + AROUND)
    text = Text("…" if start else "")
    text.append_text(marked(report.text, spans, Span(start, end)))
    return text.append("…" if end < len(report.text) else "")


def marked(text: str, spans: Iterable[Span], window: Span | None) -> Text:
    """Text of a window with spans highlighted; overlapping ones are marked as one."""
    found = Text()
    if window is None:
        return found
    at = window.start
    for span in merged(spans):
        start, end = max(span.start, at), min(span.end, window.end)
        if start >= end:
            continue
        found.append(_lines(text[at:start])).append(OPEN + _lines(text[start:end]) + CLOSE, "bold reverse")
        at = end
    return found.append(_lines(text[at : window.end]))


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, overlapping ones joined."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return joined


def account_text(claim: Claim) -> str:
    """The figure of a claim with its words and its parts."""
    if claim.count is None:
        return ""
    from warledger.export.shapes import range_text

    parts = [f"of them {i.subject.text} {range_text(i.count.low, i.count.high)}" for i in claim.included]
    return "; ".join([f"{range_text(claim.count.low, claim.count.high)} (“{claim.count.text}”)", *parts])


def _print_echoes(view: View, lookup: Lookup, claim: Claim, matter: Matter, to: Console) -> None:
    account = next((a for a in matter.accounts if claim.id in a.claim_ids), None)
    if account is None or len(account.claim_ids) < 2:
        return
    others = [c for c in view.claims_of(account.claim_ids) if c.id != claim.id]
    to.print(Text("The same origin also in", "bold"))
    _claims(view, lookup, others, to, set(account.echo_ids))


def _print_story(view: View, lookup: Lookup, story: Story, to: Console) -> None:
    for report in (lookup.reports[r] for r in story.report_ids if r in lookup.reports):
        _fields(to, [("report", f"{report.name} ({report.language}, {_published(lookup, report)}) {report.title}  {report.id}")])
        for echo in view.echoes(report_id=report.id):
            _fields(to, [("follows", f"{lookup.reports[echo.of_id].name} ({echo.kind}, {echo.score:.0%}) {'; '.join(echo.reasons)}")])
    for matter in view.matters(story_id=story.id):
        for line in matter_lines(matter_part(view, lookup, matter)):
            to.print(line)


def _claims(view: View, lookup: Lookup, claims: list[Claim], to: Console, echoes: set[str]) -> None:
    linked = view.linked_of(c.id for c in claims[:LISTED])
    for claim in claims[:LISTED]:
        source = isolate(lookup.source(claim, linked.get(claim.id)))
        line = Text(f"{claim.id} ", "dim").append(f"{claim.event} ", "bold")
        line.append(f"{source}, {isolate(lookup.reports[claim.report_id].name)}: ")
        line.append(isolate(shorten(claim.evidence, 200)), "italic").append(" (echo)" if claim.id in echoes else "", "yellow")
        to.print(Padding(line, (0, 0, 0, 2)))
    if len(claims) > LISTED:
        to.print(f"  … and {len(claims) - LISTED:,} more: warledger claims")


def _heading(to: Console, kind: str, record_id: str, title: str) -> None:
    to.print(Text(f"{kind} {record_id}", "bold").append(f"  {isolate(title)}" if title else "", "bold underline"))


def _fields(to: Console, fields: Iterable[tuple[str, str]]) -> None:
    for name, value in fields:
        if value:
            to.print(Padding(Text(f"{name:<12}", "dim").append(isolate(value)), (0, 0, 0, 2)))


def _reasons(reasons: Iterable[str]) -> list[tuple[str, str]]:
    return [("because", r) for r in reasons]


def _moment(at: datetime | None) -> str:
    return f"{day_text(at.astimezone(UTC).date())}{_hour(at)}" if at else ""


def _hour(at: datetime | None) -> str:
    return f", {at.astimezone(UTC):%H:%M} UTC" if at else ""


def _published(lookup: Lookup, report: Report) -> str:
    on, inferred = lookup.published(report.id)
    reason = lookup.days[report.id].reason if inferred else ""
    return day_text(on) + (f", inferred from its story: {reason}" if inferred else "")


def _value(value: object, lookup: Lookup) -> str:
    """A field as text, ids as names."""
    if isinstance(value, list):
        return ", ".join(_value(v, lookup) for v in value)
    return lookup.name(value) if isinstance(value, str) else str(value)


def _named(shape: dict[str, object], role: str) -> str:
    """A name as written, then the canonical one when it differs."""
    names = shape[role] or []
    return " = ".join(names if isinstance(names, list) else [str(names)])


def _lines(text: str) -> str:
    """Text of a report, paragraphs kept, each line inert."""
    return "\n".join(inert_keeping_edges(line) for line in text.split("\n"))


def inert_keeping_edges(line: str) -> str:
    """Inert text that keeps a space at either end, so that pieces of a line can be put side by side."""
    safe = inert(line)
    if not safe:
        return " " if line else ""
    return (" " if line[0].isspace() else "") + safe + (" " if line[-1].isspace() else "")
