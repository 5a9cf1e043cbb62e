"""Taking what was read out of a ledger: so that a better reading can take its place, or for good.

Takes a connection inside a write transaction. For a better reading the captured page and all judgements stay; for good
nothing stays but a hash and the reason.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, delete, select, update

from warledger.model import Claim, Judgement, Report
from warledger.store import kinds, schema
from warledger.store.codec import decode, encode, to_json
from warledger.store.dialects import Dialect
from warledger.store.judgements import FORGET, emptied, hash_of_rest, in_force


@dataclass(frozen=True, slots=True)
class Deletion:
    """The wish that pages be deleted for good: which, who says so, why, and when."""

    page_ids: tuple[str, ...]
    by: str
    why: str
    at: datetime


def words_of_report(report: Report) -> str:
    """What of a report goes into the word index."""
    return f"{report.title}\n{report.text}"


def forget_reading(connection: Connection, dialect: Dialect, page_id: str) -> None:
    """Remove the report of a page with its annotation, its claims, their words and what was doubted about them."""
    reports, claims, marks = schema.reports, schema.claims, schema.marks
    for report_id, stored in connection.execute(select(reports.c.id, reports.c.record).where(reports.c.page_id == page_id)).all():
        for claim_id, record in connection.execute(select(claims.c.id, claims.c.record).where(claims.c.report_id == report_id)).all():
            _forget_words(connection, dialect, claim_id, decode(Claim, record).evidence)
        _forget_words(connection, dialect, report_id, words_of_report(decode(Report, stored)))
        connection.execute(delete(claims).where(claims.c.report_id == report_id))
        connection.execute(delete(marks).where(marks.c.id == report_id))
        connection.execute(delete(schema.issues).where(schema.issues.c.record_id == report_id))
        connection.execute(delete(reports).where(reports.c.id == report_id))


def forget_page(connection: Connection, dialect: Dialect, page_id: str, wish: Deletion) -> Judgement | None:
    """Remove a page for good, with its reading, its other names, its refusals, and the words of judgements on it.

    What comes back is the judgement that says so, still to be put at the end of the chain. None: there is no such page.
    """
    pages = schema.pages
    sha256 = connection.scalar(select(pages.c.sha256).where(pages.c.id == page_id))
    if sha256 is None:
        return None
    report_ids = connection.scalars(select(schema.reports.c.id).where(schema.reports.c.page_id == page_id)).all()
    claims = schema.claims.c
    about = {page_id, *report_ids, *connection.scalars(select(claims.id).where(claims.report_id.in_(report_ids)))}
    about |= set(connection.scalars(select(schema.rejections.c.id).where(schema.rejections.c.page_id == page_id)))
    value = {"sha256": sha256, "report": report_ids[0] if report_ids else "", "emptied": _empty(connection, about)}
    forget_reading(connection, dialect, page_id)
    connection.execute(delete(schema.issues).where(schema.issues.c.record_id.in_(about)))
    connection.execute(delete(schema.rejections).where(schema.rejections.c.page_id == page_id))
    connection.execute(delete(pages).where(pages.c.id == page_id))
    return Judgement("", page_id, FORGET, to_json(value), wish.by, wish.at, wish.why)


def is_forgotten(connection: Connection, page_id: str) -> bool:
    """Whether a page was deleted for good, and that was not taken back."""
    return any(j.action == FORGET for j in in_force(_judgements(connection, {page_id})))


def copies_beside(file: Path, page_ids: Collection[str]) -> Iterator[Path]:
    """Other ledgers and backups in the folder of a ledger that hold one of the pages; what cannot be opened is passed over."""
    wanted = sorted(page_ids)
    marks = ",".join("?" * len(wanted))
    for other in sorted(file.absolute().parent.iterdir()):
        if not other.is_file() or (file.exists() and other.samefile(file)):
            continue
        try:
            with other.open("rb") as stream:
                if stream.read(16) != b"SQLite format 3\0":
                    continue
            connection = sqlite3.connect(f"file:{quote(str(other))}?mode=ro", uri=True)
            try:
                if connection.execute(f"SELECT 1 FROM pages WHERE id IN ({marks}) LIMIT 1", wanted).fetchone():
                    yield other
            finally:
                connection.close()
        except (OSError, sqlite3.Error):
            continue


def _empty(connection: Connection, record_ids: Collection[str]) -> dict[str, str]:
    """Take the words out of the judgements on some records; hashes of what is left of them, by id."""
    left = {}
    for judgement in _judgements(connection, record_ids):
        if (empty := emptied(judgement)) != judgement:
            left[judgement.id] = hash_of_rest(empty)
            table = schema.judgements
            connection.execute(update(table).where(table.c.id == judgement.id).values(record=encode(empty)))
    return left


def _judgements(connection: Connection, record_ids: Collection[str]) -> Sequence[Judgement]:
    table = schema.judgements.c
    wanted = sorted(record_ids)
    found: list[tuple[int, str]] = []
    for at in range(0, len(wanted), 500):
        chosen = select(table.number, table.record).where(table.record_id.in_(wanted[at : at + 500]))
        found += [(row.number, row.record) for row in connection.execute(chosen)]
    return [decode(kinds.JUDGEMENTS.type, record) for _, record in sorted(found)]


def _forget_words(connection: Connection, dialect: Dialect, record_id: str, body: str) -> None:
    texts = schema.texts
    for number in connection.scalars(select(texts.c.number).where(texts.c.record_id == record_id)).all():
        dialect.drop_text(connection, number, body)
        connection.execute(delete(texts).where(texts.c.number == number))
