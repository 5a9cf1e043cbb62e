"""Matters of very many claims, told a stretch at a time, so that one of fifty thousand costs no more than others.

Takes matters and a view, gives shapes with how many claims there are, and those claims that a matter rests on first.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from warledger.export.lookup import Lookup
from warledger.export.shapes import Shape, matter_told
from warledger.model import Matter
from warledger.store import View
from warledger.web.names import load_untold, name_ahead

CLAIMS_TOLD, CLAIMS_IN_LISTS = 500, 100
"""Claims that one answer tells of a matter: alone, and as one of a list."""
CLAIMS_READ = 300
"""Claims of one matter that a page goes into."""


def told(view: View, lookup: Lookup, matters: Sequence[Matter], most: int, start: int = 0) -> list[Shape]:
    """Matters with some of their claims and the reports, sources and echoes of these; `claims_total` says how many there are."""
    parts = [_stretch(m, start, most) for m in matters]
    voices = view.overview.voices(c for m in parts for c in m.claim_ids)
    load_untold(lookup, view, [claim.report_id for claim, _ in voices.values()])
    name_ahead(lookup, view, (link for _, link in voices.values()))
    linked = {claim_id: link for claim_id, (_, link) in voices.items()}
    shapes = []
    for part, whole in zip(parts, matters, strict=True):
        shape = matter_told(lookup, part, [voices[c][0] for c in part.claim_ids if c in voices], linked)
        shapes.append({**shape, "claims_total": len(whole.claim_ids)})
    return shapes


def _stretch(matter: Matter, start: int, most: int) -> Matter:
    """The matter with some of its claims only."""
    if not start and len(matter.claim_ids) <= most:
        return matter
    ids = matter.claim_ids[start : start + most]
    kept = set(ids)
    accounts = tuple(dataclasses.replace(a, echo_ids=tuple(e for e in a.echo_ids if e in kept)) for a in matter.accounts)
    return dataclasses.replace(matter, claim_ids=ids, accounts=accounts)


def leading_ids(matter: Matter) -> list[str]:
    """The claims of a matter as far as a page goes into them: those that its bounds, accusations and accounts rest on first."""
    if len(matter.claim_ids) <= CLAIMS_READ:
        return list(matter.claim_ids)
    e = matter.estimate
    bounds = (e.low_claim_id, e.best_claim_id, e.high_claim_id) if e else ()
    accounts = (i for a in matter.accounts for i in (a.count_claim_id, *a.claim_ids[:1]))
    first = dict.fromkeys(i for i in (*bounds, *(a.claim_id for a in matter.accusations), *accounts, *matter.claim_ids) if i)
    kept = set(list(first)[:CLAIMS_READ])
    return [i for i in matter.claim_ids if i in kept]
