"""What is too much to hold in memory: shelves that load, piles that go on to disk. Knows no record and no stage."""

import importlib
from typing import TYPE_CHECKING

from warledger.keep.drawer import Drawer
from warledger.keep.grouped import Grouped
from warledger.keep.pile import HELD, NoRoom, Pile
from warledger.keep.shelf import Shelf

if TYPE_CHECKING:
    from warledger.keep.buckets import Buckets
    from warledger.keep.lists import Lists

__all__ = ["HELD", "Buckets", "Drawer", "Grouped", "Lists", "NoRoom", "Pile", "Shelf"]


def __getattr__(name: str) -> object:
    """What needs numpy, which no command that only reads a ledger should wait for."""
    if name in ("Buckets", "Lists"):
        return getattr(importlib.import_module(f"warledger.keep.{name.lower()}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
