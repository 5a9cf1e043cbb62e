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

FORGET = "forget"
"""The action of a judgement that a page is deleted. Its value says what was: `sha256` of the captured bytes, the `report` made of
them, and `emptied`: the judgements whose words were deleted too, each with a hash of what is left of it.
"""


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


def emptied(judgement: Judgement) -> Judgement:
    """A judgement without what it says and why, for one about a page that is deleted; who decided, when, on what and its hash stay."""
    said = judgement.value if judgement.action in ("undo", FORGET) else ""  # these name ids and hashes only
    return dataclasses.replace(judgement, value=said, why="" if judgement.action != FORGET else judgement.why)


def hash_of_rest(judgement: Judgement) -> str:
    """SHA-256 over what is left of a judgement that was emptied, its own hash with it."""
    return sha256_hex(to_json(to_plain(judgement)).encode("utf-8"))


def check_chain(judgements: Iterable[Judgement]) -> Iterator[Issue]:
    """An issue for each judgement that was changed, and for each place where one is missing.

    A judgement that was emptied passes when a later one, which is itself as it was written, says so with a hash of the rest.
    """
    judgements = tuple(judgements)
    told = {(i, left) for j in judgements if j.action == FORGET and j.hash == chain_hash(j) for i, left in emptied_by(j).items()}
    previous = ""
    for judgement in judgements:
        if judgement.hash != chain_hash(judgement) and (judgement.id, hash_of_rest(judgement)) not in told:
            yield Issue(judgement.id, "store", "judgement-changed", "the judgement is not what was written: its hash differs")
        if judgement.previous != previous:
            yield Issue(judgement.id, "store", "judgement-missing", "a judgement before this one is missing or was changed")
        previous = judgement.hash


def in_force(judgements: Sequence[Judgement]) -> list[Judgement]:
    """Judgements that no later undo took back and whose page was not deleted, in their order; an undo can be undone as well."""
    gone = undone_ids(judgements).union(*(emptied_by(j) for j in judgements if j.action == FORGET))
    return [j for j in judgements if j.id not in gone and j.action != "undo"]


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


def emptied_by(judgement: Judgement) -> Mapping[str, str]:
    """What a deletion left of the judgements that it emptied, hashed, by their ids."""
    found = value_of(judgement).get("emptied")
    return {str(i): str(held) for i, held in found.items()} if isinstance(found, dict) else {}
