"""Shelves of records, which stages take as well."""

from warledger.keep.shelf import STRETCH, Shelf

__all__ = ["STRETCH", "Shelf"]
