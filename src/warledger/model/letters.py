"""A letter taken apart: what is its own and what is a letter inside it.

Takes the bytes of a letter, gives parts of the standard library. Does not say what the words are.
"""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

LETTER = "message/rfc822"
FIRST_LINES = 2_000
LETTER_ERRORS = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What the standard library's parser raises for letters that break the rules."""


def parse_letter(content: bytes) -> Message:
    """The letter, read by the older rules where the newer ones do not take its boundary (old Outlook writes it without quotes)."""
    letter = message_from_bytes(content, policy=policy.default)
    cut = any(p.get_content_maintype() == "multipart" and not p.is_multipart() for p in letter.walk())
    return message_from_bytes(content, policy=policy.compat32) if cut else letter


def iter_parts(letter: Message) -> Iterator[Message]:
    """The parts of a letter in their order that hold something; a letter inside it is one part and is not entered."""
    waiting = [letter]
    while waiting:
        part = waiting.pop()
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_type() != LETTER:
            waiting += [p for p in reversed(inside) if isinstance(p, Message)]
        else:
            yield part


def letter_inside(part: Message, content: bytes) -> bytes | None:
    """The bytes of the letter that a part is, with the line ends of the letter around it (`content`); None when it is none."""
    inside = part.get_payload()
    if part.get_content_type() != LETTER or not isinstance(inside, list) or not isinstance(inside[0], Message):
        return None
    ends = "\r\n" if b"\r\n" in content[:FIRST_LINES] else "\n"
    return inside[0].as_bytes(policy=policy.default.clone(refold_source="none", linesep=ends))


def header_of(letter: Message, name: str) -> str:
    """A header on one line, "" when it is not there."""
    return " ".join(str(letter.get(name, "") or "").split())
