"""What each set of conclusions changed, and records that point at another one in the order of their ids."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def text(name: str, *, index: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False, index=index)


def upgrade() -> None:
    number = sa.Column("number", sa.Integer(), primary_key=True)
    op.create_table("changes", number, text("at", index=True), text("kind"), text("record_id", index=True), text("record"))
    op.create_index("ix_refs_target", "refs", ["target_id", "role", "owner_id"])
    op.drop_index("ix_refs_target_id", "refs")


def downgrade() -> None:
    op.create_index("ix_refs_target_id", "refs", ["target_id"])
    op.drop_index("ix_refs_target", "refs")
    op.drop_table("changes")
