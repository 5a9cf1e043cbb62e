"""Letters and saved pages: EML, mbox, MHTML.

A letter is one page (its bytes as they are; `clean` takes the words out), each attachment that is a document another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime

from warledger.collect.archives import Read, is_furniture
from warledger.collect.contract import CollectOptions, Input, Item, megabytes
from warledger.model import Declared

LETTER = "message/rfc822"
SEPARATOR = re.compile(rb"From \S*\s*($|((Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s*($|(\w{3} +)?\d))|\d)")
"""A line between letters: who and when, or only who. "From the north, ..." in a letter that nobody escaped is none."""
MAIL_ERRORS = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library's parser raises for letters that break the rules."""


def read_letter(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """The page of a letter, then its attachments."""
    content = source.stream.read(opts.max_bytes + 1)
    if len(content) > opts.max_bytes:
        yield source.refuse("too-large", f"a letter of more than {megabytes(opts.max_bytes)}")
        return
    try:
        letter = message_from_bytes(content, policy=policy.default)
        title, published, sender = _header(letter, "Subject"), _day(letter), _header(letter, "From")
        attached = list(_attachments(_whole(letter, content)))
    except MAIL_ERRORS as error:
        yield source.refuse("unreadable", f"not a letter that can be read ({type(error).__name__})")
        return
    known = source.declared
    declared = Declared(known.url, known.outlet or sender, known.title or title, known.published or published, known.language)
    identity = source.identity or _header(letter, "Message-ID")
    yield Input(source.name, source.stream, declared, identity, source.captured_at, source.headers, source.depth).page(content, LETTER)
    for name, body in attached:
        yield from read(source.inside(name, body), opts)


def read_mbox(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """Letters of an mbox file in its order; a letter begins at a line "From WHO WHEN" after a blank one."""
    lines: list[bytes] = []
    number, size, blank, some = 0, 0, True, False
    while line := source.stream.readline(opts.max_bytes + 1):
        if blank and SEPARATOR.match(line) and (lines or number):
            yield from _letter(source.inside(f"{number}.eml", b"".join(lines)), size, opts, read)
            lines, size = [], 0
        elif number or not SEPARATOR.match(line):
            size += len(line)
            if size <= opts.max_bytes:
                lines.append(line[1:] if line.startswith(b">From ") else line)
        if SEPARATOR.match(line) and blank:
            number += 1
        blank = not line.strip()
        some = some or bool(size)
    if not some:
        yield source.refuse("empty", "an mbox without a letter in it")
    yield from _letter(source.inside(f"{number}.eml", b"".join(lines)), size, opts, read)


def _letter(letter: Input, size: int, opts: CollectOptions, read: Read) -> Iterator[Item]:
    if size > opts.max_bytes:
        yield letter.refuse("too-large", f"a letter of {megabytes(size)}, the limit is {megabytes(opts.max_bytes)}")
    elif size:
        yield from read_letter(letter, opts, read)


def read_mhtml(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """The page that a browser saved; images and styles beside it are left out."""
    content = source.stream.read(opts.max_bytes + 1)
    if len(content) > opts.max_bytes:
        yield source.refuse("too-large", f"more than {megabytes(opts.max_bytes)}")
        return
    try:
        letter = message_from_bytes(content, policy=policy.default)
        root = next((p for p in letter.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        body = root.get_payload(decode=True) if root is not None else None
        address = _header(letter, "Snapshot-Content-Location") or (_header(root, "Content-Location") if root is not None else "")
        charset = str(root.get_param("charset", "") or "") if root is not None else ""
        title, published = _header(letter, "Subject"), _day(letter)
    except MAIL_ERRORS as error:
        yield source.refuse("unreadable", f"not a saved page that can be read ({type(error).__name__})")
        return
    if not isinstance(body, bytes) or not body.strip():
        yield source.refuse("no-text", "a saved page without a page in it")
        return
    declared = Declared(address if address.startswith("http") else "", "", title, "", "")
    headers = (*source.headers, ("content-type", f"text/html; charset={charset}"), ("saved", published))
    yield Input(source.name, source.stream, declared, address, source.captured_at, headers, source.depth).page(body, "text/html")


def _whole(letter: Message, content: bytes) -> Message:
    """The letter, read by the older rules where the newer ones do not take its boundary (old Outlook writes it without quotes)."""
    cut = any(p.get_content_maintype() == "multipart" and not p.is_multipart() for p in letter.walk())
    return message_from_bytes(content, policy=policy.compat32) if cut else letter


def _attachments(letter: Message) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of what is attached and may be a document."""
    for part in letter.walk():
        if (
            part.is_multipart()
            or part.get_content_maintype() in ("image", "audio", "video")
            or part.get_content_disposition() != "attachment"
        ):
            continue
        name, body = part.get_filename() or "attachment", part.get_payload(decode=True)
        if isinstance(body, bytes) and body.strip() and not is_furniture(name):
            yield name, body


def _header(letter: EmailMessage, name: str) -> str:
    return " ".join(str(letter.get(name, "") or "").split())


def _day(letter: EmailMessage) -> str:
    """The Date of a letter in ISO form, "" when it has none that can be read."""
    try:
        return parsedate_to_datetime(_header(letter, "Date")).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
