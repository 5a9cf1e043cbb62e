"""The first tables of a ledger."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import context, op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def key_type(length: int = 64) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False)


def key(name: str = "id", length: int = 64) -> sa.Column[str]:
    return sa.Column(name, key_type(length), primary_key=True)


def create(name: str, *columns: sa.Column[Any], index: tuple[str, ...] = ()) -> None:
    op.create_table(name, *columns)
    for column in index:
        op.create_index(f"ix_{name}_{column}", name, [column])


def upgrade() -> None:
    create("meta", key("key"), text("value"))
    op.execute("INSERT INTO meta (key, value) VALUES ('format', '1')")
    reading()
    reconciled()
    create(
        "judgements", sa.Column("number", sa.Integer(), primary_key=True), sa.Column("id", key_type(), nullable=False, unique=True),
        text("record_id"), text("action"), text("hash"), text("record"), index=("record_id",),
    )  # fmt: skip
    context.config.attributes["create_search"]()


def reading() -> None:
    create("pages", key(), text("name"), text("sha256"), text("captured_at"), sa.Column("content", sa.LargeBinary()), text("record"))
    create(
        "reports", key(), sa.Column("page_id", key_type(), sa.ForeignKey("pages.id"), nullable=False), text("name"), text("language"),
        text("published_on"), text("outlet"), text("record"), index=("page_id", "name"),
    )  # fmt: skip
    create("annotations", sa.Column("id", key_type(), sa.ForeignKey("reports.id"), primary_key=True), text("reader"), text("record"))
    create(
        "claims", key(), sa.Column("report_id", key_type(), sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False), text("event"), text("stance"), text("reader"),
        sa.Column("prob", sa.Float(), nullable=False), text("record"), index=("report_id", "event"),
    )  # fmt: skip
    create("rejections", key(), text("name"), text("code"), text("page_id"), text("record"), index=("page_id",))
    create("issues", key(), text("record_id"), text("stage"), text("code"), text("phase"), text("record"), index=("record_id",))
    create("texts", sa.Column("number", sa.Integer(), primary_key=True), text("kind"), text("record_id"), index=("record_id",))


def reconciled() -> None:
    create("entities", key(), text("kind"), text("name"), text("origin_id"), text("side"), text("record"), index=("origin_id",))
    create("places", key(), text("name"), text("feature"), text("country"), text("record"))
    create("origins", key(), text("name"), text("kind"), text("side"), text("record"))
    create("linked", key(), text("report_id"), text("origin_id"), text("source_id"), text("record"), index=("report_id", "origin_id"))
    create("stories", key(), text("day"), text("title"), text("record"))
    create("echoes", key(), text("report_id"), text("of_id"), text("kind"), text("record"), index=("report_id", "of_id"))
    create("days", key(), text("day"), text("record"))
    create(
        "matters", key(), text("story_id"), text("event"), text("standing"), text("subject_group"),
        sa.Column("rank", sa.Integer(), nullable=False), sa.Column("support", sa.Integer(), nullable=False), text("record"),
        index=("story_id",),
    )  # fmt: skip
    create("incomparable", key(), text("matter_id"), text("other_id"), text("reason"), text("record"), index=("matter_id", "other_id"))
    create("control", key(), text("place_id"), text("day"), text("holder"), text("record"), index=("place_id",))
    create("refs", key("owner_id"), key("role", 32), key("target_id"), index=("target_id",))


def downgrade() -> None:
    for name in (
        "words", "judgements", "refs", "control", "incomparable", "matters", "days", "echoes", "stories", "linked", "origins", "places",
        "entities", "texts", "issues", "rejections", "claims", "annotations", "reports", "pages", "meta",
    ):  # fmt: skip
        op.drop_table(name)
