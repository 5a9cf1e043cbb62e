"""Unpacking gzip, deflate, Brotli and Zstandard: never more than was allowed, whatever the bytes say.

Takes bytes or a stream, gives bytes piece by piece. A library that unpacks at one go would hold a bomb in memory first
(1 MB of gzip: 1.95 GB).
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO

import brotli
import zstandard

from warledger.collect.contract import SLACK

GZIP = b"\x1f\x8b\x08"
PIECE = 65_536
ZLIB, RAW, AUTO = 15, -15, 47
ZSTD_WINDOW = 8 << 20
"""The largest window that a server may use (RFC 9659)."""
ZSTD_SIP = 128
"""Packed bytes at a time: four of them can say 128 kB, and zstandard has no limit for what comes out of one call."""
ENCODINGS = "gzip, deflate, br, zstd"
"""What `unpack_body` reads, as a request says it."""


class TooMuch(OSError):
    """More came out than was allowed."""


class Damaged(OSError):
    """The packed bytes are broken or end too early."""


def iter_inflated(stream: BinaryIO, limit: int, max_ratio: int, wbits: int = AUTO) -> Iterator[bytes]:
    """Unpacked pieces of one or more gzip members (or one zlib stream).

    Raises:
        TooMuch: more than `limit` bytes, or more than `max_ratio` for each packed byte beyond the first megabyte.
        Damaged: the stream is broken or ends in the middle.
    """
    taken = given = 0
    machine = zlib.decompressobj(wbits)
    packed = stream.read(PIECE)
    while packed:
        taken += len(packed)
        while packed:
            try:
                piece = machine.decompress(packed, PIECE)
            except zlib.error as error:
                raise Damaged(f"the packed bytes are broken ({error})") from error
            given += len(piece)
            if given > limit or given > max(SLACK, taken * max_ratio):
                raise TooMuch(f"it unpacks to more than {limit if given > limit else taken * max_ratio:,} bytes")
            if piece:
                yield piece
            packed = machine.unconsumed_tail
            if machine.eof:
                packed = machine.unused_data.lstrip(b"\0")
                if packed:
                    machine = zlib.decompressobj(wbits)
        packed = stream.read(PIECE)
        if machine.eof and packed:
            machine = zlib.decompressobj(wbits)
    if not machine.eof:
        raise Damaged("it ends in the middle")


def inflate(content: bytes, limit: int, max_ratio: int, wbits: int = AUTO) -> bytes:
    """All unpacked bytes; raises as `iter_inflated` does."""
    return b"".join(iter_inflated(io.BytesIO(content), limit, max_ratio, wbits))


def unpack_body(content: bytes, encoding: str, limit: int, max_ratio: int) -> bytes:
    """The body of an HTTP message with its Content-Encoding undone: gzip, deflate, br, zstd or none, at most one.

    Raises:
        TooMuch, Damaged: as above.
        ValueError: it is packed in a way that is not read, or in several.
    """
    kind = encoding.strip().lower()
    if kind in ("", "identity"):
        return content
    if kind in ("gzip", "x-gzip"):
        return inflate(content, limit, max_ratio)
    if kind == "deflate":
        try:
            return inflate(content, limit, max_ratio, ZLIB)
        except Damaged:
            return inflate(content, limit, max_ratio, RAW)
    if kind not in ("br", "zstd"):
        raise ValueError(f"packed as {kind[:40]!r}, which is not read")
    bound = min(limit, max(SLACK, len(content) * max_ratio))
    return _within(_iter_brotli(content) if kind == "br" else _iter_zstd(content), bound)


def _within(pieces: Iterator[bytes], bound: int) -> bytes:
    whole = bytearray()
    for piece in pieces:
        if len(whole) + len(piece) > bound:
            raise TooMuch(f"it unpacks to more than {bound:,} bytes")
        whole += piece
    return bytes(whole)


def _iter_brotli(content: bytes) -> Iterator[bytes]:
    machine = brotli.Decompressor()
    try:
        piece = machine.process(content, output_buffer_limit=PIECE)
        while piece:
            yield piece
            piece = b"" if machine.is_finished() else machine.process(b"", output_buffer_limit=PIECE)
    except brotli.error as error:
        raise Damaged(f"the packed bytes are broken ({error})") from error
    if not machine.is_finished():
        raise Damaged("it ends in the middle")


def _iter_zstd(content: bytes) -> Iterator[bytes]:
    """Unpacked pieces of one or more frames."""
    unpacker = zstandard.ZstdDecompressor(max_window_size=ZSTD_WINDOW)
    machine = unpacker.decompressobj()
    at = 0
    try:
        while at < len(content):
            if machine.eof:
                machine = unpacker.decompressobj()
            sip = content[at : at + ZSTD_SIP]
            piece = machine.decompress(sip)
            at += len(sip) - len(machine.unused_data)
            if piece:
                yield piece
    except zstandard.ZstdError as error:
        raise Damaged(f"the packed bytes are broken ({error})") from error
    if not machine.eof:
        raise Damaged("it ends in the middle")


class InflatedStream(io.RawIOBase):
    """A stream of unpacked bytes that can be read forwards."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces, self._rest = pieces, b""

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; raises TooMuch or Damaged."""
        while not self._rest:
            piece = next(self._pieces, None)
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
