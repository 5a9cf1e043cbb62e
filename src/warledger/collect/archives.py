"""zip, tar and gzip: their members, each read as a file of its own.

Names of members are shown and never used as paths; nothing is written to disk. What would unpack to too much is refused.
"""

from __future__ import annotations

import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, cast

from warledger.collect.contract import SLACK, CollectOptions, Input, Item, megabytes
from warledger.collect.inflate import Damaged, InflatedStream, TooMuch, iter_inflated

Read = Callable[[Input, CollectOptions], Iterator[Item]]

FURNITURE = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".bmp", ".tif", ".tiff", ".css", ".js", ".mjs", ".map", ".woff", ".woff2",
    ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".webm", ".ogg", ".oga", ".m4a", ".wav", ".avi", ".mov", ".tgs", ".ds_store", "thumbs.db",
)  # fmt: skip
"""Names of members that are no reports: images, styles, sounds. They are counted, not refused one by one."""
ZIP_ERRORS = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, struct.error,
)  # fmt: skip
ENCRYPTED = 0x1


def is_furniture(name: str) -> bool:
    """Whether a member is known by its name to be no report."""
    base = name.rsplit("/", 1)[-1].lower()
    return base.endswith(FURNITURE) or base.startswith("._") or "__macosx/" in name.lower()


def skipped(source: Input, number: int) -> Iterator[Item]:
    """One rejection for all members that are no documents."""
    if number:
        yield source.refuse("skipped", f"{number:,} members that are no documents (images, styles, sounds, links)")


def read_zip(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """Members of a zip by name."""
    try:
        archive = zipfile.ZipFile(source.stream)
        infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: (i.filename, i.header_offset))
    except ZIP_ERRORS as error:
        yield source.refuse("archive", f"a broken zip file ({_said(error)}): unpack what can be saved")
        return
    if len(infos) > opts.max_members:
        yield source.refuse("too-large", f"{len(infos):,} members, the limit is {opts.max_members:,}: split it")
        return
    budget, aside = opts.max_total, 0
    for info in infos:
        if is_furniture(info.filename):
            aside += 1
            continue
        if budget <= 0:
            yield source.refuse("too-large", f"unpacks to more than {megabytes(opts.max_total)}: the rest was not read")
            return
        content = _zip_member(archive, info, opts)
        if isinstance(content, tuple):
            yield source.inside(info.filename, b"").refuse(*content)
            continue
        budget -= len(content)
        yield from read(source.inside(info.filename, content), opts)
    yield from skipped(source, aside)


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, opts: CollectOptions) -> bytes | tuple[str, str]:
    """The bytes of a member, or code and reason why it is refused."""
    if info.flag_bits & ENCRYPTED:
        return "encrypted", "a member with a password: unpack it first"
    if info.file_size > opts.max_bytes:
        return "too-large", f"{megabytes(info.file_size)}, the limit is {megabytes(opts.max_bytes)}"
    allowed = min(opts.max_bytes, max(SLACK, info.compress_size * opts.max_ratio))
    try:
        with archive.open(info) as stream:
            content = stream.read(allowed + 1)
    except ZIP_ERRORS as error:
        return "archive", f"a broken member ({_said(error)})"
    if len(content) > allowed:
        return "too-large", f"it unpacks to more than {opts.max_ratio} times its size, or than {megabytes(opts.max_bytes)}"
    return content


def read_tar(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """Files in a tar, in its order; links and devices are skipped."""
    yield from _tar_members(source, source.stream, opts, read)


def read_gzip(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """What a gzip file holds: a tar, or one file."""
    start = source.stream.tell()
    head = _head(source, opts)
    if isinstance(head, tuple):
        yield source.refuse(*head)
        return
    source.stream.seek(start)
    if head[257:262] == b"ustar":
        pieces = iter_inflated(source.stream, opts.max_total, opts.max_ratio)
        yield from _tar_members(source, io.BufferedReader(InflatedStream(pieces)), opts, read)
        return
    try:
        content = b"".join(iter_inflated(source.stream, opts.max_bytes, opts.max_ratio))
    except TooMuch as error:
        yield source.refuse("too-large", str(error))
    except Damaged as error:
        yield source.refuse("archive", f"a damaged gzip file: {error}")
    else:
        name = source.name.rsplit("/", 1)[-1]
        yield from read(source.inside(name[:-3] if name.lower().endswith(".gz") else "content", content), opts)


def _head(source: Input, opts: CollectOptions) -> bytes | tuple[str, str]:
    """The first unpacked bytes, or why there are none."""
    try:
        return next(iter_inflated(source.stream, opts.max_bytes, opts.max_ratio), b"")
    except TooMuch as error:
        return "too-large", str(error)
    except Damaged as error:
        return "archive", f"a damaged gzip file: {error}"


class _Ending:
    """A stream that may be read past its end a few times only: tarfile goes forward to where a header says, be it a petabyte."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream, self._left = stream, 4

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece = self._stream.read(size)
        if not piece:
            self._left -= 1
            if self._left < 0:
                raise EOFError("it ends in the middle of a member")
        return piece


class _Member(tarfile.TarInfo):
    """A header; one that is broken is an error, where tarfile would take it for the end of the archive."""

    @classmethod
    def fromtarfile(cls, archive: tarfile.TarFile) -> _Member:
        try:
            found = super().fromtarfile(archive)
        except tarfile.InvalidHeaderError as error:  # type: ignore[attr-defined,unused-ignore]
            raise tarfile.ReadError(f"a broken header: {error}") from error
        if found.size < 0:
            raise tarfile.ReadError("a member of negative size")
        return found


def _tar_members(source: Input, stream: IO[bytes], opts: CollectOptions, read: Read) -> Iterator[Item]:
    aside = number = total = 0
    try:
        with tarfile.open(fileobj=cast(IO[bytes], _Ending(stream)), mode="r|", tarinfo=_Member) as archive:
            for member in archive:
                number += 1
                if number > opts.max_members or total > opts.max_total:
                    yield source.refuse("too-large", "too many or too large members: the rest was not read")
                    return
                if not member.isfile() or is_furniture(member.name):
                    aside += not member.isdir()
                    continue
                if member.size > opts.max_bytes:
                    yield source.inside(member.name, b"").refuse(
                        "too-large", f"{megabytes(member.size)}, the limit is {megabytes(opts.max_bytes)}"
                    )
                    continue
                held = archive.extractfile(member)
                content = held.read(opts.max_bytes + 1) if held else b""
                total += len(content)
                yield from read(source.inside(member.name, content), opts)
    except TooMuch as error:
        yield source.refuse("too-large", f"{error}: the rest was not read")
    except (tarfile.TarError, OSError, EOFError, ValueError, OverflowError) as error:
        yield source.refuse("archive", f"a broken tar file ({_said(error)}): what came before is kept")
    yield from skipped(source, aside)


def _said(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:100] or type(error).__name__
