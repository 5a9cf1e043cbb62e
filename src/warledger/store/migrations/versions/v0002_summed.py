"""Lists in the order of an index, titles beside reports, and tables of what is counted over all conclusions."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

INDEXES: dict[str, tuple[str, ...]] = {
    "reports": ("outlet,language", "language,name,id"),
    "entities": ("name", "kind,name,id"),
    "places": ("name",),
    "origins": ("name",),
    "linked": ("source_id",),
    "stories": ("day DESC,id",),
    "matters": ("rank,support DESC,id", "event,rank,support DESC,id", "id,rank,support DESC"),
    "control": ("day", "place_id,day,id"),
    "fares": ("side", "weak,matters DESC,name,origin_id"),
    "bars": ("grouping,event,heading,size DESC,matter_id,origin_id,subject_group,since,until", "matter_id,grouping"),
    "within": ("place_id",),
}
NAMES = {
    "outlet,language": "outlet_language", "language,name,id": "language_name", "kind,name,id": "kind_name", "day DESC,id": "day_id",
    "rank,support DESC,id": "rank_order", "event,rank,support DESC,id": "event_order", "id,rank,support DESC": "id_order",
    "place_id,day,id": "place_day", "weak,matters DESC,name,origin_id": "order", "matter_id,grouping": "matter",
    "grouping,event,heading,size DESC,matter_id,origin_id,subject_group,since,until": "order",
}  # fmt: skip
ROWS = 500


def key(name: str = "id", length: int = 64) -> sa.Column[str]:
    return sa.Column(name, sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql"), primary_key=True)


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    title = text("title")
    title.server_default = sa.DefaultClause("")
    op.add_column("reports", title)
    fill_titles()
    op.create_table("names", key("folded", 400), key("record_id"), number("private"))
    counted = (number(n) for n in ("weak", "matters", "alone", "contradicted", "first", "denies", "accuses", "admitted"))
    op.create_table("fares", key("origin_id"), text("side"), text("name"), *counted, text("events"), text("admissions"))
    op.create_table(
        "bars", sa.Column("number", sa.Integer(), primary_key=True), text("grouping"), text("event"), text("heading"), number("size"),
        text("matter_id"), text("origin_id"), text("subject_group"), text("since"), text("until"),
    )  # fmt: skip
    op.create_table("within", key("matter_id"), key("place_id"))
    op.create_table("harm_days", key("day", 10), key("matter_id"), text("event"))
    op.create_table(
        "second_looks", sa.Column("number", sa.Integer(), primary_key=True), sa.Column("claim_id", key().type, nullable=False, unique=True),
        sa.Column("score", sa.Float(), nullable=False), text("reasons"), text("matter_id"),
    )  # fmt: skip
    op.create_table("tallies", key("name", 400), text("value"))
    for table, lists in INDEXES.items():
        for columns in lists:
            op.create_index(f"ix_{table}_{NAMES.get(columns, columns)}", table, [sa.text(c) for c in columns.split(",")])


def fill_titles() -> None:
    """Titles stood in the record only."""
    connection = op.get_bind()
    reports = sa.table("reports", sa.column("id"), sa.column("title"), sa.column("record"))
    last = ""
    following = sa.select(reports.c.id, reports.c.record).where(reports.c.id > sa.bindparam("last")).order_by(reports.c.id).limit(ROWS)
    while rows := connection.execute(following, {"last": last}).all():
        for report_id, record in rows:
            title = json.loads(record).get("title", "").encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
            if title:
                connection.execute(reports.update().where(reports.c.id == report_id).values(title=title))
        last = rows[-1].id


def downgrade() -> None:
    for name in ("tallies", "second_looks", "harm_days", "within", "bars", "fares", "names"):
        op.drop_table(name)
    for table, lists in INDEXES.items():
        for columns in lists if table not in ("fares", "bars", "within") else ():
            op.drop_index(f"ix_{table}_{NAMES.get(columns, columns)}", table)
    op.drop_column("reports", "title")
