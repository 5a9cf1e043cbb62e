"""Lists of web archives, as Common Crawl publishes them (`warc.paths.gz`): one path a line.

Takes the name and the bytes of a file, gives the paths in it. Opens nothing.
"""

from __future__ import annotations

from warledger.collect.contract import Input
from warledger.collect.inflate import Damaged, TooMuch, iter_inflated

ENDINGS = (".paths", ".paths.gz", ".list", ".txt")
ARCHIVES = (".warc", ".warc.gz")
MOST_BYTES = 20_000_000


def archives_in(source: Input) -> list[str]:
    """The paths of a file that holds nothing but paths of web archives (# begins a remark); none for any other file.

    The stream is left at its start.
    """
    if not source.name.lower().endswith(ENDINGS):
        return []
    start = source.stream.tell()
    try:
        lines = _bytes(source).decode("utf-8-sig").splitlines()
    except (UnicodeDecodeError, TooMuch, Damaged):
        return []
    finally:
        source.stream.seek(start)
    kept = [line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
    return kept if kept and all(line.lower().endswith(ARCHIVES) and "\0" not in line for line in kept) else []


def _bytes(source: Input) -> bytes:
    if source.name.lower().endswith(".gz"):
        return b"".join(iter_inflated(source.stream, MOST_BYTES, 1_000))
    content = source.stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise TooMuch
    return content
