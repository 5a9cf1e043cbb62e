"""Review: what most deserves a second look, one at a time; and the history of all decisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from warledger.model import Claim, Matter
from warledger.store import Page
from warledger.store.summed import WEIGHTS, SecondLook
from warledger.web.ask import Answer, Ask
from warledger.web.judged import Judged
from warledger.web.judging import page_of
from warledger.web.pages.common import claim_parts, judgement_shape, matter_parts, window

DISAGREE = "reviewers disagree"

FETCHED = 200
"""Rows of the queue that are looked at in one go for the next that is open."""


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
    looks = _second(ask) if mode == "second" else _first(ask)
    asked = ask.number("skip", 1, 1_000_000) - 1 if ask.text("skip") else 0
    waiting = len(looks) if isinstance(looks, list) else max(0, ask.view.overview.looks_waiting() - _seen(ask))
    skip = min(asked, max(waiting - 1, 0)) if ask.form == "html" else asked + ask.start
    taken = list(islice(looks, skip, skip + (ask.per + 1 if ask.form != "html" else 1)))
    more = ask.form != "html" and len(taken) > ask.per
    item = _item(ask, taken[0]) if taken and ask.form == "html" else None
    context = {
        "mode": mode,
        "item": item,
        "skip": skip,
        "waiting": waiting,
        "claim": claim_parts(ask, [item.claim])[0] if item else None,
        "part": matter_parts(ask, [item.matter])[0] if item and item.matter else None,
        "agreement": agreement(ask.index.judged),
    }
    rows = [{"claim": i.claim_id, "score": i.score, "reasons": list(i.reasons), "matter": i.matter_id or None} for i in taken[: ask.per]]
    return Answer("review.html", "Review", context, rows, None, more)


def _item(ask: Ask, look: SecondLook) -> Item | None:
    claim = ask.view.claim(look.claim_id)
    matter = ask.view.matter(look.matter_id) if look.matter_id else None
    return Item(claim, matter, look.score, look.reasons) if claim else None


def _first(ask: Ask) -> Iterator[SecondLook]:
    """Claims that nobody has decided on, the one most worth a look first; read as far as is asked for."""
    judged, at = ask.index.judged, 0
    while stretch := ask.view.overview.second_looks(Page(FETCHED, at)):
        yield from (look for look in stretch if not judged.of(look.claim_id))
        at += FETCHED


def _seen(ask: Ask) -> int:
    """How many claims of the queue were decided on."""
    return len(ask.view.overview.second_looks_of(r for r, made in ask.index.judged.by_record.items() if made and r.startswith("cl-")))


def _second(ask: Ask) -> list[SecondLook]:
    """Claims that others decided on and who asks did not: those on which people disagree first."""
    judged = ask.index.judged
    open_ = [r for r, made in judged.by_record.items() if r.startswith("cl-") and made and ask.by not in {j.by for j in made}]
    known = ask.view.overview.second_looks_of(open_)
    found = []
    for claim_id in open_:
        look = known.get(claim_id, SecondLook(claim_id, 0.0, (), ""))
        if len({j.action for j in judged.of(claim_id)}) > 1:
            look = replace(look, score=round(look.score + WEIGHTS[DISAGREE], 3), reasons=(*look.reasons, DISAGREE))
        found.append(look)
    return sorted(found, key=lambda k: (-k.score, k.claim_id))


def agreement(judged: Judged) -> dict[str, int]:
    """Of the records that two people or more decided, on how many they agree."""
    both = []
    for made in judged.by_record.values():
        said = {j.by: j.action for j in made if j.action in ("accept", "reject")}
        if len(said) > 1:
            both.append(set(said.values()))
    return {"both": len(both), "agree": sum(len(b) == 1 for b in both)}


def history(ask: Ask) -> Answer:
    """Every decision, the latest first, with undo; whether the chain is whole."""
    judged = ask.index.judged
    everything, undone = judged.everything, judged.undone
    record, person = ask.text("record"), ask.text("by")
    kept = [j for j in reversed(everything) if (not record or j.record_id == record) and (not person or j.by == person)]
    shown, more = window(kept, ask)
    context = {
        "rows": [(judgement_shape(ask, j), j.id in undone, page_of(j.record_id)) for j in shown],
        "faults": judged.faults,
        "people": Counter(j.by for j in everything).most_common(50),
        "total": len(everything),
        "record": record,
        "person": person,
    }
    return Answer("history.html", "History", context, [judgement_shape(ask, j) | {"undone": j.id in undone} for j in shown], None, more)
