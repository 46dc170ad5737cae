"""The ledger of takings: totals of a period.

Revision: 0006, after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "takings",
        sa.Column("applicant_id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("shop_id", sa.Text(), nullable=True),
        sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("payments", sa.BigInteger(), nullable=True),
        sa.Column("sales_amount", sa.BigInteger(), nullable=True),
        sa.Column("refund_amount", sa.BigInteger(), nullable=True),
        sa.Column("advertising_amount", sa.BigInteger(), nullable=True),
        sa.Column("discounts", sa.BigInteger(), nullable=True),
        sa.Column("reviews", sa.BigInteger(), nullable=True),
        sa.Column("good_reviews", sa.BigInteger(), nullable=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("applicant_id", "source_id", name=op.f("pk_takings")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_takings_applicant_id_seq"), "takings", ["applicant_id", "seq"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_takings_applicant_id_seq"), table_name="takings")
    op.drop_table("takings")
