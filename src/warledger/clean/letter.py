"""The words of a letter (EML): its plain part, or its HTML part when it has no plain one.

Takes bytes, gives text. Headers stay in the page; attachments are pages of their own.
"""

from __future__ import annotations

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage

from warledger.clean.decode import decode
from warledger.clean.html import PageText, extract_page

ERRORS = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


def extract_letter(content: bytes) -> PageText | None:
    """The body of a letter, None when it cannot be read."""
    try:
        letter = message_from_bytes(content, policy=policy.default)
        parts = [p for p in letter.walk() if not p.is_multipart() and p.get_content_disposition() != "attachment"]
        plain, html = (next((p for p in parts if p.get_content_type() == kind), None) for kind in ("text/plain", "text/html"))
        text, marked = _text(plain), _text(html)
        subject = " ".join(str(letter.get("Subject", "") or "").split())
    except ERRORS:
        return None
    if not text.strip() and marked:
        found = extract_page(marked)
        return PageText(found.text, subject or found.title)
    return PageText(text, subject)


def _text(part: EmailMessage | None) -> str:
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes):
        return ""
    return decode(body, str(part.get_param("charset", "") or ""))[0]
