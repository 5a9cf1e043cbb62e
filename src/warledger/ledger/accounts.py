"""Accounts: what each origin says on a matter, with its revisions, its echoes and its miscopied figures.

Takes the facts of one matter, gives accounts by origin. Does not compare origins (`relations`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from difflib import SequenceMatcher

from warledger.ledger.facts import Fact
from warledger.model import Account, Count, content_id

SAME_WORDS = 0.8
"""Two passages with this share of common characters, figures masked, are one wording."""
COPIED = timedelta(1)
"""How long after a passage its copies come; a bulletin that is brought up to date keeps its words longer."""
LONGEST = 400
"""Characters of a passage that are compared."""
_FIGURE = re.compile(r"\d[\d.,\u00a0\u202f ]*\d|\d")


@dataclass(frozen=True, slots=True)
class Told:
    """An account and the facts behind it. `figures` bound estimates: the latest figure, and others that nothing ranks."""

    account: Account
    facts: tuple[Fact, ...]
    figures: tuple[Fact, ...]

    @property
    def first(self) -> Fact:
        """The fact said first."""
        return self.facts[0]

    @property
    def supports(self) -> bool:
        """Whether the origin's latest word is that it happened."""
        return self.account.stance != "denies"

    @property
    def strong(self) -> bool:
        """Whether the account can corroborate: a named body that vouches for it."""
        return (
            bool(self.account.origin_id)
            and not self.first.origin.weak
            and any(f.stance in ("asserts", "accuses", "expects") for f in self.facts)
        )


def build_accounts(matter_id: str, facts: Iterable[Fact]) -> list[Told]:
    """Accounts by origin id; outlets' own voice is one account with origin ""."""
    ordered = sorted(facts, key=lambda f: f.order)
    by_origin: dict[str, list[Fact]] = defaultdict(list)
    leaders = _leaders(ordered)
    for fact in ordered:
        by_origin[leaders[fact.id].origin.id].append(fact)
    return [_account(matter_id, origin_id, by_origin[origin_id]) for origin_id in sorted(by_origin)]


def _leaders(ordered: Sequence[Fact]) -> dict[str, Fact]:
    """Claim id to the fact that it repeats: itself, or one that another origin is named for in the same words or lineage.

    Weak origins of one lineage are one ("residents", "locals"); a strong origin only gives way to the same wording in a
    report that the other follows.
    """
    found: dict[str, Fact] = {}
    by_lineage: dict[str, list[Fact]] = defaultdict(list)
    for fact in ordered:
        known = by_lineage[fact.lineage]
        leader = next((f for f in known if _repeats(fact, f)), fact)
        found[fact.id] = leader
        if leader is fact and fact.origin.id and len(known) < 50:
            known.append(fact)
    return found


def _repeats(fact: Fact, earlier: Fact) -> bool:
    """Whether a fact is the same word as an earlier one of its lineage under another name."""
    if fact.origin.id == earlier.origin.id or not fact.origin.id or fact.claim.report_id == earlier.claim.report_id:
        return False
    if (fact.stance == "denies") != (earlier.stance == "denies"):
        return False
    if fact.origin.weak and earlier.origin.weak:
        return True
    return (fact.origin.weak or earlier.origin.weak) and same_words(fact, earlier)


def same_words(one: Fact, other: Fact) -> bool:
    """Whether two passages are one wording, figures apart."""
    a, b = (_FIGURE.sub("#", f.claim.evidence.casefold())[:LONGEST] for f in (one, other))
    return a == b or SequenceMatcher(None, a, b, autojunk=False).ratio() >= SAME_WORDS


def _account(matter_id: str, origin_id: str, ordered: Sequence[Fact]) -> Told:
    """The account of one origin from its facts in the order said; what a copy says again is no later word."""
    own = _own(ordered)
    current, superseded, figures = _revise([f for f in own if f.count is not None and f.stance != "denies"], bool(origin_id))
    last = ordered[-1]
    stance = _stance(own)
    if stance == "denies" and current is not None:
        superseded.append(current)
        current, figures = None, []
    account = Account(
        id=content_id("ac", matter_id, origin_id),
        matter_id=matter_id,
        origin_id=origin_id,
        stance=stance,
        claim_ids=tuple(f.id for f in ordered),
        echo_ids=_echoes(ordered, origin_id),
        count=current.count if current else None,
        count_claim_id=current.id if current else "",
        superseded=tuple((f.id, f.count) for f in superseded if f.count is not None),
        said_on=last.said_on,
    )
    return Told(account, tuple(ordered), tuple(figures))


def _own(ordered: Sequence[Fact]) -> list[Fact]:
    """Facts without those that a report of one lineage repeats from an earlier one."""
    said: dict[tuple[object, ...], str] = {}
    kept = []
    for fact in ordered:
        word = (fact.lineage, fact.stance, fact.group, (fact.count.low, fact.count.high) if fact.count else None)
        if said.setdefault(word, fact.claim.report_id) == fact.claim.report_id:
            kept.append(fact)
    return kept


def _stance(ordered: Sequence[Fact]) -> str:
    """The origin's latest word: its denial when it both denies and supports on one day, its blame above plain words.

    Who denies a figure, or its own part, and says in the same report that it happened denies but that.
    """
    last = [f for f in ordered if f.said_on == ordered[-1].said_on]
    if any(f.stance == "denies" for f in last) and not told_besides_denial(ordered):
        return "denies"
    return "accuses" if any(f.stance == "accuses" for f in ordered) else "asserts"


