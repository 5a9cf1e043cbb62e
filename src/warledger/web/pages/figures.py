"""Figures: what was counted, by place, group, side and period, as ranges and never averaged."""

from __future__ import annotations

from datetime import date

from warledger.export.shapes import Shape
from warledger.model import Count, Matter, Period
from warledger.store import Page
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.drawing.ranges import Bar, draw
from warledger.web.wording import matter_title

KINDS = {
    "killed": ("killed",),
    "injured": ("injured",),
    "displaced": ("displacement",),
    "detained": ("detention", "abduction"),
    "surrendered": ("surrender",),
}
GROUPINGS = ("place", "group", "side", "period")
MOST = 20_000
ROWS = 80


def figures(ask: Ask) -> Answer:
    """Every counted matter of one kind as a range on one scale; nothing is added up, nothing averaged."""
    kind = ask.choice("what", KINDS) or "killed"
    by = ask.choice("by", GROUPINGS) or "place"
    group, place = ask.text("group"), ask.text("place")
    since, until = ask.day("from"), ask.day("to")
    found = [m for event in KINDS[kind] for m in ask.view.matters(Page(MOST), event=event) if m.estimate]
    kept = [m for m in found if _fits(ask, m, group, place, since, until)]
    bars = sorted((b for m in kept for b in _bars(ask, m, by)), key=lambda b: (b.group, -(b.best or b.low or b.high or 0), b.label))
    start = (ask.page_number - 1) * ROWS
    shown = bars[start : start + ROWS]
    context = {
        "kinds": tuple(KINDS),
        "kind": kind,
        "by": by,
        "groupings": GROUPINGS,
        "groups": sorted({m.group for m in found if m.group}),
        "group": group,
        "place": place,
        "place_name": ask.lookup.name(place),
        "chart": draw(shown, ask.words) if shown else None,
        "counts": {k: sum(ask.index.census.figures.get(e, 0) for e in events) for k, events in KINDS.items()},
    }
    return Answer("figures.html", "Figures", context, [_row(b) for b in bars], None, len(bars) > start + ROWS)


def _fits(ask: Ask, matter: Matter, group: str, place: str, since: date | None, until: date | None) -> bool:  # noqa: PLR0913
    if group and not (matter.group in ask.ontology.groups and group in ask.ontology.groups and ask.ontology.includes(group, matter.group)):
        return False
    if place and not any(p == place or (r and r.within(place)) for p, r in ((i, ask.lookup.places.get(i)) for i in matter.place_ids)):
        return False
    asked = Period(since, until) if since is None or until is None or since <= until else Period(until, since)
    return (since is None and until is None) or (matter.when is not None and matter.when.overlaps(asked))


def _bars(ask: Ask, matter: Matter, by: str) -> list[Bar]:
    """One bar a matter; by side, one an account, since a side is a matter of who speaks."""
    if by == "side":
        return [b for a in matter.accounts if a.count for b in (_account_bar(ask, matter, a.origin_id, a.count),)]
    estimate = matter.estimate
    if estimate is None:
        return []
    return [
        Bar(
            label=matter_title(ask, matter),
            low=estimate.low,
            high=estimate.high,
            best=estimate.best,
            group=_group(ask, matter, by),
            group_id="",
            standing=matter.standing,
            claim_id=matter.id,
        )
    ]


def _account_bar(ask: Ask, matter: Matter, origin_id: str, count: Count) -> Bar:
    origin = ask.lookup.origins.get(origin_id)
    side = origin.side if origin else ""
    name = origin.name if origin else ask.words.t("outlets in their own voice")
    return Bar(
        label=f"{name}: {matter_title(ask, matter)}",
        low=count.low,
        high=count.high,
        group=side or ask.words.t("no side known"),
        side=side,
        side_class=side_class(side, ask),
        standing=matter.standing,
        claim_id=matter.id,
    )


def _group(ask: Ask, matter: Matter, by: str) -> str:
    if by == "group":
        return ask.words.t(_group_label(ask, matter.group)) if matter.group else ask.words.t("not said who")
    if by == "period":
        when = matter.when
        return ask.words.t("day unknown") if when is None else f"{when.start or '…'} – {when.end or '…'}"
    return next(iter(ask.lookup.names(matter.place_ids)), ask.words.t("no place named"))


def _group_label(ask: Ask, code: str) -> str:
    return ask.ontology.groups[code].label if code in ask.ontology.groups else code


def _row(bar: Bar) -> Shape:
    return {
        "heading": bar.group,
        "what": bar.label,
        "low": bar.low,
        "best": bar.best,
        "high": bar.high,
        "side": bar.side,
        "standing": bar.standing,
        "matter": bar.claim_id,
    }
