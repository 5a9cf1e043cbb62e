"""How the figures of two origins stand to each other within a matter.

Takes accounts, gives relations: agree, revise, include, conflict, incomparable, each with its reason.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.ledger.accounts import Told
from warledger.ledger.compare import Comparer
from warledger.ledger.facts import Fact
from warledger.model import Relation
from warledger.model.reasons import say

MOST = 60
"""Accounts related pair by pair; further ones are related to the first only."""


def relate_accounts(told: Sequence[Told], comparer: Comparer) -> tuple[Relation, ...]:
    """Relations of named origins, by origin ids; revisions of an origin by itself first."""
    named = [t for t in told if t.account.origin_id]
    found = [_revision(t) for t in named if t.account.superseded and t.account.count is not None]
    for at, one in enumerate(named):
        for other in named[at + 1 :] if at < MOST else ():
            found.append(_relation(one, other, comparer))
            if len(named) > MOST and at > 0:
                break
    return tuple(found)


def is_part(inner: Fact, outer: Fact, comparer: Comparer) -> bool:
    """Whether what one fact counts lies inside what the other counts, by group or by place, and does not exceed it.

    "People" where another counts civilians is a looser word for them, not a wider group.
    """
    if inner.count is None or outer.count is None:
        return False
    stated = {inner.group, outer.group} != {"civilians", "people"} and bool(inner.group and outer.group)
    by_group = stated and inner.group != outer.group and comparer.ontology.includes(outer.group, inner.group)
    by_place = not set(inner.places) & set(outer.places) and any(
        (place := comparer.places.get(p)) and set(place.parents) & set(outer.places) for p in inner.places
    )
    if by_group and not by_place:
        return inner.count.point <= (outer.count.high or inner.count.point) and inner.count != outer.count
    return by_place and inner.count.point < outer.count.point


def _revision(told: Told) -> Relation:
    """The relation of an origin with itself."""
    origin_id, count = told.account.origin_id, told.account.count
    earlier = told.account.superseded[-1][1]
    lower = count is not None and count.point < earlier.point
    before, after = earlier.text or earlier.point, (count.text or count.point) if count else ""
    return Relation(origin_id, origin_id, "revise", say("corrected" if lower else "revised", before=before, after=after))


def _relation(one: Told, other: Told, comparer: Comparer) -> Relation:
    """The relation of two origins."""
    a, b = one.account, other.account
    ids = (a.origin_id, b.origin_id)
    if one.supports != other.supports:
        return Relation(*ids, "conflict", say("one-denies"))
    if a.count is None or b.count is None:
        return Relation(*ids, "agree", say("both-say" if one.supports else "both-deny"))
    figures = {f.id: f for t in (one, other) for f in t.facts}
    x, y = figures[a.count_claim_id], figures[b.count_claim_id]
    if is_part(x, y, comparer) or is_part(y, x, comparer):
        return Relation(*ids, "include", say("part"))
    if x.group and y.group and not (comparer.ontology.includes(x.group, y.group) or comparer.ontology.includes(y.group, x.group)):
        return Relation(*ids, "incomparable", "group")
    if a.count.meets(b.count):
        return Relation(*ids, "agree", say("meet"))
    return Relation(*ids, "conflict", say("apart"))
