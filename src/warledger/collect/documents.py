"""PDF and DOCX: opened to see that they are whole; `clean` takes the words out."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from typing import BinaryIO

import pypdfium2

from warledger.collect.archives import ZIP_ERRORS, Read
from warledger.collect.contract import CollectOptions, Input, Item, megabytes

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DOCX_PART = "word/document.xml"
MAX_PAGES = 3_000
MAX_LOOSE = 20_000
"""Objects of a PDF without a table of them; with more, looking for them keeps pdfium busy for minutes."""


def read_pdf(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """The page of a PDF, or why it cannot be opened."""
    content = source.stream.read(opts.max_bytes + 1)
    if len(content) > opts.max_bytes:
        yield source.refuse("too-large", f"a PDF of more than {megabytes(opts.max_bytes)}: split it")
        return
    if b"startxref" not in content[-2_000:] and content.count(b" obj") > MAX_LOOSE:
        yield source.refuse("pdf", "a broken PDF file: its table of objects is missing")
        return
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        yield source.refuse(
            "encrypted" if locked else "pdf", "a PDF with a password" if locked else "a broken PDF file: it cannot be opened"
        )
        return
    try:
        pages = len(document)
    finally:
        document.close()
    if not 0 < pages <= MAX_PAGES:
        yield source.refuse("too-large" if pages else "pdf", f"a PDF of {pages:,} pages, the limit is {MAX_PAGES:,}: split it")
        return
    yield source.page(content, PDF)


def is_docx(stream: BinaryIO) -> bool:
    """Whether a zip is a Word document; the stream is left at its start."""
    start = stream.tell()
    try:
        with zipfile.ZipFile(stream) as archive:
            return DOCX_PART in archive.namelist()
    except ZIP_ERRORS:
        return False
    finally:
        stream.seek(start)


def read_docx(source: Input, opts: CollectOptions, read: Read) -> Iterator[Item]:
    """The page of a Word document."""
    content = source.stream.read(opts.max_bytes + 1)
    if len(content) > opts.max_bytes:
        yield source.refuse("too-large", f"a document of more than {megabytes(opts.max_bytes)}")
        return
    yield source.page(content, DOCX)
