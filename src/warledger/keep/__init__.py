"""What is too much to hold in memory: shelves that load, piles that go on to disk. Knows no record and no stage."""

from warledger.keep.buckets import Buckets
from warledger.keep.drawer import Drawer
from warledger.keep.grouped import Grouped
from warledger.keep.lists import Lists
from warledger.keep.pile import HELD, NoRoom, Pile
from warledger.keep.shelf import Shelf

__all__ = ["HELD", "Buckets", "Drawer", "Grouped", "Lists", "NoRoom", "Pile", "Shelf"]
