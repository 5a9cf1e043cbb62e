"""Writing a file whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from warledger.model import InputError


def write_whole(target: Path, text: str) -> None:
    """Write text as UTF-8; see `write_bytes_whole`."""
    write_bytes_whole(target, text.encode("utf-8"))


def write_bytes_whole(target: Path, content: bytes) -> None:
    """Write beside the target, flush to the disk, then rename: a reader never sees half a file.

    Raises:
        InputError: it cannot be written there.
    """
    name = ""
    try:
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=f".{target.name[:60]}.", delete=False) as stream:
            name = stream.name
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(target)
    except OSError as error:
        if name:
            Path(name).unlink(missing_ok=True)
        raise InputError(f"{target} cannot be written: {error.strerror}") from error