def told_besides_denial(facts: Sequence[Fact]) -> bool:
    """Whether who denied last says in plain words, in the same report, that it happened; or the origin gave another figure than it denies.

    Two that speak for one state are two: what its local officials tell takes nothing from what its army denies.
    """
    denial = next((f for f in reversed(facts) if f.stance == "denies"), None)
    said = [f for f in facts if f.stance == "asserts"] if denial is not None else []
    return denial is not None and any(_in_one_breath(f, denial) or _apart(f.count, denial.count) for f in said)


def _in_one_breath(one: Fact, other: Fact) -> bool:
    return one.claim.report_id == other.claim.report_id and one.linked.source_id == other.linked.source_id


def _apart(one: Count | None, other: Count | None) -> bool:
    """Whether two figures are given that share no number."""
    return one is not None and other is not None and not one.meets(other)


def _echoes(ordered: Sequence[Fact], origin_id: str) -> tuple[str, ...]:
    """Claims that repeat what the account had already said: same stance and figure in another report."""
    if not origin_id:
        return tuple(
            f.id
            for i, f in enumerate(ordered[:200])
            if any(f.lineage == e.lineage and f.claim.report_id != e.claim.report_id for e in ordered[:i])
        )
    said: set[tuple[str, int | None]] = set()
    reports: dict[tuple[str, int | None], str] = {}
    echoes: list[str] = []
    for fact in ordered:
        word = (fact.stance, fact.count.point if fact.count else None)
        repeated = word in said or (word[1] is None and any(s == fact.stance for s, _ in said))
        if repeated and reports.get(word, "") != fact.claim.report_id:
            echoes.append(fact.id)
        said.add(word)
        reports.setdefault(word, fact.claim.report_id)
    return tuple(echoes)


def _revise(figures: Sequence[Fact], known: bool) -> tuple[Fact | None, list[Fact], list[Fact]]:
    """The current figure, those that it superseded, and those that bound an estimate. Outlets' figures revise nothing."""
    if not figures:
        return None, [], []
    miscopied = _miscopied(figures) if known else set()
    sound = [f for f in figures if f.id not in miscopied] or list(figures)
    if not known:
        return sound[-1], [], _distinct(sound)
    same_group = _widest(sound)
    last = _said(same_group[-1])
    current = max((f for f in same_group if _said(f) == last), key=_precision)
    rest = [f for f in same_group if f is not current]
    superseded = [f for f in rest if _said(f) != last and _differs(f, current)]
    superseded += [f for f in figures if f.id in miscopied and f is not current]
    bounds = [current, *(f for f in rest if _said(f) == last and _differs(f, current) and not _vaguer(f, current))]
    return current, sorted(superseded, key=lambda f: f.order), _distinct(bounds)


def _widest(figures: Sequence[Fact]) -> list[Fact]:
    """The figures for the group that most of them count, so that children do not revise civilians; those for no stated group go with it."""
    by_group: dict[str, list[Fact]] = defaultdict(list)
    for fact in figures:
        by_group[fact.group].append(fact)
    unsaid = by_group.pop("", [])
    widest = max(by_group.values(), key=lambda fs: (max(f.count.point for f in fs if f.count), fs[0].group), default=[])
    return sorted((*widest, *unsaid), key=lambda f: f.order)


def _said(fact: Fact) -> tuple[object, ...]:
    return fact.order[:2]


def _precision(fact: Fact) -> tuple[bool, bool, int, str]:
    """Ranks figures said at once: a number above a vague word, a closed one above an open one, then the greater."""
    count = fact.count or Count(0, 0)
    return (not vague(count), count.exact, count.point, fact.id)


def vague(count: Count) -> bool:
    """Whether a count is a word such as "dozens"."""
    return count.low is not None and count.high is not None and count.low < count.high


def _vaguer(one: Fact, other: Fact) -> bool:
    """Whether the first figure says no more than the second."""
    return bool(one.count and other.count and vague(one.count) and one.count.meets(other.count))


def _differs(one: Fact, other: Fact) -> bool:
    """Whether two figures are not one figure in other words."""
    if one.count is None or other.count is None or one.count.point == other.count.point:
        return False
    return not (vague(one.count) or vague(other.count)) or not one.count.meets(other.count)


def _distinct(figures: Iterable[Fact]) -> list[Fact]:
    """The first fact of each figure."""
    found: dict[tuple[int | None, int | None], Fact] = {}
    for fact in figures:
        if fact.count is not None:
            found.setdefault((fact.count.low, fact.count.high), fact)
    return list(found.values())


def _miscopied(figures: Sequence[Fact]) -> set[str]:
    """Claims that repeat an earlier passage of their lineage word for word with another figure, which no other lineage has."""
    wrong: set[str] = set()
    by_lineage: dict[str, list[Fact]] = defaultdict(list)
    given: dict[int, set[str]] = defaultdict(set)
    for fact in figures:
        if fact.count is not None:
            given[fact.count.point].add(fact.lineage)
    for fact in figures[:500]:
        earlier = by_lineage[fact.lineage]
        source = next((f for f in earlier if f.claim.report_id != fact.claim.report_id and f.group == fact.group and _soon(f, fact)), None)
        elsewhere = fact.count is not None and bool(given[fact.count.point] - {fact.lineage})
        if source is not None and _differs(source, fact) and not elsewhere and _copied(source, fact):
            wrong.add(fact.id)
        else:
            earlier.append(fact)
    return wrong


def _soon(source: Fact, fact: Fact) -> bool:
    """Whether a passage may be a copy of another: the same words with another figure, days later, are an update."""
    return source.said_on is None or fact.said_on is None or fact.said_on - source.said_on <= COPIED


def _copied(source: Fact, fact: Fact) -> bool:
    """Whether a passage is the source's in the same words, or in those of another language: reports of one lineage are one wire."""
    return source.language.split("-")[0] != fact.language.split("-")[0] or same_words(source, fact)
