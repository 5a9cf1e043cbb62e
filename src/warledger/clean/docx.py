"""The words of a Word document (DOCX).

Takes bytes, gives one line a paragraph. Text that was deleted with tracking, comments and notes are left out.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from lxml import etree

from warledger.clean.html import PageText

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLE = "{http://purl.org/dc/elements/1.1/}title"
MAX_PART = 50_000_000
MAX_RATIO = 200
ERRORS = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError,
    struct.error, etree.XMLSyntaxError,
)  # fmt: skip


def extract_docx(content: bytes) -> PageText | None:
    """The paragraphs of a document, None when it cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            body = _part(archive, "word/document.xml")
            core = _part(archive, "docProps/core.xml") if "docProps/core.xml" in archive.namelist() else b""
        return PageText("\n".join(_paragraphs(body)), _title(core))
    except ERRORS:
        return None


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """One part, unpacked within bounds."""
    info = archive.getinfo(name)
    allowed = min(MAX_PART, max(1_000_000, info.compress_size * MAX_RATIO))
    with archive.open(info) as stream:
        part = stream.read(allowed + 1)
    if len(part) > allowed:
        raise ValueError("unpacks to too much")
    return part


def _paragraphs(body: bytes) -> list[str]:
    found = []
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
    for _, node in etree.iterparse(io.BytesIO(body), events=("end",), tag=f"{W}p", **options):
        pieces = []
        for leaf in node.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr"):
            pieces.append((leaf.text or "") if leaf.tag == f"{W}t" else " ")
        text = " ".join("".join(pieces).split())
        if text:
            found.append(text)
        node.clear()
    return found


def _title(core: bytes) -> str:
    if not core:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        node = etree.fromstring(core, parser).find(TITLE)
    except etree.XMLSyntaxError:
        return ""
    return " ".join((node.text or "").split()) if node is not None else ""
