"""The ledger of refunds.

Revision: 0003, after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "refunds",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("refunded_at", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_refunds")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_refunds_applicant_id_seq"), "refunds", ["applicant_id", "seq"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_refunds_applicant_id_seq"), table_name="refunds")
    op.drop_table("refunds")
