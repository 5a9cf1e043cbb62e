"""Telling what changed: an Atom file, and the form and signature in which a webhook gets it.

Takes changes, writes them. The signature is HMAC-SHA256 over the body, as GitHub does it.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from warledger.export.whole import write_bytes_whole
from warledger.export.words import inert
from warledger.model import content_id
from warledger.run.watch.changes import Change

ATOM = "{http://www.w3.org/2005/Atom}"
KEPT = 500
"""Entries in the Atom file; older ones go."""
SIGNATURE = "X-Warledger-Signature-256"


def write_atom(path: Path, changes: Sequence[Change], at: datetime) -> None:
    """Put changes before what the file holds already; written whole or not at all.

    Raises:
        InputError: it cannot be written.
    """
    fresh = [_entry(c, at) for c in changes]
    ids = {change_id(c, at) for c in changes}
    old = [e for e in _old_entries(path) if (e.findtext(f"{ATOM}id") or "") not in ids]
    kept = [etree.tostring(e, encoding="unicode", with_tail=False) for e in old[: max(0, KEPT - len(fresh))]]
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>warledger: what changed</title>'
        f"<id>urn:warledger:changes</id><updated>{iso(at)}</updated><author><name>warledger</name></author>\n"
    )
    write_bytes_whole(path, (head + "\n".join([*fresh, *kept]) + "\n</feed>\n").encode("utf-8", "replace"))


def change_id(change: Change, at: datetime) -> str:
    """The id of a change as it was told at a time."""
    return f"urn:warledger:change:{content_id('ch', change.kind, change.record_id, change.before, change.after, iso(at))}"


def sign(secret: str, body: bytes) -> str:
    """HMAC-SHA256 of a body in hexadecimal.

    >>> sign("key", b"The quick brown fox jumps over the lazy dog")[:16]
    'f7bc83f430538424'
    """
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def as_json(change: Change) -> dict[str, str]:
    """A change as JSON."""
    return {
        "kind": change.kind, "record": change.record_id, "what": change.what, "before": change.before, "after": change.after,
        "why": change.why, "sentence": change.sentence(),
    }  # fmt: skip


def _entry(change: Change, at: datetime) -> str:
    title = escape(inert(change.sentence()))
    return (
        f"<entry><id>{change_id(change, at)}</id><title>{title}</title><updated>{iso(at)}</updated>"
        f'<category term="{escape(change.kind)}"/><content type="text">{title}\nwarledger show {escape(change.record_id)}</content></entry>'
    )


def _old_entries(path: Path) -> list[etree._Element]:
    """Entries of the file as it is; none when there is no file or it was damaged."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return list(etree.fromstring(path.read_bytes(), parser).findall(f"{ATOM}entry"))
    except (OSError, etree.XMLSyntaxError):
        return []


def iso(at: datetime) -> str:
    """A time as it is told: UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
