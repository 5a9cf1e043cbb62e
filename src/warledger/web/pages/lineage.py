"""Who follows whom among some reports: a forest, what each follower made of the claims, and whose word each tells.

Takes the heads of reports and the matters that they tell of, gives what the pages of a story, a matter and a report show of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from warledger.export.lineage import compare_tellings
from warledger.export.shapes import Shape, count_shape
from warledger.model import Claim, Matter
from warledger.web.ask import Ask, side_class
from warledger.web.drawing.lineage import Body, Graph, Tie, Told, draw_lineage
from warledger.web.pages.common import counted

BODIES = 10
DRAWN = 24
"""Reports of one drawing."""
COMPARED = 40
"""Followers of one page whose claims are held against those of the report that they follow."""
TOLD = 6
"""Claims of a follower that are named as added, as left out, or as changed."""


def lineage_context(ask: Ask, reports: Sequence[Shape], matters: Sequence[Matter]) -> Shape:
    """What a template needs: `tree`, `quoted` and `graph`, and `echoed`, whether any report follows another."""
    tree, ties = _forest(ask, reports), _ties(ask, matters)
    return {"tree": tree, "quoted": _quoted(ask, ties), "graph": _graph(ask, tree, ties), "echoed": any(n["below"] for n in tree)}


def made_of(before: Sequence[Claim], after: Sequence[Claim]) -> Shape:
    """What a follower made of the claims of the report that it follows, in short."""
    update = compare_tellings(before, after)
    changed = [(_short(r.before), _short(r.after), r.fields) for r in update.changed[:TOLD]]
    return {
        "kept": update.kept,
        "whole": update.kept + len(update.changed) + len(update.dropped),
        "changed": changed,
        "added": [_short(c) for c in update.added[:TOLD]],
        "dropped": [_short(c) for c in update.dropped[:TOLD]],
        "more": sum(max(0, len(part) - TOLD) for part in (update.changed, update.added, update.dropped)),
    }


def _short(claim: Claim) -> Shape:
    return {"id": claim.id, "event": claim.event, "stance": claim.stance, "count": count_shape(claim.count)}


def _forest(ask: Ask, reports: Sequence[Shape]) -> list[Shape]:
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
    compared = [i for i in by_id if i in parent][:COMPARED]
    claims = {i: ask.view.claims(report_id=i) for i in dict.fromkeys((*compared, *(parent[i][0] for i in compared)))}
    made = {i: made_of(claims[parent[i][0]], claims[i]) for i in compared}
    return [_branch(r, by_id, parent, made) for r in reports if r["id"] not in parent]


def _above(parent: dict[str, tuple[str, str, float]], start: str, sought: str) -> bool:
    """Whether a report lies on the way up from another: two that echo each other must not make a ring."""
    at: str | None = start
    while at is not None:
        if at == sought:
            return True
        at = parent[at][0] if at in parent else None
    return False


def _branch(report: Shape, by_id: Mapping[str, Shape], parent: Mapping[str, tuple[str, str, float]], made: Mapping[str, Shape]) -> Shape:
    below = [i for i, (of, _, _) in parent.items() if of == report["id"]]
    _, kind, score = parent.get(report["id"], ("", "", 0.0))
    return {
        "report": report,
        "kind": kind,
        "score": round(score * 100),
        "made": made.get(report["id"]),
        "below": [_branch(by_id[i], by_id, parent, made) for i in below],
    }


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
    told = list(_rows(tree))[:DRAWN]
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
