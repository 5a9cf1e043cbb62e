"""How well a matter is supported, with the reasons in words.

Takes accounts, gives one of the standings and the sentences behind it. Does not look at figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from warledger.ledger.accounts import Told, told_besides_denial
from warledger.ledger.facts import Fact
from warledger.ledger.foes import Foes
from warledger.model import Accusation
from warledger.model.reasons import say


@dataclass(frozen=True, slots=True)
class Verdict:
    """A standing, its reasons, and what it rests on. `best_ids` are origins of the accounts that stand strongest."""

    standing: str
    reasons: tuple[str, ...]
    origin_ids: tuple[str, ...]
    denied_by: tuple[str, ...]
    accusations: tuple[Accusation, ...]


def judge(told: Sequence[Told], foes: Foes, carried: Sequence[Fact] = ()) -> Verdict:
    """The verdict on a matter; `carried` are accusations of other matters that speak of the same event."""
    support = [t for t in told if (t.supports or _blames_another(t)) and t.account.origin_id]
    deniers = [t for t in told if t.account.origin_id and (not t.supports or _still_denies(t) or told_besides_denial(t.facts))]
    accusations = _accusations(told, carried)
    standing, reasons = _support(support, told, foes)
    if deniers:
        reasons.append(say("denied", _names(deniers)))
    blamed = _blamed(told, carried)
    if blamed:
        reasons.append(blamed)
    if blamed or (deniers and _contests(support, deniers, told, accusations)):
        standing = "contested"
    origin_ids = tuple(sorted(t.account.origin_id for t in support))
    return Verdict(standing, tuple(reasons), origin_ids, tuple(sorted(t.account.origin_id for t in deniers)), accusations)


def _support(support: Sequence[Told], told: Sequence[Told], foes: Foes) -> tuple[str, list[str]]:
    """Standing before disputes, and its reasons, the weightiest first."""
    strong = [t for t in support if t.strong]
    others = {f.origin.id for t in told for f in t.facts if f.stance != "denies"}
    admitted = [t for t in strong if any(owns(f, others) for f in t.facts) or _takes_back(t)]
    sided = _opposed(strong, foes)
    reasons = [say("hurts-own", _names(admitted))] if admitted else []
    if sided:
        reasons.append(say("opposing-sides", _names(sided)))
    parties = _both_parties(strong)
    if parties and not sided:
        reasons.append(say("both-parties", _names(parties)))
    if len(strong) > 1:
        reasons.append(say("independent", _names(strong), number=len(strong)))
    if admitted or sided or parties:
        return "confirmed", reasons
    if reasons:
        return "corroborated", reasons
    if support:
        return "single-source", [say("only", name=_names(support)[0]) if len(support) == 1 else say("no-two-firm", _names(support))]
    if any(t.supports for t in told):
        return "unattributed", [say("outlets")]
    return "single-source", [say("nobody")]


def _opposed(strong: Sequence[Told], foes: Foes) -> list[Told]:
    """The accounts of parties of which two or more are on opposing sides, by the conflict pack or by what is told of them."""
    sided = [t for t in strong if t.first.origin.side]
    if len({t.first.origin.side for t in sided}) > 1:
        return sided
    return [t for t in strong if any(foes.opposed(t.first.origin_bloc, other.first.origin_bloc) for other in strong)]


def owns(fact: Fact, others: set[str]) -> bool:
    """Whether a fact is an admission. To boast of a strike, or of captives, of which nobody else speaks is none."""
    boasts = fact.kind == "force" or (fact.event == "abduction" and not fact.linked.admitted)
    return fact.hurts and (not boasts or bool(others - {fact.origin.id}))


def _blames_another(told: Told) -> bool:
    """Whether an origin that denies its own part says elsewhere that another did it: it happened, then.

    Blame in the report of the denial ("denied it and blamed the rebels") is part of the denial.
    """
    denials = {f.claim.report_id for f in told.facts if f.stance == "denies"}
    blames = (f for f in told.facts if f.stance == "accuses" and f.bloc and f.bloc != f.origin_bloc)
    return any(f.claim.report_id not in denials for f in blames)


def _still_denies(told: Told) -> bool:
    """Whether an origin that denied its part speaks of the event since only to put it on another."""
    denied = [f.order[:2] for f in told.facts if f.stance == "denies"]
    later = [f for f in told.facts if denied and f.stance != "denies" and f.order[:2] > min(denied)]
    return bool(later) and all(f.stance == "accuses" and f.bloc not in ("", f.origin_bloc) for f in later)


def _takes_back(told: Told) -> bool:
    """Whether an origin owns to what it had denied before."""
    denied = [f.order for f in told.facts if f.stance == "denies"]
    return bool(denied) and any(f.hurts and f.order[:2] > min(denied)[:2] for f in told.facts)


def _both_parties(strong: Sequence[Told]) -> list[Told]:
    """The accounts of who says to have done it and of whom it was done to; empty unless both say it."""
    doers = [t for t in strong if any(f.bloc and f.bloc == f.origin_bloc and f.stance == "asserts" for f in t.facts)]
    targets = {f.target for t in strong for f in t.facts if f.target}
    hit = [t for t in strong if t not in doers and t.first.origin_bloc in targets]
    return [*doers, *hit] if doers and hit else []


def _contests(support: Sequence[Told], deniers: Sequence[Told], told: Sequence[Told], accusations: Sequence[Accusation]) -> bool:
    """Whether a denial disputes something: somebody says it happened, or a party denies what it would have done itself."""
    if support or accusations or any(t.supports for t in told):
        return True
    return any(f.bloc and f.bloc == f.origin_bloc for t in deniers for f in t.facts)


def _accusations(told: Sequence[Told], carried: Sequence[Fact]) -> tuple[Accusation, ...]:
    """Who blames whom, each pair once with the claim that says it first.

    A name that no table knows is that of the one who answers for himself, if one does.
    """
    found: dict[tuple[str, str], Accusation] = {}
    answering = {f.origin.id for t in told for f in t.facts if f.stance == "denies" and f.body == f.origin.id != ""}
    for fact in sorted((*(f for t in told for f in t.facts), *carried), key=lambda f: f.order):
        if fact.stance == "accuses" and fact.origin.id and fact.body and fact.body != fact.origin.id:
            others = answering - {fact.origin.id}
            whom = next(iter(others)) if fact.worded and len(others) == 1 else fact.body
            found.setdefault((fact.origin.id, whom), Accusation(fact.origin.id, whom, fact.id))
    return tuple(found[key] for key in sorted(found))


def _blamed(told: Sequence[Told], carried: Sequence[Fact]) -> str:
    """The reason when two parties blame each other, "" else."""
    blames: dict[str, Fact] = {}
    for fact in (*(f for t in told for f in t.facts), *carried):
        if fact.blames and fact.origin.id and not fact.origin.weak and fact.stance != "denies":
            blames.setdefault(fact.bloc, fact)
    for bloc, fact in sorted(blames.items()):
        other = next(
            (f for b, f in sorted(blames.items()) if b > bloc and (f.origin_bloc == bloc or f.stance == fact.stance == "accuses")), None
        )
        if other is not None:
            return say("blame", name=fact.origin.name, other=other.origin.name)
    return ""


def _names(told: Sequence[Told]) -> list[str]:
    """Names of origins."""
    return [t.first.origin.name for t in told]
