"""The claim: one source's statement, at exact characters of one report, that one thing happened.

Records only. `claims` makes Claim from frames; `link` makes Linked from Claim. Neither is changed after it is made.
"""

from __future__ import annotations

from dataclasses import dataclass

from warledger.model.spans import Span
from warledger.model.values import Count, Period

STANCES = ("asserts", "denies", "accuses", "relays", "expects")


TOLD_BEFORE = "told before"
"""Kind of a place, and basis of its link, that a claim has from what its report tells before it."""


@dataclass(frozen=True, slots=True)
class Named:
    """Words that name a party or place, resolved within the report.

    `span` is where the claim's own words are; `text` is the fullest form that the report gives for it in base form
    where known ("the Observatory" -> "Syrian Observatory for Human Rights"). `kind` is "", person, organisation,
    place, anonymous (kinds of people: "residents", "a security official") or `TOLD_BEFORE`.
    """

    text: str
    span: Span
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Subject:
    """What is counted or affected: the noun as written and its ontology group ("civilians", "fighters", "other")."""

    text: str
    span: Span
    group: str = "other"


@dataclass(frozen=True, slots=True)
class Included:
    """A part of the count: "19 dead, three of them children" includes children 3..3."""

    subject: Subject
    count: Count


@dataclass(frozen=True, slots=True)
class Claim:
    """One attribution read against the ontology. All spans are of `Report.text`.

    `source` is None for the outlet's own voice. `places` holds the most specific named places; several mean that
    one count is given over several places. `time` is the wording, resolved in `Linked.when`. `prob` in 0..1 is the
    reader's confidence, `reader` who read it.
    """

    id: str
    report_id: str
    span: Span
    evidence: str
    trigger: Span
    event: str
    stance: str = "asserts"
    source: Named | None = None
    speaker: Named | None = None
    via: tuple[Named, ...] = ()
    cue: Span | None = None
    actor: Named | None = None
    target: Named | None = None
    subject: Subject | None = None
    count: Count | None = None
    included: tuple[Included, ...] = ()
    places: tuple[Named, ...] = ()
    time: Named | None = None
    prob: float = 1.0
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """The independent body behind one or more sources.

    `kind`: state, monitor, agency, armed_group, international, ngo, medics, anonymous, person, outlet, other. `side` is a
    side of the conflict pack, "" when unknown or neutral. A `weak` origin is anonymous: it stands only within its
    report lineage.
    """

    id: str
    name: str
    kind: str = "other"
    side: str = ""
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Linked:
    """A claim with its names resolved to ids; ids are "" where the claim names nothing.

    `origin_id` is "" for the outlet's own voice. `actor_origin_id` and `target_origin_id` are the bodies behind actor
    and target ("" when unnamed or unknown); `actor_side` and `target_side` their sides. `group` is the ontology group
    of the subject. `harmed_side` is the side that the claim hurts when known: a claim made by its own origin's side
    against itself is an admission. `when` is None when unknown; `when_basis` says how it was found. `place_basis`
    is "" where the claim's words name the place, "told before" where it is that of what the report tells before. `admitted`
    says that the report has the source own to it ("acknowledged").
    """

    claim_id: str
    report_id: str
    source_id: str = ""
    origin_id: str = ""
    speaker_id: str = ""
    actor_id: str = ""
    actor_origin_id: str = ""
    actor_side: str = ""
    target_id: str = ""
    target_origin_id: str = ""
    target_side: str = ""
    harmed_side: str = ""
    place_ids: tuple[str, ...] = ()
    group: str = ""
    when: Period | None = None
    when_basis: str = ""
    place_basis: str = ""
    admitted: bool = False
