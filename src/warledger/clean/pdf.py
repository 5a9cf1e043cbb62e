"""The words of a PDF that has a text layer.

Takes bytes, gives text with its lines joined to paragraphs. Does not read pictures of text.
"""

from __future__ import annotations

import re

import pypdfium2

from warledger.clean.html import PageText

MAX_CHARS = 3_000_000
HYPHEN = "\ufffe\u00ad\x02"
"""What PDFium puts where a word was broken at the end of a line."""
ENDS = re.compile(r"[.!?…:؟。][\"”»'’)\]]?$")
SHORT = 0.6
"""A line shorter than this share of the longest lines ends its paragraph."""
RIGHT_TO_LEFT = re.compile("[\u0591-\u05bd\u05bf-\u05f2\u0610-\u061a\u0620-\u065f\u066e-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]+")
CLUSTER = re.compile("[^\u064b-\u065f\u0670][\u064b-\u065f\u0670]*|[\u064b-\u065f\u0670]")
LINE_HEIGHT = 20.0
"""Points that two letters of one line may stand apart in height."""


def extract_pdf(content: bytes) -> PageText | None:
    """The text layer, None when the file cannot be opened; empty text when there is no layer.

    The date of a PDF is when the file was made; it is not taken for a day of publication.
    """
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    try:
        pages, size = [], 0
        for number in range(len(document)):
            text = _page_text(document, number)
            size += len(text)
            if size > MAX_CHARS:
                break
            pages.append(text)
        return PageText("\n\n".join(join_paragraphs(p) for p in pages if p.strip()), _title(document))
    finally:
        document.close()


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    try:
        page = document[number]
        layer = page.get_textpage()
        try:
            text = str(layer.get_text_range())
            return _in_reading_order(layer) if RIGHT_TO_LEFT.search(text) else text
        finally:
            layer.close()
            page.close()
    except pypdfium2.PdfiumError:
        return ""


def _in_reading_order(layer: pypdfium2.PdfTextPage) -> str:
    """Text of a page with right-to-left words: those whose first letter stands left of their last are turned round.

    PDFium gives words of files that Chromium printed in the order of the eye, letter by letter ("ةليصح" for "حصيلة").
    """
    codes = [pypdfium2.raw.FPDFText_GetUnicode(layer, at) for at in range(layer.count_chars())]
    text = "".join(chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else " " for code in codes)
    out, at = [], 0
    for word in RIGHT_TO_LEFT.finditer(text):
        letters = [n for n in range(word.start(), word.end()) if text[n].isalpha()] or [word.start()]
        first, last = layer.get_charbox(letters[0]), layer.get_charbox(letters[-1])
        turned = first[0] < last[0] and abs(first[1] - last[1]) < LINE_HEIGHT
        out += [text[at : word.start()], _turned(word.group()) if turned else word.group()]
        at = word.end()
    return "".join([*out, text[at:]])


def _turned(word: str) -> str:
    """A word from its last letter to its first, marks kept with their letters."""
    return "".join(reversed(CLUSTER.findall(word)))


def _title(document: pypdfium2.PdfDocument) -> str:
    try:
        return " ".join(str(document.get_metadata_dict().get("Title", "")).split())
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return ""


def join_paragraphs(page: str) -> str:
    """The lines of a page as paragraphs: a line goes on in the next unless it is short, ends a sentence or stands before a blank.

    >>> join_paragraphs("The army took the town over\\nnight and shelled the mar\\ufffe\\nket, residents said.\\nNext.")
    'The army took the town over night and shelled the market, residents said.\\nNext.'
    """
    for mark in HYPHEN:
        page = page.replace(mark + "\r\n", "").replace(mark + "\n", "").replace(mark, "")
    lines = [" ".join(line.split()) for line in page.splitlines()]
    lengths = sorted(len(line) for line in lines if line)
    usual = lengths[int(len(lengths) * 0.8)] if lengths else 0
    out: list[str] = []
    going_on = False
    for line in lines:
        if not line:
            going_on = False
            continue
        if going_on:
            out[-1] += f" {line}"
        else:
            out.append(line)
        going_on = not (ENDS.search(line) and len(line) < usual * 0.95) and len(line) >= usual * SHORT
    return "\n".join(out)
