"""What is too much to hold in memory: shelves that load, piles that go on to disk. Knows no record and no stage."""

import importlib
from typing import TYPE_CHECKING

from warledger.keep.drawer import Drawer
from warledger.keep.grouped import Grouped
from warledger.keep.pile import HELD, NoRoom, Pile
from warledger.keep.shelf import Shelf

if TYPE_CHECKING:
    from warledger.keep.buckets import Buckets
    from warledger.keep.chains import least_joined
    from warledger.keep.lists import Lists
    from warledger.keep.strings import Strings

__all__ = ["HELD", "Buckets", "Drawer", "Grouped", "Lists", "NoRoom", "Pile", "Shelf", "Strings", "least_joined"]
_WITH_NUMPY = {"Buckets": "buckets", "Lists": "lists", "Strings": "strings", "least_joined": "chains"}


def __getattr__(name: str) -> object:
    """What needs numpy, which no command that only reads a ledger should wait for."""
    if name in _WITH_NUMPY:
        return getattr(importlib.import_module(f"warledger.keep.{_WITH_NUMPY[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
