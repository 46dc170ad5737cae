"""The ledger of takings: totals of a period.

Revision: 0006, after 0005.
"""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("""
CREATE TABLE takings (
    applicant_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    shop_id TEXT,
    starts_at BIGINT NOT NULL,
    ends_at BIGINT NOT NULL,
    payments BIGINT,
    sales_amount BIGINT,
    refund_amount BIGINT,
    advertising_amount BIGINT,
    discounts BIGINT,
    reviews BIGINT,
    good_reviews BIGINT,
    seq BIGINT NOT NULL,
    CONSTRAINT pk_takings PRIMARY KEY (applicant_id, source_id)
) WITHOUT ROWID
""")


def downgrade() -> None:
    op.execute("DROP TABLE takings")
