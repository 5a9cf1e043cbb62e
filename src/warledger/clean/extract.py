"""From the bytes of a page to its text, by what the bytes are.

Takes a RawPage, gives the text as it is stored in `Report.captured`, or the refusal of one that has none.
"""

from __future__ import annotations

from warledger.clean.decode import decode
from warledger.clean.docx import extract_docx
from warledger.clean.html import PageText, extract_page
from warledger.clean.letter import extract_letter
from warledger.clean.pdf import extract_pdf
from warledger.model import RawPage, Rejection
from warledger.model.letters import LETTER

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
LEAST_LETTERS = 12


def extract(page: RawPage) -> PageText | Rejection:
    """The text of a page. Rejection codes: pdf, pdf-without-text, unreadable, no-text."""
    if page.media_type == PDF:
        return _or_refuse(page, extract_pdf(page.content), "pdf-without-text", "a PDF without a text layer (scanned?): run OCR on it first")
    if page.media_type == DOCX:
        return _or_refuse(page, extract_docx(page.content), "no-text", "a document without words")
    if page.media_type == LETTER:
        return _or_refuse(page, extract_letter(page.content), "no-text", "a letter without words")
    text, _ = decode(page.content, charset_of(page))
    said = extract_page(text) if page.media_type == "text/html" else PageText(text)
    return _or_refuse(page, said, "no-text", "no text to read")


def charset_of(page: RawPage) -> str:
    """The charset that came with a page in its headers, "" when none did."""
    kind = next((value for name, value in page.headers if name.lower() == "content-type"), "").lower()
    _, found, after = kind.partition("charset=")
    return after.split(";")[0].strip(" \"'") if found else ""


def _or_refuse(page: RawPage, said: PageText | None, code: str, detail: str) -> PageText | Rejection:
    if said is None:
        return Rejection(page.name, "unreadable", f"cannot be opened ({page.media_type})", page.id)
    if sum(ch.isalpha() for ch in said.text) < LEAST_LETTERS:
        return Rejection(page.name, code, detail, page.id)
    return said
