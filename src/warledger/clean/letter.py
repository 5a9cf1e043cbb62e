"""The words of a letter (EML): its plain part, or its HTML part when the plain one is missing or only points at it.

Takes bytes, gives text. Headers stay in the page; attachments are pages of their own.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import Message

from warledger.clean.decode import decode
from warledger.clean.html import PageText, extract_page

ERRORS = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
NOTE, FULLER = 600, 3
"""A plain part of so few characters beside an HTML part so many times as long is a note ("see this letter in your browser")."""


def extract_letter(content: bytes) -> PageText | None:
    """The body of a letter, None when it cannot be read."""
    try:
        letter = message_from_bytes(content, policy=policy.default)
        parts = [p for p in _whole(letter, content).walk() if not p.is_multipart() and p.get_content_disposition() != "attachment"]
        plain, html = (next((p for p in parts if p.get_content_type() == kind), None) for kind in ("text/plain", "text/html"))
        text, marked = _text(plain), _text(html)
        subject = " ".join(str(letter.get("Subject", "") or "").split())
    except ERRORS:
        return None
    if marked and len(text.strip()) < NOTE:
        found = extract_page(marked)
        if len(found.text) > FULLER * len(text.strip()):
            return PageText(found.text, subject or found.title)
    return PageText(text, subject)


def _whole(letter: Message, content: bytes) -> Message:
    """The letter, read by the older rules where the newer ones do not take its boundary (old Outlook writes it without quotes)."""
    cut = any(p.get_content_maintype() == "multipart" and not p.is_multipart() for p in letter.walk())
    return message_from_bytes(content, policy=policy.compat32) if cut else letter


def _text(part: Message | None) -> str:
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes):
        return ""
    return decode(body, str(part.get_param("charset", "") or ""))[0]
