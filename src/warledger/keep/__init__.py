"""What is too much to hold in memory: piles of records that go on to disk. Knows no record and no stage."""

from warledger.keep.lists import Lists
from warledger.keep.pile import HELD, Pile

__all__ = ["HELD", "Lists", "Pile"]
