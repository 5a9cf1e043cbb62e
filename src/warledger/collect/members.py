"""Records of a web archive, delimited: also those after damage.

Takes a byte stream, gives whole records as bytes. Neither warcio nor fastwarc goes on after a broken member, and neither says
that a file ends too early (2,501 of 5,000 records, no error).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol

from warledger.collect.inflate import GZIP, PIECE

MARK = b"WARC/1."
LONGEST_HEADER = 64_000
BREAK = b"\r\n\r\n"
PROBE = 4096
"""Packed bytes that are unpacked to see whether a record begins there."""


@dataclass(slots=True)
class Lost:
    """What could not be read: stretches, bytes of the file, whether it ends too early; and records that are no pages."""

    stretches: int = 0
    bytes: int = 0
    cut: bool = False
    others: int = 0
    notes: list[str] = field(default_factory=list)

    def add(self, size: int) -> None:
        """One more stretch."""
        if size > 0:
            self.stretches += 1
            self.bytes += size


class Source(Protocol):
    """Unpacked bytes. `read` gives fewer than asked for at the end, and at a gap; `gap` is then set until it is cleared, and
    `tainted` says whether the bytes just before it come from the packed stretch that is broken."""

    gap: bool
    tainted: bool

    def read(self, size: int) -> bytes:
        """The next bytes."""

    def settle(self) -> None:
        """Check the packed bytes behind what was read so far; sets `gap` when they are broken."""


class Plain:
    """A web archive that is not packed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self.gap, self.tainted = stream, False, False

    def read(self, size: int) -> bytes:
        """The next bytes."""
        return self._stream.read(size)

    def settle(self) -> None:
        """Nothing to check."""


class Members:
    """The members of a gzip file one after another; a broken one is a gap, reading goes on at the next that holds a record."""

    def __init__(self, stream: BinaryIO, lost: Lost) -> None:
        self._stream, self._lost, self.gap, self.tainted = stream, lost, False, False
        self._packed, self._ready = b"", b""
        self._taken = self._member_at = 0
        self._machine, self._fresh = zlib.decompressobj(31), True

    def read(self, size: int) -> bytes:
        """The next unpacked bytes."""
        while len(self._ready) < size and not self.gap and self._more():
            pass
        given, self._ready = self._ready[:size], self._ready[size:]
        return given

    def settle(self) -> None:
        """Go on to the end of the member, where its checksum stands, unless there is more to read in it."""
        while not self._ready and not self._fresh and not self.gap and self._more():
            pass

    def _more(self) -> bool:
        """Unpack one more piece; False at the end or at a gap."""
        if not self._packed and not self._fill():
            self._lost.cut = self._lost.cut or not self._fresh
            self._fresh = True
            return False
        try:
            self._ready += self._machine.decompress(self._packed, PIECE)
        except zlib.error:
            self._resync()
            return False
        self._fresh = False
        self._packed = self._machine.unconsumed_tail
        if self._machine.eof:
            self._packed = self._machine.unused_data
            self._begin()
        return True

    def _fill(self) -> bool:
        more = self._stream.read(PIECE)
        self._packed += more
        self._taken += len(more)
        return bool(more)

    def _begin(self) -> None:
        self._machine, self._fresh, self._member_at = zlib.decompressobj(31), True, self._taken - len(self._packed)

    def _resync(self) -> None:
        """Go to the next member that unpacks to a record; everything from the start of the broken one is lost."""
        self.gap, self.tainted, began = True, not self._fresh, self._member_at
        while True:
            at = self._packed.find(GZIP, 1)
            if at < 0:
                self._packed = self._packed[-2:]
                if not self._fill():
                    self._packed = b""
                    break
                continue
            self._packed = self._packed[at:]
            if len(self._packed) < PROBE:
                self._fill()
            if _begins_record(self._packed):
                break
        self._begin()
        self._lost.add(self._member_at - began)


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed[:PROBE], len(MARK)) == MARK
    except zlib.error:
        return False


class Records:
    """Whole records of a web archive as bytes, in order; the size alone (an int) of one that is larger than `limit`."""

    def __init__(self, source: Source, lost: Lost, limit: int) -> None:
        self._source, self._lost, self._limit, self._held = source, lost, limit, b""

    def __iter__(self) -> Iterator[bytes | int]:
        while True:
            head = self._head()
            if head is None:
                if not self._source.gap:
                    return
                self._source.gap, self._held = False, b""
                continue
            length = _content_length(head)
            if length is None:
                self._lost.add(len(head))
            elif length > self._limit:
                self._pass(length)
                yield length
            elif (body := self._body(length)) is not None:
                yield head + body + BREAK

    def _head(self) -> bytes | None:
        """The next header block with its blank line; None at the end or at a gap. Bytes before it are lost."""
        skipped = 0
        while True:
            at = self._held.find(MARK)
            if at < 0:
                keep = self._held[-len(MARK) + 1 :]
                skipped += len(self._held[: len(self._held) - len(keep)].strip())
                more = self._source.read(PROBE)
                self._held = keep + more
                if not more:
                    self._lost.add(skipped + len(keep.strip()) if not self._source.gap else skipped)
                    self._held = b""
                    return None
                continue
            skipped += len(self._held[:at].strip())
            self._held = self._held[at:]
            end = self._end_of_head()
            if end > 0:
                self._lost.add(skipped)
                head, self._held = self._held[: end + 4], self._held[end + 4 :]
                return head
            if end == 0:
                self._lost.add(skipped)
                return None
            on = max(self._held.rfind(MARK), len(MARK))  # no blank line follows any mark before the last: looking at each took 6 kB a byte
            skipped, self._held = skipped + on, self._held[on:]

    def _end_of_head(self) -> int:
        """Where the blank line is; 0 when the bytes end before it, -1 when it is too far away."""
        end = self._held.find(BREAK)
        while end < 0 and len(self._held) < LONGEST_HEADER:
            more = self._source.read(PROBE)
            if not more:
                self._lost.cut = self._lost.cut or not self._source.gap
                self._held = b""
                return 0
            self._held += more
            end = self._held.find(BREAK)
        return end

    def _body(self, length: int) -> bytes | None:
        """The body of a record; None when it is not whole, with reading set to go on at the next record."""
        taken = self._take(length + len(BREAK))
        self._source.settle()
        body, tail = taken[:length], taken[length:]
        if len(body) == length and not tail.strip(b"\r\n"):
            return None if self._source.gap and self._source.tainted and not self._held else body
        if self._source.gap and not self._held:
            return None  # what was lost is counted where the gap was found
        at = taken.find(b"\n" + MARK)
        if at >= 0:  # the length is wrong: another record begins inside
            self._lost.add(at + 1)
            self._held = taken[at + 1 :] + self._held
        elif len(body) < length:
            self._lost.cut = True
        else:
            self._lost.add(length)
            self._held = tail + self._held
        return None

    def _take(self, size: int) -> bytes:
        parts, have = [self._held], len(self._held)
        while have < size and (more := self._source.read(min(PIECE, size - have))):
            parts.append(more)
            have += len(more)
        joined = b"".join(parts)
        self._held = joined[size:]
        return joined[:size]

    def _pass(self, length: int) -> None:
        """Leave out a body that is too large without holding it."""
        left = length - len(self._held)
        self._held = self._held[length:]
        while left > 0:
            more = self._source.read(min(PIECE, left))
            if not more:
                self._lost.cut = self._lost.cut or not self._source.gap
                return
            left -= len(more)


def _content_length(head: bytes) -> int | None:
    for line in head.split(b"\r\n")[1:]:
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit() and len(value.strip()) < 16:
            return int(value)
    return None
