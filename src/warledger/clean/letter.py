"""The words of a letter (EML): its plain part, or its HTML part when the plain one is missing or only points at it.

Takes bytes, gives text. Headers stay in the page; attachments and letters inside the letter are pages of their own.
"""

from __future__ import annotations

from email.message import Message

from warledger.clean.decode import decode
from warledger.clean.html import PageText, extract_page
from warledger.model.letters import LETTER_ERRORS, header_of, iter_parts, parse_letter

NOTE, FULLER = 600, 3
"""A plain part of so few characters beside an HTML part so many times as long is a note ("see this letter in your browser")."""


def extract_letter(content: bytes) -> PageText | None:
    """The body of a letter, None when it cannot be read."""
    try:
        letter = parse_letter(content)
        parts = [p for p in iter_parts(letter) if p.get_content_disposition() != "attachment"]
        plain, html = (next((p for p in parts if p.get_content_type() == kind), None) for kind in ("text/plain", "text/html"))
        text, marked = _text(plain), _text(html)
        subject = header_of(letter, "Subject")
    except LETTER_ERRORS:
        return None
    if marked and len(text.strip()) < NOTE:
        found = extract_page(marked)
        if len(found.text) > FULLER * len(text.strip()):
            return PageText(found.text, subject or found.title)
    return PageText(text, subject)


def _text(part: Message | None) -> str:
    body = part.get_payload(decode=True) if part is not None else None
    if part is None or not isinstance(body, bytes):
        return ""
    return decode(body, str(part.get_param("charset", "") or ""))[0]
