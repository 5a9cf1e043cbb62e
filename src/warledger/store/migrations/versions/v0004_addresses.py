"""Addresses beside reports: versions of one page are found, and lists tell where a report stood, without reading whole records."""

from __future__ import annotations

import json
from urllib.parse import urldefrag

import sqlalchemy as sa
from alembic import op

from warledger.model import content_id

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ROWS = 500


def upgrade() -> None:
    url = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    address = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
    op.add_column("reports", sa.Column("url", url, nullable=False, server_default=""))
    op.add_column("reports", sa.Column("address", address, nullable=False, server_default=""))
    fill_addresses()
    op.create_index("ix_reports_address", "reports", ["address"])


def fill_addresses() -> None:
    """Addresses stood in the record only."""
    connection = op.get_bind()
    reports = sa.table("reports", *(sa.column(name) for name in ("id", "url", "address", "record")))
    last = ""
    following = sa.select(reports.c.id, reports.c.record).where(reports.c.id > sa.bindparam("last")).order_by(reports.c.id).limit(ROWS)
    while rows := connection.execute(following, {"last": last}).all():
        for report_id, record in rows:
            url = json.loads(record).get("url", "")
            if url:
                address = content_id("ad", urldefrag(url)[0]) if "://" in url else ""
                shown = url.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
                connection.execute(reports.update().where(reports.c.id == report_id).values(url=shown, address=address))
        last = rows[-1].id


def downgrade() -> None:
    op.drop_index("ix_reports_address", "reports")
    op.drop_column("reports", "address")
    op.drop_column("reports", "url")
