"""The JSON of any one record, as `show --format json` writes it.

Takes a hit, gives its shape; kinds without a shape of their own are given as they are kept.
"""

from __future__ import annotations

from warledger.export.lineage import lineage_of, lineage_shape
from warledger.export.lookup import Lookup
from warledger.export.shapes import (
    Shape,
    claim_shape,
    control_shape,
    entity_shape,
    matter_shape,
    place_shape,
    report_shape,
    story_shape,
)
from warledger.model import Claim, Control, Entity, Matter, Place, Report, Story
from warledger.store import Hit, View
from warledger.store.codec import to_plain


def record_shape(view: View, lookup: Lookup, hit: Hit, followers: int | None = None) -> Shape:
    """The shape of the record behind a hit; of a report with its captured text, what was removed from it and its lineage.

    `followers` is how many of those that follow a report are compared with it at the most.
    """
    record = view.record(hit)
    match record:
        case Report():
            cuts = [{"start": r.span.start, "end": r.span.end, "reason": r.reason} for r in record.removed]
            lineage = lineage_shape(lineage_of(view, lookup, record, followers))
            return report_shape(record, lookup) | {"text": record.captured, "removed": cuts, "lineage": lineage}
        case Claim():
            return claim_shape(record, view.linked_of([record.id]).get(record.id), lookup)
        case Matter():
            return matter_shape(view, lookup, record)
        case Entity():
            return entity_shape(record)
        case Place():
            return place_shape(record)
        case Story():
            return story_shape(record, lookup)
        case Control():
            return control_shape(record, lookup)
    return {"id": hit.id, **to_plain(record)}
