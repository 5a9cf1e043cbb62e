"""Taking a reading out of a ledger, so that a better one can take its place.

Takes a connection inside a write transaction. The captured page and all judgements stay.
"""

from __future__ import annotations

from sqlalchemy import Connection, delete, select

from warledger.model import Claim, Report
from warledger.store import schema
from warledger.store.codec import decode
from warledger.store.dialects import Dialect


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


def _forget_words(connection: Connection, dialect: Dialect, record_id: str, body: str) -> None:
    texts = schema.texts
    for number in connection.scalars(select(texts.c.number).where(texts.c.record_id == record_id)).all():
        dialect.drop_text(connection, number, body)
        connection.execute(delete(texts).where(texts.c.number == number))
