"""Figures: what was counted, by place, group, side and period, as ranges and never averaged."""

from __future__ import annotations

from warledger.export.shapes import Shape
from warledger.model import Count, Matter
from warledger.store import BarFilter
from warledger.store.summed import BarAt
from warledger.web.ask import Answer, Ask, side_class
from warledger.web.drawing.ranges import Bar, draw
from warledger.web.pages.common import cut
from warledger.web.wording import matter_title

KINDS = {
    "killed": ("killed",),
    "injured": ("injured",),
    "displaced": ("displacement",),
    "detained": ("detention", "abduction"),
    "surrendered": ("surrender",),
}
GROUPINGS = ("place", "group", "side", "period")


def figures(ask: Ask) -> Answer:
    """Every counted matter of one kind as a range on one scale; nothing is added up, nothing averaged."""
    kind = ask.choice("what", KINDS) or "killed"
    by = ask.choice("by", GROUPINGS) or "place"
    wanted = _wanted(ask, by, KINDS[kind])
    found, more = cut(ask.view.overview.bars(wanted, ask.page), ask)
    shown = _bars(ask, found, by)
    counted = ask.view.overview.tally("figures") or {}
    context = {
        "kinds": tuple(KINDS),
        "kind": kind,
        "grouping": by,
        "groupings": GROUPINGS,
        "groups": sorted({g for event, g in ask.view.overview.tally("groups") or () if event in KINDS[kind]}),
        "group": ask.text("group"),
        "place": wanted.place_id,
        "place_name": ask.lookup.name(wanted.place_id),
        "chart": draw(shown, ask.words) if shown else None,
        "counts": {k: sum(counted.get(e, 0) for e in events) for k, events in KINDS.items()},
    }
    return Answer("figures.html", "Figures", context, [_row(b) for b in shown], None, more)


def _wanted(ask: Ask, by: str, events: tuple[str, ...]) -> BarFilter:
    """What the address asks for: a group with those in it, a place with what lies in it, a period that is touched."""
    group, since, until = ask.text("group"), ask.day("from"), ask.day("to")
    if since and until and since > until:
        since, until = until, since
    groups = tuple(g for g in ask.ontology.groups if ask.ontology.includes(group, g)) if group in ask.ontology.groups else ()
    return BarFilter(by, events, groups or ((group,) if group else ()), ask.text("place"), str(since or ""), str(until or ""))


def _bars(ask: Ask, found: list[BarAt], by: str) -> list[Bar]:
    """One bar a matter; by side, one an account, since a side is a matter of who speaks."""
    matters = ask.view.matters_of(b.matter_id for b in found)
    if by == "side":
        ask.lookup.origins.update(ask.view.origins_of(b.origin_id for b in found if b.origin_id))
    ask.lookup.places.update(ask.view.places_of(p for m in matters.values() for p in m.place_ids[:1]))
    bars = (_bar(ask, matters[b.matter_id], b, by) for b in found if b.matter_id in matters)
    return [b for b in bars if b]


def _bar(ask: Ask, matter: Matter, at: BarAt, by: str) -> Bar | None:
    if by == "side":
        account = next((a for a in matter.accounts if a.count and a.origin_id == at.origin_id), None)
        return _account_bar(ask, matter, at.origin_id, account.count) if account and account.count else None
    estimate = matter.estimate
    if estimate is None:
        return None
    return Bar(
        label=matter_title(ask, matter),
        low=estimate.low,
        high=estimate.high,
        best=estimate.best,
        group=_group(ask, at.heading, by),
        group_id="",
        standing=matter.standing,
        claim_id=matter.id,
    )


def _account_bar(ask: Ask, matter: Matter, origin_id: str, count: Count) -> Bar:
    origin = ask.lookup.origins.get(origin_id)
    side = origin.side if origin else ""
    name = ask.words.called(origin.name) if origin else ask.words.t("outlets in their own voice")
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


def _group(ask: Ask, heading: str, by: str) -> str:
    """The heading of a group of bars in the words of the interface."""
    if by == "group":
        known = ask.ontology.groups.get(heading)
        return ask.words.t(known.label if known else heading) if heading else ask.words.t("not said who")
    return heading or ask.words.t("day unknown" if by == "period" else "no place named")


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
