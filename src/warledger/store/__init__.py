"""The ledger file: all records of all reports, with every human judgement beside them.

`open_store(url)` gives a Store; its `writer()` adds, its `view()` reads. A file (SQLite) or a
PostgreSQL database; what differs between them is in `dialects`.
"""

from warledger.store.changed import Change
from warledger.store.forgetting import Deletion, copies_beside
from warledger.store.kinds import address_of, control_id, echo_id, incomparable_id, issue_id, rejection_id
from warledger.store.move import back_up, move_ledger
from warledger.store.opening import Store, open_store
from warledger.store.overview import BarFilter, ClaimFacts, Head, Overview
from warledger.store.records import Conclusions, Hit, Page, Put, Reading
from warledger.store.shelf import Shelf
from warledger.store.view import View
from warledger.store.where import Publisher
from warledger.store.writer import Outdated, Writer

__all__ = [
    "BarFilter", "Change", "ClaimFacts", "Conclusions", "Deletion", "Head", "Hit", "Outdated", "Overview", "Page", "Publisher",
    "Put", "Reading", "Shelf", "Store", "View", "Writer", "address_of", "back_up", "control_id", "copies_beside", "echo_id",
    "incomparable_id", "issue_id", "move_ledger", "open_store", "rejection_id",
]  # fmt: skip
