"""Link, find stories, date and reconcile: everything that looks at all reports together.

Takes all reports and claims of a ledger, gives the conclusions that replace the old ones. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from warledger.model import Claim, Report
from warledger.run.stages import Reconciling
from warledger.store import Conclusions


def conclude(stages: Reconciling, reports: Sequence[Report], claims: Sequence[Claim]) -> Conclusions:
    """What follows from reports and claims together; the same for any order of them."""
    reports = sorted(reports, key=lambda r: r.id)
    claims = sorted(claims, key=lambda c: c.id)
    links = stages.link(reports, claims)
    stories = stages.stories(reports, claims, links)
    linked = stages.date_claims(reports, claims, links, stories)
    ledger = stages.ledger(claims, linked, links, stories)
    return Conclusions(
        entities=links.entities,
        places=links.places,
        origins=links.origins,
        linked=linked,
        stories=stories.stories,
        echoes=stories.echoes,
        days=stories.days,
        matters=ledger.matters,
        incomparable=ledger.incomparable,
        control=ledger.control,
    )
