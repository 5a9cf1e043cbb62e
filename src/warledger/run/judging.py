"""A decision of a person, checked against the ledger before it is written down.

Takes what a person says (which record, what to do, with what), gives the value of a judgement. The chain is the store's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from warledger.model import Entity, InputError, Judgement, Matter
from warledger.packs.outlet_book import OutletBook, read_correction
from warledger.store import Page, Store, View
from warledger.store.codec import to_json
from warledger.store.judgements import in_force, value_of

ACTIONS = ("accept", "reject", "correct", "merge", "split", "pin", "set-origin", "set-side", "set-outlet", "undo")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decides: about which record, what to do with it, with what, who and why."""

    record_id: str
    action: str
    value: Mapping[str, Any]
    by: str
    why: str = ""


def judge(store: Store, decision: Decision) -> Judgement:
    """Writes one decision at the end of the chain; conclusions follow at the next reconciliation.

    Raises:
        InputError: the decision does not fit the record, or there is no such record.
    """
    with store.view() as view:
        checked = check_decision(view, decision.record_id, decision.action, decision.value)
    draft = Judgement("", decision.record_id, decision.action, to_json(checked), decision.by, datetime.now(UTC), decision.why)
    return store.writer().judge(draft)


def check_decision(view: View, record_id: str, action: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """The value of a judgement: as given, with the claims that a decision on matters is about.

    Raises:
        InputError: the decision does not fit the record, or there is no such record.
    """
    if action not in ACTIONS:
        raise InputError(f"{action!r} is not one of {', '.join(ACTIONS)}")
    if action == "undo":
        return _undo(view, record_id, value)
    if action == "set-outlet":
        return _set_outlet(view, record_id, value)
    records = [view.record(hit) for hit in view.find(record_id) if hit.id == record_id]
    if not records:
        raise InputError(f"there is no {record_id}")
    (record,) = records
    if action == "merge":
        return _merge(view, record, value)
    return _split(record, value) if action == "split" else dict(value)


def _undo(view: View, record_id: str, value: Mapping[str, Any]) -> dict[str, Any]:
    judgements = view.judgements(record_id=record_id)
    wanted = str(value.get("judgement", ""))
    undos = [j for j in judgements if j.id == wanted and j.action == "undo"]
    if not undos and wanted not in {j.id for j in in_force(judgements)}:
        raise InputError(f"{wanted} is no decision in force on {record_id}")
    return {"judgement": wanted}


def _set_outlet(view: View, record_id: str, value: Mapping[str, Any]) -> dict[str, Any]:
    made = read_correction(record_id, value)
    before = [read_correction(j.record_id, value_of(j)) for j in in_force(view.judgements()) if j.action == "set-outlet"]
    book = OutletBook(before)
    there = book.info(made.name) or view.reports(Page(1), outlet=made.name) or view.reports(Page(1), name=made.name)
    if not there and not any(c.field == "name" and c.value == made.name for c in before):
        raise InputError(f"no report is from {made.name!r} and no pack knows it: warledger outlets lists them")
    if made.field == "name" and book.name_of(made.value) == book.name_of(made.name):
        raise InputError(f"{made.name} and {made.value} are one outlet already")
    return {"field": made.field, "value": made.value} | ({"conflict": made.conflict} if made.conflict else {})


def _merge(view: View, record: object, value: Mapping[str, Any]) -> dict[str, Any]:
    other_id = str(value.get("with", ""))
    other = next((view.record(hit) for hit in view.find(other_id) if hit.id == other_id), None) if other_id else None
    if isinstance(record, Matter) and isinstance(other, Matter) and record.id != other.id:
        return {"with": other.id, "claims": [*record.claim_ids, *other.claim_ids]}
    if isinstance(record, Entity) and isinstance(other, Entity) and record.id != other.id and record.kind == other.kind:
        return {**value, "with": other.id}
    raise InputError("two matters can be merged, or two entities of one kind")


def _split(record: object, value: Mapping[str, Any]) -> dict[str, Any]:
    if isinstance(record, Matter):
        claims = [str(i) for i in value.get("claims", ())]
        if not claims or not set(claims) < set(record.claim_ids):
            raise InputError(f"name some claims of {record.id}, not all of them")
        return {"claims": sorted(set(claims))}
    if isinstance(record, Entity) and len(record.forms) > 1 and str(value.get("form", "")) in {f.text for f in record.forms}:
        return dict(value)
    raise InputError("a matter is split by naming some of its claims, an entity of several spellings by naming one")
