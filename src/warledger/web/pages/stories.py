"""Stories, and one story: who says what, who is silent, who follows whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from warledger.export.brief import MatterPart
from warledger.export.shapes import Shape, story_shape
from warledger.export.words import shorten
from warledger.model import STANDINGS, Matter, Report, Story
from warledger.store import Head, Page
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.drawing.periods import Periods, Stretch, draw_periods
from warledger.web.drawing.ranges import Bar, Chart, draw
from warledger.web.names import load_ahead
from warledger.web.pages.common import counted, cut, matter_parts, matter_row, one
from warledger.web.pages.lineage import lineage_context
from warledger.web.pages.now import REPORTS_LOOKED_AT, story_heads
from warledger.web.wording import matter_title, period_words

COLUMNS = 9
CELLS = 40
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
            **lineage_context(ask, reports, found),
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
