"""The errors that warledger raises on purpose.

    WarledgerError
    ├── InputError      what the user gave cannot be read (file, URL, gold, judgement)
    ├── PackError       a pack breaks its contract; says file, line and key
    │   └── OntologyError
    ├── ModelMissing    the reader's model file is absent; the packs read alone
    ├── StoreError      the ledger cannot be opened, read or written
    ├── EngineError     an engine lost its workers or cannot start
    └── ConfigError     options that do not go together

A bad record is data (`Rejection`, `Issue`), not an error.
"""

from __future__ import annotations


class WarledgerError(Exception):
    """Base of all deliberate errors; its text is one line that says what to do."""


class InputError(WarledgerError):
    """What the user gave cannot be read."""


class PackError(WarledgerError):
    """A pack breaks its contract."""

    def __init__(self, message: str, file: str = "", line: int | None = None, key: str | None = None) -> None:
        where = file + (f":{line}" if line is not None else "") + (f" [{key}]" if key else "")
        super().__init__(f"{where}: {message}" if where else message)
        self.file, self.line, self.key = file, line, key


class OntologyError(PackError):
    """The ontology breaks its contract, or a record names an event or group that it lacks."""


class ModelMissing(WarledgerError):
    """The reader's model file is absent."""


class StoreError(WarledgerError):
    """The ledger cannot be opened, read or written."""


class EngineError(WarledgerError):
    """An engine lost its workers or cannot start."""


class ConfigError(WarledgerError):
    """Options that do not go together."""
