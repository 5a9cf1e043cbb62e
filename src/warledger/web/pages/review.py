"""Review: what most deserves a second look, one at a time; and the history of all decisions."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from warledger.model import Claim, Judgement, Linked, Matter
from warledger.store import Page
from warledger.store.judgements import check_chain
from warledger.web.ask import Answer, Ask
from warledger.web.judging import page_of, undone_ids
from warledger.web.pages.common import claim_parts, judgement_shape, matter_parts, standing_judgements, window

SCANNED = 1000
"""Claims that are weighed for one queue: the rest wait until these are decided."""

WEIGHTS = {
    "low confidence": 2.0,
    "anonymous origin": 1.0,
    "source not recognised": 1.2,
    "figures conflict": 1.6,
    "contested": 0.8,
    "decides a bound": 0.7,
    "reviewers disagree": 3.0,
}


@dataclass(frozen=True, slots=True)
class Item:
    """One claim in the queue with why it is there."""

    claim: Claim
    matter: Matter | None
    score: float
    reasons: tuple[str, ...]


def review(ask: Ask) -> Answer:
    """The queue by value of a second look; `skip` passes over, `mode=second` gives what others decided."""
    mode = ask.choice("mode", ("first", "second")) or "first"
    decided = standing_judgements(ask)
    items = [i for i in queue(ask, decided) if _is_open(decided.get(i.claim.id, ()), mode, ask.by)]
    skip = min(ask.number("skip", 1, 1_000_000) - 1 if ask.text("skip") else 0, max(len(items) - 1, 0))
    item = items[skip] if items else None
    context = {
        "mode": mode,
        "item": item,
        "skip": skip,
        "waiting": len(items),
        "claim": claim_parts(ask, [item.claim])[0] if item else None,
        "part": matter_parts(ask, [item.matter])[0] if item and item.matter else None,
        "agreement": agreement(ask.view.judgements()),
    }
    rows = [{"claim": i.claim.id, "score": i.score, "reasons": list(i.reasons), "matter": i.matter.id if i.matter else None} for i in items]
    return Answer("review.html", "Review", context, rows[:5000])


def _is_open(judgements: tuple[Judgement, ...], mode: str, by: str) -> bool:
    """Whether a claim still waits: for anyone, or for a second person."""
    people = {j.by for j in judgements}
    return not people if mode == "first" else bool(people) and by not in people


def queue(ask: Ask, decided: dict[str, tuple[Judgement, ...]]) -> list[Item]:
    """Claims by how much a second look is worth, the most first."""
    claims = ask.view.claims(Page(SCANNED))
    linked = ask.view.linked_of([c.id for c in claims])
    matter_of = {c: m for m in ask.view.matters(Page(SCANNED)) for c in m.claim_ids}
    items = [_item(ask, c, linked.get(c.id), matter_of.get(c.id), decided.get(c.id, ())) for c in claims]
    return sorted((i for i in items if i.score > 0), key=lambda i: (-i.score, i.claim.id))


def _item(ask: Ask, claim: Claim, link: Linked | None, matter: Matter | None, decided: tuple[Judgement, ...]) -> Item:
    reasons = [*_claim_reasons(ask, claim, link), *(_matter_reasons(matter, claim, link) if matter else ())]
    if len({j.action for j in decided}) > 1:
        reasons.append("reviewers disagree")
    score = sum(WEIGHTS[r] for r in reasons) + (1 - claim.prob)
    return Item(claim, matter, round(score, 3), tuple(reasons))


def _claim_reasons(ask: Ask, claim: Claim, link: Linked | None) -> list[str]:
    found = ["low confidence"] if claim.prob < 0.5 else []
    origin = ask.lookup.origins.get(link.origin_id) if link and link.origin_id else None
    if origin and origin.weak:
        found.append("anonymous origin")
    if claim.source and (link is None or not link.origin_id):
        found.append("source not recognised")
    return found


def _matter_reasons(matter: Matter, claim: Claim, link: Linked | None) -> list[str]:
    found = ["contested"] if matter.standing == "contested" else []
    origin = link.origin_id if link else ""
    if any(r.kind == "conflict" and origin in (r.origin_id, r.other_id) for r in matter.relations):
        found.append("figures conflict")
    estimate = matter.estimate
    if estimate and claim.id in (estimate.low_claim_id, estimate.best_claim_id, estimate.high_claim_id):
        found.append("decides a bound")
    return found


def agreement(judgements: list[Judgement]) -> dict[str, int]:
    """Of the records that two people or more decided, on how many they agree."""
    undone = undone_ids(judgements)
    said: dict[str, dict[str, str]] = {}
    for j in judgements:
        if j.action in ("accept", "reject") and j.id not in undone:
            said.setdefault(j.record_id, {})[j.by] = j.action
    both = [set(by.values()) for by in said.values() if len(by) > 1]
    return {"both": len(both), "agree": sum(len(b) == 1 for b in both)}


def history(ask: Ask) -> Answer:
    """Every decision, the latest first, with undo; whether the chain is whole."""
    everything = ask.view.judgements()
    record, person = ask.text("record"), ask.text("by")
    kept = [j for j in reversed(everything) if (not record or j.record_id == record) and (not person or j.by == person)]
    shown, more = window(kept, ask)
    undone = undone_ids(everything)
    context = {
        "rows": [(judgement_shape(ask, j), j.id in undone, page_of(j.record_id)) for j in shown],
        "faults": list(check_chain(everything)),
        "people": Counter(j.by for j in everything).most_common(50),
        "total": len(everything),
        "record": record,
        "person": person,
    }
    return Answer("history.html", "History", context, [judgement_shape(ask, j) | {"undone": j.id in undone} for j in shown], None, more)
