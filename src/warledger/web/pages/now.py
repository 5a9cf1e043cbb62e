"""Now: the brief as a page."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from warledger.export.brief import MatterPart
from warledger.export.shapes import Shape
from warledger.model import Control, Story
from warledger.store import Page
from warledger.web.ask import Answer, Ask, moment
from warledger.web.names import load_ahead
from warledger.web.pages.common import matter_parts, matter_row

MATTERS_SHOWN = 6
STORIES_SHOWN = 8


def now(ask: Ask) -> Answer:
    """What is known: the latest stories by day, each with its strongest and its contested matters."""
    per = ask.number("per", STORIES_SHOWN, 100)
    since = moment(ask.text("since") or ask.seen)
    found = ask.view.stories(Page(per + 1, (ask.page_number - 1) * per))
    load_reports(ask, found[:per])
    stories = [_story(ask, s) for s in found[:per]]
    fresh = _fresh(ask, stories, since) if since else frozenset()
    days: dict[date | None, list[Shape]] = {}
    for story in stories:
        days.setdefault(story["on"], []).append(story)
    counts = ask.view.counts()
    rows = [{"story_title": s["title"], **r} for s in stories for r in s["rows"]]
    return Answer(
        "now.html",
        "Now",
        {
            "counts": counts,
            "days": days,
            "unreconciled": ask.view.unreconciled(),
            "standings": ask.index.standings,
            "since": since,
            "fresh": fresh,
            "decided": sum(j.at > since for j in ask.view.judgements()) if since else 0,
            "control": _latest_control(ask),
            "languages_read": _languages(stories),
        },
        rows,
        None,
        len(found) > per,
    )


def _fresh(ask: Ask, stories: list[Shape], since: datetime) -> frozenset[str]:
    """Reports of these stories that were captured after someone looked last."""
    fresh = set()
    for report_id in {r["id"] for s in stories for r in s["reports"]}:
        page = ask.view.page(ask.lookup.reports[report_id].page_id)
        if page and page.captured_at and page.captured_at > since:
            fresh.add(report_id)
    return frozenset(fresh)


def _languages(stories: list[Shape]) -> list[str]:
    return sorted({r["language"] for s in stories for r in s["reports"]})


def _story(ask: Ask, story: Story) -> Shape:
    matters = ask.view.matters(story_id=story.id)
    contested = [m for m in matters if m.standing == "contested"]
    others = [m for m in matters if m.standing != "contested"]
    kept = min(len(contested), MATTERS_SHOWN // 2)
    shown = others[: MATTERS_SHOWN - kept] + contested[: MATTERS_SHOWN - min(len(others), MATTERS_SHOWN - kept)]
    parts = matter_parts(ask, shown)
    by_standing: dict[str, list[MatterPart]] = {}
    for part in parts:
        by_standing.setdefault(part.standing, []).append(part)
    return {
        "id": story.id,
        "title": story.title,
        "on": story.on,
        "places": list(dict.fromkeys(ask.lookup.names(story.place_ids)))[:4],
        "matters": by_standing,
        "more": len(matters) - len(shown),
        "rows": [matter_row(p, m) for p, m in zip(parts, shown, strict=True)],
        "reports": story_reports(ask, story),
    }


def load_reports(ask: Ask, stories: Iterable[Story]) -> None:
    """Read the reports of stories, and their days, at once rather than one by one."""
    load_ahead(ask.lookup, ask.view, [r for s in stories for r in s.report_ids])


def story_reports(ask: Ask, story: Story) -> list[Shape]:
    """The reports of a story by day."""
    found = []
    for report in (ask.lookup.reports[r] for r in story.report_ids if r in ask.lookup.reports):
        on, inferred = ask.lookup.published(report.id)
        found.append(
            {
                "id": report.id,
                "name": report.name,
                "title": report.title,
                "outlet": report.outlet or report.name,
                "language": report.language,
                "on": on,
                "inferred": inferred,
                "reason": ask.lookup.days[report.id].reason if inferred else "",
                "lede": report.text[:280],
            }
        )
    return sorted(found, key=lambda r: (str(r["on"] or "9999"), str(r["name"])))


def _latest_control(ask: Ask) -> list[Shape]:
    """The latest word on places that were spoken of themselves."""
    latest: dict[str, Control] = {}
    for record in ask.view.control(Page(5000)):  # by place and day: the last of a place is its latest
        if not record.inherited_from:
            latest[record.place_id] = record
    ordered = sorted(latest.values(), key=lambda k: (-(k.on.toordinal() if k.on else 0), ask.lookup.name(k.place_id)))
    return [
        {
            "place": ask.lookup.name(k.place_id),
            "holder": k.holder,
            "state": k.state,
            "on": k.on,
            "standing": k.standing,
            "said_by": ask.lookup.names(k.origin_ids),
            "claim": k.claim_ids[0] if k.claim_ids else "",
        }
        for k in ordered[:15]
    ]
