"""Now: the brief as a page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from warledger.export.brief import MatterPart
from warledger.export.lookup import short_name
from warledger.export.shapes import Shape
from warledger.model import DayOf, Matter, Story
from warledger.store import Head, Page
from warledger.web.ask import Answer, Ask, moment
from warledger.web.pages.changes import latest_changes
from warledger.web.pages.common import matter_parts, matter_row

MATTERS_SHOWN = 6
STORIES_SHOWN, MOST_STORIES = 8, 12
REPORTS_LOOKED_AT = 100
"""Reports of one story that a list looks at, so that one of thousands costs no more than others."""
CONTROL_SHOWN = 15
CHANGES_SHOWN = 12


def now(ask: Ask) -> Answer:
    """What is known: the latest stories by day, each with its strongest and its contested matters."""
    per = ask.number("per", STORIES_SHOWN, MOST_STORIES)
    since = moment(ask.text("since") or ask.seen)
    found = ask.view.stories(Page(per + 1, (ask.page_number - 1) * per))
    heads = ask.view.overview.heads(r for s in found[:per] for r in s.report_ids[:REPORTS_LOOKED_AT])
    stories = _stories(ask, found[:per], heads)
    fresh = _fresh(ask, heads, since) if since else frozenset()
    changes, changed = latest_changes(ask, since, CHANGES_SHOWN) if since else ([], 0)
    days: dict[date | None, list[Shape]] = {}
    for story in stories:
        days.setdefault(story["on"], []).append(story)
    rows = [{"story_title": s["title"], **r} for s in stories for r in s["rows"]]
    return Answer(
        "now.html",
        "Now",
        {
            "counts": ask.index.counts,
            "days": days,
            "unreconciled": ask.index.unreconciled,
            "standings": ask.index.standings,
            "since": since,
            "fresh": fresh,
            "changes": changes,
            "changed": changed,
            "decided": ask.index.judged.since(since) if since else 0,
            "control": _latest_control(ask),
            "languages_read": _languages(stories),
        },
        rows,
        None,
        len(found) > per,
        page_only=True,
    )


def _fresh(ask: Ask, heads: Mapping[str, Head], since: datetime) -> frozenset[str]:
    """Reports of these stories that were captured after someone looked last."""
    new = ask.view.overview.captured_after((h.page_id for h in heads.values()), since)
    return frozenset(h.id for h in heads.values() if h.page_id in new)


def _languages(stories: list[Shape]) -> list[str]:
    return sorted({r["language"] for s in stories for r in s["reports"]})


def _stories(ask: Ask, stories: list[Story], heads: Mapping[str, Head]) -> list[Shape]:
    """Stories with their strongest and their contested matters."""
    standings = ask.view.overview.standings_in(s.id for s in stories)
    shown = {s.id: _shown(ask, s, standings.get(s.id, {}).get("contested", 0)) for s in stories}
    everything = [m for matters in shown.values() for m in matters]
    parts = {p.id: p for p in matter_parts(ask, everything)}
    numbers = {s.id: sum(standings.get(s.id, {}).values()) for s in stories}
    return [_story(ask, s, shown[s.id], parts, numbers[s.id]) | {"reports": story_heads(ask, s, heads)} for s in stories]


def _shown(ask: Ask, story: Story, contested: int) -> list[Matter]:
    """The matters of a story that are shown: neither the strongest nor the contested may push the other off the page."""
    kept = min(contested, MATTERS_SHOWN // 2)
    strongest = ask.view.matters(Page(MATTERS_SHOWN), story_id=story.id)  # contested ones come last
    others = [m for m in strongest if m.standing != "contested"][: MATTERS_SHOWN - kept]
    return others + (ask.view.matters(Page(MATTERS_SHOWN - len(others)), story_id=story.id, standing="contested") if contested else [])


def _story(ask: Ask, story: Story, shown: list[Matter], parts: Mapping[str, MatterPart], number: int) -> Shape:
    by_standing: dict[str, list[MatterPart]] = {}
    for matter in shown:
        by_standing.setdefault(matter.standing, []).append(parts[matter.id])
    return {
        "id": story.id,
        "title": story.title,
        "on": story.on,
        "places": list(dict.fromkeys(ask.lookup.names(story.place_ids[:12])))[:4],
        "matters": by_standing,
        "more": number - len(shown),
        "rows": [matter_row(parts[m.id], m) for m in shown],
        "number": len(story.report_ids),
    }


def story_heads(ask: Ask, story: Story, heads: Mapping[str, Head]) -> list[Shape]:
    """What lists show of the reports of a story, by day, without their texts."""
    return report_heads(ask, {i: heads[i] for i in story.report_ids if i in heads})


def report_heads(ask: Ask, heads: Mapping[str, Head]) -> list[Shape]:
    """What lists show of reports, by day, without their texts."""
    days = ask.view.days_of(heads)
    found = [_head(ask, head, days.get(i)) for i, head in heads.items()]
    return sorted(found, key=lambda r: (str(r["on"] or "9999"), str(r["name"])))


def _head(ask: Ask, head: Head, day: DayOf | None) -> Shape:
    on = day.on if day else date.fromisoformat(head.published_on) if head.published_on else None
    return {
        "id": head.id,
        "name": head.name,
        "title": head.title,
        "outlet": (ask.lookup.outlets.name_of(head.outlet) if head.outlet else "") or short_name(head.name),
        "language": head.language,
        "on": on,
        "inferred": bool(day and day.inferred),
        "reason": day.reason if day else "",
    }


def _latest_control(ask: Ask) -> list[Shape]:
    """The latest word on places that were spoken of themselves."""
    ordered = ask.view.overview.control_at(None, Page(CONTROL_SHOWN), own=True)
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
        for k in ordered
    ]
