"""Stories, and one story: who says what, who is silent, who follows whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from warledger.export.brief import MatterPart
from warledger.export.shapes import Shape, story_shape
from warledger.export.words import shorten
from warledger.model import STANDINGS, Matter, Report, Story
from warledger.store import Head, Page
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.drawing.lineage import Body, Graph, Tie, Told, draw_lineage
from warledger.web.drawing.periods import Periods, Stretch, draw_periods
from warledger.web.drawing.ranges import Bar, Chart, draw
from warledger.web.names import load_ahead
from warledger.web.pages.common import counted, cut, matter_parts, matter_row, one
from warledger.web.pages.now import REPORTS_LOOKED_AT, story_heads
from warledger.web.wording import matter_title, period_words

COLUMNS = 9
CELLS = 40
BODIES = 10
MATTERS_SHOWN, BESIDE, LEDE = 100, 24, 280
"""Matters and reports of one story on its page, and characters of each report; the rest is a click away."""


def stories(ask: Ask) -> Answer:
    """All stories, the latest day first; of one day or one place when asked."""
    where: dict[str, str] = {}
    if day := ask.day("day"):
        where["day"] = day.isoformat()
    if place := ask.text("place"):
        where["place_id"] = place
    found, more = cut(ask.view.stories(ask.page, **where), ask)
    heads = ask.view.overview.heads(r for s in found for r in s.report_ids[:REPORTS_LOOKED_AT])
    standings = ask.view.overview.standings_in(s.id for s in found)
    rows = [_row(ask, s, heads, standings.get(s.id, {})) for s in found]
    return Answer("stories.html", "Stories", {"stories": rows, "place": ask.lookup.name(place)}, [_flat(r) for r in rows], None, more)


def _row(ask: Ask, story: Story, heads: Mapping[str, Head], standings: Mapping[str, int]) -> Shape:
    return {
        "id": story.id,
        "title": story.title,
        "on": story.on,
        "places": list(dict.fromkeys(ask.lookup.names(story.place_ids[:12])))[:4],
        "reports": story_heads(ask, story, heads),
        "number": len(story.report_ids),
        "matters": sum(standings.values()),
        "standings": [(s, standings[s]) for s in STANDINGS if s in standings],
    }


def _flat(row: Shape) -> Shape:
    return {
        "id": row["id"],
        "title": row["title"],
        "on": row["on"].isoformat() if row["on"] else None,
        "places": row["places"],
        "reports": row["number"],
        "languages": sorted({r["language"] for r in row["reports"]}),
        "matters": row["matters"],
        "standings": [f"{s} {n}" for s, n in row["standings"]],
    }


def story(ask: Ask) -> Answer:
    """One story with its matters, the voices in it and the lineage of its reports."""
    record = one(ask.view.story(ask.params["record_id"]))
    found = ask.view.matters(Page(MATTERS_SHOWN), story_id=record.id)
    number = sum(ask.view.overview.standings_in([record.id]).get(record.id, {}).values())
    parts = matter_parts(ask, found)
    heads = ask.view.overview.heads(record.report_ids[:REPORTS_LOOKED_AT])
    reports = story_heads(ask, record, heads)
    texts = ask.view.reports_of(r["id"] for r in reports[:BESIDE])
    tree, ties = _lineage(ask, reports), _ties(ask, found)
    rows = [matter_row(p, m) for p, m in zip(parts, found, strict=True)]
    told = _document(record, ask)
    document = told | {"matters": rows} if told else None
    return Answer(
        "story.html",
        record.title or record.id,
        {
            "story": record,
            "places": list({ask.lookup.name(p): (p, ask.lookup.name(p)) for p in reversed(record.place_ids)}.values())[::-1][:6],
            "reports": [r | {"lede": _lede(texts[r["id"]])} for r in reports[:BESIDE]],
            "number": len(record.report_ids),
            "spoken": sorted({r["language"] for r in reports}),
            "more": number - len(found),
            "matters_told": number,
            "most": {"matters": MATTERS_SHOWN, "cells": CELLS, "reports": BESIDE, "lineage": REPORTS_LOOKED_AT},
            "groups": _by_standing(parts),
            "charts": figure_charts(ask, found),
            "voices": _voices(ask, found[:CELLS]),
            "periods": period_chart(ask, found),
            "tree": tree,
            "quoted": _quoted(ask, ties),
            "graph": _graph(ask, tree, ties),
        },
        rows,
        document,
    )


def _lede(report: Report) -> str:
    """How a report begins, without the title, which stands above it."""
    text = report.text.lstrip()
    return shorten(text.removeprefix(report.title).lstrip() if report.title else text, LEDE)


def _document(story: Story, ask: Ask) -> Shape | None:
    """The story as data; made only where data is asked for."""
    if ask.form not in ("json", "zip"):
        return None
    load_ahead(ask.lookup, ask.view, story.report_ids)
    return story_shape(story, ask.lookup)


def _by_standing(parts: list[MatterPart]) -> list[tuple[str, list[MatterPart]]]:
    found: dict[str, list[MatterPart]] = {}
    for part in parts:
        found.setdefault(part.standing, []).append(part)
    return list(found.items())


def figure_charts(ask: Ask, matters: list[Matter]) -> Chart | None:
    """The accounts of all matters in which people are counted, on one scale, by origin and side; None when none are.

    Numbers of places or of things are no figure to set beside numbers of people; their matters have them on their own pages.
    """
    bars = [b for m in matters if m.estimate and _counts_people(ask, m) for b in account_bars(ask, m)]
    return draw(bars, ask.words) if bars else None


def _counts_people(ask: Ask, matter: Matter) -> bool:
    event, group = ask.ontology.events.get(matter.event), ask.ontology.groups.get(matter.group)
    return group.people if group else bool(event and event.kind in ("harm", "movement"))


def period_chart(ask: Ask, matters: Sequence[Matter]) -> Periods | None:
    """When matters are said to have happened, the earliest first, those of one period in one row; None when no day is told."""
    of_period: dict[tuple[date, date, bool], list[Matter]] = {}
    for matter in matters:
        if matter.when and matter.when.end:
            start, end = matter.when.start, matter.when.end
            of_period.setdefault((start or end, end, start is None), []).append(matter)
    found = [_stretch(ask, of_period[key]) for key in sorted(of_period)]
    return draw_periods(found, ask.words) if found else None


def _stretch(ask: Ask, matters: Sequence[Matter]) -> Stretch:
    when = one(matters[0].when)
    told = tuple((matter_title(ask, m), m.id, m.standing) for m in matters)
    return Stretch(when.start, one(when.end), period_words(when, ask.words), told)


def account_bars(ask: Ask, matter: Matter) -> list[Bar]:
    """One bar an account that gives a figure."""
    bars = []
    for account in matter.accounts:
        if account.count is None:
            continue
        origin = ask.lookup.origins.get(account.origin_id)
        side = origin.side if origin else ""
        bars.append(
            Bar(
                group=matter_title(ask, matter),
                group_id=matter.id,
                label=origin.name if origin else ask.words.t("outlets in their own voice"),
                low=account.count.low,
                high=account.count.high,
                side=side,
                side_class=side_class(side, ask),
                standing=matter.standing,
                claim_id=account.count_claim_id,
                when=ask.words.day(account.said_on),
                denies=account.stance == "denies",
            )
        )
    return bars


def _voices(ask: Ask, matters: list[Matter]) -> Shape:
    """Who says what: matters by origin; an empty cell is silence. Those that one origin alone speaks of stand apart."""
    heard = counted(a.origin_id for m in matters for a in m.accounts if a.origin_id)
    origins = [(o, ask.lookup.name(o), ask.lookup.origins.get(o)) for o, _ in heard[:COLUMNS]]
    rows: list[tuple[Matter, list[tuple[str, str]]]] = []
    alone: list[tuple[Matter, list[tuple[str, str]]]] = []
    for matter in matters:
        by_origin = {a.origin_id: a for a in matter.accounts}
        cells = []
        for origin_id, _, _ in origins:
            account = by_origin.get(origin_id)
            figure = ask.words.range(account.count.low, account.count.high) if account and account.count else ""
            cells.append((account.stance, figure) if account else ("", ""))
        voices = sum(1 for stance, _ in cells if stance)
        if voices:
            (rows if voices > 1 else alone).append((matter, cells))
    left_out = max(0, len(heard) - COLUMNS)
    return {"origins": [(o, n, r.side if r else "") for o, n, r in origins], "rows": rows, "alone": alone, "left_out": left_out}


def _lineage(ask: Ask, reports: list[Shape]) -> list[Shape]:
    """Reports as a forest: each under the one that it follows most closely."""
    by_id = {r["id"]: r for r in reports}
    parent: dict[str, tuple[str, str, float]] = {}
    followers = ask.view.echoes_of(by_id)
    for report in reports:
        followed = [e for e in followers.get(report["id"], ()) if e.of_id in by_id]
        if followed:
            best = max(followed, key=lambda e: (e.score, e.of_id))
            if not _above(parent, best.of_id, report["id"]):
                parent[report["id"]] = (best.of_id, best.kind, best.score)
    return [_branch(r, by_id, parent) for r in reports if r["id"] not in parent]


def _above(parent: dict[str, tuple[str, str, float]], start: str, sought: str) -> bool:
    """Whether a report lies on the way up from another: two that echo each other must not make a ring."""
    at: str | None = start
    while at is not None:
        if at == sought:
            return True
        at = parent[at][0] if at in parent else None
    return False


def _branch(report: Shape, by_id: dict[str, Shape], parent: dict[str, tuple[str, str, float]]) -> Shape:
    below = [i for i, (of, _, _) in parent.items() if of == report["id"]]
    _, kind, score = parent.get(report["id"], ("", "", 0.0))
    return {"report": report, "kind": kind, "score": round(score * 100), "below": [_branch(by_id[i], by_id, parent) for i in below]}


def _ties(ask: Ask, matters: Sequence[Matter]) -> list[Tie]:
    """Which report tells the word of which origin, each pair once; an echo only where all that it tells of it is one."""
    accounts = [a for m in matters for a in m.accounts if a.origin_id]
    report_of = {i: claim.report_id for i, (claim, _) in ask.view.overview.voices(c for a in accounts for c in a.claim_ids).items()}
    echoed: dict[tuple[str, str], bool] = {}
    for account in accounts:
        for claim_id in account.claim_ids:
            if claim_id in report_of:
                pair = (account.origin_id, report_of[claim_id])
                echoed[pair] = echoed.get(pair, True) and claim_id in account.echo_ids
    return [Tie(origin, report, echo) for (origin, report), echo in echoed.items()]


def _quoted(ask: Ask, ties: Sequence[Tie]) -> Mapping[str, list[tuple[str, str, bool]]]:
    """Origins with their names by the report that tells their word: what the graph draws, as words."""
    found: dict[str, list[tuple[str, str, bool]]] = defaultdict(list)
    for tie in ties:
        found[tie.report_id].append((tie.body_id, ask.lookup.name(tie.body_id), tie.echo))
    return found


def _graph(ask: Ask, tree: Sequence[Shape], ties: Sequence[Tie]) -> Graph | None:
    """Origins and reports with the lines between them; None when no report names a source."""
    heard = [o for o, _ in counted(t.body_id for t in ties)[:BODIES]]
    told = list(_rows(tree))[:BESIDE]
    if not heard or len(told) < 2:
        return None
    order = {t.id: n for n, t in enumerate(told)}
    heard.sort(key=lambda o: min((order[t.report_id] for t in ties if t.body_id == o and t.report_id in order), default=len(order)))
    return draw_lineage([_body(ask, o) for o in heard], told, ties)


def _body(ask: Ask, origin_id: str) -> Body:
    origin = ask.lookup.origins.get(origin_id)
    return Body(origin_id, ask.words.called(ask.lookup.name(origin_id)), side_class(origin.side if origin else "", ask))


def _rows(tree: Sequence[Shape]) -> Iterator[Told]:
    """The reports of a forest, each after the one that it stands under."""
    stack: list[tuple[Shape, int, int | None]] = [(node, 0, None) for node in reversed(tree)]
    at = 0
    while stack:
        node, depth, under = stack.pop()
        report = node["report"]
        yield Told(report["id"], report["outlet"], report["language"], depth, under)
        stack += [(below, depth + 1, at) for below in reversed(node["below"])]
        at += 1
