"""Stories, echoes, matters, accounts, estimates, control, judgements and issues.

Records only; `stories` and `ledger` make them, people make judgements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from warledger.model.values import Count, Period

STANDINGS = ("confirmed", "corroborated", "single-source", "unattributed", "contested")
RELATIONS = ("agree", "revise", "include", "conflict", "incomparable")


@dataclass(frozen=True, slots=True)
class DayOf:
    """The day of a report: as published, or inferred from its story with the reason."""

    report_id: str
    on: date | None
    inferred: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """Reports on one happening, in any language.

    `on` is the day most of them tell of; `place_ids` by weight. `follows` is the story before it in an affair that goes on.
    """

    id: str
    title: str
    on: date | None
    report_ids: tuple[str, ...]
    place_ids: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Echo:
    """Report `report_id` follows report `of_id`. `kind`: wire (same language, wire credit), copy, translation.

    `score` in 0..1 is the share of the follower's claims or wording that is shared.
    """

    report_id: str
    of_id: str
    kind: str
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """One origin's answer to a matter, with its revisions.

    `origin_id` is "" for outlets' own voice. `claim_ids` in the order said; `echo_ids` are the repeats among them.
    `count` is its latest figure; `superseded` the earlier ones that it revised, as (claim id, count).
    `stance` is asserts, denies or accuses: what the origin's latest word on the matter is.
    """

    id: str
    matter_id: str
    origin_id: str
    stance: str
    claim_ids: tuple[str, ...]
    echo_ids: tuple[str, ...] = ()
    count: Count | None = None
    count_claim_id: str = ""
    superseded: tuple[tuple[str, Count], ...] = ()
    said_on: date | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """How the figures of two origins stand to each other within a matter; an origin revises itself."""

    origin_id: str
    other_id: str
    kind: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Estimate:
    """low / best / high after UCDP: most conservative, strongest standing then latest, highest comparable.

    Never an average; each bound names its claim. `high` is None when the highest account is open ("at least").
    """

    low: int
    best: int
    high: int | None
    low_claim_id: str
    best_claim_id: str
    high_claim_id: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Accusation:
    """Who blames whom for the event, and in which claim. Ids of origins; `whom` may be an entity that is no origin."""

    by_origin_id: str
    whom_id: str
    claim_id: str


@dataclass(frozen=True, slots=True)
class Matter:
    """The question that comparable claims answer.

    `what` is one line in English. `standing` is one of STANDINGS with `reasons` in words. `origin_ids` are the
    independent origins that support it (never deniers); `denied_by` origin ids of deniers.
    """

    id: str
    story_id: str
    event: str
    what: str
    place_ids: tuple[str, ...]
    group: str
    when: Period | None
    standing: str
    reasons: tuple[str, ...]
    origin_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    accounts: tuple[Account, ...] = ()
    relations: tuple[Relation, ...] = ()
    estimate: Estimate | None = None
    denied_by: tuple[str, ...] = ()
    accusations: tuple[Accusation, ...] = ()


@dataclass(frozen=True, slots=True)
class Incomparable:
    """Two matters that look alike and must not be set side by side. `reason`: period, place, group, event, perpetrator."""

    matter_id: str
    other_id: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Control:
    """Who is said to hold a place on a day. `holder` is an entity name, "" when contested or unknown.

    `state`: held, contested, unknown. `inherited_from` is a place id when told of a place around it.
    """

    place_id: str
    on: date | None
    holder: str
    state: str
    standing: str
    origin_ids: tuple[str, ...]
    claim_ids: tuple[str, ...]
    inherited_from: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What `ledger` concludes from a set of reports."""

    matters: Sequence[Matter] = ()
    incomparable: Sequence[Incomparable] = ()
    control: Sequence[Control] = ()


@dataclass(frozen=True, slots=True)
class Regrouping:
    """What a person decided on which claims answer one question.

    The claims are of one matter with all that stands with any of them or, `apart`, are one without anything else.
    """

    claim_ids: tuple[str, ...]
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """A human decision; never overwritten by a rerun.

    `action`: accept, reject, correct, merge, split, pin, set-origin, set-side, set-outlet, undo, forget. `record_id` is what
    it is about ("outlet:" and its name for an outlet), `value` a JSON object with the decision. `previous` and `hash` chain it
    to the judgement before.
    """

    id: str
    record_id: str
    action: str
    value: str
    by: str
    at: datetime
    why: str = ""
    previous: str = ""
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """A machine's warning about a record; `code` is a stable word, `stage` who saw it."""

    record_id: str
    stage: str
    code: str
    detail: str
