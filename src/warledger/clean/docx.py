"""The words of a Word document (DOCX).

Takes bytes, gives one line a paragraph, and one a row of a table of short cells. Text that was deleted or moved away with
tracking, comments and notes are left out.
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
LONGEST_ROW = 300
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
    """Paragraphs in their order. Rows are put together when they end; those of a table inside a cell go into that cell."""
    found: list[str] = []
    rows: list[list[list[str]]] = []
    options = {"resolve_entities": False, "no_network": True, "huge_tree": False, "load_dtd": False}
    tags = [f"{W}{name}" for name in ("p", "tc", "tr")]
    for event, node in etree.iterparse(io.BytesIO(body), events=("start", "end"), tag=tags, **options):
        name = node.tag.removeprefix(W)
        if event == "start":
            if name == "tr":
                rows.append([])
            elif name == "tc" and rows:
                rows[-1].append([])
            continue
        around = rows[-1][-1] if rows and rows[-1] else found
        if name == "p":
            around += filter(None, [_words(node)])
            node.clear()
        elif name == "tr":
            cells = rows.pop()
            (rows[-1][-1] if rows and rows[-1] else found).extend(_row(cells))
            node.clear()
    return found


def _words(paragraph: etree._Element) -> str:
    found = paragraph.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}cr")
    leaves = (leaf for leaf in found if next(leaf.iterancestors(f"{W}moveFrom"), None) is None)
    return " ".join("".join((leaf.text or "") if leaf.tag == f"{W}t" else " " for leaf in leaves).split())


def _row(cells: list[list[str]]) -> list[str]:
    """A row of figures on one line; the paragraphs of cells that hold more, as where a page is laid out in a table."""
    if all(len(cell) <= 1 for cell in cells) and sum(len(text) for cell in cells for text in cell) <= LONGEST_ROW:
        return ["; ".join(text for cell in cells for text in cell)] if any(cells) else []
    return [text for cell in cells for text in cell]


def _title(core: bytes) -> str:
    if not core:
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        node = etree.fromstring(core, parser).find(TITLE)
    except etree.XMLSyntaxError:
        return ""
    return " ".join((node.text or "").split()) if node is not None else ""
