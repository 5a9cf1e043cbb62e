"""Files that do not lie in a folder of this machine: buckets and other stores that fsspec knows (s3://, gs://, hdfs:// ...).

Takes an address that the user names, gives the files behind it. fsspec is imported when one is named. Addresses of the web go
through `web` and its guard instead, never through here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from warledger.model import ConfigError

SCHEMES = frozenset({"file", "memory", "s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "adl", "hdfs", "oss"})
"""Stores of files. Others that fsspec knows fetch from the web, run commands or unpack: they stay closed."""


def is_stored(source: object) -> bool:
    """Whether a source is an address in a store of files."""
    scheme, colon, _ = str(source).partition("://")
    return isinstance(source, str) and bool(colon) and scheme.lower() in SCHEMES


@dataclass(frozen=True, slots=True)
class Stored:
    """A file or folder in a store."""

    files: Any
    """fsspec.AbstractFileSystem, which has no types."""
    path: str

    @staticmethod
    def at(address: str) -> Stored:
        """What an address names; nothing is opened yet.

        Raises:
            ConfigError: fsspec or what it needs for this store is not installed, or the address chains several.
        """
        if "::" in address:
            raise ConfigError(f"{address}: one store, not a chain of them")
        try:
            from fsspec.core import url_to_fs

            files, path = url_to_fs(address)
        except ImportError as error:
            raise ConfigError(f"{address}: {error}; fsspec itself: pip install 'warledger[stores]'") from error
        except ValueError as error:
            raise ConfigError(f"{address}: {error}") from error
        return Stored(files, str(path))

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rstrip("/").rpartition("/")[2]

    def is_folder(self) -> bool:
        """Whether it holds files."""
        return bool(self.files.isdir(self.path))

    def exists(self) -> bool:
        """Whether it is there."""
        return bool(self.files.exists(self.path))

    def inside(self, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Stored]]:
        """Its files, those in folders too, by their paths from here, in the order in which a folder of this machine gives them."""
        head = self.path.rstrip("/") + "/"
        names = [str(found).removeprefix(head) for found in self.files.find(self.path)]
        for name in sorted(names, key=_walked):
            parts = name.split("/")
            if wanted(parts[-1]) and not any(part.startswith(".") for part in parts):
                yield name, Stored(self.files, head + name)

    def above(self, name: str) -> Iterator[Stored]:
        """Where a name may lie that stands in this file: in its folder, or in one around it, the nearest first."""
        folder = self.path.rpartition("/")[0]
        while folder:
            yield Stored(self.files, f"{folder}/{name}")
            folder = folder.rpartition("/")[0]

    def open(self) -> BinaryIO:
        """Its bytes, from which any stretch can be read.

        Raises:
            OSError: it cannot be read.
        """
        stream: BinaryIO = self.files.open(self.path, "rb")
        return stream


def _walked(name: str) -> tuple[tuple[bool, str], ...]:
    """Sorts as a walk does: the files of a folder before the folders in it."""
    *folders, last = name.split("/")
    return (*((True, folder) for folder in folders), (False, last))
