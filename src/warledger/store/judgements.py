"""The chain of human judgements: each holds the hash of the one before, so that none can be changed unseen.

Takes judgements, gives hashes. Does not touch a database.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator

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
