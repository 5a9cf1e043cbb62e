"""The chain of human judgements: each holds the hash of the one before, so that none can be changed unseen.

Takes judgements, gives hashes, and which of them are in force. Does not touch a database.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from warledger.model import Issue, Judgement, content_id, sha256_hex
from warledger.store.codec import to_json, to_plain


def seal(draft: Judgement, previous: str) -> Judgement:
    """A judgement with its id and its place in the chain; what the draft has there is replaced."""
    made = content_id("ju", draft.record_id, draft.action, draft.value, draft.by, draft.at.isoformat(), previous)
    linked = dataclasses.replace(draft, id=made, previous=previous, hash="")
    return dataclasses.replace(linked, hash=chain_hash(linked))


def chain_hash(judgement: Judgement) -> str:
    """SHA-256 over everything in a judgement but its own hash; the hash before is part of it."""
    plain = to_plain(judgement)
    plain.pop("hash", None)
    return sha256_hex(to_json(plain).encode("utf-8"))


def check_chain(judgements: Iterable[Judgement]) -> Iterator[Issue]:
    """An issue for each judgement that was changed, and for each place where one is missing."""
    previous = ""
    for judgement in judgements:
        if judgement.hash != chain_hash(judgement):
            yield Issue(judgement.id, "store", "judgement-changed", "the judgement is not what was written: its hash differs")
        if judgement.previous != previous:
            yield Issue(judgement.id, "store", "judgement-missing", "a judgement before this one is missing or was changed")
        previous = judgement.hash


def in_force(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Judgements that no later undo took back, in their order; an undo can be undone as well."""
    undone = undone_ids(judgements)
    return [j for j in judgements if j.id not in undone and j.action != "undo"]


def undone_ids(judgements: Sequence[Judgement]) -> set[str]:
    """Ids of judgements that a later undo took back, and of undos that were undone."""
    undone: set[str] = set()
    for judgement in reversed(judgements):
        if judgement.action == "undo" and judgement.id not in undone:
            undone.add(str(value_of(judgement).get("judgement", "")))
    return undone


def value_of(judgement: Judgement) -> Mapping[str, Any]:
    """What a judgement decides; empty when it cannot be read."""
    try:
        value = json.loads(judgement.value or "{}")
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
