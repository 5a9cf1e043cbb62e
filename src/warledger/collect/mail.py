"""Letters and saved pages: EML, mbox, MHTML.

A letter is one page (its bytes as they are; `clean` takes the words out), each letter or document inside it another one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime

from warledger.collect.archives import Read, is_furniture
from warledger.collect.contract import CollectOptions, Input, Item, megabytes
from warledger.model import Declared
from warledger.model.letters import LETTER, LETTER_ERRORS, header_of, iter_parts, letter_inside, parse_letter

SEPARATOR = re.compile(rb"From \S*\s*($|((Mon|Tue|Wed|Thu|Fri|Sat|Sun),?\s*($|(\w{3} +)?\d))|\d)")
"""A line between letters: who and when, or only who. "From the north, ..." in a letter that nobody escaped is none."""
QUOTED = re.compile(rb">+From ")
"""A line of a letter that would be taken for a separator had it no mark; writers put one mark more before each."""


def read_letter(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """The page of a letter, then what is attached to it: documents, and letters that are passed on."""
    content = source.stream.read(opts.max_bytes + 1)
    if len(content) > opts.max_bytes:
        yield source.refuse("too-large", f"a letter of more than {megabytes(opts.max_bytes)}")
        return
    try:
        letter = parse_letter(content)
        title, published, sender = header_of(letter, "Subject"), _day(letter), _sender(letter)
        identity = source.identity or header_of(letter, "Message-ID")
        attached = list(_attachments(letter, content))
    except LETTER_ERRORS as error:
        yield source.refuse("unreadable", f"not a letter that can be read ({type(error).__name__})")
        return
    known = source.declared
    declared = Declared(known.url, known.outlet or sender, known.title or title, known.published or published, known.language)
    yield Input(source.name, source.stream, declared, identity, source.captured_at, source.headers, source.depth).page(content, LETTER)
    if attached and source.depth >= opts.max_depth:
        yield source.refuse("too-deep", f"{len(attached)} attachments of a letter in {source.depth} others: save them first")
        return
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
                lines.append(line[1:] if QUOTED.match(line) else line)
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
        letter = parse_letter(content)
        root = next((p for p in letter.walk() if p.get_content_type() in ("text/html", "application/xhtml+xml")), None)
        body = root.get_payload(decode=True) if root is not None else None
        address = header_of(letter, "Snapshot-Content-Location") or (header_of(root, "Content-Location") if root is not None else "")
        charset = str(root.get_param("charset", "") or "") if root is not None else ""
        saved, browser = _saved_at(letter), header_of(letter, "From").strip('<>" ')
    except LETTER_ERRORS as error:
        yield source.refuse("unreadable", f"not a saved page that can be read ({type(error).__name__})")
        return
    if not isinstance(body, bytes) or not body.strip():
        yield source.refuse("no-text", "a saved page without a page in it")
        return
    declared = Declared(address if address.startswith("http") else "")
    known = (("content-type", f"text/html; charset={charset}"), *((("captured-by", browser),) if browser else ()))
    headers, at = (*source.headers, *known), source.captured_at or saved
    yield Input(source.name, source.stream, declared, address, at, headers, source.depth).page(body, "text/html")


def _attachments(letter: Message, content: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and bytes of what is attached and may be a document, and of letters that are passed on, attached or not."""
    for number, part in enumerate(iter_parts(letter), 1):
        if (inner := letter_inside(part, content)) is not None:
            yield f"{number}.eml", inner
            continue
        if part.get_content_maintype() in ("image", "audio", "video") or part.get_content_disposition() != "attachment":
            continue
        name, body = part.get_filename() or "attachment", part.get_payload(decode=True)
        if isinstance(body, bytes) and body.strip() and not is_furniture(name):
            yield name, body


def _sender(letter: Message) -> str:
    """Who sent a letter: the name, the address when there is none."""
    written = header_of(letter, "From")
    name, address = parseaddr(written)
    return name or address or written


def _date(letter: Message) -> datetime | None:
    try:
        return parsedate_to_datetime(header_of(letter, "Date"))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _day(letter: Message) -> str:
    """The Date of a letter in ISO form, "" when it has none that can be read."""
    found = _date(letter)
    return found.isoformat() if found else ""


def _saved_at(letter: Message) -> datetime | None:
    """When a browser saved a page; "-0000" is UTC, said by a machine that does not tell where it stands."""
    found = _date(letter)
    return found and (found if found.tzinfo else found.replace(tzinfo=UTC))
